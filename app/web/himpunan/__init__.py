"""How do people fetch all papers of a packet or a period at once?"""
