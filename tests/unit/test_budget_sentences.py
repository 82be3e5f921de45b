"""Sentences on the budget: grammar for none, one and many, over and under, and every number a figure."""

from __future__ import annotations

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from budget_paper import CARE, LIMITS, held, said, saving, spent, worked
from frames import revenue_frame
from quarterbook.analysis.budget import revenue, sentences

Row = dict[str, object]


# --- savings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], "No savings were identified for 2023/24."),
        (
            [saving()],
            "Savings of £1.000m were identified for 2023/24. All of them are to be delivered; none has been "
            "redirected.",
        ),
        (
            [saving(), saving("B", 500_000, None, redirected="yes")],
            "Savings of £1.500m were identified for 2023/24. Of these, £0.500m has been redirected, which leaves "
            "£1.000m to deliver.",
        ),
        (
            [saving("B", 500_000, None, redirected="yes")],
            "Savings of £0.500m were identified for 2023/24. All of them have been redirected.",
        ),
    ],
)
def test_what_was_identified_is_told_with_what_was_redirected(rows: list[Row], told: str) -> None:
    paper, _, _ = worked(rows)
    assert said(paper, [sentences.identified(paper.figures, "2023/24")]) == [told]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], ["There is nothing left to deliver."]),
        ([saving(redirected="yes")], ["There is nothing left to deliver."]),
        ([saving()], ["Of what is to be delivered, £1.000m (100%) is green (on track)."]),
        (
            [saving(), saving("B", 3_000_000, "red")],
            [
                "Of what is to be delivered, £3.000m (75%) is red (not expected to be delivered in the year) and "
                "£1.000m (25%) is green (on track)."
            ],
        ),
        (
            [saving(str(at), 1_000_000, rating) for at, rating in enumerate(("red", "amber", "green", None))],
            [
                "Of what is to be delivered, £1.000m (25%) is red (not expected to be delivered in the year), £1.000m "
                "(25%) is amber (at risk), £1.000m (25%) is green (on track) and £1.000m (25%) has no rating.",
                "Red and amber together come to £2.000m: 50% of what is to be delivered.",
            ],
        ),
        # Together they are shown, one by one they are not.
        ([saving("A", 300, "red"), saving("B", 300, "green")], []),
    ],
)
def test_ratings_are_told_that_come_to_something(rows: list[Row], told: list[str]) -> None:
    paper, _, _ = worked(rows)
    assert said(paper, sentences.rated(paper.figures)) == told


PACE = "is delivered. Spread evenly over the year it would be £0.500m."


@pytest.mark.parametrize(
    ("row", "gone", "told"),
    [
        ({}, 6, []),
        (
            {"delivered": 300_000},
            6,
            [f"After 6 of 12 months, £0.300m {PACE}", "At the rate so far, the year would bring £0.600m."],
        ),
        (
            {"delivered": 300_000, "forecast": 900_000},
            6,
            [
                f"After 6 of 12 months, £0.300m {PACE}",
                "At the rate so far, the year would bring £0.600m; the officers' forecast is £0.900m, which is £0.100m "
                "less than is to be delivered.",
            ],
        ),
        (
            {"delivered": 0, "forecast": 1_200_000},
            0,
            [
                "Before a month is over, £0.000m is delivered.",
                "The officers' forecast is £1.200m, which is £0.200m more than is to be delivered.",
            ],
        ),
        ({"forecast": 1_000_000}, 6, ["The officers' forecast is £1.000m, which is what is to be delivered."]),
        (
            {"delivered": 700_000, "forecast": 700_000},
            12,
            [
                "After 12 of 12 months, £0.700m is delivered. Spread evenly over the year it would be £1.000m.",
                "The officers' forecast is £0.700m, which is £0.300m less than is to be delivered.",
            ],
        ),
    ],
)
def test_progress_tells_what_is_known(row: Row, gone: int, told: list[str]) -> None:
    paper, _, _ = worked([saving(**row)], gone=gone)
    assert said(paper, sentences.progress(paper.figures)) == told


