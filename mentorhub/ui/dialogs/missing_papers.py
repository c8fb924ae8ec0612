"""What a gate misses, each on its own line with the buttons that mend it, without leaving where one is."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from mentorhub import people
from mentorhub.choices import Paper
from mentorhub.consent import Mend, Missing, Need
from mentorhub.errors import MentorHubError
from mentorhub.people import PersonRow
from mentorhub.text import _
from mentorhub.ui import widgets
from mentorhub.ui.dialogs.certificate_dialog import CertificateDialog
from mentorhub.ui.dialogs.paper_dialogs import ConsentDialog, EvidenceDialog
from mentorhub.ui.dialogs.print_paper import print_paper
from mentorhub.ui.facts import clear
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


class MissingPapers(QWidget):
    """Every missing paper: what, whose, how to enter it here and now, and the way to the person."""

    mended = Signal()
    """Something was entered: ask the gate again."""

    def __init__(
        self,
        tasks: Tasks,
        window: Window,
        today: Callable[[], date],
        go_to_person: Callable[[object], object] | None = None,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._window = window
        self._today = today
        self._go_to_person = go_to_person or window.open_person
        self.notice = widgets.Notice()
        self.notice.hide()
        self.need = widgets.label("", "hint")
        self._lines = widgets.column(None, space=0.45)
        self._mends: dict[str, QPushButton] = {}
        self._prints: dict[str, QPushButton] = {}
        widgets.column(self, self.notice, self._lines, self.need, space=0.4)
        self.hide()

    def show_items(
        self, items: Sequence[Missing], trouble: MentorHubError | None = None, need: Need | None = None
    ) -> None:
        """`trouble`: why a step was refused just now. `need` says why no certificate is asked for."""
        clear(self._lines)
        self._mends.clear()
        self._prints.clear()
        if trouble is not None and items:
            self.notice.say(
                _("Es kann noch nicht losgehen: Unten steht, was fehlt. Es wurde nichts geändert."), "warning"
            )
        else:
            self.notice.say("" if trouble is None else str(trouble), "warning")
        for item in items:
            self._lines.addWidget(self._line(item))
        why = "" if need is None else need.text
        self.need.setText(why)
        self.need.setVisible(bool(why))
        self.setVisible(bool(items) or trouble is not None or bool(why))

    def texts(self) -> list[str]:
        """What stands there, line by line."""
        found = []
        for index in range(self._lines.count()):
            item = self._lines.itemAt(index)
            line = item.widget() if item is not None else None
            if isinstance(line, QWidget):
                found.append(line.accessibleName())
        return found

    def mend_button(self, key: str) -> QPushButton:
        """That of a gate (`certificate`, `guardians` ...)."""
        return self._mends[key]

    def print_button(self, key: str) -> QPushButton:
        return self._prints[key]

    def _line(self, item: Missing) -> QWidget:
        line = QWidget()
        line.setAccessibleName(item.text)
        tone = "warning" if item.blocks else "muted"
        icon = widgets.IconLabel("problem" if item.blocks else "information", tone, 1.15)
        text = widgets.label(item.text if item.blocks else _("{item} (nur ein Hinweis)").format(item=item.text))
        to_person = widgets.button(
            _("Zu {number}").format(number=item.person_number), lambda: self._go_to_person(item.person_id), look="link"
        )
        to_person.setAccessibleName(_("Zur Person {number}").format(number=item.person_number))
        links = [to_person]
        if item.mend is not Mend.PERSON:
            mend = widgets.button(_("Eintragen …"), lambda: self._mend(item), look="link")
            mend.setAccessibleName(_("Eintragen: {item}").format(item=item.text))
            self._mends[item.key] = mend
            links.insert(0, mend)
        if item.paper is not None:
            paper = item.paper
            to_print = widgets.button(_("Drucken …"), lambda: self._print(paper, item.person_id), look="link")
            to_print.setAccessibleName(_("Drucken: {paper}").format(paper=paper.label))
            to_print.setToolTip(paper.label)
            self._prints[item.key] = to_print
            links.insert(1, to_print)
        for link in links:
            link.setStyleSheet("padding-left: 0px;")
        words = widgets.column(None, text, widgets.line(None, *links, None, space=0.8), space=0.0)
        row = widgets.line(line, icon, words, space=0.5)
        row.setStretch(1, 1)
        row.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
        return line

    def _print(self, paper: Paper, person_id: UUID) -> None:
        print_paper(self, self._tasks, paper, person_id, self._today())

    def _mend(self, item: Missing) -> None:
        self._tasks.load(self, people.row, item.person_id, then=lambda row: self._enter(item, row), channel="mend")

    def _enter(self, item: Missing, person: PersonRow) -> None:
        if item.mend is Mend.INSPECT:
            self._window.reentry.ask(self, lambda: self._open(self._certificate(person)))
        elif item.evidence is not None:
            self._open(EvidenceDialog(self, self._tasks, person, item.evidence, self._today()))
        elif item.purpose is not None:
            self._open(ConsentDialog(self, self._tasks, person, item.purpose, self._today()))

    def _certificate(self, person: PersonRow) -> FormDialog:
        return CertificateDialog(self, self._tasks, person, self._today())

    def _open(self, dialog: FormDialog) -> None:
        dialog.told.connect(lambda _words: self.mended.emit())
        dialog.open()
