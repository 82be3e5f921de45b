"""A report's sources read, before any kernel starts; and its data checked, as its notebook finds it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from quarterbook import registers, sources
from quarterbook.errors import Blocked, InputError
from quarterbook.findings import Finding
from quarterbook.params import flat, house_file
from quarterbook.params.house_file import House
from quarterbook.registers.register import RegisterError, frame
from quarterbook.running import checking
from quarterbook.running.inputs import Prepared


def check(prepared: Prepared) -> tuple[Finding, ...]:
    """Return what the rules find in a report's data. Raises `InputError` with every problem of every source."""
    house = house_file.load(prepared.house, prepared.root)
    return allowed(checking.check(read(prepared, house), prepared.parameters, house), prepared)


def allowed(findings: Sequence[Finding], prepared: Prepared) -> tuple[Finding, ...]:
    """Return the findings. Raises `Blocked` for a paper that is published and would count too few people (N13)."""
    small = [finding.message for finding in findings if finding.code == "N13"]
    if small and not prepared.withheld:
        raise Blocked(small)
    return tuple(finding for finding in findings if finding.code != "N13")


def read(prepared: Prepared, house: House) -> dict[str, pd.DataFrame]:
    """Return a report's registers, by the parameters that name them.

    Raises `InputError` with every problem of every source, or with what in the parameters does not fit the data.
    """
    parameters = prepared.parameters
    held = {one.role: one.parts[0].data for one in prepared.inputs}
    frames: dict[str, pd.DataFrame] = {}
    problems = list(prepared.problems)
    for name, source in parameters.items():
        register = flat.register_of(name)
        if register is None or name not in held:
            continue
        try:
            raw = sources.table(sources.load(source, prepared.root, held[name]))
            frames[name] = frame(raw, registers.REGISTERS[register], house)
        except RegisterError as error:
            problems += error.problems
        except InputError as error:
            problems += [f"{problem} ({prepared.places[name]}, {name})" for problem in error.problems]
    if not problems:
        unfit = checking.unfit(frames, parameters)
        problems = [f"{prepared.places[name]}: {name}: {problem}" for name, problem in unfit.items()]
    if problems:
        raise InputError(problems)
    return frames
