"""Decisions that need no database: plain functions of values, with the law's article beside each number."""
