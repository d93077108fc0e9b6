"""What changes who owns, who speaks for an owner, and what was received."""
