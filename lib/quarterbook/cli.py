"""The command line: it reads what is asked for, hands it to a function, and shows what came of it."""

from __future__ import annotations

import io
import json
import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from quarterbook import __version__, asked
from quarterbook.errors import INTERRUPTED, QuarterbookError, UsageError, worst

app = typer.Typer(
    name="quarterbook",
    help="Reproducible reports for council performance teams: quarter files in, accessible papers out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Files = Annotated[list[str], typer.Argument(metavar="QUARTER_FILE...", help="Quarter files; * is expanded here too.")]
Root = Annotated[Path | None, typer.Option("--root", metavar="DIR", help="The project's folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on standard output.")]


def main() -> None:
    """Run the command line and leave with its exit code; an expected error is its own sentences."""
    from quarterbook.running import lean as lean  # for what its import does

    # Data is UTF-8 whatever the locale, so that `quarterbook params … > flat.yaml` is what papermill reads.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except QuarterbookError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


def _version(asked: bool) -> None:
    if asked:
        print(f"quarterbook {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def build(
    quarter_files: Files,
    only: Annotated[list[str] | None, typer.Option("--only", metavar="SLUG", help="Only this report.")] = None,
    formats: Annotated[str | None, typer.Option("--formats", help="html,pdf", show_default="html,pdf")] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="DIR", show_default="reports")] = None,
    jobs: Annotated[int | None, typer.Option("--jobs", help="How many at once.", show_default="one a core")] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Build on a dask scheduler: tls://…, local.")
    ] = None,
    share: Annotated[
        str | None,
        typer.Option("--share", metavar="ADDRESS", help="What a cluster's machines share.", show_default="--out"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Build what is current, too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and check; build nothing.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say of each report why it is built, or is not.")] = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Errors only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Every finding too.")] = False,
    root: Root = None,
) -> None:
    """Build the reports of quarter files."""
    from quarterbook import options

    files, unread = asked.quarter_files(quarter_files, root)
    home = files[0].root if files else asked.root_of(quarter_files, root)
    chosen = options.build_options(
        home,
        out=out,
        formats=formats,
        jobs=jobs,
        only=only or [],
        dry_run=dry_run,
        force=force,
        cluster=cluster,
        share=share,
    )
    if not unread:
        asked.known_slugs(chosen.only, files)
    _end_as_interrupted()
    if not (dry_run or chosen.cluster) and (force or not all(_is_there(chosen.out / file.name) for file in files)):
        from quarterbook.running import warm

        # There is something to build: what builds it loads for a second, while we load the rest and find out what.
        warm.environment()
    from quarterbook import progress
    from quarterbook.publishing import index
    from quarterbook.running import batch
    from quarterbook.running.outcome import Index

    total = sum(len(batch.slugs(file, chosen.only)) for file in files)
    try:
        with progress.shown(total, quiet=quiet) as tell:
            outcomes = [*unread, *batch.build(files, chosen, tell, Index(index.is_needed, index.write))]
    except KeyboardInterrupt:
        print(
            "Interrupted. What was being built is thrown away; reports built before are as they were.", file=sys.stderr
        )
        raise typer.Exit(INTERRUPTED) from None
    quarters = {file.name: index.findings(chosen.out / file.name) for file in files if not dry_run}
    if as_json:
        print(json.dumps(progress.as_json(outcomes, chosen.out, quarters), indent=1, ensure_ascii=False))
    else:
        progress.across(quarters, quiet=quiet)
        progress.summary(outcomes, chosen.out, home, quiet=quiet, verbose=verbose, explain=explain)
    raise typer.Exit(worst(outcome.code for outcome in outcomes))


def _is_there(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:  # the build says more of it
        return True


def _end_as_interrupted() -> None:
    """Leave whoever ends what is being written, or closes its terminal, as little of it as who interrupts it."""
    for ending in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, ending):
            signal.signal(getattr(signal, ending), _interrupt)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


@app.command()
def check(quarter_files: Files, as_json: Json = False, root: Root = None) -> None:
    """Check the parameters, data and texts of quarter files; nothing is executed."""
    from quarterbook import progress
    from quarterbook.packs import checked

    files, outcomes = asked.quarter_files(quarter_files, root)
    for file in files:
        outcomes += checked.outcomes(file)
    if as_json:
        print(json.dumps(progress.as_json(outcomes, None), indent=1, ensure_ascii=False))
    else:
        progress.checked(outcomes)
    raise typer.Exit(worst(outcome.code for outcome in outcomes))


@app.command()
def params(
    quarter_file: Annotated[str, typer.Argument(metavar="QUARTER_FILE")],
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="The report.")],
    root: Root = None,
) -> None:
    """Print the flat parameters of a report, for `papermill -f`."""
    from quarterbook.params import flat
    from quarterbook.params import quarter_file as quarter_files

    file = quarter_files.load(Path(quarter_file), asked.root_of([quarter_file], root))
    print(flat.to_yaml(flat.flat(file, slug)), end="")


@app.command()
def pack(
    quarter_file: Annotated[str, typer.Argument(metavar="QUARTER_FILE")],
    meeting: Annotated[str, typer.Argument(metavar="MEETING", help="The meeting, as the quarter file calls it.")],
    audience: Annotated[
        str | None,
        typer.Option(
            "--audience", metavar="NAME", help="public or restricted.", show_default="as many as the meeting needs"
        ),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="Do without papers that are not built yet.")] = False,
    out: Annotated[str | None, typer.Option("--out", metavar="DIR", show_default="reports")] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what is in, what is out, and why, for each audience.")
    ] = False,
    as_json: Json = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Errors only.")] = False,
    root: Root = None,
) -> None:
    """Make the packs of a meeting from the built reports: its agenda and its papers, as PDF, HTML and JSON."""
    from quarterbook import explained, options
    from quarterbook.packs import publish
    from quarterbook.params import quarter_file as quarter_files
    from quarterbook.publishing import index
    from quarterbook.running.outcome import Index

    if audience not in (None, *publish.AUDIENCES):
        raise UsageError(f"--audience {audience}: a pack is for one of {' or '.join(publish.AUDIENCES)}.")
    file = quarter_files.load(Path(quarter_file), asked.root_of([quarter_file], root))
    chosen = next((one for one in publish.AUDIENCES if one == audience), None)
    pages = Index(index.is_needed, index.write)
    _end_as_interrupted()
    try:
        published = publish.publish(file, meeting, options.folder(file.root, out), chosen, draft=draft, index=pages)
    except KeyboardInterrupt:
        print("Interrupted. What was being made is thrown away; packs made before are as they were.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        print(json.dumps(explained.as_json(published), indent=1, ensure_ascii=False))
    elif not quiet:
        print("\n".join(explained.lines(published, file, meeting, explain=explain)))


@app.command("new-report")
def new_report(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name: small letters, digits and single hyphens.")],
    quarter_file: Annotated[
        Path | None,
        typer.Option(
            "--quarter-file", metavar="FILE", help="The file that gets it.", show_default="the latest quarter's"
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="The paper's title.", show_default="the name, in words"),
    ] = None,
    root: Root = None,
) -> None:
    """Begin a new report: a notebook that builds, its entry in a quarter file, sample data and a test."""
    from quarterbook import progress
    from quarterbook.running import new_report as new_reports

    try:
        begun = new_reports.begin(name, title, quarter_file, root)
    except KeyboardInterrupt:
        print("Interrupted. Nothing was written.", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    progress.begun(begun)
