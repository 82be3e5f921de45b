"""Indicators with something wrong: what stops their report is told with its place, what only looks odd is a finding."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from projects import HOUSE, built_beside, of_one_notebook, put, refusal, swapped, the_finding

COUNCIL = f"""\
{HOUSE}
columns: {{outturns: {{reference: Ref, actual: Outturn}}}}
missing: {{outturns: [n/a]}}
"""
INDICATORS = """\
reference,title,unit,polarity,frequency
BV 8,Invoices paid on time,%,higher,annual
BV 127a,Violent crime,per 1000 people,lower,annual
"""
OUTTURNS = """\
Ref,period,Outturn,target,quartile
BV 8,2004/05,91,90,2
BV 8,2005/06,92,91,2
BV 8,2006/07,93,92,1
BV 127a,2005/06,22.2,21.8,3
BV 127a,2006/07,21.5,21.8,3
"""
AREAS = """\
Ref,period,Outturn,target,area
BV 8,2006/07,91,90,Leeds
BV 8,2006/07,92,90,York
BV 127a,2006/07,22.2,21.8,Leeds
"""
QUARTER = """\
quarter: 2007-08 Q1
house: exampleshire
reports:
  clinics:
    notebook: performance_clinic_summary
    title: Performance Clinics
    parameters:
      indicators: data/{name}/indicators.csv
      outturns: data/{name}/outturns.csv
      held_in: "2006-07"
