"""How does a list of the regency come in, and how far are its villages, on the screen?"""
