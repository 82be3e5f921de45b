"""The kernels that threads of ours have started."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any


def end(futures: Sequence[Future[Any]]) -> None:
    """End what still runs. Kernels are in sessions of their own, which an interrupt does not reach.

    A thread may be just about to start one, so this goes on until every thread is done.
    """
    import psutil

    while not all(future.done() for future in futures):
        for child in psutil.Process(os.getpid()).children(recursive=True):
            with suppress(psutil.Error):
                child.kill()
        time.sleep(0.05)
