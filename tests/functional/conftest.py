"""A project of one's own, and the real command line in it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from projects import checked, copied, quarterbook

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """What a build needs of the repository, copied: it may be spoilt."""
    return copied(tmp_path)


@pytest.fixture
def run(project: Path) -> Run:
    """The command line, run in the project."""
    return partial(quarterbook, cwd=project)


@pytest.fixture(scope="module")
def refused(project: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    """What one `check` tells of each case that a module's REFUSED names, in a project that it makes of them."""
    return checked(project, request.module.REFUSED, 3)


@pytest.fixture(scope="module")
def ready(project: Path, request: pytest.FixtureRequest) -> dict[str, Any]:
    """What one `check` tells of each case that a module's READY names: reports that may be built."""
    return checked(project, request.module.READY, 0)
