"""What telephones say of the notices they take, under `/api/v1/` (docs/phone.md)."""
