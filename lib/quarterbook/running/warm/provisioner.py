"""The kernel provisioner `quarterbook`: kernels forked from a warmed process, else ordinary ones.

A build uses it by itself; for JupyterLab, set `JUPYTER_DEFAULT_PROVISIONER_NAME=quarterbook`. `QUARTERBOOK_WARM_SERVER`
is `off` where all kernels are to be ordinary ones.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from quarterbook.running.warm import client


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
            self.process = client.fork(cmd[2:], cwd, env, quiet=quiet)
        except client.NoForkError as why:
            client.tell(str(why))
            return await super().launch_kernel(cmd, **kwargs)
        self.pid, self.pgid, self.cwd = self.process.pid, self.process.pid, cwd
        return self.connection_info
