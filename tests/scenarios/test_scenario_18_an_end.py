"""Scenario 18: a pairing ends by a move: reason, talks, papers, free mentor, waiting mentee, retention dates."""

from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from make import Make
from mentorhub import pairings, people, today
from mentorhub.choices import EndedBy, EndReason, PairingStatus, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.matching import open_people
from mentorhub.pairings import Step
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Tasks
from scenarios.pairing_window import pairings_page, press, save
from ui.pages_in_window import settle


def test_an_end_leads_on_to_all_that_follows(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor, mentee = make.mentor(last_name="Weiß"), make.mentee()
    pairing = make.pairing(mentor, mentee, today - timedelta(days=200))
    page = pairings_page(all_pages, tasks)
    dialog = press(page, tasks, Step.END)
    dialog.form.field("reason").choose(EndReason.MOVED)
    dialog.form.field("ended_by").choose(EndedBy.MENTEE)
    save(dialog, tasks)

    # visible: the end with its reason, the talk as the next step, the papers, the dates
    record = page.record
    assert "Umzug" in record.summary.text()
    assert next(iter(record.step_buttons())) is Step.CLOSING_TALK
    after = record.after
    assert after.isVisible()
    assert after.facts.value("Gespräch Mentee") == "noch offen"
    assert after.facts.value("Patin/Pate") == "Freigegeben · 1 Platz frei"
    assert after.kept.value("Angaben zu Mentee") == "22.05.2027"
    assert after.kept.value("Wünsche und Notizen") == "22.02.2027"
    assert after.kept.value("Name und Stunden") == "31.12.2029"
    for button in (after.letter_button, after.certificate_button):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        settle(tasks)
        preview = after.findChildren(PreviewDialog)[-1]
        assert preview.isVisible()
        preview.reject()
    _check_stored(database, pairing, mentor, mentee, today)

    # the mentee comes back to the waiting list with one click
    QTest.mouseClick(after.wait_button, Qt.MouseButton.LeftButton)
    settle(tasks)
    assert not after.wait_button.isVisible()
    assert after.facts.value("Mentee") == "Warteliste"

    # both talks: held with one side, not possible with the other
    dialog = press(page, tasks, Step.CLOSING_TALK)
    dialog.form.field("mentee").choose("not")
    save(dialog, tasks)
    assert Step.CLOSING_TALK not in record.step_buttons()
    assert after.facts.value("Gespräch Mentee") == "nicht möglich"
    with database.reading() as session:
        row = pairings.row(session, pairing)
        place = people.role(session, mentee, Role.MENTEE)
        assert _talks_due(database, today) == []
    assert row.closing_talk_mentor_on == today
    assert place is not None
    assert place.status is RoleStatus.WAITING


def _check_stored(database: Database, pairing: UUID, mentor: UUID, mentee: UUID, day: date) -> None:
    with database.reading() as session:
        row = pairings.row(session, pairing)
        places = [people.role(session, mentor, Role.MENTOR), people.role(session, mentee, Role.MENTEE)]
        assert pairings.free_places(session, mentor, Role.MENTOR) == 1
        assert [one.number for one in open_people.load(session, day).mentors] == [people.row(session, mentor).number]
    assert (row.status, row.ended_on, row.end_reason, row.ended_by) == (
        PairingStatus.ENDED, day, EndReason.MOVED, EndedBy.MENTEE,
    )  # fmt: skip
    assert [place.status for place in places if place is not None] == [RoleStatus.CLEARED, RoleStatus.ENDED]
    assert _talks_due(database, day) == [pairing]


def _talks_due(database: Database, day: date) -> list[object]:
    with database.reading() as session:
        return [item.pairing_id for item in today.due(session, day) if item.kind == "closing"]
