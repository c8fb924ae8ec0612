"""Importieren: choose a list or paste it, look at what would come in, decide, confirm, and read what was done."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from mentorhub import changes
from mentorhub.changes import LastStep
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.import_export import bringing_back, importing, profiles, reading
from mentorhub.import_export.bringing_back import Inside
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.decisions import Decisions
from mentorhub.import_export.importing import Check, Result
from mentorhub.import_export.sheets import ListFile, UnreadableList
from mentorhub.progress import Progress, quiet
from mentorhub.text import _, ngettext, number
from mentorhub.ui import choose, messages, mnemonics, theme, widgets
from mentorhub.ui.dialogs.import_choosing import ChoosingPart
from mentorhub.ui.dialogs.import_everything import EverythingPart
from mentorhub.ui.dialogs.import_letters import LettersLine
from mentorhub.ui.dialogs.import_preview import ImportPreview
from mentorhub.ui.tasks import Tasks

CHOOSE, PREVIEW, DONE, EVERYTHING = range(4)
_LONG = 3_000
"""Rows from which on looking at a list takes long enough to be watched and cancelled."""
_LARGE = 400_000
"""The same in bytes, before the file has been read."""
_MOST_LINES = 400


class ImportDialog(QDialog):
    """Nothing is written before *Übernehmen*; cancelling in the middle takes everything back."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        path: Path | None = None,
        today: Callable[[], date] = date.today,
        first: Callable[[Callable[[], object]], object] | None = None,
    ) -> None:
        """`first(go_on)` is called before anything is written: a backup."""
        super().__init__(parent)
        self._tasks = tasks
        self._today = today
        self._first = first
        self._check: Check | None = None
        self._waiting: list[Path] = []
        self._step: LastStep | None = None
        self.setWindowTitle(_("Liste importieren"))
        self.setModal(True)
        self.setAcceptDrops(True)
        self.heading = widgets.label(_("Liste importieren"), "subtitle")
        self.notice = widgets.Notice()
        self.notice.hide()
        self.letters = LettersLine(self._read_as)
        self.stages = QStackedWidget()
        self.preview = ImportPreview(self._look_again)
        self.preview.columns.keep.connect(self._keep_profile)
        self.done_words = widgets.label("")
        self.done_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        choosing = ChoosingPart(self._choose, self._paste)
        self.choose_button, self.paste_button = choosing.choose_button, choosing.paste_button
        self.kind_box, self.waiting = choosing.kind_box, choosing.waiting
        self.stages.addWidget(choosing)
        self.stages.addWidget(self.preview)
        self.stages.addWidget(self._finished())
        self.everything = EverythingPart()
        self.stages.addWidget(self.everything)
        self.cancel_button = widgets.button(_("Abbrechen"), self.reject)
        self.other_button = widgets.button(_("Andere Datei"), self._go_on, icon="back")
        self.take_button = widgets.button(_("Übernehmen"), self._bring_in, icon="import", look="primary")
        self.close_button = widgets.button(_("Fertig"), self.accept, look="primary")
        self.undo_button = widgets.button(_("Rückgängig"), self._undo, icon="undo")
        foot = widgets.line(
            None,
            *(self.cancel_button, self.undo_button, None),
            *(self.other_button, self.take_button, self.close_button),
        )
        layout = widgets.column(self, self.heading, self.notice, self.letters, self.stages, foot, space=0.8)
        layout.setStretch(3, 1)
        widgets.margins(layout, 1.1, 1.3)
        QShortcut(QKeySequence.StandardKey.Paste, self, self._paste)
        room = self.screen().availableSize()
        self.resize(min(theme.em(72), room.width()), min(theme.em(48), round(room.height() * 0.92)))
        self._go(CHOOSE)
        if path is not None:
            self.read(path)

    def read(self, *paths: Path) -> None:
        """Look at a file; nothing is written. Further files wait until this one is done."""
        self._waiting = list(paths[1:])
        self._look(paths[0])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self.stages.currentIndex() != DONE:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.read(*files)

    def _finished(self) -> QWidget:
        inside = QWidget()
        widgets.column(inside, widgets.card(self.done_words), None)
        return widgets.scrolling(inside)

    def _choose(self) -> None:
        kinds = _("Listen (*.xlsx *.xlsm *.xls *.ods *.csv *.tsv *.txt);;Alle Dateien (*)")
        paths = choose.files(self, _("Listen wählen"), kinds)
        if paths:
            self.read(*paths)

    def _paste(self) -> None:
        if self.stages.currentIndex() != CHOOSE:
            return
        try:
            self._look(reading.pasted(QGuiApplication.clipboard().text()))
        except UnreadableList as trouble:
            self.notice.say(str(trouble))

    def _look(self, source: Path | ListFile) -> None:
        self.notice.say("")
        self.choose_button.setEnabled(False)
        self.paste_button.setEnabled(False)
        name = source.name if isinstance(source, Path) else source.path.name
        self.waiting.setText(_("{file} wird gelesen …").format(file=name))
        kind: Kind | None = self.kind_box.value()
        self._ask(source, kind, None, self._show, long=_is_long(source))

    def _look_again(self, decisions: Decisions) -> None:
        """The same list after a correction."""
        if self._check is not None:
            file = self._check.file
            self._ask(file, self._check.kind, decisions, self._show_again, long=_is_long(file))

    def _read_as(self, encoding: str) -> None:
        """The same text file with other letters."""
        if self._check is not None:
            self._tasks.load(
                self,
                lambda _session, path: reading.read(path, encoding),
                self._check.file.path,
                then=self._look_with_letters,
                channel="check",
                on_trouble=self._unreadable,
            )

    def _look_with_letters(self, file: ListFile) -> None:
        kind = None if self._check is None else self._check.kind
        self._ask(file, kind, None, self._show_again, long=_is_long(file))

    def _ask(
        self,
        source: Path | ListFile,
        kind: Kind | None,
        decisions: Decisions | None,
        then: Callable[[Any], object],
        *,
        long: bool,
    ) -> None:
        words = (source, kind, self._today(), decisions)
        if long:
            title = _("Die Liste wird angesehen")
            self._tasks.start(
                self, _look_into, *words, then=then, title=title, changes=False, on_trouble=self._unreadable
            )
            self.choose_button.setEnabled(True)
            self.paste_button.setEnabled(True)
            self.waiting.setText("")
        else:
            self._tasks.load(self, _look_into, *words, then=then, channel="check", on_trouble=self._unreadable)

    def _show(self, found: Check | Inside) -> None:
        if isinstance(found, Inside):
            self._show_everything(found)
        else:
            self._show_list(found)

    def _show_everything(self, inside: Inside) -> None:
        self.heading.setText(_("Das käme zurück: {file}").format(file=inside.path.name))
        self.letters.hide()
        self.everything.show_inside(inside)
        self._go(EVERYTHING)
        self.take_button.setEnabled(inside.into_empty)
        if not inside.into_empty:
            self.other_button.setFocus()

    def _show_list(self, check: Check) -> None:
        self.heading.setText(_("Das würde übernommen: {file}").format(file=check.file.path.name))
        self.letters.show_file(check.file)
        self._go(PREVIEW)
        self._take(check, anew=True)

    def _show_again(self, check: Check) -> None:
        self._take(check, anew=False)

    def _take(self, check: Check, *, anew: bool) -> None:
        self._check = check
        self.preview.show_check(check, anew=anew)
        mnemonics.assign(self)

    def _unreadable(self, trouble: MentorHubError) -> None:
        """The kind can be given now, and the file tried again."""
        self._start_again()
        self.notice.say(str(trouble))

    def _go_on(self) -> None:
        """To the next file that waits, or to choosing another one."""
        if self.stages.currentIndex() == DONE and self._waiting:
            self._start_again()
            self.read(*self._waiting)
        else:
            self._waiting = []
            self._start_again()

    def _start_again(self) -> None:
        self._check = None
        self.notice.say("")
        self.letters.hide()
        self.heading.setText(_("Liste importieren"))
        self._go(CHOOSE)

    def _keep_profile(self, name: str) -> None:
        if self._check is not None:
            self._tasks.save(
                self,
                profiles.keep,
                name,
                self._check.file,
                self._check.tables,
                then=lambda _none: self.preview.columns.tell_kept(name),
                on_field_error=self._no_name,
            )

    def _no_name(self, error: FieldError) -> None:
        self.notice.say(str(error))
        self.preview.columns.name.setFocus()

    def _bring_in(self) -> None:
        if self.stages.currentIndex() == EVERYTHING:
            self._after_backup(self._bring_back_now)
        elif self._check is not None and self._may_go_on(self._check):
            self._after_backup(self._bring_in_now)

    def _after_backup(self, go_on: Callable[[], object]) -> None:
        if self._first is not None:
            self._first(go_on)
        else:
            go_on()

    def _bring_back_now(self) -> None:
        inside = self.everything.inside
        if inside is not None:
            self._tasks.start(
                self,
                bringing_back.bring_back,
                inside.path,
                then=self._tell_back,
                title=_("Alles wird übernommen"),
                on_trouble=self._not_taken,
            )

    def _tell_back(self, rows: int) -> None:
        words = _("{n} Zeilen sind zurück. Alles steht da, wie es beim Ausgeben war; die Nummern sind dieselben.")
        self._end_with(words.format(n=number(rows)))

    def _may_go_on(self, check: Check) -> bool:
        n = check.result().open_doubts()
        if not n:
            return True
        question = ngettext(
            "{n} Zweifelsfall ist noch offen. Ähnliche Personen werden als zwei Personen geführt, unklare Namen nicht "
            "übernommen. Möchten Sie die Liste so übernehmen?",
            "{n} Zweifelsfälle sind noch offen. Ähnliche Personen werden als zwei Personen geführt, unklare Namen "
            "nicht übernommen. Möchten Sie die Liste so übernehmen?",
            n,
        ).format(n=number(n))
        if messages.ask(self, question, _("So übernehmen"), _("Erst ansehen")):
            return True
        self.preview.show_doubts()
        return False

    def _bring_in_now(self) -> None:
        if self._check is not None:
            self.take_button.setEnabled(False)
            self._tasks.start(
                self,
                importing.bring_in,
                self._check,
                self._today(),
                then=self._tell,
                title=_("Die Liste wird übernommen"),
                on_trouble=self._not_taken,
            )
            self.take_button.setEnabled(True)

    def _tell(self, result: Result) -> None:
        lines = result.lines()
        more = len(lines) - _MOST_LINES
        if more > 0:
            behind = ngettext("… und {n} weitere Zeile", "… und {n} weitere Zeilen", more).format(n=number(more))
            lines = [*lines[:_MOST_LINES], behind]
        self._end_with("\n".join(lines))

    def _end_with(self, words: str) -> None:
        self.heading.setText(_("Übernommen"))
        self.done_words.setText(words)
        self.done_words.setAccessibleName(self.done_words.text())
        self.letters.hide()
        self._step = None
        self._go(DONE)
        self._tasks.load(self, changes.last_step, then=self._offer_undo)

    def _offer_undo(self, step: LastStep | None) -> None:
        self._step = step
        self.undo_button.setVisible(step is not None and self.stages.currentIndex() == DONE)
        mnemonics.assign(self)

    def _undo(self) -> None:
        if self._step is not None:
            self.undo_button.setEnabled(False)
            self._tasks.save(
                self, changes.undo, self._today(), self._step.serial, then=self._undone, on_trouble=self._not_undone
            )

    def _undone(self, _what: object) -> None:
        self.heading.setText(_("Rückgängig gemacht"))
        self.done_words.setText(_("Der ganze Import ist zurückgenommen. Es ist alles, wie es vorher war."))
        self.done_words.setAccessibleName(self.done_words.text())
        self.undo_button.hide()

    def _not_undone(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")

    def _not_taken(self, trouble: MentorHubError) -> None:
        self.notice.say(str(trouble), "bad")

    def _go(self, stage: int) -> None:
        self.stages.setCurrentIndex(stage)
        self.waiting.setText("")
        self.choose_button.setEnabled(True)
        self.paste_button.setEnabled(True)
        self.cancel_button.setVisible(stage != DONE)
        self.other_button.setVisible(stage != CHOOSE)
        self.take_button.setVisible(stage in (PREVIEW, EVERYTHING))
        self.take_button.setEnabled(True)
        self.take_button.setText(_("Alles übernehmen") if stage == EVERYTHING else _("Übernehmen"))
        self.close_button.setVisible(stage == DONE)
        self.undo_button.setVisible(False)
        self.undo_button.setEnabled(True)
        self.other_button.setText(self._other_words(stage))
        mnemonics.assign(self)
        (self.choose_button, self.take_button, self.close_button, self.take_button)[stage].setFocus()

    def _other_words(self, stage: int) -> str:
        if stage != DONE:
            return _("Andere Datei")
        if not self._waiting:
            return _("Weitere Datei")
        return _("Nächste Datei: {file}").format(file=self._waiting[0].name)


def _look_into(
    session: Any,
    source: Path | ListFile,
    kind: Kind | None,
    today: date,
    decisions: Decisions | None,
    progress: Progress = quiet,
) -> Check | Inside:
    """Our own workbook with everything is known by itself; all else is a list."""
    if isinstance(source, Path) and bringing_back.is_everything(source):
        return bringing_back.look(session, source, progress)
    return importing.check(session, source, kind, today, decisions, progress)


def _is_long(source: Path | ListFile) -> bool:
    if isinstance(source, Path):
        return source.exists() and source.stat().st_size > _LARGE
    return sum(len(sheet.rows) for sheet in source.sheets) > _LONG
