"""The lift company this installation serves: one row, and what is derived from it (its colour, its day)."""
