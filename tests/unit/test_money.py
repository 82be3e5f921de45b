"""Money: the unit a header says, an amount in a sentence, how a paper shows one, and what is added up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook import money
from quarterbook.money import MINUS, SIZES, Shown, is_unclear, unit_in

POUNDS = st.decimals(-(10**11), 10**11, places=2)
AMOUNT = "an amount such as £0.5m, £250k or £250,000"


def refusal(read: Callable[..., Any], *arguments: object) -> str:
    with pytest.raises(ValueError, match=r"\w") as caught:
        read(*arguments)
    return str(caught.value)


# The unit in a header.

FORMS = {
    "£": ["£", "£s", "£'s", "GBP", "gbp", "pounds", "Pounds"],
    "£000": [
        *("£000", "£'000", "£’000", "£‘000", "£`000", "£ 000", "£,000", "£000s", "£'000s", "£000's", "£000’s"),
        *("£ 000s", "£k", "£K", "£k's", "£thousand", "£ thousands", "£ Thousands", "GBP 000", "GBPk", "'000", "’000s"),
        *("000s", "000's", "thousands"),
    ],
    "£m": [
        *("£m", "£M", "£ m", "£mn", "£mil", "£mill", "£million", "£ millions", "£ms", "£m's", "GBPm", "gbp m"),
        "millions",
    ],
}  # fmt: skip
FRAMES = ["{} {}", "{} ({})", "{} [{}]", "{} ( {} )", "{}, {}", "{}: {}", "{} - {}", "{} – {}", "{} / {}", "{} in {}",
          "{}, in {}", "{} (in {})", "{}\n{}", "{}  {}"]  # fmt: skip


@pytest.mark.parametrize(("unit", "form"), [(unit, form) for unit, forms in FORMS.items() for form in forms])
def test_every_form_of_a_unit_is_read_after_every_sign_that_parts_it_from_the_name(unit: str, form: str) -> None:
    headers = [frame.format("Target for the year", form) for frame in FRAMES]
    assert [header for header in headers if unit_in(header) != ("Target for the year", unit)] == []
    assert [header for header in headers if is_unclear(header)] == []


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Budget£m", ("Budget", "£m")), ("Budget(£k)", ("Budget", "£000")), ("budget_gbp", ("budget", "£")),
        ("budget_gbp_m", ("budget", "£m")), ("budget_gbp_000", ("budget", "£000")), ("£m", ("", "£m")),
        ("Target (£m", ("Target", "£m")), ("Target £m)", ("Target", "£m")), ("Target (£ million)", ("Target", "£m")),
        ("Within £m", ("Within", "£m")), ("Margin £000", ("Margin", "£000")),
        ("Savings (net) £m", ("Savings (net)", "£m")), ("Trade-in £m", ("Trade-in", "£m")), ("in £m", ("", "£m")),
    ],
)  # fmt: skip
def test_a_unit_needs_no_space_and_takes_no_letter_of_the_name(header: str, expected: tuple[str, str]) -> None:
    assert unit_in(header) == expected


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Budget £000 2023/24", "£000"), ("Budget (£m) 2023/24", "£m"), ("Target £m, net", "£m"),
        ("£000 Budget", "£000"), ("£m: target", "£m"), ("Cost £/unit", "£"), ("Budget (£'000) for the year", "£000"),
    ],
)  # fmt: skip
def test_a_unit_within_a_name_counts_and_stays_in_the_name(header: str, unit: str) -> None:
    assert unit_in(header) == (header, unit)


@pytest.mark.parametrize(
    "header",
    ["", "Forecast", "Compounds", "Money spent", "EGBP", "Budget 2000", "Cost centre 4000", "Mm", "Plan k", "Total m",
     "Teams (m)", "Target", "Amount", "Thousand oaks", "million pound plan"],
)  # fmt: skip
def test_a_name_that_only_looks_like_a_unit_has_none_and_is_not_unclear(header: str) -> None:
    assert unit_in(header) == (header, None)
    assert not is_unclear(header)


@pytest.mark.parametrize(
    "header",
    ["Target £bn", "Schemes over £1m", "£5m schemes", "Budget £ 2023/24", "Target £m / £000", "Target (000)",
     "Target £x", "GBP1", "Homes, 10 000", "Target (£m) £k"],
)  # fmt: skip
def test_a_header_of_money_whose_unit_nobody_can_tell_has_none_and_is_unclear(header: str) -> None:
    assert unit_in(header) == (header, None)
    assert is_unclear(header)


def test_a_unit_said_twice_is_one() -> None:
    assert unit_in("Budget £m (£m)") == ("Budget £m", "£m")


@given(st.text())
def test_any_header_gives_a_name_that_it_begins_with(header: str) -> None:
    name, unit = unit_in(header)
    assert header.startswith(name)
    assert unit is None or unit in SIZES
    assert not (unit and is_unclear(header))


@pytest.mark.parametrize("much", [" ", "£", "£ ", "'", "000", "(", "in ", "in £m ", "GBP ", "-"])
def test_a_long_header_is_read_in_no_time(much: str) -> None:
    header, began = f"Target{much * 5000}x", perf_counter()
    unit_in(header)
    is_unclear(header)
    assert perf_counter() - began < 2


# An amount in a sentence.


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("£0.5m", "500000"), ("£0.5M", "500000"), ("£250k", "250000"), ("£250K", "250000"), ("£0", "0"), ("£1", "1"),
        ("£1,250,000", "1250000"), ("£1250000", "1250000"), ("£1,250.75", "1250.75"), ("£12.345m", "12345000"),
        ("£1,234m", "1234000000"), (" £2m ", "2000000"), ("£0.001k", "1"),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_pounds(text: str, pounds: str) -> None:
    assert money.parse(text) == Decimal(pounds)


@pytest.mark.parametrize(
    "text",
    ["", " ", "0.5m", "500000", "£", "£m", "-£5", "£-5", "(£5)", "£1,25", "£12,34,567", "£.5m", "£5.", "£0.5 m", "£5bn",
     "£5mn", "£ 5", "£5%", "2%", "5 pounds", "£1e6", "£½m", "£5m5"],
)  # fmt: skip
def test_an_amount_in_another_form_is_refused(text: str) -> None:
    assert refusal(money.parse, text) == AMOUNT


# How a paper shows it.


@pytest.mark.parametrize(
    ("shown", "pounds", "told"),
    [
        (Shown(), "15979000", "£15.979m"), (Shown(), "10554499.99", "£10.554m"), (Shown(), "10554500", "£10.555m"),
        (Shown(), "-10554500", "−£10.555m"), (Shown(), "-10554499", "−£10.554m"), (Shown(), "0", "£0.000m"),
        (Shown("£m", 1), "15950000", "£16.0m"), (Shown("£m", 0), "1234567890123", "£1,234,568m"),
        (Shown("£000", 0), "388000", "£388k"), (Shown("£000", 0), "1234499", "£1,234k"),
        (Shown("£000", 1), "-1234550", "−£1,234.6k"), (Shown("£", 0), "999.5", "£1,000"),
        (Shown("£", 2), "-1234.5", "−£1,234.50"), (Shown("£", 2), "0.005", "£0.01"),
        (Shown("£", 2), "0.00499", "£0.00"),
    ],
)  # fmt: skip
def test_a_sentence_has_the_amount_rounded_half_up_with_its_unit_and_sign(shown: Shown, pounds: str, told: str) -> None:
    assert shown.in_words(Decimal(pounds)) == told


@pytest.mark.parametrize(
    ("shown", "pounds", "bare", "spoken"),
    [
        (Shown(), "15979000", "15.979", ""), (Shown(), "-320400", "(0.320)", "minus 0.320"),
        (Shown(), "-320500", "(0.321)", "minus 0.321"), (Shown("£", 0), "-1234567", "(1,234,567)", "minus 1,234,567"),
        (Shown("£000", 0), "1234567", "1,235", ""), (Shown(), "0", "0.000", ""),
    ],
)  # fmt: skip
def test_a_table_has_the_amount_bare_with_negatives_in_brackets_that_are_spoken(
    shown: Shown, pounds: str, bare: str, spoken: str
) -> None:
    assert shown.bare(Decimal(pounds)) == bare
    assert shown.spoken(Decimal(pounds)) == spoken


@pytest.mark.parametrize("pounds", ["-0", "-0.00", "-1", "-499.99", "0", "499.99"])
def test_what_rounds_to_nought_has_no_minus_and_no_brackets(pounds: str) -> None:
    shown, nought = Shown(), Decimal(pounds)
    assert not shown.rounded(nought).is_signed()
    assert (shown.in_words(nought), shown.bare(nought), shown.spoken(nought)) == ("£0.000m", "0.000", "")
    assert shown.in_words(nought, about=True) == "£0m"
    assert (shown.bare(nought, about=True), shown.spoken(nought, about=True)) == ("0", "")


@pytest.mark.parametrize(
    ("shown", "pounds", "words", "bare", "spoken"),
    [
        (Shown(), "15020000", "about £15m", "about 15", ""), (Shown(), "14950000", "about £15m", "about 15", ""),
        (Shown(), "14949999", "about £14.9m", "about 14.9", ""),
        (Shown(), "-2900000", "about −£2.9m", "about (2.9)", "about minus 2.9"),
        (Shown(), "-49999", "£0m", "0", ""), (Shown("£m", 0), "1500000", "about £1.5m", "about 1.5", ""),
        (Shown("£000"), "1234567", "about £1,200k", "about 1,200", ""),
        (Shown("£000"), "-1250000", "about −£1,300k", "about (1,300)", "about minus 1,300"),
        (Shown("£", 2), "15049999.99", "about £15,000,000", "about 15,000,000", ""),
        (Shown("£", 2), "50000", "about £100,000", "about 100,000", ""), (Shown("£", 2), "49999.99", "£0", "0", ""),
    ],
)  # fmt: skip
def test_what_is_known_roughly_is_shown_and_spoken_to_a_tenth_of_a_million_whatever_the_unit(
    shown: Shown, pounds: str, words: str, bare: str, spoken: str
) -> None:
    known = Decimal(pounds)
    assert shown.in_words(known, about=True) == words
    assert (shown.bare(known, about=True), shown.spoken(known, about=True)) == (bare, spoken)


@given(POUNDS, st.sampled_from(list(SIZES)), st.integers(0, 6))
def test_every_form_says_the_same_number_within_half_of_its_last_place(pounds: Decimal, unit: Any, places: int) -> None:
    shown = Shown(unit, places)
    rounded = shown.rounded(pounds)
    assert abs(rounded * SIZES[unit] - pounds) * 2 <= Decimal(SIZES[unit]).scaleb(-places)
    assert shown.value(pounds) * SIZES[unit] == pounds
    bare = shown.bare(pounds)
    assert Decimal(bare.replace(",", "").replace("(", "-").rstrip(")")) == rounded
    assert shown.spoken(pounds) == (f"minus {bare[1:-1]}" if bare.startswith("(") else "")
    words = shown.in_words(pounds)
    assert words.startswith(MINUS) is (rounded < 0)
    if rounded >= 0 and (places or unit != "£"):
        assert money.parse(words) == rounded * SIZES[unit]


# What is added up.


def test_a_sum_is_exact_and_leaves_out_what_is_not_known() -> None:
    assert money.added([Decimal("0.1")] * 3) == Decimal("0.3")
    assert money.added([None, Decimal("1.10"), None, Decimal("-2.20")]) == Decimal("-1.10")


@pytest.mark.parametrize("amounts", [[], [None], iter([None, None])])
def test_the_sum_of_nothing_known_is_nought(amounts: Iterable[Decimal | None]) -> None:
    found = money.added(amounts)
    assert (found, type(found)) == (Decimal(0), Decimal)


def test_amounts_are_exact_in_whatever_context_a_notebook_computes() -> None:
    many = [Decimal("123456789.01")] * 3
    with localcontext(prec=3):
        assert money.added(many) == money.added(iter(many)) == Decimal("370370367.03")
        assert Shown().in_words(many[0]) == "£123.457m"
        assert Shown().value(many[0]) == Decimal("123.45678901")


@pytest.mark.parametrize(("pounds", "told"), [(Fraction(2_000_000, 3), "£0.667m"), (Fraction(-1_000, 3), "£0.000m")])
def test_an_amount_may_be_a_fraction(pounds: Fraction, told: str) -> None:
    assert Shown().in_words(pounds) == told
    assert Shown().value(pounds) == pounds / 1_000_000
    assert Shown().bare(pounds) == told.strip("£m")


@given(st.lists(POUNDS | st.none()))
def test_a_sum_does_not_depend_on_the_order(amounts: list[Decimal | None]) -> None:
    with localcontext(prec=200):
        expected = sum(filter(None, amounts), Decimal(0))
    assert money.added(amounts) == money.added(reversed(amounts)) == expected
