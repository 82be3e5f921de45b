"""The figures of indicators: ids, values as published and before rounding, and the rows they came from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frames import HASH, by_id, clinics_frame, indicators_frame, looked_at, outturns_frame, rows_of
from quarterbook.analysis import clinics, outturn_figures, outturns, standing, triggers
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import READ
from quarterbook.periods import Period

INDICATORS, OUTTURNS = "data/exampleshire/indicators.csv", "data/exampleshire/outturns.csv"
CRIME = {"reference": "BV 127a", "unit": "per 1,000 people", "polarity": "lower", "decimals": 1, "frequency": "year"}
Rows = list[dict[str, object]]


def figures(indicators: Rows, rows: Rows, area: str = "") -> dict[str, Figure]:
    """Every figure of the registers, by id: of each outturn, and of all."""
    defined, read = indicators_frame(*indicators), outturns_frame(*rows)
    table = standing.informed(outturns.table(read, defined, area), read, area, standing.groups(read, {}))
    headlines = outturns.headline(table)
    return by_id(
        (
            *outturn_figures.figures(table, headlines, read, defined),
            *outturn_figures.overall(headlines, table),
        )
    )


def of_crime(*rows: dict[str, object], **indicator: object) -> dict[str, Figure]:
    return figures([CRIME | indicator], [{"reference": "BV 127a"} | row for row in rows])


TWO_YEARS = ({"period": "2005-06", "actual": "21.8"}, {"period": "2006-07", "actual": "22.24", "target": "21.8"})


# --- of one outturn ------------------------------------------------------------------------------


def test_every_number_of_an_outturn_is_a_figure() -> None:
    made = of_crime(*TWO_YEARS, {"period": "2007-08 Q1", "actual": "5.1", "comparator": "5.55", "quartile": 3})
    assert {name: (one.value, one.exact, one.display) for name, one in made.items() if name.startswith("bv-")} == {
        "bv-127a.2005-06.actual": (21.8, "21.8", "21.8"),
        "bv-127a.2006-07.actual": (22.2, "22.24", "22.2"),
        "bv-127a.2006-07.target": (21.8, "21.8", "21.8"),
        "bv-127a.2006-07.gap": (0.4, "0.4", "0.4 worse"),
        "bv-127a.2006-07.direction": ("declined", None, "declined"),
        "bv-127a.2007-08-q1.actual": (5.1, "5.1", "5.1"),
        "bv-127a.2007-08-q1.comparator": (5.6, "5.55", "5.6"),
        "bv-127a.2007-08-q1.quartile": (3, "3", "third"),
        "bv-127a.direction": ("declined", None, "declined"),
    }


def test_a_missing_value_has_no_figure() -> None:
    assert set(of_crime({"period": "2006-07", "target": 5})) - set(of_crime()) == {"bv-127a.2006-07.target"}


@pytest.mark.parametrize(
    ("polarity", "exact", "display"),
    [("higher", "-0.4", "0.4 better"), ("lower", "0.4", "0.4 worse"), ("band", "0.4", "0.4 off")],
)
def test_a_gap_is_signed_by_the_polarity(polarity: str, exact: str, display: str) -> None:
    gap = of_crime(*TWO_YEARS, polarity=polarity)["bv-127a.2006-07.gap"]
    assert (str(gap.value), gap.exact, gap.display) == (exact, exact, display)
    assert gap.from_ == ("bv-127a.2006-07.actual", "bv-127a.2006-07.target")
    assert gap.definition == ("Distance from target of BV 127a, 2006-07, both as published; positive the wrong way")


@pytest.mark.parametrize(
    ("actual", "target", "gap"),
    [("22.24", "21.75", 0.4), ("22.25", "21.75", 0.5), ("22.24", "21.74", 0.5), ("21.84", "21.76", 0)],
)
def test_a_gap_is_the_difference_of_the_two_figures_as_they_are_shown(actual: str, target: str, gap: float) -> None:
    made = of_crime({"period": "2006-07", "actual": actual, "target": target})
    ours, promised, shown = (made[f"bv-127a.2006-07.{part}"] for part in ("actual", "target", "gap"))
    assert (shown.value, shown.exact) == (gap, str(gap))
    assert Decimal(ours.display) - Decimal(promised.display) == Decimal(str(gap))


def test_without_a_polarity_there_is_neither_gap_nor_direction() -> None:
    made = of_crime(*TWO_YEARS, polarity="none")
    assert not [name for name in made if name.startswith("bv-") and not name.endswith(("actual", "target"))]


@pytest.mark.parametrize(("place", "word"), [(1, "best"), (2, "second"), (3, "third"), (4, "worst")])
def test_a_quartile_is_shown_in_words(place: int, word: str) -> None:
    figure = of_crime({"period": "2006-07", "quartile": place})["bv-127a.2006-07.quartile"]
    assert (figure.value, figure.display) == (place, word)


def test_a_direction_says_against_what() -> None:
    made = of_crime(
        {"period": "2006-07 Q1", "actual": 5},
        {"period": "2006-07 Q4", "actual": 7},
        {"period": "2007-08 Q1", "actual": 6},
        {"period": "2006-07", "actual": 6, "previous": 6},
    )
    told = {name: one for name, one in made.items() if ".direction" in name}
    assert {name: (one.value, one.definition.partition(" against ")[2], one.from_) for name, one in told.items()} == {
        "bv-127a.2007-08-q1.direction": (
            *("improved", "the period before (2006-07 Q4)"),
            ("bv-127a.2007-08-q1.actual", "bv-127a.2006-07-q4.actual", READ),
        ),
        "bv-127a.2007-08-q1.direction-on-year": (
            *("declined", "the same period last year"),
            ("bv-127a.2007-08-q1.actual", "bv-127a.2006-07-q1.actual", READ),
        ),
        "bv-127a.2006-07.direction": (
            *("unchanged", "the value before, as its row gives it"),
            ("bv-127a.2006-07.actual", READ),
        ),
        "bv-127a.direction": ("unchanged", "", ("bv-127a.2006-07.actual", READ)),
    }
    assert {(one.exact, one.number) for one in told.values()} == {(None, None)}


# --- lineage -------------------------------------------------------------------------------------


def test_a_figure_names_its_row_and_all_rows_of_its_indicator() -> None:
    rows = [{"reference": one, "period": "2006-07", "actual": 5} for one in ("B", "BV 127a")]
    made = figures([{"reference": "B"}, CRIME], [*rows, {"reference": "BV 127a", "period": "2005-06", "actual": 5}])
    figure = made["bv-127a.2006-07.actual"]
    assert rows_of(figure.rows) == {(OUTTURNS, 3)}
    assert rows_of(figure.of) == {(OUTTURNS, 3), (OUTTURNS, 4), (INDICATORS, 3)}
    assert {one.sha256 for one in figure.of} == {HASH}


def test_what_was_read_counts_every_outturn_and_names_both_registers() -> None:
    rows = [{"reference": one, "period": "2006-07", "area": area} for one in "AZ" for area in ("Mercia", "Wessex")]
    figure = figures([{"reference": "A"}], rows, "Mercia")[READ]
    assert (figure.value, len(rows_of(figure.rows))) == (4, 4)
    assert rows_of(figure.of) == {(INDICATORS, 2), *((OUTTURNS, row) for row in range(2, 6))}


def test_every_source_that_a_figure_names_is_a_figure() -> None:
    made = of_crime(*TWO_YEARS, {"period": "2006-07 Q4", "actual": 5, "target": 4, "previous": 3})
    assert {name for one in made.values() for name in one.from_} <= set(made)


def test_a_record_that_shares_its_row_in_a_wide_file_keeps_its_own_value() -> None:
    defined = indicators_frame(CRIME)
    read = outturns_frame(*({"reference": "BV 127a"} | row for row in TWO_YEARS))
    read.index = read.index.where(read.index == 2, 2)
    table = standing.informed(outturns.table(read, defined), read, "", {})
    made = by_id(outturn_figures.figures(table, outturns.headline(table), read, defined))
    assert (made["bv-127a.2005-06.actual"].value, made["bv-127a.direction"].value) == (21.8, "declined")


# --- overall -------------------------------------------------------------------------------------


def test_statuses_and_directions_of_the_latest_are_counted() -> None:
    actuals = {"A": (50, 60), "B": (50, 40), "C": (50, 50), "D": (50, None)}
    rows = [
        {"reference": one, "period": period, "actual": actual, "target": None if one == "C" else 50}
        for one, pair in actuals.items()
        for period, actual in zip(("2005-06", "2006-07"), pair, strict=True)
    ]
    made = figures([{"reference": one} for one in "ABCDE"], rows)
    told = {name.removeprefix("all."): one.display for name, one in made.items() if name.startswith("all.")}
    assert told == {
        "outturns.count": "8",
        "indicators.count": "4",
        "compared.count": "3",
        "travelled.count": "3",
        "no-status.count": "1",
        **{"met.count": "2", "met.percent": "67%"},
        **{"close.count": "0", "close.percent": "0%"},
        **{"missed.count": "1", "missed.percent": "33%"},
        **{"improved.count": "1", "improved.percent": "33%"},
        **{"unchanged.count": "1", "unchanged.percent": "33%"},
        **{"declined.count": "1", "declined.percent": "33%"},
    }
    assert rows_of(made["all.met.count"].rows) == {(OUTTURNS, 3), (OUTTURNS, 8)}
    assert rows_of(made["all.declined.count"].rows) == {(OUTTURNS, 5)}


def test_what_is_counted_is_said_of_statuses_reported_and_worked_out() -> None:
    rows: Rows = [
        {"reference": "A", "period": "2006-07", "reported_status": "met"},
        {"reference": "B", "period": "2006-07", "actual": 5},
    ]
    made = figures([{"reference": one} for one in "AB"], rows)
    told = {
        name: (made[f"all.{name}.count"].value, made[f"all.{name}.count"].definition)
        for name in ("indicators", "compared", "no-status")
    }
    assert told == {
        "indicators": (2, "Indicators with an outturn or a status"),
        "compared": (1, "Indicators with a status against target, worked out or reported"),
        "no-status": (1, "Indicators without a status in their latest period"),
    }


def test_of_no_indicators_nothing_is_counted_and_no_share_is_known() -> None:
    made = figures([], [])
    assert {one.display for name, one in made.items() if name.endswith(".count")} == {"0"}
    assert {one.display for name, one in made.items() if name.endswith(".percent")} == {"n/a"}


# --- whatever the registers ----------------------------------------------------------------------

DEFINED = st.fixed_dictionaries(
    {
        "polarity": st.sampled_from(["higher", "lower", "band", "none"]),
        "decimals": st.sampled_from([None, 0, 1]),
        "frequency": st.sampled_from([None, "year", "quarter"]),
        "stretch": st.sampled_from([None, "yes"]),
        "cumulative": st.sampled_from([None, "yes"]),
        "tolerance": st.sampled_from([None, "5%", "1"]),
    }
)
NUMBER = st.sampled_from([None, "0", "1", "1.44", "2.5", "10"])
OUTTURN = st.fixed_dictionaries(
    {
        "reference": st.sampled_from(["A", "A", "B", "Z"]),
        "period": st.sampled_from(["2005-06", "2006-07", "2006-07 Q1", "2007-08 Q1"]),
        **dict.fromkeys(("actual", "target", "previous", "comparator"), NUMBER),
        "quartile": st.sampled_from([None, 1, 3, 4]),
        "reported_status": st.sampled_from([None, "met", "missed"]),
        "area": st.sampled_from(["Mercia", "Wessex", "Kent", "Essex", "England"]),
    }
)


def key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["reference"], row["period"], row["area"]


REGISTER = st.lists(OUTTURN, min_size=1, max_size=9, unique_by=key)


def among(name: str, members: Any, read: pd.DataFrame, headlines: pd.DataFrame) -> tuple[Figure, ...]:
    return standing.figures(name, standing.stands(read, headlines, "Mercia", members, ["England"]))


def everything(indicators: Rows, rows: Rows) -> dict[str, Figure]:
    """All figures of a paper on Mercia's indicators: of its outturns, its clinics and its series."""
    defined = indicators_frame(*({"reference": one} | row for one, row in zip("AB", indicators, strict=True)))
    there: Rows = [{"reference": "Y", "period": "1999", "area": area} for area in ("Mercia", "England")]
    read = outturns_frame(*rows, *there)
    groups = standing.groups(read, {})
    table = standing.informed(outturns.table(read, defined, "Mercia"), read, "Mercia", groups, "England")
    headlines = outturns.headline(table)
    found = triggers.evidence(table, Period.parse("2007-08 Q1"))
    held = clinics_frame({"clinic": "One", "decision": "suggested", "references": "A"})
    suggested = clinics.suggestions(
        found, triggers.off_target_runs(table, Period.parse("2007-08 Q1")), held, "2007-06-30"
    )
    return by_id(
        (
            *outturn_figures.figures(table, headlines, read, defined),
            *outturn_figures.overall(headlines, table),
            *clinics.figures(held, suggested, table, ""),
            *(one for name, members in groups.items() for one in among(name, members, read, headlines)),
        )
    )


