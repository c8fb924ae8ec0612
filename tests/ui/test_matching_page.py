"""Vermittlung: who fits this person, and the best set of pairs; nothing is decided without the coordinator."""

from datetime import date

import pytest
from make import Make
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mentorhub import pairings
from mentorhub.choices import DayPart, Level, PairingStatus, Role, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.matching_page import MatchingPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import asked_for, open_page, settle

TUESDAY = frozenset({(Weekday.TUE, DayPart.MORNING)})
MONDAY = frozenset({(Weekday.MON, DayPart.EVENING)})


@pytest.fixture
def dari_family(make: Make) -> None:
    """Scenario: a mother who speaks Dari, free on Tuesday mornings, in Neubeckum; three mentors, one is full."""
    make.mentee(
        first_name="Fatima",
        last_name="Rahimi",
        languages=(("prs", Level.NATIVE), ("de", Level.A1)),
        district="Neubeckum",
        times=TUESDAY,
        topics=frozenset({Topic.CHILDREN}),
        mobile="0151 2345678",
        waiting_days=90,
    )
    make.mentor(
        first_name="Heike",
        last_name="Brandt",
        languages=(("prs", Level.B2), ("de", Level.NATIVE)),
        district="Neubeckum",
        times=TUESDAY,
        topics=frozenset({Topic.CHILDREN}),
        mobile="0170 1111111",
    )
    make.mentor(
        first_name="Jürgen",
        last_name="Weiß",
        languages=(("de", Level.NATIVE), ("prs", Level.A2)),
        district="Beckum",
        times=TUESDAY | MONDAY,
    )
    full = make.mentor(first_name="Karl", last_name="Voll", languages=(("prs", Level.NATIVE),), times=TUESDAY)
    make.pairing(full)


def _open(qtbot: QtBot, tasks: Tasks, today: date) -> tuple[MainWindow, MatchingPage]:
    return open_page(
        qtbot, tasks, "matching", lambda t, w: MatchingPage(t, w, today=lambda: today), "people", "pairings"
    )


def _proposals(database: Database) -> list[str]:
    with database.reading() as session:
        ids = pairings.search(session, status=[PairingStatus.PROPOSED])
        return [f"{row.mentor} – {row.mentee}" for row in pairings.rows(session, ids)]