"""
SOME_AREAS = """\
Ref,period,Outturn,target,area
BV 8,2005/06,91,90,Leeds
BV 8,2006/07,92,90,
"""
NUMBER = "expected a plain number such as 93, 91.7 or -2, or 92%, without spaces, commas or £."
NO_AREA = "no outturn names an area. Leave {} out, or say in the house file which column does (columns: outturns)."
PERIOD = "a period such as 2006-07, 2007, 2007-08 Q1 or April 2007"


@dataclass(frozen=True)
class Case:
    """One thing that is wrong, and what is told of it: in the data, or in a line added to the quarter file."""

    told: str
    outturns: str = OUTTURNS
    indicators: str = INDICATORS
    added: str = ""

    def write(self, project: Path, name: str) -> Path:
        """Put the case into a project as a quarter file with data of its own; returns that file."""
        quarter = QUARTER if "held_in" not in self.added else QUARTER.replace('      held_in: "2006-07"\n', "")
        return put(project, name, quarter + self.added, {"indicators": self.indicators, "outturns": self.outturns})


def outturns(told: str, old: str, new: str) -> Case:
    """A case of the good outturns with a text of them replaced."""
    return Case(told, outturns=swapped(OUTTURNS, (old, new)))


ROW = "data/{name}/outturns.csv, row 3, column "
REFUSED = {
    "text-for-a-number": outturns(f"{ROW}'Outturn': 'about 92' cannot be read; {NUMBER} [I11]", "92,91", "about 92,91"),
    "an-undeclared-marker": outturns(
        f"{ROW}'target': 'tbc' cannot be read; {NUMBER} If it means that nothing is known, list it in the house file "
        "(missing: outturns). [I11]",
        "92,91",
        "92,tbc",
    ),
    "too-many-digits": outturns(
        f"{ROW}'Outturn': '{'9' * 29}' cannot be read; expected a number of at most 20 digits. [I11]",
        "92,91",
        f"{'9' * 29},91",
    ),
    "a-period-in-the-header-misspelt": Case(
        "data/{name}/outturns.csv, row 1, column '2006/7': the column looks like a period, but is not read as one; "
        "expected a period such as '2007/08', or one with the name of a field, such as 'Target 2007/08' ",
        outturns="Ref,2005/06,2006/7\nBV 8,91,92\n",
    ),
    "the-same-period-twice": outturns(
        "data/{name}/outturns.csv, row 4, column 'Ref': 'BV 8, 2005-06' stands in row 3 already; "
        "give each row its own. [I13]",
        "BV 8,2006/07",
        "BV 8,2005-06",
    ),
    "an-unknown-quartile": outturns(
        f"{ROW}'quartile': 'upper' cannot be read; expected a quartile from 1 (best) to 4 (worst), or best, 2nd, 3rd, "
        "worst. [I11]",
        "92,91,2",
        "92,91,upper",
    ),
    "no-period": outturns(
        f"{ROW}'period': '13/2006' cannot be read; expected {PERIOD}. [I11]", "BV 8,2005/06", "BV 8,13/2006"
    ),
    "a-month-in-figures": outturns(
        f"{ROW}'period': '2005-04' cannot be read; expected {PERIOD} (2005 is followed by 06). [I11]",
        "BV 8,2005/06",
        "BV 8,2005-04",
    ),
    "a-blank-period": outturns(
        f"{ROW}'period': the cell is blank; period must be filled in. [I12]", "BV 8,2005/06", "BV 8,"
    ),
    "a-marker-for-a-period": outturns(
        f"{ROW}'period': 'n/a' cannot be read; expected {PERIOD}. [I11]", "BV 8,2005/06", "BV 8,n/a"
    ),
    "a-missing-column": outturns(
        "data/{name}/outturns.csv, row 1, column 'Outturn': the column is missing; actual was expected in it. "
        "Did you mean 'Outturns'? If the export names it otherwise, say so in the house file (columns: outturns).",
        "Outturn",
        "Outturns",
    ),
    "an-unknown-polarity": Case(
        "data/{name}/indicators.csv, row 3, column 'polarity': 'down' cannot be read; expected one of higher, lower, "
        "band, none. [I01]",
        indicators=INDICATORS.replace("lower", "down"),
    ),
    "references-that-differ-in-signs": Case(
        "params/{name}.yaml, line 8: indicators: 'BV 8' (row 2) and 'BV-8' (row 4) differ only in signs, "
        "so their figures would have one id. Change one of them.",
        indicators=f"{INDICATORS}BV-8,Bills,%,higher,annual\n",
    ),
    "a-reference-of-signs-alone": Case(
        "params/{name}.yaml, line 8: indicators: '%' (row 4) cannot begin the id of a figure: a reference needs a "
        "letter or a digit, and none may be 'all'. Change it.",
        indicators=f"{INDICATORS}%,Bills,%,higher,annual\n",
    ),
    "the-reference-of-a-whole-paper": Case(
        "params/{name}.yaml, line 8: indicators: 'All' (row 4) cannot begin the id of a figure: ",
        indicators=f"{INDICATORS}All,Bills,%,higher,annual\n",
    ),
    # the quarter file, held against the data
    "no-area-named": Case("params/{name}.yaml, line 7: area: ", outturns=AREAS),
    "an-unknown-area": Case("params/{name}.yaml, line 11: area: ", outturns=AREAS, added="      area: Leds\n"),
    "an-unknown-area-in-a-group": Case(
        "params/{name}.yaml, line 12: groups: no outturn is of the area 'Yrok'. Did you mean 'York'?",
        outturns=AREAS,
        added="      area: Leeds\n      groups: {Neighbours: [York, Yrok]}\n",
    ),
    "an-unknown-area-apart": Case(
        "params/{name}.yaml, line 12: apart: no outturn is of the area 'England'. Known here: 'Leeds', 'York'.",
        outturns=AREAS,
        added="      area: Leeds\n      apart: [England]\n",
    ),
    "an-unknown-nation": Case(
        "params/{name}.yaml, line 12: nation: no outturn is of the area 'Yrok'. Did you mean 'York'?",
        outturns=AREAS,
        added="      area: Leeds\n      nation: Yrok\n",
    ),
    "the-area-as-nation": Case(
        "params/{name}.yaml, line 12: nation: 'Leeds' is the area that the report is of. Name the area that is the "
        "national average, or leave nation out.",
        outturns=AREAS,
        added="      area: Leeds\n      nation: Leeds\n",
    ),
    "groups-that-differ-in-signs": Case(
        "params/{name}.yaml, line 12: groups: 'A & B' and 'a-b' differ only in signs or capitals, so their figures "
        "would have one id. Change one of them.",
        outturns=AREAS,
        added="      area: Leeds\n      groups: {A & B: [York], a-b: [Leeds]}\n",
    ),
    "a-group-of-signs-alone": Case(
        "params/{name}.yaml, line 12: groups: '%' cannot stand in the id of a figure: a name needs a letter or a "
        "digit. Rename it.",
        outturns=AREAS,
        added='      area: Leeds\n      groups: {"%": [York]}\n',
    ),
    **{
        f"{name}-without-areas": Case(
            f"params/{{name}}.yaml, line 11: {name}: {NO_AREA.format(name)}", added=f"      {name}: {value}\n"
        )
        for name, value in {"area": "Leeds", "nation": "England", "apart": "[York]", "groups": "{Near: [York]}"}.items()
    },
    "some-outturns-without-an-area": Case(
        "params/{name}.yaml, line 7: area: some outturns name an area and others none (row 3 is the first), so nobody "
        "can tell whose these are. Fill in the area in every row, or name the area that the report is of. "
        "Areas here: Leeds.",
        outturns=SOME_AREAS,
    ),
    "an-unknown-reference-charted": Case(
        "params/{name}.yaml, line 11: charted: no indicator has the reference 'BV 127'. Did you mean 'BV 127a'?",
        added="      charted: [BV 8, BV 127]\n",
    ),
    "a-year-that-is-none": Case(
        f"params/{{name}}.yaml, line 10: held_in: 'last year' cannot be read; expected {PERIOD}.",
        added="      held_in: last year\n",
    ),
}
# What each file of the areas has, and what was asked for.
AREA = {"no-area-named": ("Leeds", "York"), "an-unknown-area": ("'Leds'", "Did you mean 'Leeds'?")}
GOOD = {
    "in-order": Case(""),
    "one-area-of-several": Case("", outturns=AREAS, added="      area: Leeds\n      apart: [York]\n"),
    "a-nation-and-groups": Case(
        "",
        outturns=AREAS,
        added="      area: Leeds\n      nation: York\n      groups: {A & B: [York], A or B: [Leeds]}\n",
    ),
    "a-missing-marker": outturns("", "BV 8,2006/07,93,92,1", "BV 8,2006/07,n/a,n/a,n/a"),
}
# Each with the finding's code, severity, row and column (in our names, as in every finding).
FOUND = {
    "target-without-outturn": (
        outturns("BV 8 has a target for 2006-07 but no outturn.", "93,92,1", ",92,1"),
        ("I22", "warning", 4, "actual"),
    ),
    "a-nought-for-not-available": (
        outturns("BV 8 is 0 for 2006-07, but its other values go from 91 to 92.", "93,92,1", "0,92,1"),
        ("I24", "warning", 4, "actual"),
    ),
    "a-fraction-for-a-percentage": (
        outturns("BV 8 is 0.92% for 2005-06, among values such as 92%. Is it a fraction, 92%?", "92,91", "0.92,91"),
        ("I25", "warning", 3, "actual"),
    ),
    "periods-out-of-order": (
        Case(
            "BV 127a: 2005-06 stands after a later period.",
            outturns="".join(OUTTURNS.splitlines(keepends=True)[line] for line in (0, 1, 2, 3, 5, 4)),
        ),
        ("I27", "note", 6, "period"),
    ),
    "a-period-missing": (
        outturns("BV 8 has no row for 2005-06.", "BV 8,2005/06,92,91,2\n", ""),
        ("I28", "note", 3, "period"),
    ),
}


READY = [*GOOD, *FOUND]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one council and the notebook, with every case in it."""
    folder = of_one_notebook(tmp_path_factory.mktemp("indicators"), "performance_clinic_summary", COUNCIL)
    for name, case in {**REFUSED, **GOOD, **{name: case for name, (case, _) in FOUND.items()}}.items():
        case.write(folder, name)
    return folder


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_told_once_with_file_row_and_column(refused: dict[str, Any], name: str) -> None:
    assert refusal(refused[name]).startswith(REFUSED[name].told.replace("{name}", name))


@pytest.mark.parametrize("name", AREA)
def test_areas_are_told_with_those_that_the_file_has(refused: dict[str, Any], name: str) -> None:
    (told,) = refused[name]["messages"]
    assert all(words in told for words in AREA[name])


@pytest.mark.parametrize("name", GOOD)
def test_data_in_order_is_ready_without_a_finding(ready: dict[str, Any], name: str) -> None:
    assert (ready[name]["exit_code"], ready[name]["findings"]) == (0, [])


@pytest.mark.parametrize("name", FOUND)
def test_what_looks_odd_is_one_finding_on_its_row_and_stops_nothing(ready: dict[str, Any], name: str) -> None:
    case, (code, severity, row, column) = FOUND[name]
    found = the_finding(ready[name], f"data/{name}/outturns.csv", code, severity, row, column)
    assert found.startswith(case.told)


@pytest.mark.slow
def test_build_refuses_what_check_refuses_and_builds_the_others_with_their_findings(
    project: Path, refused: dict[str, Any], ready: dict[str, Any]
) -> None:
    bad, odd = "text-for-a-number", "a-fraction-for-a-percentage"
    built = built_beside(project, refused[bad], ready[odd])
    assert "Is it a fraction, 92%?" in built["clinics.html"].decode()
