"""The rules of the register of questions: one function a rule, each from the register to findings."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from quarterbook.checks.rules import RULES
from quarterbook.errors import nearest
from quarterbook.findings import Finding
from quarterbook.registers.frames import rows as by_row


def q10_answered_without_answer(read: pd.DataFrame) -> Iterator[Finding]:
    """Answered, or in part, and nobody says what."""
    for row in by_row(read[read["status"].isin(("answered", "part-answered")) & read["answer"].isna()]):
        yield RULES["Q10"].on(row, "answer", f"Question {row.number} is {row.status}, but no answer is given.")


def q11_answer_but_open(read: pd.DataFrame) -> Iterator[Finding]:
    """An answer to a question that is called open."""
    for row in by_row(read[read["status"].eq("open") & read["answer"].notna()]):
        yield RULES["Q11"].on(row, "status", f"An answer is given to question {row.number}, but it is still open.")


def q12_point_of_no_question(read: pd.DataFrame) -> Iterator[Finding]:
    """A point of a question that is not in the register."""
    known = [*read["number"]]
    for row in by_row(read[read["part_of"].notna() & ~read["part_of"].isin(known)]):
        others = [one for one in known if one != row.number]
        message = (
            f"Question {row.number} is a point of {row.part_of}, which is not there. {nearest(row.part_of, others)}"
        )
        yield RULES["Q12"].on(row, "part_of", message)


def questions(read: pd.DataFrame) -> tuple[Finding, ...]:
    """What the rules find in the register of questions, in the order of their codes."""
    return (
        *q10_answered_without_answer(read),
        *q11_answer_but_open(read),
        *q12_point_of_no_question(read),
    )
