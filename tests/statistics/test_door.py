"""Exact and protected figures can't be mixed up: the type checker refuses it before anything runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]

RIGHT = """
from datetime import date
from mentorhub.statistics import disclosure, internal, package, readme
from mentorhub.statistics.internal import RawFigures
from mentorhub.statistics.disclosure import Published
from mentorhub.statistics.truth import Truth

def leaves(published: Published) -> None:
    package.build(published, revision=1, supersedes="", made_on=date(2026, 1, 1))
    readme.for_association(published, 1)

def stays(raw: RawFigures) -> None:
    internal.to_csv(raw)
    internal.to_xlsx(raw)
"""

WRONG = (
    'def a(raw: RawFigures) -> None: package.build(raw, revision=1, supersedes="", made_on=date(2026, 1, 1))',
    'def b(truth: Truth) -> None: package.build(truth, revision=1, supersedes="", made_on=date(2026, 1, 1))',
    "def c(raw: RawFigures) -> None: readme.for_association(raw, 1)",
    "def d(published: Published) -> None: internal.to_csv(published)",
    "def e(published: Published) -> None: internal.to_xlsx(published)",
    "def f(truth: Truth) -> None: internal.to_csv(truth)",
    "def g(raw: RawFigures) -> Published: return raw",
    "def h(truth: Truth) -> disclosure.Outcome: return truth",
)


def test_the_type_checker_refuses_every_mixing_of_the_two_kinds(tmp_path: Path) -> None:
    module = tmp_path / "mixed.py"
    module.write_text(RIGHT + "\n" + "\n".join(WRONG) + "\n", "utf-8")
    first = len(RIGHT.splitlines()) + 2
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", str(module)],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [int(found[1]) for found in re.finditer(r"mixed\.py:(\d+): error", checked.stdout)]
    assert lines == list(range(first, first + len(WRONG))), checked.stdout + checked.stderr
