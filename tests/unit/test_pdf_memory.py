"""A process that sets one paper after another keeps none of them in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from statistics import median

import pytest

# What a process holds, in megabytes, after each of sixteen papers; it forgets after so many as its argument says.
MEASURING = """
import json, sys
import psutil
from quarterbook.document.blocks import Column, FrontMatter, Run, Table
from quarterbook.document.document import Document
from quarterbook.writers import pdf, press

press.FORGOTTEN_AFTER = int(sys.argv[1])
held = []
for number in range(16):
    columns = tuple(Column(label=f"Column {name}") for name in range(5))
    rows = tuple(tuple((Run(text=f"{number} {row} {name}"),) for name in range(5)) for row in range(60))
    table = Table(caption="Words", columns=columns, rows=rows)
    pdf.write(Document(front=FrontMatter(title=f"Paper {number}"), blocks=(table,)))
    held.append(psutil.Process().memory_info().rss / 1e6)
print(json.dumps(held))
"""


def held(forgotten_after: int) -> list[float]:
    command = [sys.executable, "-c", MEASURING, str(forgotten_after)]
    return [float(one) for one in json.loads(subprocess.run(command, check=True, capture_output=True).stdout)]


@pytest.mark.slow
def test_papers_that_are_set_are_forgotten() -> None:
    kept, forgetting = held(1_000), held(2)
    a_paper = median(later - sooner for sooner, later in pairwise(kept))
    assert max(forgetting) - forgetting[1] < 3 * a_paper
    assert kept[-1] - kept[1] > 6 * a_paper
