"""The same data give the same bytes: in another order, another process, on a machine with other settings."""

import os
import subprocess
import sys
from pathlib import Path

from towns import association, beckum, export, publish

from mentorhub.statistics import rounding
from mentorhub.statistics.rounding import Parts

TESTS = Path(__file__).parents[1]

ELSEWHERE = """
import sys
from dataclasses import replace
from pathlib import Path
from towns import association, beckum, export, publish
truth = association(beckum(), 7, 37)
turned = replace(truth, units={name: list(some)[::-1] for name, some in reversed(list(truth.units.items()))})
outcome = publish(turned, beckum())
print(export(outcome, Path(sys.argv[1])).name)
"""


def test_another_process_with_other_settings_writes_the_same_bytes(tmp_path: Path) -> None:
    here = export(publish(association(beckum(), 7, 37), beckum()), tmp_path / "here")
    for place, settings in enumerate(
        (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "4711", "TZ": "America/Anchorage", "LANG": "de_DE.UTF-8", "COLUMNS": "20"},
        )
    ):
        folder = tmp_path / str(place)
        done = subprocess.run(
            [sys.executable, "-c", ELSEWHERE, str(folder)],
            cwd=tmp_path,
            env={**os.environ, **settings, "PYTHONPATH": os.pathsep.join([*sys.path, str(TESTS / "statistics")])},
            capture_output=True,
            text=True,
            check=True,
        )
        assert (folder / done.stdout.strip()).read_bytes() == here.read_bytes()


def test_the_numbers_are_those_of_every_machine() -> None:
    """Rounding is integer arithmetic over keyed hashes: written down once, it must come out so everywhere."""
    tables = [
        Parts("sex", ("sex|female", "sex|male", "sex|rest"), (21, 13, 3)),
        Parts("region", ("region|a", "region|b", "region|c", "region|rest"), (1, 29, 2, 5)),
    ]
    assert rounding.round_tables("mentees", 37, tables, key=bytes(32), known={}) == ((25, 10, 0), (5, 25, 0, 5))
    assert rounding.round_hours(bytes(32), "stunden", ("a", "b", "c"), (1234, 60, 777), 5) == (20, 0, 15)
    noise = [rounding.noise_permille(bytes(32), who, "2026-Q3", 100, 250) for who in ("v1", "v2", "v3")]
    assert noise == [112, 103, -139]
