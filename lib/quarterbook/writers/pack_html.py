"""A pack as HTML: the agenda, and a page for each of its papers, under the item and page numbers of the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quarterbook.document.pack import Pack, PackItem, PageRange, with_its_exempt_parts
from quarterbook.writers import html
from quarterbook.writers.html import InPack


class _Line(NamedTuple):
    """A paper in the agenda: its title, its address and pages where it is there, and what is told of it."""

    title: str
    address: str = ""
    pages: str = ""
    told: str = ""


def write(pack: Pack, ranges: Sequence[PageRange], name: str) -> dict[str, bytes]:
    """Return the files of a pack by their paths: `name`.html, and a page a paper in a folder of that name.

    `ranges` are the pages that the papers have in the PDF.
    """
    files = {f"{name}.html": _agenda(pack, ranges, name)}
    for at, paper in enumerate(pack.papers):
        place = InPack(
            called=paper.name,
            pages=in_words(ranges[at]),
            agenda=f"../{name}.html",
            before=_beside(pack, at - 1),
            after=_beside(pack, at + 1),
            described=paper.described,
        )
        front = paper.document.front.model_copy(update={"classification": paper.page_mark or paper.mark})
        document = paper.document.model_copy(update={"front": front})
        files[f"{name}/{paper.file}.html"] = html.write(document, place)
    return files


def in_words(pages: PageRange) -> str:
    """Return how a page names the pages of the PDF.

    >>> in_words(PageRange(13, 20)), in_words(PageRange(4, 4))
    ('Pages 13 – 20', 'Page 4')
    """
    return f"{'Page' if pages.first == pages.last else 'Pages'} {pages}"


def _agenda(pack: Pack, ranges: Sequence[PageRange], name: str) -> bytes:
    items = [(item, list(_lines(pack, item, ranges, name))) for item in pack.items]
    page = html.pages().get_template("agenda.html.j2")
    return page.render(pack=pack, items=items, pdf=f"{name}.pdf").encode()


def _lines(pack: Pack, item: PackItem, ranges: Sequence[PageRange], name: str) -> Iterator[_Line]:
    def line(title: str, at: int, told: str = "") -> _Line:
        paper = pack.papers[at]
        shown = with_its_exempt_parts(title) if paper.with_exempt_parts else title
        return _Line(shown, f"{name}/{paper.file}.html", in_words(ranges[at]), told)

    yield from (line(pack.papers[at].document.front.title, at) for at in item.papers)
    for appendix in item.appendices:
        told = " ".join(appendix.notes)
        if not appendix.papers:
            yield _Line(appendix.title, told=told)
        for at in appendix.papers:
            yield line(appendix.title, at, told if at == appendix.papers[0] else "")


def _beside(pack: Pack, at: int) -> tuple[str, str] | None:
    if not 0 <= at < len(pack.papers):
        return None
    return f"{pack.papers[at].file}.html", pack.papers[at].name
