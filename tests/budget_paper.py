"""A paper on a small budget, with what is said of it: for the tests of sentences and of risks."""

from __future__ import annotations

import re
from decimal import Decimal

from frames import TOTALLED, capital_frame, reserves_frame, revenue_frame, savings_frame
from quarterbook.analysis.budget import (
    capital,
    chances,
    changes,
    reserves,
    revenue,
    risks,
    savings,
    sentences,
    sums,
    year,
)
from quarterbook.analysis.sentences import Sentence
from quarterbook.document.paper import Paper
from quarterbook.materiality import Materiality
from quarterbook.registers.capital import CAPITAL
from quarterbook.registers.reserves import RESERVES
from quarterbook.registers.savings import SAVINGS

Row = dict[str, object]
ODDS = chances.stated({"red": 0, "amber": 0.5, "green": 0.9, "achieved": 1})
LIMITS = Materiality(Decimal(100_000), Decimal(5), both=True)
NOT_ENGLISH = re.compile(
    r"(?<![\d.,])1 (?:savings|directorates|simulated years|rows)\b|n/a|None\b|nan\b|the about|about about|−−"
    r"|\bby −| which is £0\.000m | £0\.000m (?:more|less|behind)|[ ]{2}|\{|\}"
)
CARE: Row = {"service": "Care", "budget": 1_000_000, "forecast": 1_000_000}


def worked(
    savings_rows: list[Row] | None = None,
    revenue_rows: list[Row] | None = None,
    capital_rows: list[Row] | None = None,
    reserves_rows: list[Row] | None = None,
    before: list[Row] | None = None,
    gone: int = 6,
    runs: int = 1_000,
) -> tuple[Paper, list[Sentence], list[Sentence]]:
    """A paper with all its figures, what is said of them and the risks."""
    saved = savings_frame(*savings_rows) if savings_rows else SAVINGS.empty()
    spent = revenue_frame(*(revenue_rows or [CARE]))
    funded = capital_frame(*capital_rows) if capital_rows else CAPITAL.empty()
    held = reserves_frame(*reserves_rows) if reserves_rows else RESERVES.empty()
    frames = {"savings": saved, "revenue": spent, "capital": funded, "reserves": held}
    of = {name: sums.of_council(name, frame, frame, TOTALLED)[0] for name, frame in frames.items()}
    directorates = revenue.by_directorate(spent, LIMITS)
    paper = Paper()
    paper.add(year.figures(gone))
    paper.add(savings.figures(saved, of["savings"], gone))
    paper.add(revenue.figures(spent, LIMITS, of["revenue"], gone))
    paper.add(capital.figures(funded, of["capital"]))
    paper.add(reserves.figures(held, of["reserves"]))
    if savings_rows:
        paper.add(chances.figures(chances.delivery(saved, ODDS, runs=runs, seed=1), ODDS, saved, of["savings"]))
    if before:
        theirs = revenue_frame(*before)
        both = of["revenue"].and_of(sums.of_council("previous-revenue", theirs, theirs, TOTALLED)[0])
        paper.add(changes.figures_of_revenue(theirs, directorates, both))
    rolled = {name: reserves.rolled(rows) for name, rows in reserves.by_reserve(held).items()}
    told = [
        sentences.identified(paper.figures, "2023/24"),
        *sentences.rated(paper.figures),
        *sentences.progress(paper.figures),
        *sentences.delivery(paper.figures),
        sentences.revenue(paper.figures),
        sentences.material(paper.figures, directorates, "£0.1m and 5%"),
        *sentences.projections(paper.figures),
        *sentences.capital(paper.figures),
        *sentences.reserves(paper.figures, list(rolled)),
        *sentences.moved(paper.figures),
    ]
    return paper, told, risks.risks(paper.figures, directorates, rolled)


def said(paper: Paper, told: list[Sentence]) -> list[str]:
    """What is printed, set as the paper's own prose."""
    texts = ["".join(run.text for run in paper.prose(one).runs) for one in told]
    assert not [text for text in texts if NOT_ENGLISH.search(text)]
    return texts


def saving(reference: str = "A", target: object = 1_000_000, rating: str | None = "green", **row: object) -> Row:
    return {"reference": reference, "target": target, "rating": rating} | row


def spent(forecast: object, budget: object = 1_000_000, **row: object) -> Row:
    return CARE | {"budget": budget, "forecast": forecast} | row


def held(opening: object, actual: object = None, planned: object = None) -> list[Row]:
    years: list[Row] = [{"year": "2022/23", "opening": opening, "movement": actual or 0, "basis": "actual"}]
    return [*years, {"year": "2023/24", "movement": planned}] if planned is not None else years
