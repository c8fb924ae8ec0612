"""The association's own wording: say a paragraph differently, add a clause, and see at once how it prints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QListWidget, QSizePolicy, QWidget

from mentorhub import languages
from mentorhub.choices import Paper
from mentorhub.documents import issue, own_texts, registry
from mentorhub.documents.issue import Preview
from mentorhub.documents.texts import PaperText
from mentorhub.documents.translations import Fit
from mentorhub.errors import MentorHubError
from mentorhub.text import _, ngettext
from mentorhub.ui import messages, mnemonics, theme, widgets
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.dialogs.own_text_editing import Editing, GermanEditing, TranslationEditing
from mentorhub.ui.fields import ChoiceField, NotesField, TextField
from mentorhub.ui.forms import Form
from mentorhub.ui.page_view import PageView
from mentorhub.ui.tasks import Tasks

_REST = 700
"""Milliseconds after the last key before the page is drawn anew."""
_LEFTWARDS = Qt.LayoutDirection.RightToLeft


class OwnTextDialog(QDialog):
    """The German words, and those of each second language beside them."""

    def __init__(self, parent: QWidget, tasks: Tasks, today: date) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._today = today
        self._editing: Editing | None = None
        self._unsaved = False
        self._shown: tuple[object, object] = (None, None)
        self.setWindowTitle(_("Texte der Papiere"))
        self.setModal(True)
        self.form = Form()
        papers = [(kind.paper, kind.paper.label) for kind in registry.kinds() if kind.paper is not Paper.LABELS]
        self.paper = self.form.add("paper", _("Papier"), ChoiceField(papers))
        self.language = self.form.add("language", _("Sprache"), ChoiceField([("de", _("Deutsch"))]))
        for field in (self.paper, self.language):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.state = widgets.label("", "hint")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Absätze"))
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.em(6))
        self.german = widgets.label("", "muted")
        self.edit = Form()
        self.heading = self.edit.add("heading", _("Überschrift"), TextField())
        self.words = self.edit.add("words", _("Wortlaut"), NotesField(4))
        self.reviewer = self.edit.add("reviewer", _("Gelesen von"), TextField(_("wer diese Sprache als Erste spricht")))
        self.hint = widgets.label("", "hint")
        self.fits_button = widgets.button(_("Passt zum deutschen Text"), self.confirm, icon="ok")
        self.notice = widgets.Notice()
        self.notice.hide()
        self.view = PageView()
        self.back_button = widgets.button(_("Zurück zum mitgelieferten Text"), self.go_back, icon="undo")
        self.save_button = widgets.button(_("Speichern"), self.save, look="primary")
        self._lay_out()
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._draw)
        self.paper.changed.connect(self._choose)
        self.language.changed.connect(self._choose)
        self.list.currentRowChanged.connect(lambda _row: self._show_place())
        self.words.changed.connect(self._typed)
        self.heading.changed.connect(self._typed)
        self.reviewer.changed.connect(self._changed)
        mnemonics.assign(self)
        self._choose()

    def _lay_out(self) -> None:
        close = widgets.button(_("Schließen"), self.reject)
        parts = (self.form, self.state, self.list, self.german, self.edit, self.hint)
        left = widgets.column(None, *parts, widgets.line(None, self.fits_button, None), self.notice, space=0.4)
        left.setStretch(2, 1)
        inside = QWidget()
        inside.setLayout(left)
        left.setContentsMargins(0, 0, theme.em(0.7), 0)
        middle = widgets.line(None, widgets.scrolling(inside), self.view, space=1.0)
        middle.setStretch(0, 1)
        middle.setStretch(1, 1)
        foot = widgets.line(None, close, None, self.back_button, self.save_button)
        layout = widgets.column(self, widgets.label(_("Texte der Papiere"), "subtitle"), middle, foot, space=0.7)
        layout.setStretch(1, 1)
        widgets.margins(layout, 1.0, 1.2)
        room = self.screen().availableSize()
        self.resize(min(theme.em(76), room.width()), min(theme.em(50), round(room.height() * 0.92)))

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
        if self._editing is not None:
            self._tasks.save(
                self, _change, self._wanted(self._editing), self._today, then=self._saved, on_trouble=self._in_trouble
            )

    def confirm(self) -> None:
        """The translation still says what the German paragraph says now."""
        if self._editing is not None:
            self._typed()
            self._show_place()

    def go_back(self) -> None:
        paper, language = self._shown
        self._tasks.save(
            self,
            own_texts.back_to_shipped,
            paper,
            language,
            then=lambda _nothing: self._read(),
            on_trouble=self._in_trouble,
        )

    def _choose(self) -> None:
        """Another paper or language; what was typed in the one before is not lost without a question."""
        if self._unsaved:
            answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
            if answer != "discard":
                self._put_back()
                if answer == "save":
                    self.save()
                return
            self._unsaved = False
        spoken = issue.languages(self.paper.value())
        if self.language.values() != spoken:
            self.language.set_options([(code, languages.name(code)) for code in spoken])
        self.language.setEnabled(len(spoken) > 1)
        self._read()

    def _put_back(self) -> None:
        for field, value in zip((self.paper, self.language), self._shown, strict=True):
            field.blockSignals(True)
            field.set_value(value)
            field.blockSignals(False)

    def _read(self) -> None:
        shown = (self.paper.value(), self.language.value() or "de")
        if shown != self._shown:
            self.notice.say("")
        self._shown = shown
        self._tasks.load(self, _read_text, *self._shown, then=self._take, channel="text", on_trouble=self._in_trouble)

    def _take(self, found: "_Found") -> None:
        self._unsaved = False
        translated = found.second is not None
        self._editing = TranslationEditing(found.german, found.second) if found.second else GermanEditing(found.german)
        text = self._editing.text
        words = [_("Fassung {version}").format(version=text.version)]
        words.append(_("eigener Text") if found.own else _("mitgelieferter Text"))
        if translated and not text.reviewed:
            words.append(_("ungeprüft"))
        self.state.setText(" · ".join([*words, *_said_of(found.unfitting, text.language)]))
        self.state.setToolTip("" if translated or not found.unfitting else _not_fitting(found.unfitting))
        self.back_button.setEnabled(found.own)
        self.edit.show_line("reviewer", translated)
        self.reviewer.blockSignals(True)
        self.reviewer.set_value(text.reviewer if translated else "")
        self.reviewer.blockSignals(False)
        self.words.setLayoutDirection(Qt.LayoutDirection.LeftToRight if text.rightwards else _LEFTWARDS)
        row = max(0, self.list.currentRow())
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems(self._editing.captions())
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self._show_place()
        self._draw()

    def _show_place(self) -> None:
        editing, at = self._editing, self.list.currentRow()
        if editing is None or at < 0:
            return
        heading = editing.heading(at)
        for field, value in ((self.words, editing.words(at)), (self.heading, heading or "")):
            if field.value() != value:
                field.blockSignals(True)
                field.set_value(value)
                field.blockSignals(False)
        self.edit.show_line("heading", heading is not None)
        german = editing.german(at)
        self.german.setText(_("Deutsch: {words}").format(words=german) if german else "")
        self.german.setVisible(bool(german))
        self.hint.setText(editing.hint(at))
        self.fits_button.setVisible(editing.fit(at) is Fit.OUTDATED)

    def _typed(self) -> None:
        editing, at = self._editing, self.list.currentRow()
        if editing is None or at < 0:
            return
        if editing.words(at) != str(self.words.value()):
            self.reviewer.set_value("")
        editing.take(at, str(self.words.value()), str(self.heading.value()))
        self.list.item(at).setText(editing.captions()[at])
        self.fits_button.setVisible(editing.fit(at) is Fit.OUTDATED)
        self._changed()

    def _changed(self) -> None:
        self._unsaved = True
        self._rest.start()

    def _wanted(self, editing: Editing) -> PaperText:
        return editing.wanted(str(self.reviewer.value()).strip())

    def _draw(self) -> None:
        if self._editing is not None:
            self._tasks.load(
                self,
                issue.preview_of_text,
                self._wanted(self._editing),
                self._today,
                then=self._show_pages,
                channel="pages",
                on_trouble=self._in_trouble,
            )

    def _show_pages(self, made: Preview) -> None:
        if self._unsaved:
            self.notice.say("")
        pages = self.view.show_pdf(made.pdf)
        self.view.setAccessibleDescription(ngettext("{n} Seite", "{n} Seiten", pages).format(n=pages))

    def _saved(self, saved: tuple[str, Mapping[str, int]]) -> None:
        version, unfitting = saved
        self._unsaved = False
        self._read()
        words = [_("Gespeichert: Fassung {version}").format(version=version)]
        if unfitting:
            words.append(_not_fitting(unfitting))
        self.notice.say(". ".join(words), "warning" if unfitting else "good")

    def _in_trouble(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")


@dataclass(frozen=True)
class _Found:
    german: PaperText
    second: PaperText | None
    own: bool
    unfitting: Mapping[str, int]


def _read_text(session: Any, paper: Paper, language: str) -> _Found:
    german = own_texts.text(session, paper, "de")
    second = None if language == "de" else own_texts.text(session, paper, language)
    own = any((row.paper, row.language) == (paper, language) for row in own_texts.own(session))
    return _Found(german, second, own, issue.unfitting(session, paper))


def _change(session: Any, wanted: PaperText, today: date) -> tuple[str, Mapping[str, int]]:
    """The version, and the translations that do not fit the German words any more."""
    version = own_texts.change(session, wanted, today)
    return version, issue.unfitting(session, Paper(wanted.paper)) if wanted.language == "de" else {}


def _said_of(unfitting: Mapping[str, int], language: str) -> list[str]:
    """Of one translation how far it fits; of the German text which ones do not."""
    if language == "de":
        words = ngettext("{n} Übersetzung passt nicht mehr", "{n} Übersetzungen passen nicht mehr", len(unfitting))
        return [words.format(n=len(unfitting))] if unfitting else []
    count = unfitting.get(language, 0)
    if not count:
        return [_("passt zur deutschen Fassung")]
    return [
        ngettext(
            "passt nicht mehr zur deutschen Fassung: {n} Absatz",
            "passt nicht mehr zur deutschen Fassung: {n} Absätze",
            count,
        ).format(n=count)
    ]


def _not_fitting(unfitting: Mapping[str, int]) -> str:
    named = ", ".join(languages.name(code) for code in unfitting)
    return _("Passt nicht mehr zur deutschen Fassung: {languages}").format(languages=named)
