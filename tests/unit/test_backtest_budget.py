"""The sample data of Tameside give the figures of its paper, and each figure knows the rows that can change it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from backtest import Frames, Sample, stored
from frames import by_id, rows_of
from quarterbook import checks, registers
from quarterbook.analysis.budget import identities
from quarterbook.analysis.figures import Figure
from quarterbook.checks import identities as sums_checked
from quarterbook.params import house_file, notebook_parameters
from quarterbook.periods import Period
from quarterbook.registers.frames import details
from quarterbook.registers.savings import to_deliver
from quarterbook.running.checking import of_budget

ROOT = Path(__file__).parents[2]
FILES = {
    "revenue": "revenue-2023-24-m5",
    "savings": "savings-2023-24-m5",
    "capital": "capital-2023-24-m5",
    "reserves": "reserves-2023-24-m5",
    "questions": "questions-2023-24-q2",
    "previous_revenue": "revenue-2023-24-m3",
    "previous_savings": "savings-2023-24-m3",
    "published_figures": "published-2023-24-q2",
}
PARAMETERS: dict[str, Any] = {
    "quarter": "2023-24 Q2",
    "as_at": "2023-08-31",
    "area": "",
    "delivery_chances": {"red": 0.0, "amber": 0.5, "green": 0.9, "achieved": 1.0},
    "runs": 100_000,
    "seed": 1,
}
SAMPLE = Sample("tameside", FILES, PARAMETERS, of_budget.found)


# --- figures -------------------------------------------------------------------------------------


@cache
def by_hand() -> dict[str, str]:
    """What each figure is displayed as, added up from the rows without this code."""
    with (Path(__file__).parent / "budget_figures.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["display"] for row in csv.DictReader(file, strict=True)}


@pytest.mark.parametrize("name", by_hand())
def test_a_figure_comes_out_of_the_rows_as_by_hand(name: str) -> None:
    assert SAMPLE.figures[name].display == by_hand()[name]


def test_all_figures_that_the_paper_prints_are_worked_out_and_agree() -> None:
    published = SAMPLE.frames["published_figures"]
    assert set(published["id"]) <= set(by_hand())
    exact = {name: one.number for name, one in SAMPLE.figures.items()}
    assert checks.f01_published_differs(published, exact) == ()


def test_a_check_finds_no_published_figure_that_differs() -> None:
    assert not [one for one in SAMPLE.findings if one.code == "F01"]


def test_no_sum_of_the_sample_breaks() -> None:
    broken = [name for name, one in SAMPLE.figures.items() if name.endswith(".broken") and one.value]
    assert broken == []
    kinds = set(sums_checked.WORDS) - {"capital-total"}  # its file has no totals
    assert set(identities.kinds(SAMPLE.figures)) == kinds


# --- the delivery range --------------------------------------------------------------------------


@cache
def exactly() -> dict[int, float]:
    """The chance of each total in pounds, by adding one saving after the other: no simulation."""
    odds = PARAMETERS["delivery_chances"]
    totals = {0: 1.0}
    for row in to_deliver(SAMPLE.frames["savings"]).itertuples():
        target, done, chance = int(row.target), int(row.delivered), odds[row.rating]
        then: dict[int, float] = {}
        for total, likely in totals.items():
            then[total + target] = then.get(total + target, 0) + likely * chance
            then[total + done] = then.get(total + done, 0) + likely * (1 - chance)
        totals = {total: likely for total, likely in then.items() if likely}
    return dict(sorted(totals.items()))


def test_the_exact_distribution_has_the_mean_that_the_chances_give() -> None:
    mean = sum(total * likely for total, likely in exactly().items())
    # Achieved, nine tenths of green and half of amber: 1.702 + 2.9547 + 1.523.
    assert mean == pytest.approx(6_179_700)
    assert SAMPLE.figures["savings.delivery.expected"].display == "£6.180m"


@pytest.mark.parametrize(("name", "share"), [("p10", 0.1), ("p50", 0.5), ("p90", 0.9)])
def test_a_quantile_of_the_runs_is_one_of_the_exact_distribution_within_the_stated_error(
    name: str, share: float
) -> None:
    value, error = SAMPLE.figures[f"savings.delivery.{name}"].number, SAMPLE.figures["savings.delivery.error"].number
    assert value is not None
    assert error is not None
    pounds, points = int(value * 1_000_000), float(error) / 100
    assert points == pytest.approx(2 * sqrt(0.25 / PARAMETERS["runs"]))
    below = sum(likely for total, likely in exactly().items() if total < pounds)
    up_to = below + exactly()[pounds]
    assert below - points <= share <= up_to + points


def test_the_chance_of_the_officers_forecast_is_the_exact_one_within_the_stated_error() -> None:
    exact = sum(likely for total, likely in exactly().items() if total >= 6_750_000)
    simulated, error = (SAMPLE.figures[f"savings.delivery.{name}"].number for name in ("forecast-chance", "error"))
    assert simulated is not None
    assert error is not None
    assert abs(float(simulated) / 100 - exact) <= float(error) / 100


def test_the_target_is_out_of_reach_since_what_is_red_is_not_expected() -> None:
    assert max(exactly()) == 10_554_000 - 2_523_000
    assert SAMPLE.figures["savings.delivery.most"].number == Decimal("8.031")
    assert SAMPLE.figures["savings.delivery.chance"].display == "0%"


# --- rows that can change a figure ---------------------------------------------------------------

RATINGS = ("red", "amber", "green", "achieved", None)


def changes_of(name: str) -> list[tuple[int, str, object]]:
    """Changes of single cells, the same every time: a row, a column, and what it has then."""
    read = SAMPLE.frames[name]
    mine = list(details(read).index)
    numbers = [int(row) for row in read.index]
    told: list[tuple[int, str, object]] = []
    columns = {
        "savings": ("target", "delivered", "forecast"),
        "revenue": ("budget", "actual", "forecast"),
        "capital": ("planned", "achieved", "forecast"),
        "reserves": ("movement", "opening", "closing"),
    }[name]
    # Each amount of some rows all over the file, totals among them: more, below nought, and not given.
    for nth, column in enumerate(columns):
        told += [(row, column, Decimal(12_345_678 + row)) for row in numbers[nth :: len(numbers) // 3]]
        told.append((mine[nth + 1], column, Decimal(-50_000)))
    if name == "savings":
        told += [(mine[3 * nth], "rating", rating) for nth, rating in enumerate(RATINGS)]
        told += [(mine[nth], "redirected", value) for nth, value in ((0, True), (4, False), (20, None), (33, None))]
        told += [(mine[2], "directorate", "Elsewhere"), (mine[6], "reference", "ZZ-99"), (mine[0], "delivered", None)]
        told += [
            (mine[1], "recurrent", False),
            (mine[2], "carried_forward", None),
            (mine[1], "provenance", "published"),
        ]
    if name == "revenue":
        told += [(mine[0], "directorate", "Elsewhere"), (mine[9], "service", "Renamed"), (mine[5], "actual", None)]
        told += [(mine[3], "provenance", "published"), (mine[-1], "directorate", "Adults")]
    if name == "capital":
        told += [(mine[0], "funding", "grant"), (mine[5], "funding", "receipts"), (mine[6], "approximate", True)]
        told += [(mine[1], "achieved", None), (mine[1], "provenance", "published"), (mine[0], "approximate", False)]
    if name == "reserves":
        told += [(mine[0], "basis", "forecast"), (mine[4], "basis", "actual"), (mine[3], "opening", None)]
        told += [(mine[1], "reserve", "Other reserve"), (mine[2], "provenance", "illustrative")]
    return told


def same(one: Any, other: object) -> bool:
    return bool(pd.isna(one)) if other is None else bool(one == other)


def changed(read: pd.DataFrame, row: int, column: str, value: object) -> pd.DataFrame:
    read, was = read.copy(), read[column]
    read[column] = pd.Series(
        [value if at == row else one for at, one in was.items()], index=read.index, dtype=was.dtype
    )
    return read


CHANGES = [
    (name, row, column, value)
    for name in of_budget.MONEY
    for row, column, value in changes_of(name)
    if not same(SAMPLE.frames[name].at[row, column], value)
]


def test_the_changes_are_many_and_of_every_register() -> None:
    assert len(CHANGES) >= 60
    assert len(set(CHANGES)) == len(CHANGES)


def told(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.exact, figure.display


def all_seen(made: dict[str, Figure]) -> Callable[[str], frozenset[tuple[str, int]]]:
    """Return what tells every row that a figure looked at or counted, followed through what it came from."""

    @cache
    def seen(name: str) -> frozenset[tuple[str, int]]:
        one = made[name]
        rows = rows_of(one.of) | rows_of(one.rows)
        return frozenset(rows.union(*(seen(came_from) for came_from in one.from_)))

    return seen


@cache
def seen(name: str) -> frozenset[tuple[str, int]]:
    return all_seen(SAMPLE.figures)(name)


def moved(before: dict[str, Figure], now: dict[str, Figure]) -> list[str]:
    """The figures that are another, or gone."""
    return [name for name, figure in before.items() if name not in now or told(now[name]) != told(figure)]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "row", "column", "value"), CHANGES)
def test_only_a_row_that_a_figure_looked_at_can_change_it(name: str, row: int, column: str, value: object) -> None:
    now = SAMPLE.figures_of(SAMPLE.frames | {name: changed(SAMPLE.frames[name], row, column, value)})
    source = f"data/tameside/{FILES[name]}.csv"
    others = moved(SAMPLE.figures, now)
    assert [one for one in others if (source, row) not in seen(one)] == []
    # A change that changes no figure would show nothing.
    assert others or column in ("closing", "approximate", "actual", "delivered")


# --- one council among others, and its periods ---------------------------------------------------

HERE, THERE = "Here", "There"
AMONG = PARAMETERS | {"area": HERE, "runs": 1_000}
OTHER_ROWS = 5_000  # from which row on the rows of others stand in each file
# What a row of others is called, so that it is nobody's else.
CALLED = {
    "revenue": {"directorate": "Elsewhere", "service": "Service"},
    "savings": {"directorate": "Elsewhere", "reference": "Z"},
    "capital": {"title": "Elsewhere"},
    "reserves": {"reserve": "Elsewhere fund"},
}
# Periods of the council that are not those of the report and of the monitoring before it.
OTHER_PERIODS = {
    "revenue": ("May 2023", "June 2023", "September 2023"),
    "previous_revenue": ("April 2023", "August 2023", "September 2023"),
}
AMOUNTS = {"revenue": "forecast", "savings": "target", "capital": "planned", "reserves": "movement"}
SEVERAL = tuple(name for name in FILES if name.removeprefix("previous_") in CALLED)


@cache
def among_others(name: str) -> pd.DataFrame:
    """A file of the sample as one of two councils has it, with rows of the other and of other periods."""
    ours, kind = SAMPLE.frames[name].assign(area=HERE), name.removeprefix("previous_")
    first = details(ours).iloc[:1]
    others = [
        first.assign(area=THERE),
        *(first.assign(period=Period.parse(one)) for one in OTHER_PERIODS.get(name, ())),
    ]
    named = [
        one.assign(**{column: f"{words} {at}" for column, words in CALLED[kind].items()})
        for at, one in enumerate(others)
    ]
    for at, one in enumerate(named):
        one.index = pd.Index([OTHER_ROWS + at], name=ours.index.name)
    return pd.concat([ours, *named])


def several() -> Frames:
    return SAMPLE.frames | {name: among_others(name) for name in SEVERAL}


@cache
def of_several() -> dict[str, Figure]:
    return by_id(of_budget.found(several(), AMONG, SAMPLE.house)[0])


def changes_of_others() -> list[tuple[str, int, str, object]]:
    """Of each row that is not the report's: another amount, and what would make it the report's."""
    made: list[tuple[str, int, str, object]] = []
    for name in SEVERAL:
        kind, now = (
            name.removeprefix("previous_"),
            "June 2023" if name in OTHER_PERIODS and "_" in name else "August 2023",
        )
        made += [(name, OTHER_ROWS, AMOUNTS[kind], Decimal(9_876_543)), (name, OTHER_ROWS, "area", HERE)]
        for at in range(1, 1 + len(OTHER_PERIODS.get(name, ()))):
            made.append((name, OTHER_ROWS + at, AMOUNTS[kind], Decimal(9_876_543)))
            made.append((name, OTHER_ROWS + at, "period", Period.parse(now)))
        # And one of the report's own.
        own = int(details(SAMPLE.frames[name]).index[1])
        made += [(name, own, AMOUNTS[kind], Decimal(9_876_543)), (name, own, "area", THERE)]
    return made


def test_rows_of_others_and_of_other_periods_change_no_figure() -> None:
    alone = by_id(of_budget.found(SAMPLE.frames, PARAMETERS | {"runs": 1_000}, SAMPLE.house)[0])
    assert moved(alone, of_several()) == []
    more = {f"all.{name.replace('_', '-')}.count" for name in SEVERAL}
    assert set(of_several()) - set(alone) == more


@pytest.mark.slow
@pytest.mark.parametrize(("name", "row", "column", "value"), changes_of_others())
def test_among_others_too_only_a_row_that_a_figure_looked_at_can_change_it(
    name: str, row: int, column: str, value: object
) -> None:
    given = several() | {name: changed(among_others(name), row, column, value)}
    now = by_id(of_budget.found(given, AMONG, SAMPLE.house)[0])
    seen, source = all_seen(of_several()), f"data/tameside/{FILES[name]}.csv"
    others = moved(of_several(), now)
    assert [one for one in others if (source, row) not in seen(one)] == []
    # An amount of others is looked at by nobody but who leaves it out; what makes it the report's own changes figures.
    assert bool(others) is (row < OTHER_ROWS or column in ("area", "period"))


# --- the notebook --------------------------------------------------------------------------------

NOTEBOOK = ROOT / "notebooks" / "midyear_budget_scrutiny.ipynb"


def test_a_check_works_out_the_figures_of_the_notebook_in_every_field() -> None:
    declared = {name: one.default for name, one in notebook_parameters.read(NOTEBOOK, NOTEBOOK.name).items()}
    assert set(PARAMETERS) <= set(declared)
    read = {
        name: registers.read(
            name.removeprefix("previous_"), declared[name], house_file.load(declared["house"], ROOT), ROOT
        )
        for name in FILES
    }
    made = by_id(of_budget.found(read, declared, house_file.load(declared["house"], ROOT))[0])
    kept = {name: one for name, one in stored(NOTEBOOK).items() if not name.startswith("all.finding")}
    assert len(kept) > 400
    assert set(kept) == set(made)
    assert [name for name, one in made.items() if one != kept[name]] == []


def test_every_figure_names_only_figures_that_there_are() -> None:
    assert all(set(one.from_) <= set(SAMPLE.figures) for one in SAMPLE.figures.values())


def test_a_figure_is_of_the_sample_only() -> None:
    sources = {f"data/tameside/{file}.csv" for file in FILES.values()}
    for name in SAMPLE.figures:
        assert {source for source, _ in seen(name)} <= sources
