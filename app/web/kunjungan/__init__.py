"""How do people reach the kecamatan's review?"""
