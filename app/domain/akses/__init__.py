"""Who may do what? Verbs, authority, people, and the one step function."""
