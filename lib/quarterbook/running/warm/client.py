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
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path

from quarterbook.running.warm.forked import Forked

REQUEST = 1_000_000  # bytes at most: arguments, folder and environment
# Where a process that this one started finds our server, or that it is to do without.
VARIABLE, OFF = "QUARTERBOOK_WARM_SERVER", "off"
# The provisioner by its entry point, and what jupyter_client takes it from.
PROVISIONER = {"JUPYTER_DEFAULT_PROVISIONER_NAME": "quarterbook"}
# Seconds; it loads for one, on a busy machine for ten.
PATIENCE = 60
# Seconds; one that dies closes its connections a little before it is gone.
GOODBYE = 1
_asking = threading.Lock()
_log = logging.getLogger(__name__)
_own_servers: dict[str, subprocess.Popen[bytes]] = {}
_connections: dict[str, socket.socket] = {}
# Servers of others that refused us, or are gone; and those of our own that we ended.
_unfit: set[str] = set()
_stopped: set[str] = set()


class NoForkError(Exception):
    """Why there is no fork to be had."""


class _UnfitError(NoForkError):
    """There is none to be had of this server, but another may be asked."""


def fork(argv: list[str], cwd: str, env: dict[str, str], *given: int, quiet: bool = False) -> Forked:
    """Return a new kernel, started as by these arguments; with an end of a pipe given, a worker. Raises `NoForkError`.

    A `quiet` one has no standard error.
    """
    asked = {"python": sys.executable, "argv": argv, "cwd": cwd, "quiet": quiet}
    # Somebody else's server may be unfit, and then our own have died.
    for _ in range(2):
        with suppress(_UnfitError):
            return _forked(_address(), asked, env, *given)
    return _forked(_address(), asked, env, *given)


def stop() -> None:
    """End at once this process's own server, and with it all that was forked from it."""
    _stopped.update(_own_servers)
    for server in _own_servers.values():
        server.kill()
        server.wait()
    # Another may be had next time.
    for address in tuple(_own_servers):
        _disconnect(address)
    _own_servers.clear()
    _own.cache_clear()


def environment() -> dict[str, str]:
    """What a process that runs notebooks must have in its environment for its kernels to be forks.

    The server that they come from is started, if nobody has; it gets ready while others go on. Where there is none to
    be had, a line in the log says so, once, and processes are ordinary ones.
    """
    try:
        return {**PROVISIONER, VARIABLE: _address()}
    except NoForkError as why:
        tell(str(why))
        return {**PROVISIONER, VARIABLE: OFF}


@cache
def tell(why: str) -> None:
    """Say in the log, once, that workers and kernels are not forks, and why."""
    if os.environ.get(VARIABLE) != OFF:
        _log.warning("Ordinary processes are started, not forks of a warm one: %s", why)


def _forked(address: str, asked: dict[str, object], env: dict[str, str], *given: int) -> Forked:
    request = json.dumps({**asked, "env": {**env, VARIABLE: address}}).encode()
    try:
        with _asking:
            server = _connected(address)
            socket.send_fds(server, [request], given)
            answer, descriptors, _, _ = socket.recv_fds(server, REQUEST, 1)
            if not answer:
                raise ConnectionError("the process that they are forked from has ended")
    except OSError as error:
        _disconnect(address)
        raise _no_fork(address, f"{error.strerror or error}.", lost=True) from None
    if not descriptors:
        raise _no_fork(address, answer.decode(), lost=False)
    return Forked(int(answer), descriptors[0])


def _no_fork(address: str, why: str, *, lost: bool) -> NoForkError:
    """Why there is no fork; of a server of our own that was lost, or of somebody else's, only not there."""
    own = _own_servers.get(address)
    if address in _stopped:
        return NoForkError(why)
    if own is None:
        _unfit.add(address)
        return _UnfitError(why)
    if not lost or not _ended(own):
        return NoForkError(why)
    if _own_servers.pop(address, None):  # another thread may have seen it before us
        _own.cache_clear()
    return _UnfitError(why)


def _ended(server: subprocess.Popen[bytes]) -> bool:
    with suppress(subprocess.TimeoutExpired):
        server.wait(GOODBYE)
    return server.returncode is not None


def _address() -> str:
    """The address of the server, started if nobody has. Raises `NoForkError`."""
    given = os.environ.get(VARIABLE)
    if given == OFF:
        raise NoForkError("they are switched off.")
    return given if given and given not in _unfit else _own()


@cache
def _own() -> str:
    """Start a server that ends when this process does."""
    if not sys.platform.startswith("linux"):
        raise NoForkError("this system has no fork that they could come from.")
    try:
        os.close(os.pidfd_open(os.getpid()))
        return _started()
    except AttributeError:
        raise NoForkError("this Python has no descriptors of processes.") from None
    except OSError as error:
        raise NoForkError(f"the process that they come from could not be started ({error}).") from None


def _started() -> str:
    with ExitStack() as unless_started:
        # The folder is this user's alone, and so is the socket in it.
        folder = tempfile.TemporaryDirectory(prefix="qb-")
        unless_started.callback(folder.cleanup)
        address = str(Path(folder.name) / "warm")
        ends, life = os.pipe()
        unless_started.callback(os.close, life)
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening, os.fdopen(ends, "rb") as theirs:
            listening.bind(address)
            listening.listen(128)
            shared = (listening.fileno(), theirs.fileno())
            command = [sys.executable, "-P", "-m", "quarterbook.running.warm.server", *map(str, shared)]
            # In a session of its own: an interrupt at the terminal is for whoever started us, and our end is its end.
            server = subprocess.Popen(command, pass_fds=shared, stdin=subprocess.DEVNULL, start_new_session=True)
        _own_servers[address] = server
        # Ours goes first, then its socket; should we be killed, the pipe of its life closes with us.
        atexit.register(unless_started.pop_all().close)
        atexit.register(stop)
    return address


def _connected(address: str) -> socket.socket:
    if address not in _connections:
        _connections[address] = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        _connections[address].settimeout(PATIENCE)
        _connections[address].connect(address)
    return _connections[address]


def _disconnect(address: str) -> None:
    """Close the connection to a server, which then ends what we had of it."""
    if connection := _connections.pop(address, None):
        connection.close()
