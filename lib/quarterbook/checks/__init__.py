"""Data-quality rules: one small function a rule, with a code and a sentence."""

from quarterbook.checks.actions import a20_due_date_moved, actions
from quarterbook.checks.published import f01_published_differs, f02_papers_differ

__all__ = ["a20_due_date_moved", "actions", "f01_published_differs", "f02_papers_differ"]
