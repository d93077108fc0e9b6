"""What phones send and get, under `/api/v1/` (docs/phone.md): the same actions as the pages."""
