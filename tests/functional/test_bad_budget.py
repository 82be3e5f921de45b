"""A budget with something wrong: what stops its report is told with its place, what only looks odd is a finding."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from projects import HOUSE, built_beside, of_one_notebook, put, refusal, swapped, the_finding

COUNCIL = f"""\
{HOUSE}
totals: {{savings: [Total], revenue: [Directorate total, Net budget]}}
missing: {{savings: [n/a], revenue: [n/a]}}
columns: {{capital: {{planned: Planned £bn}}}}
"""
# Negatives as exports write them: before, in brackets, and after.
REVENUE = """\
directorate,service,budget £000,forecast £000,actual £000,period
Adults,Home care,"20,000",21000,8400,August 2023
Adults,Day care,5000,4900,2000,August 2023
Adults,Directorate total,25000,25900,10400,August 2023
Place,Highways,10000,10000,4100,August 2023
Place,Parking,-1000,(900),400-,August 2023
Place,Directorate total,9000,9100,3700,August 2023
Net budget,,34000,35000,14100,August 2023
"""
SAVINGS = """\
reference,directorate,title,target £m,rating,delivered £m,forecast £m,redirected,redirected_to
A-1,Adults,Reviews of care,1.250,red,0.000,0.500,no,
A-2,Adults,Fees,0.400,achieved,0.400,0.400,no,
P-1,Place,Lamps,0.300,green,0.050,0.300,no,
P-2,Place,Rooms,0.200,,,,yes,Contingency
Total,,,2.150,,0.450,1.200,,
"""
CAPITAL = """\
source,title,planned £m,achieved £m,forecast £m
receipts,Depot,2.500,0.500,1.500
grant,Roads,4.000,1.000,4.000
"""
RESERVES = """\
reserve,year,opening £m,movement £m,basis,closing £m
General reserve,2022-23,9.000,-1.000,actual,8.000
General reserve,2023-24,8.000,(1.500),forecast,6.500
"""
QUESTIONS = """\
number,part_of,text
1,,Why?
1a,1,And when?
"""
FILES = {"revenue": REVENUE, "savings": SAVINGS, "capital": CAPITAL, "reserves": RESERVES, "questions": QUESTIONS}
QUARTER = """\
quarter: 2023-24 Q2
house: exampleshire
reports:
  budget:
    notebook: midyear_budget_scrutiny
    title: The budget at mid-year
    as_at: 2023-08-31
    parameters:
      revenue: data/{name}/revenue.csv
      savings: data/{name}/savings.csv
      capital: data/{name}/capital.csv
      reserves: data/{name}/reserves.csv
      questions: data/{name}/questions.csv
