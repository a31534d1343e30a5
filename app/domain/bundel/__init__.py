"""Which packets are decided together on one paper?"""
