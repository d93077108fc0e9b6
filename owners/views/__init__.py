"""The owner's pages, one a module."""