def test_savings_that_are_a_cost_in_all_have_no_progress() -> None:
    paper, _, _ = worked([saving(target=-1_000_000, delivered=-300_000, forecast=-900_000)])
    assert sentences.progress(paper.figures) == []


def test_where_all_is_delivered_early_there_is_no_rate_to_tell_of() -> None:
    paper, _, _ = worked([saving(delivered=1_000_000, forecast=1_000_000)])
    assert said(paper, sentences.progress(paper.figures)) == [
        "After 6 of 12 months, £1.000m is delivered. Spread evenly over the year it would be £0.500m.",
        "The officers' forecast is £1.000m, which is what is to be delivered.",
    ]


def test_the_range_and_the_chance_are_told() -> None:
    paper, _, _ = worked([saving("A", 1_000_000, "amber"), saving("B", 500_000, "green")])
    first, second = said(paper, sentences.delivery(paper.figures))
    assert first.startswith("If each saving were delivered in full or no further, with the chance that its rating")
    assert re.search(
        r"at least half of 1,000 simulated years would come to no more than £\S+m, and at least eight in ten to "
        r"between £\S+m and £1\.500m\.$",
        first,
    )
    assert re.fullmatch(r"In \d+% of the simulated years the savings reach the £1\.500m to deliver\.", second)


def test_the_chance_of_the_officers_forecast_is_told_where_each_saving_has_one() -> None:
    rows = [saving("A", 1_000_000, "amber", forecast=0), saving("B", 500_000, "achieved", forecast=500_000)]
    paper, _, _ = worked(rows)
    assert said(paper, sentences.delivery(paper.figures))[2:] == [
        "In 100% of the simulated years they reach the £0.500m that the officers forecast."
    ]
    paper, _, _ = worked([rows[0], rows[1] | {"forecast": None}])
    assert len(sentences.delivery(paper.figures)) == 2
    paper, _, _ = worked([rows[0], rows[1] | {"forecast": 0}])
    assert len(sentences.delivery(paper.figures)) == 2


def test_what_is_nearly_certain_has_no_range_to_tell() -> None:
    paper, _, _ = worked([saving(rating="achieved"), saving("B", 1, "amber")])
    first, _ = said(paper, sentences.delivery(paper.figures))
    assert first.endswith("at least eight in ten of 1,000 simulated years would come to £1.000m.")


@pytest.mark.parametrize(("rating", "left"), [("red", "£0.500m"), (None, "£0.500m"), ("amber", "")])
def test_a_target_is_out_of_reach_where_what_has_no_chance_is_needed(rating: str | None, left: str) -> None:
    paper, _, _ = worked([saving("A", 500_000, "green"), saving("B", 1_000_000, rating)])
    second = said(paper, sentences.delivery(paper.figures))[1]
    assert second.startswith("The £1.500m to deliver cannot be reached: all savings that are given") == bool(left)
    assert second.endswith(f"any chance come to {left}.") == bool(left)


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ("0", "In none of the simulated years do the savings"),
        ("0.4", "In hardly any of the simulated years do the savings"),
        ("0.5", "In {savings.delivery.chance} of the simulated years the savings"),
        ("99.4", "In {savings.delivery.chance} of the simulated years the savings"),
        ("99.5", "In nearly all of the simulated years the savings"),
        ("100", "In {savings.delivery.chance} of the simulated years the savings"),
    ],
)
def test_a_share_of_years_is_no_more_certain_than_it_is(share: str, told: str) -> None:
    figures = worked([saving(rating="amber")])[0].figures
    one = figures["savings.delivery.chance"].model_copy(update={"exact": share, "value": int(float(share) + 0.5)})
    assert sentences.reached({**figures, one.id: one}) == f"{told} reach the {{savings.to-deliver}} to deliver."


@pytest.mark.parametrize("rating", ["red", "achieved", None])
def test_where_all_is_certain_there_is_no_range(rating: str) -> None:
    assert sentences.delivery(worked([saving(rating=rating)])[0].figures) == []


