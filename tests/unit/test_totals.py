"""Totals among the rows of a file: declared they are kept apart, undeclared they are refused."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from frames import HASH
from quarterbook.errors import InputError
from quarterbook.params.house_file import House
from quarterbook.periods import Period
from quarterbook.registers import REGISTERS
from quarterbook.registers.frames import details, of_area, totals
from quarterbook.registers.register import RegisterError, frame
from quarterbook.sources.source import RawTable

DECLARED = {"savings": ("Total", "Net savings"), "revenue": ("Directorate total", "Net budget"), "capital": ("All",)}
HEADERS = {
    "savings": "reference,directorate,title,target,rating,delivered",
    "revenue": "directorate,service,budget,forecast,period,area",
    "capital": "source,title,planned,achieved",
    "reserves": "reserve,year,movement,basis",
    "questions": "number,text",
    "actions": "reference,title,directorate,due_date,percent_complete",
}
ROWS = {
    "savings": "S1;Adults;Fees;5;green;1",
    "revenue": "Adults;Homes;10;12;June 2023;Testshire",
    "capital": "receipts;Depot;2;1",
    "reserves": "General;2023/24;-1;actual",
}
Read = Callable[..., pd.DataFrame]


def read(register: str, *rows: str, header: str = "", **settings: Any) -> pd.DataFrame:
    """A register of rows whose cells are parted by semicolons, under its header here."""
    columns = tuple((header or HEADERS[register]).split(","))
    body = tuple((number, tuple(row.split(";"))) for number, row in enumerate(rows, start=2))
    house = House(council="Testshire Council", **({"totals": DECLARED} | settings))
    return frame(RawTable(f"{register}.csv", HASH, columns, body), REGISTERS[register], house)


def problems(register: str, *rows: str, **more: Any) -> tuple[str, ...]:
    with pytest.raises(RegisterError) as caught:
        read(register, *rows, **more)
    return tuple(one.removeprefix(f"{register}.csv, ") for one in caught.value.problems[:-1])


@pytest.mark.parametrize("label", ["Total", "TOTAL", "total", " Total ", "net  SAVINGS", "Net\nsavings"])
@pytest.mark.parametrize("row", ["{};;;9;;", ";{};;9;;", "{};{};;9;;"])
def test_a_declared_label_makes_a_total_in_any_capitals_and_in_any_column_of_labels(label: str, row: str) -> None:
    found = read("savings", ROWS["savings"], row.format(label, label))
    assert found["total"].tolist() == [False, True]
    assert found["total"].dtype == bool
    assert details(found)["reference"].tolist() == ["S1"]
    assert totals(found)["target"].tolist() == [Decimal(9)]
    assert (details(found).index.tolist(), totals(found).index.tolist()) == ([2], [3])


@pytest.mark.parametrize("register", ROWS)
def test_every_register_of_money_tells_totals_from_the_rest(register: str) -> None:
    assert read(register, ROWS[register])["total"].tolist() == [False]
    assert REGISTERS[register].empty()["total"].dtype == bool
    assert details(REGISTERS[register].empty()).empty


@pytest.mark.parametrize("register", ["actions", "questions", "indicators", "outturns", "clinics"])
def test_other_registers_have_no_totals(register: str) -> None:
    assert "total" not in REGISTERS[register].empty()


def test_a_label_in_another_column_makes_no_total() -> None:
    assert not read("savings", "S1;Adults;Total;5;green;1")["total"].any()


def test_a_label_of_another_register_declares_nothing_here() -> None:
    assert not read("capital", "receipts;Net savings;2;1")["total"].any()


def test_a_totals_row_may_leave_other_required_cells_blank_but_no_other_row_may() -> None:
    found = read("savings", "Total;;;5;;", ";Total;;;;").loc[2]
    assert found[["directorate", "title", "rating", "delivered"]].isna().all()
    assert problems("savings", "Total;;;5;;", "S1;;;;;") == (
        "row 3, column 'directorate': the cell is blank; directorate must be filled in. [S02]",
        "row 3, column 'title': the cell is blank; title must be filled in. [S02]",
        "row 3, column 'target': the cell is blank; target must be filled in. [S02]",
    )


def test_a_missing_marker_in_a_totals_row_is_blank_as_well() -> None:
    marked = {"missing": {"savings": ("n/a", "-")}}
    assert read("savings", "Total;;;n/a;;-", **marked).loc[2, ["target", "delivered"]].isna().all()
    assert len(problems("savings", "S1;Adults;Fees;n/a;;-", **marked)) == 1


def test_words_of_the_house_stand_for_values_in_a_totals_row_too() -> None:
    settings = {"values": {"target": {"-": "0"}, "directorate": {"ASC": "Adults"}}, "missing": {"savings": ("-",)}}
    found = read("savings", "Total;ASC;;-;;", **settings).loc[2]
    assert (found["target"], found["directorate"]) == (Decimal(0), "Adults")


@pytest.mark.parametrize(("cell", "code"), [("soon", "S01"), ("£5m", "S01"), ("#REF!", "S01"), ("-", "S01")])
def test_an_unreadable_amount_of_a_totals_row_is_refused(cell: str, code: str) -> None:
    (told,) = problems("savings", ROWS["savings"], f"Total;;;{cell};;")
    assert told.startswith(f"row 3, column 'target': '{cell}' ")
    assert told.endswith(f"[{code}]")


@pytest.mark.parametrize("row", ["Total;A\x07;;5;;", "A\x07;Total;;5;;"])
def test_a_control_character_in_a_totals_row_is_a_problem_like_another(row: str) -> None:
    (told,) = problems("savings", row)
    assert "U+0007" in told
    assert told.endswith("[S01]")


def test_other_cells_of_a_totals_row_are_not_read() -> None:
    found = read("savings", "Total;;§;5;3 of 5 green;").loc[2]
    assert found[["title", "rating"]].isna().all()


def test_totals_are_not_repeated_however_often_they_stand_and_whatever_they_are_called() -> None:
    row = "Adults;Directorate total;10;12;June 2023;Testshire"
    found = read("revenue", ROWS["revenue"], row, row, row.replace("Adults", "Net budget"))
    assert found["total"].tolist() == [False, True, True, True]
    (told,) = problems("revenue", ROWS["revenue"], row, row, ROWS["revenue"])
    assert "stands in row 2 already" in told


def test_a_totals_row_says_of_which_period_and_area_it_is() -> None:
    found = read("revenue", ROWS["revenue"], "Adults;Directorate total;10;12;June 2023;Testshire").loc[3]
    assert (found["period"], found["area"]) == (Period.parse("June 2023"), "Testshire")
    (told,) = problems("revenue", "Adults;Directorate total;10;12;soon;Testshire")
    assert told.startswith("row 2, column 'period': 'soon' cannot be read; expected a period such as")


def test_a_source_of_capital_may_hold_a_label_though_it_is_a_choice() -> None:
    found = read("capital", ROWS["capital"], "All;;2;1", "Receipts;all;2;1")
    assert found["funding"].tolist() == ["receipts", "All", "receipts"]
    assert found["total"].tolist() == [False, True, True]


@pytest.mark.parametrize(
    "label",
    ["Grand total", "Sub-total", "Subtotal", "SUB TOTAL", "sub_total", "Overall total", "Totals", "Totals:", "Total:",
     "Total savings", "Adults total", "Adults sub-total", "Adults-Total", "(Total)", "Total*", "Net total budget",
     "All directorates (totals)", "Total 2023/24"],
)  # fmt: skip
@pytest.mark.parametrize("row", ["{};Adults;Fees;9;green;", "S9;{};Fees;9;green;"])
def test_a_look_alike_that_is_not_declared_is_refused_with_how_to_declare_it(label: str, row: str) -> None:
    (told,) = problems("savings", ROWS["savings"], row.format(label))
    column = "reference" if row.startswith("{") else "directorate"
    assert told == (
        f"row 3, column '{column}': '{label}' looks like a total, and would be added up with what it is the total of. "
        f"If it is one, say so in the house file (totals: savings: [{label}]); if not, give it another name there "
        f"(values: {column}). [S01]"
    )
    assert read("savings", row.format(label), totals={"savings": (label,)})["total"].all()


def test_a_look_alike_that_is_something_else_passes_under_another_name() -> None:
    named = {"values": {"directorate": {"Total Place": "Place"}}}
    assert "Total Place" in problems("savings", "S1;Total Place;Fees;5;green;1")[0]
    found = read("savings", "S1;Total Place;Fees;5;green;1", **named)
    assert (found.loc[2, "directorate"], bool(found.loc[2, "total"])) == ("Place", False)


@pytest.mark.parametrize(
    "label",
    ["Net budget", "NET  BUDGET", "Net budget 2023/24", "Net budgets", "Adults net budget", "Adults: net-budget",
     "(Net budget)", "1. Net budget", "Net expenditure", "Net expenditure on services", "Adults net expenditure",
     "All services", "All services:", "All services 2023/24", "Adults: all services", "Grand sum", "Grand sum of it",
     "The grand sum", "Sum of adults", "sum of: all"],
)  # fmt: skip
def test_a_net_budget_all_services_or_a_sum_of_something_looks_like_a_total_too(label: str) -> None:
    (told,) = problems("revenue", f"Adults;{label};9;9;June 2023;T", totals={})
    assert f"'{label}' looks like a total" in told
    assert read("revenue", f"Adults;{label};9;9;June 2023;T", totals={"revenue": (label,)})["total"].all()


@pytest.mark.parametrize(
    "label",
    ["Totally local", "Teetotal services", "Subtotality", "Totality", "Tot", "Net zero team", "Net", "Net budgeting",
     "Internet budget", "The net budget team", "All services for adults", "All service areas", "Small services",
     "Overall services", "Services for all", "Summer of sport", "Lump sum of 2020", "Grand summit", "Sum", "Budget"],
)  # fmt: skip
def test_a_name_that_only_has_the_letters_is_a_name(label: str) -> None:
    assert not read("savings", f"S1;{label};Fees;5;green;1")["total"].any()


@pytest.mark.parametrize(
    ("register", "row", "code"),
    [
        ("savings", "Total;A;B;5;green;", "S01"), ("revenue", "Adults;Total;5;5;June 2023;T", "R01"),
        ("capital", "Total;;5;5", "K01"), ("capital", "receipts;Total;5;5", "K01"),
        ("reserves", "Total;2023/24;5;actual", "R11"),
    ],
)  # fmt: skip
def test_each_register_refuses_look_alikes_under_its_own_code(register: str, row: str, code: str) -> None:
    (told,) = problems(register, row, totals={})
    assert "looks like a total" in told
    assert told.endswith(f"[{code}]")


@pytest.mark.parametrize("register", ["actions", "questions"])
def test_totals_declared_for_a_register_that_has_none_are_refused(register: str) -> None:
    with pytest.raises(InputError) as caught:
        read(register, totals={register: ("Total",)})
    assert caught.value.problems == (f"In the house file, totals: {register} have no totals. Leave them out.",)


# Of one area.


def budgets(*areas: str) -> pd.DataFrame:
    """Services of these areas, and a total for each that begins with a +."""
    rows = [
        f"Adults;{'Net budget' if area.startswith('+') else f'Service {number}'};1;1;June 2023;{area.lstrip('+')}"
        for number, area in enumerate(areas)
    ]
    return read("revenue", *rows)


@pytest.mark.parametrize("area", ["", "Testshire"])
@pytest.mark.parametrize("total", ["+", "+Testshire"])
def test_a_total_of_a_file_of_one_area_need_not_name_it(area: str, total: str) -> None:
    assert of_area(budgets("Testshire", "Testshire", total), area, "budgets").index.tolist() == [2, 3, 4]


def test_of_several_areas_the_totals_of_ours_are_kept_and_a_grand_total_is_not() -> None:
    found = budgets("Testshire", "+Testshire", "Barset", "+Barset", "+")
    assert of_area(found, "Barset", "budgets").index.tolist() == [4, 5]


def test_rows_with_and_without_an_area_are_told_by_the_first_that_is_no_total() -> None:
    with pytest.raises(ValueError, match=r"^some budgets name an area and others none \(row 4 is the first\)"):
        of_area(budgets("+", "Testshire", ""), "", "budgets")
