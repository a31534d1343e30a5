"""How do people see papers, and bring them back signed?"""
