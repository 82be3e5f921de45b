"""A scheduler and workers of dask, each a process of its own, that talk with one another by TLS."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from distributed import Security

START = 60  # seconds at most until a process is ready


@dataclass
class Machines:
    """What runs, and the environment in which client, scheduler and workers know each other's certificate."""

    folder: Path
    address: str
    scheduler: subprocess.Popen[bytes]
    environment: dict[str, str]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def whole_environment(self) -> dict[str, str]:
        """That of this process and theirs."""
        return {**os.environ, **self.environment}

    def worker(self, *options: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a worker and wait until the scheduler has it."""
        log = self.folder / f"worker-{len(self.workers)}.log"
        command = ("worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", *options)
        process = _started(log, "Registered to", *command, environment={**self.environment, **(environment or {})})
        self.workers.append(process)
        return process


@contextmanager
def machines(folder: Path, workers: int = 2, **settings: str) -> Iterator[Machines]:
    """Yield a scheduler with so many workers and more settings of dask; all of them have ended afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = certificates(folder) | {f"DASK_DISTRIBUTED__{name}": value for name, value in settings.items()}
    address = f"tls://127.0.0.1:{free_port()}"
    command = ("scheduler", "--host", address, "--no-dashboard")
    scheduler = _started(folder / "scheduler.log", "Scheduler at", *command, environment=environment)
    running = Machines(folder, address, scheduler, environment)
    try:
        for _ in range(workers):
            running.worker()
        yield running
    finally:
        for process in (*running.workers, scheduler):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and what it started: at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def certificates(folder: Path) -> dict[str, str]:
    """Make a key and a certificate that all of them share; returns the settings of dask that name them."""
    made = Security.temporary()
    (folder / "certificate.pem").write_text(made.tls_ca_file, "ascii")
    (folder / "key.pem").write_text(made.tls_client_key, "ascii")
    tls = "DASK_DISTRIBUTED__COMM__TLS__"
    named = {f"{tls}CA_FILE": str(folder / "certificate.pem")}
    for role in ("CLIENT", "SCHEDULER", "WORKER"):
        named[f"{tls}{role}__CERT"] = str(folder / "certificate.pem")
        named[f"{tls}{role}__KEY"] = str(folder / "key.pem")
    return named | {"DASK_TEMPORARY_DIRECTORY": str(folder / "scratch")}


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _started(log: Path, ready: str, *command: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start a process of dask in a session of its own, and wait until its log says that it is ready."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *command],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    deadline = time.monotonic() + START
    while ready not in log.read_text("utf-8"):
        if process.poll() is not None or time.monotonic() > deadline:
            end(process)
            raise RuntimeError(log.read_text("utf-8"))
        time.sleep(0.05)
    return process
