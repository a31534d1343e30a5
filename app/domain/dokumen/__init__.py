"""Which papers were issued, what do they say, and who signed them?"""
