"""What the papers of a quarter say of one another, from what is built: findings.json of the quarter's folder."""

from __future__ import annotations

import json
from pathlib import Path

from quarterbook import checks
from quarterbook.checks.across import Stated
from quarterbook.findings import Finding
from quarterbook.publishing.index import FINDINGS
from quarterbook.running import files, stated


def write(folder: Path) -> tuple[Finding, ...]:
    """Hold the built papers of a quarter's folder against each other; return, and keep there, what is found.

    A paper that is not for publication is left out, since the index that shows the findings is public.
    """
    findings = checks.across(_papers(folder))
    told = json.dumps([finding.as_json() for finding in findings], indent=1, ensure_ascii=False)
    files.write(folder / FINDINGS, f"{told}\n".encode())
    return findings


def _papers(folder: Path) -> dict[str, Stated]:
    manifests = [(path.parent, json.loads(path.read_text("utf-8"))) for path in sorted(folder.glob("*/manifest.json"))]
    public = {one["report"]: place for place, one in manifests if not one.get("withheld")}
    return stated.read(public)
