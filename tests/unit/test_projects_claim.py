"""Measures before and after, and what a claim needs: held against what was worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from frames import by_id, indicators_frame, outturns_frame, projects_frame
from quarterbook.analysis import outturn_figures, outturns
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.projects import claim, claim_sentences, measures
from quarterbook.document.paper import Paper

Row = dict[str, object]
HOMES: Row = {"reference": "homes", "title": "In homes", "unit": "people", "polarity": "lower", "decimals": 0}
COST: Row = {"reference": "cost", "title": "Weekly cost", "unit": "£", "polarity": "lower", "decimals": 2}
ASKED: dict[str, Any] = {
    "claim": "IP-1",
    "claim_measure": "homes",
    "claim_cost": "cost",
    "claim_years": 2,
    "weeks_a_year": 52,
}
PERIODS = ("October 2022", "June 2023", "November 2023", "December 2023")


def of(*numbers: object, cost: object = 1067) -> tuple[Any, Any, Any]:
    """Registers of measures: so many in homes, period by period, and what one costs."""
    taken = [
        {"reference": "homes", "period": period, "actual": one} for period, one in zip(PERIODS, numbers, strict=False)
    ]
    indicators = indicators_frame(HOMES, COST)
    read = outturns_frame(*taken, {"reference": "cost", "period": "November 2023", "actual": cost})
    return indicators, read, measures.table(read, indicators, "2023-11-21")


def stated(*numbers: object, amount: object = 1_800_000, cost: object = 1067, **asked: object) -> claim.Claim:
    projects = projects_frame({"benefit_amount": amount, "benefit": "Over £1.8m"})
    found = claim.stated(projects, of(*numbers, cost=cost)[2], ASKED | asked)
    assert found is not None
    return found


def paper(*numbers: object, amount: object = 1_800_000) -> tuple[Paper, claim.Claim]:
    made = stated(*numbers, amount=amount)
    indicators, read, assessed = of(*numbers)
    whole = Paper()
    whole.add(outturn_figures.figures(assessed, outturns.headline(assessed), read, indicators))
    whole.add(claim.figures(made, projects_frame({"benefit_amount": amount})))
    return whole, made


class TestMeasures:
    def figures(self, *numbers: object) -> dict[str, Figure]:
        return by_id(measures.figures(of(*numbers)[2]))

    def test_the_latest_is_held_against_the_first(self) -> None:
        found = self.figures(56, 20, 11)
        assert (found["homes.change"].display, found["homes.travel"].value) == ("−45 people", "improved")
        assert found["homes.change"].from_ == (
            "homes.october-2022.actual",
            "homes.june-2023.actual",
            "homes.november-2023.actual",
            "all.outturns.count",
        )
        assert [found[f"measures.{name}"].value for name in ("count", "repeated.count")] == [2, 1]

    @pytest.mark.parametrize(
        ("first", "then", "change", "travel"),
        [(20, 56, "+36 people", "declined"), (20, 20, "0 people", "unchanged"), (20, 21, "+1 person", "declined")],
    )
    def test_direction_follows_polarity(self, first: int, then: int, change: str, travel: str) -> None:
        found = self.figures(first, then)
        assert (found["homes.change"].display, found["homes.travel"].value) == (change, travel)

    def test_of_percentages_the_change_is_in_points_and_of_no_polarity_no_way_is_better(self) -> None:
        indicators = indicators_frame(
            {"reference": "ehcp", "decimals": 1}, {"reference": "pay", "unit": "£", "polarity": "none"}
        )
        rows = [
            ("ehcp", "December 2021", 32),
            ("ehcp", "April 2023", 60.3),
            ("pay", "May 2023", 177),
            ("pay", "June 2023", 260),
        ]
        read = outturns_frame(*({"reference": one, "period": period, "actual": value} for one, period, value in rows))
        found = by_id(measures.figures(measures.table(read, indicators, "2023-11-21")))
        assert [found[f"{one}.change"].display for one in ("ehcp", "pay")] == ["+28.3 points", "+£83"]
        assert "pay.travel" not in found

    def test_one_value_has_no_change_and_a_period_after_the_month_of_the_paper_is_left_out(self) -> None:
        assert "homes.change" not in self.figures(56)
        assert self.figures(56, 20, 11, 99)["homes.change"].value == -45


class TestClaim:
    def test_what_it_needs_is_as_worked_out_by_hand(self) -> None:
        made = stated(56, 20, 11)
        assert (made.weeks, made.least) == (104, 17)
        assert (round(float(made.placement_weeks), 2), round(float(made.on_average), 2)) == (1686.97, 16.22)
        assert [made.over(one, 104) for one in (16, 17)] == [1_775_488, 1_886_456]
        assert [fewer for _, fewer in made.fewer()] == [36, 45]

    @pytest.mark.parametrize(
        ("period", "told"),
        [
            (
                "june-2023",
                ["36 people", "£38,412", "£1,997,424", "£3,994,848", "£1,997,424", "45%", "47 weeks", "£586.23"],
            ),
            (
                "november-2023",
                ["45 people", "£48,015", "£2,496,780", "£4,993,560", "£2,496,780", "36%", "38 weeks", "£682.38"],
            ),
        ],
    )
    def test_what_each_fall_saves_is_as_worked_out_by_hand(self, period: str, told: list[str]) -> None:
        names = ("fewer", "a-week", "a-year", "in-full", "evenly", "share", "weeks", "support")
        found = paper(56, 20, 11)[0].figures
        assert [found[f"claim.{period}.{name}"].display for name in names] == told

    def test_the_weeks_that_the_fall_must_last_are_the_least_that_are_enough(self) -> None:
        made = stated(56, 20, 11)
        for _, fewer in made.fewer():
            enough = -(-made.needed(fewer) // 1)
            assert made.over(fewer, enough) >= made.pounds > made.over(fewer, enough - 1)

    def test_net_of_the_support_the_claim_is_just_left(self) -> None:
        made = stated(56, 20)
        ((_, fewer),) = made.fewer()
        assert fewer * (made.weekly - made.support(fewer)) * made.weeks == made.pounds

    def test_a_claim_that_is_exactly_met_needs_no_more(self) -> None:
        made = stated(10, 8, amount=Fraction(2 * 104 * 1000).numerator, cost=1000)
        assert (made.on_average, made.least, made.needed(Fraction(2))) == (2, 2, 104)

    def test_no_claim_makes_no_figure(self) -> None:
        assert claim.stated(projects_frame({}), of(56)[2], ASKED | {"claim": ""}) is None
        assert claim.figures(None, projects_frame({})) == ()

    @pytest.mark.parametrize(
        ("asked", "name", "told"),
        [
            ({"claim": "IP-2"}, "claim", "no project has the reference 'IP-2'. Did you mean 'IP-1'"),
            ({"claim_measure": "home"}, "claim_measure", "no measure with an outturn is called 'home'. Did you mean"),
            (
                {"claim_measure": "cost"},
                "claim_measure",
                "it has one outturn, and a claim needs one before and one after",
            ),
            ({"claim_cost": "homes"}, "claim_cost", "a cost in £ is needed; homes is counted in people."),
            ({"claim_cost": ""}, "claim_cost", "no weekly cost with an outturn is called ''."),
            ({"claim_years": 0}, "claim_years", "a number from 1 to 50 was expected, not 0."),
            ({"weeks_a_year": 54}, "weeks_a_year", "a number from 1 to 53 was expected, not 54."),
        ],
    )
    def test_what_it_is_asked_with_must_fit(self, asked: dict[str, Any], name: str, told: str) -> None:
        with pytest.raises(ValueError, match=name) as error:
            stated(56, 20, **asked)
        assert error.value.args[0] == name
        assert error.value.args[1].startswith(told)

    def test_a_project_must_claim_an_amount_and_a_cost_be_above_nought(self) -> None:
        with pytest.raises(ValueError, match="claims no amount"):
            stated(56, 20, amount=None)
        with pytest.raises(ValueError, match="a cost above nought is needed, not 0"):
            stated(56, 20, cost=0)


class TestSentences:
    def told(self, *numbers: object, amount: object = 1_800_000) -> list[str]:
        whole, made = paper(*numbers, amount=amount)
        sentences = [claim_sentences.needs(made), *claim_sentences.allows(made, whole.figures), claim_sentences.GROSS]
        return ["".join(run.text for run in whole.prose(one).runs) for one in sentences]

    def test_a_claim_is_told_with_what_would_have_to_be_true(self) -> None:
        needs, first, _, gross = self.told(56, 20, 11)
        assert needs == (
            "IP-1, Project 1, claims £1,800,000 (“Over £1.8m”). At £1,067 a week, that is 1,687 weeks of a single "
            "placement, or 16.2 people fewer on average over 2 years of 52 weeks. The smallest whole number that makes "
            "it true throughout is 17 people fewer, which saves £1,886,456."
        )
        assert first == (
            "From 56 people (October 2022) to 20 people (June 2023) is 36 people fewer, which saves £38,412 a week. "
            "The claim is true if all of this fall lasts for 47 weeks of the 104, and also if the number falls evenly "
            "over the whole time, which saves £1,997,424. Were it to last for all of them, it would save £3,994,848, "
            "and other support could cost £586.23 a week for each before less than the claim is left."
        )
        assert gross.startswith("All of this is gross")

    def test_a_fall_that_is_enough_only_if_it_lasts_says_so(self) -> None:
        (_, told, _) = self.told(40, 20)
        assert "were the number to fall evenly over the whole time, it would save £1,109,680, which is less." in told

    def test_a_fall_that_is_too_small_cannot_make_it_true(self) -> None:
        (_, told, _) = self.told(12, 11)
        assert told.endswith(
            "1 person fewer, which saves £1,067 a week. Even all of it from the first day to the last saves £110,968, "
            "which is less than is claimed: this fall alone cannot make the claim true."
        )

    def test_a_number_that_has_not_fallen_bears_out_nothing(self) -> None:
        (_, told, _) = self.told(11, 20, 11)
        assert told == "The number has not fallen below the 11 people of October 2022, so it bears out no saving."
