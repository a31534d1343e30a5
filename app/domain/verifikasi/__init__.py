"""Is it true? Identity matching, findings, and the answers to the eligibility questions."""
