"""Decisions of speaking that need no database."""
