"""Build the reports of quarter files: several at once, each landing whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from quarterbook.errors import InputError, QuarterbookError, ReportFailed, UsageError
from quarterbook.findings import Finding
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import current, files, places
from quarterbook.running.crew import Crew, staged
from quarterbook.running.current import Need
from quarterbook.running.inputs import Prepared, prepare
from quarterbook.running.outcome import NO_INDEX, Index, Options, Outcome, Tell

Stage = Callable[..., Future[tuple[Finding, ...]]]


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
    index: Index = NO_INDEX,
) -> list[Outcome]:
    """Build every report that is not current, telling of each as it is done; returns outcomes in the files' order.

    A report that fails leaves the last good one untouched. The `index` of the folder of reports is written at the
    end, still under its lock. Raises `LockedError` where another build holds the folder.
    """
    digest = cache(files.digest)
    with (
        places.staging(options.out, dry_run=options.dry_run) as staging,
        Crew(options.jobs) as crew,
        _stager(options, crew) as stage,
    ):
        jobs = [
            _current(file, slug, options, digest) or _begin(file, slug, options, staging, crew, stage)
            for file in quarter_files
            for slug in slugs(file, options.only)
        ]
        outcomes = dict(_done(jobs, options, staging, crew, tell))
        there = any(outcome.status in ("built", "current") for outcome in outcomes.values())
        if there and not options.dry_run and index.is_needed(options.out):
            _small(crew, index.write, options.out)
        return [outcomes[job.file.name, job.slug] for job in jobs]


def slugs(file: QuarterFile, only: Sequence[str]) -> list[str]:
    """The slugs of a file's reports, or those of them that `only` names."""
    return [slug for slug in file.settings.reports if not only or slug in only]


@contextmanager
def _stager(options: Options, crew: Crew) -> Iterator[Stage]:
    """What has a report built: by the crew, or on a cluster. Raises `UsageError` where that cannot be used."""
    if not options.cluster or options.dry_run:
        yield partial(crew.submit, staged)
        return
    with ExitStack() as entered:

        @cache
        def cluster() -> Any:
            try:
                from quarterbook.running.cluster.client import Cluster
            except ImportError:
                raise UsageError("--cluster needs what is not installed: pip install 'quarterbook[cluster]'.") from None
            return entered.enter_context(Cluster(options.cluster, options.share, options.jobs))

        # Nothing is asked of a cluster where nothing has to be built.
        yield lambda *given: cluster().stage(*given)


def _current(file: QuarterFile, slug: str, options: Options, digest: Callable[[Path], str | None]) -> _Job | None:
    """A report in which nothing has changed; None where it has, or that cannot be told without more."""
    target = options.out / file.name / slug
    if options.force or not current.unchanged(file, slug, options.formats, target, digest):
        return None
    return _Job(file, slug, outcome=Outcome(file.name, slug, "current", findings=current.findings(target)))


def _begin(file: QuarterFile, slug: str, options: Options, staging: Path, crew: Crew, stage: Stage) -> _Job:
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
    return _Job(file, slug, need.reason, future=stage(*given))


# These are called in a worker. What they import takes a second, and the driving process does without it.


def _check(prepared: Prepared) -> tuple[Finding, ...]:
    from quarterbook.running.reading import check

    return check(prepared)


def _small(crew: Crew, function: Callable[..., Any], *given: object) -> Any:
    """What a function returns that takes no time where all is loaded: in a worker, but here where that has died."""
    try:
        return crew.submit(function, *given).result()
    except ReportFailed:
        return function(*given)


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
        for slug, messages in _small(crew, _disputed, folders).items():
            if staged.pop(slug, None):
                outcomes[slug] = Outcome(file.name, slug, "refused", messages, code=InputError.exit_code)
    for slug, folder in staged.items():
        places.land(folder, options.out / file.name / slug, staging / places.ASIDE / file.name / slug)
    return outcomes
