"""Which meetings are held, who came, what was said and agreed?"""
