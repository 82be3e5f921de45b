"""Improvement plans: how far each action is by its dates and reports, counted and told."""
