"""The processes that build reports side by side, forked from one in which all that they need is loaded (`warm`)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import PicklingError
from types import TracebackType
from typing import Any, TypeVar

from quarterbook.errors import QuarterbookError, ReportFailed
from quarterbook.findings import Finding
from quarterbook.running import warm
from quarterbook.running.warm import client
from quarterbook.running.warm.client import NoForkError
from quarterbook.running.warm.forked import Forked
from quarterbook.running.warm.parent import die_with_parent

# After so many reports a worker makes way for a new one, so that none can grow for ever.
RENEWED_AFTER = 50
Result = TypeVar("Result")


class Crew:
    """Worker processes, each with a thread of ours that hands it one thing at a time; none is started before its time.

    A worker that dies takes its own report with it and no other. Leaving the crew ends all of them.
    """

    def __init__(self, size: int) -> None:
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="crew")
        self._mine = threading.local()
        self._starting = threading.Lock()
        self._workers: set[_Worker] = set()
        self._over = False

    def submit(self, function: Callable[..., Result], *given: object) -> Future[Result]:
        """Have a function called in a worker; what it is given and returns goes from one process to the other."""
        return self._threads.submit(self.call, function, *given)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        if error is not None:
            client.stop()  # a worker that is being started, too: it waits for what loads
        with self._starting:
            for worker in self._workers:
                worker.end(now=error is not None)
        self._threads.shutdown()

    def call(self, function: Callable[..., Result], *given: object) -> Any:
        """Have a function called in this thread's own worker, and wait for it."""
        worker: _Worker | None = getattr(self._mine, "worker", None)
        if worker is None or worker.called >= RENEWED_AFTER or not worker.is_alive():
            try:
                worker = self._mine.worker = self._renewed(worker)
            except (EOFError, OSError) as error:
                raise ReportFailed(f"No process could be started to build it: {error}.") from None
        try:
            return worker.call(function, given)
        except (EOFError, OSError):
            raise ReportFailed("The process that built it was ended from outside. Was there memory enough?") from None

    def goes_on(self) -> None:
        """Raise EOFError where the crew has been left."""
        if self._over:
            raise EOFError("the build is at its end")

    def _renewed(self, worker: _Worker | None) -> _Worker:
        with self._starting:
            self.goes_on()
            if worker is not None:
                self._workers.discard(worker)
                worker.end(now=False)
            worker = _Worker(self)
            self._workers.add(worker)
            return worker


class _Worker:
    """One process, and how many things it was given to do."""

    def __init__(self, crew: Crew) -> None:
        self._connection, theirs = multiprocessing.Pipe()
        try:
            environment = {**os.environ, **client.PROVISIONER}
            self._process: Forked | _Spawned = client.fork([], str(Path.cwd()), environment, theirs.fileno())
        except NoForkError as why:
            crew.goes_on()
            client.tell(str(why))
            # Another pipe: who did not answer in time may take the first one yet.
            self._connection, theirs = multiprocessing.Pipe()
            self._process = _Spawned(theirs)
        theirs.close()
        self.called = 0

    def is_alive(self) -> bool:
        """Whether the process runs; an idle one may have been ended from outside."""
        return self._process.poll() is None

    def call(self, function: Callable[..., Any], given: tuple[object, ...]) -> Any:
        """Return what the function returns; raises what it raises, and EOFError or OSError where the process died."""
        self.called += 1
        self._connection.send((function, given))
        result, error = self._connection.recv()
        if error is not None:
            raise error
        return result

    def end(self, *, now: bool) -> None:
        """End the process: at once, or when it has done what it is at."""
        if now:
            self._process.kill()
        self._connection.close()
        self._process.wait()


class _Spawned:
    """A process that is started anew, where there is no fork; as `subprocess.Popen` would have it."""

    def __init__(self, connection: Connection) -> None:
        given = (connection, warm.environment())
        self._process = multiprocessing.get_context("spawn").Process(target=_begin, args=given)
        self._process.daemon = True
        self._process.start()

    def poll(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def wait(self) -> None:
        self._process.join()


def _begin(connection: Connection, environment: dict[str, str]) -> None:
    die_with_parent()
    os.environ.update(environment)
    work(connection)


def work(connection: Connection) -> None:
    """Be a worker: call what comes until nobody is there any more."""
    # An interrupt at the terminal is for the process that the user started, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            function, given = connection.recv()
        except EOFError:
            return
        with suppress(BrokenPipeError):  # who asked may be gone; that is heard next
            answer = _answer(function, given)
            try:
                connection.send(answer)
            except (AttributeError, TypeError, PicklingError) as error:  # it cannot be sent
                connection.send((None, _fault(error)))


def _answer(function: Callable[..., Any], given: tuple[object, ...]) -> tuple[Any, QuarterbookError | None]:
    try:
        return function(*given), None
    except QuarterbookError as error:
        return None, error
    except OSError as error:
        return None, ReportFailed(f"Its files could not be read or written: {error.strerror}. Is the disk full?")
    except Exception as error:  # a fault of ours in one report must not stop the others
        return None, _fault(error)


def _fault(error: Exception) -> ReportFailed:
    return ReportFailed(f"A fault in quarterbook, not in your data: {type(error).__name__}: {error}")


def staged(*given: Any) -> tuple[Finding, ...]:
    """`report.stage`, for a worker: what it imports takes a second, and whoever asks for it does without."""
    from quarterbook.running.report import stage

    return stage(*given)
