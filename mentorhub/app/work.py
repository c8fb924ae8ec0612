"""What the start does off the UI thread, because it imports much or takes its time on purpose."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mentorhub.text import _
from mentorhub.ui.folder_state import FolderState
from mentorhub.ui.main_window import PageMaker
from mentorhub.ui.opening.founding_view import Founding

if TYPE_CHECKING:
    from sqlmodel import Session

    from mentorhub.backups import Backup, Restored
    from mentorhub.db.database import Database
    from mentorhub.db.keys import UnlockSecret


class Folder(Enum):
    """What lies in a data folder."""

    EMPTY = auto()
    ASKS_NOTHING = auto()
    REMEMBERED = auto()
    LOCKED = auto()


@dataclass(frozen=True)
class Opened:
    """An open data folder and the pages to show it with."""

    database: "Database"
    makers: Mapping[str, PageMaker]
    organisation: str
    is_sample: bool = False
    recovery_key: str = field(default="", repr=False)
    """To be saved before anything is entered; empty if that has happened."""
    state: FolderState = field(default_factory=FolderState)
    idle_minutes: int = 0
    asks_for_sheet: bool = False
    """Two groups of the recovery sheet are to be typed back first."""
    may_put_off_sheet: bool = True
    newer_backup: "Backup | None" = None
    """Where the data are older than what was last seen here: a backup that holds more."""


def warm_up() -> None:
    """Load what is heavy while the person reads the first question or types, and while the passphrase is checked."""
    from mentorhub.app import folder_work  # noqa: F401
    from mentorhub.db import database  # noqa: F401

    page_makers(today)


def warm_up_matching() -> None:
    """The solver takes a second to load: before *Vermittlung* is opened for the first time, not then."""
    import mentorhub.matching.alternatives
    import mentorhub.matching.assignment  # noqa: F401


FillSample = Callable[["Session", date], object]
"""Brings invented people into a new folder."""


def look_into(folder: Path) -> Folder:
    """Raises `DamagedKeyFile`. A quick look, without the heavy parts."""
    from mentorhub.db import keys

    if not any((folder / name).exists() for name in (keys.KEY_FILE, keys.BEFORE, "mentorhub.db", "mentorhub.swap")):
        return Folder.EMPTY
    file = keys.read(folder)
    if file.asks_nothing:
        return Folder.ASKS_NOTHING
    return Folder.REMEMBERED if file.has_key_chain else Folder.LOCKED


def open_folder(folder: Path, secret: "UnlockSecret") -> Opened:
    """With a new recovery key if the sheet with the first one was never saved. The folder is held until `close`."""
    from mentorhub.app import folder_work
    from mentorhub.db import keys, lock
    from mentorhub.db.database import Database

    lock.hold(folder)
    try:
        database = Database.open(folder, secret)
    except BaseException:
        lock.release(folder)
        raise
    try:
        needs_sheet = not (database.recovery_key_saved() or keys.read(folder).asks_nothing or database.read_only)
        if isinstance(secret, keys.RecoveryKey) and not database.read_only:
            folder_work.sheet_was_used(database)
        return _opened(database, database.new_recovery_key() if needs_sheet else "")
    except BaseException:
        close(database)
        raise


def close(database: "Database") -> None:
    """And let others have the folder."""
    from mentorhub.db import lock

    database.close()
    lock.release(database.folder)


def found(folder: Path, wanted: Founding) -> Opened:
    """A new folder for this organisation, with its recovery key."""
    from mentorhub import programme
    from mentorhub.db import lock
    from mentorhub.db.database import Database
    from mentorhub.statistics import ledger

    database, recovery_key = Database.create(folder, wanted.passphrase)
    lock.hold(folder)
    try:
        with database.writing() as session:
            programme.found(session, programme.OrganisationDetails(name=wanted.organisation))
            ledger.secret(session)
        return _opened(database, recovery_key)
    except BaseException:
        close(database)
        raise


def fill_sample(session: "Session", day: date) -> None:
    """The shipped lists, just as a list of one's own is brought in, and a year of life around them."""
    from mentorhub import sample

    sample.fill(session, day)
    sample.live_a_year(session, day)


def found_sample(folder: Path, fill: FillSample) -> Opened:
    """A folder that asks for nothing, with invented people: made beside and renamed, so there is never half of one."""
    from mentorhub.db.database import Database
    from mentorhub.db.keys import Passphrase

    beside = folder.with_name(f"{folder.name}-entsteht")
    shutil.rmtree(beside, ignore_errors=True)
    database, _recovery_key = Database.create(beside, "")
    try:
        with database.writing() as session:
            fill(session, today())
    except BaseException:
        database.close()
        shutil.rmtree(beside, ignore_errors=True)
        raise
    database.close()
    if folder.is_dir():
        folder.rmdir()
    beside.rename(folder)
    return open_folder(folder, Passphrase(""))


