"""What `check` finds of a quarter file: the parameters and data of its reports, the texts of its agendas."""

from __future__ import annotations

from collections.abc import Iterator

from quarterbook.errors import InputError
from quarterbook.packs import texts
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.running import batch
from quarterbook.running.inputs import prepare
from quarterbook.running.outcome import Outcome
from quarterbook.running.reading import check


def outcomes(file: QuarterFile) -> Iterator[Outcome]:
    """Yield an outcome for each report, and one more where texts cannot be read; nothing is executed."""
    for slug in batch.slugs(file, ()):
        try:
            yield Outcome(file.name, slug, "ready", findings=check(prepare(file, slug)))
        except InputError as error:
            yield Outcome(file.name, slug, "refused", error.problems, code=error.exit_code)
    if unread := [problem for name in file.settings.meetings for problem in texts.problems(file, name)]:
        yield Outcome(file.name, "", "refused", tuple(unread), code=InputError.exit_code)
