"""Scrutiny: what the panels did, and what became of what they recommended."""
