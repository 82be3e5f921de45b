"""Lists that may be long: in order, whole or the first of them, and how many others there are."""

from __future__ import annotations

import pandas as pd

from frames import rows_of
from quarterbook.analysis import long_lists
from quarterbook.analysis.figures import count, lineage
from quarterbook.document.paper import Paper


def late(number: int, days: int = 1) -> pd.DataFrame:
    """So many rows, the last of them due first, each on one of so many days."""
    rows = pd.DataFrame(
        {
            "reference": [f"1.{at}" for at in range(number, 0, -1)],
            "due": [pd.Timestamp(2023, 6, 1 + at % days) for at in range(number)],
        },
        index=pd.RangeIndex(2, number + 2),
    )
    return rows.assign(source="data/late.csv", sha256="0" * 64)


def test_rows_are_in_order_of_day_and_then_of_the_numbers_in_their_references() -> None:
    ordered = long_lists.in_order(late(12), "due")
    assert [*ordered["reference"]] == [f"1.{at}" for at in range(1, 13)]
    assert [*long_lists.in_order(late(4, days=2), "due")["reference"]] == ["1.2", "1.4", "1.1", "1.3"]
    assert long_lists.in_order(late(0), "due").empty


def test_references_with_and_without_numbers_can_be_compared() -> None:
    ordered = sorted(["B", "A-2", "", "10", "A-10", "2", "a-1", "A"], key=long_lists.natural)
    assert ordered == ["", "2", "10", "A", "a-1", "A-2", "A-10", "B"]


def test_a_list_as_long_as_may_be_stands_whole_and_of_a_longer_one_the_others_are_counted() -> None:
    longest, more = late(long_lists.LONGEST), late(long_lists.LONGEST + 1)
    whole = count("all.overdue.count", longest, lineage(longest), "Late")
    assert (long_lists.figures(whole, longest), len(long_lists.shown([*longest.index]))) == ((), long_lists.LONGEST)
    whole = count("all.overdue.count", more, lineage(more), "Late")
    (further,) = long_lists.figures(whole, more)
    shown = long_lists.shown([*more.index])
    assert (further.id, further.value) == ("all.overdue.further.count", len(more) - len(shown))
    # Nothing is lost: what is shown and what is counted are all there is.
    assert {row for _, row in rows_of(further.rows)} == {*more.index} - {*shown}
    assert further.of == whole.of


def test_where_the_others_stand_is_told_with_their_number() -> None:
    paper, rows = Paper(), late(20)
    paper.add(long_lists.figures(count("all.overdue.count", rows, lineage(rows), "Late"), rows))
    told = paper.prose(long_lists.further("all.overdue.count", "Appendix 2"))
    assert (
        "".join(run.text for run in told.runs) == "These are the first by due date. The other 10 stand in Appendix 2."
    )
