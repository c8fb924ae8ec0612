"""The languages of a person: each with its level, and what more is known of it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mentorhub import languages
from mentorhub.choices import Level, YesNo
from mentorhub.people import Language, LanguageNote
from mentorhub.text import _
from mentorhub.ui import theme, widgets
from mentorhub.ui.dialogs.person_fields import completer, drop, put_before
from mentorhub.ui.fields import ChoiceField, TextField, of


class LanguagesField(QWidget):
    """Each language with its level; type a name in any usual spelling to add one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_LanguageLine] = []
        self._new = QLineEdit()
        self._new.setPlaceholderText(_("Sprache hinzufügen …"))
        self._new.setAccessibleName(_("Sprache hinzufügen"))
        self._unknown = widgets.label(
            _("Diese Sprache ist nicht bekannt. Bitte prüfen Sie die Schreibweise oder wählen Sie aus der Liste."),
            "problem",
        )
        self._unknown.hide()
        self._codes: dict[str, str] = {}
        self._known = QStringListModel(self)
        self._new.setCompleter(completer(self._new, self._known))
        self._new.completer().activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._new.returnPressed.connect(self._typed)
        self._new.textEdited.connect(lambda: self._unknown.hide())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.em(0.3))
        widgets.column(self, self._rows, self._new, self._unknown, space=0.3)
        self.setFocusProxy(self._new)

    def value(self) -> tuple[Language, ...]:
        return tuple((line.code, Level(line.level.value())) for line in self._lines)

    def set_value(self, value: Iterable[Language] | None) -> None:
        self._offer()
        self._new.clear()
        self._unknown.hide()
        if tuple(value or ()) == self.value():
            return
        for line in self._lines:
            drop(line)
        self._lines.clear()
        for code, level in value or ():
            self._add(code, level)
        self.changed.emit()

    def _offer(self) -> None:
        """The names are asked for when the first person is shown: finding them takes a moment."""
        if not self._codes:
            self._codes = {languages.name(code): code for code in languages.COMMON}
            self._known.setStringList(list(self._codes))

    def _typed(self) -> None:
        popup = self._new.completer().popup()
        if popup is not None and popup.isVisible() and popup.currentIndex().isValid():
            return  # the suggestion is on its way
        self._take(self._new.text())

    def _take(self, words: str) -> None:
        code = self._codes.get(words) or languages.code(words)
        if not words.strip():
            return
        if code is None:
            self._unknown.show()
            return
        self._new.clear()
        self._unknown.hide()
        there = next((line for line in self._lines if line.code == code), None)
        if there is None:
            there = self._add(code, Level.UNKNOWN)
            self.changed.emit()
        there.level.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, code: str, level: Level) -> "_LanguageLine":
        line = _LanguageLine(code, level)
        line.level.changed.connect(self.changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        put_before(self._new, [line.level, line.remove])
        return line

    def _remove(self, line: "_LanguageLine") -> None:
        self._lines.remove(line)
        drop(line)
        self._new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class _LanguageLine(QWidget):
    removed = Signal()

    def __init__(self, code: str, level: Level) -> None:
        super().__init__()
        self.code = code
        name = languages.name(code)
        self.level = ChoiceField(of(Level))
        self.level.set_value(level)
        self.level.setMinimumWidth(theme.em(9.2))
        self.level.setAccessibleName(_("Niveau: {language}").format(language=name))
        self.remove = widgets.icon_button("close", _("{language} entfernen").format(language=name), self.removed.emit)
        widgets.line(self, widgets.label(name), self.level, self.remove, space=0.3).setStretch(0, 1)


class LanguageNotesField(QWidget):
    """Of each language that is spoken: its variant or dialect, and whether it is read and written.

    The lines follow the languages of the form: `follow`.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.before: QWidget | None = None
        """The Tab stop that follows these fields in the form."""
        self._lines: dict[str, _NoteLine] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.em(0.5))
        self._nothing = widgets.label(_("Zuerst oben eine Sprache eintragen."), "hint")
        widgets.column(self, self._rows, self._nothing, space=0.3)

    def follow(self, codes: Sequence[str]) -> None:
        if list(codes) == list(self._lines):
            return
        notes = self.value()
        for line in self._lines.values():
            drop(line)
        self._lines = {code: _NoteLine(code) for code in codes}
        for line in self._lines.values():
            line.changed.connect(self.changed)
            self._rows.addWidget(line)
            if self.before is not None:
                put_before(self.before, [line.variant, line.reads])
        self._nothing.setVisible(not codes)
        self.set_value(notes)

    def value(self) -> tuple[LanguageNote, ...]:
        notes = (line.value() for line in self._lines.values())
        return tuple(note for note in notes if note != LanguageNote(note.code))

    def set_value(self, value: Iterable[LanguageNote] | None) -> None:
        noted = {note[0]: LanguageNote(*note) for note in value or ()}
        for code, line in self._lines.items():
            line.show_note(noted.get(code, LanguageNote(code)))


class _NoteLine(QWidget):
    changed = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        name = languages.name(code)
        self.variant = TextField(_("Variante oder Dialekt"), longest=60)
        self.variant.setAccessibleName(_("Variante oder Dialekt: {language}").format(language=name))
        words = {
            YesNo.YES: _("liest und schreibt"),
            YesNo.NO: _("nur mündlich"),
            YesNo.UNKNOWN: _("Schrift: ohne Angabe"),
        }
        self.reads = ChoiceField([(answer, words[answer]) for answer in (YesNo.UNKNOWN, YesNo.YES, YesNo.NO)])
        self.reads.setAccessibleName(_("Liest und schreibt: {language}").format(language=name))
        fields = widgets.line(None, self.variant, self.reads, space=0.3)
        widgets.column(self, widgets.label(name, "hint"), fields, space=0.1)
        for field in (self.variant, self.reads):
            field.changed.connect(self.changed)

    def value(self) -> LanguageNote:
        return LanguageNote(self._code, self.variant.value(), YesNo(self.reads.value()))

    def show_note(self, note: LanguageNote) -> None:
        self.variant.set_value(note.variant)
        self.reads.set_value(note.reads)
