"""A paper is looked at, saved and printed from one place; only what leaves is noted."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import pairings
from mentorhub.choices import Paper
from mentorhub.db.database import Database
from mentorhub.documents import issue
from mentorhub.errors import MentorHubError
from mentorhub.ui import choose
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.page_view import texts_of
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import settle


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    return parent


@pytest.fixture
def dialog(window: QWidget, tasks: Tasks, make: Make, today: date) -> PreviewDialog:
    mentee = make.mentee(first_name="Şükrü", last_name="Öztürk")
    pairing = make.pairing(make.mentor(), mentee, start=date(2026, 9, 1))
    opened = PreviewDialog(
        window,
        tasks,
        "Vereinbarung",
        lambda session: issue.preview(session, Paper.AGREEMENT, [pairing], today),
        lambda session, paper, sha256: issue.note(session, Paper.AGREEMENT, [pairing], today, paper, sha256),
    )
    opened.open()
    settle(tasks)
    return opened


def _printed_on(database: Database) -> date | None:
    with database.reading() as session:
        return pairings.row(session, pairings.by_number(session, "PS-2026-001")).agreement_printed_on


def _sheets(dialog: PreviewDialog) -> list[QLabel]:
    return [label for label in dialog.view.pages.findChildren(QLabel) if not label.isHidden()]


def test_every_page_is_shown_and_can_be_read_out(dialog: PreviewDialog, database: Database) -> None:
    sheets = _sheets(dialog)
    assert dialog.count.text() == f"{len(sheets)} Seiten"
    assert all(sheet.pixmap().width() > 300 for sheet in sheets)
    assert "Öztürk" in " ".join(sheet.accessibleDescription() for sheet in sheets)
    assert _printed_on(database) is None
    audit.check(dialog)


def test_looking_closer_makes_the_pages_larger(dialog: PreviewDialog, tasks: Tasks) -> None:
    dialog.zoom_box.choose(100)
    settle(tasks)
    before = _sheets(dialog)[0].pixmap().width()
    dialog.zoom_box.choose(150)
    settle(tasks)
    assert _sheets(dialog)[0].pixmap().width() == pytest.approx(before * 1.5, abs=2)


def test_saving_writes_the_very_same_bytes_and_notes_it(
    dialog: PreviewDialog,
    tasks: Tasks,
    database: Database,
    tmp_path: Path,
    today: date,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "Papiere" / "Vereinbarung.pdf"
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: target)
    assert not dialog.folder_button.isEnabled()
    dialog.save_button.click()
    settle(tasks)
    assert "Öztürk" in " ".join(texts_of(target.read_bytes()))
    assert dialog.folder_button.isEnabled()
    assert dialog.saved_to() == target
    assert _printed_on(database) == today


def test_an_existing_file_is_left_alone_and_nothing_is_noted(
    dialog: PreviewDialog, tasks: Tasks, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Vereinbarung.pdf"
    target.write_bytes(b"alt")
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: target)
    dialog.save_button.click()
    settle(tasks)
    assert target.read_bytes() == b"alt"
    assert dialog.notice.isVisible()
    assert dialog.saved_to() is None
    assert _printed_on(database) is None


def test_printing_gives_the_printer_every_page(dialog: PreviewDialog, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    dialog.print_with(printer)
    assert len(texts_of((tmp_path / "paper.pdf").read_bytes())) == len(_sheets(dialog))


def test_a_paper_that_cannot_be_made_says_why(window: QWidget, tasks: Tasks) -> None:
    def refuse(session: object) -> issue.Preview:
        raise MentorHubError("Das Zeichen kann nicht gedruckt werden.")

    dialog = PreviewDialog(window, tasks, "Vereinbarung", refuse)
    dialog.open()
    settle(tasks)
    assert dialog.notice.isVisible()
    assert not dialog.print_button.isEnabled()
