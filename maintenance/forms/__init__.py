"""What the office types: forms clean it and word what is wrong; they never save."""
