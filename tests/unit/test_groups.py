"""Comparison groups: ranks, quartiles and medians, by cases and against counting one by one."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import median

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.analysis import groups
from quarterbook.analysis.spc import Polarity

HASH = "0" * 64
OURS = "Barsetshire"


def outturns(
    values: dict[str, object], reference: str = "E1", period: object = "2023-24", first: int = 2
) -> pd.DataFrame:
    """A row an area, numbered from `first`; None is a missing value."""
    frame = pd.DataFrame(
        {
            "reference": reference,
            "period": period,
            "area": list(values),
            "actual": pd.Series([None if one is None else Decimal(str(one)) for one in values.values()], dtype=object),
            "quartile": 4,
            "source": "data/e1.csv",
            "sha256": HASH,
        }
    )
    frame.index = pd.RangeIndex(first, first + len(values), name="row")
    return frame


def stands(
    values: dict[str, object],
    polarity: Polarity = "higher",
    members: tuple[str, ...] | None = None,
    apart: tuple[str, ...] = (),
) -> list[object]:
    """Of how many, the rank, the quartile and the median of the first area; what is missing is None."""
    found = groups.standing(outturns(values), next(iter(values)), members, {"E1": polarity}, apart)
    row = found.iloc[0]
    return [None if pd.isna(row[name]) else row[name] for name in ("of", "rank", "quartile", "median")]


def of(*values: object) -> dict[str, object]:
    """Areas with these values, the council first."""
    return {OURS if not at else f"Area {at}": value for at, value in enumerate(values)}


@pytest.mark.parametrize(
    ("values", "polarity", "expected"),
    [
        ((90, 80, 70, 60), "higher", [4, 1, 1, 75]),
        ((90, 80, 70, 60), "lower", [4, 4, 4, 75]),
        ((70, 80, 90, 60), "higher", [4, 3, 3, 75]),
        ((70, 80, 90, 60), "lower", [4, 2, 2, 75]),
        ((90, 80, 70, 60), "band", [4, None, None, 75]),
        ((90, 80, 70, 60), "none", [4, None, None, 75]),
    ],
)
def test_one_is_best_by_polarity(values: tuple[int, ...], polarity: Polarity, expected: list[object]) -> None:
    assert stands(of(*values), polarity) == expected


@pytest.mark.parametrize(
    ("values", "polarity", "expected"),
    [
        ((80, 80, 90, 60, 50), "higher", [5, 2, 2, 80]),
        ((80, 80, 90, 60, 50), "lower", [5, 3, 3, 80]),
        ((5, 5, 5, 5, 5, 5, 5, 5), "higher", [8, 1, 1, 5]),
        ((5, 5, 5, 5, 5, 5, 5, 5), "lower", [8, 1, 1, 5]),
        ((6, 8, 7, 6, 6, 5, 4, 3), "higher", [8, 3, 2, 6]),
        (("80.0", 80, 90, 60), "higher", [4, 2, 2, 80]),
    ],
)
def test_equal_values_share_the_best_rank_and_quartile(
    values: tuple[object, ...], polarity: Polarity, expected: list[object]
) -> None:
    assert stands(of(*values), polarity) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((9, 8, 7), [3, 1, None, 8]),
        ((9, 8, 7, None), [3, 1, None, 8]),
        ((9, 8, 7, 6), [4, 1, 1, Decimal("7.5")]),
        ((None, 8, 7, 6, 5), [4, None, None, Decimal("6.5")]),
        ((None, None), [0, None, None, None]),
        ((9,), [1, 1, None, 9]),
    ],
    ids=["three", "three of four", "four", "the council's is missing", "all missing", "alone"],
)
def test_a_missing_value_is_not_counted_and_quartiles_want_four(
    values: tuple[object, ...], expected: list[object]
) -> None:
    assert stands(of(*values)) == expected


def test_thirty_two_councils_have_quartiles_of_eight() -> None:
    frame = outturns({f"Area {at:02}": 100 - at for at in range(32)})
    quartiles = [
        groups.standing(frame, area, None, {"E1": "higher"})["quartile"].iloc[0] for area in frame["area"].tolist()
    ]
    assert quartiles == [*[1] * 8, *[2] * 8, *[3] * 8, *[4] * 8]


def test_the_median_is_exact() -> None:
    long = "4960.3361344537812345678901234567890123"
    found = stands(of(long, 0))[3]
    assert isinstance(found, Decimal)
    assert Fraction(found) == Fraction(long) / 2


def test_values_past_the_precision_of_decimal_are_told_apart() -> None:
    small, large = "1.00000000000000000000000000000000001", "1.00000000000000000000000000000000002"
    assert stands(of(large, small, 0, 0))[1] == 1
    assert stands(of(small, large, 0, 0))[1] == 2
    assert stands(of(small, large, 9, 9), "lower")[1] == 1


# --- the group ------------------------------------------------------------------------------------

FIVE = {OURS: 90, "Borsetshire": 95, "Mercia": 80, "Wessex": 70, "England": 99}


def test_the_group_is_the_members_and_always_the_council() -> None:
    expected = [3, 2, None, 90]
    assert stands(FIVE, members=("Borsetshire", "Mercia")) == expected
    assert stands(FIVE, members=(OURS, "Borsetshire", "Mercia")) == expected
    assert stands(FIVE, members=()) == [1, 1, None, 90]


def test_without_members_all_but_the_aggregate_are_the_group() -> None:
    assert stands(FIVE) == [5, 3, 3, 90]
    assert stands(FIVE, apart=("England",)) == [4, 2, 2, 85]
    assert stands(FIVE, members=("England", "Mercia"), apart=("England",)) == [2, 1, None, 85]


def test_rows_are_those_of_the_group_for_that_reference_and_period() -> None:
    frame = pd.concat(
        [
            outturns(FIVE),
            outturns(FIVE, period="2024-25", first=7),
            outturns({OURS: 1, "Mercia": None}, reference="E2", first=12),
        ]
    )
    found = groups.standing(frame, OURS, None, {"E1": "higher", "E2": "lower"}, apart=("England",))
    assert found["rows"].tolist() == [(2, 3, 4, 5), (7, 8, 9, 10), (12, 13)]
    assert found.index.tolist() == [2, 7, 12]
    assert found[["reference", "period"]].values.tolist() == [["E1", "2023-24"], ["E1", "2024-25"], ["E2", "2023-24"]]
    assert found["of"].tolist() == [4, 4, 1]
    assert found.loc[2, ["source", "sha256"]].tolist() == ["data/e1.csv", HASH]


def test_a_reference_without_a_row_of_the_council_is_not_there() -> None:
    frame = pd.concat([outturns(FIVE), outturns({"Mercia": 1}, reference="E2", first=7)])
    assert groups.standing(frame, OURS, None, {"E1": "higher"})["reference"].tolist() == ["E1"]


def test_a_council_that_is_only_named_in_other_rows_has_no_standing() -> None:
    frame = outturns(FIVE)[:0]
    with pytest.raises(ValueError, match=r"'Barsetshire' is not known\. Nothing may be given here"):
        groups.standing(frame, OURS, None, {})


def test_rows_without_an_area_belong_to_no_group() -> None:
    frame = outturns(FIVE)
    frame["area"] = frame["area"].astype(object).where(frame["area"] != "England", None)
    assert groups.standing(frame, OURS, None, {"E1": "higher"})["of"].tolist() == [4]


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("area", "members", "apart", "told"),
    [
        ("Barsetshir", None, (), "'Barsetshir' is not known. Did you mean 'Barsetshire'?"),
        (OURS, ("Mercia", "Wesex"), (), "'Wesex' is not known. Did you mean 'Wessex'?"),
        (OURS, None, ("Englnd",), "'Englnd' is not known. Did you mean 'England'?"),
        (
            OURS,
            ("Mercai",),
            ("Englnd",),
            "'Mercai' is not known. Did you mean 'Mercia'?\n'Englnd' is not known. Did you mean 'England'?",
        ),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(
    area: str, members: tuple[str, ...] | None, apart: tuple[str, ...], told: str
) -> None:
    with pytest.raises(ValueError, match="not known") as failed:
        groups.standing(outturns(FIVE), area, members, {"E1": "higher"}, apart)
    assert str(failed.value) == told


def test_a_reference_without_a_polarity_is_told() -> None:
    with pytest.raises(ValueError, match=r"'E1' is not known\. Known here: 'X9'\."):
        groups.standing(outturns(FIVE), OURS, None, {"X9": "higher"})


def test_rows_that_cannot_be_told_apart_are_told() -> None:
    with pytest.raises(ValueError, match="Barsetshire has two values of E1 for 2023-24"):
        groups.standing(pd.concat([outturns(FIVE), outturns(FIVE, first=7)]), OURS, None, {"E1": "higher"})


# --- properties -----------------------------------------------------------------------------------

ONE_VALUE = st.one_of(st.none(), st.decimals(-3, 3, places=1))
WAY = st.sampled_from(["higher", "lower"])


@given(st.lists(ONE_VALUE, min_size=1, max_size=12), WAY)
def test_standing_is_that_of_counting_one_by_one(values: list[Decimal | None], way: Polarity) -> None:
    there = [value for value in values if value is not None]
    ours = values[0]
    rank = quartile = None
    if ours is not None:
        rank = 1 + sum((other > ours) if way == "higher" else (other < ours) for other in there)
        if len(there) >= 4:
            quartile = next(quarter for quarter in (1, 2, 3, 4) if rank <= Fraction(quarter * len(there), 4))
    assert stands(of(*values), way) == [len(there), rank, quartile, median(there) if there else None]


@given(st.lists(ONE_VALUE, min_size=4, max_size=12), WAY)
def test_quartiles_are_in_the_order_of_ranks(values: list[Decimal | None], way: Polarity) -> None:
    frame = outturns(of(*values))
    rows = [groups.standing(frame, area, None, {"E1": way}).iloc[0] for area in frame["area"]]
    placed = sorted((row["rank"], row["quartile"]) for row in rows if pd.notna(row["quartile"]))
    assert [quartile for _, quartile in placed] == sorted(quartile for _, quartile in placed)
    assert all(1 <= quartile <= 4 for _, quartile in placed)
    assert not placed or placed[0] == (1, 1)
