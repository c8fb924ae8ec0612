"""Files that leave the encrypted folder: says so, asks once, writes off the UI thread, notes it in the change log."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub.files import Written
from mentorhub.import_export import exporting
from mentorhub.import_export.spreadsheets import WRITERS
from mentorhub.progress import Progress
from mentorhub.text import _
from mentorhub.ui import choose, messages
from mentorhub.ui.page import Page, Window
from mentorhub.ui.rows_table import RowsTable, Shown
from mentorhub.ui.tasks import Tasks


def save_list(page: Page, table: RowsTable, name: str) -> None:
    """What the list shows now: its filter, its order, the columns that are to be seen."""
    if not _may_leave(page, _("Die Liste enthält Namen und wird nicht verschlüsselt gespeichert.")):
        return
    kinds = f"{_('Excel-Arbeitsmappe')} (*.xlsx);;{_('CSV-Datei')} (*.csv)"
    path = choose.save_as(page, _("Liste speichern"), f"{name}.xlsx", kinds)
    if path is None:
        return
    if path.suffix.lower() not in WRITERS:
        path = path.with_name(f"{path.name}.xlsx")
    page.tasks.start(
        page,
        _write,
        table.shown(),
        path,
        name,
        then=lambda made: page.main_window.say(_("Gespeichert: {path}").format(path=made.path)),
        title=_("Die Liste wird gespeichert"),
    )


def save_everything(parent: QWidget, window: Window, tasks: Tasks, name: str) -> None:
    """What stands in certificates of conduct goes along only while it may be seen in the window."""
    unlocked = window.reentry.is_open()
    words = (
        _("Die Angaben zu Führungszeugnissen sind dabei, weil Sie das Kennwort gerade noch einmal eingegeben haben.")
        if unlocked
        else _("Die Angaben zu Führungszeugnissen bleiben hier.")
    )
    question = _("Diese Datei enthält alle Namen und alle Angaben und ist nicht verschlüsselt.")
    if not _may_leave(parent, question, words):
        return
    path = choose.save_as(parent, _("Alles ausgeben"), name, f"{_('Excel-Arbeitsmappe')} (*.xlsx)")
    if path is None:
        return
    tasks.start(
        parent,
        _everything,
        path.with_suffix(".xlsx"),
        unlocked,
        then=lambda made: window.say(_("Gespeichert: {path}").format(path=made.path)),
        title=_("Alles wird ausgegeben"),
    )


def _may_leave(parent: QWidget, question: str, more: str = "") -> bool:
    advice = _("Bewahren Sie sie nur dort auf, wo niemand sonst sie öffnen kann, und löschen Sie sie nach Gebrauch.")
    return messages.ask(parent, question, _("Speichern …"), details=f"{more}\n{advice}".strip())


def _write(session: Any, shown: Shown, path: Path, name: str, progress: Progress) -> Written:
    def lines() -> Iterator[list[str]]:
        for done, row in enumerate(shown.lines(session), start=1):
            if done % 200 == 0:
                progress(done, len(shown.ids))
            yield row

    return exporting.save_list(session, path, name, shown.headings, lines(), len(shown.ids))


def _everything(session: Any, path: Path, unlocked: bool, progress: Progress) -> Written:
    return exporting.save_everything(session, path, with_certificates=unlocked, progress=progress)
