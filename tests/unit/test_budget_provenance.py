"""How much of the data is made up, and the sentence that says so."""

from __future__ import annotations

import pytest

from frames import by_id, rows_of, savings_frame
from quarterbook.analysis.budget import provenance
from quarterbook.analysis.figures import Figure
from quarterbook.document.paper import Paper
from quarterbook.registers.savings import SAVINGS


def figures(*provenances: str | None) -> dict[str, Figure]:
    rows = [{"reference": f"A-{at}", "target": 5, "provenance": one} for at, one in enumerate(provenances)]
    total = {"reference": "Total", "target": 5, "provenance": "illustrative"}
    return by_id(provenance.figures(savings_frame(*rows, total), SAVINGS.empty()))


def said(*provenances: str | None) -> list[str]:
    paper = Paper()
    paper.add(figures(*provenances).values())
    told = provenance.sentences(paper.figures)
    return ["".join(run.text for run in paper.prose(one).runs) for one in told]


def test_rows_are_counted_without_totals_and_so_are_those_made_up() -> None:
    made = figures("published", "illustrative", None)
    assert [(name, one.value) for name, one in made.items()] == [("all.rows.count", 3), ("all.illustrative.count", 1)]
    assert rows_of(made["all.illustrative.count"].rows) == {("data/exampleshire/savings.csv", 3)}
    assert len(rows_of(made["all.rows.count"].of)) == 4


OF = "of savings, revenue, capital financing and reserves"
MADE_UP = "illustrative: made up so that the totals are those that were published."


@pytest.mark.parametrize(
    ("provenances", "told"),
    [
        ([], []),
        (["published", None], []),
        (["illustrative"], [f"The only 1 row {OF} is {MADE_UP} It is marked †."]),
        (["illustrative"] * 2, [f"All 2 rows {OF} are {MADE_UP} They are marked †."]),
        (["illustrative", None], [f"Of the 2 rows {OF}, 1 is {MADE_UP} It is marked †."]),
        (["illustrative", "illustrative", "published"], [f"Of the 3 rows {OF}, 2 are {MADE_UP} They are marked †."]),
    ],
)
def test_the_sentence_knows_how_many_it_speaks_of(provenances: list[str], told: list[str]) -> None:
    assert said(*provenances) == told
