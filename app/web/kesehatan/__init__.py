"""Is it alive and ready, and how is it doing?"""
