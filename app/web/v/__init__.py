"""How does anybody check a paper, without an account?"""
