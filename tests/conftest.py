"""What several sets of tests share: the sample reports, built once through the real command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import copied, quarterbook

# Whole folders of tests that drive browsers, or break builds in the middle.
SLOW = ("browser", "faults")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name in SLOW and item.path.parent.parent.name == "tests":
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's folder after `quarterbook build params/*.yaml`, the shell having left the * to us."""
    project = copied(tmp_path_factory.mktemp("built"))
    done = quarterbook("build", "params/*.yaml", cwd=project)
    assert done.returncode == 0, done.stderr
    (project / "stdout.txt").write_text(done.stdout, "utf-8")
    (project / "stderr.txt").write_text(done.stderr, "utf-8")
    return project
