"""How does an auditor examine? Lists, one packet's chain, packages to take along."""
