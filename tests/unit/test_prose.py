"""Prose from templates: a number is a figure, a value is text, and nothing else gets in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quarterbook.analysis.figures import Figure
from quarterbook.document.blocks import Run, Runs
from quarterbook.document.prose import ProseError, compose, typed_number
from quarterbook.errors import QuarterbookError


def figure(figure_id: str, value: int | None, unit: str = "") -> Figure:
    shown = "n/a" if value is None else f"{value}{unit}"
    return Figure(id=figure_id, value=value, exact=None, unit=unit, display=shown, definition="Actions")


FIGURES = {
    one.id: one
    for one in (
        *(figure(f"all.{name}", number) for name, number in (("none", 0), ("one", 1), ("two", 2), ("unknown", None))),
        figure("corporate-services.purple.percent", 92, "%"),
    )
}


def runs(template: str, **values: object) -> Runs:
    return compose(template, FIGURES, values)


def text(template: str, **values: object) -> str:
    return "".join(run.text for run in runs(template, **values))


# --- figures -------------------------------------------------------------------------------------


def test_a_figure_is_displayed_and_the_run_names_it() -> None:
    assert runs("About {corporate-services.purple.percent} are under way.") == (
        Run(text="About "),
        Run(text="92%", figure="corporate-services.purple.percent"),
        Run(text=" are under way."),
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [("none", "0 actions"), ("one", "1 action"), ("two", "2 actions"), ("unknown", "n/a actions")],
)
def test_a_noun_follows_the_number_of_its_figure(name: str, told: str) -> None:
    assert text(f"{{all.{name}:action|actions}}") == told


def test_a_noun_may_be_several_words_and_one_of_them_may_be_missing() -> None:
    assert text("{all.one:action was|actions were} late") == "1 action was late"
    assert text("{all.two:|s}") == "2 s"


@pytest.mark.parametrize(
    ("display", "told"),
    [("−£0.500m", "£0.500m"), ("about −£0.5m", "about £0.5m"), ("£0.500m", "£0.500m"), ("−5%", "5%"), ("n/a", "n/a")],
)
def test_the_size_of_a_figure_is_what_it_displays_without_its_minus(display: str, told: str) -> None:
    known = figure("variance.total", -5).model_copy(update={"display": display})
    (run, _) = compose("{size of variance.total} under budget", {known.id: known}, {})
    assert run == Run(text=told, figure="variance.total")


def test_the_size_of_what_is_no_figure_is_refused() -> None:
    with pytest.raises(ProseError, match=r"^The prose names 'all\.three', which is no figure\."):
        runs("{size of all.three}")


def test_one_figure_may_stand_twice_and_beside_another() -> None:
    assert text("{all.two} of {all.two}{all.one}") == "2 of 21"


def test_markdown_of_the_template_is_read_and_dresses_the_figures_in_it() -> None:
    assert runs("**{all.two:action|actions}** of *many*") == (
        Run(text="2 actions", strong=True, figure="all.two"),
        Run(text=" of "),
        Run(text="many", emphasis=True),
    )


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("all.ones", "Did you mean 'all.one'?"),
        ("corporate-services.purple.percnt", "purple.percent'"),
        ("plam", "'plan'"),
    ],
)
def test_a_name_that_is_no_figure_is_told_with_the_nearest(name: str, near: str) -> None:
    with pytest.raises(ProseError) as error:
        runs(f"About {{{name}}} actions.", plan="x")
    assert str(error.value).startswith(f"The prose names '{name}', which is no figure. ")
    assert near in str(error.value)


def test_an_error_of_prose_is_one_that_a_user_reads() -> None:
    assert issubclass(ProseError, QuarterbookError)
    assert ProseError.exit_code == 1


# --- typed numbers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "template",
    [
        "93% of actions are under way.",
        "{all.two} of 12 actions",
        "**11** are Purple",
        "In 2023-24 we did well.",
        "On 31 July.",
        "By Q1.",
        "It cost £15.979m.",
        "Sections 151 and 114",
        "Section {all.two}151",
        "Appendix {all.one}2",
        "Insection 151",
        "{all.one:action of 12|actions}",
        "{all.two:action|actions of 12}",
        "&#57;&#51;% of actions",
        "٩٣% of actions",
        "`93`",
        "[see](https://example.org/93)",
    ],
)
def test_a_typed_digit_fails(template: str) -> None:
    with pytest.raises(ProseError, match=r"^A number is typed into the prose: '….*…'\. Name the figure in braces"):
        runs(template)


@pytest.mark.parametrize(
    "template",
    [
        "Under Section 151 of the Act.",
        "Under section 114A.",
        "Schedule 12A applies.",
        "See Appendix 1, and Appendix 12.",
        "Sections 151 apply.",
        "About {all.two:action|actions}.",
        "No digits at all.",
    ],
)
def test_names_of_law_and_of_parts_of_a_paper_pass(template: str) -> None:
    assert typed_number(template) is None
    assert text(template).startswith(template[:4].replace("{", ""))


@pytest.mark.parametrize("template", ["Part 151", "Act 2006", "Office 2019", "Chapter 4"])
def test_other_names_with_digits_do_not(template: str) -> None:
    assert typed_number(template) == template


def test_the_typed_number_is_told_with_the_words_about_it() -> None:
    long = "In the spring of that year there were some 93% of all actions under way, or so it was thought."
    assert typed_number(long) == "ear there were some 93% of all actions un"


@given(
    st.text(alphabet="ab {}*`_.:|", max_size=20), st.sampled_from("0123456789"), st.text(alphabet="ab }*`", max_size=9)
)
def test_no_digit_outside_braces_is_ever_printed(before: str, digit: str, after: str) -> None:
    with pytest.raises(ProseError):
        compose(f"{before}x {digit}{after}".replace("{", ""), {}, {})


# --- values --------------------------------------------------------------------------------------

HOSTILE = [
    "*stars* and **more**",
    "{all.two} and {braces}",
    "<b>bold</b> & <script>alert(1)</script>",
    "`ticks` and ```fences```",
    "[link](javascript:alert(1)) ![image](x.png)",
    "# Heading",
    "- item",
    "| a | b |\n|---|---|",
    "93% of 12, $x^2$ \\* &amp; ~~gone~~ _under_",
    "Line one\n\nLine two",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_text_whatever_it_holds(value: str) -> None:
    assert runs("{title}", title=value) == (Run(text=value),)
    assert runs("The {title} of {all.two}", title=value) == (
        *(Run(text="The "), Run(text=value), Run(text=" of ")),
        Run(text="2", figure="all.two"),
    )


@given(st.text(min_size=1))
def test_any_value_is_set_as_it_is(value: str) -> None:
    assert runs("**{title}** ({all.two})", title=value)[0] == Run(text=value, strong=True)


def test_a_value_goes_before_a_figure_of_its_name() -> None:
    assert runs("{all.two}", **{"all.two": "text"}) == (Run(text="text"),)


def test_a_value_that_is_empty_leaves_no_run() -> None:
    assert runs("Words{gap}.", gap="") == (Run(text="Words"), Run(text="."))


# --- templates that cannot be published ----------------------------------------------------------


@pytest.mark.parametrize("template", ["One.\n\nTwo.", "# Heading", "- item", "> quoted", "", "    code"])
def test_a_template_is_one_paragraph(template: str) -> None:
    with pytest.raises(ProseError, match="not one paragraph"):
        runs(template)


@pytest.mark.parametrize(
    "template", ["{all.two", "all.two}", "{}", "{all.two:actions}", "{{all.two}}", "{all.two:a|b|{c}"]
)
def test_a_brace_without_a_name_is_not_printed(template: str) -> None:
    with pytest.raises(ProseError, match=r"A brace encloses no name|is no figure"):
        runs(template)
