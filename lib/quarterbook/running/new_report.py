"""Begin a new report: a notebook, its entry in a quarter file, sample data and a test, from a template that builds.

All of it is made and tried in a folder of its own first, and lands whole or not at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quarterbook.errors import InputError, UsageError
from quarterbook.params import added_report, flat, house_file, names, project
from quarterbook.params import quarter_file as quarter_files
from quarterbook.params.quarter_file import QuarterFile
from quarterbook.quarters import Quarter
from quarterbook.registers import sample
from quarterbook.running import files, report_template
from quarterbook.running.crew import Crew
from quarterbook.running.execute import execute
from quarterbook.running.inputs import prepare
from quarterbook.running.reading import check
from quarterbook.slugs import slug

LONGEST_NAME = 50
# Seconds that a cell of the template may take.
TIMEOUT = 600
# Of a project that has no quarter file yet.
FIRST_QUARTER_FILE, FIRST_HOUSE = "params/exampleshire-2023-24-q1.yaml", "params/houses/exampleshire.yaml"


@dataclass(frozen=True)
class NewReport:
    """A report begun: its project's folder, and from there the paths of its files and of its quarter file.

    `house` is the house file that was written with it, where the project had none. `among` is how many quarter
    files there were to choose from.
    """

    root: Path
    slug: str
    quarter_file: str
    notebook: str
    data: str
    test: str
    house: str = ""
    among: int = 1

    @property
    def paths(self) -> Iterator[str]:
        """Its files in the order in which they land: the quarter file, which names the others, last."""
        yield from filter(None, (self.house, self.data, self.notebook, self.test, self.quarter_file))


def begin(name: str, title: str | None, quarter_file: Path | None, root: Path | None) -> NewReport:
    """Write a new report into the project that `root`, the quarter file or the working folder is in.

    Where there is no quarter file yet, the first one is written too, with its house. Raises `UsageError` for a name
    that cannot be or is taken, `InputError` for a quarter file or house that does not fit, and `ReportFailed` where
    the notebook does not run here.
    """
    _check_name(name)
    title = report_template.in_words(name) if title is None else _one_line(title)
    home = _home(quarter_file, root)
    file, among = _chosen(quarter_file, home)
    stem = name.replace("-", "_")
    report = NewReport(
        root=home,
        slug=name,
        quarter_file=project.shown(file.path, home) if file else FIRST_QUARTER_FILE,
        notebook=f"notebooks/{stem}.ipynb",
        data=f"data/{name}/actions.csv",
        test=f"tests/functional/test_{stem}.py",
        house="" if file or (home / FIRST_HOUSE).exists() else FIRST_HOUSE,
        among=among,
    )
    _check_free(report, file)
    before = file.path.read_bytes() if file else None
    try:
        with tempfile.TemporaryDirectory(prefix="quarterbook-", ignore_cleanup_errors=True) as folder:
            staged = Path(folder).resolve()
            _copy(file, home, staged)
            _make(report, title, before, staged)
            drafts = {home / path: (staged / path).read_bytes() for path in report.paths}
        files.write_together(drafts, {} if before is None else {home / report.quarter_file: before})
    except OSError as error:
        why = f"{error.filename}: {error.strerror}" if error.strerror else str(error)
        raise UsageError(f"The report cannot be written, so nothing was: {why}.") from None
    return report


def _check_name(name: str) -> None:
    try:
        names.report_name(name)
    except ValueError as error:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        near = slug(plain)[:LONGEST_NAME].strip("-")
        raise UsageError(f"{error}{f' Try {near}.' if near and near != name else ''}") from None
    if len(name) > LONGEST_NAME:
        raise UsageError(f"'{name}' has {len(name)} characters; a name of at most {LONGEST_NAME} was expected.")


def _one_line(title: str) -> str:
    """A title without line breaks. Raises `UsageError` for one that no paper can show."""
    folded = " ".join(title.split())
    if not folded:
        raise UsageError("--title: a text was expected.")
    if hidden := next((letter for letter in folded if not letter.isprintable()), None):
        raise UsageError(f"--title: the character U+{ord(hidden):04X} cannot be shown. Leave it out.")
    return folded


def _home(quarter_file: Path | None, root: Path | None) -> Path:
    """The project's folder, or the folder that becomes one."""
    if root is None:
        try:
            return project.find_root(*([quarter_file.parent] if quarter_file else []), Path.cwd())
        except UsageError:
            return Path.cwd().resolve()
    if root.exists() and not root.is_dir():
        raise UsageError(f"--root {root}: that is no folder.")
    home = root.resolve()
    outer = next((folder for folder in home.parents if project.is_root(folder)), None)
    if outer and not project.is_root(home):
        raise UsageError(
            f"--root {root}: that folder is part of the project {outer}. Name that one, or one outside it."
        )
    return home


