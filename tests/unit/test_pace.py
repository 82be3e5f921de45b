"""Pace: how much of an action is done, against how much of its time has gone."""

from __future__ import annotations

import pandas as pd
import pytest

from frames import COMPUTED, plan
from quarterbook.analysis import pace, ratings
from quarterbook.analysis.pace import FAR_BEHIND

# A hundred days, so that a day is a percentage point.
START, DUE = "2023-01-01", "2023-04-11"


def paced(as_at: str = "2023-02-20", **cells: object) -> pd.Series:
    frame = plan(**({"start_date": START, "due_date": DUE} | cells))
    return pace.pace(ratings.rate(frame, as_at, COMPUTED), as_at).iloc[0]


@pytest.mark.parametrize(
    ("as_at", "elapsed"),
    [
        ("2022-12-31", 0),
        (START, 0),
        ("2023-01-02", 1),
        ("2023-02-20", 50),
        ("2023-04-10", 99),
        (DUE, 100),
        ("2023-04-12", 100),
        ("2024-01-01", 100),
    ],
)
def test_time_gone_runs_from_nought_at_the_start_to_a_hundred_at_the_due_date(as_at: str, elapsed: float) -> None:
    assert paced(as_at)["elapsed"] == elapsed


@pytest.mark.parametrize(("percent", "lead"), [(75, 25), (50, 0), (20, -30)])
def test_the_lead_is_in_percentage_points_ahead_of_time(percent: int, lead: float) -> None:
    assert paced(percent_complete=percent)["lead_on_time"] == lead


@pytest.mark.parametrize(("percent", "behind"), [("24.9", True), ("25", False), ("25.1", False)])
def test_far_behind_is_more_than_a_quarter_and_not_a_quarter(percent: str, behind: bool) -> None:
    assert FAR_BEHIND == 25
    assert paced(percent_complete=percent)["behind"] == behind


@pytest.mark.parametrize(
    "cells",
    [
        {"stage": "completed"},
        {"stage": "withdrawn"},
        {"stage": "carried-forward"},
    ],
)
def test_what_is_complete_or_does_not_count_is_not_far_behind(cells: dict[str, object]) -> None:
    assert paced(percent_complete=0)["behind"]
    assert not paced(percent_complete=0, **cells)["behind"]


@pytest.mark.parametrize(
    ("start", "due"), [(None, DUE), (DUE, DUE), ("2023-04-12", DUE)], ids=["no start", "due as it starts", "due before"]
)
def test_without_a_span_of_time_there_is_no_pace(start: str | None, due: str) -> None:
    row = paced(percent_complete=0, start_date=start, due_date=due)
    assert pd.isna(row["elapsed"])
    assert pd.isna(row["lead_on_time"])
    assert not row["behind"]


def test_an_action_of_one_day_is_all_gone_the_day_after() -> None:
    assert paced("2023-01-02", due_date="2023-01-02")["elapsed"] == 100
    assert paced(START, due_date="2023-01-02")["elapsed"] == 0
