"""Whether the pages over all reports are as they would be written, by hash; read without what writes them."""

from __future__ import annotations

import json
from pathlib import Path

from quarterbook.findings import Finding
from quarterbook.hashes import sha256
from quarterbook.params.names import PACKS
from quarterbook.running import files
from quarterbook.running.manifest import made_with

PAGE, FINDINGS = "index.html", "findings.json"
# The pages over the reports are public, and name no other packs.
PUBLIC = f"*/{PACKS}/*-public.json"


def is_needed(out: Path) -> bool:
    """Whether a page over the reports is missing, or not as it was written of what is there."""
    page = out / PAGE
    head, _, mark = page.read_bytes().rpartition(b"\n<!-- ") if page.is_file() else (b"", b"", b"")
    return mark != _mark(out, head)


def write(out: Path) -> None:
    """Write the pages, and a last line in the first of them that proves all by hash."""
    from quarterbook.publishing import site

    page = site.write(out)
    files.write(out / PAGE, page + b"\n<!-- " + _mark(out, page))


def findings(folder: Path) -> tuple[Finding, ...]:
    """What the papers of a quarter say of one another, as found when the pages were written last."""
    try:
        found = json.loads((folder / FINDINGS).read_text("utf-8"))
    except (OSError, ValueError):
        return ()
    return tuple(map(Finding.model_validate, found))


def _mark(out: Path, page: bytes) -> bytes:
    """A hash over a page, what it was made of, and the pages beneath it."""
    made_of = [*out.glob("*/*/manifest.json"), *out.glob(f"*/{PAGE}"), *out.glob(f"*/{FINDINGS}"), *out.glob(PUBLIC)]
    told = [f"{path.relative_to(out).as_posix()} {files.digest(path)}" for path in sorted(made_of)]
    told += [sha256(page), made_with()["package"]["sha256"]]
    digest = sha256("\n".join(told).encode())
    return f"{digest} -->\n".encode()
