"""Scans in the window: from the list of papers and from a person's papers, by the file dialog and by drag and drop."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

import papers_in_hand
from make import Make
from mentorhub import changes, people, programme
from mentorhub.choices import EvidenceKind, Operation, Paper, Purpose
from mentorhub.db.database import Database
from mentorhub.db.tables import Change
from mentorhub.documents import issue, scans
from mentorhub.documents.registry import About
from mentorhub.ui import choose
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.dialogs.person_panel import PAPERS
from mentorhub.ui.dialogs.person_papers import PersonPapers
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.dialogs.scans_dialog import ScansDialog
from mentorhub.ui.page_view import PageView
from mentorhub.ui.pages.people_page import PeoplePage
from mentorhub.ui.pages.settings_page import FIELDS, SettingsPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle

D = TypeVar("D", bound=QDialog)
Opener = Callable[..., PapersDialog]


@pytest.fixture
def opened(qtbot: QtBot, tasks: Tasks, today: date) -> Opener:
    kept: list[QWidget] = []

    def open_dialog(about: About, one: UUID) -> PapersDialog:
        parent = QWidget()
        kept.append(parent)
        qtbot.addWidget(parent)
        parent.show()
        dialog = PapersDialog(parent, tasks, "Papiere", (about,), [one], today)
        dialog.open()
        settle(tasks)
        return dialog

    return open_dialog


def test_while_scans_are_off_nobody_is_asked_for_one(opened: Opener, make: Make, tasks: Tasks, today: date) -> None:
    pairing = make.pairing()
    _printed(make, Paper.AGREEMENT, pairing, today)
    dialog = opened(About.PAIRING, pairing)
    assert not dialog.scans_button.isVisible()
    assert not _drop(dialog.issued.viewport(), Path("a.pdf"))
    audit.check(dialog)


def test_a_scan_is_added_to_a_printed_paper_and_seen_at_once(
    opened: Opener, make: Make, tasks: Tasks, today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairing = make.pairing()
    _printed(make, Paper.AGREEMENT, pairing, today)
    _switch_on(make)
    dialog = opened(About.PAIRING, pairing)
    dialog.scans_button.click()
    shown = _modal(ScansDialog)
    settle(tasks)
    assert "Ziehen Sie eine Datei hierher" in shown.hint.text()
    path = papers_in_hand.pdf(tmp_path / "Vereinbarung.pdf", words="Hand und Siegel")
    monkeypatch.setattr(choose, "file", lambda *_told: path)
    shown.add_button.click()
    settle(tasks)
    assert "Verschlüsselt" in shown.notice._text.text()
    assert ["Hand und Siegel" in words for words in _pages(shown.view)] == [True]
    assert shown.list.item(0).text().startswith("Scan · ")
    audit.check(shown)
    shown.reject()
    assert dialog.issued.cell(0, 5) == "1 Scan"


def test_a_photo_is_dropped_on_the_paper_it_belongs_to(
    opened: Opener, make: Make, tasks: Tasks, today: date, tmp_path: Path
) -> None:
    pairing = make.pairing()
    _printed(make, Paper.AGREEMENT, pairing, today)
    _switch_on(make)
    dialog = opened(About.PAIRING, pairing)
    assert _drop(dialog.issued.viewport(), papers_in_hand.photo(tmp_path / "IMG_1.jpg", (1200, 900)))
    shown = _modal(ScansDialog)
    settle(tasks)
    assert "Verschlüsselt" in shown.notice._text.text()
    assert len(_pages(shown.view)) == 1


def test_only_files_of_this_computer_can_be_dropped(opened: Opener, make: Make, today: date) -> None:
    pairing = make.pairing()
    _printed(make, Paper.AGREEMENT, pairing, today)
    _switch_on(make)
    dialog = opened(About.PAIRING, pairing)
    assert not _drop(dialog.issued.viewport(), QUrl("https://example.org/a.pdf"))


def test_papers_about_a_certificate_take_no_scan(
    opened: Opener, make: Make, tasks: Tasks, today: date, tmp_path: Path
) -> None:
    mentor = make.mentor()
    _printed(make, Paper.CERTIFICATE_REQUEST, mentor, today)
    _switch_on(make)
    dialog = opened(About.VOLUNTEER, mentor)
    assert dialog.issued.cell(0, 0) == Paper.CERTIFICATE_REQUEST.label
    assert not dialog.scans_button.isEnabled()
    _drop(dialog.issued.viewport(), papers_in_hand.pdf(tmp_path / "a.pdf"))
    settle(tasks)
    assert "Führungszeugnis" in dialog.notice._text.text()
    assert not dialog.findChildren(ScansDialog)
    for paper in (Paper.CERTIFICATE_REQUEST, Paper.INSPECTION_RECORD):
        dialog.choose_paper(paper)
        dialog.go()
        settle(tasks)
        preview = _modal(PreviewDialog)
        assert not preview.keep_box.isVisible()
        preview.reject()


def test_a_file_that_is_no_paper_says_so_in_the_window(
    opened: Opener, make: Make, tasks: Tasks, today: date, tmp_path: Path, database: Database
) -> None:
    pairing = make.pairing()
    _printed(make, Paper.AGREEMENT, pairing, today)
    _switch_on(make)
    dialog = opened(About.PAIRING, pairing)
    _drop(dialog.issued.viewport(), papers_in_hand.bomb(tmp_path / "bombe.png"))
    shown = _modal(ScansDialog)
    settle(tasks)
    assert "„bombe.png“ lässt sich nicht anhängen" in shown.notice._text.text()
    with database.reading() as session:
        assert scans.stored(session) == (0, 0)


def test_from_a_persons_papers_a_consent_and_a_declaration_get_their_scans(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.mentee()
    _switch_on(make)
    papers = _papers(qtbot, tasks, today)
    line = papers.consents[Purpose.PARTICIPATION]
    assert line.scans_button.text().replace("&", "") == "Scan anhängen …"
    assert not papers.consents[Purpose.PHOTO].scans_button.isVisible()
    assert not papers.certificate.scans_button.isVisible()
    assert _drop(line, papers_in_hand.scan(tmp_path / "Blatt.png"))
    settle(tasks)
    _modal(ScansDialog).reject()
    assert line.scans_button.text().replace("&", "") == "1 Scan"
    assert not _drop(papers.certificate, papers_in_hand.pdf(tmp_path / "zeugnis.pdf"))


def test_of_a_volunteer_the_signed_declaration_and_never_the_certificate(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, tmp_path: Path
) -> None:
    make.mentor()
    _switch_on(make)
    papers = _papers(qtbot, tasks, today)
    assert papers.evidence[EvidenceKind.CONFIDENTIALITY].scans_button.isVisible()
    assert not papers.certificate.scans_button.isVisible()
    assert not _drop(papers.certificate, papers_in_hand.pdf(tmp_path / "zeugnis.pdf"))
    assert not papers.findChildren(ScansDialog)


def test_a_copy_out_is_asked_for_written_and_noted(
    opened: Opener,
    make: Make,
    tasks: Tasks,
    today: date,
    tmp_path: Path,
    database: Database,
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairing = make.pairing()
    _printed(make, Paper.AGREEMENT, pairing, today)
    _switch_on(make)
    path = papers_in_hand.pdf(tmp_path / "a.pdf")
    dialog = opened(About.PAIRING, pairing)
    _drop(dialog.issued.viewport(), path)
    shown = _modal(ScansDialog)
    settle(tasks)
    monkeypatch.setattr(choose, "save_as", lambda *_told: tmp_path / "kopie.pdf")
    answers.yes = True
    shown.copy_button.click()
    settle(tasks)
    assert "nicht verschlüsselt" in answers.asked[-1]
    assert (tmp_path / "kopie.pdf").read_bytes() == path.read_bytes()
    with database.reading() as session:
        (left,) = session.exec(select(Change).where(Change.operation == Operation.LEFT)).all()
        assert left.person_id == people.search(session, "Koval")[0]
        assert changes.rows(session, [left.id])[0].note == "Kopie eines aufgehobenen Papiers"


def test_a_scan_is_removed_after_asking_and_comes_back(
    opened: Opener, make: Make, tasks: Tasks, today: date, tmp_path: Path, database: Database, answers: Answers
) -> None:
    pairing = make.pairing()
    _printed(make, Paper.AGREEMENT, pairing, today)
    _switch_on(make)
    dialog = opened(About.PAIRING, pairing)
    _drop(dialog.issued.viewport(), papers_in_hand.pdf(tmp_path / "a.pdf"))
    shown = _modal(ScansDialog)
    settle(tasks)
    answers.yes = True
    shown.remove_button.click()
    settle(tasks)
    assert "entfernt werden" in answers.asked[-1]
    assert shown.list.count() == 0
    assert not _pages(shown.view)
    assert not shown.remove_button.isEnabled()
    with database.writing() as session:
        changes.undo(session, today)
        assert scans.stored(session)[0] == 1


def test_an_issued_paper_is_kept_only_where_somebody_ticks_it(
    opened: Opener,
    make: Make,
    tasks: Tasks,
    tmp_path: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pairing = make.pairing()
    dialog = opened(About.PAIRING, pairing)
    for keep, path in ((False, tmp_path / "1.pdf"), (True, tmp_path / "2.pdf")):
        monkeypatch.setattr(choose, "save_as", lambda *_told, path=path: path)
        dialog.choose_paper(Paper.AGREEMENT)
        dialog.go()
        settle(tasks)
        preview = _modal(PreviewDialog)
        preview.keep_box.set_value(keep)
        preview.save_button.click()
        settle(tasks)
        preview.reject()
    with database.reading() as session:
        papers = issue.issued(session, pairing)
        kept = scans.rows(session, scans.On.DOCUMENT, [row.id for row in papers])
        assert list(kept) == [papers[0].id]
        assert scans.get(session, kept[papers[0].id][0].id).content == (tmp_path / "2.pdf").read_bytes()
    assert dialog.issued.cell(0, 5) == "Papier selbst"
    dialog.issued.setCurrentCell(0, 0)
    dialog.scans_button.click()
    shown = _modal(ScansDialog)
    settle(tasks)
    assert "ausgeschaltet" in shown.hint.text()
    assert not shown.add_button.isVisible()
    assert _pages(shown.view)


def test_settings_say_how_much_is_kept_and_lead_to_the_switch(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    pairing = make.pairing()
    with make.writing() as session:
        made = issue.preview(session, Paper.AGREEMENT, [pairing], today)
        issue.note(session, Paper.AGREEMENT, [pairing], today, made, keep=True)
    _window, page = open_page(qtbot, tasks, "settings", lambda t, w: SettingsPage(t, w, lambda: today))
    page.show_record("papers")
    settle(tasks)
    told = page.papers.scans_state.text()
    assert told.startswith("Scans sind ausgeschaltet. Aufgehoben: 1 Datei, ")
    page.papers.fields_button.click()
    assert page.tabs.current() == FIELDS
    assert "jede Sicherung" in next(field.why for field in page.fields._fields if field.name == "scan")


def _switch_on(make: Make) -> None:
    with make.writing() as session:
        programme.switch_field(session, "scan", on=True)


def _printed(make: Make, paper: Paper, about: UUID, today: date) -> None:
    with make.writing() as session:
        issue.note(session, paper, [about], today, issue.Preview(b"", "", "1", True))


def _papers(qtbot: QtBot, tasks: Tasks, today: date) -> PersonPapers:
    _window, page = open_page(qtbot, tasks, "people", lambda t, w: PeoplePage(t, w, lambda: today))
    page.panel.tabs.show_tab(PAPERS)
    settle(tasks)
    return page.panel.papers


def _modal(kind: type[D]) -> D:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog


def _pages(view: PageView) -> list[str]:
    return [sheet.accessibleDescription() for sheet in view.pages.findChildren(QLabel) if sheet.isVisible()]


def _drop(target: QWidget, what: Path | QUrl) -> bool:
    """Whether it was taken; through the events that a mouse would send."""
    dropped = QMimeData()
    dropped.setUrls([what if isinstance(what, QUrl) else QUrl.fromLocalFile(str(what))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), copy, dropped, left, none)
    QApplication.sendEvent(target, entering)
    if not entering.isAccepted():
        return False
    dropping = QDropEvent(QPointF(5, 5), copy, dropped, left, none)
    QApplication.sendEvent(target, dropping)
    QApplication.processEvents()
    return dropping.isAccepted()
