"""The process that workers and kernels are forked from: `python -P -m quarterbook.running.warm.server LISTENING LIFE`.

It is asked over a Unix socket, a connection for each process that wants forks: a packet of JSON names a kernel, or
comes with a worker's end of a pipe, and the answer brings a descriptor of the fork. Forks end with the connection that
asked for them, and all with the server, which ends when the pipe LIFE closes. It has no thread, no event loop and no
ZeroMQ context that a fork could share, and draws no random number.
"""

from __future__ import annotations

import builtins
import gc
import json
import os
import random
import select
import selectors
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pkgutil import walk_packages
from types import SimpleNamespace
from typing import Any, NoReturn

from quarterbook.running import crew
from quarterbook.running.warm.client import REQUEST
from quarterbook.running.warm.parent import die_with_parent

# What kernels import when they start, notebooks before all, and workers: two seconds, and a fork has it at once.
LOADED = (
    *("quarterbook.running.lean", "papermill", "quarterbook.running.batch", "quarterbook.running.report"),
    *("quarterbook.running.warm.provisioner", "matplotlib_inline.backend_inline"),
    *("ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger", "tornado.platform.asyncio"),
    *("IPython.core.completerlib", "IPython.core.debugger", "IPython.core.oinspect", "IPython.extensions.storemagic"),
    *("matplotlib.backends.backend_svg", "matplotlib.pyplot", "seaborn"),
    *("pandas", "pandas.io.formats.html", "pandas.io.formats.string", "fontpkg_atkinson_hyperlegible"),
)
# The rooms of our package that notebooks take from, but for what few reports need and brings libraries of its own.
ROOMS = ("params", "sources", "registers", "checks", "analysis", "document")
SELDOM = ("quarterbook.sources.database", "quarterbook.document.reading.foreign")
# A report makes many objects and few of them in circles: looking for these as often as Python does takes a tenth of it.
SELDOM_COLLECTED = (20_000, 10, 10)
# What an interpreter reads once, when it starts: a kernel that is to have it otherwise cannot be a fork of this one.
READ_AT_START = ("PYTHON", "LD_", "DYLD_", "OMP_", "OPENBLAS_", "MKL_", "LC_", "LANG", "TZ", "MPL", "MALLOC_")


def read_at_start(environment: Mapping[str, str]) -> dict[str, str]:
    """Those variables of an environment that an interpreter reads when it starts."""
    return {name: value for name, value in environment.items() if name.startswith(READ_AT_START)}


def main() -> None:
    """Load what reports need, then fork a process for each request until the pipe LIFE closes."""
    listening, life = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    environment = read_at_start(os.environ)
    for _ in _loading():
        if select.select([life], [], [], 0)[0]:  # whoever started us is gone already
            return
    _Server(listening, life, environment).serve()


def _loading() -> Iterator[str]:
    """Load what reports need, telling of each module when it is there."""
    # There is little garbage in what is loaded, and to look for it takes as long as a quarter of the loading.
    gc.disable()
    # What ipykernel reads when it is imported: its parent, which is this process, and where it would draw.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    # The debugger warns when it is imported, though nobody debugs here.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    # pandas asks, when it is imported, whether it is in a notebook, and shows frames accordingly.
    vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=None)
    for name in (*LOADED, *_of_rooms()):
        import_module(name)
        yield name
    del vars(builtins)["get_ipython"]
    # Nobody's garbage: what stands here is shared with every fork, and not to be copied by looking at it.
    gc.freeze()
    gc.set_threshold(*SELDOM_COLLECTED)
    gc.enable()


