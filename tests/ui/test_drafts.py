"""What is typed and not saved survives a crash, in the encrypted file alone."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import activities, changes, drafts, events, expenses, institutions, pairings, people, reminders
from mentorhub.activities import CheckInDetails
from mentorhub.app.start import Start
from mentorhub.choices import Channel, ExpenseKind, Role, RoleStatus, Topic
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.events import EventDetails
from mentorhub.expenses import ExpenseDetails
from mentorhub.institutions import InstitutionDetails
from mentorhub.people import RoleDetails
from mentorhub.statistics import periods
from mentorhub.statistics.comments import Draft
from mentorhub.ui import draft_dialogs
from mentorhub.ui.dialogs.activity_dialog import ActivityDialog, CheckInDialog, MonthDialog
from mentorhub.ui.dialogs.comment_dialog import CommentDialog
from mentorhub.ui.dialogs.event_dialogs import EventDialog
from mentorhub.ui.dialogs.expense_dialog import ExpenseDialog
from mentorhub.ui.dialogs.institution_dialog import InstitutionDialog
from mentorhub.ui.dialogs.pairing_dialog import NewPairingDialog, PairingDialog
from mentorhub.ui.dialogs.reminder_dialog import ReminderDialog
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import NEW, PeoplePage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.open_folder import page as page_of
from ui.open_folder import unlock_with
from ui.pages_in_window import open_page, settle

_VALUES = {
    "text": "Anna „Äö“",
    "none": None,
    "number": 3,
    "yes": True,
    "day": date(2026, 11, 23),
    "choice": Channel.PHONE,
    "set": frozenset({Topic.GERMAN}),
    "roles": (RoleDetails(Role.MENTOR, RoleStatus.CLEARED, 2, date(2026, 1, 1)),),
    "nested": (("uk", None), ("ar", 1.5)),
    "details": CheckInDetails(day=date(2026, 1, 1), note="x"),
}


def test_every_value_comes_back_as_it_was(database: Database) -> None:
    with database.writing() as session:
        drafts.keep(session, "people/new/person", "Neue Person", _VALUES)
    with database.reading() as session:
        kept = drafts.found(session, "people/new/person")
    assert kept is not None
    assert kept.values == _VALUES
    assert {name: type(value) for name, value in kept.values.items()} == {n: type(v) for n, v in _VALUES.items()}
    assert (kept.page, kept.record) == ("people", None)


def test_only_classes_of_our_own_are_made_from_a_draft(database: Database) -> None:
    with database.writing() as session:
        drafts.keep(session, "a/new/b", "", {"x": object()})
        row = drafts._of(session, "a/new/b")
        assert row is not None
        row.content = '{"title": "", "values": {"x": {"kind": "os:system", "value": "true"}, "y": 1}}'
        session.add(row)
    with database.reading() as session:
        kept = drafts.found(session, "a/new/b")
    assert kept is not None
    assert kept.values == {"y": 1}


def _people(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, PeoplePage]:
    return open_page(qtbot, tasks, "people", partial(PeoplePage, today=lambda: today), "pairings", "today")


def _kept(database: Database) -> list[str]:
    with database.reading() as session:
        return [kept.form for kept in drafts.waiting(session)]


def test_what_is_typed_is_kept_after_a_pause_and_forgotten_once_saved(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    anna = make.person()
    _window, page = _people(qtbot, tasks, today)
    page.panel.form.form.field("phone").setText("02521 7")
    page.panel.drafting.keep_now()
    settle(tasks)
    assert _kept(database) == [f"people/{anna}/person"]
    page.panel.save()
    settle(tasks)
    assert _kept(database) == []


def test_what_is_thrown_away_on_purpose_is_forgotten(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.person()
    _window, page = _people(qtbot, tasks, today)
    page.panel.form.form.field("phone").setText("02521 7")
    page.panel.drafting.keep_now()
    settle(tasks)
    page.panel.discard()
    settle(tasks)
    assert _kept(database) == []


def test_a_draft_is_offered_again_and_gone_on_with(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    anna = make.person(city="Beckum")
    with database.writing() as session:
        values = {"phone": "02521 7", "topics": (Topic.GERMAN,)}
        drafts.keep(session, f"people/{anna}/person", "Müller, Anna", values)
    _window, page = _people(qtbot, tasks, today)
    notice = page.panel.drafting.notice
    assert notice.isVisible()
    audit.check(page)
    notice.go_on_button.click()
    settle(tasks)
    form = page.panel.form.form
    assert form.field("phone").value() == "02521 7"
    assert form.field("city").value() == "Beckum"
    assert page.panel.is_changed()
    page.panel.save()
    settle(tasks)
    assert _kept(database) == []
    with database.reading() as session:
        details = people.get(session, anna)
        assert details.phone == "02521 7"
        assert details.topics == frozenset({Topic.GERMAN})


def test_a_draft_can_be_refused(qtbot: QtBot, tasks: Tasks, database: Database, today: date) -> None:
    with database.writing() as session:
        drafts.keep(session, "people/new/person", "Neue Person", {"first_name": "Anna"})
    _window, page = _people(qtbot, tasks, today)
    page.show_record(NEW)
    settle(tasks)
    assert page.panel.drafting.notice.isVisible()
    page.panel.drafting.notice.throw_away_button.click()
    settle(tasks)
    assert not page.panel.drafting.notice.isVisible()
    assert _kept(database) == []


def test_a_dialog_keeps_and_offers_its_draft_too(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    pairing = make.pairing()
    with database.reading() as session:
        row = pairings.row(session, pairing)
    window, _page = _people(qtbot, tasks, today)
    first = ActivityDialog(window, tasks, today, pairing=row)
    first.open()
    settle(tasks)
    QTest.keyClicks(first.form.field("note"), "gelesen")
    assert first.drafting is not None
    first.drafting.keep_now()
    settle(tasks)
    assert len(_kept(database)) == 1
    second = ActivityDialog(window, tasks, today, pairing=row)
    second.open()
    settle(tasks)
    assert second.drafting is not None
    second.drafting.notice.go_on_button.click()
    assert second.form.field("note").value() == "gelesen"
    answers.save = "discard"
    second.reject()
    settle(tasks)
    assert _kept(database) == []
    first.form.take_as_unchanged()
    first.reject()


_EXEMPT = {
    "_KeyDialog": "holds the Kennwort",
    "CertificateDialog": "nothing may tell when a certificate was entered (decision 2)",
    "ReportSheetDialog": "its raw numbers must not be kept (decision 20), and lie beside on paper",
    "ExpenseSheetDialog": "what is to be printed",
    "FundingDialog": "a name and two days",
    "DistrictsDialog": "a short list, changed once",
    "LimitsDialog": "two numbers",
    "OneDayDialog": "one day",
    "SignedDialog": "one day",
    "StepDialog": "one day and a choice",
    "EvidenceDialog": "one day and a choice",
    "ConsentDialog": "one day and a choice",
    "WithdrawDialog": "one day and a choice",
    "SettleDialog": "one day and a choice",
    "InviteDialog": "ticks",
    "GuestDialog": "a name",
    "NameDialog": "a name",
    "SignedPaperDialog": "one day",
    "EntryDialog": "what the quick entries share",
}


def test_every_form_with_something_to_type_keeps_drafts() -> None:
    sources = {path: path.read_text("utf-8") for path in Path("mentorhub/ui").rglob("*.py")}
    without = []
    for path, text in sources.items():
        for part in text.split("\nclass ")[1:]:
            head = part.split(":", 1)[0]
            name = head.split("(")[0]
            if head.endswith(("(FormDialog)", "(EntryDialog)")) and name not in _EXEMPT and "keep_drafts(" not in part:
                without.append(f"{path.name}: {name}")
    assert without == []
    assert FormDialog.keep_drafts is not None


_TYPES_AND_WAITS = """
import sys
from datetime import date
from pathlib import Path
from PySide6.QtWidgets import QApplication
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.settings import Settings
from mentorhub.ui import theme
from mentorhub import paths
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.people_page import NEW, PeoplePage
from mentorhub.ui.tasks import Tasks
from PySide6.QtTest import QTest

