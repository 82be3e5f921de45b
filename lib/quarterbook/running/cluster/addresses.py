"""How a cluster and a share are named. Nothing of dask is imported here, so that options are settled without it."""

from __future__ import annotations

import re

# Worker processes on this machine.
LOCAL = "local"
_SCHEDULER = re.compile(r"(tcp|tls)://(\[[0-9A-Fa-f:]+\]|[^\s:/@]+):\d{1,5}")


def is_address(text: str) -> bool:
    """Whether a text names a cluster.

    >>> [is_address(text) for text in ("local", "tls://scheduler.example:8786", "tcp://[::1]:8786")]
    [True, True, True]
    >>> [is_address(text) for text in ("", "scheduler:8786", "http://scheduler:8786", "tcp://scheduler")]
    [False, False, False, False]
    """
    return text == LOCAL or _SCHEDULER.fullmatch(text) is not None


def is_remote(share: str) -> bool:
    """Whether a share is an fsspec address, not the path of a folder.

    >>> is_remote("s3://reports/share"), is_remote("/srv/share"), is_remote("C:/share")
    (True, False, False)
    """
    return "://" in share or "::" in share
