"""Pictures of every page and dialog: light, dark, 150 % and English. `./dev gallery --to DIR`.

Nobody lists the dialogs: every button is pressed on an invented, throwaway folder, and what opens is pictured. What no
button opens is made from the names of its parameters, or by hand (`_by_hand`). Dialogs that no way has reached are
named at the end, and then the command fails: so none can be forgotten. All that is opened is audited as well.
"""

import argparse
import importlib
import inspect
import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('small_screen.json')}"
os.environ.setdefault("QT_FONT_DPI", "96")

import shiboken6
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QTabBar, QWidget

from mentorhub import events, pairings, paths, people, sample, text, ui
from mentorhub.app import trouble_views, work
from mentorhub.backups import Backup, Reason
from mentorhub.choices import EvidenceKind, PairingStatus, Paper, Purpose, Role
from mentorhub.db.database import Database
from mentorhub.db.trouble import DamagedFile
from mentorhub.documents.issue import IssuedRow
from mentorhub.documents.registry import About as OfPaper
from mentorhub.documents.scans import On, Place
from mentorhub.errors import MentorHubError
from mentorhub.mails import About
from mentorhub.pairings import PairingRow, Step
from mentorhub.people import PersonRow
from mentorhub.settings import Settings
from mentorhub.statistics import catalogue
from mentorhub.ui import choose, crash_dialog, garbage, messages, theme
from mentorhub.ui.dialogs import step_dialogs
from mentorhub.ui.dialogs.addresses_dialog import AddressesDialog
from mentorhub.ui.dialogs.chase_dialog import ChaseDialog
from mentorhub.ui.dialogs.event_dialogs import GuestDialog, InviteDialog
from mentorhub.ui.dialogs.mail_dialog import MailDialog
from mentorhub.ui.dialogs.merge_dialog import MergeDialog
from mentorhub.ui.dialogs.one_day_dialog import OneDayDialog
from mentorhub.ui.dialogs.pairing_dialog import PairingDialog
from mentorhub.ui.dialogs.papers_dialog import PapersDialog, SignedPaperDialog
from mentorhub.ui.dialogs.person_roles import StepDialog
from mentorhub.ui.dialogs.print_paper import print_paper
from mentorhub.ui.dialogs.scans_dialog import ScansDialog
from mentorhub.ui.dialogs.step_choice import step_dialog
from mentorhub.ui.entry_dialog import EntryDialog
from mentorhub.ui.filters_menu import NameDialog
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.main_window import PAGES, MainWindow
from mentorhub.ui.network.network_dialog import NetworkDialog
from mentorhub.ui.network.network_view import NetworkView
from mentorhub.ui.opening.founding_view import FoundingView
from mentorhub.ui.opening.frame import OpeningView
from mentorhub.ui.opening.patience_view import Patience
from mentorhub.ui.opening.proof_view import ProofView
from mentorhub.ui.opening.recovery_view import RecoveryView
from mentorhub.ui.opening.start_view import StartView
from mentorhub.ui.opening.unlock_view import UnlockView
from mentorhub.ui.pages.today_words import KINDS
from mentorhub.ui.pictures import settle
from mentorhub.ui.rows_table import RowsTable
from mentorhub.ui.table_dialog import TableDialog
from mentorhub.ui.tasks import Beside, Tasks
from ui import audit, sight

LOOKS = (
    ("english", "en", "light", 100, (1280, 800)),
    ("hell", "de", "light", 100, (1280, 800)),
    ("dunkel", "de", "dark", 100, (1280, 800)),
    ("gross", "de", "light", 150, (1366, 768)),
)
"""English first: Qt's own German words stay once they are loaded, as in the program until it starts again."""
AUDITED = (
    ("english", "en", "light", 150, (1366, 768)),
    ("dunkel", "de", "dark", 150, (1366, 768)),
)
"""Where things get tight first: large letters on a small laptop, whose screen all dialogs have to fit on."""
_RECOVERY_KEY = "ABCDE-FGHJK-LMNPQ-RSTVW-XYZ23-45678"
See = Callable[[str, QWidget], None]
"""Told the name of each page and dialog while it stands there; a page as the window that holds it."""
_BASES = {FormDialog, EntryDialog, TableDialog, step_dialogs.StepDialog}
_PATIENCE = 20
"""Rounds in which one dialog may open the next before it has to be closed."""
_AWAY = ("Übernehmen", "Apply", "Sperren", "Lock")
"""Buttons that make the pages anew or shut them."""


