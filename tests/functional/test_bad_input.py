"""What is wrong with parameters or data is told at once, in the words of who must mend it, and nothing is built."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from projects import REPOSITORY, contents, copied, quarterbook, swapped
from workbooks import patched, workbook

GOOD = (REPOSITORY / "data" / "rochdale" / "actions-2023-24-q1.csv").read_text("utf-8")
SLUG = "directorate-plans"
# The sample's quarter file as far as the end of this report; others may follow it.
QUARTER = re.findall(
    rf"\A[\s\S]*^  {SLUG}:\n(?: {{4}}.*\n)+",
    (REPOSITORY / "params" / "rochdale-2023-24-q1.yaml").read_text("utf-8"),
    re.MULTILINE,
)[0]
ACTIONS = "data/rochdale/actions-2023-24-q1.csv"
SAVE_AS = "In Excel: Save As, 'CSV UTF-8 (comma delimited)'."
DATES = "01/09/2022,31/12/2023,,,56"


@dataclass(frozen=True)
class Case:
    """One thing that is wrong: in the quarter file (what stands there, what replaces it) or in the data."""

    told: tuple[str, ...]
    quarter: tuple[str, str] = ("", "")
    data: bytes | None = None
    kind: str = "csv"
    sheet: str = ""

    def words(self, name: str) -> tuple[str, ...]:
        """What must be told, with the names and lines of this case; a source's line is where it is named."""
        at = QUARTER.index(self.quarter[0] or ACTIONS)
        line = QUARTER.count("\n", 0, at) + 1
        return tuple(words.replace("{name}", name).replace("{line}", str(line)) for words in self.told)

    def write(self, project: Path, name: str) -> Path:
        """Put the case into a project as a quarter file of its own; returns that file."""
        text = QUARTER
        if self.data is not None:
            (project / "data" / "bad").mkdir(exist_ok=True)
            (project / "data" / "bad" / f"{name}.{self.kind}").write_bytes(self.data)
            text = swapped(text, (ACTIONS, f"data/bad/{name}.{self.kind}{self.sheet}"))
        if self.quarter[0]:
            text = swapped(text, self.quarter)
        file = project / "params" / f"{name}.yaml"
        file.write_text(text, "utf-8")
        return file


def data(told: str, old: str, new: str, *more: tuple[str, str]) -> Case:
    """A case of the good csv with a text of it replaced."""
    return Case(tuple(told.splitlines()), data=swapped(GOOD, (old, new), *more).encode())


def encoded(told: str, coding: str) -> Case:
    return Case((told,), data=swapped(GOOD, ("work is 56% complete.", "work is 56% – £5m – complete.")).encode(coding))


def excel(told: str, *changes: tuple[str, str], sheet: str = "#Actions", **cells: Any) -> Case:
    """A case of a workbook with the good rows; `cells` are those that differ, such as H2=45107."""
    header, *rows = csv.reader(io.StringIO(GOOD))
    dates = [place for place, name in enumerate(header) if name.endswith("date")]
    table: list[list[Any]] = [
        [excel_value(cell, is_date=place in dates) for place, cell in enumerate(row)] for row in rows
    ]
    for cell, value in cells.items():
        table[int(cell[1:]) - 2][ord(cell[0]) - ord("A")] = value
    return Case((told,), data=patched(workbook(header, *table), *changes), kind="xlsx", sheet=sheet)


def excel_value(cell: str, *, is_date: bool) -> Any:
    if is_date and cell:
        day, month, year = map(int, cell.split("/"))
        return date(year, month, day)
    return int(cell) if cell.isdecimal() else cell or None


