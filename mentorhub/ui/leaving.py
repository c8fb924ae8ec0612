"""Files that leave the encrypted folder: says so, asks once, writes off the UI thread, notes it in the change log."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub.appointments import Appointment
from mentorhub.files import Written
from mentorhub.import_export import addresses, exporting
from mentorhub.import_export.addresses import Address
from mentorhub.import_export.spreadsheets import WRITERS
from mentorhub.progress import Progress
from mentorhub.text import _
from mentorhub.ui import choose, messages
from mentorhub.ui.page import Window
from mentorhub.ui.rows_table import RowsTable, Shown
from mentorhub.ui.tasks import Tasks


def save_list(parent: QWidget, window: Window, tasks: Tasks, table: RowsTable, name: str) -> None:
    """What the list shows now: its filter, its order, the columns that are to be seen."""
    path = _table_file(parent, _("Liste speichern"), name)
    question = _("Die Liste enthält Namen und wird nicht verschlüsselt gespeichert.")
    if path is not None and may_leave(parent, path, question):
        _start(parent, window, tasks, _("Die Liste wird gespeichert"), _write, table.shown(), path, name)


def save_everything(parent: QWidget, window: Window, tasks: Tasks, name: str) -> None:
    """What stands in certificates of conduct goes along only while it may be seen in the window."""
    unlocked = window.reentry.is_open()
    words = (
        _("Die Angaben zu Führungszeugnissen sind dabei, weil Sie das Kennwort gerade noch einmal eingegeben haben.")
        if unlocked
        else _("Die Angaben zu Führungszeugnissen bleiben hier.")
    )
    path = choose.save_as(parent, _("Alles ausgeben"), name, f"{_('Excel-Arbeitsmappe')} (*.xlsx)")
    if path is None:
        return
    path = _ending(path, (".xlsx",))
    question = _("Diese Datei enthält alle Namen und alle Angaben und ist nicht verschlüsselt.")
    if may_leave(parent, path, question, words):
        _start(parent, window, tasks, _("Alles wird ausgegeben"), _everything, path, unlocked)


def save_addresses(parent: QWidget, tasks: Tasks, found: Sequence[Address], then: Callable[[Written], object]) -> None:
    path = _table_file(parent, _("Anschriften speichern"), _("Anschriften"))
    question = _("Die Datei enthält Namen und Anschriften und wird nicht verschlüsselt gespeichert.")
    if path is not None and may_leave(parent, path, question):
        title = _("Die Anschriften werden gespeichert")
        tasks.start(parent, _addresses, path, tuple(found), then=then, title=title)


def save_dates(
    parent: QWidget,
    tasks: Tasks,
    name: str,
    made: Sequence[Appointment],
    *,
    with_names: bool,
    then: Callable[[Written], object],
) -> None:
    path = choose.save_as(parent, _("Kalenderdatei speichern"), name, _("Kalender (*.ics)"))
    if path is None:
        return
    path = _ending(path, (".ics",))
    question = (
        _(
            "Die Termine tragen Namen, und die Datei ist nicht verschlüsselt. Ihr Kalender kopiert sie vielleicht "
            "weiter."
        )
        if with_names
        else _("Die Termine nennen niemanden beim Namen; die Datei ist nicht verschlüsselt.")
    )
    if may_leave(parent, path, question):
        title = _("Die Termine werden gespeichert")
        tasks.start(parent, _dates, path, tuple(made), then=then, title=title)


def _table_file(parent: QWidget, title: str, name: str) -> Path | None:
    kinds = f"{_('Excel-Arbeitsmappe')} (*.xlsx);;{_('CSV-Datei')} (*.csv)"
    path = choose.save_as(parent, title, f"{name}.xlsx", kinds)
    return None if path is None else _ending(path, tuple(WRITERS))


def _ending(path: Path, endings: Sequence[str]) -> Path:
    """`Liste 1.3` is a whole name: the ending comes behind it."""
    return path if path.suffix.lower() in endings else path.with_name(f"{path.name}{endings[0]}")


def may_leave(parent: QWidget, path: Path, question: str, more: str = "") -> bool:
    """Asked once, with the place and what to do about a file that anybody can open."""
    advice = _("Bewahren Sie sie nur dort auf, wo niemand sonst sie öffnen kann, und löschen Sie sie nach Gebrauch.")
    copied_by = exporting.copied_by(path)
    doubt = (
        _("Achtung: Diesen Ordner kopiert {name} in eine Cloud oder auf andere Rechner.").format(name=copied_by)
        if copied_by
        else ""
    )
    said = (more, _("Ort: {folder}").format(folder=path.parent), doubt, advice)
    return messages.ask(parent, question, _("Speichern"), details="\n".join(filter(None, said)))


def _start(parent: QWidget, window: Window, tasks: Tasks, title: str, work: Any, *given: object) -> None:
    def tell(made: Written) -> None:
        window.say(_("Gespeichert: {path}").format(path=made.path))

    tasks.start(parent, work, *given, then=tell, title=title)


def _write(session: Any, shown: Shown, path: Path, name: str, progress: Progress) -> Written:
    def lines() -> Iterator[list[str]]:
        for done, row in enumerate(shown.lines(session), start=1):
            if done % 200 == 0:
                progress(done, len(shown.ids))
            yield row

    return exporting.save_list(session, path, name, shown.headings, lines(), len(shown.ids))


def _everything(session: Any, path: Path, unlocked: bool, progress: Progress) -> Written:
    return exporting.save_everything(session, path, with_certificates=unlocked, progress=progress)


def _addresses(session: Any, path: Path, found: Sequence[Address], progress: Progress) -> Written:
    progress(0, 1)
    return addresses.save(session, path, found)


def _dates(session: Any, path: Path, made: Sequence[Appointment], progress: Progress) -> Written:
    progress(0, 1)
    return exporting.save_dates(session, path, made, datetime.now(UTC))