def dialogs() -> dict[str, type[QDialog]]:
    """All dialogs of the program by their names; one of the same name stands with its module."""
    for module in pkgutil.walk_packages(ui.__path__, "mentorhub.ui."):
        importlib.import_module(module.name)
    found: dict[str, type[QDialog]] = {}
    left: list[type[QDialog]] = [QDialog]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.startswith("mentorhub.") and not kind.__name__.startswith("_") and kind not in _BASES:
            found[_name(kind)] = kind
    return found


def views() -> dict[str, type[QWidget]]:
    """Those that stand before the pages: the first start, the Kennwort, trouble with the folder."""
    kinds: list[type[QWidget]] = [Patience, *OpeningView.__subclasses__()]
    return {_name(kind): kind for kind in kinds}


def _name(kind: type[QWidget]) -> str:
    return f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}"


def take(app: QApplication, folder: Path, look: tuple[str, str, str, int, tuple[int, int]], see: See) -> set[str]:
    """Opens everything once, in one look. Returns the names of the dialogs and opening views that were shown."""
    _name, language, scheme, scale, size = look
    text.use_language(language, paths.resources() / "locale")
    theme.load_words(app, language)
    theme.apply(app, scheme, scale)
    data, _recovery_key = Database.create(folder, "")
    with data.writing() as session:
        sample.fill(session)
        sample.live_a_year(session)
    window = MainWindow(Settings(language=language, colour_scheme=scheme, font_scale=scale))
    window.resize(*size)
    tasks = Tasks(data)
    window.show_pages(tasks, work.page_makers(lambda: sample.DAY + timedelta(days=1)))
    window.show()
    seen = _look(window, tasks, see)
    window.may_leave = lambda: True  # type: ignore[method-assign]
    window.close()
    tasks.close()
    data.close()
    return seen


def findings(name: str, shown: QWidget) -> list[str]:
    """What is wrong with a page or dialog, for those who see, who hear and who only type."""
    found = (*audit.findings(shown), *sight.check(shown))
    return [f"{name}: {each}" for each in found]


def _look(window: MainWindow, tasks: Tasks, see: See) -> set[str]:
    seen: set[str] = set()
    known = _arguments(window, tasks)
    records = {"people": known["person"].id, "pairings": known["pairing"].id}
    for number, (key, _words) in enumerate(PAGES, start=1):
        window.go(key, records.get(key))
        settle(window, tasks)
        page = window.page(key)
        shown: list[tuple[QTabBar, int] | None] = [*_tabs(page)] or [None]
        for tab, place in enumerate(shown):
            _come_to(window, tasks, place)
            suffix = f"-{tab}" if tab else ""
            see(f"{number}-{key}{suffix}", window)
        for place in shown:
            _come_to(window, tasks, place)
            for table in page.findChildren(RowsTable):
                if table.isVisible() and table.current_id() is not None:
                    table.opened.emit(table.current_id())
                    _picture(window, tasks, see, seen)
            for button in [one for one in page.findChildren(QPushButton) if _may_press(one, page)]:
                if shiboken6.isValid(button) and button.isEnabled() and button.isVisible():
                    button.click()
                    _picture(window, tasks, see, seen)
                    if window.page(key) is not page:
                        break
    for name, kind in dialogs().items():
        asked = inspect.signature(kind).parameters.values()
        wanted = {one.name for one in asked if one.default is one.empty or one.name == "parent"}
        if name not in seen and wanted <= set(known):
            made: Any = kind
            made(**{one: known[one] for one in wanted}).show()
            _picture(window, tasks, see, seen)
    for dialog in _by_hand(window, tasks):
        dialog.show()
        _picture(window, tasks, see, seen)
    for number, view in enumerate(_opening_views(window)):
        window.show_view(view)
        settle(window, tasks)
        see(f"0-{_name(type(view))}-{number}", window)
        seen.add(_name(type(view)))
    return seen


def _come_to(window: MainWindow, tasks: Tasks, place: tuple[QTabBar, int] | None) -> None:
    if place is not None and shiboken6.isValid(place[0]):
        place[0].setCurrentIndex(place[1])
        settle(window, tasks)


