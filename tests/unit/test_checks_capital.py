"""Each rule of capital financing: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

import pytest

from frames import capital_frame
from quarterbook import checks
from quarterbook.findings import Finding
from quarterbook.registers.capital import CAPITAL

Row = dict[str, object]
IN_ORDER: Row = {"title": "Land", "planned": 5_000_000, "achieved": 600_000, "forecast": 3_000_000}
SOURCE = "data/exampleshire/capital.csv"


def found(code: str, *rows: Row) -> list[Finding]:
    """The findings of one rule in rows that are in order but for what is changed."""
    return [one for one in checks.capital(capital_frame(*(IN_ORDER | row for row in rows))) if one.code == code]


def only(code: str, changed: Row, severity: str, column: str) -> str:
    """The message of the rule's one finding, which has this place."""
    (one,) = found(code, changed)
    assert (one.severity, one.source, one.row, one.column) == (severity, SOURCE, 2, column)
    return one.message


def test_financing_in_order_gives_no_finding() -> None:
    assert checks.capital(capital_frame(IN_ORDER)) == checks.capital(CAPITAL.empty()) == ()


def test_k10_finds_more_achieved_than_planned() -> None:
    assert only("K10", {"achieved": "5000000.01"}, "note", "achieved") == (
        "£5,000,000.01 of Land (receipts) is achieved, and only £5,000,000 is planned."
    )
    assert " of receipts is achieved," in only("K10", {"title": None, "achieved": 6_000_000}, "note", "achieved")


@pytest.mark.parametrize("changed", [{"achieved": 5_000_000}, {"achieved": None}, {"source": "Total", "achieved": 9e6}])
def test_k10_leaves_what_was_planned_a_blank_and_totals(changed: Row) -> None:
    assert found("K10", changed) == []


def test_k11_finds_each_negative_amount() -> None:
    assert only("K11", {"achieved": -600_000}, "warning", "achieved") == (
        "The amount achieved of Land (receipts) is −£600,000."
    )
    assert [one.column for one in found("K11", {"planned": -1, "forecast": "-0.01"})] == ["planned", "forecast"]


@pytest.mark.parametrize("amount", [0, None, "-0.001"])
def test_k11_leaves_nought_a_blank_and_a_tail(amount: object) -> None:
    assert found("K11", {"forecast": amount}) == []


def test_k12_finds_a_total_that_is_not_the_sum() -> None:
    (one,) = found("K12", {}, {"title": "Depot"}, {"source": "Total", "planned": 1e7, "achieved": 2e6, "forecast": 6e6})
    assert (one.severity, one.row, one.column) == ("warning", 4, "achieved")
    assert one.message == (
        "The amounts achieved of all rows add up to £1,200,000, which is £800,000 less than the total that row 4 gives "
        "(£2,000,000)."
    )


def test_k12_leaves_a_total_that_is_the_sum() -> None:
    assert found("K12", {}, {"source": "Total"}) == []


def test_k13_finds_amounts_a_hundredfold_apart() -> None:
    assert only("K13", {"forecast": 50_000}, "warning", "forecast") == (
        "The amount planned of Land (receipts) is £5,000,000, its forecast £50,000: pounds and thousands may be mixed."
    )


@pytest.mark.parametrize("changed", [*({"forecast": one} for one in ("50000.01", 0, None)), {"achieved": 1}])
def test_k13_leaves_less_than_a_hundredfold_nought_a_blank_and_what_is_achieved(changed: Row) -> None:
    assert found("K13", changed) == []


def test_k13_finds_an_amount_a_thousand_times_the_usual() -> None:
    others = [{"title": title, "planned": planned} for title, planned in (("A", 1e6), ("B", 3e6), ("C", 0), ("D", 9e6))]
    large = {"planned": 3_000_000_000, "forecast": None}
    (one,) = found("K13", *others, large)
    assert (one.severity, one.row, one.column) == ("warning", 6, "planned")
    assert one.message == (
        "The amount planned of Land (receipts) is £3,000,000,000, at least a thousand times the median of the other "
        "amounts planned (£3,000,000): pounds and thousands may be mixed."
    )
    assert found("K13", *others, large | {"planned": "2999999999.99"}) == []
    assert found("K13", *others[:3], large) == []


@pytest.mark.parametrize(("column", "called"), [("forecast", "forecast"), ("achieved", "amount achieved")])
def test_k14_finds_a_blank_where_other_rows_have_the_amount(column: str, called: str) -> None:
    (one,) = found("K14", {"title": "Depot"}, {column: None})
    assert (one.severity, one.row, one.column) == ("warning", 3, column)
    assert one.message == (
        f"The {called} of Land (receipts) is blank, though others have it, so the sum of the "
        f"{'forecasts' if column == 'forecast' else 'amounts achieved'} is not known."
    )


def test_k14_leaves_nought_what_no_row_has_and_totals() -> None:
    assert found("K14", {"forecast": 0}, {"title": "Depot"}) == []
    assert found("K14", {"forecast": None}, {"title": "Depot", "forecast": None}) == []
    assert found("K14", {"forecast": None}, {"source": "Total"}) == []
    assert found("K14", {}, {"source": "Total", "forecast": None}) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    read = capital_frame(
        IN_ORDER | {"achieved": 6_000_000, "forecast": -1},
        IN_ORDER | {"title": "Depot", "forecast": None, "planned": 0, "achieved": 0},
        IN_ORDER | {"source": "Total"},
    )
    assert [one.code for one in checks.capital(read)] == ["K10", "K11", "K12", "K12", "K13", "K14"]