app = QApplication([])
theme.load_fonts(paths.resources() / "fonts")
theme.apply(app, "light", 100)
database = Database.open(Path(sys.argv[1]), RecoveryKey(sys.argv[2]))
tasks = Tasks(database)
window = MainWindow(Settings())
window.show_pages(tasks, {"people": PeoplePage})
window.show()
window.go("people", NEW)
tasks.wait_idle()
QTest.keyClicks(window.page("people").panel.form.form.field("first_name"), "Zweifelhaft")
while not tasks.wait_idle() or not window.page("people").panel.drafting._is_kept:
    app.processEvents()
tasks.wait_idle()
print("kept", flush=True)
app.exec()
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as a system kills")
def test_what_was_typed_survives_a_killed_process(folder: Path, recovery_key: str) -> None:
    typing = subprocess.Popen(
        [sys.executable, "-c", _TYPES_AND_WAITS, str(folder), recovery_key], stdout=subprocess.PIPE, text=True
    )
    assert typing.stdout is not None
    assert typing.stdout.readline() == "kept\n"
    typing.send_signal(signal.SIGKILL)
    typing.wait()
    typing.stdout.close()
    for path in folder.rglob("*"):
        assert not path.is_file() or b"Zweifelhaft" not in path.read_bytes()
    database = Database.open(folder, RecoveryKey(recovery_key))
    with database.reading() as session:
        (kept,) = drafts.waiting(session)
    database.close()
    assert kept.values["first_name"] == "Zweifelhaft"
    assert kept.title == "Neue Person"