def _picture(window: MainWindow, tasks: Tasks, see: See, seen: set[str]) -> None:
    """Whatever stands over the window, each kind once; then it is put away."""
    for _turn in range(_PATIENCE):
        tasks.wait_idle()
        QApplication.processEvents()
        open_now = _open_dialogs()
        if not open_now:
            return
        for dialog in open_now:
            name = _name(type(dialog))
            if name not in seen:
                seen.add(name)
                settle(window, tasks)
                see(name, dialog)
            if isinstance(dialog, FormDialog):
                dialog.form.take_as_unchanged()
            if shiboken6.isValid(dialog):
                dialog.reject()
            if shiboken6.isValid(dialog) and dialog.isVisible():
                dialog.done(QDialog.DialogCode.Rejected)  # it holds what has to be kept first
    raise AssertionError(f"does not close: {_open_dialogs()}")


def _open_dialogs() -> list[QDialog]:
    """The topmost first."""
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    return shown[::-1]


def _tabs(page: QWidget) -> Iterator[tuple[QTabBar, int]]:
    """Those within a tab before the tabs around them."""
    bars = [bar for bar in page.findChildren(QTabBar) if bar.isVisibleTo(page)]
    for bar in sorted(bars, key=_depth, reverse=True):
        yield from ((bar, place) for place in range(bar.count()))


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)


def _may_press(button: QPushButton, page: QWidget) -> bool:
    words = button.text().replace("&", "")
    return button.isVisibleTo(page) and bool(words) and words not in _AWAY and not button.isCheckable()


def _arguments(window: MainWindow, tasks: Tasks) -> dict[str, Any]:
    """What dialogs ask for, by the names of their parameters."""
    found: list[tuple[PersonRow, PairingRow]] = []
    tasks.load(window, _first_ones, then=found.append)
    tasks.wait_idle()
    person, pairing = found[0]
    return {
        "parent": window,
        "window": window,
        "tasks": tasks,
        "today": sample.DAY,
        "person": person,
        "pairing": pairing,
        "kind": EvidenceKind.CONFIDENTIALITY,
        "purpose": Purpose.PARTICIPATION,
        "title": text._("Bitte warten …"),
        "beside": Beside(window),
        "actions": window.menu_actions(),
        "recovery_key": _RECOVERY_KEY,
        "minutes": 15,
        "report": "Example of a report",
        "saved_as": "bericht.txt",
        "check": lambda *_words: None,
        "do": lambda *_words: None,
        "find": list,
        "path": Path("Sicherung.mhsicherung"),
        "look": _unreadable,
    }


def _by_hand(window: MainWindow, tasks: Tasks) -> Iterator[QDialog]:
    """Those that open only in a state of things which the invented folder may not have."""
    found: list[Any] = []
    tasks.load(window, _some_rows, then=found.append)
    tasks.wait_idle()
    mentors, pairing, steps, event = found[0]
    for step in Step:
        if step not in {Step.LOG_MEETING, Step.CHECK_IN}:
            yield step_dialog(window, tasks, window, pairing, step, sample.DAY)
    issued = IssuedRow(uuid4(), Paper.AGREEMENT, "de", "1", sample.DAY, None)
    yield SignedPaperDialog(window, tasks, issued, sample.DAY)
    yield ScansDialog(window, tasks, Paper.AGREEMENT.label, Place(On.DOCUMENT, issued.id))
    yield StepDialog(window, tasks, steps[0], sample.DAY)
    yield PairingDialog(window, tasks, pairing, sample.DAY)
    yield PapersDialog(window, tasks, text._("Papiere"), [OfPaper.VOLUNTEER], [mentors[0]], sample.DAY)
    yield print_paper(window, tasks, Paper.CONFIDENTIALITY, mentors[0], sample.DAY)
    yield InviteDialog(window, tasks, event)
    yield GuestDialog(window, tasks, event)
    yield MergeDialog(window, tasks, mentors[0], mentors[1])
    yield AddressesDialog(window, tasks, people.search, sample.DAY)
    yield OneDayDialog(window, tasks, text._("Gespräch"), text._("Datum"), sample.DAY, lambda *_words: None)
    yield NetworkDialog(window, catalogue.read(catalogue.shipped()))
    yield NameDialog(window, tasks, "people", {})
    yield MailDialog(window, tasks, lambda _session: {"": mentors})
    text_kind = next(kind.mail for kind in KINDS.values() if kind.mail)
    yield ChaseDialog(window, tasks, text_kind, [About(pairing_id=pairing.id)])


