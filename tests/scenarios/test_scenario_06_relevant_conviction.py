"""6: I say yes to a relevant conviction. The person is out of every matching, and nothing else is asked or kept."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from make import Make
from mentorhub import changes, consent, pairings, people
from mentorhub.choices import Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.matching import open_people
from mentorhub.ui import messages
from mentorhub.ui.dialogs.pairing_dialog import NewPairingDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.pairings_page import PairingsPage
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.tasks import Tasks
from scenarios.certificates import ask_for_the_kennwort, enter_certificate, papers_of, type_kennwort
from ui.pages_in_window import settle


@pytest.mark.parametrize("deletes", [False, True])
def test_a_conviction_ends_all_matching_and_deleting_is_proposed_at_once(
    all_pages: MainWindow,
    tasks: Tasks,
    make: Make,
    database: Database,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
    deletes: bool,
) -> None:
    mentor, mentee = make.mentor(last_name="Beispiel"), make.mentee()
    ask_for_the_kennwort(all_pages, tasks, database)
    papers = papers_of(all_pages, tasks, mentor)
    QTest.mouseClick(papers.certificate.button, Qt.MouseButton.LeftButton)
    type_kennwort(tasks)
    replies = iter([True, deletes])
    asked: list[str] = []

    def ask(_parent: object, question: str, *_words: object, **_more: object) -> bool:
        asked.append(question)
        return next(replies)

    monkeypatch.setattr(messages, "ask", ask)
    dialog = enter_certificate(tasks, "01.10.2026", conviction="ja")
    settle(tasks)
    assert dialog.findChildren(QPlainTextEdit) == []
    assert "keine Vermittlung mehr" in asked[0]
    assert "löschen" in asked[1]
    with database.reading() as session:
        if deletes:
            assert [row.label for row in changes.binned(session)] == ["Beispiel, Anna (P-0001)"]
            return
        place = people.role(session, mentor, Role.MENTOR)
        assert place is not None
        assert place.status is RoleStatus.EXCLUDED
        assert consent.certificate(session, mentor) is None
        assert open_people.load(session, today).mentors == ()
    _nobody_can_choose_her(all_pages, tasks)
    with pytest.raises(pairings.NotPossible), database.writing() as session:
        pairings.propose(session, mentor, mentee, today)


def _nobody_can_choose_her(window: MainWindow, tasks: Tasks) -> None:
    """Visible in the list by the word alone; a proposal made by hand is refused too, in the window."""
    people_page = window.page("people")
    assert isinstance(people_page, PeoplePage)
    people_page.reload()
    for _round in range(3):
        settle(tasks)
    rows = people_page.table.rows
    shown = [
        [str(rows.data(rows.index(r, c)) or "") for c in range(rows.columnCount())] for r in range(rows.rowCount())
    ]
    assert next(cells[6] for cells in shown if cells[0].startswith("Beispiel")) == "Keine Vermittlung"
    pairings_page = window.page("pairings")
    assert isinstance(pairings_page, PairingsPage)
    pairings_page.new_button.click()
    settle(tasks)
    dialog = pairings_page.findChildren(NewPairingDialog)[-1]
    for name, typed in (("mentor", "Beispiel"), ("mentee", "Koval")):
        QTest.keyClicks(dialog.form.field(name).line, typed)
        QTest.qWait(150)
        settle(tasks)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    assert dialog.isVisible()
    dialog.form.take_as_unchanged()
    dialog.reject()