def test_the_start_tells_of_what_was_not_saved(kept_folder: Path, recovery_key: str, window: MainWindow) -> None:
    database = Database.open(kept_folder, RecoveryKey(recovery_key))
    with database.writing() as session:
        drafts.keep(session, "people/new/person", "Neue Person", {"first_name": "Anna"})
    database.close()
    start = Start(window, kept_folder)
    start.look()
    assert start.wait_idle()
    unlock_with(start, window, recovery_key)
    assert "nicht gespeichert: Neue Person" in window._banner._text.text()
    window._banner._button.click()
    assert start.wait_idle()
    assert page_of(window, "people").opened == [NEW]
    assert window._banner.isHidden()
    start.close()


def _forms(make: Make, database: Database, today: date) -> dict[str, Callable[[QWidget, Tasks], FormDialog]]:
    """Each form that keeps drafts, as somebody opens it: for something new, and for each thing that can be changed."""
    pairing = make.pairing()
    make.meeting(pairing)
    with database.writing() as session:
        activities.check_in(session, pairing, CheckInDetails(day=today), today)
        event = events.add(session, EventDetails(title="Fest", from_on=today))
        person = people.search(session)[0]
        details = ExpenseDetails(day=today, kind=ExpenseKind.MATERIAL, amount_cent=100)
        expense = expenses.add(session, person, details, today)
        office = institutions.add(session, InstitutionDetails(name="Kita"))
        reminder = reminders.add(session, today, "anrufen")
    with database.reading() as session:
        row = pairings.row(session, pairing)
        [meeting] = activities.rows(session, activities.search(session))
        [asked] = activities.check_ins(session, pairing)
        [event_row] = events.rows(session, [event])
        [expense_row] = expenses.rows(session, [expense])
        office_details = institutions.get(session, office)
        reminder_row = reminders.row(session, reminder)
    return {
        "meeting": lambda w, t: ActivityDialog(w, t, today),
        "meeting of a pairing": lambda w, t: ActivityDialog(w, t, today, pairing=row),
        "meeting changed": lambda w, t: ActivityDialog(w, t, today, entry=meeting),
        "month": lambda w, t: MonthDialog(w, t, today, pairing=row),
        "check-in": lambda w, t: CheckInDialog(w, t, today, pairing=row),
        "check-in changed": lambda w, t: CheckInDialog(w, t, today, pairing=row, entry=asked),
        "agreement": lambda w, t: PairingDialog(w, t, row, today),
        "event": lambda w, t: EventDialog(w, t, today),
        "event changed": lambda w, t: EventDialog(w, t, today, row=event_row),
        "expense": lambda w, t: ExpenseDialog(w, t, today),
        "expense changed": lambda w, t: ExpenseDialog(w, t, today, entry=expense_row),
        "institution": InstitutionDialog,
        "institution changed": lambda w, t: InstitutionDialog(w, t, office, office_details),
        "comment": lambda w, t: CommentDialog(w, t, periods.quarter(today), Draft()),
        "reminder": lambda w, t: ReminderDialog(w, t, today),
        "reminder changed": lambda w, t: ReminderDialog(w, t, today, row=reminder_row),
        "reminder of a person": lambda w, t: ReminderDialog(w, t, today, person_id=person),
        "reminder of a pairing": lambda w, t: ReminderDialog(w, t, today, pairing_id=pairing),
    }


