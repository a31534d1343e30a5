"""How do people reach packets?"""