NAMED = "data/bad/{name}.csv, row 2, column "
PERCENT = "expected a number from 0 to 100, such as 92 or 92%, without spaces or commas. [A01]"
CASES = {
    # the quarter file
    "unknown-key": Case(
        ("params/{name}.yaml, line {line}: unknown key 'reports.directorate-plans.tilte'. Did you mean 'title'?",),
        quarter=("    title: >-", "    tilte: >-"),
    ),
    "unknown-parameter": Case(
        (
            "params/{name}.yaml, line {line}: the notebook directorate_quarterly_update has no parameter "
            "'directorate'. Did you mean 'directorates'?",
        ),
        quarter=("      directorates:", "      directorate:"),
    ),
    "wrong-type": Case(
        (
            "params/{name}.yaml, line {line}: 'directorates' (the directorates of the paper, in order; empty: all in "
            "the file): a list (- item) was expected, but this is 'Corporate Services'.",
        ),
        quarter=(
            "directorates: [Corporate Services, Neighbourhoods (Corporate Support)]",
            "directorates: Corporate Services",
        ),
    ),
    "not-a-date": Case(
        ("params/{name}.yaml, line {line}: as_at: '31/06/2023' is not a date. Write it as in 2023-06-30.",),
        quarter=("house: rochdale\n", "as_at: 31/06/2023\nhouse: rochdale\n"),
    ),
    "not-a-quarter": Case(
        ("params/{name}.yaml, line {line}: quarter: '9999-00 Q4' is not a quarter. Write it as in '2023-24 Q1'.",),
        quarter=("quarter: 2023-24 Q1\n", "quarter: 9999-00 Q4\n"),
    ),
    "unknown-house": Case(
        ("params/{name}.yaml, line {line}: there is no params/houses/rochdle.yaml. Did you mean 'rochdale'?",),
        quarter=("house: rochdale\n", "house: rochdle\n"),
    ),
    "a-tab": Case(
        ("params/{name}.yaml, line {line}: a tab stands here; indent with spaces.",),
        quarter=("      published_figures:", "\t    published_figures:"),
    ),
    "half-a-character": Case(
        ("params/{name}.yaml, line {line}: \\ud800 to \\udfff are halves of characters; write the character itself.",),
        quarter=("contact: Data", 'contact: "\\ud83d"  # Data'),
    ),
    # which file
    "missing-file": Case(
        (
            "data/rochdale/actions-2023-24-q2.csv: there is no such file. Did you mean 'actions-2023-24-q1.csv'? "
            "(params/{name}.yaml, line {line}, actions)",
        ),
        quarter=(ACTIONS, "data/rochdale/actions-2023-24-q2.csv"),
    ),
    "outside-the-project": Case(
        ("'../secrets.csv' is outside the project. Give a path from the project's folder, such as data/….",),
        quarter=(ACTIONS, "../secrets.csv"),
    ),
    "no-path-at-all": Case(("cannot be a path", "line {line}, actions"), quarter=(ACTIONS, '"data/\\0.csv"')),
    "a-path-of-windows": Case(
        ("Write / between folders, on every system", "line {line}, actions"),
        quarter=(ACTIONS, r"data\rochdale\actions-2023-24-q1.csv"),
    ),
    # the file as a whole
    "empty": Case(("data/bad/{name}.csv: the file is empty. Row 1 must hold the column names.",), data=b""),
    "header-only": Case(
        (
            "data/bad/{name}.csv: there is a header in row 1 and no row beneath it. Export the file again, or leave "
            "the parameter out where there is nothing to report.",
        ),
        data=GOOD.splitlines(keepends=True)[0].encode(),
    ),
    "windows-1252": encoded(
        f"{NAMED}'Commentary': the byte 0x96 is not UTF-8 text (in Windows-1252 it is '–'). "
        f"UTF-8 was expected. {SAVE_AS}",
        "cp1252",
    ),
    "utf-16": encoded(
        f"data/bad/{{name}}.csv, row 1: the file is UTF-16 text; UTF-8 was expected. {SAVE_AS}",
        "utf-16",
    ),
    "semicolons": Case(
        ("row 1: the columns are parted by semicolons; commas were expected.",), data=b"Action code;Action\nCS-01;x\n"
    ),
    "open-quotation-mark": data(
        "data/bad/{name}.csv, row 22: the quotation marks of this row do not pair", "\nNCS-09,", '\n"NCS-09,'
    ),
    # its columns
    "missing-column": data(
        "data/bad/{name}.csv, row 1, column 'Due date': the column is missing; due_date was expected in it.\n"
        "say so in the house file (columns: actions). [A01]",
        ",Due date,",
        ",Deadline,",
    ),
    "duplicate-column": data(
        "data/bad/{name}.csv, row 1, column 'Due date': the column name stands 2 times; name each column once. [A01]",
        ",Original due date,",
        ",Due date,",
    ),
    # its cells
    "no-such-day": data(
        f"{NAMED}'Due date': '31/06/2023' cannot be read; expected a date that exists, such as 2023-06-30 "
        "(June 2023 has no day 31). [A01]",
        DATES,
        DATES.replace("31/12/2023", "31/06/2023"),
    ),
    "a-day-beyond-all-reports": data(
        f"{NAMED}'Due date': '31/12/9999' cannot be read; expected a date from 1900 to 2199, such as 2023-06-30 "
        "(no date known: leave it blank). [A01]",
        DATES,
        DATES.replace("31/12/2023", "31/12/9999"),
    ),
    "excels-count-of-days": data(
        f"{NAMED}'Due date': '45107' cannot be read; expected a date such as 2023-06-30 (a bare number is Excel's "
        "count of days; 45107 may mean 2023-06-30): format the column as Date. [A01]",
        DATES,
        DATES.replace("31/12/2023", "45107"),
    ),
    "a-thousand-percent": data(
        f"{NAMED}'Progress %': '1,234' cannot be read; {PERCENT}", ",,,56,Purple", ',,,"1,234",Purple'
    ),
    "a-space-before-the-sign": data(
        f"{NAMED}'Progress %': '92 %' cannot be read; {PERCENT}", ",,,56,Purple", ",,,92 %,Purple"
    ),
    "blank-required": data(
        f"{NAMED}'Progress %': the cell is blank; percent_complete must be filled in. [A02]",
        ",,,56,Purple",
        ",,,,Purple",
    ),
    "the-same-reference": data(
        "data/bad/{name}.csv, row 3, column 'Action code': 'CS-01' stands in row 2 already; "
        "give each row its own. [A03]",
        "\nCS-02,",
        "\nCS-01,",
    ),
    "several-at-once": data(
        f"{NAMED}'Due date': '31/06/2023' cannot be read;\n"
        f"{NAMED}'Progress %': '92 %' cannot be read;\n"
        "row 3, column 'Stage': 'Begun' cannot be read; expected one of Not started, In progress, Paused, Completed, "
        "Carried forward, Withdrawn. [A01]\n"
        "row 4, column 'Action': the cell is blank; title must be filled in. [A02]\n"
        "row 22, column 'Action code': 'CS-01' stands in row 2 already;\n"
        "Mend data/bad/{name}.csv, or better the system it was exported from, and check it again.",
        DATES,
        "01/09/2022,31/06/2023,,,92 %",
        ("In progress,01/10/2022,31/03/2024,,,40,", "Begun,01/10/2022,31/03/2024,,,40,"),
        ("CS-03,Review and develop a schools income strategy for IG,", "CS-03,,"),
        ("\nNCS-09,", "\nCS-01,"),
    ),
    # workbooks
    "no-such-sheet": excel(
        "data/bad/{name}.xlsx: there is no sheet 'Action'. Sheets here: 'Actions'. "
        "(params/{name}.yaml, line {line}, actions)",
        sheet="#Action",
    ),
    "a-formulas-error": excel(
        "data/bad/{name}.xlsx#Actions, row 2, column 'Progress %': '#DIV/0!' is a formula's error. "
        "Mend the formula, and save or export again. [A01]",
        ('<c r="J2".*?</c>', '<c r="J2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'),
    ),
    "a-formula-never-calculated": excel(
        "data/bad/{name}.xlsx, row 2, cell J2: the formula =28*2 has no result. "
        "Open the workbook in Excel, save it and check again.",
        J2="=28*2",
    ),
    "a-bare-number-for-a-date": excel(
        "data/bad/{name}.xlsx#Actions, row 2, column 'Due date': '45107' cannot be read; expected a date such as "
        "2023-06-30 (a bare number is Excel's count of days; 45107 may mean 2023-06-30): format the column as Date.",
        G2=45107,
    ),
    "no-workbook": Case(
        ("data/bad/{name}.xlsx: this is not an Excel workbook that can be read.",), data=GOOD.encode(), kind="xlsx"
    ),
}
WELL = {
    "byte-order-mark": Case((), data=GOOD.encode("utf-8-sig")),
    "as-a-workbook": excel(""),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one `check` of all cases, good ones between, says of each."""
    project = copied(tmp_path_factory.mktemp("bad"))
    files = [case.write(project, name) for name, case in (CASES | WELL).items()]
    files.append(project / "params" / "rochdale-2023-24-q1.yaml")
    done = quarterbook("check", "--json", *files, cwd=project)
    assert done.returncode == 3
    assert done.stderr == ""
    reports = json.loads(done.stdout)["reports"]
    return {report["quarter"]: report for report in reports if report["report"] in (SLUG, None)}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told_with_file_place_value_and_mend(checked: dict[str, Any], name: str) -> None:
    assert (checked[name]["status"], checked[name]["exit_code"]) == ("refused", 3)
    told = "\n".join(checked[name]["messages"])
    for words in CASES[name].words(name):
        assert words in told
    assert "Traceback" not in told


@pytest.mark.parametrize("name", CASES)
def test_no_other_problem_is_made_up_beside_it(checked: dict[str, Any], name: str) -> None:
    messages = [line for line in checked[name]["messages"] if not line.startswith("Mend data/bad/")]
    assert len(messages) == {"several-at-once": 5, "unknown-key": 2}.get(name, 1)


@pytest.mark.parametrize("name", WELL)
def test_the_same_data_in_another_file_is_read_with_the_same_findings(checked: dict[str, Any], name: str) -> None:
    def findings(quarter: str) -> list[Any]:
        return [{**finding, "source": ""} for finding in checked[quarter]["findings"]]

    assert checked[name]["exit_code"] == 0
    assert findings(name) == findings("rochdale-2023-24-q1") != []


Run = Callable[..., Any]


@pytest.mark.parametrize("name", ["unknown-parameter", "missing-file", "a-thousand-percent"])
def test_check_leaves_with_3_and_tells_people_on_standard_error(project: Path, run: Run, name: str) -> None:
    done = run("check", CASES[name].write(project, name))
    assert done.returncode == 3
    assert done.stdout == ""
    words = CASES[name].words(name)[0]
    assert done.stderr.splitlines()[0] in (f"{name}: {words}", f"{name}/directorate-plans: {words}")
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", ["wrong-type", "windows-1252", "several-at-once", "a-formulas-error"])
def test_build_refuses_the_same_and_leaves_what_was_built_before(project: Path, run: Run, name: str) -> None:
    before = project / "reports" / name / "directorate-plans"
    before.mkdir(parents=True)
    for file in ("directorate-plans.html", "directorate-plans.pdf", "figures.json"):
        (before / file).write_bytes(f"built last quarter: {file}".encode())
    was = contents(project / "reports")
    done = run("build", CASES[name].write(project, name))
    assert done.returncode == 3
    for words in CASES[name].words(name):
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project / "reports") == was
    assert sorted(path.name for path in (project / "reports").iterdir()) == [".lock", name]


def test_a_pattern_that_nothing_matches_does_not_hide_the_files_that_are_there(project: Path, run: Run) -> None:
    done = run("check", "params/nowhere-*.yaml", "params/bracknell-*.yaml")
    assert done.returncode == 3
    assert "params/nowhere-*.yaml: there is no such file." in done.stderr
    assert "bracknell-forest-2020-21-q3/value-for-money: ready" in done.stdout


def test_what_is_printed_is_utf8_whatever_the_locale(project: Path, run: Run) -> None:
    file = Case((), quarter=("contact: Data", "contact: Ynys Môn ▲ £5m Data")).write(project, "welsh")
    done = run("params", file, "directorate-plans", environment={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert "contact: Ynys Môn ▲ £5m Data" in done.stdout


@pytest.mark.slow
def test_a_field_of_200_megabytes_is_told_with_its_cell(project: Path, run: Run) -> None:
    # A quotation mark left open does this: every later row is taken for the same cell.
    head, tail = GOOD.encode().split(b",illustrative\nCS-08")
    long = b"".join([head, b",illustrative", b"x" * 200_000_000, b"\nCS-08", tail])
    file = Case((), data=long).write(project, "long")
    done = run("check", file)
    assert done.returncode == 3
    assert (
        "data/bad/long.csv, row 8, column 'Provenance': the cell begins 'illustrativexxxxxxxxxxxxxxxxxx…' and holds "
        "more than 100,000 characters. A quotation mark may be left open in it."
    ) in done.stderr
    assert len(done.stderr) < 1000
