"""What became of recommendations: answered, accepted, carried out, and what is overdue or without evidence."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from statistics import median

import pandas as pd

from quarterbook.analysis.figures import Figure, SourceRows, count, lineage, share
from quarterbook.registers.tracker import answered, known, overdue, unproved
from quarterbook.rounding import NOT_KNOWN, exact, half_up, plain
from quarterbook.slugs import slug

# What a recommendation can come to, and what is said of it; each with its column and value in the tracker.
DECISIONS = {
    "accepted": ("accepted in full", "yes"),
    "accepted-in-part": ("accepted in part", "in-part"),
    "rejected": ("not accepted", "no"),
}
RESULTS = {
    "implemented": ("carried out in full", "yes"),
    "implemented-in-part": ("carried out in part", "in-part"),
    "not-implemented": ("not carried out", "no"),
}


def panels(tracker: pd.DataFrame) -> dict[str, str]:
    """The panels that recommend something, by slug, in the order of the tracker."""
    return {slug(name): name for name in dict.fromkeys(tracker["panel"])}


def of_review(tracker: pd.DataFrame, review: str) -> pd.DataFrame:
    """Return the recommendations of one review; none where it is not named."""
    return tracker[tracker["review"].eq(review).fillna(False).astype(bool)]


def by_review(tracker: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each panel's recommendations, review by review, under the names of both; in the order of the tracker."""
    pairs = zip(tracker["panel"], tracker["review"], strict=True)
    names = [f"{panel}: {review}" if isinstance(review, str) else panel for panel, review in pairs]
    for name in dict.fromkeys(names):
        yield name, tracker[[one == name for one in names]]


def illustrative(tracker: pd.DataFrame) -> pd.DataFrame:
    """Return the recommendations of which something is illustrative: themselves, or what came of them."""
    return tracker[(tracker[["provenance", "tracker_provenance"]] == "illustrative").any(axis=1)]


def figures(tracker: pd.DataFrame, as_at: str) -> tuple[Figure, ...]:
    """What became of recommendations: `recommendations.count`, `recommendations.<what>.<count|percent>`.

    `<what>` is `answered`, `unanswered`, `overdue`, a decision (`accepted`, `accepted-in-part`, `rejected`, or
    `undecided`: answered without one), a result (`implemented`, `implemented-in-part`, `not-implemented`),
    `no-evidence` or `illustrative`. Shares are of all that were made. `<panel slug>.recommendations.…` is the same for
    each panel. What is said of a response after the day of the report is not known yet.
    `recommendations.response-days.<least|median|most>` are days from made to response, where both are known.
    """
    of = lineage(tracker)
    return (
        *_of("recommendations", "Recommendations", tracker, as_at, of),
        *_days(known(tracker, as_at), of),
        *(
            figure
            for place, name in panels(tracker).items()
            for figure in _of(
                f"{place}.recommendations", f"Recommendations of {name}", tracker[tracker["panel"] == name], as_at, of
            )
        ),
    )


def _of(begin: str, words: str, made: pd.DataFrame, as_at: str, of: tuple[SourceRows, ...]) -> Iterator[Figure]:
    total = count(f"{begin}.count", made, of, words)
    yield total
    rows, with_response = known(made, as_at), answered(made, as_at)
    groups = {
        "answered": ("that were answered", with_response),
        "unanswered": ("that were not answered yet", rows[~rows.index.isin(with_response.index)]),
        "overdue": ("whose response is overdue", overdue(rows, as_at)),
        **{name: (f"that were {said}", rows[rows["accepted"] == value]) for name, (said, value) in DECISIONS.items()},
        "undecided": ("answered without a decision", with_response[with_response["accepted"].isna()]),
        **{name: (f"that are {said}", rows[rows["implemented"] == value]) for name, (said, value) in RESULTS.items()},
        "no-evidence": ("carried out, in full or in part, with no evidence given", unproved(rows, as_at)),
        "illustrative": ("of which something is illustrative", illustrative(rows)),
    }
    for name, (said, group) in groups.items():
        number = count(f"{begin}.{name}.count", group, of, f"{words} {said}")
        yield number
        yield share(f"{begin}.{name}.percent", number, total, f"Share of {words[0].lower()}{words[1:]} {said}")


def _days(tracker: pd.DataFrame, of: tuple[SourceRows, ...]) -> Iterator[Figure]:
    """Days from made to response; an answer from before the question is a slip, and left out."""
    dated = tracker[tracker["response_received"] >= tracker["made"]]
    days = (dated["response_received"] - dated["made"]).dt.days.tolist()
    words = "days from a recommendation to its response, where both are dated"
    for name, value, said in (
        ("least", min(days, default=None), "Fewest"),
        ("median", Fraction(median(days)) if days else None, "Median of the"),
        ("most", max(days, default=None), "Most"),
    ):
        rounded = None if value is None else half_up(Fraction(value), 0)
        yield Figure(
            id=f"recommendations.response-days.{name}",
            value=None if rounded is None else plain(rounded),
            exact=None if value is None else exact(Fraction(value)),
            unit="days",
            display=NOT_KNOWN if rounded is None else f"{rounded:,}",
            definition=f"{said} {words}",
            rows=lineage(dated),
            of=of,
        )
