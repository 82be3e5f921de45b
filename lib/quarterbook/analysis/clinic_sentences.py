"""Sentences on indicators and clinics: templates in which every number is a figure's id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quarterbook.analysis.clinics import Suggestion
from quarterbook.analysis.figures import Figure
from quarterbook.analysis.outturn_figures import figure_id
from quarterbook.analysis.sentences import Sentence, joined
from quarterbook.analysis.targets import CLOSE, MET, MISSED
from quarterbook.analysis.travel import DECLINED, IMPROVED, UNCHANGED
from quarterbook.analysis.triggers import Evidence

Figures = Mapping[str, Figure]

RULES = Sentence(
    "The rules find an indicator whose quartile fell, or stayed in the third or worst for two years; that missed its "
    "target in the latest quarter, or its stretch target; or that became worse than the national average. Those "
    "furthest and longest off target stand first."
)


def summary(figures: Figures) -> list[Sentence]:
    """How many clinics were held and are proposed, how the indicators stand, and how many of them the rules find."""
    return [*_clinics(figures), *overview(figures)]


def _clinics(figures: Figures) -> list[Sentence]:
    held, proposed = (figures[f"clinics.{one}.count"].value for one in ("held", "proposed"))
    found = figures["clinics.triggered.count"].value
    parts = []
    if held:
        parts.append("{clinics.held.count:clinic has|clinics have} been held")
    if proposed:
        more = "further clinic is|further clinics are" if held else "clinic is|clinics are"
        parts.append(f"{{clinics.proposed.count:{more}}} proposed")
    if found:
        parts.append("the rules find {clinics.triggered.count:indicator|indicators} that may call for one")
    if not parts:
        return []
    words = joined(parts)
    return [Sentence(f"{words[0].upper()}{words[1:]}.")]


def held(figures: Figures, year: str) -> list[Sentence]:
    """What leads the list of clinics held, and how many of them were outside the year that the paper names."""
    number = figures["clinics.held.count"].value
    if not number:
        return [Sentence("No clinic is known to have been held.")]
    made = [
        Sentence(
            "The clinic is this; Appendix A sets it out."
            if number == 1
            else "The clinics are these, by date; Appendix A sets out each of them."
        )
    ]
    if outside := figures["clinics.outside-year.count"].value:
        verb, its = ("was", "its") if outside == 1 else ("were", "their")
        made.append(
            Sentence(
                f"The paper lists them for {{year}}; {{clinics.outside-year.count}} of them {verb} held outside it, as "
                f"{its} {'date shows' if outside == 1 else 'dates show'}.",
                {"year": year},
            )
            if number != 1
            else Sentence("The paper lists it for {year}; it was held outside it.", {"year": year})
        )
    return made


def overview(figures: Figures) -> list[Sentence]:
    """How many indicators met their targets, and how many got better or worse."""
    number, told = figures["all.indicators.count"].value, figures["all.compared.count"].value
    if not number:
        return [Sentence("No indicator has an outturn.")]
    made = []
    if told:
        have = "has" if told == 1 else "have"
        parts = _parts(figures, {MET: "met it", CLOSE: "came close to it", MISSED: "missed it"})
        made.append(
            Sentence(
                f"Of {{all.indicators.count:indicator|indicators}}, {{all.compared.count}} {have} a status against "
                f"target in the latest period reported: {parts}."
            )
        )
    else:
        lead, a = ("The", "no") if number == 1 else ("None of the", "a")
        made.append(Sentence(f"{lead} {{all.indicators.count:indicator|indicators}} has {a} status against target."))
    if figures["all.travelled.count"].value:
        parts = _parts(figures, {IMPROVED: "improved", UNCHANGED: "stayed the same", DECLINED: "declined"})
        made.append(
            Sentence(
                f"{{all.travelled.count:indicator has|indicators have}} a direction of travel since the period before: "
                f"{parts}."
            )
        )
    return made


def _parts(figures: Figures, words: Mapping[str, str]) -> str:
    """How many did what; of one alone, what it did."""
    there = {word: said for word, said in words.items() if figures[f"all.{word}.count"].value}
    if sum(int(figures[f"all.{word}.count"].value or 0) for word in there) == 1:
        return next(iter(there))
    return joined(f"{{all.{word}.count}} ({{all.{word}.percent}}) {said}" for word, said in there.items())


def proposed(figures: Figures) -> Sentence:
    """How many clinics are proposed, and how many the officers decline."""
    number, declined = (figures[f"clinics.{one}.count"].value for one in ("proposed", "declined"))
    verb = "is" if number == 1 else "are"
    lead = f"{{clinics.proposed.count:clinic|clinics}} {verb} proposed" if number else "No further clinic is proposed"
    if not declined:
        return Sentence(f"{lead}.")
    verb = "is" if declined == 1 else "are"
    return Sentence(f"{lead}; {{clinics.declined.count:clinic|clinics}} that the rules suggest {verb} declined.")


def triggered(figures: Figures) -> Sentence:
    """How many indicators the rules find, and on how many nobody has decided yet."""
    number = figures["clinics.triggered.count"].value
    if not number:
        return Sentence("The rules find no indicator that calls for a clinic.")
    still = figures["clinics.open.count"].value
    if not still:
        end = "on it a clinic is" if number == 1 else "on each a clinic is"
        return Sentence(
            f"The rules find {{clinics.triggered.count:indicator|indicators}} in the data; {end} proposed or declined, "
            "or was held within a year."
        )
    lead = "The rules find {clinics.triggered.count:indicator|indicators} in the data."
    if still == number:
        where = "On it no clinic is" if number == 1 else "On none of them is a clinic"
        return Sentence(f"{lead} {where} proposed or declined, and none was held within a year.")
    end = "no clinic is proposed or declined, and none was held within a year."
    return Sentence(f"{lead} On {{clinics.open.count}} of them {end}")


def reasons(evidence: Iterable[Evidence], figures: Figures) -> list[Sentence]:
    """Why the rules find indicators; a stretch target that another rule found missed is only called one.

    Of several indicators, each sentence says which it is of.
    """
    told = [*evidence]
    missed = {(one.reference, one.period) for one in told if one.rule == "off-target"}
    said = [
        Sentence("It is a stretch target.")
        if one.rule == "stretch-missed" and (one.reference, one.period) in missed
        else because(one, figures)
        for one in told
    ]
    if len({one.reference for one in told}) < 2:
        return said
    made = []
    for at, (one, sentence) in enumerate(zip(told, said, strict=True)):
        again = at > 0 and told[at - 1].reference == one.reference
        values = {**sentence.values, "indicator": one.reference}
        made.append(sentence if again else Sentence(f"{{indicator}}: {sentence.template}", values))
    return made


def because(one: Evidence, figures: Figures) -> Sentence:
    """Why a rule finds an indicator, with the figures that show it."""
    at = {name: f"{{{figure}}}" for name, figure in one.figures.items()}
    values = {"period": str(one.period), "before": str(one.before)}
    match one.rule:
        case "quartile-fell":
            return Sentence(
                f"Its quartile fell from {at['before-quartile']} ({{before}}) to {at['quartile']} ({{period}}).", values
            )
        case "stuck-low":
            same = figures[one.figures["quartile"]].value == figures[one.figures["before-quartile"]].value
            way = (
                f"in the {at['quartile']} quartile"
                if same
                else (f"in the {at['before-quartile']} and then the {at['quartile']} quartile")
            )
            return Sentence(f"It has been {way} for two years ({{before}} and {{period}}).", values)
        case "below-average":
            return Sentence(
                f"It became worse than the national average: {at['actual']} against {at['comparator']} ({{period}}), "
                f"after {at['before-actual']} against {at['before-comparator']} ({{before}}).",
                values,
            )
    target = "stretch target" if one.rule == "stretch-missed" else "target"
    if "gap" not in at:
        return Sentence(f"Its {target} was missed in {{period}}, as the officers report.", values)
    return Sentence(
        f"Its {target} was missed in {{period}}: {at['actual']} against {at['target']}, {at['gap']}.", values
    )


def how_far(one: Suggestion) -> list[Sentence]:
    """How long and how far an indicator is off target; nothing where it is not."""
    periods = figure_id(one.reference, "off-target", "periods")
    percent = figure_id(one.reference, "off-target", "percent")
    match one.run.periods:
        case 0:
            return []
        case 1:
            return [Sentence(f"By {{{percent}}} of its target, in {{{periods}:period|periods}}")]
    return [Sentence(f"By {{{percent}}} of its targets in all, in {{{periods}:period|periods}} in a row")]


def decision(one: Suggestion) -> str:
    """What is decided on an indicator that the rules find."""
    match one.state:
        case "proposed":
            return "Proposed above"
        case "declined":
            return f"Declined: {one.reason}" if one.reason else "Declined; no reason is given"
        case "held":
            return f"Clinic held on {one.reason}"
    return "For decision"
