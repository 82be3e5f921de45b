"""A pack as one PDF: an agenda, then its papers on pages of the pack's own, tagged and dated as a paper's is."""

from __future__ import annotations

from collections.abc import Iterator

from quarterbook.document.dates import in_words
from quarterbook.document.pack import Pack, PackItem, PageRange, with_its_exempt_parts
from quarterbook.writers.glyphs import settable
from quarterbook.writers.pdf import laid_out, set_paper
from quarterbook.writers.press import printed_and_told
from quarterbook.writers.typesetting import Json, Paper, one_line

# Above a paper's own headings stand its item's and its title.
ABOVE = 2
WHOLE = "The paper with its exempt parts"
NOT_PRINTED = "How each figure was worked out is told in the HTML versions of these papers."


def write(pack: Pack) -> tuple[bytes, tuple[PageRange, ...]]:
    """Return the pack as PDF, and the pages of each of its papers; the same pack gives the same bytes."""
    documents = [one.printed or one.document for one in pack.papers]
    gathered = [Paper(document.blocks, f"p{at}-") for at, document in enumerate(documents)]
    papers = [
        set_paper(documents[at], paper)
        | {"at": at, "item": one_line(one.name), "mark": one_line(one.mark), "restricted": one.restricted}
        | {"described": settable(one.described)}
        for at, (one, paper) in enumerate(zip(pack.papers, gathered, strict=True))
    ]
    data = laid_out(documents, pack.day) | {
        "above": ABOVE,
        "pack": _sheet(pack),
        "papers": papers,
    }
    pictures = {name: picture for paper in gathered for name, picture in paper.pictures.items()}
    pdf, pages = printed_and_told("pack.typ", data, pictures, "pages")
    ranges = zip(pack.papers, pages, strict=True)
    return pdf, tuple(PageRange(first, last, paper.restricted) for paper, (first, last) in ranges)


def _sheet(pack: Pack) -> Json:
    """The front sheet: what is told of the meeting, and its agenda."""
    lines = [*pack.contact, *[NOT_PRINTED] * any(one.printed for one in pack.papers)]
    return {
        "title": one_line(pack.title),
        "told": one_line(f"{pack.title}, {in_words(pack.day)}"),
        "council": one_line(pack.council),
        "mark": one_line(pack.mark),
        "fields": [[settable(name), settable(value)] for name, value in pack.fields],
        "contact": [settable(line) for line in lines],
        "items": [
            {
                "number": f"{item.number}.",
                "title": settable(item.title),
                "notes": [settable(note) for note in item.notes],
                "paper": next(iter(item.papers), None),
                "below": [{"told": settable(told), "paper": paper} for told, paper in _below(item)],
            }
            for item in pack.items
        ],
    }


def _below(item: PackItem) -> Iterator[tuple[str, int | None]]:
    """The lines of an item below its own, each with the paper whose pages stand beside it."""
    yield from ((WHOLE, place) for place in item.papers[1:])
    for appendix in item.appendices:
        yield appendix.told, next(iter(appendix.papers), None)
        yield from ((with_its_exempt_parts(appendix.title), place) for place in appendix.papers[1:])
