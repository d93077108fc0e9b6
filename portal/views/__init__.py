"""Pages that read several floors: home, verify a history, roles, health; and the house's own commands (demo, cast)."""
