"""Template tags: the components pages are made of."""
