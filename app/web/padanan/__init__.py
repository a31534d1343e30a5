"""How does the matching list go out, and its answer come in, on the screen?"""
