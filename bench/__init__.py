"""How fast is Sahih, compared with what nothing could be faster than? `python -m bench`."""
