"""Reports built by workers of a dask scheduler: the same bytes, whatever happens to a worker."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from machines import Machines, end, free_port, machines
from projects import REPOSITORY, contents, copied, quarterbook, tiny

# Each starts a scheduler and workers.
pytestmark = pytest.mark.slow

ROCHDALE = ("params/rochdale-2020-21-q4.yaml", "params/rochdale-2023-24-q1.yaml")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler with two workers, for tests that leave them as they are."""
    with machines(tmp_path_factory.mktemp("machines"), 1) as running:
        running.worker("--nthreads", "2")
        yield running


def build(
    cwd: Path, address: str, *arguments: str | Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return quarterbook("build", *arguments, "--cluster", address, cwd=cwd, environment=environment)


@contextmanager
def started(cwd: Path, address: str, environment: dict[str, str], *arguments: str | Path) -> Iterator[Running]:
    """A build on a cluster that goes on while a test does; it has ended afterwards."""
    command = [sys.executable, "-m", "quarterbook", "build", *map(str, arguments), "--cluster", address]
    environment = {**os.environ, **environment}
    with subprocess.Popen(
        command, cwd=cwd, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            yield Running(process)
        finally:
            process.kill()


@dataclass(frozen=True)
class Running:
    """A build that goes on."""

    process: subprocess.Popen[str]

    def wait_until(self, true: Callable[[], object], seconds: float = 60) -> None:
        """Wait until something is so, while the build goes on."""
        deadline = time.monotonic() + seconds
        while not true():
            assert self.process.poll() is None, self.process.communicate()
            assert time.monotonic() < deadline
            time.sleep(0.05)

    def done(self, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        """What came of it."""
        out, errors = self.process.communicate(timeout=seconds)
        return subprocess.CompletedProcess(self.process.args, self.process.returncode, out, errors)


def many(folder: Path, reports: int, more: str = "time.sleep(0.3)") -> tuple[Path, list[Path], Path]:
    """A project of so many quarter files of one report, and a folder where each run leaves its kernel's number."""
    (folder / "traces").mkdir()
    trace = (
        f"import os, time, uuid\nopen({str(folder / 'traces')!r} + f'/{{uuid.uuid4()}}.{{os.getpid()}}', 'w').close()"
    )
    first = tiny(folder / "project", {"paper": [trace, more]})
    files = [first, *(first.with_name(f"exampleshire-{number}.yaml") for number in range(1, reports))]
    for file in files[1:]:
        shutil.copy(first, file)
    return folder / "project", files, folder / "traces"


def built_in(project: Path) -> list[str]:
    return sorted(path.parent.parent.name for path in (project / "reports").glob("*/paper/manifest.json"))


def test_what_a_cluster_builds_is_what_is_built_here_byte_by_byte(two: Machines, built: Path, tmp_path: Path) -> None:
    project = copied(tmp_path)
    done = build(project, two.address, *ROCHDALE, environment=two.environment)
    assert (done.returncode, "2 reports built" in done.stdout) == (0, True), done.stderr
    for name in (Path(file).stem for file in ROCHDALE):
        assert contents(project / "reports" / name) == contents(built / "reports" / name)
    # Nothing else is left: what the workers had is gone, and so is what they brought.
    store = {path.name for path in (project / "reports" / ".store").iterdir()}
    assert store <= {path.name for path in (built / "reports" / ".store").iterdir()}
    assert not list((project / "reports").glob(".staging-*"))
    assert not list((two.folder / "scratch").glob("dask-scratch-space/*/qb-*"))
    again = build(project, two.address, *ROCHDALE, environment=two.environment)
    assert "2 current already" in again.stdout


def test_a_cluster_of_this_machine_is_started_and_ended(tmp_path: Path, built: Path) -> None:
    project = copied(tmp_path)
    done = build(project, "local", ROCHDALE[1], "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "rochdale-2023-24-q1/directorate-plans: built\n")
    name = Path(ROCHDALE[1]).stem
    assert contents(project / "reports" / name) == contents(built / "reports" / name)


def test_a_notebook_that_fails_there_is_told_and_kept_here(two: Machines, tmp_path: Path) -> None:
    file = tiny(tmp_path, {"bad": ["1/0"], "good": ["'well'"]})
    done = build(tmp_path, two.address, file, environment=two.environment)
    assert done.returncode == 1
    assert "Cell 3 (cell-2) failed: ZeroDivisionError: division by zero" in done.stderr
    assert f"See reports/{file.stem}/bad/bad.failed.ipynb." in done.stderr
    assert (tmp_path / "reports" / file.stem / "bad" / "bad.failed.ipynb").is_file()
    assert (tmp_path / "reports" / file.stem / "good" / "good.pdf").is_file()


def test_bad_data_is_refused_by_a_worker_in_the_same_words(two: Machines, tmp_path: Path) -> None:
    project = copied(tmp_path)
    data = project / "data" / "rochdale" / "directorate-plans-2023-24-q1.csv"
    data = data if data.is_file() else next((project / "data" / "rochdale").glob("*2023*.csv"))
    data.write_text("one,two\n1,2\n", "utf-8")
    here = quarterbook("build", ROCHDALE[1], cwd=project)
    there = build(project, two.address, ROCHDALE[1], environment=two.environment)
    assert (there.returncode, there.stderr) == (here.returncode, here.stderr) == (3, here.stderr)


def test_a_changed_template_does_not_run_a_notebook_again(two: Machines, tmp_path: Path) -> None:
    file = tiny(tmp_path, {"paper": ["'well'"]})
    assert build(tmp_path, two.address, file, environment=two.environment).returncode == 0
    folder = tmp_path / "reports" / file.stem / "paper"
    whole = contents(folder)
    (folder / "paper.html").unlink()
    done = build(tmp_path, two.address, file, "--explain", environment=two.environment)
    assert "built: paper.html is not as it was built" in done.stdout
    assert contents(folder) == whole
    assert json.loads((folder / "run.json").read_text("utf-8"))["executed"] is False


@pytest.mark.parametrize("kind", ["folder", "ftp"])
def test_a_share_is_a_folder_or_what_fsspec_reaches(two: Machines, tmp_path: Path, kind: str) -> None:
    (tmp_path / "share").mkdir()
    file = tiny(tmp_path / "project", {"paper": ["'well'"]})
    port = free_port()
    command = [sys.executable, "-m", "pyftpdlib", "-i", "127.0.0.1", "-p", str(port), "-w", "-d", tmp_path / "share"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) if kind == "ftp" else None
    try:
        share = str(tmp_path / "share")
        if server is not None:
            share = f"ftp://127.0.0.1:{port}"
            time.sleep(1)
        done = build(tmp_path / "project", two.address, file, "--share", share, environment=two.environment)
    finally:
        if server is not None:
            end(server)
    assert (done.returncode, done.stderr) == (0, f"{file.stem}/paper: built\n")
    # Inputs stay there for the next build, outputs do not.
    assert {path.name for path in (tmp_path / "share").iterdir()} == {".store"}
    assert contents(tmp_path / "share" / ".store") == contents(tmp_path / "project" / "reports" / ".store")


def test_a_worker_that_is_killed_loses_no_report(tmp_path: Path) -> None:
    project, files, traces = many(tmp_path, 20)
    with machines(tmp_path / "machines") as two, started(project, two.address, two.environment, *files) as building:
        building.wait_until(lambda: len(list(traces.iterdir())) >= 4)
        two.workers[0].kill()
        done = building.done()
    assert (done.returncode, "20 reports built." in done.stdout) == (0, True), done.stderr
    assert built_in(project) == sorted(file.stem for file in files)
    assert Counter(done.stderr.splitlines()) == Counter(f"{file.stem}/paper: built" for file in files)
    # It was at work on one report, and may have had another one ready.
    assert 20 <= len(list(traces.iterdir())) <= 22
    assert not list((project / "reports").glob(".staging-*"))


def test_kernels_end_with_their_worker(tmp_path: Path) -> None:
    project, files, traces = many(tmp_path, 1, "time.sleep(300)")
    with machines(tmp_path / "machines", 1) as one, started(project, one.address, one.environment, *files) as building:
        building.wait_until(lambda: list(traces.iterdir()))
        kernel = Path("/proc", next(traces.iterdir()).suffix[1:])
        assert kernel.exists()
        one.workers[0].kill()
        building.wait_until(lambda: not kernel.exists())


def test_a_report_that_ends_its_workers_fails_alone(tmp_path: Path) -> None:
    # A kernel's parent is the process that it was forked from, and the parent of that is the worker.
    ending = "worker = int(open(f'/proc/{os.getppid()}/stat').read().rpartition(')')[2].split()[1])\nos.kill(worker, 9)"
    file = tiny(tmp_path / "project", {"good": ["'well'"], "bad": [f"import os\n{ending}"]})
    with machines(tmp_path / "machines", SCHEDULER__ALLOWED_FAILURES="0") as one:
        done = build(tmp_path / "project", one.address, file, environment=one.environment)
    assert done.returncode == 1
    assert f"{file.stem}/bad: 1 worker that was to build it was ended. Is there memory enough for it?" in done.stderr
    assert f"{file.stem}/good: built" in done.stderr


@pytest.mark.parametrize("local", [False, True], ids=["cluster", "local"])
def test_an_interrupt_takes_the_reports_back(tmp_path: Path, local: bool) -> None:
    project, files, traces = many(tmp_path, 2, "time.sleep(300)")
    with machines(tmp_path / "machines", 1) as one:
        address = "local" if local else one.address
        with started(project, address, one.environment, *files, "--jobs", "1") as building:
            building.wait_until(lambda: list(traces.iterdir()))
            building.process.send_signal(signal.SIGINT)
            done = building.done()
    assert done.returncode == 130
    assert done.stderr.startswith("Interrupted.")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert sorted(path.name for path in (project / "reports").iterdir()) == [".lock", ".store"]


def test_a_scheduler_that_is_lost_ends_the_build(tmp_path: Path) -> None:
    project, files, traces = many(tmp_path, 3, "time.sleep(5)")
    with machines(tmp_path / "machines", 1) as one, started(project, one.address, one.environment, *files) as building:
        building.wait_until(lambda: list(traces.iterdir()))
        end(one.scheduler)
        done = building.done()
    assert done.returncode == 1
    assert "The scheduler was lost before it was built." in done.stderr
    assert len(done.stderr.splitlines()) == 6, done.stderr


def other_code(folder: Path) -> dict[str, str]:
    """The environment of a worker whose quarterbook has a line more."""
    shutil.copytree(REPOSITORY / "lib", folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "quarterbook" / "money.py").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    return {"PYTHONPATH": str(folder)}


def test_a_worker_with_other_code_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tiny(tmp_path / "project", {"paper": ["'well'"]})
    with machines(tmp_path / "machines", 1) as running:
        running.worker(environment=other_code(tmp_path / "lib"))
        done = build(tmp_path / "project", running.address, file, environment=running.environment)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "is not used: the code of quarterbook there is not that of here. Install there" in done.stderr
    assert not (tmp_path / "project" / "reports" / file.stem).exists()


def test_a_worker_without_quarterbook_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tiny(tmp_path / "project", {"paper": ["'well'"]})
    (tmp_path / "lib" / "quarterbook").mkdir(parents=True)
    (tmp_path / "lib" / "quarterbook" / "__init__.py").touch()
    with machines(tmp_path / "machines", 0) as one:
        one.worker(environment={"PYTHONPATH": str(tmp_path / "lib")})
        done = build(tmp_path / "project", one.address, file, environment=one.environment)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "cannot be used: ModuleNotFoundError(\"No module named 'quarterbook.running'\")." in done.stderr


def test_a_worker_that_comes_later_with_other_code_builds_nothing(tmp_path: Path) -> None:
    project, files, traces = many(tmp_path, 8)
    environment = other_code(tmp_path / "lib")
    with machines(tmp_path / "machines", 1) as one, started(project, one.address, one.environment, *files) as building:
        building.wait_until(lambda: list(traces.iterdir()))
        one.worker(environment=environment)
        done = building.done()
    assert (done.returncode, "8 reports built." in done.stdout) == (0, True), done.stderr
    assert len(list(traces.iterdir())) == 8
    (refusal,) = (line for line in done.stderr.splitlines() if not line.endswith(": built"))
    assert refusal.endswith("Install there what is installed here.")


def test_where_no_worker_may_build_the_reports_fail(tmp_path: Path) -> None:
    project, files, traces = many(tmp_path, 3, "time.sleep(5)")
    environment = other_code(tmp_path / "lib")
    with machines(tmp_path / "machines", 1) as one, started(project, one.address, one.environment, *files) as building:
        building.wait_until(lambda: list(traces.iterdir()))
        one.worker(environment=environment)
        one.workers[0].kill()
        done = building.done()
    assert done.returncode == 1, done.stderr
    assert "is not used: the code of quarterbook there is not that of here." in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("kind", ["nobody", "no workers", "plain", "no certificate"])
def test_a_cluster_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, kind: str) -> None:
    file = tiny(tmp_path / "project", {"paper": ["'well'"]})
    with machines(tmp_path / "machines", 0) as running:
        address = {"nobody": f"tcp://127.0.0.1:{free_port()}", "plain": running.address.replace("tls", "tcp")}
        environment = {} if kind == "no certificate" else running.environment
        begun = time.monotonic()
        done = build(tmp_path / "project", address.get(kind, running.address), file, environment=environment)
    assert time.monotonic() - begun < 40
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1, done.stderr
    words = {
        "nobody": "No scheduler answers at tcp://127.0.0.1:",
        "no workers": "has no workers. Start some with: dask worker.",
        "plain": "No scheduler answers at tcp://127.0.0.1:",
        "no certificate": "cannot be used: TLS expects",
    }
    assert words[kind] in done.stderr
    assert not list((tmp_path / "project" / "reports").glob(".staging-*"))


def test_a_share_that_a_worker_does_not_see_is_told_once(tmp_path: Path) -> None:
    file = tiny(tmp_path / "project", {"paper": ["'well'"]})
    # Under ~ each user has a folder of their own.
    mine, theirs = ({"HOME": str(tmp_path / name)} for name in ("mine", "theirs"))
    with machines(tmp_path / "machines", 0) as one:
        one.worker(environment=theirs)
        environment = {**one.environment, **mine}
        done = build(tmp_path / "project", one.address, file, "--share", "file://~/share", environment=environment)
    assert done.returncode == 2
    assert "cannot be used: it does not see what is in the share file://~/share (" in done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize(
    ("share", "told"),
    [
        ("memory://share", "no other process can read the memory of this one. Name a folder."),
        ("nowhere://share", "Protocol not known: nowhere."),
    ],
)
def test_what_cannot_be_a_share_is_refused_before_a_cluster_is_asked(tmp_path: Path, share: str, told: str) -> None:
    file = tiny(tmp_path, {"paper": ["'well'"]})
    done = build(tmp_path, "local", file, "--share", share)
    assert (done.returncode, done.stderr) == (2, f"--share {share}: {told}\n")


def test_of_a_thousand_reports_each_is_built_once_though_a_worker_is_killed(tmp_path: Path) -> None:
    project, files, traces = many(tmp_path, 1000, "'well'")
    with machines(tmp_path / "machines") as two, started(project, two.address, two.environment, *files) as building:
        building.wait_until(lambda: len(list(traces.iterdir())) >= 400, 1200)
        two.workers[0].kill()
        two.worker()
        done = building.done(1800)
    assert (done.returncode, "1000 reports built." in done.stdout) == (0, True), done.stderr
    assert built_in(project) == sorted(file.stem for file in files)
    assert Counter(done.stderr.splitlines()) == Counter(f"{file.stem}/paper: built" for file in files)
    assert 1000 <= len(list(traces.iterdir())) <= 1003
