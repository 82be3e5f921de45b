"""A reproducible reporting workbook for council performance teams."""

__version__ = "0.1.0"
