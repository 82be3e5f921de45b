"""Imported by the process that workers are forked from, and by no other: with it, all that they need is loaded."""

from __future__ import annotations

import gc
import signal
from importlib import import_module

LOADED = (
    *("quarterbook.running.lean", "quarterbook.cli", "papermill"),
    *("quarterbook.running.report", "quarterbook.running.warm.provisioner"),
)

# An interrupt at the terminal is for the process that the user started, which ends this one. Python's own server of
# forks ignores it only when all is loaded.
signal.signal(signal.SIGINT, signal.SIG_IGN)
for _name in LOADED:
    import_module(_name)
# What is loaded is nobody's garbage: it is shared with every fork, and not to be copied by being looked through.
gc.collect()
gc.freeze()
