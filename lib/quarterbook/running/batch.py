"""Build the reports of quarter files: several at once, each landing whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from quarterbook.errors import InputError, QuarterbookError
from quarterbook.findings import Finding
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import current, files, places
from quarterbook.running.crew import Crew
from quarterbook.running.current import Need
from quarterbook.running.inputs import Prepared, prepare


@dataclass(frozen=True)
class Options:
    """How to build: where to, in which formats, which slugs (all where none is named), how many at once."""

    out: Path
    formats: tuple[str, ...]
    only: tuple[str, ...] = ()
    jobs: int = 1
    timeout: int = 600
    dry_run: bool = False
    force: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one report, or of a quarter file that could not be read (`slug` is then '').

    `reason` is why the report was built, or would be; a current one has none.
    """

    quarter: str
    slug: str
    status: Literal["built", "current", "failed", "refused", "ready"]
    messages: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    code: int = 0
    reason: str = ""

    @property
    def name(self) -> str:
        """What a user calls it: quarter and report."""
        return f"{self.quarter}/{self.slug}" if self.slug else self.quarter


Tell = Callable[[Outcome], None]


class Index(NamedTuple):
    """The pages over all reports of a folder: whether they must be written, and how."""

    is_needed: Callable[[Path], bool]
    write: Callable[[Path], None]


_NO_INDEX = Index(lambda out: False, lambda out: None)


@dataclass(frozen=True)
class _Job:
    """A report of a build: what is known of it at once, or the future that builds it."""

    file: QuarterFile
    slug: str
    reason: str = ""
    outcome: Outcome | None = None
    future: Future[tuple[Finding, ...]] | None = None


def build(
    quarter_files: Sequence[QuarterFile],
    options: Options,
    tell: Tell = lambda outcome: None,
    index: Index = _NO_INDEX,
) -> list[Outcome]:
    """Build every report that is not current, telling of each as it is done; returns outcomes in the files' order.

    A report that fails leaves the last good one untouched. The `index` of the folder of reports is written at the
    end, still under its lock. Raises `LockedError` where another build holds the folder.
    """
    with places.staging(options.out, dry_run=options.dry_run) as staging, Crew(options.jobs) as crew:
        digest = cache(files.digest)
        jobs = [
            _current(file, slug, options, digest) or _begin(file, slug, options, staging, crew)
            for file in quarter_files
            for slug in slugs(file, options.only)
        ]
        outcomes = dict(_done(jobs, options, staging, crew, tell))
        there = any(outcome.status in ("built", "current") for outcome in outcomes.values())
        if there and not options.dry_run and index.is_needed(options.out):
            crew.submit(index.write, options.out).result()
        return [outcomes[job.file.name, job.slug] for job in jobs]


def slugs(file: QuarterFile, only: Sequence[str]) -> list[str]:
    """The slugs of a file's reports, or those of them that `only` names."""
    return [slug for slug in file.settings.reports if not only or slug in only]


def _current(file: QuarterFile, slug: str, options: Options, digest: Callable[[Path], str | None]) -> _Job | None:
    """A report in which nothing has changed; None where it has, or that cannot be told without more."""
    target = options.out / file.name / slug
    if options.force or not current.unchanged(file, options.formats, target, digest):
        return None
    return _Job(file, slug, outcome=Outcome(file.name, slug, "current", findings=current.findings(target)))


def _begin(file: QuarterFile, slug: str, options: Options, staging: Path, crew: Crew) -> _Job:
    try:
        prepared = prepare(file, slug)
    except InputError as error:
        return _Job(file, slug, outcome=Outcome(file.name, slug, "refused", error.problems, code=error.exit_code))
    target = options.out / file.name / slug
    need = Need("--force was given") if options.force else current.need(prepared, options.formats, target)
    if not need.reason:
        return _Job(file, slug, outcome=Outcome(file.name, slug, "current", findings=current.findings(target)))
    if options.dry_run:
        return _Job(file, slug, need.reason, future=crew.submit(_check, prepared))
    folder, store = staging / file.name / slug, options.out / places.STORE
    given = (prepared, options.formats, folder, store, options.timeout, need.executed)
    return _Job(file, slug, need.reason, future=crew.submit(_stage, *given))


