"""All papers from one place: what is offered, many at once, and how far that is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub.choices import PairingStatus, Paper, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.db.tables import Pairing, Person, PersonRole
from mentorhub.documents import issue, registry
from mentorhub.documents.groups import Group
from mentorhub.documents.registry import About
from mentorhub.ui import choose
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.progress_dialog import ProgressDialog
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import settle

Opener = Callable[..., PapersDialog]


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks, today: date) -> Opener:
    kept: list[QWidget] = []

    def open_dialog(*about: About, ids: object = ()) -> PapersDialog:
        parent = QWidget()
        kept.append(parent)
        qtbot.addWidget(parent)
        parent.show()
        dialog = PapersDialog(parent, tasks, "Papiere", about, ids, today)  # type: ignore[arg-type]
        dialog.open()
        settle(tasks)
        return dialog

    return open_dialog


def test_without_a_person_all_papers_are_offered_blank(opened: Opener) -> None:
    dialog = opened()
    assert dialog.list.count() == len(registry.kinds())
    audit.check(dialog)
    dialog.choose_paper(Paper.PHONE_LIST)
    assert dialog.whom.currentText() == "den heutigen Stand"


def test_for_a_person_only_the_fitting_papers_are_offered(opened: Opener, make: Make) -> None:
    dialog = opened(About.PERSON, About.MENTEE, ids=[make.mentee()])
    offered = {dialog.list.item(row).text() for row in range(dialog.list.count())}
    assert offered == {"Aufnahmebogen Mentee", "Einwilligung", "Informationsblatt"}
    audit.check(dialog)


def test_many_agreements_are_saved_into_a_folder(
    opened: Opener, make: Make, tasks: Tasks, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [make.pairing(make.mentor(), make.mentee(first_name=f"M{n}")) for n in range(3)]
    monkeypatch.setattr(choose, "folder", lambda parent, title: tmp_path / "alle")
    dialog = opened()
    dialog.choose_paper(Paper.AGREEMENT)
    dialog.whom.choose(Group.UNSIGNED)
    assert dialog.go_button.text().replace("&", "") == "In einen Ordner speichern …"
    dialog.go()
    settle(tasks)
    assert len(list((tmp_path / "alle").glob("Patenschaftsvereinbarung_PS-2026-*.pdf"))) == 3
    assert "3 Papiere gespeichert" in dialog.notice._text.text()
    with database.reading() as session:
        assert all(len(issue.issued(session, each)) == 1 for each in found)


def test_cancelling_many_papers_writes_nothing(
    opened: Opener, make: Make, tasks: Tasks, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairing = make.pairing()
    asked: list[object] = []
    monkeypatch.setattr(choose, "folder", lambda parent, title: asked.append(parent))
    dialog = opened()
    dialog.choose_paper(Paper.AGREEMENT)
    dialog.whom.choose(Group.RUNNING)
    dialog.go()
    progress = next(each for each in dialog.findChildren(ProgressDialog))
    progress.reject()
    settle(tasks)
    assert not asked
    with database.reading() as session:
        assert issue.issued(session, pairing) == []


def test_a_name_that_cannot_be_printed_is_told_and_nothing_is_written(
    opened: Opener, make: Make, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.pairing(make.mentor(), make.mentee(first_name="李"))
    monkeypatch.setattr(choose, "folder", lambda parent, title: pytest.fail("asked for a folder"))
    dialog = opened()
    dialog.choose_paper(Paper.AGREEMENT)
    dialog.whom.choose(Group.RUNNING)
    dialog.go()
    settle(tasks)
    assert "„李“" in dialog.notice._text.text()


def test_whom_a_serial_letter_leaves_out_is_named(opened: Opener, make: Make, tasks: Tasks) -> None:
    make.mentor(last_name="Ohneweg")
    dialog = opened()
    dialog.choose_paper(Paper.SERIAL_LETTER)
    dialog.whom.choose(Group.VOLUNTEERS)
    dialog.go()
    settle(tasks)
    preview = dialog.findChildren(PreviewDialog)[-1]
    assert "Ohneweg" in preview.notice._text.text()


@pytest.mark.slow
def test_two_hundred_agreements_show_how_far_they_are_and_can_be_stopped(
    opened: Opener, make: Make, tasks: Tasks, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    _two_hundred(make, database)
    monkeypatch.setattr(choose, "folder", lambda parent, title: tmp_path / "alle")
    dialog = opened()
    dialog.choose_paper(Paper.AGREEMENT)
    dialog.whom.choose(Group.RUNNING)
    dialog.language.choose("ar")
    dialog.go()
    progress = next(each for each in dialog.findChildren(ProgressDialog))
    qtbot.waitUntil(lambda: progress.how_far()[0] > 0, timeout=60_000)
    progress.reject()
    settle(tasks)
    assert not (tmp_path / "alle").exists()
    dialog.go()
    qtbot.waitUntil(lambda: "200 Papiere gespeichert" in dialog.notice._text.text(), timeout=300_000)
    settle(tasks)
    assert len(list((tmp_path / "alle").glob("Patenschaftsvereinbarung_PS-*_ar.pdf"))) == 200


def _two_hundred(make: Make, database: Database) -> None:
    """Running pairings of one mentor, put into the file at once."""
    mentor = make.mentor(places=200)
    with database.writing() as session:
        people = [Person(number=1000 + number, first_name=f"Mentee {number}") for number in range(200)]
        session.add_all(people)
        session.flush()
        session.add_all(
            PersonRole(person_id=each.id, role=Role.MENTEE, status=RoleStatus.WAITING, status_since=make.today)
            for each in people
        )
        session.flush()
        for number, person in enumerate(people):
            session.add(
                Pairing(
                    year=2026, number_in_year=500 + number, mentor_id=mentor, mentee_id=person.id,
                    status=PairingStatus.ACTIVE, start_on=make.today,
                )
            )  # fmt: skip
