"""How does the kecamatan keep the posts of its villages?"""