def test_a_draft_leads_back_into_its_very_dialog_with_what_was_typed(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    window, _page = open_page(
        qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today),
        "today", "pairings", "activities", "events", "expenses", "statistics",
    )  # fmt: skip
    for which, open_form in _forms(make, database, today).items():
        before = open_form(window, tasks)
        before.open()
        settle(tasks)
        name = next(each for each in ("note", "text", "sentence") if each in before.form.values())
        before.form.field(name).set_value("halb fertig")
        assert before.drafting is not None
        before.drafting.keep_now()
        settle(tasks)
        before.drafting._is_kept = False  # as if the program had ended
        before.form.take_as_unchanged()
        before.reject()
        with database.reading() as session:
            (kept,) = drafts.waiting(session)
        draft_dialogs.go_on(window, tasks, kept, today)
        settle(tasks)
        again = QApplication.activeModalWidget()
        assert isinstance(again, FormDialog), which
        assert (type(again), again.windowTitle()) == (type(before), before.windowTitle()), which
        assert again.form.field(name).value() == "halb fertig", which
        assert again.form.is_changed(), which
        assert again.drafting is not None
        assert not again.drafting.notice.isVisible()
        assert len(_kept(database)) == 1, which
        again.form.take_as_unchanged()
        settle(tasks)
        assert _kept(database) == [], which
        again.reject()


def test_a_new_proposal_and_a_new_person_go_on_where_they_stopped(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today), "pairings")
    with database.writing() as session:
        drafts.keep(session, "pairings/new/NewPairingDialog", "Neue Patenschaft", {"mentor": mentor, "mentee": mentee})
        drafts.keep(session, "people/new/person", "Neue Person", {"first_name": "Zweifelhaft"})
    with database.reading() as session:
        kept = {each.form_name: each for each in drafts.waiting(session)}
    draft_dialogs.go_on(window, tasks, kept["NewPairingDialog"], today)
    settle(tasks)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewPairingDialog)
    assert (dialog.form.field("mentor").value(), dialog.form.field("mentee").value()) == (mentor, mentee)
    dialog.form.take_as_unchanged()
    dialog.reject()
    draft_dialogs.go_on(window, tasks, kept["person"], today)
    settle(tasks)
    assert page.panel.is_new()
    assert page.panel.form.form.field("first_name").text() == "Zweifelhaft"
    assert not page.panel.drafting.notice.isVisible()


def test_a_draft_about_something_removed_is_told_and_thrown_away(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    window, _page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today), "events")
    with database.writing() as session:
        drafts.keep(session, f"events/{UUID(int=7)}/EventDialog", "Veranstaltung ändern", {"note": "halb"})
    with database.reading() as session:
        (kept,) = drafts.waiting(session)
    draft_dialogs.go_on(window, tasks, kept, today)
    settle(tasks)
    assert "gibt es nicht mehr" in answers.told[0]
    assert _kept(database) == []


def test_of_whoever_is_removed_no_draft_is_left(database: Database, make: Make, today: date) -> None:
    anna = make.person()
    with database.writing() as session:
        drafts.keep(session, f"people/{anna}/person", "Müller, Anna", {"phone": "1"})
        drafts.keep(session, "people/new/person", "Neue Person", {"phone": "1"})
    with database.writing() as session:
        changes.remove_person(session, anna, today)
    assert _kept(database) == ["people/new/person"]
