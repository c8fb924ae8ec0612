"""What the start does off the UI thread, because it imports much or takes its time on purpose."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mentorhub.text import _
from mentorhub.ui.main_window import PageMaker
from mentorhub.ui.opening.founding_view import Founding

if TYPE_CHECKING:
    from sqlmodel import Session

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


def warm_up() -> None:
    """Load what is heavy while the person is still reading the first question."""
    import mentorhub.db.database
    import mentorhub.people
    import mentorhub.programme  # noqa: F401


FillSample = Callable[["Session", date], object]
"""Brings invented people into a new folder."""


def look_into(folder: Path) -> Folder:
    """Raises `DamagedKeyFile`. A quick look, without the heavy parts."""
    from mentorhub.db import keys

    if not any(folder.glob("mentorhub.*")):
        return Folder.EMPTY
    file = keys.read(folder)
    if file.asks_nothing:
        return Folder.ASKS_NOTHING
    return Folder.REMEMBERED if file.has_key_chain else Folder.LOCKED


def open_folder(folder: Path, secret: "UnlockSecret") -> Opened:
    """With a new recovery key if the sheet with the first one was never saved."""
    from mentorhub.db import keys
    from mentorhub.db.database import Database

    database = Database.open(folder, secret)
    try:
        needs_sheet = not database.recovery_key_saved() and not keys.read(folder).asks_nothing
        return _opened(database, database.new_recovery_key() if needs_sheet else "")
    except BaseException:
        database.close()
        raise


def found(folder: Path, wanted: Founding) -> Opened:
    """A new folder for this organisation, with its recovery key."""
    from mentorhub import programme
    from mentorhub.db.database import Database

    database, recovery_key = Database.create(folder, wanted.passphrase)
    with database.writing() as session:
        programme.found(session, programme.OrganisationDetails(name=wanted.organisation))
    return _opened(database, recovery_key)


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
    return _opened(Database.open(folder, Passphrase("")))


def remember(database: "Database") -> bool:
    """May hang, as key chains do."""
    return database.remember_on_this_computer()


def save_recovery_sheet(opened: Opened, path: Path) -> Path:
    """Never into the data folder: there it would lie beside what it opens. A file of that name was confirmed."""
    from mentorhub import files
    from mentorhub.documents import issue

    if opened.database.folder.absolute() in path.absolute().parents:
        raise files.FileTrouble(
            _("Das Blatt darf nicht im Datenordner liegen: Wer den Ordner hat, hätte dann auch den Schlüssel. "
              "Bitte wählen Sie einen anderen Ordner.")
        )  # fmt: skip
    pdf = issue.recovery_sheet_pdf(opened.organisation, opened.recovery_key, today())
    path.unlink(missing_ok=True)
    return files.write_new(path, pdf).path


def merge(packages: Sequence[Path], folder: Path) -> tuple[str, ...]:
    """The network's report of these packages; gives back what should be known about it."""
    from mentorhub.statistics import network

    return network.merge_files(packages, folder).warnings


def page_makers(today: Callable[[], date]) -> Mapping[str, PageMaker]:
    """All pages by their keys; heavy, for each brings its subject along."""
    from mentorhub.ui.pages.activities_page import ActivitiesPage
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
        "statistics": partial(StatisticsPage, today=today),
        "settings": SettingsPage,
    }


def free_folder(wanted: Path) -> Path:
    """The folder itself, or `wanted 2`, `wanted 3` if there is data already."""
    from mentorhub.db.database import has_data

    candidates = (wanted if number == 1 else wanted.with_name(f"{wanted.name} {number}") for number in range(1, 100))
    return next(folder for folder in candidates if not has_data(folder))


def _opened(database: "Database", recovery_key: str = "") -> Opened:
    from mentorhub import programme

    with database.reading() as session:
        name = programme.organisation(session).name
        return Opened(database, page_makers(today), name, programme.is_sample(session), recovery_key)


def today() -> date:
    return datetime.now().astimezone().date()
