"""Build the reports of quarter files: several at once, each landing whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from quarterbook import checks
from quarterbook.checks.findings import Finding
from quarterbook.errors import InputError, LockedError, QuarterbookError, ReportFailed
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import files
from quarterbook.running.inputs import Prepared, prepare
from quarterbook.running.report import Staged, stage

STORE, LOCK, STAGING, ASIDE = ".store", ".lock", ".staging-", "aside"


@dataclass(frozen=True)
class Options:
    """How to build: where to, in which formats, which slugs (all where none is named), how many at once."""

    out: Path
    formats: tuple[str, ...]
    only: tuple[str, ...] = ()
    jobs: int = 1
    timeout: int = 600
    dry_run: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one report, or of a quarter file that could not be read (`slug` is then '')."""

    quarter: str
    slug: str
    status: Literal["built", "failed", "refused", "ready"]
    messages: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    code: int = 0

    @property
    def name(self) -> str:
        """What a user calls it: quarter and report."""
        return f"{self.quarter}/{self.slug}" if self.slug else self.quarter


Tell = Callable[[Outcome], None]


def build(quarter_files: Sequence[QuarterFile], options: Options, tell: Tell = lambda outcome: None) -> list[Outcome]:
    """Build every report, telling of each as it is done; returns all outcomes in the files' order.

    Sources are read and checked before any kernel starts. A report that fails leaves the last good
    one untouched. Raises `LockedError` where another build holds the folder.
    """
    outcomes: list[Outcome] = []
    with _staging(options) as staging, ThreadPoolExecutor(options.jobs) as pool:
        try:
            waiting = []
            for file in quarter_files:
                ready, refused = _prepared(file, options.only)
                for outcome in refused:
                    tell(outcome)
                outcomes += refused
                waiting.append((file, _submitted(file, ready, options, staging, pool)))
            for file, futures in waiting:
                outcomes += _landed(file, futures, options, staging, tell)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            _end_kernels()
            raise
    return outcomes


def slugs(file: QuarterFile, only: Sequence[str]) -> list[str]:
    """The slugs of a file's reports, or those of them that `only` names."""
    return [slug for slug in file.settings.reports if not only or slug in only]


def _prepared(file: QuarterFile, only: Sequence[str]) -> tuple[list[Prepared], list[Outcome]]:
    ready, refused = [], []
    for slug in slugs(file, only):
        try:
            ready.append(prepare(file, slug))
        except InputError as error:
            refused.append(Outcome(file.name, slug, "refused", error.problems, code=error.exit_code))
    return ready, refused


def _submitted(
    file: QuarterFile, ready: list[Prepared], options: Options, staging: Path | None, pool: ThreadPoolExecutor
) -> dict[Future[Staged | None], Prepared]:
    if staging is None:
        return {pool.submit(lambda: None): one for one in ready}
    store = options.out / STORE
    return {pool.submit(_timed, file, one, options, staging / file.name / one.slug, store): one for one in ready}


def _timed(file: QuarterFile, prepared: Prepared, options: Options, folder: Path, store: Path) -> Staged:
    start = time.perf_counter()
    staged = stage(file, prepared, options.formats, folder, store, options.timeout)
    # Outside the reproducible set: what a run took on this machine (DESIGN 5).
    spent = json.dumps({"seconds": round(time.perf_counter() - start, 3), "jobs": options.jobs})
    files.write(folder / "run.json", f"{spent}\n".encode())
    return staged


def _landed(
    file: QuarterFile,
    futures: dict[Future[Staged | None], Prepared],
    options: Options,
    staging: Path | None,
    tell: Tell,
) -> list[Outcome]:
    """Wait for a quarter's reports, hold them against each other, and put the good ones in their places."""
    outcomes: dict[str, Outcome] = {}
    staged: dict[str, Staged] = {}
    for future in as_completed(futures):
        prepared = futures[future]
        try:
            done = future.result()
        except QuarterbookError as error:
            outcomes[prepared.slug] = _undone(file, prepared, error, options, staging)
            tell(outcomes[prepared.slug])
            continue
        except Exception as error:  # a fault of ours in one report must not stop the others
            words = f"A fault in quarterbook, not in your data: {type(error).__name__}: {error}"
            outcomes[prepared.slug] = Outcome(file.name, prepared.slug, "failed", (words,), code=ReportFailed.exit_code)
            tell(outcomes[prepared.slug])
            continue
        if done is None:
            outcomes[prepared.slug] = Outcome(file.name, prepared.slug, "ready", findings=prepared.findings)
        else:
            staged[prepared.slug] = done
            outcomes[prepared.slug] = Outcome(file.name, prepared.slug, "built", findings=done.findings)
        tell(outcomes[prepared.slug])
    order = [prepared.slug for prepared in futures.values()]
    papers = {slug: staged[slug].values for slug in order if slug in staged}
    conflicts = checks.f02_papers_differ(papers)
    for slug, done in staged.items():
        disputed = tuple(one.message for one in conflicts if f" in {slug}" in one.message)
        if disputed:
            outcomes[slug] = Outcome(file.name, slug, "refused", disputed, code=InputError.exit_code)
        elif staging is not None:
            files.land(done.folder, options.out / file.name / slug, staging / ASIDE / file.name / slug)
    return [outcomes[slug] for slug in order]


def _undone(
    file: QuarterFile, prepared: Prepared, error: QuarterbookError, options: Options, staging: Path | None
) -> Outcome:
    """Keep the failed notebook beside the last good report."""
    slug = prepared.slug
    messages = error.problems if isinstance(error, InputError) else (str(error),)
    if isinstance(error, ReportFailed) and staging is not None:
        failed = staging / file.name / slug / f"{slug}.ipynb"
        if failed.is_file():
            kept = options.out / file.name / slug / f"{slug}.failed.ipynb"
            files.write(kept, failed.read_bytes())
            messages = (*messages, f"See reports/{file.name}/{slug}/{slug}.failed.ipynb.")
    status: Any = "refused" if isinstance(error, InputError) else "failed"
    return Outcome(file.name, slug, status, messages, code=error.exit_code)


@contextmanager
def _staging(options: Options) -> Iterator[Path | None]:
    """A folder for what is being built, beside the reports, under the lock; None in a dry run."""
    if options.dry_run:
        yield None
        return
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(out / LOCK, timeout=0):
            _recover(out)
            staging = Path(tempfile.mkdtemp(dir=out, prefix=STAGING))
            try:
                yield staging
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except Timeout:
        raise LockedError(
            f"Another build is writing to {out.name}/. Wait for it to end, or build with --out."
        ) from None


def _recover(out: Path) -> None:
    """Put back what a build that was cut off had moved aside, and clear what it left."""
    for left in out.glob(f"{STAGING}*"):
        for aside in (left / ASIDE).glob("*/*"):
            target = out / aside.parent.name / aside.name
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                aside.rename(target)
        shutil.rmtree(left, ignore_errors=True)


def _end_kernels() -> None:
    """Kernels run in sessions of their own, so an interrupt does not reach them."""
    import psutil

    for child in psutil.Process(os.getpid()).children(recursive=True):
        child.kill()
