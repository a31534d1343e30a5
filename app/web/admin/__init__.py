"""What the admin looks after: people and rules."""
