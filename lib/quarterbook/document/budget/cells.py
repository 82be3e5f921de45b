"""Cells of money: without the unit, which the head of the column says, and negatives in brackets and by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Column, Run, Runs
from quarterbook.document.tables import ILLUSTRATIVE
from quarterbook.money import MINUS, Shown
from quarterbook.rounding import NOT_KNOWN

_DIGITS = re.compile(r"[\d,]+(?:\.\d+)?")
# Of a variance: symbol and word, so that neither colour nor brackets alone tell which way it goes.
OVER, UNDER, ON_BUDGET = "▲\N{NO-BREAK SPACE}Over", "▼\N{NO-BREAK SPACE}Under", "On budget"
BRACKETS = "Amounts in brackets are negative."
ROUNDED = "Amounts are rounded, and may not add up to the last digit."
MADE_UP = f"{ILLUSTRATIVE} Illustrative: made up so that the totals are those published."


def in_unit(label: str, shown: Shown, width: float = 1.0) -> Column:
    """Return a column of money, with its unit in the head.

    >>> in_unit("Budget", Shown()).label
    'Budget (£m)'
    """
    return Column(label=f"{label} ({shown.unit})", align="end", width=width)


def money(figures: Mapping[str, Figure], name: str) -> Runs:
    """Return an amount for a column that says its unit; none where there is no such figure, or it is not known."""
    return amount(figures[name]) if name in figures and figures[name].value is not None else ()


def amount(figure: Figure) -> Runs:
    """Return an amount without its unit: '−£0.500m' as (0.500), which is heard as minus 0.500."""
    digits = _DIGITS.search(figure.display)
    if digits is None:
        return (Run(text=NOT_KNOWN, figure=figure.id),)
    about = "about " if figure.display.startswith("about ") else ""
    if MINUS not in figure.display:
        return (Run(text=f"{about}{digits[0]}", figure=figure.id),)
    return (Run(text=f"{about}({digits[0]})", spoken=f"{about}minus {digits[0]}", figure=figure.id),)


def percent(figures: Mapping[str, Figure], name: str) -> Runs:
    """Return a share, a negative one in brackets too."""
    if name not in figures or figures[name].value is None:
        return ()
    shown = figures[name].display
    size = shown.removeprefix(MINUS)
    if size == shown:
        return (Run(text=shown, figure=name),)
    return (Run(text=f"({size})", spoken=f"minus {size}", figure=name),)


def plain(pounds: object, shown: Shown) -> Runs:
    """Return an amount that is no figure but a row's own: none where the row gives none."""
    if not isinstance(pounds, Decimal):
        return ()
    return (Run(text=shown.bare(pounds), spoken=shown.spoken(pounds)),)


def notes(rows: Iterable[tuple[Runs, ...]], figures: Mapping[str, Figure], *said: str) -> str:
    """Return the note of a table of money: what is `said`, and what its brackets and its rounding need said."""
    runs = [run for row in rows for cell in row for run in cell]
    told = [one for one in said if one]
    if any(run.spoken for run in runs):
        told.append(BRACKETS)
    if any(_is_rounded(figures[run.figure]) for run in runs if run.figure is not None):
        told.append(ROUNDED)
    return " ".join(told)


def _is_rounded(figure: Figure) -> bool:
    return "£" in figure.unit and figure.number is not None and figure.number != Decimal(str(figure.value))


def position(variance: Decimal, *, material: bool) -> str:
    """Return which way a variance goes as it is shown, in words.

    >>> position(Decimal(5), material=True).replace("\N{NO-BREAK SPACE}", " "), position(Decimal(0), material=False)
    ('▲ Over, material', 'On budget')
    """
    way = OVER if variance > 0 else UNDER if variance < 0 else ON_BUDGET
    return f"{way}, material" if material else way
