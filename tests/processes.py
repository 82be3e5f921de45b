"""Processes that tests watch."""

from __future__ import annotations

import time

import psutil


def gone(pid: int) -> bool:
    """Whether a process ends within ten seconds, and leaves no zombie."""
    until = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not psutil.pid_exists(pid)