# These are called in a worker. What they import takes a second, and the driving process does without it.


def _check(prepared: Prepared) -> tuple[Finding, ...]:
    from quarterbook.running.reading import check

    return check(prepared)


def _stage(*given: Any) -> tuple[Finding, ...]:
    from quarterbook.running.report import stage

    return stage(*given)


def _disputed(folders: dict[str, Path]) -> dict[str, tuple[str, ...]]:
    """What is said of each report that gives a figure another value than another one of the quarter."""
    from quarterbook import checks
    from quarterbook.running import stated

    disputes = checks.disputes(stated.read(folders))
    said = {
        slug: tuple(f"{checks.told(figure, values)} [F02]" for figure, values in disputes.items() if slug in values)
        for slug in folders
    }
    return {slug: messages for slug, messages in said.items() if messages}


Named = tuple[tuple[str, str], Outcome]


def _done(jobs: Sequence[_Job], options: Options, staging: Path, crew: Crew, tell: Tell) -> Iterator[Named]:
    """What each report came to, those known at once first; a quarter's reports land when all of them are done."""
    waiting: dict[str, dict[str, _Job]] = {}
    for job in jobs:
        if job.outcome is not None:
            tell(job.outcome)
            yield (job.file.name, job.slug), job.outcome
        else:
            waiting.setdefault(job.file.name, {})[job.slug] = job
    futures = {job.future: job for job in jobs if job.future is not None}
    done: dict[str, dict[str, Outcome]] = {quarter: {} for quarter in waiting}
    for future in as_completed(futures):
        job = futures[future]
        outcome = _outcome(job, future, options, staging)
        tell(outcome)
        quarter = done[job.file.name]
        quarter[job.slug] = outcome
        if len(quarter) == len(waiting[job.file.name]):
            for slug, settled in _landed(job.file, quarter, options, staging, crew).items():
                yield (job.file.name, slug), settled


def _outcome(job: _Job, future: Future[tuple[Finding, ...]], options: Options, staging: Path) -> Outcome:
    name, slug = job.file.name, job.slug
    try:
        found = future.result()
    except InputError as error:
        return Outcome(name, slug, "refused", error.problems, code=error.exit_code, reason=job.reason)
    except QuarterbookError as error:
        messages = (str(error), *_failed_notebook(job, options, staging))
        return Outcome(name, slug, "failed", messages, code=error.exit_code, reason=job.reason)
    return Outcome(name, slug, "ready" if options.dry_run else "built", findings=found, reason=job.reason)


def _failed_notebook(job: _Job, options: Options, staging: Path) -> Iterator[str]:
    """Keep a failed notebook beside the last good report, and say where."""
    name, slug = job.file.name, job.slug
    failed = staging / name / slug / f"{slug}.ipynb"
    if failed.is_file():
        files.write(options.out / name / slug / f"{slug}.failed.ipynb", failed.read_bytes())
        yield f"See {options.out.name}/{name}/{slug}/{slug}.failed.ipynb."


def _landed(
    file: QuarterFile, outcomes: dict[str, Outcome], options: Options, staging: Path, crew: Crew
) -> dict[str, Outcome]:
    """Hold a quarter's reports against each other, and put the good ones in their places."""
    staged = {slug: staging / file.name / slug for slug, one in outcomes.items() if one.status == "built"}
    folders = {slug: options.out / file.name / slug for slug in file.settings.reports} | staged
    if staged and len(folders) > 1:
        for slug, messages in crew.submit(_disputed, folders).result().items():
            if staged.pop(slug, None):
                outcomes[slug] = Outcome(file.name, slug, "refused", messages, code=InputError.exit_code)
    for slug, folder in staged.items():
        places.land(folder, options.out / file.name / slug, staging / places.ASIDE / file.name / slug)
    return outcomes
