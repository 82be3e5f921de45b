"""From a cell to what indicators are made of: measures, periods, quartiles, decimal places, frequencies, tolerances."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.periods import EXPECTED, Period
from quarterbook.registers import measures
from quarterbook.registers.measures import Percentage
from quarterbook.tolerance import Tolerance

MEASURE = "a plain number such as 93, 91.7 or -2, or 92%, without spaces, commas or £"


def refusal(read: Callable[[object], Any], cell: object) -> str:
    with pytest.raises(ValueError, match=r"\w") as caught:
        read(cell)
    return str(caught.value)


@pytest.mark.parametrize(
    ("cell", "expected", "percent"),
    [
        ("92", "92", False), ("92%", "92", True), ("0", "0", False), ("0%", "0", True), ("-2.4", "-2.4", False),
        ("-2.4%", "-2.4", True), ("106.890", "106.890", False), (" 4960 ", "4960", False), ("250%", "250", True),
        (-2.4, "-2.4", False), (92.0, "92", False), (1e-07, "0.0000001", False), (0.0, "0", False),
    ],
)  # fmt: skip
def test_a_measure_keeps_its_digits_and_whether_it_had_a_percent_sign(
    cell: object, expected: str, percent: bool
) -> None:
    found = measures.measure(cell)
    assert f"{found:f}" == expected
    assert isinstance(found, Percentage) is percent


@pytest.mark.parametrize(
    "cell",
    ["", "%", "92 %", "92%%", "%92", "1,234", "1 234", "£5", "(5)", "+5", ".5", "5.", "1e5", "½", "92 per cent", "dna",
     "c", "*", "-", "NaN", float("nan"), float("inf"), True, date(2007, 4, 1)],
)  # fmt: skip
def test_a_measure_in_another_form_is_refused_and_never_nought(cell: object) -> None:
    assert refusal(measures.measure, cell) == MEASURE


@pytest.mark.parametrize("sign", ["", "%"])
def test_a_measure_has_at_most_twenty_digits(sign: str) -> None:
    most = "1234567890.1234567890"
    for taken in (most, f"-{most}", f"0.{'0' * 40}1"):
        assert f"{measures.measure(f'{taken}{sign}'):f}" == taken
    assert measures.measure(f"000{most}{sign}") == Decimal(most)
    for refused in (f"{most}1", "9" * 29, "1" + "0" * 400):
        assert refusal(measures.measure, f"{refused}{sign}") == "a number of at most 20 digits"


@pytest.mark.parametrize("cell", [0.1 + 0.2, -5.551115123125783e-17])
def test_the_tail_that_a_spreadsheets_formula_leaves_is_read(cell: float) -> None:
    assert float(measures.measure(cell)) == cell


@given(st.decimals(-10_000, 10_000, places=4))
def test_every_number_is_the_same_with_and_without_its_sign(value: Decimal) -> None:
    assert measures.measure(f"{value:f}") == measures.measure(f"{value:f}%") == value


@given(st.text() | st.from_regex(r"-?[0-9]{0,5}[.,]?[0-9]{0,5} ?%?", fullmatch=True))
def test_any_text_is_a_number_or_a_sentence(cell: str) -> None:
    try:
        found = measures.measure(cell)
    except ValueError as error:
        told = str(error)
        found = None
    if found is None:
        assert told in (MEASURE, "a number of at most 20 digits") or "control characters" in told
    else:
        assert found.is_finite()


@pytest.mark.parametrize("cell", [date(2007, 4, 1), datetime(2007, 4, 1), "Apr-07", "April 2007"])
def test_the_first_day_of_a_month_is_that_month_as_a_spreadsheet_keeps_it(cell: object) -> None:
    assert measures.period(cell) == Period.parse("April 2007")


@pytest.mark.parametrize("cell", [date(2007, 4, 2), date(2007, 3, 31), datetime(2007, 4, 30)])
def test_another_day_is_no_period(cell: date) -> None:
    assert refusal(measures.period, cell) == f"{EXPECTED}, not a day"


def test_a_year_that_a_spreadsheet_took_for_a_number_is_a_calendar_year() -> None:
    assert measures.period(2007.0) == Period.parse("2007")
    assert refusal(measures.period, 2007.5) == refusal(measures.period, True) == EXPECTED


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["1", 1.0, "best", "Top", "FIRST", "1st", "Q1", "Best quartile", "top  Quartile"], 1),
        (["2", 2.0, "second", "2nd", "q2", "2nd quartile"], 2),
        (["3", 3.0, "third", "3rd", "q3", "Third Quartile"], 3),
        (["4", 4.0, "worst", "bottom", "fourth", "4th", "q4", "Bottom quartile"], 4),
    ],
)
def test_a_quartile_is_read_from_number_and_words_best_first(words: list[object], place: int) -> None:
    assert {measures.quartile(word) for word in words} == {place}


@pytest.mark.parametrize("cell", ["0", "5", 0.0, 1.5, "upper", "lower", "median", "quartile", "", "quartile 1", True])
def test_an_unknown_quartile_is_refused_with_the_words_to_write(cell: object) -> None:
    assert refusal(measures.quartile, cell) == "a quartile from 1 (best) to 4 (worst), or best, 2nd, 3rd, worst"


@pytest.mark.parametrize(("cell", "expected"), [("0", 0), ("6", 6), (2.0, 2), ("2.0", 2), (" 1 ", 1)])
def test_decimal_places_are_whole_from_0_to_6(cell: object, expected: int) -> None:
    found = measures.whole(cell)
    assert (found, type(found)) == (expected, int)


@pytest.mark.parametrize("cell", ["-1", "7", "2.5", 0.1, "two", "", "5%", True, "1e0", "9" * 400])
def test_other_decimal_places_are_refused(cell: object) -> None:
    assert refusal(measures.whole, cell) == "a whole number from 0 to 6"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["month", "Monthly"], "month"),
        (["quarter", "QUARTERLY", " quarterly "], "quarter"),
        (["year", "Yearly", "annual", "Annually"], "year"),
    ],
)
def test_a_frequency_is_read_from_noun_and_adverb(words: list[str], expected: str) -> None:
    assert {measures.frequency(word) for word in words} == {expected}


@pytest.mark.parametrize("cell", ["weekly", "termly", "biannual", "12", ""])
def test_another_frequency_is_refused_with_those_that_are(cell: str) -> None:
    assert refusal(measures.frequency, cell) == "monthly, quarterly or annual"


def test_a_tolerance_cell_is_units_or_a_share_of_the_target() -> None:
    assert measures.tolerance(0.5) == measures.tolerance("0.5") == Tolerance(Decimal("0.5"), relative=False)
    assert measures.tolerance("5%") == Tolerance(Decimal(5), relative=True)
    assert refusal(measures.tolerance, "5 points").startswith("a tolerance such as 0.5")


@pytest.mark.parametrize("cell", ["2023/24", "2023-24", "2023–24", "2023/2024", " 2023/24 "])
def test_a_financial_year_is_read_however_it_is_parted(cell: str) -> None:
    assert measures.year(cell) == Period.parse("2023-24")


@pytest.mark.parametrize("cell", ["1999/00", "1999/2000"])
def test_a_financial_year_may_end_in_another_century(cell: str) -> None:
    assert str(measures.year(cell)) == "1999-00"


@pytest.mark.parametrize(
    "cell",
    ["2023-24 Q1", "Q4 2023/24", "April 2023", "Apr-23", "2023", 2023.0, "2023/26", "2023/23", "2023/25", "1850/51",
     "23/24", "", "soon", "FY24", True, date(2023, 4, 1), date(2023, 4, 2), datetime(2024, 3, 31)],
)  # fmt: skip
def test_a_quarter_a_month_a_calendar_year_or_several_years_are_no_financial_year(cell: object) -> None:
    assert refusal(measures.year, cell) == "a financial year such as 2023/24"