def _chosen(named: Path | None, home: Path) -> tuple[QuarterFile | None, int]:
    """The quarter file that gets the report (None where there is none yet), and among how many it was chosen.

    Where none is named, the latest quarter's, and of those the last by name.
    """
    if named:
        if not named.resolve().is_relative_to(home):
            raise UsageError(f"--quarter-file {named}: that file is outside the project {home}.")
        return quarter_files.load(named, home), 1
    try:
        found = [quarter_files.load(path, home) for path in sorted((home / "params").glob("*.yaml"))]
    except InputError as error:
        mend = "Mend it, or say with --quarter-file which one gets the report."
        raise InputError([*error.problems, mend]) from None
    latest = max(found, key=lambda file: (Quarter.parse(file.settings.quarter), file.name), default=None)
    return latest, len(found)


def _check_free(report: NewReport, file: QuarterFile | None) -> None:
    """Raises `UsageError` where something of the report's name is there already."""
    if file and report.slug in file.settings.reports:
        where = file.yaml.where(("reports", report.slug))
        raise UsageError(f"{where}: a report is called '{report.slug}' already. Give the new one another name.")
    for taken in (report.notebook, Path(report.data).parent.as_posix(), report.test):
        if os.path.lexists(report.root / taken):
            raise UsageError(f"{taken} is there already. Give the report another name, or put that away first.")


def _copy(file: QuarterFile | None, home: Path, staged: Path) -> None:
    """Copy what a report of the quarter file is read with: the houses, and the notebooks of its other reports."""
    (staged / "notebooks").mkdir()
    houses = house_file.path_of("", home).parent
    if houses.is_dir():
        shutil.copytree(houses, staged / houses.relative_to(home))
    for name in {one.notebook for one in file.settings.reports.values()} if file else ():
        path = flat.notebook_path(name, home)
        if path.is_file():
            shutil.copy(path, flat.notebook_path(name, staged))


def _make(report: NewReport, title: str, before: bytes | None, staged: Path) -> None:
    """Make every file of the report in `staged`, and try them there."""
    entry = report_template.entry(report.notebook, report.data, title)
    files.write(staged / report.quarter_file, _quarter_file(report, entry, before))
    if report.house:
        files.write(staged / report.house, report_template.first_house())
    file = quarter_files.load(staged / report.quarter_file, staged)
    house, as_at = house_file.load(file.settings.house, staged), file.as_at(report.slug)
    files.write(staged / report.data, sample.actions(house, as_at))
    test = report_template.report_test(report.slug, report.quarter_file, report.data, house)
    files.write(staged / report.test, test)
    given = {"quarter": file.settings.quarter, "as_at": as_at, "house": file.settings.house}
    made = report_template.notebook(report.slug, {**given, "title": title, "actions": report.data})
    _write_notebook(staged / report.notebook, made)
    try:
        check(prepare(file, report.slug))
    except InputError as error:
        told = f"Nothing was written: with {report.quarter_file} and its house, the template is no report that builds."
        raise InputError([told, *error.problems]) from None
    _execute(staged / report.notebook, staged)


def _quarter_file(report: NewReport, entry: dict[str, object], before: bytes | None) -> bytes:
    if before is None:
        return f"{report_template.first_quarter_file()}{added_report.entry(report.slug, entry)}".encode()
    text = before.decode("utf-8-sig")
    mark = before[: len(before) - len(text.encode())]
    return mark + added_report.with_report(text, report.slug, entry, report.quarter_file).encode()


def _execute(path: Path, root: Path) -> None:
    """Run a notebook on its defaults, and store it so."""
    with Crew(1) as crew:
        executed = crew.submit(execute, path, {}, path, root, TIMEOUT).result()
    for cell in executed.cells:
        if not cell.metadata.get("tags", True):  # papermill gives every cell a list of them
            del cell.metadata["tags"]
    _write_notebook(path, executed)


def _write_notebook(path: Path, notebook: object) -> None:
    import nbformat

    files.write(path, f"{nbformat.writes(notebook)}\n".encode())