def test_without_savings_there_is_no_range() -> None:
    assert sentences.delivery(worked()[0].figures) == []


@pytest.mark.parametrize(("runs", "points"), [(1_000, "3.16"), (20_000, "0.71"), (1_000_000, "0.10")])
def test_the_error_of_the_simulation_is_told_from_its_runs(runs: int, points: str) -> None:
    (told,) = said(worked([saving()], runs=runs)[0], [sentences.ASSUMED])
    assert told.endswith(
        f"Nineteen times in twenty, a share of the simulated years is within {points} points of the exact one."
    )


# --- revenue -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (spent(1_234_000), "£1.234m against a budget of £1.000m: an overspend of £0.234m (23%)."),
        (spent(766_000), "£0.766m against a budget of £1.000m: an underspend of £0.234m (23%)."),
        (spent(1_000_000), "£1.000m against a budget of £1.000m: on budget."),
        (spent("1000000.50"), "£1.000m against a budget of £1.000m: an overspend too small to show."),
        (spent("999999.50"), "£1.000m against a budget of £1.000m: an underspend too small to show."),
        (spent(20_000, 0), "£0.020m against a budget of £0.000m: an overspend of £0.020m."),
        (spent(-800_000, -1_000_000), "−£0.800m against a budget of −£1.000m: an overspend of £0.200m (20%)."),
        (spent(-1_200_000, -1_000_000), "−£1.200m against a budget of −£1.000m: an underspend of £0.200m (20%)."),
    ],
)
def test_the_variance_is_told_whichever_way_it_goes(row: Row, told: str) -> None:
    paper, _, _ = worked(revenue_rows=[row])
    assert said(paper, [sentences.revenue(paper.figures)]) == [f"The council forecasts to spend {told}"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([CARE], "No directorate has a material variance (£0.1m and 5%)."),
        (
            [spent(1_100_000)],
            "1 directorate has a material variance (£0.1m and 5%): Adults, an overspend of £0.100m (10%).",
        ),
        (
            [spent(1_100_000), spent(700_000, directorate="Law & Order"), spent(1_000_000, directorate="Place")],
            "2 directorates have a material variance (£0.1m and 5%): Adults, an overspend of £0.100m (10%); "
            "Law & Order, an underspend of £0.300m (30%).",
        ),
        (
            [spent(150_000, 0)],
            "1 directorate has a material variance (£0.1m and 5%): Adults, an overspend of £0.150m.",
        ),
    ],
)
def test_material_directorates_are_told_overspends_first(rows: list[Row], told: str) -> None:
    paper, _, _ = worked(revenue_rows=rows)
    directorates = revenue.by_directorate(revenue_frame(*rows), LIMITS)
    assert said(paper, [sentences.material(paper.figures, directorates, "£0.1m and 5%")]) == [told]
    # In a letter, what material means goes without saying.
    assert said(paper, [sentences.material(paper.figures, directorates)]) == [told.replace(" (£0.1m and 5%)", "")]


@pytest.mark.parametrize(
    ("actual", "gone", "told"),
    [
        (None, 6, []),
        (500_000, 0, []),
        (
            100_000,
            1,
            [
                "£0.100m is spent after 1 of 12 months. At that rate the year would cost £1.200m; with the rest of the "
                "budget spent evenly, £1.017m. The officers forecast £1.000m."
            ],
        ),
        (990_000, 12, ["£0.990m is spent, now that the year is over. The officers forecast £1.000m."]),
    ],
)
def test_the_year_is_projected_from_the_first_month_to_the_last(actual: object, gone: int, told: list[str]) -> None:
    paper, _, _ = worked(revenue_rows=[CARE | {"actual": actual}], gone=gone)
    assert said(paper, sentences.projections(paper.figures)) == told


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (1_100_000, 1_300_000, "(an overspend of £0.100m), the variance is worse by £0.200m."),
        (1_300_000, 1_100_000, "(an overspend of £0.300m), the variance is better by £0.200m."),
        (700_000, 900_000, "(an underspend of £0.300m), the variance is worse by £0.200m."),
        (1_100_000, "1100000.4", "(an overspend of £0.100m), the variance is the same."),
        (1_000_000, 1_100_000, "(on budget), the variance is worse by £0.100m."),
    ],
)
def test_what_the_variance_was_is_told(before: object, now: object, told: str) -> None:
    paper, _, _ = worked(revenue_rows=[spent(now)], before=[spent(before)])
    assert said(paper, sentences.moved(paper.figures)) == [f"Against the monitoring period before {told}"]


