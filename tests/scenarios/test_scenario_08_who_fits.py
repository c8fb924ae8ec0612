"""Scenario 8: who could accompany a mother of two who speaks Dari, on Tuesday mornings, in Neubeckum?"""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from sqlmodel import select

from make import Make
from mentorhub import families, pairings, people
from mentorhub.choices import DayPart, Level, MenteeKind, PairingStatus, Role, RoleStatus, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.db.tables import Pairing
from mentorhub.families import Member
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.matching_page import MatchingPage
from mentorhub.ui.pages.matching_person import WhoFits
from mentorhub.ui.tasks import Tasks
from ui.pages_in_window import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
TUESDAY = frozenset({(Weekday.TUE, DayPart.MORNING)})
EVENINGS = frozenset({(day, DayPart.EVENING) for day in Weekday})
CHILDREN = frozenset({Topic.CHILDREN})
DARI_GOOD = (("prs", Level.B2), ("de", Level.NATIVE))


def three_hundred_others(make: Make) -> None:
    """Mentors and mentees of a whole town; none of them speaks Dari, and none has time on a Tuesday morning."""
    draw = random.Random(8)
    wanted = []
    for number in range(300):
        is_mentor = number % 2 == 0
        details = PersonDetails(
            first_name=f"Vorname{number}",
            last_name=f"Nachname{number}",
            district=draw.choice(["Beckum", "Neubeckum", "Roland"]),
            languages=(("de", Level.NATIVE if is_mentor else Level.A1), (draw.choice(["ar", "tr", "uk"]), Level.C1)),
            times=EVENINGS,
            mobile="0160 7777777",
        )
        role = RoleDetails(
            Role.MENTOR if is_mentor else Role.MENTEE,
            RoleStatus.CLEARED if is_mentor else RoleStatus.WAITING,
            1,
            make.today - timedelta(days=number % 40),
        )
        wanted.append((details, [role]))
    with make.writing() as session:
        people.add_all(session, wanted, make.today)


@pytest.fixture
def mother(make: Make) -> UUID:
    """She and her two children, and four who could help: near, farther away, without families, without a place."""
    three_hundred_others(make)
    near: dict[str, Any] = {"district": "Neubeckum", "times": TUESDAY, "topics": CHILDREN}
    waiting = make.mentee(
        first_name="Fatima",
        last_name="Rahimi",
        kind=MenteeKind.FAMILY,
        languages=(("prs", Level.NATIVE), ("de", Level.A1)),
        mobile="0151 2345678",
        waiting_days=90,
        **near,
    )
    with make.writing() as session:
        families.add_members(session, waiting, [Member("Samira", 2015), Member("Navid", 2018)], make.today)
    make.mentor(first_name="Heike", last_name="Brandt", languages=DARI_GOOD, mobile="0170 1111111", **near)
    make.mentor(first_name="Jürgen", last_name="Weiß", languages=(("de", Level.B2), ("prs", Level.A2)), times=TUESDAY)
    make.mentor(first_name="Ute", last_name="Kalt", languages=DARI_GOOD, takes_families=False, **near)
    full = make.mentor(first_name="Karl", last_name="Voll", languages=DARI_GOOD, **near)
    make.pairing(full)
    return waiting


@pytest.fixture
def who_fits(all_pages: MainWindow, tasks: Tasks, mother: UUID) -> WhoFits:
    """Vermittlung, as it opens after Strg+5."""
    assert mother is not None
    QTest.keyClick(all_pages, Qt.Key.Key_5, CONTROL)
    settle(tasks)
    page = all_pages.page("matching")
    assert isinstance(page, MatchingPage)
    page.reload()
    for _round in range(4):
        settle(tasks)
    return page.who_fits


def names(shown: WhoFits) -> list[str]:
    return [shown.table.cell(row, 0) for row in range(shown.table.rowCount())]


def test_the_best_mentors_are_ranked_with_reasons_and_those_at_their_limit_are_grey(who_fits: WhoFits) -> None:
    assert names(who_fits)[0] == "Rahimi, Fatima", "who waits longest comes first"
    assert len(names(who_fits)) == 151
    assert who_fits.name.text() == f"Rahimi, Fatima · {who_fits.cards[0].pair.mentee_number}"
    assert [card.pair.mentor_name for card in who_fits.cards] == ["Brandt, Heike", "Weiß, Jürgen"]

    best = who_fits.cards[0]
    assert best.isVisible()
    best.more.click()
    said = {reason.criterion: reason.text for reason in best.pair.reasons}
    assert said["language"] == "Patin/Pate: Dari (B2); Mentee: Dari (Muttersprache)"
    assert said["times"] == "Beide haben Zeit: Di vormittags"
    assert said["nearness"] == "Beide in Neubeckum"
    assert Topic.CHILDREN.label in said["topics"]
    assert all(text in best.words() for text in said.values())
    assert sum(reason.points for reason in best.pair.reasons) == best.pair.score

    [limit] = who_fits.at_limit
    assert "Voll, Karl" in limit.words()
    assert limit.property("look") == "faded"
    assert [button.text().replace("&", "") for button in limit.findChildren(QPushButton)] == ["Zur Person"]

    everything = " ".join(label.text() for label in who_fits.findChildren(QLabel))
    assert "Kalt" not in everything, "she takes no families"
    assert not any(number in everything for number in ("0151", "0170", "0160"))


def test_nothing_is_paired_until_the_coordinator_says_so(
    who_fits: WhoFits, tasks: Tasks, database: Database, mother: UUID
) -> None:
    def proposed() -> list[str]:
        with database.reading() as session:
            ids = pairings.search(session, status=[PairingStatus.PROPOSED])
            return [f"{row.mentor} – {row.mentee}" for row in pairings.rows(session, ids)]

    assert proposed() == [], "looking decides nothing"
    QTest.mouseClick(who_fits.cards[0].findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    settle(tasks)
    assert proposed() == ["Brandt, Heike – Rahimi, Fatima"]
    with database.reading() as session:
        statuses = [row.status for row in session.exec(select(Pairing)).all()]
        place = people.role(session, mother, Role.MENTEE)
    assert sorted(statuses) == [PairingStatus.ACTIVE, PairingStatus.PROPOSED], "a proposal, no start"
    assert place is not None
    assert place.status is not RoleStatus.ACTIVE
    assert "Rahimi, Fatima" not in names(who_fits)
