"""Sums that must be equal: which are held together, in what words, and by which penny one breaks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from frames import HOUSE, WITH_TOTALS, capital_frame, reserves_frame, revenue_frame, savings_frame
from quarterbook.checks import identities
from quarterbook.checks.identities import WORDS, Identity, Place
from quarterbook.params.house_file import House
from quarterbook.registers.capital import CAPITAL
from quarterbook.registers.reserves import RESERVES
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS

SAVED = (
    {"reference": "A-1", "target": 3_000_000, "rating": "red", "delivered": 0, "redirected": "no"},
    {"reference": "A-2", "target": 1_000_000, "rating": "achieved", "delivered": 1_000_000, "redirected": "no"},
    {"reference": "B-1", "directorate": "Place", "target": 500_000, "redirected": "yes"},
)


def total(**given: object) -> dict[str, object]:
    return {"reference": "Total", "directorate": None, "title": None} | given


def sums(*found: Identity) -> list[tuple[str, int, int, tuple[int, str]]]:
    """Each kind with its two sums and where a break is told."""
    return [(one.kind, int(one.left), int(one.right), one.where[1:]) for one in found]


def identity(left: str, right: str) -> Identity:
    words = ("The budgets of all services add up to", "the total that row 9 gives")
    return Identity("revenue-total", *words, Decimal(left), Decimal(right), Place("revenue.csv", 9, "budget"), "R20")


def test_an_identity_says_what_must_be_so_and_what_is_between() -> None:
    one = identity("12300000", "12400000")
    assert one.words == "The budgets of all services add up to the total that row 9 gives"
    assert one.difference == -100_000


@pytest.mark.parametrize("left", ["100", "100.000000001", "99.999999999", "100.0049", "99.9951"])
def test_an_identity_holds_to_half_a_penny(left: str) -> None:
    assert identity(left, "100").holds
    assert [*identities.broken([identity(left, "100")])] == []


@pytest.mark.parametrize(("left", "told"), [("100.005", "£0.01 more"), ("99.995", "£0.01 less"), ("90", "£10 less")])
def test_an_identity_breaks_from_half_a_penny_on(left: str, told: str) -> None:
    assert not identity(left, "100").holds
    (one,) = identities.broken([identity(left, "100")])
    assert told in one.message


def test_a_break_is_told_with_its_size_on_its_cell() -> None:
    (one,) = identities.broken([identity("12300000", "12400000"), identity("1", "1")])
    assert (one.code, one.severity, one.source, one.row, one.column) == ("R20", "warning", "revenue.csv", 9, "budget")
    assert one.message == (
        "The budgets of all services add up to £12,300,000, which is £100,000 less than the total that row 9 gives "
        "(£12,400,000)."
    )


def test_savings_without_a_total_are_held_together_by_their_ratings_alone() -> None:
    found = identities.savings(savings_frame(*SAVED))
    assert sums(*found) == [("savings-ratings", 4_000_000, 4_000_000, (2, "rating"))]
    assert [one.words for one in found] == [
        "The savings rated red, amber, green and achieved add up to those to be delivered"
    ]


def test_what_is_identified_is_the_files_own_total_where_it_has_one() -> None:
    found = identities.savings(savings_frame(*SAVED, total(target=4_600_000, delivered=1_000_000)))
    assert sums(*found) == [
        ("savings-redirected", 4_100_000, 4_000_000, (5, "target")),
        ("savings-ratings", 4_000_000, 4_000_000, (2, "rating")),
        ("savings-total", 4_500_000, 4_600_000, (5, "target")),
        ("savings-total", 1_000_000, 1_000_000, (5, "delivered")),
    ]
    assert found[0].words == "The savings identified, less those redirected, come to those to be delivered"


def test_a_total_of_a_directorate_is_of_its_savings_and_says_nothing_of_all() -> None:
    found = identities.savings(savings_frame(*SAVED, total(directorate="Adults", target=4_000_000)))
    assert sums(*found)[1:] == [("savings-total", 4_000_000, 4_000_000, (5, "target"))]
    assert found[1].words == "The targets of the savings of Adults add up to the total that row 5 gives"


def test_a_total_by_its_directorate_is_of_all() -> None:
    found = identities.savings(savings_frame(*SAVED, total(reference=None, directorate="Total", target=4_500_000)))
    assert [one.holds for one in found] == [True, True, True]
    assert found[2].words == "The targets of all savings add up to the total that row 5 gives"


def test_ratings_break_on_the_first_saving_to_be_delivered_that_has_none() -> None:
    found = identities.savings(savings_frame(*SAVED, {"reference": "C-1", "target": 70_000}))
    assert sums(*found) == [("savings-ratings", 4_000_000, 4_070_000, (5, "rating"))]


def test_a_saving_is_to_be_delivered_unless_it_is_redirected() -> None:
    read = savings_frame(*SAVED, {"reference": "C-1", "target": 1, "redirected": None}, total(target=4_500_001))
    assert sums(*identities.savings(read))[0] == ("savings-redirected", 4_000_001, 4_000_001, (6, "target"))
    assert [one.right for one in identities.savings(savings_frame({"reference": "A", "target": 1}))] == [1]


SPENT = (
    {"service": "Care", "budget": 3_000_000, "actual": 1_000_000, "forecast": 3_100_000},
    {"service": "Homes", "budget": 2_000_000, "actual": None, "forecast": 2_000_000},
    {"directorate": "Place", "service": "Roads", "budget": 1_000_000, "actual": 400_000, "forecast": 900_000},
)


def test_services_are_held_to_the_totals_of_their_directorates_and_of_all() -> None:
    found = identities.revenue(
        revenue_frame(
            *SPENT,
            {"service": "Total", "budget": 5_000_000, "actual": 1_000_000, "forecast": 5_100_001},
            {"directorate": "Total", "service": "All", "budget": 6_000_000, "actual": None, "forecast": 6_000_000},
        )
    )
    assert sums(*found) == [
        ("revenue-directorates", 5_000_000, 5_000_000, (5, "budget")),
        ("revenue-directorates", 1_000_000, 1_000_000, (5, "actual")),
        ("revenue-directorates", 5_100_000, 5_100_001, (5, "forecast")),
        ("revenue-total", 6_000_000, 6_000_000, (6, "budget")),
        ("revenue-total", 6_000_000, 6_000_000, (6, "forecast")),
    ]
    assert found[0].words == "The budgets of the services of Adults add up to the total that row 5 gives"
    assert found[3].words == "The budgets of all services add up to the total that row 6 gives"


def test_a_total_with_no_directorate_is_of_all_services() -> None:
    found = identities.revenue(revenue_frame(*SPENT, {"directorate": None, "service": "Total", "budget": 6_000_000}))
    assert [one.kind for one in found] == ["revenue-total", "revenue-total"]
    assert found[0].holds


def labelled(*labels: str) -> House:
    """A house that declares these labels in every register of money."""
    return HOUSE.model_copy(update={"totals": dict.fromkeys(WITH_TOTALS, labels)})


@pytest.mark.parametrize(
    "label",
    ["Adults total", "ADULTS  TOTAL", "Adults: subtotal", "Adults (total)", "Adults net budget", "Total Adults",
     "Sub-total: Adults", "Total for Adults", "Totals of Adults"],
)  # fmt: skip
@pytest.mark.parametrize(("directorate", "service"), [("{}", None), ("{}", "Total"), (None, "{}"), ("Total", "{}")])
def test_a_total_whose_label_begins_with_a_directorate_is_of_that(
    label: str, directorate: str | None, service: str | None
) -> None:
    labels = {name: cell and cell.format(label) for name, cell in (("directorate", directorate), ("service", service))}
    read = revenue_frame(*SPENT, {"budget": 5_000_000} | labels, house=labelled(label, "Total"))
    (budget, _) = identities.revenue(read)
    assert (budget.kind, budget.left, budget.holds) == ("revenue-directorates", 5_000_000, True)
    assert budget.left_words == "The budgets of the services of Adults add up to"


@pytest.mark.parametrize(
    "label", ["Adult total", "Adultsx total", "Adults' total", "All adults", "Total", "Care of Adults"]
)
def test_a_total_with_another_label_is_of_all(label: str) -> None:
    read = revenue_frame(*SPENT, {"directorate": label, "service": None, "budget": 6_000_000}, house=labelled(label))
    assert {one.kind for one in identities.revenue(read)} == {"revenue-total"}
    assert identities.revenue(read)[0].left == 6_000_000


def test_of_two_directorates_that_begin_alike_a_total_is_of_the_longer_that_fits() -> None:
    both = ({"service": "Care", "budget": 3}, {"directorate": "Adults and Health", "service": "Gyms", "budget": 4})
    rows = [{"directorate": label, "service": None} for label in ("Adults and Health total", "Adults total")]
    found = identities.revenue(revenue_frame(*both, *rows, house=labelled("Adults and Health total", "Adults total")))
    assert [int(one.left) for one in found] == [4, 4, 3, 3]


def test_savings_and_capital_know_of_which_part_a_total_is_by_its_label_too() -> None:
    house = labelled("Adults total", "Receipts total", "Total")
    saved = savings_frame(*SAVED, total(reference="Adults total", target=4_000_000), house=house)
    assert sums(*identities.savings(saved))[1:] == [("savings-total", 4_000_000, 4_000_000, (5, "target"))]
    saved = savings_frame(*SAVED, total(reference=None, directorate="Adults total", target=4_000_000), house=house)
    assert sums(*identities.savings(saved))[1:] == [("savings-total", 4_000_000, 4_000_000, (5, "target"))]
    for label in ({"source": "Receipts total"}, {"source": "Total", "title": "Receipts total"}):
        rows = ({"planned": 5}, {"source": "grant", "planned": 3}, {"planned": 5} | label)
        assert sums(*identities.capital(capital_frame(*rows, house=house))) == [("capital-total", 5, 5, (4, "planned"))]


def test_what_is_not_known_is_left_out_of_the_sums() -> None:
    blank = {"service": "New", "budget": None, "forecast": None}
    total = {"service": "Total", "budget": 5_000_000, "forecast": 5_100_000}
    assert [one.holds for one in identities.revenue(revenue_frame(*SPENT, blank, total))] == [True, True]
    blank = {"service": "New", "budget": None, "forecast": 7}
    assert [one.holds for one in identities.revenue(revenue_frame(*SPENT, blank, total))] == [True, False]


def test_every_kind_has_its_words() -> None:
    total_of_all = {"directorate": "Total", "service": None, "budget": 1}
    kinds = [
        *identities.savings(savings_frame(*SAVED, total(target=1))),
        *identities.revenue(revenue_frame(*SPENT, {"service": "Total"}, total_of_all)),
        *identities.capital(capital_frame({"planned": 1}, {"source": "Total", "planned": 1})),
        *identities.reserves(reserves_frame(year("2022/23", 0, opening=1, closing=1), year("2023/24", 0, opening=1))),
    ]
    assert [*dict.fromkeys(one.kind for one in kinds)] == [*WORDS]


def test_capital_is_held_to_its_totals() -> None:
    found = identities.capital(
        capital_frame(
            {"title": "Land", "planned": 5, "achieved": 2},
            {"source": "grant", "planned": 3, "achieved": None},
            {"source": "Total", "planned": 8, "achieved": 1},
            {"title": "Total", "planned": 5},
        )
    )
    assert sums(*found) == [
        ("capital-total", 8, 8, (4, "planned")),
        ("capital-total", 2, 1, (4, "achieved")),
        ("capital-total", 5, 5, (5, "planned")),
    ]


def year(year: str, movement: int, **given: object) -> dict[str, object]:
    return {"year": year, "movement": movement} | given


def test_reserves_are_held_together_within_a_year_and_from_year_to_year() -> None:
    found = identities.reserves(
        reserves_frame(
            year("2022/23", -30, opening=100, closing=70),
            year("2023/24", -20, opening=71, closing=50),
            year("2022/23", 5, reserve="Schools", opening=10, closing=None),
        )
    )
    assert sums(*found) == [
        ("reserves-closing", 70, 70, (2, "closing")),
        ("reserves-closing", 51, 50, (3, "closing")),
        ("reserves-opening", 71, 70, (3, "opening")),
    ]
    assert found[1].words == (
        "The opening balance of General reserve and its movement in 2023-24 add up to "
        "the closing balance that row 3 gives"
    )
    assert found[2].words == "General reserve opens 2023-24 with what it closed 2022-23 with"


def test_a_closing_balance_that_is_not_given_is_rolled_whatever_the_order_of_the_years() -> None:
    found = identities.reserves(
        reserves_frame(year("2024/25", 0, opening=50), year("2023/24", -20), year("2022/23", -30, opening=100))
    )
    assert sums(*found) == [("reserves-opening", 50, 50, (2, "opening"))]


def test_reserves_are_not_held_together_over_a_year_that_is_missing_or_not_known() -> None:
    assert identities.reserves(reserves_frame(year("2021/22", 0, opening=1), year("2023/24", 0, opening=2))) == ()
    assert identities.reserves(reserves_frame(year("2022/23", 0), year("2023/24", 0, opening=2))) == ()


def test_an_empty_register_has_no_sums() -> None:
    assert identities.savings(SAVINGS.empty()) == identities.revenue(REVENUE.empty()) == ()
    assert identities.capital(CAPITAL.empty()) == identities.reserves(RESERVES.empty()) == ()
