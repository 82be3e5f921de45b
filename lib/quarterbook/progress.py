"""What a build shows: a live bar in a terminal, plain lines otherwise, and the summary at the end."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from quarterbook.findings import Finding, by_severity
from quarterbook.running.outcome import Outcome, Tell

if TYPE_CHECKING:
    from quarterbook.running.new_report import NewReport

_DONE = {"built": "built", "current": "current", "failed": "FAILED", "refused": "REFUSED", "ready": "ready"}


@contextmanager
def shown(total: int, *, quiet: bool) -> Iterator[Tell]:
    """Yield what tells of each outcome: on a live bar where standard error is a terminal, else line by line."""
    console = Console(stderr=True, highlight=False)
    if quiet:
        yield lambda outcome: None
    elif console.is_terminal:
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[failed]}"),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        failed = 0
        with bar:
            task = bar.add_task("Building", total=total, failed="", rate="")

            def tell(outcome: Outcome) -> None:
                nonlocal failed
                failed += outcome.code != 0
                told = f"{failed} failed" if failed else ""
                bar.update(task, advance=1, description=escape(outcome.name), failed=told)
                bar.update(task, rate=_rate(bar.tasks[task].completed, bar.tasks[task].elapsed or 0))

            yield tell
    else:
        yield lambda outcome: print(f"{outcome.name}: {_DONE[outcome.status]}", file=sys.stderr, flush=True)


def _rate(done: float, seconds: float) -> str:
    """How fast reports are done, in the unit that has no long fraction.

    >>> _rate(10, 4), _rate(2, 60), _rate(1, 0)
    ('2.5 a second', '2.0 a minute', '')
    """
    if not seconds:
        return ""
    return f"{done / seconds:.1f} a second" if done >= seconds else f"{done / seconds * 60:.1f} a minute"


def summary(outcomes: Sequence[Outcome], out: Path, root: Path, *, quiet: bool, verbose: bool, explain: bool) -> None:
    """Print what was built and found and where it is; what went wrong goes to standard error."""
    _problems(outcomes)
    if quiet:
        return
    where = out.relative_to(root).as_posix() if out.is_relative_to(root) else out.name
    console = Console(highlight=False, soft_wrap=True)
    table = Table("Report", "Result", *(severity.title() + "s" for severity in by_severity(())), "Folder")
    for outcome in outcomes:
        counts = [str(number) if outcome.code == 0 else "" for number in by_severity(outcome.findings).values()]
        folder = f"{where}/{outcome.name}" if outcome.status in ("built", "current") else ""
        table.add_row(outcome.name, _DONE[outcome.status], *counts, folder)
    if console.is_terminal:
        console.print(table)
    else:
        for outcome in outcomes:
            print(_line(outcome, where))
    if verbose:
        for outcome in outcomes:
            for finding in outcome.findings:
                print(f"{outcome.name}: {told(finding)}")
    if explain:
        for outcome in outcomes:
            print(f"{outcome.name}: {_why(outcome)}")
    print(_total(outcomes, where))


def checked(outcomes: Sequence[Outcome]) -> None:
    """Print what `check` found: each finding, then a line a report."""
    _problems(outcomes)
    for outcome in outcomes:
        for finding in outcome.findings:
            print(f"{outcome.name}: {told(finding)}")
    for outcome in outcomes:
        if outcome.code == 0:
            print(_line(outcome, ""))


def begun(report: NewReport) -> None:
    """Print what a new report's files are, and what to do next."""
    file, notebook, test = (
        _from_here(report.root / path) for path in (report.quarter_file, report.notebook, report.test)
    )
    if report.among > 1:
        among = f"the latest of {report.among} quarter files; --quarter-file names another"
        print(f"The report is in {file}, {among}.")
    print("Written:")
    for path in report.paths:
        print(f"  {_from_here(report.root / path)}")
    print("Next:")
    print(f"  quarterbook build {file} --only {report.slug}")
    print(f"  jupyter lab {notebook}")
    print(f"  pytest {test}")


def _from_here(path: Path) -> str:
    """A path as a shell takes it from the working folder."""
    with suppress(ValueError):  # on another drive of Windows
        path = Path(os.path.relpath(path))
    return shlex.quote(path.as_posix())


def told(finding: Finding) -> str:
    """A finding as one line.

    >>> told(Finding(code="A18", severity="warning", message="No comment.", source="x.csv", row=3, column="stage"))
    'x.csv, row 3, stage: No comment. [A18 warning]'
    """
    row = f"row {finding.row}" if finding.row is not None else None
    where = ", ".join(part for part in (finding.source, row, finding.column) if part)
    return f"{where + ': ' if where else ''}{finding.message} [{finding.code} {finding.severity}]"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "report"), counted(2, "report")
    ('1 report', '2 reports')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def across(quarters: Mapping[str, Sequence[Finding]], *, quiet: bool) -> None:
    """Print what the papers of each quarter say of one another."""
    for quarter, findings in quarters.items() if not quiet else ():
        for finding in findings:
            print(f"{quarter}: {told(finding)}")


def as_json(
    outcomes: Sequence[Outcome], out: Path | None, quarters: Mapping[str, Sequence[Finding]] | None = None
) -> dict[str, Any]:
    """The outcomes as JSON values, and what was found across the papers of each quarter."""
    found = {name: [finding.as_json() for finding in findings] for name, findings in (quarters or {}).items()}
    return {
        "quarters": [{"quarter": name, "findings": findings} for name, findings in found.items()],
        "reports": [
            {
                "quarter": outcome.quarter,
                "report": outcome.slug or None,
                "status": outcome.status,
                "exit_code": outcome.code,
                "messages": list(outcome.messages),
                "findings": [finding.as_json() for finding in outcome.findings],
                **({"reason": outcome.reason} if outcome.reason else {}),
                **({"folder": f"{out.name}/{outcome.name}"} if out and outcome.status in ("built", "current") else {}),
            }
            for outcome in outcomes
        ],
    }


def _problems(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.code:
            for message in outcome.messages:
                print(f"{outcome.name}: {message}", file=sys.stderr)


def _why(outcome: Outcome) -> str:
    if outcome.status == "current":
        return "not built again: nothing that goes into it changed"
    return f"{_DONE[outcome.status]}: {outcome.reason}" if outcome.reason else _DONE[outcome.status]


def _line(outcome: Outcome, where: str) -> str:
    if outcome.code:
        return f"{outcome.name}: {_DONE[outcome.status]}"
    counts = by_severity(outcome.findings)
    found = ", ".join(counted(number, severity) for severity, number in counts.items() if number) or "no findings"
    return f"{outcome.name}: {_DONE[outcome.status]}, {found}" + (
        f" -> {where}/{outcome.name}" if where and outcome.status != "ready" else ""
    )


def _total(outcomes: Sequence[Outcome], where: str) -> str:
    built = sum(outcome.status == "built" for outcome in outcomes)
    ready = sum(outcome.status == "ready" for outcome in outcomes)
    undone = [outcome for outcome in outcomes if outcome.code]
    current = sum(outcome.status == "current" for outcome in outcomes)
    parts = [f"{counted(ready, 'report')} ready to build" if ready else f"{counted(built, 'report')} built"]
    parts += [f"{current} current already"] if current else []
    parts += [f"{len(undone)} not built"] if undone else []
    ending = f" Open {where}/index.html." if built or current else ""
    return f"{', '.join(parts)}.{ending}"
