"""Kernels forked from a warm process: each as an ordinary one would be, and none that outlives who asked for it."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from jupyter_client.manager import KernelManager

from processes import gone
from quarterbook.running.warm import client
from quarterbook.running.warm.server import read_at_start

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has a fork to take them from")

# A process that asks for a kernel, tells of it, and waits.
ASKING = """
import json, os, sys, time
from quarterbook.running.warm import client
pid = client.fork(["kernel", "-f", sys.argv[1]], ".", dict(os.environ), quiet=True).pid
print(json.dumps({"kernel": pid}), flush=True)
time.sleep(120)
"""
Run = Callable[[str], Any]


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KernelManager]:
    """A manager of one kernel that asks the provisioner, and ends what it started."""
    monkeypatch.chdir(tmp_path)
    made = KernelManager(kernel_name="python3")
    made.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": "quarterbook"}
    yield made
    if made.has_kernel:
        made.shutdown_kernel(now=True)
    made.cleanup_resources()


@pytest.fixture
def run(manager: KernelManager, tmp_path: Path) -> Iterator[Run]:
    """Run an expression in a kernel of that manager; returns its value, through JSON."""
    manager.start_kernel(cwd=str(tmp_path), env={**os.environ, "ONLY_HERE": "yes"})
    speaking = manager.blocking_client()
    speaking.start_channels()
    speaking.wait_for_ready(timeout=60)

    def ran(expression: str) -> Any:
        said: list[str] = []
        reply = speaking.execute_interactive(
            f"import json; print(json.dumps({expression}))",
            timeout=60,
            output_hook=lambda message: said.append(message["content"].get("text", "")),
        )
        assert reply["content"]["status"] == "ok", reply["content"]
        return json.loads("".join(said))

    yield ran
    speaking.stop_channels()


def server() -> psutil.Process:
    """This process's server."""
    (found,) = [one for one in psutil.Process().children() if "quarterbook.running.warm.server" in one.cmdline()]
    return found


def test_a_kernel_is_a_fork_with_all_of_its_own(run: Run, tmp_path: Path) -> None:
    pid = run("__import__('os').getpid()")
    assert run("__import__('os').getppid()") == server().pid
    assert run("__import__('os').getsid(0)") == pid
    assert run("__import__('os').getcwd()") == str(tmp_path.resolve())
    assert run("__import__('os').environ['ONLY_HERE']") == "yes"
    assert "ONLY_HERE" not in os.environ
    assert run("[name for name in ('pandas', 'seaborn') if name in __import__('sys').modules]") == ["pandas", "seaborn"]


def test_a_kernel_shares_no_thread_and_no_socket_with_the_server(run: Run) -> None:
    assert server().num_threads() <= 1 + int(os.environ.get("OPENBLAS_NUM_THREADS", os.cpu_count() or 1))
    theirs = {one.fd for one in server().net_connections(kind="unix")}
    assert theirs
    folder = "__import__('pathlib').Path('/proc/self/fd')"
    links = run(f"[str(one.readlink()) for one in {folder}.iterdir() if one.is_symlink()]")
    held = {str(Path(f"/proc/{server().pid}/fd/{fd}").readlink()) for fd in theirs}
    assert not held & set(links)


def test_two_kernels_draw_other_random_numbers(tmp_path: Path) -> None:
    drawn = []
    for name in ("one", "two"):
        told = tmp_path / name
        code = f"import random, numpy; open({str(told)!r}, 'w').write(f'{{random.random()}} {{numpy.random.rand()}}')"
        made = KernelManager(kernel_name="python3")
        made.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": "quarterbook"}
        made.start_kernel(cwd=str(tmp_path))
        speaking = made.blocking_client()
        speaking.start_channels()
        speaking.wait_for_ready(timeout=60)
        speaking.execute_interactive(code, timeout=60)
        speaking.stop_channels()
        made.shutdown_kernel(now=True)
        drawn += told.read_text().split()
    assert len(set(drawn)) == 4


def test_a_kernel_can_be_interrupted_and_goes_on(manager: KernelManager, run: Run) -> None:
    pid = run("__import__('os').getpid()")
    assert psutil.Process(pid).is_running()
    manager.interrupt_kernel()
    assert run("1 + 1") == 2


def test_a_kernel_that_is_shut_down_leaves_no_zombie(manager: KernelManager, run: Run) -> None:
    pid = run("__import__('os').getpid()")
    manager.shutdown_kernel()
    assert gone(pid)
    assert not manager.is_alive()


