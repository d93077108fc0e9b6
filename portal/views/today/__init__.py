"""The office's day: who is inside, what stands, what is late, what did not arrive. It reads every floor."""
