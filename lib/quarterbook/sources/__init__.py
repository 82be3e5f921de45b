"""Where data comes from: files, big files, databases; their bytes, and their rows before any column is understood."""

from quarterbook.sources.source import RawTable, load, read, split, table

__all__ = ["RawTable", "load", "read", "split", "table"]
