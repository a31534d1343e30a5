"""Pages that explain: words of the field, and where the data come from."""
