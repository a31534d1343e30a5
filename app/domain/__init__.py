"""What do the rules say? No HTTP, no forms, no templates, no PDF engine."""
