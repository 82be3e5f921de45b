"""Workers and kernels forked from one process, in which all that they import is loaded, and nothing of any report."""

from quarterbook.running.warm.client import environment

__all__ = ["environment"]
