"""Writing messages, and taking deliveries to their end."""
