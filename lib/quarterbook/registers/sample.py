"""A few made-up actions under a council's own headers and in its own words: what a new report begins with."""

from __future__ import annotations

from datetime import date, timedelta

from quarterbook.params.house_file import House, RatingScheme
from quarterbook.registers.actions import ACTIONS
from quarterbook.sources import csv_file
from quarterbook.spans import DAY_FIRST, MONTH_FIRST

_COLUMNS = (
    *("reference", "title", "directorate", "stage", "start_date", "due_date", "completed_date", "percent_complete"),
    *("reported_rating", "outside_control", "reason", "on_track", "lead", "commentary", "provenance"),
)
_DATES = ("start_date", "due_date", "completed_date")
_FORMATS = {DAY_FIRST: "%d/%m/%Y", MONTH_FIRST: "%m/%d/%Y"}
# A date is in days from the day of the report. One reference is left out, so that the rules have something to find.
_ACTIONS: tuple[tuple[str | int, ...], ...] = (
    ("EX-01", "Answer letters within two weeks", "Example Housing", "completed", -270, -30, -40, 100, "green", "no", "",
     "yes", "Head of Customer Services", "Every letter of the quarter was answered in time.", "illustrative"),
    ("EX-02", "Inspect every block of flats", "Example Housing", "in-progress", -120, 180, "", 45, "purple", "no", "",
     "yes", "Head of Repairs", "The tall blocks are done; the others follow by spring.", "illustrative"),
    ("EX-03", "Train a warden for each estate", "Example Housing", "not-started", -10, 270, "", 0, "purple", "no", "",
     "yes", "Head of Estates", "Dates have been agreed with the college.", "illustrative"),
    ("EX-04", "Map every street light", "Example Streets", "in-progress", -200, -15, "", 80, "red", "no", "",
     "yes", "Head of Highways", "Two wards are missing, since the survey began late.", "illustrative"),
    ("EX-06", "Open the new depot", "Example Streets", "paused", -180, -5, "", 75, "amber", "yes",
     "The power company has not connected the site", "no", "Head of Waste",
     "The building is ready and waits for its supply.", "illustrative"),
    ("EX-07", "Plant a tree in every park", "Example Streets", "in-progress", -60, 150, "", 30, "purple", "no", "",
     "yes", "Head of Parks", "Planting begins again in autumn.", "illustrative"),
)  # fmt: skip


def actions(house: House, as_at: str) -> bytes:
    """Return a CSV of actions, all illustrative, that the house reads; their dates lie about `as_at`."""
    headers = {name: header(house, name) for name in _COLUMNS}
    # A house may read two of our columns from one of its own, which then stands in the file once.
    kept = [name for name in _COLUMNS if next(one for one in _COLUMNS if headers[one] == headers[name]) == name]
    rows = [[headers[name] for name in kept]]
    for action in _ACTIONS:
        values = dict(zip(_COLUMNS, action, strict=True))
        rows.append([_cell(name, values[name], house, date.fromisoformat(as_at)) for name in kept])
    return "".join(csv_file.written(row).replace("\r\n", "\n") for row in rows).encode()


def header(house: House, field: str) -> str:
    """Return the header under which a house has a column of the actions."""
    return house.columns.get(ACTIONS.name, {}).get(field, field)


def _cell(name: str, value: str | int, house: House, as_at: date) -> str:
    """A cell in the council's words, and its dates in the council's order."""
    if name == "reported_rating":
        return house.ratings.label(_level(str(value), house.ratings))
    if name in _DATES and isinstance(value, int):
        day = as_at + timedelta(days=value)
        return day.strftime(_FORMATS.get(house.date_order.get(ACTIONS.name, ""), "%Y-%m-%d"))
    words = {ours: theirs for theirs, ours in house.values.get(name, {}).items()}
    return words.get(str(value), str(value))


def _level(name: str, scheme: RatingScheme) -> str:
    """A level of the house: of that name, else the best, the middle or the worst of those it has."""
    if name in scheme.levels:
        return name
    levels = [*scheme.levels]
    return {"red": levels[-1], "amber": levels[len(levels) // 2]}.get(name, levels[0])
