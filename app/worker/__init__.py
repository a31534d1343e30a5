"""How does the clock reach it? Jobs from the database, one after the other."""
