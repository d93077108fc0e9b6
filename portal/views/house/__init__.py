"""The house's own pages: the front door, the roles, health, the company's colour, the language."""