def remember(database: "Database") -> bool:
    """May hang, as key chains do."""
    return database.remember_on_this_computer()


def newest_good_backup(folder: Path) -> "Backup | None":
    from mentorhub import backups

    return backups.newest_good(folder)


def restore_and_open(folder: Path, path: Path, secret: "UnlockSecret | None") -> Opened:
    """For a folder whose data can't be opened; they are set aside. Raises `FieldError` if the secret is not right."""
    from mentorhub.app import folder_work
    from mentorhub.db.keys import Passphrase

    folder_work.restore(path, folder, None, secret)
    return open_folder(folder, secret or Passphrase(""))


def restore_over(database: "Database", path: Path, words: str) -> "Restored":
    """In the place of the open data, which are backed up first and closed."""
    from mentorhub.app import folder_work

    return folder_work.restore(path, database.folder, database, folder_work.secret_of(words) if words else None)


def recovery_sheet_pdf(opened: Opened, recovery_key: str) -> bytes:
    from mentorhub.documents import issue

    return issue.recovery_sheet_pdf(opened.organisation, recovery_key, today())


def save_recovery_sheet(opened: Opened, recovery_key: str, path: Path) -> Path:
    """Never into the data folder: there it would lie beside what it opens. A file of that name was confirmed."""
    from mentorhub import files

    if opened.database.folder.absolute() in path.absolute().parents:
        raise files.FileTrouble(
            _("Das Blatt darf nicht im Datenordner liegen: Wer den Ordner hat, hätte dann auch den Schlüssel. "
              "Bitte wählen Sie einen anderen Ordner.")
        )  # fmt: skip
    pdf = recovery_sheet_pdf(opened, recovery_key)
    path.unlink(missing_ok=True)
    return files.write_new(path, pdf).path


def page_makers(today: Callable[[], date]) -> Mapping[str, PageMaker]:
    """All pages by their keys; heavy, for each brings its subject along."""
    from mentorhub.ui.pages.activities_page import ActivitiesPage
    from mentorhub.ui.pages.events_page import EventsPage
    from mentorhub.ui.pages.expenses_page import ExpensesPage
    from mentorhub.ui.pages.matching_page import MatchingPage
    from mentorhub.ui.pages.pairings_page import PairingsPage
    from mentorhub.ui.pages.people_page import PeoplePage
    from mentorhub.ui.pages.settings_page import SettingsPage
    from mentorhub.ui.pages.statistics_page import StatisticsPage
    from mentorhub.ui.pages.today_page import TodayPage

    return {
        "today": partial(TodayPage, today=today),
        "people": partial(PeoplePage, today=today),
        "pairings": partial(PairingsPage, today=today),
        "matching": partial(MatchingPage, today=today),
        "activities": partial(ActivitiesPage, today=today),
        "expenses": partial(ExpensesPage, today=today),
        "events": partial(EventsPage, today=today),
        "statistics": partial(StatisticsPage, today=today),
        "settings": partial(SettingsPage, today=today),
    }


def free_folder(wanted: Path) -> Path:
    """The folder itself, or `wanted 2`, `wanted 3` if there is data already."""
    from mentorhub.db.database import has_data

    candidates = (wanted if number == 1 else wanted.with_name(f"{wanted.name} {number}") for number in range(1, 100))
    return next(folder for folder in candidates if not has_data(folder))


def _opened(database: "Database", recovery_key: str = "") -> Opened:
    from mentorhub import backups, programme
    from mentorhub.app import folder_work

    with database.reading() as session:
        name = programme.organisation(session).name
        is_sample = programme.is_sample(session)
        idle_minutes = programme.number(session, "lock.idle_minutes")
    last = backups.last_backup(database) if database.older is not None else None
    return Opened(
        database,
        page_makers(today),
        name,
        is_sample,
        recovery_key,
        state=folder_work.state_of(database),
        idle_minutes=idle_minutes,
        asks_for_sheet=not database.read_only and folder_work.asks_for_sheet(database),
        may_put_off_sheet=folder_work.may_put_off_sheet(database),
        newer_backup=last if last is not None and last.commits > database.commits() else None,
    )


def today() -> date:
    return datetime.now().astimezone().date()
