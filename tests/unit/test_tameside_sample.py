"""Tameside's sample data adds up to what its paper of 21 November 2023 prints, and agrees with itself."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "data" / "tameside"
ROOT = FOLDER.parents[1]
FILES = sorted(file.name for file in FOLDER.glob("*.csv"))
MONTHS = ("m3", "m5")
DIRECTORATES = (
    "Adults",
    "Children's Social Care",
    "Education",
    "Place",
    "Population Health",
    "Governance",
    "Resources",
    "Corporate Budgets",
)

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def total(rows: Rows, column: str) -> Decimal:
    return sum((Decimal(row[column] or "0") for row in rows), Decimal())


def savings(month: str) -> tuple[Rows, dict[str, str]]:
    """The savings, and the totals row under them."""
    *rows, last = read(f"savings-2023-24-{month}.csv")
    return rows, last


def rated(rows: Rows, rating: str) -> Decimal:
    return total([row for row in rows if row["RAG"] == rating], "Target £m")


def services(month: str) -> Rows:
    """The rows of revenue that add up no others."""
    totals = ("Directorate total", "All services")
    return [row for row in read(f"revenue-2023-24-{month}.csv") if row["Service"] not in totals]


def variance(rows: Rows) -> Decimal:
    return total(rows, "Forecast £000") - total(rows, "Budget £000")


def variances(month: str) -> dict[str, Decimal]:
    return {one: variance([row for row in services(month) if row["Directorate"] == one]) for one in DIRECTORATES}


# --- every file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_plain_utf8_with_a_cell_for_every_column(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.startswith(b"\xef\xbb\xbf")
    for row in read(name):
        assert None not in row  # DictReader's key for what has no header
        assert None not in row.values()
        assert all(cell == cell.strip() for cell in row.values())


def test_every_row_says_where_it_comes_from() -> None:
    with_provenance = [name for name in FILES if "Provenance" in read(name)[0]]
    # Questions are all published, and so is what a paper printed.
    assert all(name.startswith(("published-", "questions-")) for name in {*FILES} - {*with_provenance})
    assert {row["Provenance"] for name in with_provenance for row in read(name)} == {"published", "illustrative"}


# --- savings -------------------------------------------------------------------------------------


def test_the_savings_come_to_what_the_letter_prints() -> None:
    rows, last = savings("m5")
    redirected = [row for row in rows if row["Redirected"] == "yes"]
    kept = [row for row in rows if row["Redirected"] == "no"]
    assert len(rows) == 34
    assert total(rows, "Target £m") == Decimal("15.979")
    assert total(redirected, "Target £m") == Decimal("5.425")
    assert total(kept, "Target £m") == Decimal("10.554")
    assert rated(rows, "Red") == Decimal("2.523")
    assert rated(rows, "Amber") == Decimal("3.046")
    assert rated(rows, "Green") == Decimal("3.283")
    assert rated(rows, "Achieved") == Decimal("1.702")
    assert total(rows, "Delivered £m") == Decimal("1.702")
    assert last["Provenance"] == "published"


@pytest.mark.parametrize("month", MONTHS)
def test_savings_have_references_of_their_own_and_a_row_that_adds_them_up(month: str) -> None:
    rows, last = savings(month)
    assert len({row["Ref"] for row in rows}) == len(rows)
    assert len({row["Saving"] for row in rows}) == len(rows)
    assert last["Ref"] == "Total"
    for column in ("Target £m", "Delivered £m", "Forecast £m"):
        assert Decimal(last[column]) == total(rows, column)
    others = set(last) - {"Ref", "Target £m", "Delivered £m", "Forecast £m", "Provenance"}
    assert not any(last[column] for column in others)


@pytest.mark.parametrize("month", MONTHS)
def test_a_saving_is_forecast_as_it_is_rated(month: str) -> None:
    for row in savings(month)[0]:
        target, delivered, forecast = row["Target £m"], row["Delivered £m"], row["Forecast £m"]
        assert Decimal(target) > 0
        assert {row["Recurrent"], row["Carried forward"]} <= {"yes", "no"}
        assert (row["Redirected"] == "yes") == bool(row["Redirected to"])
        match row["RAG"]:
            case "Red":
                assert (delivered, forecast) == ("0.000", "0.000")
            case "Amber":
                assert delivered == "0.000"
                assert 0 < Decimal(forecast) < Decimal(target)
            case "Green":
                assert (delivered, forecast) == ("0.000", target)
            case "Achieved":
                assert (delivered, forecast) == (target, target)
            case _:
                assert (row["RAG"], delivered, forecast, row["Redirected"]) == ("", "", "", "yes")


@pytest.mark.parametrize("month", MONTHS)
def test_every_directorate_that_saves_has_a_budget_and_every_saving_is_redirected_to_one(month: str) -> None:
    rows, _ = savings(month)
    budgets = {(row["Directorate"], row["Service"]) for row in services(month)}
    assert {row["Directorate"] for row in rows} <= {directorate for directorate, _ in budgets}
    assert {tuple(to.split(": ")) for row in rows if (to := row["Redirected to"])} <= budgets


def test_between_the_two_monitorings_one_saving_came_and_one_target_went_down_by_it() -> None:
    before, now = ({row["Ref"]: row for row in savings(month)[0]} for month in MONTHS)
    assert set(now) - set(before) == {"PL-08"}
    assert not set(before) - set(now)
    targets = {ref: (row["Target £m"], now[ref]["Target £m"]) for ref, row in before.items()}
    assert {ref: pair for ref, pair in targets.items() if pair[0] != pair[1]} == {"PL-05": ("0.511", "0.346")}
    assert {ref: (row["RAG"], now[ref]["RAG"]) for ref, row in before.items() if row["RAG"] != now[ref]["RAG"]} == {
        "AD-01": ("Green", "Achieved"),
        "AD-03": ("Amber", "Green"),
        "AD-04": ("Green", "Amber"),
        "CS-03": ("Green", "Amber"),
        "CS-04": ("Amber", "Red"),
        "PL-02": ("Amber", "Green"),
        "PL-06": ("Amber", "Red"),
        "PH-01": ("Green", "Achieved"),
        "RE-02": ("Amber", "Achieved"),
        "CO-03": ("Amber", ""),  # redirected since
    }
    assert total(list(before.values()), "Delivered £m") == Decimal("1.015")


# --- revenue -------------------------------------------------------------------------------------


def test_the_variance_is_what_the_letter_prints_and_lies_mostly_where_it_says() -> None:
    by_directorate = variances("m5")
    assert sum(by_directorate.values()) == 13_021
    worst = sorted(by_directorate, key=lambda one: by_directorate[one], reverse=True)[:3]
    assert worst == ["Children's Social Care", "Adults", "Place"]
    assert sum(by_directorate[one] for one in worst) > 13_021
    assert by_directorate["Population Health"] == 0
    assert by_directorate["Corporate Budgets"] < 0


@pytest.mark.parametrize("month", MONTHS)
def test_revenue_has_its_totals_in_place_and_they_add_up(month: str) -> None:
    rows = read(f"revenue-2023-24-{month}.csv")
    *directorates, net = (row for row in rows if row["Service"] in ("Directorate total", "All services"))
    assert [row["Directorate"] for row in directorates] == list(DIRECTORATES)
    assert (net["Directorate"], net["Service"]) == ("Net budget", "All services")
    assert rows[-1] == net
    for column in ("Budget £000", "Spend to date £000", "Forecast £000"):
        for row in directorates:
            of_it = [one for one in services(month) if one["Directorate"] == row["Directorate"]]
            assert 2 <= len(of_it) <= 5
            assert Decimal(row[column]) == total(of_it, column)
        assert Decimal(net[column]) == total(services(month), column)
    assert {row["Period"] for row in rows} == {{"m3": "June 2023", "m5": "August 2023"}[month]}


@pytest.mark.parametrize("month", MONTHS)
def test_services_stand_once_each_in_whole_thousands_spent_at_about_the_pace_of_the_year(month: str) -> None:
    rows = services(month)
    assert len({(row["Directorate"], row["Service"]) for row in rows}) == len(rows) == 32
    money = [row[column] for row in rows for column in ("Budget £000", "Spend to date £000", "Forecast £000")]
    assert all(amount.removeprefix("-").isdigit() for amount in money)
    assert [row["Service"] for row in rows if row["Budget £000"].startswith("-")] == [
        "Car parking",
        "Investment and interest income",
    ]
    gone = Decimal(month.removeprefix("m")) / 12
    spent = total(rows, "Spend to date £000") / total(rows, "Forecast £000")
    assert abs(spent - gone) < Decimal("0.01")
    assert spent != gone


def test_between_the_two_monitorings_only_a_virement_changed_the_budgets() -> None:
    before, now = (
        {(row["Directorate"], row["Service"]): int(row["Budget £000"]) for row in services(month)} for month in MONTHS
    )
    assert before.keys() == now.keys()
    assert {key: now[key] - before[key] for key in now if now[key] != before[key]} == {
        ("Place", "Homelessness and temporary accommodation"): 150,
        ("Place", "Waste collection and disposal levy"): -150,
    }
    assert sum(variances("m3").values()) == 9_840


# --- capital, reserves ---------------------------------------------------------------------------


def test_receipts_and_reserves_pay_for_just_over_15m_of_capital() -> None:
    rows = read("capital-2023-24-m5.csv")
    approximate = [row for row in rows if row["Approximate"] == "yes"]
    receipts = [row for row in rows if row["Source"] == "Capital receipts"]
    assert {row["Source"] for row in approximate} == {"Capital receipts", "Reserves"}
    assert {row["Source"] for row in rows if row["Approximate"] == "no"}.isdisjoint({"Capital receipts", "Reserves"})
    assert total(approximate, "Planned £m") == Decimal("15.000")
    # Most receipts are still to come in, and not all are expected this year.
    assert 4 * total(receipts, "Achieved £m") < total(receipts, "Planned £m")
    assert total(receipts, "Forecast £m") < total(receipts, "Planned £m")
    assert all(Decimal(row["Achieved £m"]) <= Decimal(row["Forecast £m"]) <= Decimal(row["Planned £m"]) for row in rows)
    assert len({(row["Source"], row["Title"]) for row in rows}) == len(rows)


def test_a_reserve_opens_where_it_closed_and_closes_where_its_movement_takes_it() -> None:
    rows = read("reserves-2023-24-m5.csv")
    assert len({(row["Reserve"], row["Year"]) for row in rows}) == len(rows)
    for row in rows:
        assert Decimal(row["Opening £m"]) + Decimal(row["Movement £m"]) == Decimal(row["Closing £m"])
    for before, after in pairwise(rows):
        if before["Reserve"] == after["Reserve"]:
            assert (before["Closing £m"], before["Year"][-2:]) == (after["Opening £m"], after["Year"][2:4])


def test_the_improvement_reserve_is_the_papers_own() -> None:
    rows = [row for row in read("reserves-2023-24-m5.csv") if row["Reserve"] == "Improvement reserve"]
    columns = ("Year", "Opening £m", "Movement £m", "Basis", "Closing £m", "Provenance")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("2022/23", "5.000", "-0.300", "Actual", "4.700", "published"),
        ("2023/24", "4.700", "-0.388", "Forecast", "4.312", "published"),
        ("2024/25", "4.312", "-0.420", "Forecast", "3.892", "published"),
    ]


def test_one_reserve_is_nearly_spent_at_the_end_of_the_plan_and_one_is_added_to() -> None:
    rows = read("reserves-2023-24-m5.csv")
    last = [row for row in rows if row["Reserve"] == "Budget support reserve"][-1]
    assert 0 <= Decimal(last["Closing £m"]) < -Decimal(last["Movement £m"])
    assert {row["Reserve"] for row in rows if Decimal(row["Movement £m"]) > 0} == {"Adult social care reserve"}


# --- questions, published figures ----------------------------------------------------------------


def test_there_are_twelve_questions_two_of_them_with_a_point_of_their_own() -> None:
    rows = read("questions-2023-24-q2.csv")
    numbers = [row["No"] for row in rows]
    assert [row["No"] for row in rows if not row["Part of"]] == [str(number) for number in range(1, 13)]
    assert {row["No"]: row["Part of"] for row in rows if row["Part of"]} == {"2a": "2", "4a": "4"}
    assert numbers.index("2a") == numbers.index("2") + 1
    assert numbers.index("4a") == numbers.index("4") + 1
    for row in rows:
        assert all(row[column] for column in ("Theme", "Question", "Asked of"))
        assert (row["Answer"], row["Status"]) == ("", "open")


def test_the_published_figures_are_those_of_the_data() -> None:
    rows = read("published-2023-24-q2.csv")
    published = {row["id"]: Decimal(row["published"]) for row in rows}
    listed, _ = savings("m5")
    capital = [row for row in read("capital-2023-24-m5.csv") if row["Approximate"] == "yes"]
    improvement = [row for row in read("reserves-2023-24-m5.csv") if row["Reserve"] == "Improvement reserve"]
    assert all(row["where"] for row in rows)
    assert len(published) == len(rows)
    assert published == {
        "savings.identified": total(listed, "Target £m"),
        "savings.redirected": total([row for row in listed if row["Redirected"] == "yes"], "Target £m"),
        "savings.to-deliver": total([row for row in listed if row["Redirected"] == "no"], "Target £m"),
        "savings.red": rated(listed, "Red"),
        "savings.amber": rated(listed, "Amber"),
        "savings.green": rated(listed, "Green"),
        "savings.achieved": rated(listed, "Achieved"),
        "variance.total": variance(services("m5")) / 1000,
        "capital.receipts-and-reserves": total(capital, "Planned £m"),
        "improvement-reserve.approved": Decimal(improvement[0]["Opening £m"]),
        "improvement-reserve.committed": -total(improvement, "Movement £m"),
        "improvement-reserve.balance": Decimal(improvement[-1]["Closing £m"]),
        "questions.count": len([row for row in read("questions-2023-24-q2.csv") if not row["Part of"]]),
    }


# --- scrutiny ------------------------------------------------------------------------------------


def test_the_published_figures_of_scrutiny_are_those_of_its_data() -> None:
    rows = read("published-scrutiny-2023-24-q2.csv")
    published = {row["id"]: int(row["published"]) for row in rows}
    done = read("scrutiny-activity-2023-24-q2.csv")
    kinds = {kind: [row for row in done if row["Kind"] == kind] for kind in {row["Kind"] for row in done}}
    days = {(row["Panel"], row["Date"]) for row in kinds["meeting"]}
    assert all(row["where"] for row in rows)
    assert published == {
        "panels.count": len({row["Panel"] for row in done} - {"All panels"}),
        "meetings.count": len(days),
        "place-and-external-relations.meetings.count": sum(panel.startswith("Place") for panel, _ in days),
        "children-s-services.meetings.count": sum(panel.startswith("Children") for panel, _ in days),
        "health-and-adult-social-care.meetings.count": sum(panel.startswith("Health") for panel, _ in days),
        "meetings.items.count": len(kinds["meeting"]),
        "reviews.count": len(kinds["review"]),
        "working-groups.count": len({(row["Panel"], row["Date"]) for row in kinds["working group"]}),
        "training.count": len(kinds["training"]),
        "responses.count": len(kinds["response"]),
        "recommendations.count": len(read("recommendations-2023-24-q2.csv")),
    }


def test_the_tracker_has_one_response_overdue_and_one_result_without_evidence() -> None:
    rows = read("recommendations-2023-24-q2.csv")
    assert {row["Tracker provenance"] for row in rows} == {"illustrative"}
    assert [row["Ref"] for row in rows if not row["Response received"]] == ["ASB-13"]
    assert [row["Ref"] for row in rows if row["Implemented"] in ("Yes", "In part") and not row["Evidence"]] == [
        "ASB-06"
    ]


# --- offers --------------------------------------------------------------------------------------


def test_the_offers_are_made_up_and_in_order() -> None:
    rows = read("offers-2023-24-q2.csv")
    assert {row["Provenance"] for row in rows} == {"illustrative"}
    assert len({row["Ref"] for row in rows}) == len({row["Price £"] for row in rows}) == len(rows) == 4
    assert all((row["Conditional"] == "yes") == bool(row["Conditions"]) for row in rows)
    for row in rows:
        price, deposit = (Decimal(row[column].replace(",", "")) for column in ("Price £", "Deposit £"))
        assert 0 < deposit < price


def test_what_the_exempt_paper_tells_stands_nowhere_else_in_the_sample() -> None:
    """So that a copy of it in a public pack can be nothing but a leak."""
    offers = read("offers-2023-24-q2.csv")
    quarter = (ROOT / "params" / "tameside-2023-24-q2.yaml").read_text("utf-8")
    before, entry = quarter.split("  land-disposal:")
    (valuation,) = re.findall(r"valuation: (£[\d,]+)", entry)
    told = {"Tallow", "tannery", valuation.removeprefix("£")}
    told |= {row[column] for row in offers for column in ("Ref", "Bidder", "Price £", "Deposit £", "Conditions")} - {""}
    told |= {one.replace(",", "") for one in told}
    own = ("data/tameside/offers-2023-24-q2.csv", "notebooks/land_disposal.ipynb")
    others = [
        path
        for folder in ("data/tameside", "notebooks", "params")
        for path in (ROOT / folder).rglob("*.*")
        if path.is_file() and str(path.relative_to(ROOT)) not in own and path.name != "tameside-2023-24-q2.yaml"
    ]
    assert len(others) > 20
    for words in (before, *(path.read_text("utf-8") for path in others)):
        assert [one for one in told if one in words] == []


def test_what_the_public_is_told_of_the_exempt_paper_gives_nothing_away() -> None:
    quarter = (ROOT / "params" / "tameside-2023-24-q2.yaml").read_text("utf-8")
    exempt = quarter.split("    exempt:\n")[1].split("    parameters:")[0]
    assert "public_title: Disposal of Land\n" in exempt
    assert not re.search(r"Tallow|tannery|Bidder [A-D]|£", exempt)


# --- people --------------------------------------------------------------------------------------


def test_the_counts_of_people_come_to_the_published_totals_and_are_marked_as_made_up() -> None:
    rows, published = read("people-2023-24-q2.csv"), read("published-people-2023-24-q2.csv")
    outturns = [row for row in read("outturns-2023-24-q2.csv") if row["Ref"] == "care-leavers-semi-independent"]
    sums = {row["Period"]: 0 for row in outturns}
    for row in rows:
        sums[row["Period"]] += int(row["People"])
    assert {row["Provenance"] for row in rows} == {"illustrative"}
    assert sums == {row["Period"]: int(row["Actual"]) for row in outturns}
    assert [int(row["published"]) for row in published] == [*sums.values()]