"""
# The line of each source in the quarter file, and the line after the last.
AT = {name: line for line, name in enumerate(FILES, start=9)}
AFTER = 14


@dataclass(frozen=True)
class Case:
    """One thing that is wrong, and what is told of it: in a file, or in the quarter file."""

    told: str
    files: dict[str, str] = field(default_factory=dict)
    added: str = ""
    as_at: str = "2023-08-31"

    def write(self, project: Path, name: str) -> Path:
        """Put the case into a project as a quarter file with data of its own; returns that file."""
        return put(project, name, QUARTER.replace("2023-08-31", self.as_at) + self.added, {**FILES, **self.files})


def in_file(register: str, told: str, *changes: tuple[str, str]) -> Case:
    """A case of the good files with texts of one of them replaced."""
    return Case(told, {register: swapped(FILES[register], *changes)})


def in_cell(register: str, row: int, column: str, told: str, *changes: tuple[str, str]) -> Case:
    """A case of the good files with texts of one of them replaced, and what is told of one cell of it."""
    return in_file(register, cell(register, row, column, told), *changes)


def asked(name: str, value: str, told: str) -> Case:
    """A case of a line added to the quarter file."""
    return Case(f"params/{{name}}.yaml, line {AFTER}: {name}: {told}", added=f"      {name}: {value}\n")


def cell(register: str, row: int, column: str, told: str) -> str:
    return f"data/{{name}}/{register}.csv, row {row}, column '{column}': {told}"


AREAS = """\
directorate,service,budget £000,forecast £000,area
Adults,Home care,20000,21000,Leeds
Place,Roads,20000,20000,Leeds
Adults,Home care,10000,10000,York
"""
SOME_AREAS = AREAS.replace("York", "").replace("Home care,10000", "Day care,10000")
THOUSANDS = "expected an amount in £000, such as 1234 or (1234)"
MILLIONS = "expected an amount in £m, such as 1.234 or (1.234)"
UNIT = (
    "nobody can tell in which unit the amounts are. End the header with £, £000 or £m, as in 'Target £m', or say it in "
    "the house file (money: units: capital)."
)
ONE_ID = "so their figures would have one id. Change one of them."
CHANCES = "a chance is needed of each of red, amber, green, achieved, and of nothing else."
IN_HOUSE = (
    "looks like a total, and would be added up with what it is the total of. If it is one, say so in the house file"
)

UNDATED = REVENUE.replace("August 2023", "")


def many_savings(number: int) -> str:
    """A file of so many savings, of Adults and of Place."""
    rows = (f"X-{at},{('Adults', 'Place')[at % 2]},Title,0.010,green,0.000,0.010,no,\n" for at in range(number))
    return f"{SAVINGS.splitlines(keepends=True)[0]}{''.join(rows)}"


REFUSED = {
    # amounts
    "pounds-among-thousands": in_cell(
        "revenue",
        3,
        "forecast £000",
        f"'£4,900,000' cannot be read; {THOUSANDS}: a £ sign may mean pounds, so leave it out, or mend the amount. "
        "[R01]",
        ("Day care,5000,4900", 'Day care,5000,"£4,900,000"'),
    ),
    "a-unit-in-a-cell": in_cell(
        "savings",
        2,
        "target £m",
        f"'£1.25m' cannot be read; {MILLIONS}, without a unit of its own: write 1.25. [S01]",
        ("care,1.250", "care,£1.25m"),
    ),
    "thousands-in-a-cell": in_cell(
        "savings",
        3,
        "forecast £m",
        f"'400k' cannot be read; {MILLIONS}, without a unit of its own: write 0.4. ",
        ("0.400,0.400,no", "0.400,400k,no"),
    ),
    "words-for-an-amount": in_cell(
        "capital",
        2,
        "achieved £m",
        f"'half a million' cannot be read; {MILLIONS}. [K01]",
        ("2.500,0.500", "2.500,half a million"),
    ),
    "a-minus-twice": in_cell(
        "revenue", 6, "forecast £000", f"'(-900)' cannot be read; {THOUSANDS}. [R01]", ("(900)", "(-900)")
    ),
    "an-undeclared-marker": in_cell(
        "savings",
        4,
        "forecast £m",
        f"'tbc' cannot be read; {MILLIONS}. If it means that nothing is known, list it in the house file "
        "(missing: savings). [S01]",
        ("0.050,0.300,no", "0.050,tbc,no"),
    ),
    "a-blank-target": in_cell(
        "savings", 4, "target £m", "the cell is blank; target must be filled in. [S02]", ("Lamps,0.300", "Lamps,")
    ),
    "a-marker-for-a-target": in_cell(
        "savings",
        4,
        "target £m",
        "the cell is blank ('n/a' is a missing marker of the house); target must be filled in. [S02]",
        ("Lamps,0.300", "Lamps,n/a"),
    ),
    # units
    "a-unit-that-is-none": in_cell("capital", 1, "Planned £bn", f"{UNIT} [K01]", ("planned £m", "Planned £bn")),
    "a-column-that-is-not-mapped": in_cell(
        "savings",
        1,
        "target",
        "the column is missing; target was expected in it. Did you mean 'target £bn'? ",
        ("target £m", "target £bn"),
    ),
    "one-column-in-two-units": in_cell(
        "savings",
        1,
        "target £000",
        "'target £m' is the same column in another unit; keep one of them. [S01]",
        ("redirected_to", "target £000"),
    ),
    "a-missing-column": in_cell(
        "revenue",
        1,
        "budget",
        "the column is missing; budget was expected in it. Columns here: directorate, service, Plan, forecast "
        "£000, actual £000, period. If the export names it otherwise, say so in the house file (columns: revenue).",
        ("budget £000", "Plan"),
    ),
    # totals
    "an-undeclared-total-of-savings": in_cell(
        "savings",
        6,
        "reference",
        f"'Grand total' {IN_HOUSE} (totals: savings: [Grand total]); if not, give it",
        ("Total,,", "Grand total,Adults,All"),
    ),
    "an-undeclared-total-of-a-source": Case(
        cell("capital", 4, "source", f"'Total' {IN_HOUSE} (totals: capital: [Total]); if not, give it another name "),
        {"capital": f"{CAPITAL}Total,,6.500,1.500,5.500\n"},
    ),
    "an-undeclared-total-of-a-directorate": in_cell(
        "revenue",
        7,
        "service",
        f"'Sub-total' {IN_HOUSE} (totals: revenue: [Sub-total]); if not, give it another",
        ("Place,Directorate total", "Place,Sub-total"),
    ),
    # rows
    "a-saving-twice": in_cell(
        "savings", 3, "reference", "'A-1' stands in row 2 already; give each row its own. [S03]", ("A-2", "A-1")
    ),
    "a-service-twice": in_cell(
        "revenue",
        3,
        "directorate",
        "'Adults, Home care, August 2023' stands in row 2 already; give each row its own. [R03]",
        ("Day care", "Home care"),
    ),
    "a-reserve-twice-in-a-year": in_cell(
        "reserves",
        3,
        "reserve",
        "'General reserve, 2022-23' stands in row 2 already; give each row its own. [R13]",
        ("2023-24", "2022/23"),
    ),
    "a-question-twice": in_cell(
        "questions", 3, "number", "'1' stands in row 2 already; give each row its own. [Q03]", ("1a,1", "1,")
    ),
    "no-year": in_cell("reserves", 3, "year", "'next year' cannot be read; expected ", ("2023-24", "next year")),
    "an-unknown-source-of-capital": in_cell(
        "capital",
        3,
        "source",
        "'lottery' cannot be read; expected one of receipts, reserves, revenue, grant, contributions, borrowing. ",
        ("grant,", "lottery,"),
    ),
    "an-unknown-rating": in_cell(
        "savings",
        4,
        "rating",
        "'yellow' cannot be read; expected one of red, amber, green, achieved. [S01]",
        ("green", "yellow"),
    ),
    "an-unknown-basis": in_cell(
        "reserves",
        3,
        "basis",
        "'planned' cannot be read; expected one of actual, forecast. [R11]",
        ("forecast", "planned"),
    ),
    # names that make the ids of figures
    "directorates-with-one-slug": in_file(
        "revenue",
        f"params/{{name}}.yaml, line {AT['revenue']}: revenue: 'Adults' and 'ADULTS' (row 3) differ only in signs or "
        f"capitals, {ONE_ID}",
        ("Adults,Day care", "ADULTS,Day care"),
    ),
    "a-directorate-otherwise-in-the-savings": in_file(
        "savings",
        f"params/{{name}}.yaml, line {AT['savings']}: savings: 'Place' and 'PLACE' (row 5) differ only in signs or "
        f"capitals, {ONE_ID}",
        ("Place,Rooms", "PLACE,Rooms"),
    ),
    "a-directorate-with-a-name-of-ours": in_file(
        "revenue",
        f"params/{{name}}.yaml, line {AT['revenue']}: revenue: 'Savings' (row 3) cannot stand in the id of a figure: "
        "it means something else. Rename it.",
        ("Adults,Day care", "Savings,Day care"),
    ),
    "a-reserve-with-a-name-of-ours": Case(
        f"params/{{name}}.yaml, line {AT['reserves']}: reserves: 'Capital' (row 2) cannot stand in the id of a figure: "
        "it means something else. Rename it.",
        {"reserves": RESERVES.replace("General reserve", "Capital")},
    ),
    # the quarter file
    "a-day-before-the-year": Case(
        "params/{name}.yaml, line 7: as_at: 2023-03-30 is not in the financial year of 2023-24 Q2. Give a day of that "
        "year.",
        as_at="2023-03-30",
    ),
    "a-chance-missing": asked("delivery_chances", "{red: 0.0, amber: 0.5, green: 0.9}", CHANCES),
    "a-chance-of-no-rating": asked(
        "delivery_chances", "{red: 0.0, amber: 0.5, green: 0.9, achieved: 1.0, blue: 0.1}", CHANCES
    ),
    "a-chance-above-one": asked(
        "delivery_chances",
        "{red: 0.0, amber: 0.5, green: 90.0, achieved: 1.0}",
        "a chance is from 0 to 1, and that of green is 90.0.",
    ),
    "no-runs": asked("runs", "0", "from 1,000 to 1,000,000 simulated years can be run, not 0."),
    "too-few-runs": asked("runs", "999", "from 1,000 to 1,000,000 simulated years can be run, not 999."),
    "too-many-draws": replace(
        asked("runs", "1000000", "of 201 savings, at most 995,024 years can be simulated, not 1,000,000."),
        files={"savings": many_savings(201)},
    ),
    "a-service-with-and-without-a-period": in_file(
        "revenue",
        f"params/{{name}}.yaml, line {AT['revenue']}: revenue: 'Home care' (row 3) stands twice, once without a "
        "period: give each row its period, or keep one of them.",
        ("Day care,5000,4900,2000,August 2023", "Home care,5000,4900,2000,"),
    ),
    "no-period-before": asked(
        "previous_revenue",
        "data/no-period-before/revenue.csv",
        "no row is of a period before August 2023. Give the monitoring before, or leave it out.",
    ),
    "no-period-before-the-day": replace(
        asked(
            "previous_revenue",
            "data/in-order/revenue.csv",
            "no row is of a period that began by 31 July 2023. Give the monitoring before, or leave it out.",
        ),
        files={"revenue": UNDATED},
        as_at="2023-07-31",
    ),
    "too-many-runs": asked("runs", "2000000", "from 1,000 to 1,000,000 simulated years can be run, not 2,000,000."),
    "a-seed-below-nought": asked("seed", "-1", "a seed is a whole number from 0."),
    "an-area-in-files-without": asked(
        "area",
        "Leeds",
        "no row names an area. Leave area out, or say in the house file which column does (columns: revenue).",
    ),
    "an-unknown-area": replace(
        asked("area", "Leds", "the services are of several areas, and none is called 'Leds'. Did you mean 'Leeds'?"),
        files={"revenue": AREAS},
    ),
    "no-area-named": Case(
        "params/{name}.yaml, line 8: area: the services are of several areas. Name the one that the report is of. "
        "Areas here: Leeds, York.",
        {"revenue": AREAS},
    ),
    "some-services-without-an-area": Case(
        "params/{name}.yaml, line 8: area: some services name an area and others none (row 4 is the first), so nobody "
        "can tell whose these are. Fill in the area in every row, or name the area that the report is of. Areas here: "
        "Leeds.",
        {"revenue": SOME_AREAS},
    ),
    "a-day-before-every-period": Case(
        "params/{name}.yaml, line 7: as_at: no service is of a period that began by 31 July 2023; the first is August "
        "2023. Give a later day, or the revenue monitoring of an earlier period.",
        as_at="2023-07-31",
    ),
    "totals-and-no-services": Case(
        f"params/{{name}}.yaml, line {AT['revenue']}: revenue: the file has no services, so there is no budget to "
        "report on. Give one that has.",
        {"revenue": "".join(REVENUE.splitlines(keepends=True)[line] for line in (0, 3, 6, 7))},
    ),
}

GOOD = {
    "in-order": Case(""),
    "declared-totals-left-out": in_file("savings", "", ("Total,,,2.150,,0.450,1.200,,\n", "")),
    "a-sign-in-a-column-of-pounds": Case(
        "",
        {
            "capital": CAPITAL.replace(" £m", " £")
            .replace("2.500", '"£2,500,000"')
            .replace("0.500,1.500", "500000,1500000")
            .replace("4.000,1.000,4.000", "4000000,1000000,4000000")
        },
    ),
    "a-unit-that-the-header-says-otherwise": in_file("savings", "", ("target £m", "Target (£ million)")),
    "a-missing-marker": in_file("savings", "", ("0.200,,,", "0.200,n/a,n/a,n/a")),
    "before-a-month-is-over": Case("", {"revenue": UNDATED}, as_at="2023-04-29"),
    "the-fewest-runs": asked("runs", "1000", ""),
    "the-most-runs": asked("runs", "1000000", ""),
    "the-most-draws": replace(asked("runs", "1000000", ""), files={"savings": many_savings(200)}),
    "one-file-of-two-periods": replace(
        asked("previous_revenue", "data/in-order/revenue.csv", ""),
        files={"revenue": REVENUE.replace("August 2023", "2023-24 Q2")},
        as_at="2023-09-30",
    ),
    "one-area-of-several": replace(asked("area", "Leeds", ""), files={"revenue": AREAS}),
}
# Each with the finding's code, severity, row and column (in our names, as in every finding).
FOUND = {
    "a-service-without-a-budget": (
        in_file(
            "revenue",
            "Day care (Adults) has no budget, so it is left out of the sums.",
            ("Day care,5000", "Day care,"),
            ("total,25000,25900,10400", "total,,,"),
            ("34000,35000,14100", ",,"),
        ),
        ("revenue", "R28", "warning", 3, "budget"),
    ),
    "a-service-without-a-forecast": (
        in_file(
            "revenue",
            "Day care (Adults) has no forecast, so it is left out of the sums.",
            ("Day care,5000,4900", "Day care,5000,"),
            ("total,25000,25900,10400", "total,,,"),
            ("34000,35000,14100", ",,"),
        ),
        ("revenue", "R28", "warning", 3, "forecast"),
    ),
    "monitoring-of-another-period": (
        Case(
            "The monitoring is of August 2023, which ends 5 months into 2023-24; the report is of", as_at="2023-09-30"
        ),
        ("revenue", "R29", "warning", 2, "period"),
    ),
    "thousands-for-pounds": (
        in_file(
            "revenue",
            "The budget of Home care (Adults) is £20,000,000, its forecast £21,000: pounds and thousands may be mixed.",
            ('"20,000",21000', '"20,000",21'),
            ("25000,25900", "25000,4921"),
            ("34000,35000", "34000,14021"),
            ("21,8400", "21,5"),
            ("25000,4921,10400", "25000,4921,2005"),
            ("34000,14021,14100", "34000,14021,5705"),
        ),
        ("revenue", "R21", "warning", 2, "forecast"),
    ),
    "thousands-among-millions": (
        in_file(
            "savings",
            "The target of A-1 is £1,250,000,000, its forecast £500,000: pounds and thousands may be mixed.",
            ("care,1.250", "care,1250"),
            ("2.150", "1250.9"),
        ),
        ("savings", "S18", "warning", 2, "forecast"),
    ),
    "a-total-that-does-not-add-up": (
        in_file(
            "savings",
            "The targets of all savings add up to £2,150,000, which is £50,000 less than the total that row 6 gives "
            "(£2,200,000).",
            ("Total,,,2.150", "Total,,,2.200"),
        ),
        ("savings", "S16", "warning", 6, "target"),
    ),
    "a-directorate-that-does-not-add-up": (
        in_file(
            "revenue",
            "The budgets of the services of Adults add up to £25,000,000, which is £1,000,000 more than the total that "
            "row 4 gives (£24,000,000).",
            ("total,25000", "total,24000"),
        ),
        ("revenue", "R20", "warning", 4, "budget"),
    ),
    "achieved-in-part": (
        in_file(
            "savings",
            "A-2 is rated achieved, but only £300,000 of its target of £400,000 is delivered.",
            ("achieved,0.400", "achieved,0.300"),
            ("0.450,1.200", "0.350,1.200"),
        ),
        ("savings", "S11", "warning", 3, "delivered"),
    ),
    "a-negative-saving": (
        in_file(
            "savings",
            "The target of P-2 is −£200,000.",
            ("Rooms,0.200", "Rooms,-0.200"),
            ("2.150", "1.750"),
        ),
        ("savings", "S12", "warning", 5, "target"),
    ),
    "a-directorate-without-a-budget": (
        in_file(
            "savings",
            "Housing, the directorate of P-2, is not in the revenue monitoring. ",
            ("Place,Rooms", "Housing,Rooms"),
        ),
        ("savings", "S17", "warning", 5, "directorate"),
    ),
    "a-directorate-without-a-saving": (
        in_file(
            "revenue",
            "Governance has a budget of £4,000,000, but no saving.",
            (
                "Net budget,,34000,35000,14100",
                "Governance,Law,4000,4000,1600,August 2023\nNet budget,,38000,39000,15700",
            ),
        ),
        ("revenue", "R23", "note", 8, "directorate"),
    ),
    "a-reserve-that-does-not-roll-forward": (
        in_file(
            "reserves",
            "General reserve opens 2023-24 with £7,500,000, which is £500,000 less than what it closed 2022-23 with "
            "(£8,000,000).",
            ("8.000,(1.500),forecast,6.500", "7.500,(1.500),forecast,6.000"),
        ),
        ("reserves", "R31", "warning", 3, "opening"),
    ),
    "a-point-of-no-question": (
        in_file("questions", "Question 1a is a point of 7, which is not there. ", ("1a,1", "1a,7")),
        ("questions", "Q12", "warning", 3, "part_of"),
    ),
}


READY = [*GOOD, *FOUND]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one council and the notebook, with every case in it."""
    folder = of_one_notebook(tmp_path_factory.mktemp("budgets"), "midyear_budget_scrutiny", COUNCIL)
    for name, case in {**REFUSED, **GOOD, **{name: case for name, (case, _) in FOUND.items()}}.items():
        case.write(folder, name)
    return folder


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_told_once_with_file_row_and_column(refused: dict[str, Any], name: str) -> None:
    assert refusal(refused[name]).startswith(REFUSED[name].told.replace("{name}", name))


