"""Papers on people, made up at random and attacked: no small count can be told more closely than the threshold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attack import Cell, Paper, Table, attack, printed
from frames import people_frame
from quarterbook.analysis.disclosure.counts import counts
from quarterbook.analysis.people import figures, sentences
from quarterbook.document import charts, people_tables
from quarterbook.document import paper as papers
from quarterbook.document.blocks import Chart
from quarterbook.document.blocks import Table as TableBlock
from quarterbook.document.display import text
from table_texts import heads, texts

QUARTERS = ("2023-24 Q1", "2023-24 Q2", "2023-24 Q3")
MEASURE = "Tenants"
Truth = dict[Cell, int]


@st.composite
def made_up(draw: st.DrawFn) -> tuple[Truth, int, bool]:
    """The counts of up to four groups, four categories and three quarters; a threshold; whether they are cumulative."""
    groups, categories, quarters = (draw(st.integers(1, most)) for most in (4, 4, 3))
    named = [""] if categories == 1 and draw(st.booleans()) else [f"c{at}" for at in range(categories)]
    pairs = [(f"g{at}", category) for at in range(groups) for category in named]
    # Some groups have no count for a category.
    there = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True) | st.just(pairs))
    cumulative, most = draw(st.booleans()), draw(st.sampled_from((2, 6, 12, 40)))
    numbers = st.one_of(st.just(0), st.integers(0, most))
    truth: Truth = {}
    for at, quarter in enumerate(QUARTERS[:quarters]):
        for group, category in there:
            before = truth[QUARTERS[at - 1], group, category] if cumulative and at else 0
            truth[quarter, group, category] = before + draw(numbers)
    return truth, draw(st.integers(3, 7)), cumulative


def paper_on(truth: Truth, threshold: int, *, cumulative: bool) -> Paper:
    """What the paper on the last of these periods says, part by part as its notebook makes it."""
    rows = [
        {"period": period, "group": group, "category": category or None, "count": number}
        for (period, group, category), number in truth.items()
    ]
    read = people_frame(*rows)
    ours, paper = counts(read, cumulative=cumulative), papers.Paper()
    paper.add(figures.figures(read, MEASURE, threshold, cumulative=cumulative))
    groups, categories = [*dict.fromkeys(read["group"])], [*dict.fromkeys(read["category"].dropna())]
    parts: list[Chart | TableBlock] = [*people_tables.totals(paper.figures, MEASURE, ours.periods)]
    for period in ours.periods[:-3:-1]:
        table = people_tables.by_group(paper.figures, MEASURE, period, groups, categories)
        parts.append(charts.people(paper.figures, MEASURE, period, groups, categories, table))
    drawn = [part for part in parts if isinstance(part, Chart)]
    tables = [part.table if isinstance(part, Chart) and part.table else part for part in parts]
    said = [
        *sentences.how_many(paper.figures, MEASURE, ours.periods, cumulative=cumulative),
        *sentences.not_shown(paper.figures, MEASURE, ours.periods),
    ]
    return Paper(
        [
            Table(one.caption, heads(one), [[*row] for row in texts(one)])
            for one in tables
            if isinstance(one, TableBlock)
        ],
        [one.alt for one in drawn],
        " ".join([*(text(paper.prose(one)) for one in said), *(one.title for one in drawn)]),
    )


def up_to(truth: Truth, quarter: str) -> Truth:
    return {cell: number for cell, number in truth.items() if cell[0] <= quarter}


@settings(max_examples=80)
@given(made_up())
def test_no_small_count_is_told_by_all_the_papers_together(made: tuple[Truth, int, bool]) -> None:
    truth, threshold, cumulative = made
    quarters = [*dict.fromkeys(cell[0] for cell in truth)]
    published = [paper_on(up_to(truth, quarter), threshold, cumulative=cumulative) for quarter in quarters]
    read = [printed(paper, MEASURE) for paper in published]
    for one in attack(read, truth, threshold, cumulative=cumulative):
        assert one.most - one.least >= threshold - 1e-5, one


@settings(max_examples=15)
@given(made_up())
def test_a_house_that_keeps_nothing_back_prints_every_count(made: tuple[Truth, int, bool]) -> None:
    truth, threshold, cumulative = made
    quarters = [*dict.fromkeys(cell[0] for cell in truth)]
    read = [printed(paper_on(up_to(truth, quarter), 0, cumulative=cumulative), MEASURE) for quarter in quarters]
    for one in attack(read, truth, threshold, cumulative=cumulative):
        assert one.most - one.least == pytest.approx(0, abs=1e-5), one


def test_the_attack_finds_what_a_total_gives_away() -> None:
    """Nothing is proved by an attack that finds nothing: this one finds the count that only its own cell lacks."""
    truth = {("2023-24 Q1", group, ""): number for group, number in {"g0": 2, "g1": 9, "g2": 20}.items()}
    paper = paper_on(truth, 0, cumulative=False)
    read = [one for one in printed(paper, MEASURE) if one.cell[1] != "g0"]
    (found,) = attack([read], truth, 5, cumulative=False)
    assert (found.cell, found.least, found.most) == (("2023-24 Q1", "g0", ""), pytest.approx(2), pytest.approx(2))


def test_the_attack_finds_what_two_papers_give_away() -> None:
    first, second = (("2023-24 Q1", "g0", ""), ("2023-24 Q2", "g0", ""))
    truth = {first: 10, second: 12}
    read = [printed(paper_on(part, 5, cumulative=False), MEASURE) for part in ({first: 10}, {first: 10, second: 12})]
    found = [one for one in attack(read, truth, 5, cumulative=True) if one.most - one.least < 5]
    assert {(one.cell[:2], one.since) for one in found} == {
        (("2023-24 Q2", group), "2023-24 Q1") for group in ("g0", "")
    }
