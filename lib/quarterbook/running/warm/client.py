"""Workers and kernels from the warmed process: this process's own, or that of whoever started it."""

from __future__ import annotations

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import Any

from quarterbook.running.warm.forked import Forked

REQUEST = 1_000_000  # bytes at most: arguments, folder and environment
# Where a process that this one started finds our server, or that it is to do without.
VARIABLE, OFF = "QUARTERBOOK_WARM_SERVER", "off"
# The provisioner by its entry point, and what jupyter_client takes it from.
PROVISIONER = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "quarterbook"}
# Seconds; it loads for two, on a busy machine for ten.
PATIENCE = 60
_asking = threading.Lock()
_log = logging.getLogger(__name__)


class NoForkError(Exception):
    """Why there is no fork to be had."""


def kernel(argv: list[str], cwd: str, env: dict[str, str], *, quiet: bool) -> Forked:
    """Return a new kernel, started as by these arguments; a `quiet` one has no standard error. Raises `NoForkError`."""
    return _fork({"argv": argv, "cwd": cwd, "env": env, "quiet": quiet})


def worker(connection: int, env: dict[str, str]) -> Forked:
    """Return a new worker (`crew.work`) on its end of a connection. Raises `NoForkError`."""
    return _fork({"argv": [], "cwd": str(Path.cwd()), "env": env, "quiet": False}, connection)


def _fork(asked: dict[str, Any], *given: int) -> Forked:
    request = json.dumps(asked).encode()
    try:
        with _asking:
            server = _connected(_address())
            socket.send_fds(server, [request], given)
            answer, descriptors, _, _ = socket.recv_fds(server, REQUEST, 1)
            if not answer:
                raise ConnectionError("the process that they are forked from has ended")
    except OSError as error:
        # Another server may be had next time.
        _connected.cache_clear()
        _own.cache_clear()
        raise NoForkError(f"{error.strerror or error}.") from None
    if not descriptors:
        raise NoForkError(answer.decode())
    return Forked(int(answer), descriptors[0])


def environment() -> dict[str, str]:
    """What a process that runs notebooks must have in its environment for its kernels to be forks.

    The server that they come from is started, if nobody has; it gets ready while others go on. Where there is none to
    be had, a line in the log says so, once, and kernels are ordinary ones.
    """
    try:
        return {**PROVISIONER, VARIABLE: _address()}
    except NoForkError as why:
        tell(str(why))
        return {**PROVISIONER, VARIABLE: OFF}


@cache
def tell(why: str) -> None:
    """Say in the log, once, that kernels are not forks, and why."""
    if os.environ.get(VARIABLE) != OFF:
        _log.warning("Ordinary kernels are started, not warm ones: %s", why)


def _address() -> str:
    """The address of the server, started if nobody has. Raises `NoForkError`."""
    given = os.environ.get(VARIABLE)
    if given == OFF:
        raise NoForkError("they are switched off.")
    return given or _own()


@cache
def _own() -> str:
    """Start a server that ends when this process does."""
    if not sys.platform.startswith("linux"):
        raise NoForkError("this system has no fork that a kernel could come from.")
    # The folder is this user's alone, and so is the socket in it.
    folder = tempfile.TemporaryDirectory(prefix="qb-")
    address = str(Path(folder.name) / "warm")
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise NoForkError(f"no socket can be had in the folder of temporary files ({error}).") from None
    listening.listen(128)
    ends, life = os.pipe()
    command = [sys.executable, "-P", "-m", "quarterbook.running.warm.server", str(listening.fileno()), str(ends)]
    # In a session of its own: an interrupt at the terminal is for whoever started us, and our end is its end.
    process = subprocess.Popen(
        command, pass_fds=[listening.fileno(), ends], stdin=subprocess.DEVNULL, start_new_session=True
    )
    listening.close()
    os.close(ends)

    def end() -> None:
        _connected.cache_clear()
        os.close(life)
        process.terminate()  # it may be loading yet, and not look at the pipe; it takes its leave without us
        folder.cleanup()

    atexit.register(end)
    return address


@cache
def _connected(address: str) -> socket.socket:
    server = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    server.settimeout(PATIENCE)
    server.connect(address)
    return server
