"""Imported before all else by processes that run notebooks or write them, so that they start a second sooner.

jsonschema, beneath nbformat, takes that second to build the grammar of this module, and does without it where it cannot
be imported; it only checks addresses written as IRIs, which notebooks do not hold.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from types import ModuleType

sys.modules.setdefault("rfc3987_syntax", cast("ModuleType", None))
