"""What this laptop remembers survives damage, and costs nothing when it cannot be kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from mentorhub import settings
from mentorhub.settings import Settings


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    kept = Settings(
        language="en",
        colour_scheme="dark",
        font_scale=150,
        data_folder="/home/anna/Übung",
        column_widths=(("people", "abc"),),
    )
    settings.save(tmp_path / "deep" / "settings.json", kept)
    assert settings.load(tmp_path / "deep" / "settings.json") == kept


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\0\0", '{"font_scale": "big"}', '{"font_scale": 9000}'])
def test_a_damaged_file_means_the_usual(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(content)
    assert settings.load(file) == Settings()


def test_what_makes_sense_in_a_half_damaged_file_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"colour_scheme": "dark", "language": "xx", "unknown": 1}')
    assert settings.load(file) == replace(Settings(), colour_scheme="dark")


def test_a_folder_that_refuses_stops_nobody(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    settings.save(file / "settings.json", Settings())


def test_size_goes_up_and_down_in_steps_and_stops_at_the_ends() -> None:
    assert Settings().bigger().font_scale == 110
    assert Settings(font_scale=175).bigger().font_scale == 175
    assert Settings(font_scale=125).smaller().font_scale == 110
    assert Settings().smaller().font_scale == 100
