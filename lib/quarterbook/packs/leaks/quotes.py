"""What the public would be told of a paper that is not for publication: many of its words, or an amount of its own.

What papers share by right is no quotation: what notebooks say by themselves, what a quarter file gives all of its
reports, and what the agenda says may be public too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quarterbook.document.document import Document
from quarterbook.packs.leaks import amounts, folding
from quarterbook.packs.leaks.secrets import Phrase, Secrets, pictures, texts

# So many words in a row are no chance, and longer than what councils say in every paper of its implications.
QUOTE = 12
# A name of so many letters stands in no other words by chance.
LONG_NAME = 8


def quotes(
    hidden: Iterable[Document],
    public: Iterable[Document],
    said: Iterable[str],
    typed: Iterable[str],
    common: Iterable[str],
) -> Secrets:
    """Return what public Documents, and what else is `said` in public, tell of the hidden ones.

    Words and pictures that are not among the `typed` ones of either kind are a notebook's own; `common` is what both
    may say.
    """
    kept_back, papers, common = list(hidden), list(public), list(common)
    told = [*said, *(text for paper in papers for text in texts(paper))]
    whole, shared = "\n".join(map(folding.squeezed, told)), "\n".join(map(folding.squeezed, common))
    written = "\n".join(map(folding.squeezed, typed))
    own = [text for paper in kept_back for text in texts(paper)]
    strings = {
        squeezed: text
        for text in own
        for run in _runs(text)
        for squeezed in [folding.squeezed("".join(run))]
        if squeezed in whole and squeezed in written and squeezed not in shared
    }
    for paper in kept_back:
        for digest, alt in pictures(paper):
            if digest in whole and digest in written and folding.squeezed(alt) not in shared:
                strings[digest] = f"Picture: {alt}"
    # An amount that a public paper works out itself is from data of its own.
    shown = [placed.figure for paper in papers for placed in paper.figures]
    theirs = [text for figure in shown for text in (str(figure.value), figure.display, figure.exact or "")]
    free = {one.value for text in (*theirs, *common) for one in amounts.of(text)}
    kept = sorted((one for text in own for one in amounts.own(text) if one.value not in free), key=_length)
    return Secrets(strings, {}, {}, dict(kept))


def named(names: Iterable[str], allowed: Iterable[str] = ()) -> Secrets:
    """Return the names and titles that must stand nowhere but in what is allowed, whatever else the public is told."""
    free = "\n".join(map(folding.squeezed, allowed))
    texts = [name for name in names if folding.squeezed(name) not in free]
    squeezed = {folding.squeezed(text): text for text in texts}
    return Secrets(
        strings={short: text for short, text in squeezed.items() if len(short) >= LONG_NAME},
        phrases={words: text for text in texts for words in _with_genitive(folding.words(text)) if words},
        short={},
    )


def _length(one: amounts.Amount) -> int:
    """Of the ways in which an amount is written, people know the longest best, with its commas and its sign."""
    return len(one.written)


def _runs(text: str) -> Iterator[Phrase]:
    words = folding.words(text)
    for at in range(len(words) - QUOTE + 1):
        yield words[at : at + QUOTE]


def _with_genitive(words: Phrase) -> Iterator[Phrase]:
    yield words
    yield from ((*words[:-1], f"{words[-1]}{ending}") for ending in ("'s", "’s") if words)