@given(st.lists(DEFINED, min_size=2, max_size=2), REGISTER)
@settings(max_examples=25)
def test_statuses_add_up_to_those_compared_and_directions_to_those_that_moved(indicators: Rows, rows: Rows) -> None:
    values = {name: one.value for name, one in everything(indicators, rows).items()}

    def total(*words: str) -> int:
        return sum(int(values[f"all.{word}.count"] or 0) for word in words)

    assert total("met", "close", "missed") == total("compared")
    assert total("compared", "no-status") == total("indicators")
    assert total("improved", "unchanged", "declined") == total("travelled") <= total("indicators")
    for words in (("met", "close", "missed"), ("improved", "unchanged", "declined")):
        shares = [values[f"all.{word}.percent"] for word in words]
        assert shares == [None] * 3 or 99 <= sum(float(one or 0) for one in shares) <= 101


@given(st.lists(DEFINED, min_size=2, max_size=2), REGISTER, st.data())
@settings(max_examples=25)
def test_only_a_row_that_a_figure_looked_at_can_change_it(indicators: Rows, rows: Rows, data: st.DataObject) -> None:
    source, changed, same = data.draw(st.sampled_from([(INDICATORS, DEFINED, indicators), (OUTTURNS, OUTTURN, rows)]))
    at = data.draw(st.integers(0, len(same) - 1), label="row")
    others = {key(row) for row in rows if row is not rows[at % len(rows)]}
    cells = data.draw(changed.filter(lambda row: source == INDICATORS or key(row) not in others), label="its cells")
    then = [*same[:at], cells, *same[at + 1 :]]
    was = everything(indicators, rows)
    now = everything(then, rows) if source == INDICATORS else everything(indicators, then)
    for name, figure in was.items():
        after = now.get(name)
        if after is None or (after.value, after.exact) != (figure.value, figure.exact):
            assert (source, at + 2) in looked_at(figure, was), name
