"""What managers' and the company's own programs read and send, under `/api/v1/` (docs/api.md)."""
