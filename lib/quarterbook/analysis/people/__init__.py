"""People counted by group and by category: which rows, the figures, and the sentences about them."""
