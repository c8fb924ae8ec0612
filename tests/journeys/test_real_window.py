"""The real window on a real screen, with nothing but the keyboard."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from journeys.screen import screen, wait_for
from make import Make
from mentorhub import activities, programme
from mentorhub.db.database import Database


@pytest.fixture
def open_folder(tmp_path: Path) -> Database:
    """A folder that asks for nothing, with one running pairing."""
    data, _recovery_key = Database.create(tmp_path / "data", "")
    with data.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Musterverein"), is_sample=True)
    return data


@pytest.mark.slow
@pytest.mark.debian("Xvfb", "openbox", "xdotool")
def test_a_meeting_is_logged_with_the_keyboard_alone(open_folder: Database, tmp_path: Path) -> None:
    today = datetime.now().astimezone().date()
    make = Make(open_folder, today)
    make.pairing(make.mentor(last_name="Öztürk"))

    def logged() -> list[activities.ActivityRow]:
        with open_folder.reading() as session:
            return activities.rows(session, activities.search(session))

    with screen(90 + os.getpid() % 400) as hands:
        program = hands.start(open_folder.folder, tmp_path)
        try:
            hands.window("Heute")
            hands.press("ctrl+5", "ctrl+n")
            hands.window("Treffen eintragen")
            hands.press("Tab", "Tab")
            hands.type("45")
            hands.press("ctrl+s")
            wait_for(logged)
            hands.press("ctrl+q")
            assert program.wait(60) == 0
        finally:
            program.kill()
    (entry,) = logged()
    assert entry.details.day == today
    assert entry.details.minutes == 45
    assert "Öztürk" in entry.people
    open_folder.close()
