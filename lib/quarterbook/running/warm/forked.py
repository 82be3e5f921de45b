"""A process forked from the server, as whoever asked for it has it."""

from __future__ import annotations

import os
import select
import signal


class Forked:
    """A forked process, as `subprocess.Popen` would have it; its exit status is the server's to know."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._descriptor = descriptor

    def poll(self) -> int | None:
        """None while the process runs, then 0."""
        if self.returncode is None and select.select([self._descriptor], [], [], 0)[0]:
            self._ended()
        return self.returncode

    def wait(self) -> int:
        """Wait for its end."""
        if self.returncode is None:
            select.select([self._descriptor], [], [])
            self._ended()
        return 0

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._descriptor, signum)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self) -> None:
        os.close(self._descriptor)
        self.returncode = 0
