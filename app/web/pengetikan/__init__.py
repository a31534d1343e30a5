"""How do people type for a village without a network?"""
