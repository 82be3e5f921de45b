"""What any pack says around its papers, whatever they say: words of pages, of their styles, and of what files are."""

from __future__ import annotations

from functools import cache

from quarterbook.document.blocks import Column, FrontMatter, Heading, Paragraph, Run, Table
from quarterbook.document.document import Document
from quarterbook.document.pack import Pack, PackAppendix, PackItem, PackPaper
from quarterbook.packs import compose, listing
from quarterbook.packs.leaks import sweep
from quarterbook.params.meeting import Meeting
from quarterbook.writers import pack_html, pack_pdf

_WORD, _DAY, _NAME = "Agenda", "2000-01-01", "agenda"


@cache
def texts() -> tuple[str, ...]:
    """Return the texts of a pack whose papers hold one word, as the leak test finds them."""
    run = (Run(text=_WORD),)
    table = Table(caption=_WORD, columns=(Column(label=_WORD),) * 2, rows=((run, run),), row_header=True, note=_WORD)
    document = Document(
        front=FrontMatter(title=_WORD, council=_WORD, quarter=_WORD, as_at=_DAY, fields=((_WORD, _WORD),)),
        blocks=(Heading(text=_WORD, anchor=_NAME), Paragraph(runs=run, number="1.1"), table),
    )
    papers = tuple(
        PackPaper(f"Agenda Item {at}, Appendix 1", f"item-{at}", document, compose.DRAFT, printed=document)
        for at in range(3)
    )
    notes = (compose.NOT_READY, "In part", "Published after the agenda")
    pack = Pack(
        title=_WORD,
        council=_WORD,
        day=_DAY,
        mark=compose.DRAFT,
        fields=tuple((label, _WORD) for label in ("Day", "Date", "Time", "Place")),
        items=(PackItem(1, _WORD, notes, (0,), tuple(PackAppendix(f"Appendix {at}", (), (at,)) for at in (1, 2))),),
        papers=papers,
        contact=(_WORD,),
        draft=True,
    )
    pdf, ranges = pack_pdf.write(pack)
    meeting = Meeting(committee=_WORD, date=_DAY)
    told = listing.write(pack, ranges, meeting, _NAME, "public")
    files = {f"{_NAME}.pdf": pdf, **pack_html.write(pack, ranges, _NAME), f"{_NAME}.json": told}
    found = (one for name, data in files.items() for one in sweep.strings(name, data) if one.kind != "raw")
    return tuple(dict.fromkeys(one.text for one in found))
