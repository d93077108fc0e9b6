"""What pages ask of messages and deliveries."""
