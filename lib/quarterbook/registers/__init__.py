"""The only readers of data/: one module a register."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from quarterbook import sources
from quarterbook.params.house_file import House
from quarterbook.params.project import find_root
from quarterbook.registers.actions import ACTIONS
from quarterbook.registers.activity import ACTIVITY
from quarterbook.registers.capital import CAPITAL
from quarterbook.registers.clinics import CLINICS
from quarterbook.registers.improvement_plan import IMPROVEMENT_PLAN
from quarterbook.registers.indicators import INDICATORS
from quarterbook.registers.offers import OFFERS
from quarterbook.registers.other_work import OTHER_WORK
from quarterbook.registers.outturns import OUTTURNS
from quarterbook.registers.people import PEOPLE
from quarterbook.registers.projects import PROJECTS
from quarterbook.registers.published_figures import PUBLISHED_FIGURES
from quarterbook.registers.questions import QUESTIONS
from quarterbook.registers.register import Register, frame
from quarterbook.registers.reserves import RESERVES
from quarterbook.registers.revenue import REVENUE
from quarterbook.registers.savings import SAVINGS
from quarterbook.registers.team import TEAM
from quarterbook.registers.tracker import TRACKER

REGISTERS: dict[str, Register] = {
    register.name: register
    for register in (
        *(ACTIONS, INDICATORS, OUTTURNS, CLINICS, PUBLISHED_FIGURES),
        *(SAVINGS, REVENUE, CAPITAL, RESERVES, QUESTIONS),
        *(ACTIVITY, TRACKER),
        *(IMPROVEMENT_PLAN, PEOPLE),
        *(PROJECTS, TEAM, OTHER_WORK),
        OFFERS,
    )
}


def read(register: str, source: object, house: House, root: Path | None = None) -> pd.DataFrame:
    """Return a register's frame from a source (a path from the project root), or an empty one where it is None.

    Raises `RegisterError` with every problem of the file, and `InputError` where it is not there.
    """
    if source is None:
        return REGISTERS[register].empty()
    return frame(sources.read(source, root or find_root(Path.cwd())), REGISTERS[register], house)
