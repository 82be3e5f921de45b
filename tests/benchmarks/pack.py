"""The pack of a meeting with 30 papers: as it is published, and with one more that is exempt and searched for."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from statistics import median

import yaml

from benchmarks import councils
from benchmarks.frame import QUARTERBOOK, Asked, Row, run, spent, told
from quarterbook.quarters import Quarter

FILE, MEETING = "packs", "overview"
# Of ten papers so many are reports; the others are texts of four pages.
REPORTED = 6
TEXT = "".join(
    f"## Part {part}\n\n{'What members are to know of it, in a line or two. ' * 12}\n\n" for part in range(20)
)
EXEMPT = {"paragraphs": [3], "reason": "It tells of a bidder's business."}


def measure(asked: Asked) -> list[Row]:
    """Build the reports once, then make their pack so many times; the exempt one makes a second pack, for members."""
    papers, rows = asked.number(30, 5), []
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        _quarter_file(project, papers)
        told(f"  {papers} papers")
        run(*QUARTERBOOK, "build", f"params/{FILE}.yaml", cwd=project)
        for meeting, what in ((MEETING, ""), (f"{MEETING}-exempt", ", and an exempt one: two packs and the leak test")):
            took = [
                spent(*QUARTERBOOK, "pack", f"params/{FILE}.yaml", meeting, cwd=project).seconds
                for _ in range(asked.times(3))
            ]
            pages = _pages(project / "reports" / FILE / "packs" / f"{meeting}-public.json")
            goal = "" if what else "at most 10 s"
            rows.append(Row(f"A pack of {papers} papers, {pages} pages{what}", f"{median(took):.1f} s", goal=goal))
    return rows


def _quarter_file(project: Path, papers: int) -> None:
    """Write one quarter file of many papers: texts, and reports of one council's quarters, the last of them exempt."""
    reported = papers * REPORTED // 10
    names = councils.project(project, (reported + 1) * len(councils.COUNCILS))[: reported + 1]
    files = [yaml.safe_load((project / "params" / f"{name}.yaml").read_text("utf-8")) for name in names]
    # Papers of one day that gave a figure several values would be refused.
    days = [Quarter.parse(one["quarter"]).end.isoformat() for one in files]
    reports = {
        name: one["reports"][councils.SLUG] | {"title": name, "as_at": day}
        for name, one, day in zip(names, files, days, strict=True)
    }
    reports[names[-1]]["exempt"] = EXEMPT
    (project / "data" / "text.md").write_text(TEXT, "utf-8")
    texts = [{"title": f"Paper {at}", "text": "data/text.md"} for at in range(papers - reported)]
    agenda = [*texts, *({"report": name} for name in names)]
    made = {
        **{"quarter": files[-1]["quarter"], "house": files[-1]["house"], "reports": reports},
        "meetings": {
            MEETING: {"committee": "Overview", "date": "2030-01-07", "agenda": agenda[:-1]},
            f"{MEETING}-exempt": {"committee": "Overview", "date": "2030-01-07", "agenda": agenda},
        },
    }
    (project / "params" / f"{FILE}.yaml").write_text(json.dumps(made), "utf-8")  # JSON is YAML


def _pages(listing: Path) -> int:
    items = json.loads(listing.read_text("utf-8"))["items"]
    return max(paper["pages"]["last"] for item in items for paper in item["papers"])
