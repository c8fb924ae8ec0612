"""Scenario 3: a blank intake form for a visit at home, from the first key to the file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlmodel import select

from mentorhub.app.start import Start
from mentorhub.choices import Paper
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.db.tables import IssuedDocument
from mentorhub.ui import choose
from mentorhub.ui.dialogs.papers_dialog import PapersDialog
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.page_view import texts_of
from ui.open_folder import dialog, plain_window, proven_folder, started  # noqa: F401 - fixtures

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_blank_mentee_form_is_printed_for_a_visit_at_home(
    window: MainWindow,
    start: Start,
    folder: Path,
    recovery_key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "Besuch" / "Aufnahmebogen.pdf"
    monkeypatch.setattr(choose, "save_as", lambda parent, title, name, kind: target)
    window.activateWindow()
    QTest.qWait(50)
    QTest.keyClick(window, Qt.Key.Key_P, CONTROL)
    assert start.wait_idle()
    papers = dialog(window, PapersDialog)
    assert isinstance(papers, PapersDialog)
    papers.choose_paper(Paper.MENTEE_FORM)
    assert start.wait_idle()
    assert papers.whom.currentText() == "leer, zum Ausfüllen von Hand"
    QTest.keyClick(papers.list, Qt.Key.Key_Return)
    assert start.wait_idle()
    preview = dialog(window, PreviewDialog)
    assert isinstance(preview, PreviewDialog)
    assert preview.count.text() == "2 Seiten"
    QTest.keyClick(preview, Qt.Key.Key_S, CONTROL)
    assert start.wait_idle()
    assert preview.folder_button.isEnabled()

    said = " ".join(" ".join(texts_of(target.read_bytes())).split())
    for field in (
        "Wer macht mit?", "So spricht man den Namen", "Geburtsdatum", "weiblich",
        "Straße", "Telefon", "Ihre Sprachen", "Sorgeberechtigte", "Wann haben Sie Zeit?", "Deutsch üben",
        "Das möchte ich erreichen", "Ihre Wünsche", "Zu uns gekommen über", "Einwilligung (eigenes Papier)",
    ):  # fmt: skip
        assert field in said, field
    for forbidden in ("Herkunft", "Flucht", "Religion:", "☒"):
        assert forbidden not in said

    preview.close()
    papers.close()
    start.close()
    opened = Database.open(folder, RecoveryKey(recovery_key))
    with opened.reading() as session:
        assert session.exec(select(IssuedDocument)).all() == []
    opened.close()
