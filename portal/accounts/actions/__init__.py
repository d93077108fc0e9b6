"""Coming in, being invited, and leaving."""
