"""How do people reach the work lists of Dinas Sosial?"""
