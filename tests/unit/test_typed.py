"""What somebody wrote that papers are made of, whatever kind of file it is in."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest

from documents import DOT
from quarterbook.hashes import sha256
from quarterbook.packs import selection, typed
from quarterbook.params.quarter_file import QuarterFile, load
from small_pack import MEETING
from small_project import project, write
from workbooks import workbook

WORDS = "The valuer saw the land in May."
QUARTER = """\
quarter: 2023-24 Q2
house: testshire
defaults: {contact: The performance team}
reports:
  sale:
    notebook: update
    title: Sale
    exempt: {paragraphs: [3], reason: It names a buyer., public_title: Land}
    parameters: {actions: %s, legal: The same in both., risk: Of the sale.}
  plans:
    notebook: update
    title: Plans
    parameters: {legal: The same in both., risk: Of the plans.}
"""
AGENDA = """\
    agenda:
      - {report: sale}
      - {report: plans}
      - {title: A text, text: data/text.md}
"""


def file(folder: Path, source: str) -> QuarterFile:
    root = project(folder)
    write(root / "data" / "text.md", "## A visit\n\nSeen by all.\n")
    return load(write(root / "params" / "testshire-2023-24-q2.yaml", QUARTER % source + MEETING + AGENDA), root)


def chosen(made: QuarterFile) -> tuple[list[selection.Choice], list[selection.Choice]]:
    hidden = [one for one in selection.choices(made, "panel", "restricted") if one.restricted]
    return hidden, [one for one in selection.choices(made, "panel", "public") if not one.left_out]


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_cells_of_a_register_are_what_somebody_wrote(tmp_path: Path, name: str) -> None:
    made = file(tmp_path, f"data/{name}")
    if name.endswith("csv"):
        write(tmp_path / "data" / name, f"reference,commentary\n1,{WORDS}\n")
    else:
        (tmp_path / "data" / name).write_bytes(workbook(["reference", "commentary"], ["1", WORDS]))
    found = set(typed.texts(made, *chosen(made)))
    assert {WORDS, "Of the sale.", "Of the plans.", "## A visit\n\nSeen by all.\n"} <= found


def test_a_register_that_is_gone_is_passed_over(tmp_path: Path) -> None:
    made = file(tmp_path, "data/gone.csv")
    assert "Of the sale." in set(typed.texts(made, *chosen(made)))


def test_defaults_and_a_statement_of_one_name_are_shared(tmp_path: Path) -> None:
    made = file(tmp_path, "data/gone.csv")
    assert set(typed.shared(made, *chosen(made))) == {"The performance team", "The same in both."}


def test_a_notebook_that_makes_papers_of_one_kind_alone_says_what_somebody_wrote(tmp_path: Path) -> None:
    made = file(tmp_path, "data/gone.csv")
    hidden, shown = chosen(made)
    alone, both = ("\n".join(typed.texts(made, hidden, kind)) for kind in ([], shown))
    assert 'plan: str = "Directorate Plan"' in alone
    assert 'plan: str = "Directorate Plan"' not in both


def test_a_picture_of_a_text_is_what_somebody_made(tmp_path: Path) -> None:
    made = file(tmp_path, "data/gone.csv")
    write(tmp_path / "data" / "text.md", "\ufeffSeen.\n\n![A dot](dot.png)\n")
    write(tmp_path / "data" / "dot.png", "").write_bytes(b64decode(DOT))
    found = set(typed.texts(made, *chosen(made)))
    assert {"Seen.\n\n![A dot](dot.png)\n", sha256(b64decode(DOT))} <= found
