"""How do people reach proposals?"""
