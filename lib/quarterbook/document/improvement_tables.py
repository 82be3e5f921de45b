"""Tables of an improvement plan: section by section, what is past, what is left open, and the plan itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from quarterbook.analysis.figures import Figure
from quarterbook.analysis.improvement.counts import ALL, days_id, total
from quarterbook.analysis.improvement.progress import GAPS, STATES, ahead, due_actions, sections, with_gap
from quarterbook.document.blocks import Chart, Column, Run, Runs, Table
from quarterbook.document.charts.stacked import Part, stacked
from quarterbook.document.tables import ILLUSTRATIVE, cell, cited, illustrative, listing, marked, text_of
from quarterbook.quarters import in_words
from quarterbook.registers.frames import rows as by_row
from quarterbook.when import When

Figures = Mapping[str, Figure]

# Symbol and word, so that neither stands alone.
STATUS = {
    "complete": "✓\N{NO-BREAK SPACE}Complete",
    "on-target": "▶\N{NO-BREAK SPACE}On target",
    "slipped": "▼\N{NO-BREAK SPACE}Slipped",
    "under-way": "○\N{NO-BREAK SPACE}Under way",
}
_LOOKS = {
    "complete": ("#2e7d4f", ""),
    "overdue": ("#e9a29b", "xxx"),
    "next-due": ("#f6cfae", "////"),
    "later": ("#c4def2", "--"),
    "open-ended": ("#dcd3ea", "||"),
    "undated": ("#ffffff", ""),
}
# Of a date that is the day of the report.
NO_DAYS = "None"
# A span of more days than any month has: a season, a quarter, a year.
_LONGEST_MONTH = 31
_PLAN = (
    Column(label="Reference", width=1),
    Column(label="Key action", width=3.2),
    Column(label="Target date", width=2.2),
    Column(label="Progress measure", width=2.7),
    Column(label="On target", width=1.2),
    Column(label="Accountable", width=2.1),
    Column(label="Update", width=3.4),
)


def by_section(figures: Figures, names: Mapping[str, str], as_at: str, months_ahead: int) -> Chart:
    """Return a bar a section, by how far its actions are, with the counts as its table; states of no action left out.

    `names` are the sections, slug to name.
    """
    shown = [state for state in STATES if figures[f"{ALL}.{state}.count"].value]
    counts = {place: [figures[f"{place}.{state}.count"] for state in shown] for place in (*names, ALL)}
    soon = in_words(ahead(date.fromisoformat(as_at), months_ahead))
    labels = [STATES[state] for state in shown]
    each = [f"{name} {figures[total(place)].display} ({_told(labels, counts[place])})" for place, name in names.items()]
    whole = figures[total(ALL)]
    table = Table(
        caption="Actions by section",
        columns=(
            Column(label="Section", width=3),
            *(Column(label=label, align="end") for label in labels),
            Column(label="All", align="end"),
        ),
        rows=tuple(
            (cell(name), *map(cited, counts[place]), cited(figures[total(place)]))
            for place, name in {**names, ALL: "All sections"}.items()
        ),
        row_header=True,
        totals=1,
        note=f"Due next: by {soon}." if "next-due" in shown else "",
    )
    done = figures[f"{ALL}.complete.count"]
    seen = "none is complete" if not done.value else f"{done.display} {'is' if done.value == 1 else 'are'} complete"
    return Chart(
        title=f"The plan, section by section: of {whole.display} action{'' if whole.value == 1 else 's'} {seen}",
        alt=f"Bar chart of actions by section: {'; '.join(each)}.",
        svg=stacked(
            [*names.values()],
            [[int(one.value or 0) for one in counts[place]] for place in names],
            [Part(STATES[state], *_LOOKS[state]) for state in shown],
        ),
        table=table,
    )


def _told(labels: Iterable[str], counts: Iterable[Figure]) -> str:
    """What a section has of each state, in words; of nothing it has none."""
    there = [f"{label.lower()} {one.display}" for label, one in zip(labels, counts, strict=True)]
    return ", ".join(there)


def past(figures: Figures, assessed: pd.DataFrame) -> list[Table]:
    """Return the actions of which a date is past and which are not complete, the overdue before the others."""
    found = due_actions(assessed)
    overdue, part = found[found["state"].eq("overdue")], found[~found["state"].eq("overdue")]
    rows = [_past(figures, row) for group in (overdue, part) for row in by_row(group)]
    heads = (
        Column(label="Reference", width=0.9),
        Column(label="Key action", width=3),
        Column(label="Was due", width=1.3),
        Column(label="Days past", align="end", width=0.7),
        Column(label="On target", width=1.2),
        Column(label="Accountable", width=2.2),
    )
    groups = [(0, cell("Overdue"))] if len(overdue) else []
    groups += [(len(overdue), cell("A date is past, and more are to come"))] if len(part) else []
    notes = ["Of several dates that are past, the latest is given."] * bool((found["dates"].map(len) > 1).any())
    notes += [f"{NO_DAYS}: due on the day of this report itself."] * bool(found["days_past"].eq(0).any())
    return listing("Actions with a date that is past", heads, rows, " ".join(notes), groups=groups)


def _past(figures: Figures, row: Any) -> tuple[Runs, ...]:
    return (
        cell(row.reference),
        cell(row.action),
        cell(in_words(row.last_past)),
        _days(figures[days_id(row.reference)]),
        cell(on_target(row)),
        cell(text_of(row.owner)),
    )


def _days(past: Figure) -> Runs:
    """How many days a date is past: none yet of one that is the day of the report."""
    return cited(past) if past.value else (Run(text=NO_DAYS, figure=past.id),)


def gaps(figures: Figures, assessed: pd.DataFrame) -> list[Table]:
    """Return what the plan leaves open, section by section, with the references; none where it leaves nothing open."""
    rows: list[tuple[Runs, ...]] = []
    groups: list[tuple[int, Runs]] = []
    for gap, label in GAPS.items():
        found = with_gap(assessed, gap)
        if len(found):
            groups.append((len(rows), cell(label)))
        for place, name in sections(found).items():
            references = ", ".join(found.loc[found["section"] == name, "reference"])
            rows.append((cell(name), cited(figures[f"{place}.{gap}.count"]), cell(references)))
    columns = (Column(label="Section", width=2.2), Column(label="Actions", align="end"), Column(label="Which", width=4))
    caption = "What the plan leaves open"
    table = Table(caption=caption, columns=columns, rows=tuple(rows), row_header=True, groups=tuple(groups))
    return [table] if rows else []


def plan(assessed: pd.DataFrame, section: str) -> Table:
    """Return a section of the plan, an action a row, beneath its priority area and objective.

    A column that would be empty in each row is left out; illustrative actions are marked.
    """
    mine = assessed[assessed["section"] == section]
    rows = [_action(row) for row in by_row(mine)]
    groups: list[tuple[int, Runs]] = []
    for at, row in enumerate(by_row(mine)):
        label = _heading(row)
        if label and label != (groups[-1][1] if groups else ()):
            groups.append((at, label))
    note = f"{ILLUSTRATIVE} An illustrative action, which is to say made up." if illustrative(mine) else ""
    (table,) = listing(f"{section}: objectives and key actions", _PLAN, rows, note, groups=groups)
    return table


def _heading(row: Any) -> Runs:
    """The priority area and the objective, as far as the row names them."""
    area, objective = text_of(row.priority_area), text_of(row.objective)
    if area and objective:
        return (Run(text=f"{area}: ", strong=True), Run(text=objective))
    return cell(area or objective)


def _action(row: Any) -> tuple[Runs, ...]:
    return (
        cell(marked(row.reference, row)),
        cell(text_of(row.action)) or (Run(text="No action is given.", emphasis=True),),
        _date(row),
        cell(text_of(row.measure)),
        cell(on_target(row)),
        cell(text_of(row.owner)),
        cell(text_of(row.update)),
    )


def on_target(row: Any) -> str:
    """What is said of whether an action is on target: by symbol and word, or as it stands."""
    if row.status is not None:
        return STATUS[row.status]
    return text_of(row.on_target)


def _date(row: Any) -> Runs:
    """The target date as written, what replaced it, and what is understood of them where the words do not say it."""
    lines = [str(row.target_date)] if isinstance(row.target_date, When) else []
    if isinstance(row.revised_date, When):
        lines.append(f"Revised: {row.revised_date}")
    read = understood(row)
    runs = [Run(text="\n".join(lines))] if lines else []
    return (*runs, Run(text=f"\n{read}" if runs else read, emphasis=True)) if read else tuple(runs)


def understood(row: Any) -> str:
    """The last day of what a date in words means; nothing where it says so itself: a day, a month, or no date."""
    if not row.dates:
        return ""
    if len(row.dates) == 1 and not row.revised and (row.dates[0].last - row.dates[0].first).days < _LONGEST_MONTH:
        return ""
    lead = "Now by" if row.revised else "By" if len(row.dates) == 1 else "Last:"
    day, month, year = in_words(row.last_due).split()
    return f"{lead} {day}\N{NO-BREAK SPACE}{month} {year}"
