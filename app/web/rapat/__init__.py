"""How is a meeting planned, attended and recorded on the screen?"""
