"""One's own account: assignment, password, devices."""
