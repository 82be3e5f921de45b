"""Each rule of savings: what it finds, and the nearest innocent row that it does not."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from frames import revenue_frame, savings_frame
from quarterbook import checks
from quarterbook.checks.amounts import more, pounds
from quarterbook.findings import Finding
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS

Row = dict[str, object]
IN_ORDER: Row = {
    "reference": "A-1",
    "target": 400_000,
    "rating": "amber",
    "delivered": 100_000,
    "forecast": 300_000,
    "redirected": "no",
    "redirected_to": None,
}
TOTAL: Row = {"reference": "Total", "directorate": None, "title": None}


def found(
    code: str, *rows: Row, previous: pd.DataFrame | None = None, revenue: pd.DataFrame | None = None
) -> list[Finding]:
    """The findings of one rule in savings that are in order but for what is changed."""
    read = savings_frame(*(IN_ORDER | {"reference": f"A-{nth}"} | row for nth, row in enumerate(rows, start=1)))
    return [one for one in checks.savings(read, previous, revenue) if one.code == code]


def only(code: str, changed: Row, severity: str, column: str) -> str:
    """The message of the rule's one finding, which has this place."""
    (one,) = found(code, changed)
    assert (one.severity, one.source, one.row, one.column) == (severity, "data/exampleshire/savings.csv", 2, column)
    return one.message


def before(*rows: Row) -> pd.DataFrame:
    return savings_frame(*(IN_ORDER | row for row in rows))


def test_savings_in_order_give_no_finding() -> None:
    read, spent = savings_frame(IN_ORDER), revenue_frame({"service": "Care"})
    assert checks.savings(read, None, None) == ()
    assert checks.savings(read, read, spent) == ()
    assert checks.savings(read, SAVINGS.empty(), REVENUE.empty()) == ()
    assert checks.savings(SAVINGS.empty(), None, spent) == ()


def test_s10_finds_a_saving_to_be_delivered_without_a_rating() -> None:
    assert only("S10", {"rating": None}, "warning", "rating") == "A-1 is to be delivered, but has no rating."


@pytest.mark.parametrize("changed", [{"rating": "red"}, {"rating": None, "redirected": "yes", "redirected_to": "B"}])
def test_s10_leaves_a_rated_saving_and_a_redirected_one(changed: Row) -> None:
    assert found("S10", changed) == []


def test_s11_finds_one_rated_achieved_of_which_less_is_delivered() -> None:
    assert only("S11", {"rating": "achieved", "delivered": "399999.99"}, "warning", "delivered") == (
        "A-1 is rated achieved, but only £399,999.99 of its target of £400,000 is delivered."
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"rating": "achieved", "delivered": 400_000},
        {"rating": "achieved", "delivered": "399999.9999999999"},
        {"rating": "achieved", "delivered": 500_000},
        {"rating": "green", "delivered": 0},
        {"rating": "achieved", "delivered": None},
        {"rating": "achieved", "delivered": 0, "redirected": "yes"},
    ],
)
def test_s11_leaves_what_is_delivered_to_the_penny_and_other_ratings(changed: Row) -> None:
    assert found("S11", changed) == []


def test_s11_finds_a_blank_where_other_savings_say_what_is_delivered() -> None:
    (one,) = found("S11", {"rating": "achieved", "delivered": None}, {"delivered": 0})
    assert one.message == "A-1 is rated achieved, but nothing says what is delivered of its target of £400,000."
    assert found("S11", {"rating": "achieved", "delivered": None}, TOTAL | {"delivered": 5}) == []


def test_s12_finds_each_negative_amount() -> None:
    assert only("S12", {"delivered": -0.01}, "warning", "delivered") == "The amount delivered of A-1 is −£0.01."
    assert [one.column for one in found("S12", {"target": -1, "forecast": "-2"})] == ["target", "forecast"]


@pytest.mark.parametrize("amount", [0, "-0.001", None])
def test_s12_leaves_nought_a_tail_and_a_blank(amount: object) -> None:
    assert found("S12", {"delivered": amount}) == []


@pytest.mark.parametrize("rating", ["red", "amber", "green"])
def test_s13_finds_one_delivered_in_full_with_a_lower_rating(rating: str) -> None:
    assert only("S13", {"rating": rating, "delivered": 400_000}, "note", "rating") == (
        f"A-1 is delivered in full (£400,000), but rated {rating}."
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"delivered": "399999.99"},
        {"delivered": None},
        {"delivered": 400_000, "rating": "achieved"},
        {"delivered": 400_000, "rating": None},
        {"delivered": 400_000, "redirected": "yes"},
        {"delivered": 0, "target": 0},
    ],
)
def test_s13_leaves_one_delivered_in_part_one_achieved_and_one_of_nothing(changed: Row) -> None:
    assert found("S13", changed) == []


