"""How a build speaks with a kernel: as jupyter_client does, without waiting where there is nothing to wait for."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type

# Seconds after which a kernel is asked anew whether it is there.
ASK_AGAIN = 1.0


class Client(AsyncKernelClient):
    """A client that is ready as soon as the kernel is.

    jupyter_client's own listens on, two tenths of a second, for what may yet come of its first question. This one
    hears the kernel say that it is done with that question, after which nothing more can come of it.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once the kernel answers and is heard on both channels. Raises RuntimeError where it does not."""
        until = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < until:
            asked = self.kernel_info()
            try:
                reply = await self._reply(asked, self.get_shell_msg)
                await self._reply(asked, self.get_iopub_msg, idle=True)
            except Empty:
                if not await self.is_alive():
                    raise RuntimeError("The kernel died before it answered.") from None
            else:
                self._handle_kernel_info_reply(reply)
                return
        raise RuntimeError(f"The kernel did not answer in {timeout} seconds.")

    async def _reply(self, asked: str, get: Any, *, idle: bool = False) -> Any:
        """The next message of a channel that answers a question, or that says it is done with. Raises Empty."""
        while True:
            message = await get(timeout=ASK_AGAIN)
            if message["parent_header"].get("msg_id") == asked and (
                not idle or message["content"].get("execution_state") == "idle"
            ):
                return message


class Manager(AsyncKernelManager):
    """Starts kernels for builds."""

    client_factory = Type(Client)
