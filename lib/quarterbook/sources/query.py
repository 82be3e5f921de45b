"""What a query must be, by its text: one statement that reads, and an order for its rows."""

from __future__ import annotations

import re

# What is not code: texts, quoted names, comments, and PostgreSQL's $$ texts.
_NOT_CODE = re.compile(
    r"""(?<!\w)[eE]'(?:[^'\\]|\\.|'')*' | '(?:[^']|'')*' | "(?:[^"]|"")*"
    | --[^\r\n]* | /\*.*?\*/ | \$(\w*)\$.*?\$\1\$""",
    re.VERBOSE | re.DOTALL,
)


def unfit(sql: str) -> str:
    """Why a query is refused, or ''. The database itself sees to it that nothing is written.

    >>> unfit("select a from b order by a")
    ''
    >>> unfit("select a from (select a from b order by a) as c")[:35]
    'the query needs an ORDER BY for all'
    """
    code = _NOT_CODE.sub(" ", sql)
    statements = [part for part in code.split(";") if part.strip()]
    if len(statements) != 1 or not re.match(r"\s*(select|with)\b", code, re.IGNORECASE):
        return "a query must be one statement that begins with SELECT or WITH."
    if not re.search(r"\border\s+by\b", _outermost(code), re.IGNORECASE):
        return "the query needs an ORDER BY for all of it, so that its rows have the same numbers on every run."
    return ""


def _outermost(code: str) -> str:
    """The code without what stands in brackets."""
    while (without := re.sub(r"\([^()]*\)", " ", code)) != code:
        code = without
    return code