def test_without_a_period_before_nothing_has_moved() -> None:
    assert sentences.moved(worked()[0].figures) == []


# --- capital -------------------------------------------------------------------------------------

PAID = "The capital programme of the year is to be paid with"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([], ["Nothing is planned to pay for a capital programme this year."]),
        ([{"source": "grant"}], [f"{PAID} £1.000m, of which nothing is from receipts and reserves."]),
        ([{}], [f"{PAID} £1.000m, of which £1.000m is from receipts and reserves."]),
        (
            [{"achieved": 250_000}, {"source": "grant"}],
            [
                f"{PAID} £2.000m, of which £1.000m is from receipts and reserves.",
                "Receipts of £1.000m are planned, of which £0.750m is not yet achieved: 75% of them, and 38% of the "
                "whole programme.",
            ],
        ),
        (
            [{"achieved": 1_000_000}],
            [
                f"{PAID} £1.000m, of which £1.000m is from receipts and reserves.",
                "Receipts of £1.000m are planned, and all is achieved.",
            ],
        ),
        (
            [{"planned": 11_500_000, "achieved": 950_000, "approximate": "yes"}],
            [
                f"{PAID} about £11.5m, of which about £11.5m is from receipts and reserves.",
                "Receipts of about £11.5m are planned, of which about £10.6m is not yet achieved: 92% of them, and 92% "
                "of the whole programme.",
            ],
        ),
        # Where one row does not say what is achieved, nobody knows what is still to come.
        (
            [{"achieved": 250_000}, {"title": "Land"}],
            [f"{PAID} £2.000m, of which £2.000m is from receipts and reserves."],
        ),
        (
            [{"achieved": 1_000_000, "forecast": 800_000}, {"source": "grant", "forecast": 1_000_000}],
            [
                f"{PAID} £2.000m, of which £1.000m is from receipts and reserves.",
                "The officers forecast that £1.800m of it comes this year, £0.200m less than planned.",
                "Receipts of £1.000m are planned, and all is achieved.",
            ],
        ),
        (
            [{"forecast": 800_000}, {"source": "grant"}],
            [f"{PAID} £2.000m, of which £1.000m is from receipts and reserves."],
        ),
        ([{"forecast": 1_000_000}], [f"{PAID} £1.000m, of which £1.000m is from receipts and reserves."]),
        (
            [{"planned": 1_000_000, "achieved": 1_500_000, "approximate": "yes"}],
            [
                f"{PAID} about £1m, of which about £1m is from receipts and reserves.",
                "Receipts of about £1m are planned, and about £0.5m more than that is achieved already.",
            ],
        ),
        # Of receipts that are not planned, nothing is a share of them.
        *(
            (
                [{"planned": planned, "achieved": achieved}, {"source": "grant", "planned": 250_000}],
                [f"{PAID} £0.250m, of which nothing is from receipts and reserves.", f"No receipts are planned{told}."],
            )
            for planned, achieved, told in (
                (0, -1_000_000, ", and −£1.000m is achieved"),
                (0, 1_000_000, ", and £1.000m is achieved"),
                (400, 1_000_000, ", and £1.000m is achieved"),
                (0, 0, ""),
            )
        ),
    ],
)
def test_capital_financing_is_told_with_its_receipts(rows: list[Row], told: list[str]) -> None:
    paper, _, _ = worked(capital_rows=rows)
    assert said(paper, sentences.capital(paper.figures)) == told


