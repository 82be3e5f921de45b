"""The cluster as a build sees it: a report goes there whole, and its files come back as from a worker of the crew."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any
from uuid import uuid4

import distributed
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from quarterbook.errors import InputError, QuarterbookError, ReportFailed, UsageError
from quarterbook.findings import Finding
from quarterbook.params import flat
from quarterbook.params.project import shown
from quarterbook.running import files, places
from quarterbook.running.cluster import worker
from quarterbook.running.cluster.addresses import LOCAL
from quarterbook.running.cluster.order import Answer, Order, difference, paths
from quarterbook.running.cluster.share import Share
from quarterbook.running.crew import Result
from quarterbook.running.inputs import Input, Prepared
from quarterbook.running.manifest import made_with
from quarterbook.sources import database
from quarterbook.sources.loaded import Part

CONNECT_TIMEOUT = 10  # seconds
# How often a report is tried again where the share or a connection failed; workers lost are the scheduler's to count.
RETRIES = 3
# How many reports are fetched at once.
FETCHING = 8
_log = logging.getLogger(__name__)


class Cluster:
    """Workers of a scheduler, each known to have the code and libraries that are here.

    Entering it connects and looks at every worker; raises `UsageError` where one cannot build what would be built
    here. Leaving it takes back what is not done.
    """

    def __init__(self, address: str, share: str, workers: int) -> None:
        self._address, self._share_address, self._size = address, share, workers
        self._build = f"{places.STAGING}{uuid4().hex}"
        self._ours = made_with()
        self._refused: set[str] = set()
        self._futures: set[Any] = set()
        self._sent: set[str] = set()
        self._threads = ThreadPoolExecutor(FETCHING, thread_name_prefix="cluster")

    def __enter__(self) -> Cluster:
        # What goes wrong is told by us, once; a worker tells it in its own log.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._share = Share(self._share_address)
        try:
            self._token = self._share.put(self._build.encode(), self._build)
        except Exception as error:
            raise UsageError(f"--share {self._share_address} cannot be written to: {_told(error)}") from None
        try:
            self._connect()
            self._look()
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        if hasattr(self, "_client"):
            if self._futures:
                self._client.cancel(list(self._futures), force=True)
            self._client.close(timeout=CONNECT_TIMEOUT)
        if hasattr(self, "_local"):
            self._local.close(timeout=CONNECT_TIMEOUT)
        self._threads.shutdown()
        self._share.clear(self._build)

    def stage(
        self,
        prepared: Prepared,
        formats: tuple[str, ...],
        folder: Path,
        store: Path,
        timeout: int,
        executed: bytes | None,
    ) -> Future[tuple[Finding, ...]]:
        """Have a report built, as `report.stage` would here; the future is done when its files are in `folder`."""
        ours: Future[tuple[Finding, ...]] = Future()
        try:
            order = self._order(prepared, formats, store, timeout, executed)
        except QuarterbookError as error:
            ours.set_exception(error)
        else:
            self._submit(order, folder, ours)
        return ours

    def _submit(self, order: Order, folder: Path, ours: Future[tuple[Finding, ...]], **where: Any) -> None:
        # Not by its content: a report that is asked for again is built again.
        theirs = self._client.submit(worker.built, order, pure=False, retries=RETRIES, **where)
        self._futures.add(theirs)

        def settle(done: Any) -> None:
            with suppress(RuntimeError):  # nobody wants to know it any more
                self._threads.submit(self._settle, done, order, folder, ours)

        theirs.add_done_callback(settle)

    def _connect(self) -> None:
        try:
            if self._address == LOCAL:
                # Encrypted and known to each other by a key of this build alone: others may be on this machine.
                security = distributed.Security.temporary()
                self._local = distributed.LocalCluster(
                    n_workers=self._size,
                    threads_per_worker=1,
                    processes=True,
                    security=security,
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                )
                self._client = distributed.Client(self._local, security=security, timeout=CONNECT_TIMEOUT)
            else:
                self._client = distributed.Client(self._address, timeout=CONNECT_TIMEOUT)
            self._client.wait_for_workers(1, timeout=CONNECT_TIMEOUT)
        except TimeoutError:
            if hasattr(self, "_client"):
                raise UsageError(f"The cluster {self._address} has no workers. Start some with: dask worker.") from None
            raise UsageError(f"No scheduler answers at {self._address}. Is it running, and may you go there?") from None
        except OSError as error:
            raise UsageError(f"No scheduler answers at {self._address}: {_told(error)}") from None
        except (ImportError, TypeError, ValueError, RuntimeError) as error:  # as of certificates that are not given
            raise UsageError(f"The cluster {self._address} cannot be used: {_told(error)}") from None

    def _look(self) -> None:
        """See that each worker has what is here and reads the share."""
        answers = self._client.run(worker.introduced, self._share_address, self._token, on_error="return")
        for address, answer in answers.items():
            if isinstance(answer, CommClosedError):
                continue  # it has gone meanwhile
            if isinstance(answer, Exception):
                raise UsageError(f"The worker {address} cannot be used: {_told(answer)}")
            if differs := difference(self._ours, answer):
                raise UsageError(_differing(address, differs))

    def _elsewhere(self, answer: Answer, order: Order, folder: Path, ours: Future[tuple[Finding, ...]]) -> None:
        """Ask the others, where a worker that came later cannot build; that is said once."""
        if answer.worker not in self._refused:
            self._refused.add(answer.worker)
            _log.warning(_differing(answer.worker, answer.differs))
        if not (others := sorted(set(self._client.scheduler_info()["workers"]) - self._refused)):
            raise ReportFailed(_differing(answer.worker, answer.differs))
        self._submit(order, folder, ours, workers=others, allow_other_workers=True)

    def _order(
        self, prepared: Prepared, formats: tuple[str, ...], store: Path, timeout: int, executed: bytes | None
    ) -> Order:
        held: dict[str, str] = {}
        for one in prepared.inputs:
            for part in one.parts:
                held |= dict.fromkeys(paths(part, one, prepared), self._send(part, one, store))
            held |= self._database(one, prepared)
        return Order(
            prepared=replace(prepared, inputs=tuple(_light(one) for one in prepared.inputs)),
            files=held,
            executed="" if executed is None else self._put(executed, self._build),
            formats=formats,
            timeout=timeout,
            share=self._share_address,
            build=self._build,
            token=self._token,
            made_with=self._ours,
        )

    def _send(self, part: Part, one: Input, store: Path) -> str:
        """Keep a part of an input in the store here, and put it into that of the share; returns its name there."""
        name = f"{places.STORE}/{part.sha256}"
        if name not in self._sent:
            if not places.keep(part, store):
                raise InputError(f"{one.path} changed while the report was being built. Build it again.")
            self._trying(lambda: self._share.send(store / part.sha256, name))
            self._sent.add(name)
        return name

    def _database(self, one: Input, prepared: Prepared) -> dict[str, str]:
        """The file of a database that the notebook asks for itself; only SQLite's is one."""
        source = prepared.parameters.get(one.role)
        if flat.register_of(one.role) is None or not isinstance(source, Mapping) or "sql" not in source:
            return {}
        file = database.parse(source, prepared.root).file
        return {shown(file, prepared.root): self._put(file.read_bytes(), self._build)} if file else {}

    def _put(self, data: bytes, folder: str) -> str:
        return self._trying(lambda: self._share.put(data, folder))

    def _trying(self, put: Callable[[], Result]) -> Result:
        try:
            return put()
        except Exception as error:
            raise ReportFailed(f"The share {self._share_address} cannot be written to: {_told(error)}") from None

    def _settle(self, theirs: Any, order: Order, folder: Path, ours: Future[tuple[Finding, ...]]) -> None:
        """Fetch what a worker made, or say why there is nothing to fetch."""
        try:
            answer: Answer = theirs.result()
            if answer.differs:
                return self._elsewhere(answer, order, folder, ours)
            share = Share(self._share_address)
            for name, held in answer.files.items():
                files.write(folder / name, share.get(held))
            if answer.error is not None:
                raise answer.error
            ours.set_result(answer.findings)
        except QuarterbookError as error:
            ours.set_exception(error)
        except KilledWorker as error:
            ours.set_exception(ReportFailed(_ended(error.allowed_failures + 1)))
        except CancelledError:
            ours.set_exception(ReportFailed("The scheduler was lost before it was built."))
        except Exception as error:  # a fault in one report must not stop the others
            ours.set_exception(ReportFailed(f"The cluster could not build it: {type(error).__name__}: {_told(error)}"))
        finally:
            self._futures.discard(theirs)


def _light(one: Input) -> Input:
    """An input without what is in no file: that goes through the share, too."""
    return replace(one, parts=tuple(replace(part, data=b"") for part in one.parts))


def _differing(address: str, differs: str) -> str:
    return f"The worker {address} is not used: {differs}. Install there what is installed here."


def _ended(workers: int) -> str:
    who = "1 worker that was to build it was" if workers == 1 else f"{workers} workers that were to build it were"
    return f"{who} ended. Is there memory enough for it?"


def _told(error: Exception) -> str:
    """The first line of an error, as a sentence's end."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{(lines or [type(error).__name__])[0].rstrip('.')}."
