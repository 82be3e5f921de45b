"""The leak test: whether what is not for publication is anywhere in the finished files of a public pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from quarterbook.packs import folding, sweep
from quarterbook.packs.secrets import Secrets, phrases_of

# As much of a text as a message needs, to know it by.
EXCERPT = 60


def leaks(secrets: Secrets, files: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a sentence for each place in the files, named by their paths, that holds something of the secrets."""
    strings_in = _finder(secrets.strings)
    everywhere, within = secrets.phrases, secrets.phrases | secrets.short
    lengths = {len(phrase) for phrase in within}
    for name, data in files.items():
        for found in sweep.strings(name, data):
            held = strings_in(folding.squeezed(found.text))
            if found.kind != "raw":
                looked_for = within if found.kind == "one" else everywhere
                said = phrases_of([found.text], lengths) & looked_for.keys()
                held += [looked_for[phrase] for phrase in sorted(said)]
            if texts := tuple(dict.fromkeys(held)):
                more = f", and {len(texts) - 1} more" if len(texts) > 1 else ""
                yield f"{name}, {found.place}: holds “{_excerpt(texts[0])}”{more}."


def _finder(strings: Mapping[str, str]) -> Callable[[str], list[str]]:
    """Return what finds all of many strings in a text in one pass, and gives what they stand for."""
    from ahocorasick import Automaton

    automaton = Automaton()
    for short, text in strings.items():
        automaton.add_word(short, text)
    automaton.make_automaton()
    return lambda text: [found for _, found in automaton.iter(text)] if strings else []


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT].rstrip()}…"
