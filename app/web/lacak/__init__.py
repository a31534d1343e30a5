"""How do people reach the public trace of a proposal?"""
