"""Decisions about owners that need no database: plain functions of values."""
