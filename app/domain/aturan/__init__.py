"""What have decrees and units set? Dated rows, never constants in code."""
