"""What a paper printed against what the rows give."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import published
from quarterbook.checks import f01_published_differs
from quarterbook.findings import Finding

TWO_THIRDS = Decimal("66.66666667")


def printed(value: str, exact: Decimal | None, where: str | None = "paragraph 5.2") -> tuple[Finding, ...]:
    return f01_published_differs(published(id=["x.percent"], published=[value], where=[where]), {"x.percent": exact})


@pytest.mark.parametrize("value", ["67", "66.7", "66.67", "66.666667", "66.66666667"])
def test_a_figure_is_right_at_the_precision_it_was_printed_with(value: str) -> None:
    assert printed(value, TWO_THIRDS) == ()


@pytest.mark.parametrize(
    ("value", "rows_give"), [("66", "67"), ("68", "67"), ("66.6", "66.7"), ("67.0", "66.7"), ("66.66", "66.67")]
)
def test_a_figure_is_wrong_at_the_precision_it_was_printed_with(value: str, rows_give: str) -> None:
    (finding,) = printed(value, TWO_THIRDS)
    assert (finding.code, finding.severity, finding.column, finding.row) == ("F01", "warning", "published", 2)
    assert finding.source == "data/exampleshire/published.csv"
    assert finding.message == f"The paper printed {value} for x.percent (paragraph 5.2); the rows give {rows_give}."


@pytest.mark.parametrize(("value", "right"), [("93", True), ("92", False)])
def test_a_half_is_printed_up(value: str, right: bool) -> None:
    assert (printed(value, Decimal("92.5")) == ()) == right


def test_where_a_figure_stands_is_told_only_if_it_is_known() -> None:
    (finding,) = printed("93", Decimal("91.66666667"), where=None)
    assert finding.message == "The paper printed 93 for x.percent; the rows give 92."


@pytest.mark.parametrize("exact", [{}, {"y.percent": Decimal(93)}, {"x.percent": None}], ids=["none", "other", "n/a"])
def test_a_figure_that_is_not_worked_out_is_told(exact: dict[str, Decimal | None]) -> None:
    (finding,) = f01_published_differs(published(id=["x.percent"], published=["93"]), exact)
    assert finding.message == "The paper printed 93 for x.percent, a figure that is not worked out here."


def test_every_row_is_held_against_its_own_figure() -> None:
    frame = published(id=["a", "b", "c"], published=["1", "2", "-3"])
    findings = f01_published_differs(frame, {"a": Decimal(1), "b": Decimal(3), "c": Decimal(-3)})
    assert [(one.row, one.message) for one in findings] == [(3, "The paper printed 2 for b; the rows give 3.")]


def test_more_digits_than_arithmetic_usually_keeps_are_no_trouble() -> None:
    assert printed("66." + "6" * 40, TWO_THIRDS)[0].message.endswith("66.66666667" + "0" * 32 + ".")


def test_nothing_printed_gives_no_finding() -> None:
    assert f01_published_differs(published(id=["a"], published=["1"]).iloc[:0], {}) == ()
