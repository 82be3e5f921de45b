"""From a cell to an amount in pounds: every form that accounts have, in a column of every unit."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quarterbook.money import SIZES, Unit
from quarterbook.registers.amounts import amount
from quarterbook.registers.measures import MOST_DIGITS

UNITS: tuple[Unit, ...] = get_args(Unit)
EXPECTED = {
    "£": "an amount in £, such as 1234.50 or (1234.50)",
    "£000": "an amount in £000, such as 1234 or (1234)",
    "£m": "an amount in £m, such as 1.234 or (1.234)",
}
MINUSES = "-−–—"
DASH = "; if a dash means nought, say so in the house file (values)"


def refusal(unit: Unit, cell: object) -> str:
    with pytest.raises(ValueError, match=r"\w") as caught:
        amount(unit)(cell)
    return str(caught.value)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("0", "0"), ("5", "5"), ("005", "5"), ("1234.50", "1234.50"), (".5", "0.5"), ("1,234", "1234"),
        ("1,234,567.89", "1234567.89"), (" 12 ", "12"), ("1234567", "1234567"),
        ("-5", "-5"), ("−5", "-5"), ("–5", "-5"), ("- 5", "-5"), ("5-", "-5"), ("5 -", "-5"), ("5−", "-5"),
        ("(5)", "-5"), ("( 5 )", "-5"), ("(1,234.5)", "-1234.5"), ("-1,234.5", "-1234.5"), ("1,234.5-", "-1234.5"),
        ("(0)", "0"), ("-0", "0"), ("0-", "0"), ("-.5", "-0.5"),
        (5.0, "5"), (-3.0, "-3"), (0.1, "0.1"), (1e-07, "0.0000001"), (1234567.0, "1234567"), (-0.0, "0"),
        (0.1 + 0.2, "0.30000000000000004"), (1e15, "1000000000000000"),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_the_unit_of_its_column(unit: Unit, cell: object, number: str) -> None:
    found = amount(unit)(cell)
    assert found == Decimal(number) * SIZES[unit]
    assert not (found.is_zero() and found.is_signed())


@pytest.mark.parametrize(
    ("cell", "pounds"),
    [
        ("£5", "5"), ("£1,234.50", "1234.50"), ("£ 5", "5"), ("-£5", "-5"), ("£-5", "-5"), ("£−5", "-5"),
        ("(£5)", "-5"), ("£5-", "-5"), ("£.50", "0.50"), ("£0", "0"),
    ],
)  # fmt: skip
def test_a_pound_sign_stands_in_a_column_of_pounds(cell: str, pounds: str) -> None:
    assert amount("£")(cell) == Decimal(pounds)


@pytest.mark.parametrize("cell", ["£5", "(£5)", "-£5", "£-5", "£1,234.50", "£ 5", "5£", "£"])
@pytest.mark.parametrize("unit", ["£000", "£m"])
def test_a_pound_sign_in_another_column_may_mean_pounds_and_is_refused(unit: Unit, cell: str) -> None:
    assert refusal(unit, cell) == f"{EXPECTED[unit]}: a £ sign may mean pounds, so leave it out, or mend the amount"


@pytest.mark.parametrize(
    ("unit", "cell", "write"),
    [
        ("£m", "£1.2m", "1.2"), ("£m", "1.2m", "1.2"), ("£m", "£1.2 million", "1.2"), ("£m", "£500k", "0.5"),
        ("£m", "(£1.2m)", "-1.2"), ("£m", "-£1.2m", "-1.2"), ("£m", "£-1.2m", "-1.2"), ("£m", "1.2m-", "-1.2"),
        ("£m", "£1bn", "1000"), ("£000", "£1.2m", "1200"), ("£000", "1.2M", "1200"), ("£000", "250 thousand", "250"),
        ("£000", "£250K", "250"), ("£", "£1.2m", "1200000"), ("£", "1,200k", "1200000"), ("£", "£2 bn", "2000000000"),
        ("£", "£3mn", "3000000"), ("£", "0k", "0"), ("£", "£0.5 billion", "500000000"),
    ],
)  # fmt: skip
def test_a_cell_with_a_unit_of_its_own_is_refused_with_what_to_write(unit: Unit, cell: str, write: str) -> None:
    assert refusal(unit, cell) == f"{EXPECTED[unit]}, without a unit of its own: write {write}"
    assert amount(unit)(write) == amount("£")(str(amount(unit)(write)))


@pytest.mark.parametrize("cell", ["1,23m", "£1.2.3m", "1 2k"])
def test_what_has_a_unit_of_its_own_and_no_number_is_refused_without_a_guess(cell: str) -> None:
    assert refusal("£", cell) == f"{EXPECTED['£']}, without a unit of its own"


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("cell", MINUSES)
def test_a_dash_is_never_nought_of_itself(unit: Unit, cell: str) -> None:
    assert refusal(unit, cell) == f"{EXPECTED[unit]}{DASH}"


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize(
    "cell",
    ["", "nil", "n/a", "tbc", "one", "1 234", "1\u00a0234", "12,34", "1,2345", ",5", "1,", "5.", "1.2.3", "1.234,56",
     "+5", "--5", "-5-", "(-5)", "-(5)", "(5)-", "((5))", "(5", "5)", "()", "5%", "1e5", "½", "500 CR", "5p", "$5",
     "€5", "1'234", "NaN", "=SUM(A1)", "2023-06-30", "--", ".", float("nan"), float("inf"), -float("inf"), True, False,
     date(2023, 6, 30)],
)  # fmt: skip
def test_an_amount_in_another_form_is_refused_and_never_nought(unit: Unit, cell: object) -> None:
    assert refusal(unit, cell) == EXPECTED[unit]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("form", ["{}", "-{}", "({})", "{}-"])
def test_an_amount_has_at_most_twenty_digits(unit: Unit, form: str) -> None:
    most = "1234567890.1234567890"
    assert abs(amount(unit)(form.format(most))) == Decimal(most) * SIZES[unit]
    assert abs(amount(unit)(form.format(f"000{most}"))) == Decimal(most) * SIZES[unit]
    for refused in (f"{most}1", "9" * 21, "1" + ",000" * 7, "1" * 400):
        assert refusal(unit, form.format(refused)) == f"an amount of at most {MOST_DIGITS} digits"
    assert refusal(unit, 1e22) == f"an amount of at most {MOST_DIGITS} digits"


def test_a_control_character_is_told_by_its_name() -> None:
    assert "U+0007" in refusal("£", "5\x07")


WRITTEN: list[Callable[[str], str]] = [
    lambda digits: f"-{digits}",
    lambda digits: f"−{digits}",
    lambda digits: f"–{digits}",
    lambda digits: f"{digits}-",
    lambda digits: f"{digits} −",
    lambda digits: f"({digits})",
    lambda digits: f" ( {digits} ) ",
]


@given(
    st.decimals(-(10**8), 10**8, places=5),
    st.sampled_from(UNITS),
    st.sampled_from(WRITTEN),
    st.booleans(),
    st.booleans(),
)
def test_every_amount_reads_back_from_every_form_it_is_written_in(
    value: Decimal, unit: Unit, negative: Callable[[str], str], commas: bool, pound: bool
) -> None:
    digits = f"{abs(value):,f}" if commas else f"{abs(value):f}"
    digits = f"£{digits}" if pound and unit == "£" else digits
    found = amount(unit)(negative(digits) if value < 0 else digits)
    assert found == value * SIZES[unit]
    # The same to the digit in every unit.
    assert (
        amount("£")(f"{found:f}") == amount("£000")(f"{found / 1000:f}") == amount("£m")(f"{found / 10**6:f}") == found
    )


@given(st.floats(-1e12, 1e12), st.sampled_from(UNITS))
def test_every_number_cell_is_the_number_that_its_file_shows(cell: float, unit: Unit) -> None:
    assert amount(unit)(cell) == Decimal(repr(cell)) * SIZES[unit]
    assert math.isclose(float(amount(unit)(cell)), cell * SIZES[unit], rel_tol=1e-12, abs_tol=1e-300)


@given(
    st.text()
    | st.floats()
    | st.from_regex(r"[(£−-]{0,2}[0-9]{0,4}[.,]?[0-9]{0,4} ?[-)%km]?", fullmatch=True)
    | st.from_regex(r"(?i)[0-9] ?(k|thousand|million|bn)", fullmatch=True),
    st.sampled_from(UNITS),
)
@example("1 mİllion", "£")
@example("1 thouſand", "£")
@example("1\u212a", "£")
def test_any_cell_is_an_amount_or_a_sentence(cell: Any, unit: Unit) -> None:
    try:
        found = amount(unit)(cell)
    except ValueError as error:
        told = str(error)
        assert told.startswith((EXPECTED[unit], "an amount of at most", "text without control characters"))
    else:
        assert found.is_finite()
        assert found % 1 == 0 or unit != "£" or "." in str(cell) or isinstance(cell, float)