@pytest.mark.parametrize(
    ("rating", "forecast", "told"),
    [
        ("red", "400000", "£400,000"),
        ("red", "500000", "£500,000"),
        ("green", "399999.99", "only £399,999.99"),
        ("achieved", "0", "only £0"),
    ],
)
def test_s14_finds_a_forecast_that_does_not_fit_the_rating(rating: str, forecast: str, told: str) -> None:
    assert only("S14", {"rating": rating, "forecast": forecast}, "warning", "forecast") == (
        f"A-1 is rated {rating}, but {told} is forecast of its target of £400,000."
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"rating": "red", "forecast": "399999.99"},
        {"rating": "green", "forecast": "400000"},
        {"rating": "achieved", "forecast": "399999.999"},
        {"rating": "amber", "forecast": "400000"},
        {"rating": "amber", "forecast": "0"},
        {"rating": "red", "forecast": None},
        {"rating": "red", "forecast": "0", "target": 0},
        {"rating": "green", "forecast": "0", "redirected": "yes"},
    ],
)
def test_s14_leaves_a_forecast_that_fits(changed: Row) -> None:
    assert found("S14", changed) == []


def test_s15_finds_a_saving_redirected_to_nothing() -> None:
    told = only("S15", {"redirected": "yes", "rating": None}, "note", "redirected_to")
    assert told == "A-1 was redirected, but nothing says to what."


@pytest.mark.parametrize("changed", [{"redirected": "yes", "redirected_to": "Reserves"}, {"redirected": None}])
def test_s15_leaves_one_redirected_to_something_and_one_not_redirected(changed: Row) -> None:
    assert found("S15", changed) == []


def test_s16_finds_a_total_that_is_not_the_sum_and_tells_it_once() -> None:
    (one,) = found("S16", {}, {}, TOTAL | {"target": 900_000, "delivered": 200_000, "forecast": 600_000})
    assert (one.severity, one.row, one.column) == ("warning", 4, "target")
    assert one.message == (
        "The targets of all savings add up to £800,000, which is £100,000 less than the total that row 4 gives "
        "(£900,000)."
    )


def test_s16_finds_ratings_that_do_not_add_up() -> None:
    (one,) = found("S16", {}, {"rating": None})
    assert (one.row, one.column) == (3, "rating")
    assert one.message == (
        "The savings rated red, amber, green and achieved add up to £400,000, which is £400,000 less than those to be "
        "delivered (£800,000)."
    )


@pytest.mark.parametrize("target", ["800000", "800000.000000001"])
def test_s16_leaves_a_total_that_is_the_sum(target: str) -> None:
    assert found("S16", {}, {}, TOTAL | {"target": target, "delivered": None, "forecast": None}) == []


def test_s17_finds_a_directorate_without_a_budget_once_with_the_nearest() -> None:
    revenue = revenue_frame({"service": "Care"}, {"directorate": "Place", "service": "Roads"})
    first, second = found(
        "S17", {}, {"directorate": "Adult"}, {"directorate": "Adult"}, {"directorate": "Xyz"}, revenue=revenue
    )
    assert (first.severity, first.row, first.column) == ("warning", 3, "directorate")
    assert first.message == (
        "Adult, the directorate of A-2 and 1 more, is not in the revenue monitoring. Did you mean 'Adults'?"
    )
    assert second.message == (
        "Xyz, the directorate of A-4, is not in the revenue monitoring. Known here: 'Adults', 'Place'."
    )


def test_s17_leaves_known_directorates_totals_and_savings_without_revenue() -> None:
    revenue = revenue_frame({"service": "Care"})
    assert found("S17", {}, TOTAL | {"directorate": "Everyone"}, revenue=revenue) == []
    assert found("S17", {"directorate": "Adult"}) == found("S17", {}, revenue=REVENUE.empty()) == []


def test_s18_finds_amounts_a_hundredfold_apart() -> None:
    assert only("S18", {"forecast": 4_000}, "warning", "forecast") == (
        "The target of A-1 is £400,000, its forecast £4,000: pounds and thousands may be mixed."
    )
    assert [one.column for one in found("S18", {"target": 400, "forecast": -400_000})] == ["target"]


@pytest.mark.parametrize(
    "changed",
    [
        *({"forecast": forecast} for forecast in ("4000.01", 0, None, "0.000001")),
        {"delivered": 1},  # early in a year
    ],
)
def test_s18_leaves_less_than_a_hundredfold_noughts_blanks_and_what_is_delivered(changed: Row) -> None:
    assert found("S18", changed) == []
    assert found("S18", TOTAL | {"target": 10_000_000, "delivered": 1, "forecast": 1}) == []


