"""How is a proposal carried into SIKS-NG on the screen?"""
