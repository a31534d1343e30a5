"""How do people reach the report to the governor?"""
