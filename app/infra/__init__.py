"""What does any such system need? Plumbing only; knows no domain word."""