@pytest.mark.parametrize("name", GOOD)
def test_a_budget_in_order_is_ready_without_a_finding(ready: dict[str, Any], name: str) -> None:
    assert (ready[name]["exit_code"], ready[name]["findings"]) == (0, [])


@pytest.mark.parametrize("name", FOUND)
def test_what_looks_odd_is_one_finding_on_its_row_and_stops_nothing(ready: dict[str, Any], name: str) -> None:
    case, (register, code, severity, row, column) = FOUND[name]
    found = the_finding(ready[name], f"data/{name}/{register}.csv", code, severity, row, column)
    assert found.startswith(case.told)


@pytest.mark.slow
def test_build_refuses_what_check_refuses_and_builds_the_others_with_their_findings(
    project: Path, refused: dict[str, Any], ready: dict[str, Any]
) -> None:
    bad, odd = "pounds-among-thousands", "a-total-that-does-not-add-up"
    built = built_beside(project, refused[bad], ready[odd])
    page = built["budget.html"].decode()
    assert "which is £50,000 less than the total that row 6 gives" in page
    assert "1 does not agree" in BeautifulSoup(page, "html.parser").get_text()
    # What is shown are the rows' own sums, among which no total is.
    figures = {one["id"]: one for one in json.loads(built["figures.json"])["figures"]}
    assert (figures["savings.identified"]["display"], figures["budget.total"]["display"]) == ("£2.150m", "£34.000m")
