"""What public papers quote of one that is not for publication: a long run of its words, or a figure that only it has.

What papers share by right is no quote: what their notebook says in both, what a quarter file gives all of its reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quarterbook.document.document import Document
from quarterbook.packs.leaks import folding
from quarterbook.packs.leaks.secrets import LONG_NUMBER, Phrase, Secrets, phrases_of, texts

# So many words in a row are no chance, and longer than what councils say in every paper of its implications.
QUOTE = 12


def quotes(hidden: Iterable[str], figures: Iterable[str], public: Iterable[Document], common: Iterable[str]) -> Secrets:
    """Return what public Documents say of the hidden texts and of the displays of hidden `figures`."""
    papers = list(public)
    said = [text for paper in papers for text in texts(paper)]
    whole, shared = "\n".join(map(folding.squeezed, said)), "\n".join(map(folding.squeezed, common))
    strings = {
        squeezed: text
        for text in hidden
        for squeezed in map("".join, _runs(text))
        if squeezed in whole and squeezed not in shared
    }
    # A figure that a public paper has itself was worked out from data of its own.
    theirs = {placed.figure.display for paper in papers for placed in paper.figures}
    spoken = phrases_of(said, {1})
    return Secrets(strings, dict(_quoted(set(figures) - theirs, spoken)), {})


def _runs(text: str) -> Iterator[list[str]]:
    words = folding.words(text)
    for at in range(len(words) - QUOTE + 1):
        yield [folding.squeezed(word) for word in words[at : at + QUOTE]]


def _quoted(figures: Iterable[str], spoken: set[Phrase]) -> Iterator[tuple[Phrase, str]]:
    for display in figures:
        words = folding.words(display)
        if len(words) == 1 and words in spoken and sum(map(str.isdigit, words[0])) >= LONG_NUMBER:
            yield words, display
