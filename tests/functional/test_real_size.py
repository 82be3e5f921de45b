"""Real public data at size, where it lies beside the project: budgets and reserves of every English authority."""

from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from projects import REPOSITORY
from quarterbook import sources
from quarterbook.checks import identities
from quarterbook.params.house_file import House
from quarterbook.registers import REGISTERS
from quarterbook.registers.register import frame
from quarterbook.rounding import half_up
from quarterbook.running.checking import of_budget

DATA = (REPOSITORY.parent / "shared" / "data").resolve()
BUDGETS, RESERVES = DATA / "mhclg_budget_vs_outturn_2016-17.csv", DATA / "mhclg_reserves_rollforward_2016-17.csv"
HOUSE = House.model_validate(
    {
        "council": "England",
        "columns": {
            "revenue": {
                "area": "local_authority",
                "directorate": "service",
                "service": "service",
                "budget": "budget_RA_gbp000",
                "forecast": "outturn_RO_gbp000",
            },
            "reserves": {
                "area": "local_authority",
                "opening": "opening_1_apr_2016_gbp000",
                "movement": "appropriation_gbp000",
                "closing": "closing_31_mar_2017_gbp000",
            },
        },
        "missing": {"revenue": ["…"], "reserves": ["…"]},
        "totals": {"revenue": ["TOTAL SERVICE EXPENDITURE"]},
        "money": {"shown_in": "£000", "places": 0, "units": {"reserves": "£000"}},
        "materiality": {"amount": "£1m", "percent": "5%", "needs": "both"},
    }
)
YEAR = {"quarter": "2016-17 Q4", "as_at": "2017-03-31", "delivery_chances": {}, "runs": 1_000, "seed": 1}

pytestmark = pytest.mark.skipif(not BUDGETS.is_file(), reason="the public data does not lie beside the project")


def read(register: str, path: Path) -> pd.DataFrame:
    return frame(sources.read(path.name, path.parent), REGISTERS[register], HOUSE)


def by_authority(path: Path) -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rows.setdefault(row["local_authority"], []).append(row)
    return rows


def test_the_budget_of_any_authority_by_one_parameter() -> None:
    revenue, told = read("revenue", BUDGETS), by_authority(BUDGETS)
    some = [*told][::60]
    assert len(told) > 400
    assert len(some) > 6
    for area in some:
        services = [
            row
            for row in told[area]
            if row["service"] != "TOTAL SERVICE EXPENDITURE"
            and "…" not in (row["budget_RA_gbp000"], row["outturn_RO_gbp000"])
        ]
        figures, _ = of_budget.found({"revenue": revenue}, {**YEAR, "area": area}, HOUSE)
        found = {one.id: one for one in figures}
        budget = sum(Decimal(row["budget_RA_gbp000"]) for row in services)
        spent = sum(Fraction(row["outturn_RO_gbp000"]) for row in services)
        assert found["budget.total"].value == half_up(budget)
        assert found["variance.total"].value == half_up(spent - Fraction(budget))
        varied = [Fraction(row["outturn_RO_gbp000"]) - Fraction(row["budget_RA_gbp000"]) for row in services]
        sizes = [abs(Fraction(row["budget_RA_gbp000"])) for row in services]
        material = [abs(over) >= 1000 and abs(over) * 20 >= size for over, size in zip(varied, sizes, strict=True)]
        assert found["variance.material-services.count"].value == sum(material)


def test_the_reserves_of_every_authority_roll_forward(tmp_path: Path) -> None:
    # The return has no column of the year: an export's query would add it, as this copy does.
    rows = [row for rows in by_authority(RESERVES).values() for row in rows]
    path = tmp_path / "reserves.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "year", "basis"])
        writer.writeheader()
        writer.writerows({**row, "year": "2016/17", "basis": "actual"} for row in rows if "…" not in row.values())
    checked = identities.reserves(read("reserves", path))
    assert len(checked) > 1_700
    assert not [one.words for one in checked if not one.holds]
