"""Same inputs, same bytes: whatever the clock, zone, locale, hash seed, user's settings, folder and jobs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from projects import contents, copied, quarterbook


@pytest.mark.slow
def test_two_builds_in_different_surroundings_are_equal_to_the_byte(built: Path, tmp_path: Path) -> None:
    project = copied(tmp_path / "another folder – with a long name")
    home = tmp_path / "home"
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "00.py").write_text("import pandas\npandas.set_option('display.max_rows', 3)\n", "utf-8")
    (home / ".config" / "matplotlib").mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text("axes.facecolor: red\nfont.size: 30\n", "utf-8")
    for path in project.rglob("*"):
        os.utime(path, (1, 1))
    surroundings = {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "12345",
        "HOME": str(home),
        "USER": "somebody-else",
        "COLUMNS": "40",
        "QUARTERBOOK_JOBS": "1",
    }
    surroundings.pop("PYTHONUTF8", None)
    clock = ("faketime", "2031-02-03 04:05:06") if shutil.which("faketime") else ()
    done = quarterbook("build", "params/*.yaml", cwd=project, environment=surroundings, before=clock)
    assert done.returncode == 0, done.stderr
    first, second = contents(built / "reports"), contents(project / "reports")
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.slow
def test_eight_at_once_on_ordinary_kernels_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    project = copied(tmp_path)
    done = quarterbook(
        *("build", "params/*.yaml", "--jobs", "8"), cwd=project, environment={"QUARTERBOOK_WARM_SERVER": "off"}
    )
    assert (done.returncode, "ordinary" in done.stderr.lower()) == (0, False), done.stderr
    assert contents(project / "reports") == contents(built / "reports")
