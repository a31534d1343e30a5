"""How do field officers reach whom they visit?"""
