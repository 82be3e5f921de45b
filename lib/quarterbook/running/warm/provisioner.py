"""The kernel provisioner `quarterbook`: kernels forked from a warmed process, else ordinary ones.

A build uses it by itself; for JupyterLab, set `JUPYTER_DEFAULT_PROVISIONER_NAME=quarterbook`. `QUARTERBOOK_WARM_SERVER`
is `off` where all kernels are to be ordinary ones.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from quarterbook.running.warm import client


class Forked:
    """A forked kernel, as `subprocess.Popen` would have it; its exit status is the server's to know."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, descriptor: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._descriptor = descriptor

    def poll(self) -> int | None:
        """None while the kernel runs, then 0."""
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


class WarmProvisioner(LocalProvisioner):
    """Launches kernels of this interpreter by forking the warmed process, others as usual."""

    process: Any

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Launch a kernel; where there is no fork to be had, an ordinary one, with a line in the log that says so."""
        cwd = str(kwargs.get("cwd") or Path.cwd())
        try:
            if cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]:
                raise client.NoForkError("it is of another interpreter.")
            env = kwargs.get("env") or dict(os.environ)
            quiet = kwargs.get("stderr") == subprocess.DEVNULL
            self.process = Forked(*client.fork(cmd[2:], cwd, env, quiet=quiet))
        except client.NoForkError as why:
            client.tell(str(why))
            return await super().launch_kernel(cmd, **kwargs)
        self.pid, self.pgid, self.cwd = self.process.pid, self.process.pid, cwd
        return self.connection_info
