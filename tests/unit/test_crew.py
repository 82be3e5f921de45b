"""The processes that build reports: each takes its own report with it when it dies, and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest

from processes import gone
from quarterbook.errors import InputError, ReportFailed
from quarterbook.running import crew
from quarterbook.running.crew import Crew

# A worker does not know the modules of tests.
REFUSE = "from quarterbook.errors import InputError; raise InputError(['one', 'two'])"
ASKING = """
import os, time
from quarterbook.running.crew import Crew
with Crew(1) as one:
    print(one.submit(os.getpid).result(), flush=True)
    time.sleep(120)
"""
DIE = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"


@pytest.fixture
def one() -> Iterator[Crew]:
    """A crew of one worker."""
    with Crew(1) as made:
        yield made


def test_what_a_worker_returns_comes_back_from_another_process(one: Crew) -> None:
    assert one.submit(sum, [1, 2]).result() == 3
    worker = one.submit(os.getpid).result()
    assert worker != os.getpid()
    assert one.submit(os.getpid).result() == worker


def test_an_expected_error_comes_back_with_its_problems_apart(one: Crew) -> None:
    with pytest.raises(InputError) as caught:
        one.submit(exec, REFUSE).result()
    assert caught.value.problems == ("one", "two")


def test_a_fault_of_ours_is_told_and_the_worker_goes_on(one: Crew) -> None:
    worker = one.submit(os.getpid).result()
    with pytest.raises(ReportFailed, match="A fault in quarterbook, not in your data: ZeroDivisionError: "):
        one.submit(divmod, 1, 0).result()
    assert one.submit(os.getpid).result() == worker


def test_a_worker_that_dies_takes_its_own_report_only() -> None:
    with Crew(2) as two:
        waiting = two.submit(time.sleep, 1)
        dying = two.submit(exec, DIE)
        with pytest.raises(ReportFailed, match="ended from outside"):
            dying.result()
        assert waiting.result() is None
        assert two.submit(sum, [2, 2]).result() == 4


def test_a_worker_makes_way_for_another_in_time(one: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "RENEWED_AFTER", 2)
    workers = [one.submit(os.getpid).result() for _ in range(5)]
    assert workers[0] == workers[1] != workers[2] == workers[3] != workers[4]
    assert gone(workers[0])


def test_leaving_the_crew_in_an_error_ends_what_runs_at_once() -> None:
    start = time.monotonic()
    with suppress(KeyboardInterrupt), Crew(1) as one:
        worker = one.submit(os.getpid).result()
        one.submit(time.sleep, 60)
        one.submit(time.sleep, 60)
        raise KeyboardInterrupt
    assert time.monotonic() - start < 30
    assert gone(worker)


def test_an_interrupt_at_the_terminal_is_not_for_workers(one: Crew) -> None:
    worker = one.submit(os.getpid).result()
    os.kill(worker, signal.SIGINT)
    assert one.submit(os.getpid).result() == worker


def test_an_idle_worker_that_was_ended_is_replaced(one: Crew) -> None:
    worker = one.submit(os.getpid).result()
    os.kill(worker, signal.SIGKILL)
    time.sleep(0.5)
    assert one.submit(sum, [1, 2]).result() == 3


def test_a_full_disk_is_no_fault_of_ours(one: Crew) -> None:
    full = "raise OSError(28, 'No space left on device')"
    with pytest.raises(ReportFailed, match=r"No space left on device\. Is the disk full\?"):
        one.submit(exec, full).result()


def test_a_crew_goes_on_after_its_server_was_killed(one: Crew) -> None:
    worker = psutil.Process(one.submit(os.getpid).result())
    worker.parent().kill()
    assert gone(worker.pid)
    with suppress(ReportFailed):  # the first may have been handed to the one that died
        one.submit(os.getpid).result()
    assert psutil.Process(one.submit(os.getppid).result()).cmdline()[-3] == "quarterbook.running.warm.server"


def test_what_cannot_be_sent_back_is_a_fault_and_the_worker_goes_on(one: Crew) -> None:
    with pytest.raises(ReportFailed, match=r"A fault in quarterbook, not in your data: .*Can't pickle"):
        one.submit(eval, "lambda: 0").result()
    assert one.submit(sum, [1, 2]).result() == 3


def test_workers_end_with_who_asked_for_them() -> None:
    asking = subprocess.Popen([sys.executable, "-c", ASKING], stdout=subprocess.PIPE, text=True)
    assert asking.stdout is not None
    worker = int(asking.stdout.readline())
    asking.kill()
    asking.wait()
    asking.stdout.close()
    assert gone(worker)


def test_a_worker_holds_no_end_of_another_s_pipe() -> None:
    count = "len([name for name in __import__('os').listdir('/proc/self/fd')])"
    with Crew(1) as first:
        alone = first.submit(eval, count).result()
        with Crew(1) as second:
            assert second.submit(eval, count).result() == alone
