"""A process forked from the server, as whoever asked for it has it."""

from __future__ import annotations

import os
import select
import signal
import threading
from contextlib import suppress

# Seconds that one who waits keeps others from looking.
WAITED = 0.05


class Forked:
    """A forked process, as `subprocess.Popen` would have it; its exit status is the server's to know."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._descriptor = descriptor
        self._looking = threading.Lock()  # two threads may, and the descriptor is closed once

    def poll(self) -> int | None:
        """None while the process runs, then 0."""
        return self._look(0)

    def wait(self) -> int:
        """Wait for its end."""
        while self._look(WAITED) is None:
            pass
        return 0

    def send_signal(self, signum: int) -> None:
        """Send a signal, unless it has ended."""
        with self._looking:
            if self.returncode is None:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(self._descriptor, signum)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _look(self, timeout: float) -> int | None:
        with self._looking:
            if self.returncode is None and select.select([self._descriptor], [], [], timeout)[0]:
                os.close(self._descriptor)
                self.returncode = 0
            return self.returncode
