"""Where is it? The tree of regions."""
