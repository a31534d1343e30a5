"""Who lives here, in which family, and what does the register hold of them?"""
