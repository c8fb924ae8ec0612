"""All papers in one place: choose which, for whom and in which language; then preview, print, save, or sign later."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from mentorhub import languages
from mentorhub.documents import groups, issue, registry, scans
from mentorhub.documents.groups import Group
from mentorhub.documents.issue import IssuedRow, Preview, TextState
from mentorhub.documents.registry import About, Kind
from mentorhub.documents.scans import On, Place, ScanRow
from mentorhub.files import Written
from mentorhub.progress import Progress
from mentorhub.text import _, german_date, ngettext
from mentorhub.ui import choose, mnemonics, scan_words, theme, widgets
from mentorhub.ui.delegates import RowDelegate
from mentorhub.ui.dialogs.preview_dialog import PreviewDialog
from mentorhub.ui.dialogs.print_paper import preview_paper
from mentorhub.ui.dialogs.scans_dialog import ScansDialog
from mentorhub.ui.drops import Drops
from mentorhub.ui.fields import ChoiceField, DateField
from mentorhub.ui.form_dialog import FormDialog, show_over
from mentorhub.ui.forms import Form
from mentorhub.ui.rows_model import Column
from mentorhub.ui.small_table import SmallTable
from mentorhub.ui.tasks import Tasks

_BLANK = "blank"
_THIS = "this"


@dataclass(frozen=True)
class _Batch:
    ids: tuple[UUID, ...]
    made: tuple[Preview, ...]


@dataclass(frozen=True)
class _Issued:
    rows: Sequence[IssuedRow]
    kept: Mapping[UUID, Sequence[ScanRow]]
    scans_on: bool


class PapersDialog(QDialog):
    """`about` and `ids`: the person, the pairing or the event whose papers are offered; nothing for those of the
    folder and the blank forms."""

    def __init__(
        self, parent: QWidget, tasks: Tasks, title: str, about: Sequence[About], ids: Sequence[UUID], today: date
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._ids = tuple(ids)
        self._today = today
        self._kept: Mapping[UUID, Sequence[ScanRow]] = {}
        self._scans_on = False
        self.setWindowTitle(title)
        self.setModal(True)
        self._kinds = registry.kinds(*about)
        self.list = self._make_list()
        self.form = Form()
        self.whom = self.form.add("whom", _("Für"), ChoiceField([]))
        self.language = self.form.add("language", _("Sprache"), ChoiceField([]))
        for field in (self.whom, self.language):
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.state = widgets.label("", "hint")
        self.notice = widgets.Notice()
        self.notice.hide()
        self.issued = self._make_issued()
        self._issued_title = widgets.label(_("Ausgegeben"), "section")
        self.scans_button = widgets.button(_("Scans …"), self._show_scans, icon="paper")
        self.sign_button = widgets.button(_("Unterschrieben …"), self._sign, icon="done")
        self.sign_button.setEnabled(False)
        self.go_button = widgets.button(_("Vorschau und Drucken …"), self.go, icon="preview", look="primary")
        self.go_button.setDefault(True)
        close = widgets.button(_("Schließen"), self.reject)
        right = widgets.column(
            None, self.form, self.state, self.notice, self._issued_title, self.issued, None, space=0.7
        )
        right.setStretch(4, 1)
        middle = widgets.line(None, self.list, right, space=1.0)
        middle.setStretch(0, 4)
        middle.setStretch(1, 6)
        foot = widgets.line(None, close, None, self.scans_button, self.sign_button, self.go_button)
        layout = widgets.column(self, widgets.label(title, "subtitle"), middle, foot, space=0.8)
        layout.setStretch(1, 1)
        widgets.margins(layout, 1.1, 1.3)
        for part in (self._issued_title, self.issued, self.sign_button, self.scans_button):
            part.setVisible(len(self._ids) == 1)
        room = self.screen().availableSize()
        self.resize(min(theme.em(64), room.width()), min(theme.em(36), round(room.height() * 0.9)))
        self.list.currentRowChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda _item: self.go())
        self.language.changed.connect(self._show_state)
        self.whom.changed.connect(self._show_state)
        self._show_steps()
        mnemonics.assign(self)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        tasks.saved.connect(self._read_issued)
        self._read_issued()

    def _make_list(self) -> QListWidget:
        listed = QListWidget()
        listed.setAccessibleName(_("Papiere"))
        listed.setItemDelegate(RowDelegate(listed))
        listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        listed.setMinimumWidth(theme.em(20))
        for kind in self._kinds:
            item = QListWidgetItem(kind.paper.label)
            item.setToolTip(kind.paper.label)
            listed.addItem(item)
        return listed

    def _make_issued(self) -> SmallTable:
        table = SmallTable(
            _("Ausgegeben"),
            [
                Column(_("Papier"), lambda row: row.paper.label, width=13),
                Column(_("am"), lambda row: german_date(row.issued_on), width=6),
                Column(_("unterschrieben"), _signed, width=7),
                Column(_("Sprache"), lambda row: languages.name(row.language), width=6, rank=2),
                Column(_("Fassung"), lambda row: row.text_version, width=7, rank=3),
                Column(_("Aufgehoben"), self._kept_words, width=6, rank=1),
            ],
            key=lambda row: row.id,
            empty=_("Noch kein Papier ausgegeben."),
        )
        table.setMinimumHeight(theme.em(9))
        table.chosen.connect(lambda _row: self._show_steps())
        table.opened.connect(lambda _row: self._show_scans())
        Drops(table, self._drop, lambda: self._scans_on)
        return table

    def kind(self) -> Kind:
        return self._kinds[max(0, self.list.currentRow())]

    def choose_paper(self, paper: object) -> None:
        for row, kind in enumerate(self._kinds):
            if kind.paper is paper:
                self.list.setCurrentRow(row)

    def go(self) -> None:
        whom = self.whom.value()
        if isinstance(whom, Group) and self.kind().about is not About.PEOPLE:
            self._make_many(whom)
        elif isinstance(whom, Group):
            self._tasks.load(self, groups.members, whom, then=self._preview)
        else:
            self._preview(() if whom == _BLANK else self._ids)

    def _chosen(self) -> None:
        kind = self.kind()
        options: list[tuple[object, str]] = []
        if self._ids:
            options.append((_THIS, _("wie eingetragen")))
        elif kind.about is About.FOLDER:
            options.append((_THIS, _("den heutigen Stand")))
        if kind.blank:
            options.append((_BLANK, _("leer, zum Ausfüllen von Hand")))
        if not self._ids:
            options += [(group, group.label) for group in groups.groups(kind.about)]
        self.whom.set_options(options)
        spoken = issue.languages(kind.paper)
        self.language.set_options([(code, _spoken(code)) for code in spoken])
        self.language.setEnabled(len(spoken) > 1)
        self._show_state()

    def _show_state(self) -> None:
        self.notice.say("")
        language = str(self.language.value() or "de")
        self._tasks.load(
            self,
            issue.text_state,
            self.kind().paper,
            language,
            then=self._say_state,
            channel="state",
            on_trouble=lambda trouble: self.notice.say(str(trouble), "bad"),
        )
        many = isinstance(self.whom.value(), Group) and self.kind().about is not About.PEOPLE
        self.go_button.setText(_("In einen Ordner speichern …") if many else _("Vorschau und Drucken …"))

    def _say_state(self, state: TextState) -> None:
        words = [_("Fassung {version}").format(version=state.version)]
        if state.own:
            words.append(_("eigener Text"))
        if state.language != "de":
            if not state.reviewed:
                words.append(_("ungeprüft: noch von niemandem mit dieser Muttersprache gelesen"))
            words.append(_("maßgeblich ist die deutsche Fassung"))
            if state.unfitting:
                words.append(
                    ngettext(
                        "{n} Absatz passt nicht mehr zur deutschen Fassung und steht nur deutsch da",
                        "{n} Absätze passen nicht mehr zur deutschen Fassung und stehen nur deutsch da",
                        state.unfitting,
                    ).format(n=state.unfitting)
                )
        self.state.setText(" · ".join(words))

    def _preview(self, ids: Sequence[UUID]) -> None:
        paper, language, today = self.kind().paper, str(self.language.value() or "de"), self._today
        if isinstance(self.whom.value(), Group) and not ids:
            self.notice.say(_("Dafür ist gerade niemand eingetragen."))
            return
        blank = not ids and self.kind().blank
        dialog = preview_paper(self, self._tasks, paper, ids, today, language=language, noted=not blank)
        if self.kind().about is About.PEOPLE and ids:
            from mentorhub.documents.gathering import offices

            self._tasks.load(dialog, offices.without_address, ids, then=lambda names: _tell_missing(dialog, names))

    def _make_many(self, group: Group) -> None:
        paper, language, today = self.kind().paper, str(self.language.value() or "de"), self._today

        def make(session: Any, progress: Progress) -> _Batch:
            ids = tuple(groups.members(session, group))
            return _Batch(ids, tuple(issue.preview_each(session, paper, ids, today, language, progress)))

        self._tasks.start(
            self,
            make,
            then=self._save_many,
            title=_("Papiere werden gemacht …"),
            changes=False,
            on_trouble=lambda trouble: self.notice.say(str(trouble), "bad"),
        )

    def _save_many(self, batch: _Batch) -> None:
        if not batch.ids:
            self.notice.say(_("Dafür ist gerade niemand eingetragen."))
            return
        folder = choose.folder(self, _("Ordner für die Papiere"))
        if folder is None:
            return
        paper, language = self.kind().paper, str(self.language.value() or "de")
        self._tasks.save(
            self,
            issue.write_each,
            paper,
            batch.ids,
            batch.made,
            folder,
            self._today,
            language,
            then=lambda written: self._saved(folder, written),
            on_trouble=lambda trouble: self.notice.say(str(trouble), "bad"),
        )

    def _saved(self, folder: Path, written: Sequence[Written]) -> None:
        words = ngettext("{n} Papier gespeichert in {folder}", "{n} Papiere gespeichert in {folder}", len(written))
        self.notice.say(words.format(n=len(written), folder=folder), "good")

    def _read_issued(self) -> None:
        if len(self._ids) == 1:
            self._tasks.load(self, _issued, self._ids[0], then=self._show_issued, channel="issued")

    def _show_issued(self, found: "_Issued") -> None:
        self._kept, self._scans_on = found.kept, found.scans_on
        self.issued.set_rows(found.rows)
        self._show_steps()

    def _show_steps(self) -> None:
        row = self.issued.current()
        self.sign_button.setEnabled(row is not None)
        scannable = row is not None and ((self._scans_on and scans.may_have(row.paper)) or row.id in self._kept)
        self.scans_button.setEnabled(scannable)
        self.scans_button.setVisible(len(self._ids) == 1 and (self._scans_on or bool(self._kept)))

    def _kept_words(self, row: IssuedRow) -> str:
        return scan_words.count(self._kept.get(row.id, ()))

    def _show_scans(self, dropped: Sequence[Path] = ()) -> None:
        row = self.issued.current()
        if row is None or not self.scans_button.isEnabled():
            return
        title = _("{paper} vom {day}").format(paper=row.paper.label, day=german_date(row.issued_on))
        show_over(self, ScansDialog(self, self._tasks, title, Place(On.DOCUMENT, row.id), dropped))

    def _drop(self, files: Sequence[Path], event: QDropEvent) -> None:
        """On the paper under the pointer; below the last one, on the one that is chosen."""
        under = self.issued.rowAt(round(event.position().y()))
        if under >= 0:
            self.issued.setCurrentCell(under, 0)
        row = self.issued.current()
        if row is None:
            self.notice.say(_("Drucken oder speichern Sie das Papier zuerst; dann kann ein Scan dazu."))
        elif not scans.may_have(row.paper):
            self.notice.say(
                _("Zu allem, was das Führungszeugnis betrifft, wird nie ein Scan aufgehoben (§ 72a SGB VIII).")
            )
        else:
            self._show_scans(files)

    def _sign(self) -> None:
        row = self.issued.current()
        if row is not None:
            show_over(self, SignedPaperDialog(self, self._tasks, row, self._today))


class SignedPaperDialog(FormDialog):
    """The day on which an issued paper came back signed."""

    def __init__(self, parent: QWidget, tasks: Tasks, row: IssuedRow, today: date) -> None:
        super().__init__(parent, tasks, _("Unterschrieben"), width=26)
        self._row = row
        self._today = today
        self.form.add_wide(widgets.label(row.paper.label, "section"))
        self.form.add("signed_on", _("Unterschrieben am"), DateField(today), required=True).set_value(today)

    def save(self) -> None:
        self.tasks.save(
            self,
            issue.sign,
            self._row.id,
            self.form.values()["signed_on"],
            self._today,
            then=self.saved,
            on_field_error=self.form.show_error,
        )


def _issued(session: Any, subject_id: UUID) -> _Issued:
    rows = issue.issued(session, subject_id)
    return _Issued(rows, scans.rows(session, On.DOCUMENT, [row.id for row in rows]), scans.are_on(session))


def _signed(row: IssuedRow) -> str:
    if row.signed_on is not None:
        return german_date(row.signed_on)
    return _("noch nicht") if row.paper in {each.paper for each in registry.kinds() if each.signed} else "–"


def _spoken(code: str) -> str:
    """Persian is written for readers of Farsi and of Dari."""
    if code == "fa":
        return _("Deutsch und Persisch/Dari")
    return _("Deutsch") if code == "de" else _("Deutsch und {language}").format(language=languages.name(code))


def _tell_missing(dialog: PreviewDialog, names: Sequence[str]) -> None:
    if names:
        listed = ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
        dialog.notice.say(_("Ohne Anschrift, deshalb nicht dabei: {names}.").format(names=listed))
