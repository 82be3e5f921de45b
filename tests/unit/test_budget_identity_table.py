"""The table of sums that must be equal: all agree, one agrees, some do not."""

from __future__ import annotations

from frames import TOTALLED, by_id, revenue_frame
from quarterbook.analysis.budget import identities, sums
from quarterbook.analysis.figures import Figure
from quarterbook.checks import identities as identity
from quarterbook.document.budget import identity_table
from quarterbook.money import Shown
from table_texts import heads, texts

CARE: dict[str, object] = {"service": "Care", "budget": 2_000_000}
DAY = {"service": "Day", "budget": 1_000_000}


def worked(*totals: dict[str, object]) -> dict[str, Figure]:
    read = revenue_frame(CARE, DAY, *({"service": "Total", **total} for total in totals))
    of = sums.of_council("revenue", read, read, TOTALLED)[0]
    return by_id(identities.figures(identity.revenue(read), read, of))


def test_sums_that_agree_have_a_mark_with_a_word_and_no_column_of_breaks() -> None:
    table = identity_table.identities(worked({"budget": 3_000_000}), Shown())
    assert heads(table) == ["What must be equal", "Sums checked", "Result"]
    assert texts(table) == [("Services add up to the total of their directorate", "2", "✓ All agree")]
    assert table.row_header


def test_one_sum_agrees_by_itself() -> None:
    table = identity_table.identities(worked({"budget": 3_000_000, "forecast": None}), Shown())
    assert texts(table)[0][1:] == ("1", "✓ Agrees")


def test_a_break_is_told_with_its_size_and_in_which_unit() -> None:
    table = identity_table.identities(worked({"budget": 3_000_000, "forecast": 2_750_000}), Shown())
    assert table.columns[-1].label == "Largest break (£m)"
    (row,) = texts(table)
    assert row[1:] == ("2", "✗ 1 does not agree", "0.250")
    table = identity_table.identities(worked({"budget": 2_500_000, "forecast": 2_750_000}), Shown())
    assert texts(table)[0][2:] == ("✗ 2 do not agree", "0.500")


def test_where_nothing_can_be_checked_there_are_no_rows() -> None:
    assert identity_table.identities(worked(), Shown()).rows == ()
