"""The demo company: a seeded simulation of a Spanish maintainer, written through the same actions as the real thing."""
