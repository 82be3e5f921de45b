"""Counts of people too small to be shown, and what else must be kept back so that nobody can work them out."""
