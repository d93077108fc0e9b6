"""What changes the record: each refuses, changes, and writes the fact in the lift's stream, in one transaction."""