def _opening_views(window: MainWindow) -> Iterator[QWidget]:
    trouble = DamagedFile(text._("Die Datei mit Ihren Daten ist beschädigt."))
    backup = Backup(
        Path("Sicherung.mhsicherung"),
        datetime.combine(sample.DAY, time(12)),
        Reason.INTERVAL,
        "0.1.0",
        "",
        480,
        {},
        480_000,
    )
    yield Patience(text._("Die erfundenen Menschen werden angelegt; das dauert einige Sekunden …"))
    yield StartView()
    yield FoundingView()
    yield RecoveryView(_RECOVERY_KEY)
    yield ProofView((2, 5), may_put_off=True)
    yield UnlockView("/home/koordination/MentorHub")
    yield UnlockView("/home/koordination/MentorHub", locked=True)
    yield trouble_views.unavailable(trouble)
    yield trouble_views.damaged(trouble, backup, asks=True)
    yield NetworkView(Beside(window), lambda: sample.DAY, None)


def _some_rows(session: Any) -> tuple[Any, Any, Any, Any]:
    mentors = people.search(session, role=Role.MENTOR)
    event = events.rows(session, events.search(session))[0]
    return mentors, pairings.row(session, pairings.search(session)[0]), people.steps(session, mentors[0]), event


def _unreadable(*_words: object) -> None:
    raise MentorHubError("An example of trouble.")


def _first_ones(session: Any) -> tuple[PersonRow, PairingRow]:
    """The first volunteer with a running pairing."""
    pairing = pairings.row(session, pairings.search(session, status=[PairingStatus.ACTIVE])[0])
    return people.row(session, pairing.mentor_id), pairing


def answer_everything(put: Callable[[Any, str, object], None] = setattr) -> None:
    """No box stops the round: nothing is confirmed, no file is chosen."""
    for name in ("tell", "warn"):
        put(messages, name, lambda *_words, **_more: None)
    put(messages, "ask", lambda *_words, **_more: False)
    put(messages, "ask_save", lambda *_words, **_more: "discard")
    for name, nothing in (("save_as", None), ("file", None), ("files", []), ("folder", None)):
        put(choose, name, lambda *_words, nothing=nothing, **_more: nothing)

    def show(error: BaseException) -> None:
        raise error

    put(crash_dialog, "show", show)


def _say(_kind: QtMsgType, _where: QMessageLogContext, said: str) -> None:
    """Not what Qt says about having no screen."""
    if not said.startswith("This plugin does not support"):
        sys.stderr.write(f"{said}\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev gallery", description="pictures of every page and dialog")
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("--to", type=Path, metavar="DIR")
    asked.add_argument(
        "--audit",
        nargs="?",
        const="",
        metavar="LOOK",
        help=f"no pictures: large letters on a small screen ({', '.join(look[0] for look in AUDITED)}, or both)",
    )
    words = parser.parse_args()
    folder: Path | None = words.to
    looks = LOOKS if folder is not None else [one for one in AUDITED if words.audit in ("", one[0])]
    app = QApplication([])
    qInstallMessageHandler(_say)
    theme.load_fonts(paths.resources() / "fonts")
    answer_everything()
    opened: set[str] = set()
    found: list[str] = []

    def see(name: str, shown: QWidget) -> None:
        if folder is not None:
            shown.grab().save(str(folder / look[0] / f"{name}.png"))
        found.extend(f"{look[0]} {each}" for each in findings(name, shown))

    for look in looks:
        if folder is not None:
            (folder / look[0]).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as place:
            opened |= take(app, Path(place) / "data", look, see)
    forgotten = sorted({*dialogs(), *views()} - opened)
    garbage.clear_up()
    if folder is not None:
        sys.stdout.write(f"{len(list(folder.rglob('*.png')))} pictures in {folder}\n")
    for finding in found:
        sys.stdout.write(f"{finding}\n")
    if forgotten:
        sys.stdout.write(f"not pictured: {', '.join(forgotten)}\n")
    return 1 if forgotten or found or not looks else 0


if __name__ == "__main__":
    sys.exit(main())
