"""How are families, residents, their proofs and imports reached?"""