def test_it_opens_on_the_one_who_waits_longest(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(first_name="Ivan", last_name="Petrov", waiting_days=5)
    make.mentee(first_name="Rojda", last_name="Aydın", waiting_days=200)
    _window, page = _open(qtbot, tasks, today)
    assert [page.who_fits.table.cell(row, 0) for row in range(2)] == ["Aydın, Rojda", "Petrov, Ivan"]
    assert page.who_fits.table.cell(0, 2) == "200 Tagen"
    assert "Aydın, Rojda" in page.who_fits.name.text()


@pytest.mark.usefixtures("dari_family")
def test_the_best_are_ranked_with_reasons_and_without_contact_data(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    cards = page.who_fits.cards
    assert [card.pair.mentor_name for card in cards] == ["Brandt, Heike", "Weiß, Jürgen"]
    assert cards[0].pair.score > cards[1].pair.score
    assert "Dari" in cards[0].words()
    shown = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "0151" not in shown
    assert "0170" not in shown


@pytest.mark.usefixtures("dari_family")
def test_who_speaks_the_language_but_is_full_is_named_apart(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    assert page.who_fits.full.text().endswith("Voll, Karl (Dari)")
    assert all("Voll" not in card.words() for card in page.who_fits.cards)


@pytest.mark.usefixtures("dari_family")
def test_all_reasons_of_a_card_add_up_to_its_points(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    card = page.who_fits.cards[0]
    card.more.click()
    assert sum(reason.points for reason in card.pair.reasons) == card.pair.score
    for reason in card.pair.reasons:
        assert reason.text in card.words()
    assert f"{card.pair.score} von" in card.words()


@pytest.mark.usefixtures("dari_family")
def test_proposing_makes_a_proposal_and_nothing_more(
    qtbot: QtBot, tasks: Tasks, database: Database, today: date
) -> None:
    window, page = _open(qtbot, tasks, today)
    assert _proposals(database) == []
    page.who_fits.cards[0].findChildren(QPushButton)[0].click()
    settle(tasks)
    assert _proposals(database) == ["Brandt, Heike – Rahimi, Fatima"]
    assert page.notice.isVisible()
    assert page.who_fits.table.rowCount() == 0
    page.go_button.click()
    assert len(asked_for(window, "pairings")) == 1


def test_nobody_fits_is_said_with_the_reason(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(languages=(("ti", Level.NATIVE),), times=TUESDAY)
    make.mentor(languages=(("fr", Level.NATIVE),), times=MONDAY)
    _window, page = _open(qtbot, tasks, today)
    assert page.who_fits.cards == []
    notice = " ".join(label.text() for label in page.who_fits.nobody.findChildren(QLabel))
    assert "Zurzeit passt niemand" in notice
    assert "Am nächsten kommt" in notice


def test_nobody_waits_is_an_empty_list_with_a_sentence(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    assert page.who_fits.table.rowCount() == 0
    assert page.whole.pairs.rowCount() == 0
    audit.check(page)


def test_the_ticked_pairs_of_the_whole_proposal_are_proposed_together(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    for name in ("Petrov", "Koval", "Melnyk"):
        make.mentee(last_name=name)
        make.mentor()
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(1)
    assert page.whole.pairs.rowCount() == 3
    assert not page.whole.propose_button.isEnabled()
    page.whole.pairs.setFocus()
    QTest.keyClick(page.whole.pairs, Qt.Key.Key_Space)
    QTest.keyClick(page.whole.pairs, Qt.Key.Key_Down)
    QTest.keyClick(page.whole.pairs, Qt.Key.Key_Space)
    assert page.whole.propose_button.text().replace("&", "") == "2 Paare vorschlagen"
    page.whole.propose_button.click()
    settle(tasks)
    assert len(_proposals(database)) == 2
    assert page.whole.pairs.rowCount() == 1


def test_everyone_left_over_has_a_reason(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(last_name="Petrov")
    make.mentee(first_name="Tesfay", last_name="Haile", languages=(("ti", Level.NATIVE),), times=TUESDAY)
    make.mentor(languages=(("de", Level.NATIVE),), times=MONDAY)
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(1)
    left = page.whole.left_over
    assert left.rowCount() == 1
    assert left.cell(0, 0) == "Haile, Tesfay"
    assert left.cell(0, 1) == Role.MENTEE.label
    assert "Müller, Anna" in left.cell(0, 2)
    left.clicked.emit(left.model().index(0, 0))
    settle(tasks)
    shown = " ".join(label.text() for label in page.whole.findChildren(QLabel) if label.isVisibleTo(page.whole))
    assert left.cell(0, 2) in shown


def test_a_rejected_pair_does_not_come_back_until_it_is_allowed_again(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentee()
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(1)
    assert page.whole.card is not None
    page.whole.card.findChildren(QPushButton)[2].click()
    settle(tasks)
    assert page.whole.pairs.rowCount() == 0
    assert page.whole.left_over.rowCount() == 2
    page.whole.again_button.click()
    settle(tasks)
    assert page.whole.pairs.rowCount() == 1
    assert _proposals(database) == []


def test_a_held_pair_stays_and_says_so(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee()
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    page.tabs.show_tab(1)
    assert page.whole.card is not None
    page.whole.card.findChildren(QPushButton)[1].click()
    settle(tasks)
    assert page.whole.pairs.cell(0, 3) == "festgehalten"


def test_missing_papers_are_named_but_do_not_stop_a_proposal(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentee()
    make.mentor(with_papers=False)
    _window, page = _open(qtbot, tasks, today)
    assert "Verschwiegenheitserklärung" in page.who_fits.cards[0].words()
    page.tabs.show_tab(1)
    assert page.whole.pairs.cell(0, 3) == "1 fehlt"
    page.whole.pairs.tick_all(True)
    page.whole.propose_button.click()
    settle(tasks)
    assert len(_proposals(database)) == 1


def test_a_pair_that_is_gone_meanwhile_changes_nothing(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    mentor, mentee = make.mentor(), make.mentee()
    _window, page = _open(qtbot, tasks, today)
    make.pairing(mentor, mentee)
    page.who_fits.cards[0].findChildren(QPushButton)[0].click()
    settle(tasks)
    assert _proposals(database) == []
    assert len(answers.told) == 1
    assert not page.notice.isVisible()


def test_everything_has_a_name_and_a_key(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee()
    make.mentee(last_name="Petrov")
    make.mentor(2)
    _window, page = _open(qtbot, tasks, today)
    for tab in range(2):
        page.tabs.show_tab(tab)
        audit.check(page)
