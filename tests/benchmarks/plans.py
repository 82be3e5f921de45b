"""The plan of an invented council: actions that begin, progress, slip and end, as its export has them by quarter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from quarterbook.quarters import Quarter

DIRECTORATES = {
    "Corporate Services": ("Finance", "Legal Services", "Revenues and Benefits"),
    "Neighbourhoods": ("Waste and Recycling", "Parks", "Community Safety"),
    "Adult Care": ("Commissioning", "Assessment", "Provider Services"),
    "Children's Services": ("Early Help", "Schools", "Placements"),
    "Growth and Place": ("Planning", "Housing", "Highways"),
}
HEADER = (
    *("Action code", "Action", "Directorate", "Service", "Stage", "Start date", "Due date", "Original due date"),
    *("Completed date", "Progress %", "RAG", "Outside control", "Outside control reason", "On track", "Lead"),
    *("Commentary", "Provenance"),
)
_BEGIN = 8  # actions that begin in a quarter; one is listed in seven quarters or so
_DO = ("Review", "Replace", "Agree and publish", "Put into practice", "Refresh", "Extend", "Simplify", "Test")
_WHAT = (
    *("the emergency plans", "the library offer", "the residents' survey", "the scheme of delegation", "the tree plan"),
    *("the homelessness strategy", "the fleet contract", "the carers' charter", "the health and safety policy"),
    *("the digital skills sessions", "the local plan timetable", "the fostering offer", "the energy plan for offices"),
    *("the customer contact standards", "the data sharing agreements", "the winter service", "the flood scheme"),
    *("the people strategy", "the finance system", "the school places plan", "the contract register"),
)
_NEXT = (
    *("Services have been asked what they need.", "A draft is with managers for comment.", "The next step is a pilot."),
    *("Partners have been consulted, and their answers are being read.", "Training starts next quarter."),
)
_WHY = "A supplier's update is late"


@dataclass(frozen=True)
class Action:
    """An action over all its quarters; its due date is put off once, if ever, by a quarter."""

    code: str
    title: str
    directorate: str
    start: date
    first_due: date
    put_off: date
    pace: float  # below 1: it will be late
    listed: range  # quarters, counted from the plan's first


def plan(random: Random, directorates: list[str], first: Quarter, quarters: int) -> list[Action]:
    """The actions of a council over so many quarters, in the order of its directorates."""
    begins = [at for at in range(-8, quarters + 1) for _ in range(_BEGIN)]
    titles = random.sample([f"{do} {what}" for do in _DO for what in _WHAT], len(_DO) * len(_WHAT))
    actions = []
    for at, begin in enumerate(begins):
        directorate, length = directorates[at % len(directorates)], random.randint(3, 9)
        start = first.start + timedelta(days=91 * begin + random.randint(0, 60))
        due, far = start + timedelta(days=91 * length), timedelta(days=9999)
        put_off = start + random.choice([far] * 4 + [(due - start) / 2])
        code = f"{directorate[:2].upper()}-{at // len(directorates) + 1:03}"
        listed = range(begin - 1, begin + length + 1)
        title = titles[at % len(titles)]
        actions.append(Action(code, title, directorate, start, due, put_off, random.uniform(0.6, 1.4), listed))
    return sorted(actions, key=lambda action: directorates.index(action.directorate))


def row(action: Action, as_at: date, random: Random) -> list[str]:
    """What the export says of an action on a day; now and then a cell is blank or wrong."""
    moved = action.put_off <= as_at
    due = action.first_due + timedelta(days=91 if moved else 0)
    days = (action.first_due - action.start).days
    percent = max(0, min(100, int((as_at - action.start).days / days * action.pace * 100)))
    completed = action.start + timedelta(days=int(days / action.pace)) if percent == 100 else None
    begun = "Not started" if percent == 0 else random.choice(["In progress"] * 12 + ["Paused"])
    on_track = completed is not None or (due > as_at and (action.pace > 0.8 or random.random() < 0.5))
    outside = not on_track and random.random() < 0.3
    rating = "Green" if completed else "Purple" if on_track else "Amber" if outside else "Red"
    cited = percent if random.random() > 0.04 else percent + 1
    service = DIRECTORATES[action.directorate][int(action.code[-1]) % 3]
    dates = (action.start, due, action.first_due if moved else None, completed)
    return [
        *(action.code, action.title, action.directorate, service, "Completed" if completed else begun),
        *(f"{day:%d/%m/%Y}" if day else "" for day in dates),
        *(str(percent), random.choice([rating] * 18 + ["", "Purple"])),
        *("yes" if outside else "no", _WHY if outside else "", "yes" if on_track else "no", f"Head of {service}"),
        random.choice([f"The work is {cited}% complete. {random.choice(_NEXT)}"] * 15 + [""]),
        "illustrative",
    ]
