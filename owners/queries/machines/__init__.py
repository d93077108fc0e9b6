"""What programs read: the same rows as the pages, through the same scopes, a page at a time by key."""
