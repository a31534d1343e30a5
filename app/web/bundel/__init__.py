"""How do people reach the papers over many packets?"""
