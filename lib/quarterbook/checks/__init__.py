"""Data-quality rules: one small function a rule, with a code and a sentence."""

from quarterbook.checks.across import across, disputes, f02_papers_differ, told
from quarterbook.checks.actions import a20_due_date_moved, actions
from quarterbook.checks.activity import activity
from quarterbook.checks.capital import capital
from quarterbook.checks.changes import i31_restated, i32_definition_changed
from quarterbook.checks.clinics import clinics
from quarterbook.checks.improvement_plan import improvement_plan
from quarterbook.checks.indicators import i29_quartile_differs, indicators
from quarterbook.checks.measures import measures
from quarterbook.checks.offers import offers
from quarterbook.checks.people import n13_small_count_shown, people
from quarterbook.checks.projects import p10_two_phases, projects
from quarterbook.checks.published import f01_published_differs, n12_published_but_not_shown
from quarterbook.checks.questions import questions
from quarterbook.checks.reserves import reserves
from quarterbook.checks.revenue import r26_other_periods, revenue
from quarterbook.checks.savings import savings
from quarterbook.checks.team import team
from quarterbook.checks.themes import themes
from quarterbook.checks.tracker import tracker
from quarterbook.findings import on_rows

__all__ = [
    "a20_due_date_moved",
    "across",
    "actions",
    "activity",
    "capital",
    "clinics",
    "disputes",
    "f01_published_differs",
    "f02_papers_differ",
    "i29_quartile_differs",
    "i31_restated",
    "i32_definition_changed",
    "improvement_plan",
    "indicators",
    "measures",
    "n12_published_but_not_shown",
    "n13_small_count_shown",
    "offers",
    "on_rows",
    "p10_two_phases",
    "people",
    "projects",
    "questions",
    "r26_other_periods",
    "reserves",
    "revenue",
    "savings",
    "team",
    "themes",
    "told",
    "tracker",
]
