"""How a build speaks with a kernel: as jupyter_client does, without waiting where there is nothing to wait for."""

from __future__ import annotations

import time
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import Type, default

# Seconds until a kernel is asked anew: for its answer, and, at first, for the word that it is done with the question,
# which is lost where it comes before our listening has begun.
ANSWER, WORD = 1.0, 0.01
# Seconds until one that was killed is looked for again.
GONE = 0.005
# Milliseconds until a channel looks again for a kernel that was not there yet; ZeroMQ's own are a hundred.
LOOK_AGAIN = 3


class Client(AsyncKernelClient):
    """A client that is ready as soon as the kernel is.

    jupyter_client's own listens on, two tenths of a second, for what may yet come of its first question. This one
    hears the kernel say that it is done with that question, after which nothing more can come of it.
    """

    @default("context")
    def _context_default(self) -> zmq.asyncio.Context:
        made = super()._context_default()
        made.setsockopt(zmq.RECONNECT_IVL, LOOK_AGAIN)
        return made

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once the kernel answers and is heard on both channels. Raises RuntimeError where it does not."""
        until, word = time.monotonic() + (timeout or float("inf")), WORD
        while time.monotonic() < until:
            asked = self.kernel_info()
            try:
                reply = await self._next(asked, self.get_shell_msg, ANSWER)
                await self._next(asked, self.get_iopub_msg, word, idle=True)
            except Empty:
                word = min(2 * word, ANSWER)
                if not await self.is_alive():
                    raise RuntimeError("The kernel died before it answered.") from None
            else:
                self._handle_kernel_info_reply(reply)
                return
        raise RuntimeError(f"The kernel did not answer in {timeout} seconds.")

    async def _next(self, asked: str, get: Any, timeout: float, *, idle: bool = False) -> Any:
        """The next message of a channel on a question, or the one that says it is done with. Raises Empty."""
        while True:
            message = await get(timeout=timeout)
            if message["parent_header"].get("msg_id") == asked and (
                not idle or message["content"].get("execution_state") == "idle"
            ):
                return message


class Manager(AsyncKernelManager):
    """Starts kernels for builds."""

    client_factory = Type(Client)

    async def _async_wait(self, pollinterval: float = GONE) -> None:
        """Return once the kernel, which has been killed, is gone."""
        await super()._async_wait(pollinterval)
