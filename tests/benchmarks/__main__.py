"""Run benchmarks: `python tests/benchmarks [NAME ...]`, all of them where none is named; prints a Markdown table.

They drive the real command line and print medians and ratios; nothing is asserted, and tests do not run them.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parent


def benchmarks() -> dict[str, ModuleType]:
    """The modules here that measure, by name."""
    sys.path[:0] = [str(FOLDER.parent)]
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__main__")
    modules = {name: importlib.import_module(f"benchmarks.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "measure")}


def main() -> None:
    """Measure what is named and print the table."""
    known = benchmarks()
    from benchmarks.frame import Asked, table, told

    parser = argparse.ArgumentParser(
        prog="python tests/benchmarks",
        description=(__doc__ or "").partition("\n")[0],
        epilog="\n".join(f"{name:12} {(module.__doc__ or '').partition(chr(10))[0]}" for name, module in known.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks, listed below")
    parser.add_argument("--small", action="store_true", help="few reports, one round: to see that each works")
    parser.add_argument("--reports", type=int, metavar="N", help="reports of a batch, in place of each one's own")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds, in place of each one's own")
    parser.add_argument("--date", default="", help="the day, to stand under the table")
    asked = parser.parse_args()
    if unknown := [name for name in asked.names if name not in known]:
        parser.error(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(known)}")
    if os.environ.get("PYTHONDONTWRITEBYTECODE"):
        sys.exit("Unset PYTHONDONTWRITEBYTECODE first: without bytecode every import takes twice as long.")
    rows = []
    for name in asked.names or known:
        told(f"{name} ...")
        rows += known[name].measure(Asked(asked.small, asked.reports, asked.rounds))
    print(table(rows, asked.date))


if __name__ == "__main__":
    main()
