"""The tables, charts and letter of a paper on the budget."""
