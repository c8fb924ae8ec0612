"""Five hundred broken files: each is read or refused in a sentence, none takes the program or the memory with it."""

import time
from pathlib import Path

from mutants import SECONDS, files, try_to_read


def test_no_broken_file_crashes_or_hangs_the_reading(tmp_path: Path) -> None:
    outcomes = set()
    for number, (name, content) in enumerate(files(seed=7, count=500)):
        path = tmp_path / name
        path.write_bytes(content)
        start = time.monotonic()
        outcomes.add(try_to_read(path))
        assert time.monotonic() - start < SECONDS, f"file {number} of seed 7"
    assert outcomes == {"read", "refused"}