def test_a_kernel_that_is_killed_is_seen_to_be_dead(manager: KernelManager, run: Run) -> None:
    pid = run("__import__('os').getpid()")
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert not manager.is_alive()


def test_kernels_die_with_who_asked_for_them_and_so_does_their_server(tmp_path: Path) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", ASKING, str(tmp_path / "kernel.json")],
        stdout=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != client.VARIABLE},
    )
    assert asking.stdout is not None
    kernel = json.loads(asking.stdout.readline())["kernel"]
    parent = psutil.Process(kernel).ppid()
    asking.kill()
    asking.wait()
    asking.stdout.close()
    assert gone(kernel)
    assert gone(parent)


def test_a_kernel_of_another_environment_is_an_ordinary_one_and_that_is_said(
    manager: KernelManager, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    client.tell.cache_clear()
    with caplog.at_level(logging.WARNING):
        manager.start_kernel(cwd=str(tmp_path), env={**os.environ, "PYTHONHASHSEED": "7"})
    assert manager.is_alive()
    assert psutil.Process(manager.provisioner.pid).ppid() == os.getpid()
    (told,) = [record.message for record in caplog.records if record.name == client.__name__]
    assert told.startswith("Ordinary processes are started, not forks of a warm one: its environment differs")


def test_where_there_is_no_fork_an_ordinary_kernel_is_started(
    manager: KernelManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.tell.cache_clear()
    monkeypatch.delenv(client.VARIABLE, raising=False)
    monkeypatch.setattr(client, "_own", client._own.__wrapped__)
    monkeypatch.setattr(client, "sys", SimpleNamespace(platform="win32", executable=sys.executable))
    with caplog.at_level(logging.WARNING):
        manager.start_kernel(cwd=str(tmp_path))
    assert manager.is_alive()
    assert "this system has no fork that they could come from." in caplog.text


def test_switched_off_kernels_are_ordinary_without_a_word(
    manager: KernelManager, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client.tell.cache_clear()
    monkeypatch.setenv(client.VARIABLE, client.OFF)
    manager.start_kernel(cwd=str(tmp_path))
    assert psutil.Process(manager.provisioner.pid).ppid() == os.getpid()
    assert client.environment()[client.VARIABLE] == client.OFF
    assert caplog.text == ""


def test_what_an_interpreter_reads_when_it_starts() -> None:
    given = {"PYTHONPATH": "x", "LC_ALL": "C", "TZ": "UTC", "HOME": "/", "PATH": "/bin"}
    assert read_at_start(given) == {"PYTHONPATH": "x", "LC_ALL": "C", "TZ": "UTC"}


def test_who_asks_and_is_gone_at_once_leaves_no_kernel_and_hangs_nobody() -> None:
    address = client.environment()[client.VARIABLE]
    for environment in ({"PYTHONHASHSEED": "7"}, {}) * 10:
        asking = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        asking.connect(address)
        env = {**os.environ, **environment}
        request = {"python": sys.executable, "argv": ["kernel"], "cwd": ".", "env": env, "quiet": True}
        asking.send(json.dumps(request).encode())
        asking.close()
    until = time.monotonic() + 30
    quiet = 0
    while quiet < 10 and time.monotonic() < until:  # all have been heard when nothing has come for a second
        time.sleep(0.1)
        quiet = 0 if server().children() else quiet + 1
    assert quiet == 10
    assert client.fork(["kernel", "--version"], ".", dict(os.environ), quiet=True).pid


def test_a_server_that_died_gives_way_to_a_new_one() -> None:
    client.fork(["kernel", "--version"], ".", dict(os.environ), quiet=True)
    dead = server()
    dead.kill()
    assert client.fork(["kernel", "--version"], ".", dict(os.environ), quiet=True).pid
    assert server().pid != dead.pid


def test_somebody_else_s_server_that_is_gone_gives_way_to_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(client.VARIABLE, "/nowhere/warm")
    made = client.fork(["kernel", "--version"], ".", dict(os.environ), quiet=True)
    assert psutil.pid_exists(server().pid)
    assert made.wait() == 0


def test_a_fork_of_another_interpreter_is_refused() -> None:
    asking = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    asking.connect(client.environment()[client.VARIABLE])
    request = {"python": "/other/python", "argv": ["kernel"], "cwd": ".", "env": dict(os.environ), "quiet": True}
    asking.send(json.dumps(request).encode())
    assert asking.recv(1000) == b"it is of another interpreter."
    asking.close()
