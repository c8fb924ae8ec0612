"""Scenario 9: both sides agree after the first meeting; only then do phone numbers appear, on screen and on paper."""

from datetime import date, timedelta
from uuid import UUID

import pypdfium2

from make import Make
from mentorhub import pairings
from mentorhub.choices import Paper
from mentorhub.db.database import Database
from mentorhub.documents import issue
from mentorhub.pairings import Step
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.tasks import Tasks
from scenarios.pairing_window import pairings_page, press, save, type_day

_MENTOR, _MENTEE = "0170 1234567", "02521 765432"


def _printed(database: Database, pairing: UUID, today: date) -> str:
    with database.reading() as session:
        pdf = issue.preview(session, Paper.AGREEMENT, [pairing], today).pdf
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_bounded() for page in document).replace("\u00a0", " ")


def test_phone_numbers_appear_once_both_sides_have_agreed(
    all_pages: MainWindow, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    pairing = make.proposal(make.mentor(mobile=_MENTOR), make.mentee(phone=_MENTEE))
    page = pairings_page(all_pages, tasks)
    assert not page.record.mentor_phone.isVisible()
    assert _MENTOR not in _printed(database, pairing, today)

    # the first meeting was three days ago
    met = today - timedelta(days=3)
    dialog = press(page, tasks, Step.MEET)
    type_day(dialog, met)
    save(dialog, tasks)

    # one side agrees: nothing is shown yet, neither here nor on paper
    dialog = press(page, tasks, Step.RELEASE_CONTACT)
    dialog.form.field("mentor").setChecked(True)
    type_day(dialog, met)
    save(dialog, tasks)
    assert not page.record.mentor_phone.isVisible()
    assert not page.record.mentee_phone.isVisible()
    assert _MENTOR not in _printed(database, pairing, today)
    assert _MENTEE not in _printed(database, pairing, today)

    # the other side too: both numbers, and the day of each release
    dialog = press(page, tasks, Step.RELEASE_CONTACT)
    dialog.form.field("mentee").setChecked(True)
    save(dialog, tasks)
    assert page.record.mentor_phone.isVisible()
    assert (page.record.mentor_phone.text(), page.record.mentee_phone.text()) == (_MENTOR, _MENTEE)
    assert page.record.agreement.value("Freigabe Mentee") == f"{today:%d.%m.%Y}"
    assert {_MENTOR, _MENTEE} <= {each for each in (_MENTOR, _MENTEE) if each in _printed(database, pairing, today)}
    with database.reading() as session:
        row = pairings.row(session, pairing)
    assert (row.first_meeting_on, row.contact_release_mentor_on, row.contact_release_mentee_on) == (met, met, today)
    assert row.proposed_on == met
