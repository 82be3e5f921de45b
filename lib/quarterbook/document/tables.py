"""Tables of the actions register: the rating key, and a plan action by action."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Column, Run, Runs, Table
from quarterbook.params.house_file import UNRATED, RatingScheme
from quarterbook.quarters import in_words
from quarterbook.rounding import NOT_SHOWN_SPOKEN, reported

UNRATED_SYMBOL = "?"
ILLUSTRATIVE = "†"
# Behind what is illustrative: it keeps to its word.
MARK = f"\N{NO-BREAK SPACE}{ILLUSTRATIVE}"
_MADE_UP = "made up so that the totals are those published"
_WHY = Column(label="Why", width=3.2)
_PLAN = (
    Column(label="Reference", width=1.05),
    Column(label="Action", width=3),
    Column(label="Due", width=1.4),
    Column(label="Complete", align="end", width=0.9),
    Column(label="Rating", width=1.05),
    _WHY,
    Column(label="Commentary", width=4),
)


def rating_key(scheme: RatingScheme) -> Table:
    """Return what each rating means."""
    return Table(
        caption="What the ratings mean",
        columns=(Column(label="Rating"), Column(label="Meaning", width=5)),
        rows=tuple((cell(labelled(name, scheme)), cell(level.meaning)) for name, level in scheme.levels.items()),
        row_header=True,
    )


def plan(rated: pd.DataFrame, caption: str, scheme: RatingScheme, made_up: str = _MADE_UP) -> Table:
    """Return a plan, an action a row; illustrative ones are marked, and the note says why they were `made_up`.

    Why an action has its rating is told where the rule gives it, not where the officer does.
    """
    kept = [at for at, column in enumerate(_PLAN) if column is not _WHY or scheme.rule == "computed"]
    rows = [_action(row, scheme) for _, row in rated.iterrows()]
    return Table(
        caption=caption,
        columns=tuple(_PLAN[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in rows),
        row_header=True,
        note=f"{ILLUSTRATIVE} An illustrative action, {made_up}." if illustrative(rated) else "",
    )


def labelled(name: str, scheme: RatingScheme) -> str:
    """A rating by symbol and word."""
    symbol = UNRATED_SYMBOL if name == UNRATED else scheme.levels[name].symbol
    return f"{symbol} {scheme.label(name)}"


def _action(row: pd.Series, scheme: RatingScheme) -> tuple[Runs, ...]:
    outside = row["outside_control"] is True and pd.notna(row["reason"])
    reason = f" {row['reason'].rstrip('.')}." if outside else ""
    return (
        cell(marked(row["reference"], row)),
        cell(row["title"]),
        cell(in_words(row["due_date"])),
        cell(f"{reported(row['percent_complete'])}%"),
        cell(labelled(row["rating"], scheme) if pd.notna(row["rating"]) else "Not counted"),
        cell(f"{row['why']}{reason}"),
        cell(text_of(row["commentary"])),
    )


def cell(text: str) -> Runs:
    """Return a cell of plain text; none of no text."""
    return (Run(text=text),) if text else ()


def cited(figure: Figure) -> Runs:
    """Return a cell of a figure as it is shown, linked to how it was worked out."""
    spoken = NOT_SHOWN_SPOKEN if figure.is_withheld else ""
    return (Run(text=figure.display, figure=figure.id, spoken=spoken),) if figure.display else ()


def text_of(value: object) -> str:
    """Return what a cell of a register says, '' where it is blank.

    >>> text_of("Lamps"), text_of(None), text_of(float("nan"))
    ('Lamps', '', '')
    """
    return value if isinstance(value, str) else ""


def marked(words: str, row: Any) -> str:
    r"""Return what names a row, marked where the row is illustrative.

    >>> from types import SimpleNamespace as Row
    >>> marked("A-1", Row(provenance="illustrative")), marked("A-2", Row(provenance="published"))
    ('A-1\xa0†', 'A-2')
    """
    return f"{words}{MARK}" if row.provenance == "illustrative" else words


def illustrative(rows: pd.DataFrame) -> bool:
    """Return whether a row among these is illustrative."""
    return bool(rows["provenance"].eq("illustrative").any())


def strung(parts: Iterable[Runs], between: str = " ") -> Runs:
    """Return parts as one cell, something between them; those that say nothing are left out.

    >>> "".join(run.text for run in strung([cell("One"), (), cell("two")], ", then "))
    'One, then two'
    """
    first, *others = [*filter(None, parts)] or [()]
    return (*first, *(run for part in others for run in (Run(text=between), *part)))


def listing(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[Runs, ...]],
    note: str = "",
    groups: Iterable[tuple[int, Runs]] = (),
) -> list[Table]:
    """Return a table without the columns that say nothing (see `filled`); none of no rows."""
    kept, told = filled(columns, rows)
    table = Table(caption=caption, columns=kept, rows=told, row_header=True, groups=tuple(groups), note=note)
    return [table] if rows else []


def filled(
    columns: Sequence[Column], rows: Sequence[tuple[Runs, ...]], keep: Collection[int] = (), totals: int = 0
) -> tuple[tuple[Column, ...], tuple[tuple[Runs, ...], ...]]:
    """Return a table's columns and rows without the columns that say nothing in any row but its `totals`.

    The first, of row headers, stays, and so do those to `keep`, by place.
    """
    told = rows[: len(rows) - totals]
    kept = [at for at in range(len(columns)) if at == 0 or at in keep or any(row[at] for row in told)]
    return tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows)
