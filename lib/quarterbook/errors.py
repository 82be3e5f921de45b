"""What can go wrong that a user can mend, and the exit code of each.

Every exception here is shown as its own sentences, without a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class QuarterbookError(Exception):
    """An expected failure; `str()` of it is what the user reads."""

    exit_code = 1


class UsageError(QuarterbookError):
    """The command line asks for something that is not there."""

    exit_code = 2


class InputError(QuarterbookError):
    """Parameters or data are not as they must be; all that is wrong is told at once."""

    exit_code = 3

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[str, ...]]]:
        """Problems stay apart on the way from a worker process, whatever the error was made of."""
        return InputError, (self.problems,)


class Blocked(InputError):
    """What would be published is not for publication, or tells of too few people."""

    exit_code = 5

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[str, ...]]]:
        """As any other error of input, but for what it is."""
        return Blocked, (self.problems,)


class ReportFailed(QuarterbookError):
    """A notebook did not run to its end."""

    exit_code = 1


class LockedError(QuarterbookError):
    """Another build holds the lock."""

    exit_code = 75


INTERRUPTED = 130
# Where several apply, the first of these is the exit code of the whole.
PRECEDENCE = (5, 3, 4, 1)


def worst(codes: Iterable[int]) -> int:
    """The exit code that stands for several.

    >>> worst([0, 1, 3]), worst([]), worst([0, 4, 1])
    (3, 0, 4)
    """
    codes = set(codes)
    return next((code for code in PRECEDENCE if code in codes), max(codes, default=0))


MOST_LISTED = 40


def nearest(name: str, names: Iterable[str]) -> str:
    """A sentence that offers the nearest valid name, or lists them, as many as one cares to read.

    >>> nearest("tilte", ["title", "notebook"])
    "Did you mean 'title'?"
    >>> nearest("zzz", ["b", "a"])
    "Known here: 'a', 'b'."
    >>> nearest("zzz", [])
    'Nothing may be given here.'
    """
    known = sorted(names)
    close = get_close_matches(name, known, n=1)
    if close:
        return f"Did you mean '{close[0]}'?"
    if not known:
        return "Nothing may be given here."
    more = f" and {len(known) - MOST_LISTED} more" if len(known) > MOST_LISTED else ""
    return f"Known here: {', '.join(repr(one) for one in known[:MOST_LISTED])}{more}."
