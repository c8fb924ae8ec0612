"""What can be done with a whole record: look at its history, remove it, merge it with another one."""

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import changes
from mentorhub.changes import LogFilter, Removal
from mentorhub.text import _, ngettext
from mentorhub.ui import messages
from mentorhub.ui.dialogs.history_dialog import HistoryDialog
from mentorhub.ui.dialogs.merge_dialog import MergeDialog
from mentorhub.ui.form_dialog import show_over
from mentorhub.ui.page import Window
from mentorhub.ui.tasks import Tasks


def show_history(
    parent: QWidget,
    tasks: Tasks,
    window: Window,
    whom: str,
    *,
    person_id: UUID | None = None,
    pairing_id: UUID | None = None,
) -> HistoryDialog:
    asked = LogFilter(person_id=person_id, pairing_id=pairing_id)
    dialog = HistoryDialog(parent, tasks, window, asked, whom=whom)
    show_over(parent, dialog)
    return dialog


def remove_person(parent: QWidget, tasks: Tasks, window: Window, person_id: UUID, name: str, today: date) -> None:
    """Says what goes along, asks, and lays it into the bin."""

    def ask(removal: Removal) -> None:
        days = removal.keep_days
        details = [
            ngettext(
                "Bis zu {n} Tag lang lässt sich alles mit einem Klick wiederherstellen.",
                "Bis zu {n} Tage lang lässt sich alles mit einem Klick wiederherstellen.",
                days,
            ).format(n=days)
        ]
        if removal.along:
            details.insert(0, _("Mit in den Papierkorb kommen: {what}.").format(what=removal.along))
        if removal.certificate_goes:
            details.append(
                _(
                    "Nur der Vermerk zum Führungszeugnis kommt nicht zurück: Weil keine Tätigkeit begonnen hat, wird "
                    "er sofort gelöscht (§ 72a SGB VIII)."
                )
            )
        if messages.ask(
            parent,
            _("Soll „{name}“ in den Papierkorb?").format(name=name),
            _("In den Papierkorb"),
            details="\n".join(details),
        ):
            said = (
                _("Im Papierkorb: {name}. Von dort lässt sich alles andere wiederherstellen.")
                if removal.certificate_goes
                else _("Im Papierkorb: {name}. Strg+Z macht es rückgängig.")
            ).format(name=name)
            tasks.save(parent, changes.remove_person, person_id, today, then=lambda _entry: window.say(said))

    tasks.load(parent, changes.going_along, person_id, today, then=ask)


def merge_people(parent: QWidget, tasks: Tasks, window: Window, first_id: UUID, second_id: UUID) -> MergeDialog:
    dialog = MergeDialog(parent, tasks, first_id, second_id)

    def merged(kept: object, sentence: str) -> None:
        window.open_person(kept)
        window.say(sentence)

    dialog.merged.connect(merged)
    show_over(parent, dialog)
    return dialog
