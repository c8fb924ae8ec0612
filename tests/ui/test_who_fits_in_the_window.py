"""A coordinator asks who fits a mother with two children who speaks Dari, free on Tuesday mornings, in Neubeckum.

In the whole window, with all its pages, on an encrypted folder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import families, pairings
from mentorhub.app import work
from mentorhub.choices import DayPart, Level, MenteeKind, PairingStatus, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.families import Member
from mentorhub.settings import Settings
from mentorhub.ui import theme
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.matching_page import MatchingPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.pages_in_window import settle

TUESDAY = frozenset({(Weekday.TUE, DayPart.MORNING)})
MONDAY = frozenset({(Weekday.MON, DayPart.EVENING)})
GERMAN = ("de", Level.NATIVE)
HELP = frozenset({Topic.CHILDREN, Topic.GERMAN})


@dataclass(frozen=True)
class Town:
    mother: UUID
    full: UUID


@pytest.fixture
def town(make: Make) -> Town:
    """The mother, four mentors who could help her more or less, one who is full, and others who can't help."""
    mother = make.mentee(
        first_name="Fatima",
        last_name="Rahimi",
        kind=MenteeKind.FAMILY,
        languages=(("prs", Level.NATIVE), ("de", Level.A1)),
        district="Neubeckum",
        times=TUESDAY,
        topics=HELP,
        mobile="0151 2345678",
        waiting_days=90,
    )
    with make.writing() as session:
        families.add_members(
            session, mother, [Member("Ali", 2016, "Sohn"), Member("Sara", 2019, "Tochter")], make.today
        )
    dari = (("prs", Level.NATIVE), GERMAN)
    make.mentor(
        first_name="Heike",
        last_name="Brandt",
        languages=dari,
        district="Neubeckum",
        times=TUESDAY,
        topics=HELP,
        mobile="0170 1111111",
    )
    make.mentor(first_name="Zahra", last_name="Karimi", languages=dari, district="Beckum", times=TUESDAY)
    make.mentor(first_name="Jürgen", last_name="Weiß", languages=(("prs", Level.B1), GERMAN), times=TUESDAY | MONDAY)
    full = make.mentor(
        first_name="Karl", last_name="Voll", languages=dari, district="Neubeckum", times=TUESDAY, topics=HELP
    )
    make.pairing(full)
    make.mentor(first_name="Lore", last_name="Montag", languages=dari, times=MONDAY)
    make.mentor(first_name="Rolf", last_name="Allein", languages=dari, times=TUESDAY, takes_families=False)
    make.mentor(first_name="Inge", last_name="Sprachlos", languages=(("fr", Level.NATIVE),), times=TUESDAY)
    return Town(mother, full)


@pytest.fixture
def window(qtbot: QtBot, tasks: Tasks, today: date) -> Iterator[MainWindow]:
    window = MainWindow(Settings())
    qtbot.addWidget(window)
    window.show_pages(tasks, work.page_makers(lambda: today))
    window.resize(1280, 800)
    window.show()
    settle(tasks)
    yield window
    window.close()


def asked(window: MainWindow, tasks: Tasks, town: Town) -> MatchingPage:
    """The page *Vermittlung*, come to from the mother's record."""
    window.go("matching", town.mother)
    settle(tasks)
    page = window.page("matching")
    assert isinstance(page, MatchingPage)
    return page


def pairs_in(database: Database) -> list[str]:
    with database.reading() as session:
        rows = pairings.rows(session, pairings.search(session))
        return sorted(f"{row.mentor} – {row.mentee}: {row.status.value}" for row in rows)


def test_the_three_best_come_ranked_with_language_time_district_and_topic_to_be_seen(
    window: MainWindow, tasks: Tasks, town: Town
) -> None:
    page = asked(window, tasks, town)
    assert page.who_fits.name.text().startswith("Rahimi, Fatima")
    cards = page.who_fits.cards
    assert [card.pair.mentor_name for card in cards] == ["Brandt, Heike", "Karimi, Zahra", "Weiß, Jürgen"]
    assert [card.pair.score for card in cards] == sorted((card.pair.score for card in cards), reverse=True)
    best = cards[0]
    best.more.click()
    for words in (
        "Dari (Muttersprache)",
        "Beide haben Zeit: Di vormittags",
        "Beide in Neubeckum",
        "2 von 2 gewünschten",
    ):
        assert words in best.words()
    audit.check(page)


def test_who_is_at_the_limit_is_grey_with_the_reason_and_cannot_be_proposed(
    window: MainWindow, tasks: Tasks, town: Town
) -> None:
    page = asked(window, tasks, town)
    [card] = page.who_fits.at_limit
    assert card.full.person_id == town.full
    assert "Kein Platz frei: 1 laufende Patenschaft." in card.words()
    assert card.palette().color(card.backgroundRole()) == theme.colours().named("window")
    title = next(label for label in card.findChildren(QLabel) if label.text().startswith("Voll, Karl"))
    assert title.palette().color(title.foregroundRole()) == theme.colours().named("muted")
    assert [button.text().replace("&", "") for button in card.findChildren(QPushButton)] == ["Zur Person"]


def test_nothing_is_paired_before_she_decides_and_no_contact_data_is_shown(
    window: MainWindow, tasks: Tasks, town: Town, database: Database
) -> None:
    before = pairs_in(database)
    page = asked(window, tasks, town)
    for tab in range(page.tabs.bar.count()):
        page.tabs.show_tab(tab)
        settle(tasks)
    shown = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "0151" not in shown
    assert "0170" not in shown
    assert pairs_in(database) == before
    page.tabs.show_tab(0)
    page.who_fits.cards[0].findChildren(QPushButton)[0].click()
    settle(tasks)
    assert set(pairs_in(database)) - set(before) == {f"Brandt, Heike – Rahimi, Fatima: {PairingStatus.PROPOSED.value}"}