OTHERS: tuple[Row, ...] = tuple({"target": target, "forecast": None} for target in (100_000, "-200000", 0, 900_000))


@pytest.mark.parametrize("amount", ["200000000", "-200000000", "5000000000"])
def test_s18_finds_an_amount_a_thousand_times_the_usual(amount: str) -> None:
    (one,) = found("S18", *OTHERS, {"target": amount, "forecast": None})
    assert (one.severity, one.row, one.column) == ("warning", 6, "target")
    assert one.message == (
        f"The target of A-5 is {pounds(Decimal(amount))}, at least a thousand times the median of the other targets "
        "(£200,000): pounds and thousands may be mixed."
    )


def test_s18_finds_it_in_each_column_of_a_row_but_tells_a_row_in_one_way_only() -> None:
    rows = [{}] * 3
    assert [one.column for one in found("S18", *rows, {"target": 4e8, "forecast": 3e8})] == ["target", "forecast"]
    (one,) = found("S18", *rows, {"target": 4e8})
    assert one.message.startswith("The target of A-4 is £400,000,000, its forecast £300,000: ")


@pytest.mark.parametrize("amount", ["199999999.99", "0"])
def test_s18_leaves_less_than_a_thousand_times_the_usual(amount: str) -> None:
    assert found("S18", *OTHERS, {"target": amount, "forecast": None}) == []


def test_s18_leaves_an_amount_beside_fewer_than_three_others() -> None:
    large = {"target": 1_000_000_000, "forecast": None}
    assert found("S18", *OTHERS[:3], large) == found("S18", large) == []
    assert found("S18", *OTHERS[:3], large, TOTAL | {"target": 5}) == []


def test_s19_finds_savings_that_are_too_large_together() -> None:
    (one,) = found("S19", {"target": "10000000000"}, {"target": "-10000000000.01"})
    assert (one.severity, one.source, one.row) == ("warning", "data/exampleshire/savings.csv", None)
    assert one.message == (
        "The targets of the whole file add up to £20,000,000,000.01, so large that they may be pounds read as "
        "thousands or millions. If they are, say so in the header, as in 'Target £', or in the house file (money: "
        "units: savings)."
    )
    assert found("S19", {"target": "20000000000"}) == []


def test_s19_finds_savings_that_are_too_small_together() -> None:
    (one,) = found("S19", {"target": "50000"}, {"target": "-49999.99"})
    assert (one.severity, one.source, one.row) == ("warning", "data/exampleshire/savings.csv", None)
    assert one.message == (
        "The targets of the whole file add up to no more than £99,999.99. If they are in thousands or millions, say so "
        "in the header, as in 'Target £000', or in the house file (money: units: savings)."
    )


@pytest.mark.parametrize("targets", [["50000", "-50000"], ["100000"], ["0", "0"], ["99999.9999"], ["0.001"]])
def test_s19_leaves_a_hundred_thousand_pounds_in_either_direction_and_nought(targets: list[str]) -> None:
    assert found("S19", *({"target": target} for target in targets)) == []


def test_s20_finds_a_target_that_has_changed() -> None:
    (one,) = found("S20", {}, {"target": 1}, previous=before({"target": "350000.5"}, {"reference": "A-3"}))
    assert (one.severity, one.row, one.column) == ("note", 2, "target")
    assert one.message == "The target of A-1 was £350,000.50 in the file before; it is now £400,000."


@pytest.mark.parametrize("target", ["400000", "399999.99999"])
def test_s20_leaves_a_target_that_is_the_same_to_the_penny(target: str) -> None:
    assert found("S20", {}, previous=before({"target": target})) == []


@pytest.mark.parametrize("changed", [{"rating": "red"}, {"rating": None}])
def test_s21_finds_a_saving_that_is_gone(changed: Row) -> None:
    (one,) = found("S21", {}, previous=before(IN_ORDER, changed | {"reference": "B-7", "target": 5_000_000}))
    assert (one.severity, one.row, one.column) == ("warning", 3, "reference")
    assert one.message == (
        "B-7, with a target of £5,000,000, is gone since the file before, in which it was neither achieved nor "
        "redirected."
    )


