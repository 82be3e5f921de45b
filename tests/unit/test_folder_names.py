"""Names that become folders: what can name a report or a meeting, and what cannot."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from quarterbook.params.names import PACKS, ReportSlug, Slug, report_name
from quarterbook.slugs import slug

ANY = TypeAdapter(Slug)
OF_A_REPORT = TypeAdapter(ReportSlug)


@pytest.mark.parametrize("name", ["plans", "a", "010", "q1-2023", "packs-1", "pack"])
def test_small_letters_digits_and_single_hyphens_name_a_report(name: str) -> None:
    assert report_name(name) == ANY.validate_python(name) == OF_A_REPORT.validate_python(name) == name


@pytest.mark.parametrize(
    "name", ["", "Plans", "my plans", "-a", "a-", "a--b", "a_b", "../a", "a/b", "pläne", "a\n", "."]
)
def test_what_cannot_name_a_folder_is_refused_in_a_sentence(name: str) -> None:
    told = f"'{name}' cannot be a name here: use small letters and digits, with single hyphens between words"
    with pytest.raises(ValueError, match=re.escape(told)):
        report_name(name)
    with pytest.raises(ValueError, match="cannot be a name here"):
        ANY.validate_python(name)


def test_no_report_takes_the_folder_of_the_packs_though_a_meeting_may_be_called_so() -> None:
    with pytest.raises(ValueError, match="'packs' is the folder of committee packs; give the report another name"):
        report_name(PACKS)
    with pytest.raises(ValueError, match="is the folder of committee packs"):
        OF_A_REPORT.validate_python(PACKS)
    assert ANY.validate_python(PACKS) == PACKS


@given(st.text(max_size=12))
def test_only_what_is_a_slug_already_is_a_name(text: str) -> None:
    try:
        name = report_name(text)
    except ValueError:
        assert text == PACKS or not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", text)
    else:
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name)
        assert slug(name) == name == text
