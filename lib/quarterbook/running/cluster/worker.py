"""What a worker of the cluster does: it proves what it has, and builds a report in a folder that it throws away."""

from __future__ import annotations

import multiprocessing
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from distributed import get_worker

from quarterbook.errors import QuarterbookError, ReportFailed
from quarterbook.findings import Finding
from quarterbook.params.project import shown
from quarterbook.running import files, places
from quarterbook.running.cluster.order import Answer, Order, difference
from quarterbook.running.cluster.share import Share, ShareError
from quarterbook.running.crew import Crew, staged
from quarterbook.running.inputs import Prepared
from quarterbook.running.manifest import made_with
from quarterbook.sources.loaded import Part

# How long a worker that may not build keeps a report before it gives it back, so that others are asked first.
GIVEN_BACK_AFTER = 1.0  # seconds
# As in any build: what a report leaves in memory goes with the process that built it, of which each has its time.
_crew = Crew(1)


def introduced(share: str, token: str) -> dict[str, Any]:
    """What this worker has of code and libraries. Raises `ShareError` where it does not see the share."""
    try:
        Share(share).get(token)
    except Exception as error:
        raise ShareError(f"it does not see what is in the share {share} ({error})") from None
    return made_with()


def built(order: Order) -> Answer:
    """Build a report here, unless this worker has not what the client has."""
    here = get_worker()
    if differs := difference(order.made_with, made_with()):
        time.sleep(GIVEN_BACK_AFTER)
        return Answer(here.address, differs=differs)
    # dask clears this folder of its own when a worker starts anew, should this one be killed.
    return answered(order, here.address, Path(here.local_directory))


def answered(order: Order, name: str, folder: Path) -> Answer:
    """Build a report in a new folder below `folder`, whose store keeps what other reports read, too.

    An error of the report is part of the answer. What the share cannot do is raised, since it may well be able to on
    another worker, or a little later.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix="qb-", ignore_cleanup_errors=True) as scratch:
        share, root, staged = Share(order.share), Path(scratch, "project").resolve(), Path(scratch, "staged")
        # Where a project has its store: there big files are converted, once for all reports.
        store = root / "reports" / places.STORE
        store.parent.mkdir(parents=True)
        (folder / places.STORE).mkdir(exist_ok=True)
        store.symlink_to(folder / places.STORE, target_is_directory=True)
        prepared = _here(order, share, root, store)
        executed = share.get(order.executed) if order.executed else None
        findings, error = _attempted(prepared, order.formats, staged, store, order.timeout, executed)
        made = {path.name: path.read_bytes() for path in sorted(staged.glob("*"))}
        # Nobody would take away what is put there for a build that has ended.
        if not share.has(order.token):
            raise ReportFailed("The build that asked for it has ended.")
        return Answer(name, {path: share.put(data, order.build) for path, data in made.items()}, findings, error)


def _here(order: Order, share: Share, root: Path, store: Path) -> Prepared:
    """The report with this root, where what it reads is put; what a query gave is in it again."""
    for path, name in order.files.items():
        _place(root / path, name, share, store)
    prepared = order.prepared
    inputs = tuple(
        replace(one, parts=tuple(_part(part, prepared.root, root, share) for part in one.parts))
        for one in prepared.inputs
    )
    return replace(prepared, root=root, notebook=_moved(prepared.notebook, prepared.root, root), inputs=inputs)


def _place(path: Path, name: str, share: Share, store: Path) -> None:
    """Put a file in its place, out of the store here, or out of the share by way of it."""
    digest = name.rpartition("/")[2]
    try:
        if files.copy(store / digest, path, digest):
            return
    except FileNotFoundError:
        pass
    share.fetch(name, store / digest)
    files.copy(store / digest, path, digest)


def _part(part: Part, theirs: Path, root: Path, share: Share) -> Part:
    if part.file is None:
        return replace(part, data=share.get(f"{places.STORE}/{part.sha256}"))
    return replace(part, file=_moved(part.file, theirs, root))


def _moved(path: Path, theirs: Path, root: Path) -> Path:
    return root / shown(path, theirs)


def _attempted(*given: Any) -> tuple[tuple[Finding, ...], QuarterbookError | None]:
    """What is found in a report, or why it is not built; a process of this thread's own builds it."""
    # dask's nanny marks a worker as one that may have no children, lest they outlive it. These end when it does.
    multiprocessing.current_process().daemon = False
    try:
        return _crew.call(staged, *given), None
    except QuarterbookError as error:
        return (), error
