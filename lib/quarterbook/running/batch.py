"""Build the reports of quarter files: several at once, each landing whole or not at all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from quarterbook import checks
from quarterbook.checks.findings import Finding
from quarterbook.errors import InputError, QuarterbookError, ReportFailed
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import current, files, kernels, places, stated
from quarterbook.running.inputs import Prepared, prepare
from quarterbook.running.report import Staged, stage


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


@dataclass(frozen=True)
class _Job:
    """A report of a build: what is known of it at once, or the future that builds it."""

    file: QuarterFile
    slug: str
    outcome: Outcome | None = None
    future: Future[Staged] | None = None
    reason: str = ""


def build(
    quarter_files: Sequence[QuarterFile],
    options: Options,
    tell: Tell = lambda outcome: None,
    finish: Callable[[Path], None] = lambda out: None,
) -> list[Outcome]:
    """Build every report that is not current, telling of each as it is done; returns outcomes in the files' order.

    Sources are read and checked before any kernel starts. A report that fails leaves the last good
    one untouched. `finish` is called on the folder of reports at the end, still under its lock.
    Raises `LockedError` where another build holds the folder.
    """
    with places.staging(options.out, dry_run=options.dry_run) as staging, ThreadPoolExecutor(options.jobs) as pool:
        jobs: list[_Job] = []
        try:
            for file in quarter_files:
                jobs += [_begin(file, slug, options, staging, pool) for slug in slugs(file, options.only)]
            outcomes = [one for file in quarter_files for one in _finish(file, jobs, options, staging, tell)]
            if any(outcome.status in ("built", "current") for outcome in outcomes) and not options.dry_run:
                finish(options.out)
            return outcomes
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            kernels.end([job.future for job in jobs if job.future is not None])
            raise


def slugs(file: QuarterFile, only: Sequence[str]) -> list[str]:
    """The slugs of a file's reports, or those of them that `only` names."""
    return [slug for slug in file.settings.reports if not only or slug in only]


def _begin(file: QuarterFile, slug: str, options: Options, staging: Path, pool: ThreadPoolExecutor) -> _Job:
    try:
        prepared = prepare(file, slug)
    except InputError as error:
        return _Job(file, slug, Outcome(file.name, slug, "refused", error.problems, code=error.exit_code))
    target = options.out / file.name / slug
    reason = "--force was given" if options.force else current.reason(prepared, options.formats, target)
    if not reason:
        return _Job(file, slug, Outcome(file.name, slug, "current", findings=current.findings(target)))
    if options.dry_run:
        return _Job(file, slug, Outcome(file.name, slug, "ready", findings=prepared.findings, reason=reason))
    return _Job(file, slug, future=pool.submit(_stage, file, prepared, options, staging), reason=reason)


def _stage(file: QuarterFile, prepared: Prepared, options: Options, staging: Path) -> Staged:
    start = time.perf_counter()
    folder = staging / file.name / prepared.slug
    staged = stage(file, prepared, options.formats, folder, options.out / places.STORE, options.timeout)
    # Outside the reproducible set: what a run took on this machine.
    spent = json.dumps({"seconds": round(time.perf_counter() - start, 3), "jobs": options.jobs})
    files.write(folder / "run.json", f"{spent}\n".encode())
    return staged


def _finish(file: QuarterFile, all_jobs: list[_Job], options: Options, staging: Path, tell: Tell) -> list[Outcome]:
    """Wait for a quarter's reports, hold them against each other, and put the good ones in their places."""
    jobs = [job for job in all_jobs if job.file is file]
    outcomes: dict[str, Outcome] = {}
    staged: dict[str, Staged] = {}
    for job, done in _done(jobs):
        if isinstance(done, Staged):
            staged[job.slug] = done
            outcomes[job.slug] = Outcome(file.name, job.slug, "built", findings=done.findings, reason=job.reason)
        else:
            outcomes[job.slug] = done if isinstance(done, Outcome) else _undone(job, done, options, staging)
        tell(outcomes[job.slug])
    for slug, messages in _disputed(file, staged, options).items():
        outcomes[slug] = Outcome(file.name, slug, "refused", messages, code=InputError.exit_code)
        staged.pop(slug)
    for slug, done in staged.items():
        places.land(done.folder, options.out / file.name / slug, staging / places.ASIDE / file.name / slug)
    return [outcomes[job.slug] for job in jobs]


def _done(jobs: list[_Job]) -> Iterator[tuple[_Job, Outcome | Staged | Exception]]:
    """What each report came to, those known at once first, then as they are done."""
    futures = {}
    for job in jobs:
        if job.outcome is not None:
            yield job, job.outcome
        elif job.future is not None:
            futures[job.future] = job
    for future in as_completed(futures):
        error = future.exception()
        if error is not None and not isinstance(error, Exception):
            raise error
        yield futures[future], future.result() if error is None else error


def _disputed(file: QuarterFile, staged: dict[str, Staged], options: Options) -> dict[str, tuple[str, ...]]:
    """What is said of each new report that gives a figure another value than another report of the quarter."""
    folders = {slug: options.out / file.name / slug for slug in file.settings.reports}
    folders |= {slug: one.folder for slug, one in staged.items()}
    disputes = checks.disputes(stated.read(folders)) if len(folders) > 1 else {}
    said = {
        slug: tuple(f"{checks.told(figure, values)} [F02]" for figure, values in disputes.items() if slug in values)
        for slug in staged
    }
    return {slug: messages for slug, messages in said.items() if messages}


def _undone(job: _Job, error: Exception, options: Options, staging: Path) -> Outcome:
    """Tell why a report is not built, and keep a failed notebook beside the last good report."""
    name, slug = job.file.name, job.slug
    if isinstance(error, InputError):
        return Outcome(name, slug, "refused", error.problems, code=error.exit_code, reason=job.reason)
    if not isinstance(error, QuarterbookError):  # a fault of ours in one report must not stop the others
        error = ReportFailed(f"A fault in quarterbook, not in your data: {type(error).__name__}: {error}")
    messages = [str(error)]
    failed = staging / name / slug / f"{slug}.ipynb"
    if failed.is_file():
        files.write(options.out / name / slug / f"{slug}.failed.ipynb", failed.read_bytes())
        messages.append(f"See {options.out.name}/{name}/{slug}/{slug}.failed.ipynb.")
    return Outcome(name, slug, "failed", tuple(messages), code=error.exit_code, reason=job.reason)