# --- reserves ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            held(5_000_000, -1_000_000, -2_000_000),
            "of £5.000m, £1.000m is drawn and £2.000m is still to be drawn, which leaves £2.000m. At the planned draw "
            "it lasts 2.0 years.",
        ),
        (
            held(5_000_000, -1_000_000),
            "of £5.000m, £1.000m is drawn and nothing is still to be drawn, which leaves £4.000m.",
        ),
        (held(5_000_000), "£5.000m at first, £5.000m after all that is planned."),
        (held(5_000_000, 0, 500_000), "£5.000m at first, £5.500m after all that is planned."),
        (
            held(1_000_000, 0, -1_000_000),
            "of £1.000m, nothing is drawn and £1.000m is still to be drawn, which leaves nothing. At the planned draw "
            "it lasts 1.0 years.",
        ),
        (
            held(1_000_000, -1_000_000, -250_000),
            "of £1.000m, £1.000m is drawn and £0.250m is still to be drawn, which is £0.250m more than it holds.",
        ),
    ],
)
def test_a_reserve_is_told_with_what_is_drawn_from_it(rows: list[Row], told: str) -> None:
    paper, _, _ = worked(reserves_rows=rows)
    assert said(paper, sentences.reserves(paper.figures, ["General reserve"])) == [f"General reserve: {told}"]


def test_one_without_an_opening_balance_is_not_told() -> None:
    paper, _, _ = worked(reserves_rows=[{"year": "2023/24", "movement": 5}])
    assert sentences.reserves(paper.figures, ["General reserve"]) == []


# --- everything ----------------------------------------------------------------------------------

AMOUNT = st.sampled_from([None, "0", "0.40", "-300", "400", "250000", "1000000", "-1000000", "1200000"])
NEEDED = AMOUNT.filter(lambda one: one is not None)


def _rows(most: int, **cells: st.SearchStrategy[object]) -> st.SearchStrategy[list[Row]]:
    made = st.lists(st.fixed_dictionaries(cells), min_size=1, max_size=most)
    return made.map(lambda rows: [{name: value for name, value in row.items() if name != "at"} for row in rows])


SAVED = _rows(
    4,
    target=NEEDED,
    rating=st.sampled_from([None, "red", "amber", "green", "achieved"]),
    delivered=AMOUNT,
    forecast=AMOUNT,
    redirected=st.sampled_from([None, "yes", "no"]),
)
SPENT = _rows(4, budget=NEEDED, forecast=NEEDED, actual=AMOUNT, directorate=st.sampled_from(["Adults", "Place"]))
FUNDED = _rows(
    4,
    planned=NEEDED,
    achieved=AMOUNT,
    source=st.sampled_from(["receipts", "reserves", "grant"]),
    approximate=st.sampled_from([None, "yes"]),
)
HELD = _rows(3, opening=AMOUNT, movement=NEEDED, basis=st.sampled_from(["actual", "forecast"]))


@settings(max_examples=30, deadline=None, phases=[Phase.generate])
@given(SAVED, SPENT, FUNDED, HELD, st.integers(0, 12))
def test_whatever_there_is_reads_as_english(
    saved: list[Row], spent: list[Row], funded: list[Row], held: list[Row], gone: int
) -> None:
    def numbered(rows: list[Row], name: str) -> list[Row]:
        return [row | {name: f"S{at}"} for at, row in enumerate(rows)]

    paper, told, at_risk = worked(
        numbered(saved, "reference"),
        numbered(spent, "service"),
        numbered(funded, "title"),
        [row | {"year": f"{2022 + at}/{23 + at}"} for at, row in enumerate(held)],
        before=numbered(spent[:1], "service"),
        gone=gone,
    )
    for text in said(paper, [*told, *at_risk]):
        assert text.endswith(".")
        assert text[0].isupper() or text[0] in "£−12a", text