@pytest.mark.parametrize(
    "changed", [{"rating": "achieved"}, {"redirected": "yes"}, {"reference": "A-1"}, TOTAL | {"target": 1}]
)
def test_s21_leaves_one_achieved_or_redirected_before_and_one_still_there(changed: Row) -> None:
    assert found("S21", {}, previous=before({"reference": "B-7"} | changed)) == []


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("forecast", "The forecast of A-2 is blank, though others have it, so the sum of the forecasts is not known."),
        (
            "delivered",
            "The amount delivered of A-2 is blank, though others have it, so the sum of the amounts delivered is not "
            "known.",
        ),
    ],
)
def test_s22_finds_a_blank_where_other_savings_have_the_amount(column: str, told: str) -> None:
    (one,) = found("S22", {column: 0}, {column: None})
    assert (one.severity, one.row, one.column) == ("warning", 3, column)
    assert one.message == told
    assert [one.column for one in found("S22", {}, {"delivered": None, "forecast": None})] == ["forecast", "delivered"]


def test_s22_leaves_what_no_saving_has_and_those_redirected() -> None:
    blank: Row = {"delivered": None, "forecast": None}
    redirected = {"redirected": "yes", "redirected_to": "B"}
    assert found("S22", {}) == found("S22", blank, blank) == []
    assert found("S22", {}, blank | redirected) == found("S22", blank, redirected) == []
    assert found("S22", blank, TOTAL) == found("S22", {}, TOTAL | blank) == []


@pytest.mark.parametrize("target", ["900000", "900000.001"])
def test_s23_finds_a_saving_that_is_the_sum_of_all_others(target: str) -> None:
    parts = [{"target": part} for part in (100_000, 200_000, 600_000)]
    (one,) = found("S23", *parts, {"target": target, "reference": "Savings"})
    assert (one.severity, one.row, one.column) == ("warning", 5, "target")
    assert one.message == (
        "The target of Savings (£900,000) is the sum of the targets of all other savings: it may be a total. If it is, "
        "say so in the house file (totals: savings: [Savings])."
    )


@pytest.mark.parametrize(
    "targets",
    [
        [100_000, 200_000, 600_000, "900000.01"],
        [100_000, 200_000, 300_000],  # two others
        [100_000, 200_000, 0, 300_000],  # and a nought
        [0, 0, 0, 0],
        [400_000] * 4,
    ],
)
def test_s23_leaves_other_sums_few_others_and_noughts(targets: list[object]) -> None:
    assert found("S23", *({"target": target} for target in targets)) == []
    assert found("S23", {}, {}, {}, TOTAL | {"target": 1_200_000}) == []


@pytest.mark.parametrize("redirected", ["no", None])
def test_s24_finds_a_saving_redirected_to_something_that_is_not_marked(redirected: str | None) -> None:
    assert only("S24", {"redirected": redirected, "redirected_to": "Reserves"}, "warning", "redirected") == (
        "A-1 names what it was redirected to (Reserves), but is not marked as redirected."
    )


@pytest.mark.parametrize("changed", [{"redirected": "yes", "redirected_to": "Reserves"}, {"redirected": "yes"}, {}])
def test_s24_leaves_one_that_is_marked_and_one_that_names_nothing(changed: Row) -> None:
    assert found("S24", changed) == []


def test_s25_finds_one_of_which_less_is_delivered_than_before() -> None:
    (one,) = found("S25", {"delivered": 99_999.99}, previous=before({}))
    assert (one.severity, one.row, one.column) == ("warning", 2, "delivered")
    assert one.message == "A-1 has delivered £99,999.99; in the file before it had delivered £100,000."


@pytest.mark.parametrize("delivered", [100_000, 100_001, None])
def test_s25_leaves_as_much_or_more_and_what_is_not_known(delivered: object) -> None:
    assert found("S25", {"delivered": delivered}, previous=before({})) == []
    assert found("S25", {"delivered": 0}, previous=before({"reference": "Z"})) == []


def test_findings_stand_in_the_order_of_their_codes() -> None:
    read = savings_frame(
        IN_ORDER | {"rating": None, "target": 40_000, "forecast": -1},
        IN_ORDER | {"reference": "A-2", "redirected": "yes", "target": 1},
        IN_ORDER | {"reference": "A-3", "target": 2, "redirected_to": "B", "delivered": None},
        IN_ORDER | {"reference": "A-4", "target": 3},
        IN_ORDER | {"reference": "A-5", "target": 40_006},
    )
    codes = [one.code for one in checks.savings(read, before({}, {"reference": "C"}), revenue_frame())]
    assert codes == sorted(codes)
    assert {*codes} == {f"S{number}" for number in (10, 12, 13, *range(15, 25))} - {"S17"}


def test_pounds_have_pence_where_there_are_any() -> None:
    assert [pounds(Decimal(one)) for one in ("0", "-1234567.005", "12.999")] == ["£0", "−£1,234,567.01", "£13"]


def test_more_is_more_by_a_penny() -> None:
    assert more(Decimal("0.005"), Decimal(0))
    assert not more(Decimal("0.0049"), Decimal(0))
