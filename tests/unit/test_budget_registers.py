"""The registers of money and of questions: units in headers, keys, years, and what their frames hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from frames import HASH
from quarterbook import registers
from quarterbook.errors import InputError
from quarterbook.params import house_file
from quarterbook.params.house_file import House
from quarterbook.periods import Period
from quarterbook.registers import REGISTERS
from quarterbook.registers.register import RegisterError, frame
from quarterbook.sources.source import RawTable
from small_project import HOUSE, project, write
from workbooks import workbook

SAVINGS = "reference,directorate,title,target,rating"
BUDGETS = ("savings", "revenue", "capital", "reserves")


def read(register: str, header: str, *rows: str, **settings: Any) -> pd.DataFrame:
    """A register of rows whose cells are parted by semicolons."""
    body = tuple((number, tuple(row.split(";"))) for number, row in enumerate(rows, start=2))
    house = House(council="Testshire Council", **settings)
    return frame(RawTable(f"data/{register}.csv", HASH, tuple(header.split(",")), body), REGISTERS[register], house)


def problems(register: str, header: str, *rows: str, **settings: Any) -> tuple[str, ...]:
    with pytest.raises(RegisterError) as caught:
        read(register, header, *rows, **settings)
    *told, mend = caught.value.problems
    assert mend.startswith(f"Mend data/{register}.csv, ")
    return tuple(told)


def target(header: str, cell: str = "1.5", **settings: Any) -> Decimal:
    """The target of a saving under a header."""
    columns = SAVINGS.replace("target", header)
    found: Decimal = read("savings", columns, f"S1;Adults;Fees;{cell};green", **settings).loc[2, "target"]
    return found


# Units in headers.


@pytest.mark.parametrize(
    ("header", "pounds"),
    [
        ("target", "1.5"), ("target £", "1.5"), ("target (£)", "1.5"), ("target_gbp", "1.5"), ("target £000", "1500"),
        ("target (£'000)", "1500"), ("target £000s", "1500"), ("target (£k)", "1500"), ("target £m", "1500000"),
        ("target, £ millions", "1500000"), ("Target (£m)", "1500000"), ("TARGET £M", "1500000"),
    ],
)  # fmt: skip
def test_a_header_in_our_words_says_the_unit_and_without_one_it_is_pounds(header: str, pounds: str) -> None:
    assert target(header.replace(",", "")) == Decimal(pounds)


@pytest.mark.parametrize("named", [None, "Target", "Target (£m)", "Target £m", "Target £000", "target"])
@pytest.mark.parametrize(
    ("header", "pounds"), [("Target (£m)", 1_500_000), ("Target £m", 1_500_000), ("Target £'000", 1500)]
)
def test_a_header_with_a_unit_is_found_whatever_unit_the_house_has_in_its_name(
    header: str, pounds: int, named: str | None
) -> None:
    columns = {"savings": {"target": named}} if named else {}
    assert target(header, columns=columns) == pounds


@pytest.mark.parametrize("named", ["Goal", "Goal (£000)"])
def test_the_councils_own_name_is_found_with_its_unit(named: str) -> None:
    assert target("Goal (£000)", columns={"savings": {"target": named}}) == 1500


def test_a_unit_within_a_header_that_the_house_names_counts() -> None:
    assert target("Goal £000 2023/24", columns={"savings": {"target": "Goal £000 2023/24"}}) == 1500


def test_a_header_that_goes_by_its_name_outright_is_taken_before_one_with_a_unit() -> None:
    header, row = f"{SAVINGS},target (£m)", "S1;Adults;Fees;7;green;9"
    assert read("savings", header, row).loc[2, "target"] == 7
    named = {"columns": {"savings": {"target": "target (£m)"}}}
    assert read("savings", header, row, **named).loc[2, "target"] == 9_000_000


def test_a_header_with_a_unit_that_is_another_column_of_the_house_stays_that() -> None:
    header = "reference,directorate,title,Saving,rating,Target (£m)"
    columns = {"savings": {"target": "Saving", "forecast": "Target (£m)"}}
    found = read("savings", header, "S1;Adults;Fees;7;green;9", columns=columns).loc[2]
    assert (found["target"], found["forecast"]) == (7, 9_000_000)


def test_columns_of_one_file_may_be_in_different_units() -> None:
    header = "reference,directorate,title,target (£m),rating,delivered £000,forecast"
    found = read("savings", header, "S1;Adults;Fees;1.5;green;(20);1,400,000").loc[2]
    assert [found[name] for name in ("target", "delivered", "forecast")] == [1_500_000, -20_000, 1_400_000]


def test_a_column_that_stands_in_two_units_is_refused() -> None:
    header = SAVINGS.replace("target", "Target (£m)") + ",Target (£000)"
    assert problems("savings", header, "S1;Adults;Fees;1.5;green;1500") == (
        "data/savings.csv, row 1, column 'Target (£000)': 'Target (£m)' is the same column in another unit; "
        "keep one of them. [S01]",
    )


def test_a_column_that_stands_twice_in_one_unit_is_told_once() -> None:
    header = SAVINGS.replace("target", "Target (£m)") + ",Target (£m)"
    assert problems("savings", header, "S1;Adults;Fees;1.5;green;1.5") == (
        "data/savings.csv, row 1, column 'Target (£m)': the column name stands 2 times; name each column once. [S01]",
    )


def test_a_header_that_the_house_gives_to_another_field_is_no_money() -> None:
    header, named = "reference,directorate,target (£m),rating", {"columns": {"savings": {"title": "target (£m)"}}}
    (told,) = problems("savings", header, "S1;Adults;Fees;green", **named)
    assert told.startswith("data/savings.csv, row 1, column 'target': the column is missing;")


def test_only_columns_of_money_have_a_unit_taken_off_their_headers() -> None:
    told = problems("savings", SAVINGS.replace("title", "title £m"), "S1;Adults;Fees;1;green")
    assert "column 'title': the column is missing" in told[0]


@pytest.mark.parametrize(("unit", "pounds"), [("£", "1.5"), ("£000", "1500"), ("£m", "1500000")])
def test_the_houses_unit_is_of_a_header_that_says_none(unit: str, pounds: str) -> None:
    assert target("target", money={"units": {"savings": unit}}) == Decimal(pounds)
    for header, told in (("target £", "1.5"), ("target (£000)", "1500"), ("target £m", "1500000")):
        assert target(header, money={"units": {"savings": unit}}) == Decimal(told)


def test_the_houses_unit_is_of_one_register_only() -> None:
    assert target("target", money={"units": {"revenue": "£m"}}) == Decimal("1.5")


@pytest.mark.parametrize("header", ["Goal £bn", "Goal (£m or £000)", "Goal over £1m", "Goal (000)"])
def test_a_header_of_money_whose_unit_nobody_can_tell_is_refused_unless_the_house_says(header: str) -> None:
    named = {"columns": {"savings": {"target": header}}}
    assert problems("savings", SAVINGS.replace("target", header), "S1;Adults;Fees;1;green", **named) == (
        f"data/savings.csv, row 1, column '{header}': nobody can tell in which unit the amounts are. End the header "
        "with £, £000 or £m, as in 'Target £m', or say it in the house file (money: units: savings). [S01]",
    )
    assert target(header, money={"units": {"savings": "£m"}}, **named) == 1_500_000


def test_a_cell_that_cannot_be_read_is_told_with_file_row_column_code_and_the_columns_unit() -> None:
    header = "reference,directorate,title,Target (£m),rating,delivered £000"
    assert problems("savings", header, "S1;Adults;Fees;£1.2m;green;£5", "S2;Adults;Fees;;blue;-") == (
        "data/savings.csv, row 2, column 'Target (£m)': '£1.2m' cannot be read; expected an amount in £m, such as "
        "1.234 or (1.234), without a unit of its own: write 1.2. [S01]",
        "data/savings.csv, row 2, column 'delivered £000': '£5' cannot be read; expected an amount in £000, such as "
        "1234 or (1234): a £ sign may mean pounds, so leave it out, or mend the amount. [S01]",
        "data/savings.csv, row 3, column 'rating': 'blue' cannot be read; expected one of red, amber, green, achieved. "
        "[S01]",
        "data/savings.csv, row 3, column 'delivered £000': '-' cannot be read; expected an amount in £000, such as "
        "1234 or (1234); if a dash means nought, say so in the house file (values). If it means that nothing is known, "
        "list it in the house file (missing: savings). [S01]",
        "data/savings.csv, row 3, column 'Target (£m)': the cell is blank; target must be filled in. [S02]",
    )


def test_a_dash_is_nought_or_nothing_as_the_house_says() -> None:
    header, row = f"{SAVINGS},delivered", "S1;Adults;Fees;1;green;-"
    nought = read("savings", header, row, values={"delivered": {"-": "0"}})
    assert nought.loc[2, "delivered"] == 0
    assert read("savings", header, row, missing={"savings": ("-",)}).loc[2, "delivered"] is None


def test_a_workbook_and_a_csv_of_the_same_amounts_are_the_same(tmp_path: Path) -> None:
    root = project(tmp_path, house=HOUSE)
    header = ["reference", "directorate", "title", "Target\n(£m)", "rating", "delivered £000"]
    (root / "data").mkdir()
    data = workbook(header, ["S1", "Adults", "Fees", 1.5, "green", -20], ["S2", "Adults", "Rent", "(0.1)", "", 0.1])
    (root / "data" / "x.xlsx").write_bytes(data)
    write(
        root / "data" / "x.csv",
        'reference,directorate,title,"Target\n(£m)",rating,delivered £000\n'
        "S1,Adults,Fees,1.5,green,-20\nS2,Adults,Rent,(0.1),,0.1\n",
    )
    house = house_file.load("testshire", root)
    found = [registers.read("savings", f"data/{name}", house, root) for name in ("x.xlsx#Actions", "x.csv")]
    for one in found:
        assert one["target"].tolist() == [Decimal(1_500_000), Decimal(-100_000)]
        assert one["delivered"].tolist() == [Decimal(-20_000), Decimal(100)]
        assert all(type(value) is Decimal for value in one["target"])


# What each register holds.


def test_a_saving_is_read_with_all_that_it_may_say() -> None:
    header = f"{SAVINGS},delivered,forecast,redirected,redirected_to,recurrent,carried_forward,area,provenance"
    found = read("savings", header, "S1;Adults;Fees;5;;;;yes;Housing;no;yes;Testshire;illustrative").loc[2]
    assert found[["rating", "delivered", "forecast"]].isna().all()
    assert (bool(found["redirected"]), bool(found["recurrent"]), bool(found["carried_forward"])) == (True, False, True)
    assert (found["redirected_to"], found["area"], found["provenance"]) == ("Housing", "Testshire", "illustrative")


def test_the_source_of_capital_is_the_frames_funding_and_its_source_the_path() -> None:
    mapped = {"columns": {"capital": {"source": "Source"}}, "values": {"source": {"Capital receipts": "receipts"}}}
    found = read("capital", "Source,planned £m", "Capital receipts;1", "grant;2", **mapped)
    assert found["funding"].tolist() == ["receipts", "grant"]
    assert found["source"].tolist() == ["data/capital.csv"] * 2
    assert REGISTERS["capital"].empty().dtypes.to_dict() == found.dtypes.to_dict()


def test_an_unknown_source_of_capital_is_told_with_the_councils_words() -> None:
    mapped = {"columns": {"capital": {"source": "Source"}}, "values": {"source": {"Capital receipts": "receipts"}}}
    assert problems("capital", "Source,planned £m", "Lottery;1", **mapped) == (
        "data/capital.csv, row 2, column 'Source': 'Lottery' cannot be read; expected one of Capital receipts, "
        "reserves, revenue, grant, contributions, borrowing. [K01]",
    )


@pytest.mark.parametrize("cell", ["2023/24", "2023-24", "2023–24", "2023/2024"])
def test_a_reserve_moves_in_a_financial_year(cell: str) -> None:
    found = read("reserves", "reserve,year,movement,basis", f"General;{cell};-1;forecast")
    assert found.loc[2, "year"] == Period.parse("2023-24")


@pytest.mark.parametrize("cell", ["2023", "2023-24 Q1", "June 2023", "2023/26", "soon", "2023/23"])
def test_another_time_is_no_year_of_a_reserve(cell: str) -> None:
    assert problems("reserves", "reserve,year,movement,basis", f"General;{cell};-1;forecast") == (
        f"data/reserves.csv, row 2, column 'year': '{cell}' cannot be read; expected a financial year such as 2023/24. "
        "[R11]",
    )


def test_a_question_is_a_point_of_another() -> None:
    header = "number,text,theme,part_of,asked_of,answer,status"
    found = read("questions", header, "2;What of parks?;;;;;open", "2a;And trees?;Parks;2;Place;Soon;part-answered")
    assert found["number"].tolist() == ["2", "2a"]
    assert found.loc[3, "part_of"] == "2"
    assert problems("questions", header, "2;;;;;;closed") == (
        "data/questions.csv, row 2, column 'status': 'closed' cannot be read; expected one of open, part-answered, "
        "answered. [Q01]",
        "data/questions.csv, row 2, column 'text': the cell is blank; text must be filled in. [Q02]",
    )


KEYED = {
    "savings": (f"{SAVINGS},area", "S1;Adults;Fees;5;green;A", {0: "S2", 5: "B"}, {1: "Place", 2: "Rent", 3: "6"}),
    "revenue": (
        "directorate,service,budget,forecast,period,area",
        "Adults;Homes;1;1;June 2023;A",
        {0: "Place", 1: "Care", 4: "May 2023", 5: "B"},
        {2: "2", 3: "2"},
    ),
    "capital": ("source,title,planned,area", "grant;Roads;1;A", {0: "reserves", 1: "Depot", 3: "B"}, {2: "2"}),
    "reserves": (
        "reserve,year,movement,basis,area",
        "General;2023/24;1;actual;A",
        {0: "Repairs", 1: "2024/25", 4: "B"},
        {2: "2", 3: "forecast"},
    ),
}


@pytest.mark.parametrize("register", BUDGETS)
def test_a_row_is_named_by_its_key_of_which_the_area_is_part(register: str) -> None:
    header, row, other, same = KEYED[register]
    cells = row.split(";")

    def changed(changes: dict[int, str]) -> str:
        return ";".join(changes.get(place, cell) for place, cell in enumerate(cells))

    assert len(read(register, header, row, *(changed({place: cell}) for place, cell in other.items()))) == 1 + len(
        other
    )
    (told,) = problems(register, header, row, changed(same))
    first = header.split(",")[0]
    assert told.startswith(f"data/{register}.csv, row 3, column '{first}': '{cells[0]}")
    assert told.endswith(f"stands in row 2 already; give each row its own. [{REGISTERS[register].codes}3]")


def test_without_an_area_the_rest_of_the_key_names_a_row() -> None:
    assert (
        "'grant, Roads' stands in row 2 already"
        in problems("capital", "source,title,planned", *["grant;Roads;1"] * 2)[0]
    )
    assert "'grant' stands in row 2 already" in problems("capital", "source,planned", *["grant;1"] * 2)[0]


def test_a_marker_of_the_house_is_no_blank_in_a_key() -> None:
    marked = {"missing": {"savings": ("c",)}}
    found = read("savings", f"{SAVINGS},area", "C;Adults;Fees;1;C;C", **marked).loc[2]
    assert (found["reference"], found["area"]) == ("C", "C")
    assert pd.isna(found["rating"])


@pytest.mark.parametrize("register", [*BUDGETS, "questions"])
def test_an_empty_register_has_every_column_and_its_origin(register: str) -> None:
    one = REGISTERS[register]
    expected = [field.column or field.name for field in one.fields] + (["total"] if one.labels else [])
    assert one.empty().columns.tolist() == [*expected, "source", "sha256"]
    assert set(one.labels) | set(one.key) <= {field.name for field in one.fields}


def test_the_codes_of_the_registers_are_their_own() -> None:
    codes = [one.codes for one in REGISTERS.values()]
    assert len(set(codes)) == len(codes)


def test_a_house_that_maps_to_no_column_of_the_register_is_told() -> None:
    with pytest.raises(InputError) as caught:
        read("savings", SAVINGS, columns={"savings": {"targt": "Target"}})
    assert caught.value.problems == (
        "In the house file, columns: savings have no column 'targt'. Did you mean 'target'?",
    )


def test_a_date_is_no_amount(tmp_path: Path) -> None:
    root = project(tmp_path, house=HOUSE)
    (root / "data").mkdir()
    data = workbook(SAVINGS.split(","), ["S1", "Adults", "Fees", date(2023, 6, 30), "green"])
    (root / "data" / "x.xlsx").write_bytes(data)
    with pytest.raises(RegisterError, match=r"row 2, column 'target': '2023-06-30' cannot be read"):
        registers.read("savings", "data/x.xlsx#Actions", house_file.load("testshire", root), root)
