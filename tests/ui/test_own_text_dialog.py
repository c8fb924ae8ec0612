"""Own words for a paper, seen at once as they print."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mentorhub.choices import Paper
from mentorhub.db.database import Database
from mentorhub.documents import issue, logo, own_texts
from mentorhub.ui import choose, messages
from mentorhub.ui.dialogs.own_text_dialog import OwnTextDialog
from mentorhub.ui.pages.papers_panel import PapersPanel
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import settle


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(parent: QWidget, tasks: Tasks, today: date) -> OwnTextDialog:
    opened = OwnTextDialog(parent, tasks, today)
    opened.open()
    settle(tasks)
    return opened


def _drawn(dialog: OwnTextDialog, tasks: Tasks) -> list[QLabel]:
    dialog._rest.stop()
    dialog._draw()
    settle(tasks)
    return [label for label in dialog.view.pages.findChildren(QLabel) if not label.isHidden()]


def test_a_paragraph_is_said_differently_and_saved(dialog: OwnTextDialog, tasks: Tasks, database: Database) -> None:
    assert dialog.paper.value() is Paper.AGREEMENT
    assert len(_drawn(dialog, tasks)) == 2
    audit.check(dialog)
    dialog.words.setPlainText("Willkommen bei uns.")
    dialog.save_button.click()
    settle(tasks)
    with database.reading() as session:
        text = own_texts.text(session, Paper.AGREEMENT, "de")
    assert text.clauses[0].paragraphs[0].text == "Willkommen bei uns."
    assert "eigene Fassung 2026-11-22" in dialog.state.text()
    dialog.back_button.click()
    settle(tasks)
    assert "mitgelieferter Text" in dialog.state.text()
    dialog.reject()
    assert not dialog.isVisible()


def test_an_own_clause_stands_in_the_preview_before_it_is_saved(dialog: OwnTextDialog, tasks: Tasks) -> None:
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    dialog.heading.set_value("Hausregeln")
    dialog.words.setPlainText("Schuhe aus.\n\nHände waschen. " + "Mehr Worte. " * 400)
    assert len(_drawn(dialog, tasks)) > 2
    dialog._unsaved = False


def test_a_wrong_placeholder_is_told_beside_the_preview(
    dialog: OwnTextDialog, tasks: Tasks, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.words.setPlainText("Wir beginnen am {beginn}.")
    _drawn(dialog, tasks)
    assert "{beginn}" in dialog.notice._text.text()
    dialog.save_button.click()
    settle(tasks)
    with database.reading() as session:
        assert own_texts.own(session) == []
    monkeypatch.setattr(messages, "ask_save", lambda parent, question: "stay")
    dialog.reject()
    assert dialog.isVisible()
    dialog._unsaved = False


def test_the_logo_is_chosen_shown_and_removed(
    parent: QWidget, tasks: Tasks, database: Database, today: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    Image.new("RGB", (60, 30), "red").save(tmp_path / "logo.png")
    (tmp_path / "kein.png").write_bytes(b"nichts")
    panel = PapersPanel(tasks, lambda: today)
    panel.setParent(parent)
    panel.show()
    panel.reload()
    settle(tasks)
    audit.check(panel)
    for name, there in (("kein.png", False), ("logo.png", True)):
        monkeypatch.setattr(choose, "file", lambda parent, title, kind, name=name: tmp_path / name)
        panel.choose_button.click()
        settle(tasks)
        with database.reading() as session:
            assert (logo.get(session) is not None) is there
        assert panel.notice.isHidden() is there
    assert panel.picture.isVisible()
    panel.remove_button.click()
    settle(tasks)
    with database.reading() as session:
        assert logo.get(session) is None


def test_a_changed_german_text_is_confirmed_in_another_language(
    dialog: OwnTextDialog, tasks: Tasks, database: Database
) -> None:
    dialog.words.setPlainText("Willkommen bei uns.")
    dialog.save_button.click()
    settle(tasks)
    assert "9 Übersetzungen passen nicht mehr" in dialog.state.text()
    assert "Französisch" in dialog.notice._text.text()
    dialog.language.set_value("ar")
    settle(tasks)
    audit.check(dialog)
    assert "passt nicht mehr zur deutschen Fassung: 1 Absatz" in dialog.state.text()
    assert dialog.list.item(0).text().startswith("Passt nicht mehr – ")
    assert dialog.german.text() == "Deutsch: Willkommen bei uns."
    assert dialog.words.layoutDirection() is Qt.LayoutDirection.RightToLeft
    dialog.fits_button.click()
    assert not dialog.list.item(0).text().startswith("Passt nicht mehr")
    assert not dialog.fits_button.isVisible()
    dialog.save_button.click()
    settle(tasks)
    assert "passt zur deutschen Fassung" in dialog.state.text()
    with database.reading() as session:
        assert "ar" not in issue.unfitting(session, Paper.AGREEMENT)


def test_own_words_in_a_second_language_are_seen_at_once_and_kept(
    dialog: OwnTextDialog, tasks: Tasks, database: Database
) -> None:
    dialog.language.set_value("tr")
    settle(tasks)
    dialog.words.setPlainText("Aramıza hoş geldiniz.")
    pages = _drawn(dialog, tasks)
    assert any("Aramıza hoş geldiniz." in page.accessibleDescription() for page in pages)
    dialog.reviewer.set_value("Frau Aydın")
    dialog.save_button.click()
    settle(tasks)
    with database.reading() as session:
        text = own_texts.text(session, Paper.AGREEMENT, "tr")
    assert (text.reviewed, text.reviewer) == (True, "Frau Aydın")
    dialog.words.setPlainText("Aramıza tekrar hoş geldiniz.")
    assert dialog.reviewer.value() == ""
    dialog.back_button.click()
    settle(tasks)
    assert "mitgelieferter Text" in dialog.state.text()


def test_another_language_is_not_shown_before_what_was_typed_is_settled(
    dialog: OwnTextDialog, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.words.setPlainText("Willkommen bei uns.")
    monkeypatch.setattr(messages, "ask_save", lambda parent, question: "stay")
    dialog.language.set_value("fr")
    settle(tasks)
    assert dialog.language.value() == "de"
    assert dialog.words.value() == "Willkommen bei uns."
    monkeypatch.setattr(messages, "ask_save", lambda parent, question: "discard")
    dialog.language.set_value("fr")
    settle(tasks)
    assert dialog.german.isVisible()
    assert dialog.language.value() == "fr"
