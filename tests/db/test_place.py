import os
from pathlib import Path

import pytest

from mentorhub.db import place

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/lokal ext4 rw 0 0
//nas/x /mnt/n\\040as cifs rw 0 0
"""


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive/MentorHub",
        "OneDrive - Caritas Musterstadt/MentorHub",
        "Dropbox/daten",
        "Nextcloud/MentorHub",
        "Google Drive/x",
        "Library/Mobile Documents/com~apple~CloudDocs/x",
        "Library/CloudStorage/OneDrive-Verein/x",
        "MagentaCLOUD/x",
    ],
)
def test_a_synced_folder_is_named_in_plain_words(tmp_path: Path, folder: str) -> None:
    [doubt] = place.doubts(tmp_path / folder)
    assert "außerhalb" in doubt.sentence


@pytest.mark.parametrize("mark", [".stfolder", ".sync_ab12.db", ".dropbox.cache"])
def test_a_synced_folder_of_any_name_is_known_by_what_lies_in_it(tmp_path: Path, mark: str) -> None:
    (tmp_path / "alles").mkdir()
    (tmp_path / "alles" / mark).touch()
    assert place.doubts(tmp_path / "alles" / "daten" / "MentorHub")


def test_a_link_into_a_synced_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox")
    assert place.doubts(tmp_path / "data" / "x")


def test_a_network_drive_is_named(tmp_path: Path) -> None:
    assert "Netzlaufwerk" in place.doubts(Path("/home/anna/MentorHub"), MOUNTS)[0].sentence
    assert "Netzlaufwerk" in place.doubts(Path("/mnt/n as/MentorHub"), MOUNTS)[0].sentence
    assert place.doubts(Path("/home/lokal/MentorHub"), MOUNTS) == []
    assert place.doubts(Path("/srv/MentorHub"), MOUNTS) == []


def test_an_ordinary_folder_raises_no_doubt(tmp_path: Path) -> None:
    assert place.doubts(tmp_path / "MentorHub") == []
    assert place.doubts(tmp_path / "Syncopation" / "Nextcloudfreunde e. V.") == []


def test_a_folder_open_to_others_is_made_private(tmp_path: Path) -> None:
    if os.name == "nt":
        return
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    (folder / "mentorhub.db").touch(mode=0o644)
    assert place.doubts(folder)
    place.tighten(folder)
    assert place.doubts(folder) == []
    assert (folder / "mentorhub.db").stat().st_mode & 0o077 == 0
