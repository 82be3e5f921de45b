"""One report from a cold start, against the plain pipeline."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks import plain
from benchmarks.councils import SLUG
from benchmarks.frame import QUARTERBOOK, Asked, Row, compared, spent
from projects import copied

QUARTER = "rochdale-2023-24-q1"


def measure(asked: Asked) -> list[Row]:
    """Build the sample's report alone, ours and theirs in turn."""
    with tempfile.TemporaryDirectory() as folder:
        project = copied(Path(folder))
        plain.flat(project, QUARTER)
        build = (*QUARTERBOOK, "build", f"params/{QUARTER}.yaml", "--only", SLUG, "--force")
        spent(*build, cwd=project)  # so that bytecode and fonts are there, as they are at any second run
        plain.seconds(project, [QUARTER])
        ours, theirs = [], []
        for _ in range(asked.times(7)):
            ours.append(spent(*build, cwd=project).seconds)
            theirs.append(plain.seconds(project, [QUARTER]))
    return [compared("One report, cold", ours, theirs, "s", "at most 0.25")]
