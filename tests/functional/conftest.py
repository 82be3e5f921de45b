"""A project of one's own, and the real command line in it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from projects import copied, quarterbook

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a build needs of the repository, copied: it may be spoilt."""
    return copied(tmp_path)


@pytest.fixture
def run(project: Path) -> Run:
    """The command line, run in the project."""
    return partial(quarterbook, cwd=project)
