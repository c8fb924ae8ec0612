"""The association's own wording: say a paragraph differently, add a clause, and see at once how it prints."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from mentorhub.choices import Paper
from mentorhub.documents import issue, own_texts, registry
from mentorhub.documents.issue import Preview
from mentorhub.documents.texts import PaperText
from mentorhub.errors import MentorHubError
from mentorhub.text import _, ngettext
from mentorhub.ui import messages, mnemonics, theme, widgets
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.fields import ChoiceField, NotesField, TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.page_view import PageView
from mentorhub.ui.tasks import Tasks

_REST = 700
"""Milliseconds after the last key before the page is drawn anew."""
_OWN = (own_texts.OWN_CLAUSE, -1)


class OwnTextDialog(QDialog):
    """German wordings only: a translation follows the shipped German text and is checked by its speakers."""

    def __init__(self, parent: QWidget, tasks: Tasks, today: date) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._today = today
        self._text: PaperText | None = None
        self._changed: dict[tuple[str, int], str] = {}
        self._places: list[tuple[str, int]] = []
        self._own = ("", "")
        self._unsaved = False
        self.setWindowTitle(_("Texte der Papiere"))
        self.setModal(True)
        self.form = Form()
        papers = [(kind.paper, kind.paper.label) for kind in registry.kinds() if kind.paper is not Paper.LABELS]
        self.paper = self.form.add("paper", _("Papier"), ChoiceField(papers))
        self.state = widgets.label("", "hint")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Absätze"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.edit = Form()
        self.heading = self.edit.add("heading", _("Überschrift"), TextField())
        self.words = self.edit.add("words", _("Wortlaut"), NotesField(6))
        self.hint = widgets.label("", "hint")
        self.notice = widgets.Notice()
        self.notice.hide()
        self.view = PageView()
        self.back_button = widgets.button(_("Zurück zum mitgelieferten Text"), self.go_back, icon="undo")
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        close = widgets.button(_("Schließen"), self.reject)
        left = widgets.column(None, self.form, self.state, self.list, self.edit, self.hint, self.notice, space=0.5)
        left.setStretch(2, 1)
        middle = widgets.line(None, left, self.view, space=1.0)
        middle.setStretch(0, 5)
        middle.setStretch(1, 5)
        foot = widgets.line(None, close, None, self.back_button, self.save_button)
        layout = widgets.column(self, widgets.label(_("Texte der Papiere"), "subtitle"), middle, foot, space=0.7)
        layout.setStretch(1, 1)
        widgets.margins(layout, 1.0, 1.2)
        room = self.screen().availableSize()
        self.resize(min(theme.em(74), room.width()), min(theme.em(48), round(room.height() * 0.92)))
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._draw)
        self.paper.changed.connect(self._read)
        self.list.currentRowChanged.connect(lambda _row: self._show_place())
        self.words.changed.connect(self._typed)
        self.heading.changed.connect(self._typed)
        mnemonics.assign(self)
        self._read()

    def reject(self) -> None:
        if self._unsaved:
            answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
            if answer == "save":
                self.save()
                return
            if answer == "stay":
                return
        super().reject()

    def save(self) -> None:
        if self._text is None:
            return
        self._tasks.save(
            self, own_texts.change, self._wanted(self._text), self._today, then=self._saved, on_trouble=self._in_trouble
        )

    def go_back(self) -> None:
        paper = self.paper.value()
        self._tasks.save(
            self,
            own_texts.back_to_shipped,
            paper,
            "de",
            then=lambda _nothing: self._read(),
            on_trouble=self._in_trouble,
        )

    def _read(self) -> None:
        paper = self.paper.value()
        self._tasks.load(self, _read_text, paper, then=self._take, channel="text", on_trouble=self._in_trouble)

    def _take(self, found: tuple[PaperText, bool]) -> None:
        self._text, own = found
        self._changed = {}
        self._unsaved = False
        clause = next((each for each in self._text.clauses if each.key == own_texts.OWN_CLAUSE), None)
        self._own = (clause.heading, "\n\n".join(each.text for each in clause.paragraphs)) if clause else ("", "")
        self._places = [
            (each.key, place)
            for each in self._text.clauses
            if each.key != own_texts.OWN_CLAUSE
            for place in range(len(each.paragraphs))
        ]
        self._places.append(_OWN)
        words = [_("Fassung {version}").format(version=self._text.version)]
        words.append(_("eigener Text") if own else _("mitgelieferter Text"))
        self.state.setText(" · ".join(words))
        self.back_button.setEnabled(own)
        row = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        for place in self._places:
            self.list.addItem(QListWidgetItem(self._caption(place)))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._show_place()
        self.notice.say("")
        self._draw()

    def _caption(self, place: tuple[str, int]) -> str:
        if place == _OWN or self._text is None:
            return _("Eigener Abschnitt")
        clause = next(each for each in self._text.clauses if each.key == place[0])
        start = " ".join(clause.paragraphs[place[1]].text.split()[:7])
        return f"{clause.heading}: {start} …" if clause.heading else f"{start} …"

    def _place(self) -> tuple[str, int]:
        row = self.list.currentRow()
        return self._places[row] if 0 <= row < len(self._places) else _OWN

    def _show_place(self) -> None:
        if self._text is None:
            return
        place = self._place()
        own = place == _OWN
        for field in (self.words, self.heading):
            field.blockSignals(True)
        self.heading.set_value(self._own[0] if own else "")
        self.words.set_value(self._own[1] if own else self._said(place))
        for field in (self.words, self.heading):
            field.blockSignals(False)
        self.edit.show_line("heading", own)
        self.hint.setText(_hint(self._text, place))

    def _said(self, place: tuple[str, int]) -> str:
        if place in self._changed or self._text is None:
            return self._changed.get(place, "")
        clause = next(each for each in self._text.clauses if each.key == place[0])
        return clause.paragraphs[place[1]].text

    def _typed(self) -> None:
        place = self._place()
        if place == _OWN:
            self._own = (str(self.heading.value()), str(self.words.value()))
        else:
            self._changed[place] = str(self.words.value())
        self._unsaved = True
        self._rest.start()

    def _wanted(self, text: PaperText) -> PaperText:
        return own_texts.with_changes(text, self._changed, self._own)

    def _draw(self) -> None:
        if self._text is not None:
            self._tasks.load(
                self,
                issue.preview_of_text,
                self._wanted(self._text),
                self._today,
                then=self._show_pages,
                channel="pages",
                on_trouble=self._in_trouble,
            )

    def _show_pages(self, made: Preview) -> None:
        self.notice.say("")
        pages = self.view.show_pdf(made.pdf)
        self.view.setAccessibleDescription(ngettext("{n} Seite", "{n} Seiten", pages).format(n=pages))

    def _saved(self, version: str) -> None:
        self._unsaved = False
        self._read()
        self.notice.say(_("Gespeichert: Fassung {version}").format(version=version), "good")

    def _in_trouble(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")


def _read_text(session: Any, paper: Paper) -> tuple[PaperText, bool]:
    own: Sequence[own_texts.OwnRow] = own_texts.own(session)
    return own_texts.text(session, paper, "de"), any((row.paper, row.language) == (paper, "de") for row in own)


def _hint(text: PaperText, place: tuple[str, int]) -> str:
    if place == _OWN:
        return _("Eine leere Zeile beginnt einen neuen Absatz. Leer gelassen, wird kein eigener Abschnitt gedruckt.")
    names = own_texts.placeholders(text.paper)
    if not names:
        return _("Leer gelassen, wird dieser Absatz nicht gedruckt.")
    listed = ", ".join(f"{{{name}}}" for name in names)
    return _("Leer gelassen, wird dieser Absatz nicht gedruckt. Beim Drucken ausgefüllt werden: {names}").format(
        names=listed
    )
