"""Files that leave: whole or not at all, never over another, never into the data folder; else a sentence says why."""

import errno
from pathlib import Path
from typing import IO

import pytest

from mentorhub import files, paths
from mentorhub.files import FileTrouble


def test_the_data_folder_and_all_below_it_are_refused(tmp_path: Path) -> None:
    (tmp_path / paths.DATA_FILE).write_bytes(b"x")
    for inside in (tmp_path / "a.csv", tmp_path / "deep" / "er" / "a.csv"):
        with pytest.raises(FileTrouble, match="läge im Datenordner"):
            files.write_new(inside, b"x")
    assert [each.name for each in tmp_path.iterdir()] == [paths.DATA_FILE]


def test_an_existing_file_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"good")
    with pytest.raises(FileTrouble, match="gibt es schon"):
        files.write_new(tmp_path / "a.csv", b"other")
    assert (tmp_path / "a.csv").read_bytes() == b"good"


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (OSError(errno.ENOSPC, "full"), "kein Platz"),
        (PermissionError(errno.EACCES, "no"), "in einem anderen Programm offen"),
        (OSError(errno.EIO, "stick gone"), "Stick"),
        (OSError(errno.ENAMETOOLONG, "long"), "kürzeren Namen"),
    ],
)
def test_trouble_halfway_leaves_nothing_and_is_told(tmp_path: Path, trouble: OSError, sentence: str) -> None:
    def write(out: IO[bytes]) -> None:
        out.write(b"half")
        raise trouble

    with pytest.raises(FileTrouble, match=sentence):
        files.write_new_with(tmp_path / "a.csv", write)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match="kürzeren Namen"):
        files.write_new(tmp_path / ("x" * 300 + ".csv"), b"x")
