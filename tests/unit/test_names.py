"""Names that cannot stand in the ids of figures are refused, each with its row."""

from __future__ import annotations

import pandas as pd
import pytest

from quarterbook.running.checking.names import in_rows, unfit

ONE_ID = "differ only in signs or capitals, so their figures would have one id. Change one of them."
NO_ID = "cannot stand in the id of a figure"


def frame(*names: str, source: str = "data/a.csv", **columns: list[str]) -> pd.DataFrame:
    index = pd.RangeIndex(2, 2 + len(names))
    return pd.DataFrame({"name": names, "source": source, **columns}, index=index)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ((), ""),
        (("Roads", "Homes", "Roads"), ""),
        (("Roads", "ROADS"), f"'Roads' and 'ROADS' (row 3) {ONE_ID}"),
        (("Roads", "?"), f"'?' (row 3) {NO_ID}: a name needs a letter or a digit. Rename it."),
        (("All",), f"'All' (row 2) {NO_ID}: it means something else. Rename it."),
        (("Overall",), ""),
    ],
)
def test_a_name_needs_a_slug_of_its_own_that_means_nothing_else(names: tuple[str, ...], why: str) -> None:
    assert unfit({"plan": in_rows(frame(*names), "name")}, {"all"}) == ({"plan": why} if why else {})


def test_a_name_of_another_file_is_told_with_that_file() -> None:
    first, second = frame("Roads", source="data/a.csv"), frame("roads", source="data/b.csv")
    assert unfit({"a": in_rows(first, "name"), "b": in_rows(second, "name")}) == {
        "b": f"'Roads' (row 2 of data/a.csv) and 'roads' (row 2) {ONE_ID}"
    }


def test_each_parameter_is_told_of_its_first_name_only() -> None:
    both = {name: in_rows(frame("?", "!", source=name), "name") for name in ("a", "b")}
    assert list(unfit(both)) == ["a", "b"]
    assert all("'?' (row 2)" in why for why in unfit(both).values())


def test_parts_may_be_alike_where_the_whole_is_not() -> None:
    apart = frame("Roads", "Homes", part=["Lamps", "LAMPS"])
    assert unfit({"plan": in_rows(apart, "name", "part")}, {"lamps"}) == {}
    alike = frame("Roads", "Roads", part=["Lamps", "LAMPS"])
    assert unfit({"plan": in_rows(alike, "name", "part")}) == {"plan": f"'Lamps' and 'LAMPS' (row 3) {ONE_ID}"}
