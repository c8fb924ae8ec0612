"""F1, F13 and the like, in short; `long.py` does the same hundreds of times."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kills with signals and forks")


@pytest.mark.parametrize("job", ["edit", "backup", "restore", "change key", "change passphrase"])
def test_killed_at_any_moment_nothing_acknowledged_is_lost(job: str) -> None:
    script = Path(__file__).with_name("kills.py")
    run = subprocess.run(
        [sys.executable, str(script), "--rounds", "4", "--seed", "11", job], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    kills, acknowledged, lost, damaged, locked_out = map(int, run.stdout.splitlines()[1].split()[-5:])
    assert (kills, lost, damaged, locked_out) == (4, 0, 0, 0)
    assert acknowledged > 0