def _of_rooms() -> Iterator[str]:
    for room in ROOMS:
        package = import_module(f"quarterbook.{room}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(SELDOM):
                yield module.name


class _Server:
    """Who asks, and the forks that each has running."""

    def __init__(self, listening: socket.socket, life: int, environment: dict[str, str]) -> None:
        self.listening, self.life, self.environment = listening, life, environment
        self.alive = True
        self.forks: dict[socket.socket, set[int]] = {}
        self.selector = selectors.DefaultSelector()
        self.selector.register(life, selectors.EVENT_READ)
        self.selector.register(listening, selectors.EVENT_READ)

    def serve(self) -> None:
        """Answer until the pipe of life closes; then end what still runs."""
        # Whoever started us closes the pipe, too; until all was loaded, nobody looked at it.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        try:
            while self.alive:
                self.look()
        finally:
            _end(pid for pids in self.forks.values() for pid in pids)

    def look(self) -> None:
        """See what there is to do, once a second even where nobody asks: a fork that has ended is taken leave of."""
        for key, _ in self.selector.select(timeout=1):
            if key.fd == self.life:
                self.alive = False
            elif key.fileobj is self.listening:
                asking, _ = self.listening.accept()
                self.forks[asking] = set()
                self.selector.register(asking, selectors.EVENT_READ)
            elif isinstance(key.fileobj, socket.socket):
                self.hear(key.fileobj)
        _reap(self.forks.values())

    def hear(self, asking: socket.socket) -> None:
        """Answer a request, or take it that who asked is gone, and with them their forks."""
        given: list[int] = []
        try:
            request, given, _, _ = socket.recv_fds(asking, REQUEST, 1)
            if request:
                self.answer(asking, json.loads(request), given)
                return
        except OSError:  # they were gone before they had the answer
            pass
        finally:
            for descriptor in given:
                os.close(descriptor)
        self.selector.unregister(asking)
        asking.close()
        _end(self.forks.pop(asking))

    def answer(self, asking: socket.socket, request: dict[str, Any], given: Sequence[int]) -> None:
        """Fork, and hand over the number and descriptor of the fork, or say why there is none."""
        if request["python"] != sys.executable:
            asking.send(b"it is of another interpreter.")
            return
        if read_at_start(request["env"]) != self.environment:
            asking.send(b"its environment differs in what an interpreter reads when it starts.")
            return
        try:
            pid = os.fork()
        except OSError as error:
            asking.send(f"no process could be forked ({error.strerror}).".encode())
            return
        if pid == 0:
            _become(request, given, self.let_go)
        self.forks[asking].add(pid)
        # A number alone could be another process's by the time it is used; a descriptor cannot.
        descriptor = os.pidfd_open(pid)
        try:
            socket.send_fds(asking, [str(pid).encode()], [descriptor])
        finally:
            os.close(descriptor)

    def let_go(self) -> None:
        """Close, in a fork, what is the server's; its other forks are nothing to this one."""
        self.selector.close()
        for shared in (self.listening, *self.forks):
            shared.close()
        os.close(self.life)
        self.forks.clear()


def _end(forks: Iterable[int]) -> None:
    """Kill forks with all that they started: each is the first of a session of its own, or is about to be."""
    for pid in forks:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)


def _reap(forks: Iterable[set[int]]) -> None:
    """Take leave of every fork that has ended, so that none stays as a zombie."""
    for pids in forks:
        pids -= {pid for pid in pids if os.waitpid(pid, os.WNOHANG)[0]}


def _become(request: dict[str, Any], given: Sequence[int], let_go: Callable[[], None]) -> NoReturn:
    """Turn this fork into an ordinary process: session, folder, environment, randomness and signals of its own."""
    code = 1
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        let_go()
        os.setsid()
        die_with_parent()
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["env"])
        if request["quiet"]:
            os.dup2(os.open(os.devnull, os.O_RDWR), 2)
        _new_randomness()
        if given:
            crew.work(Connection(given[0]))
        else:
            _run_kernel(request["argv"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except Exception:
        traceback.print_exc()
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)  # whatever happens, this fork is never the server


def _new_randomness() -> None:
    import numpy as np

    random.seed()
    np.random.seed()


def _run_kernel(argv: list[str]) -> None:
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = argv
    app: Any = IPKernelApp.instance()
    app.initialize(argv[1:])
    app.start()


if __name__ == "__main__":
    main()
