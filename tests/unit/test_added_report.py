"""A report is added to a quarter file's text, and nothing else of it changes."""

from __future__ import annotations

import pytest

from quarterbook.errors import InputError
from quarterbook.params import strict_yaml
from quarterbook.params.added_report import entry, with_report

REPORT = {"notebook": "visits", "title": "Visits", "parameters": {"actions": "data/x.csv", "asked": ["Note it."]}}
BEFORE = """\
# Ours.
quarter: 2023-24 Q1
house: testshire

reports:
  plans:    # the oldest
    notebook: update
    title: >-
      A paper
      on plans
"""


def added(text: str) -> str:
    after = with_report(text, "visits", REPORT, "params/x.yaml")
    value = strict_yaml.loads(after, "").value
    old = strict_yaml.loads(text, "").value
    assert value == {**old, "reports": {**old["reports"], "visits": REPORT}}
    return after


def test_the_entry_stands_at_the_end_as_people_write_it() -> None:
    assert added(BEFORE) == (
        BEFORE
        + "  visits:\n    notebook: visits\n    title: Visits\n"
        + "    parameters:\n      actions: data/x.csv\n      asked:\n        - Note it.\n"
    )


@pytest.mark.parametrize(
    "after",
    [
        "meetings: {}\n",
        "\n# of meetings\nmeetings: {}\n",
        "\n\n\ndefaults:\n  plan: Plan\n",
        "\n# The end.\n",
        "    parameters:\n      plan: |\n        # no comment\n\n        words\n\n\nmeetings: {}\n",
        "    # of plans\n  # of the reports\n\n# of all\ndefaults: {}\n",
        "...\n",
    ],
)
def test_what_follows_the_reports_follows_the_entry(after: str) -> None:
    new = added(BEFORE + after)
    assert len(new) - len(BEFORE + after) == len(entry("visits", REPORT))
    assert new.replace(entry("visits", REPORT), "") == BEFORE + after
    assert not new.endswith("    - Note it.\n") or not after.startswith("meetings")


def test_a_comment_on_what_follows_stays_with_it() -> None:
    assert "- Note it.\n\n# of meetings\nmeetings: {}\n" in added(BEFORE + "\n# of meetings\nmeetings: {}\n")


def test_a_text_that_keeps_its_blank_lines_keeps_them() -> None:
    added(BEFORE + "    parameters:\n      plan: |+\n        words\n\n\nmeetings: {}\n")


def test_the_indentation_is_the_file_s() -> None:
    wide = "quarter: 2023-24 Q1\nhouse: x\nreports:\n    plans:\n        notebook: update\n        title: A\n"
    assert "\n    visits:\n        notebook: visits\n" in added(wide)
    mixed = "quarter: 2023-24 Q1\nhouse: x\nreports:\n  plans:\n      notebook: update\n      title: A\nmeetings: {}\n"
    assert "\n  visits:\n      notebook: visits\n" in added(mixed)
    flowing = "quarter: 2023-24 Q1\nhouse: x\nreports:\n    plans: {notebook: update,\n      title: A}\n"
    assert "\n    visits:\n      notebook: visits\n" in added(flowing)


def test_line_ends_are_the_file_s() -> None:
    after = added(BEFORE.replace("\n", "\r\n") + "meetings: {}\r\n")
    assert after.count("\r\n") == after.count("\n")


def test_a_last_line_without_an_end_is_ended_first() -> None:
    assert "      on plans\n  visits:\n" in added(BEFORE.rstrip("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "quarter: 2023-24 Q1\nhouse: x\nreports: {plans: {notebook: update, title: A}}\n",
        "{quarter: 2023-24 Q1, house: x, reports: {plans: {notebook: update, title: A}}}\n",
    ],
)
def test_a_layout_that_takes_no_more_lines_is_left_alone_with_the_entry_to_paste(text: str) -> None:
    with pytest.raises(InputError) as told:
        with_report(text, "visits", REPORT, "params/x.yaml")
    assert "params/x.yaml" in str(told.value)
    pasted = str(told.value).split("reports:\n", 1)[1]
    assert strict_yaml.loads(pasted, "").value == {"visits": REPORT}


@pytest.mark.parametrize(
    "text",
    [
        'Visits: what "we" saw',
        "C:\\plans # {all.total} [x] & *y* | > %z @ `a` !b",
        "it's ''quoted''",
        "null",
        "true",
        "2023-24",
        "010",
        "- dash",
        "ends with:",
        "ŵ ŷ → 😀",
        "No",
        "a #b",
        "x: y",
        "",
    ],
)
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    report = {"title": text, "front_matter": {"Report to": text}, "parameters": {"asked": [text, text]}}
    assert strict_yaml.loads(entry("visits", report), "").value == {"visits": report}
