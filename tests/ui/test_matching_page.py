"""Vermittlung: who fits this person, and the best set of pairs; nothing is decided without the coordinator."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from make import Make
from mentorhub import districts, pairings, people
from mentorhub.choices import DayPart, Level, PairingStatus, Topic, Weekday
from mentorhub.db.database import Database
from mentorhub.matching import weights
from mentorhub.ui.dialogs.districts_dialog import DistrictsDialog
from mentorhub.ui.dialogs.limits_dialog import LimitsDialog
from mentorhub.ui.dialogs.meeting_dialog import MeetingDialog
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


WHO, WHOLE, WANTED, WEIGHTS = range(4)


def _show(page: MatchingPage, tasks: Tasks, tab: int) -> None:
    page.tabs.show_tab(tab)
    settle(tasks)


def _pairs(page: MatchingPage) -> set[str]:
    return {f"{pair.mentee_name} – {pair.mentor_name}" for pair in page.whole.pairs.records()}


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
def test_who_would_fit_but_has_no_place_is_shown_apart_with_the_reason(qtbot: QtBot, tasks: Tasks, today: date) -> None:
    _window, page = _open(qtbot, tasks, today)
    [card] = page.who_fits.at_limit
    assert "Voll, Karl" in card.words()
    assert "Kein Platz frei: 1 laufende Patenschaft." in card.words()
    assert [button.accessibleName() for button in card.findChildren(QPushButton)] == ["Zu Voll, Karl"]
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


@pytest.mark.usefixtures("dari_family")
def test_the_next_person_is_shown_from_the_top(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    for name in ("Petrov", "Melnyk"):
        make.mentor(last_name=name, times=MONDAY)
    make.mentee(first_name="Ivan", times=MONDAY)
    window, page = _open(qtbot, tasks, today)
    window.resize(1280, 600)
    settle(tasks)
    bar = page.who_fits.scrolled.verticalScrollBar()
    bar.setValue(bar.maximum())
    before, place = page.who_fits.name.text(), bar.value()
    assert place > 0
    page.reload()
    settle(tasks)
    assert bar.value() == place, "the same person stays where she is"
    last = page.who_fits.cards[-1].findChildren(QPushButton)[0]
    last.setFocus()
    last.click()
    settle(tasks)
    assert page.who_fits.name.text() != before
    assert bar.value() == 0


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
    for tab in range(4):
        page.tabs.show_tab(tab)
        settle(tasks)
        audit.check(page)
    assert page.whole.pairs.records() == []
    assert "müssen niemanden suchen" in page.wanted.shown()


def test_the_ticked_pairs_of_the_whole_proposal_are_proposed_together(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    for name in ("Petrov", "Koval", "Melnyk"):
        make.mentee(last_name=name)
        make.mentor()
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    assert len(page.whole.pairs.records()) == 3
    assert not page.whole.propose_button.isEnabled()
    page.whole.pairs.setFocus()
    QTest.keyClick(page.whole.pairs, Qt.Key.Key_Space)
    QTest.keyClick(page.whole.pairs, Qt.Key.Key_Down)
    QTest.keyClick(page.whole.pairs, Qt.Key.Key_Space)
    assert page.whole.propose_button.text().replace("&", "") == "2 Paare vorschlagen"
    page.whole.propose_button.click()
    settle(tasks)
    assert len(_proposals(database)) == 2
    assert len(page.whole.pairs.records()) == 1


def test_everyone_left_over_has_a_reason(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(last_name="Petrov")
    make.mentee(first_name="Tesfay", last_name="Haile", languages=(("ti", Level.NATIVE),), times=TUESDAY)
    make.mentor(languages=(("de", Level.NATIVE),), times=MONDAY)
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    left = page.whole.left_over
    assert left.headings() == ["Mentees, die weiter warten"]
    assert left.cell(1, 0) == "Haile, Tesfay"
    assert left.cell(1, 2) == "Gemeinsame Sprache, Gemeinsame Zeit"
    left.clicked.emit(left.model().index(1, 0))
    settle(tasks)
    shown = " ".join(label.text() for label in page.whole.findChildren(QLabel) if label.isVisibleTo(page.whole))
    assert "Am nächsten kommt Müller, Anna (P-0003): Keine gemeinsame Sprache" in shown
    assert "Es hülfe: eine Patin oder ein Pate, die oder der Tigrinya spricht" in shown


def test_a_rejected_pair_does_not_come_back_until_it_is_allowed_again(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentee()
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    page.whole.refuse_button.click()
    settle(tasks)
    assert page.whole.pairs.records() == []
    assert len(page.whole.left_over.records()) == 2
    page.whole.again_button.click()
    settle(tasks)
    assert len(page.whole.pairs.records()) == 1
    assert _proposals(database) == []


def test_a_held_pair_stays_and_says_so(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee()
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    page.whole.hold_button.click()
    settle(tasks)
    assert page.whole.pairs.cell(1, 3) == "gehalten"
    page.whole.hold_button.click()
    settle(tasks)
    assert page.whole.pairs.cell(1, 3) == "bereit"


def test_the_rest_is_worked_out_anew_around_what_was_decided(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(last_name="Nah", district="Vellern")
    make.mentor(last_name="Fern", district="Roland")
    make.mentee(last_name="Eins", district="Vellern", waiting_days=200)
    make.mentee(last_name="Zwei", district="Roland")
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    assert _pairs(page) == {"Eins, Olena – Nah, Anna", "Zwei, Olena – Fern, Anna"}
    page.whole.refuse_button.click()
    settle(tasks)
    assert _pairs(page) == {"Eins, Olena – Fern, Anna", "Zwei, Olena – Nah, Anna"}


def test_never_together_is_kept_and_can_be_taken_back(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentee()
    make.mentor()
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    page.whole.never_button.click()
    settle(tasks)
    assert page.whole.pairs.records() == []
    with database.reading() as session:
        assert len(people.kept_apart(session)) == 1
    _show(page, tasks, WEIGHTS)
    assert "Koval, Olena – Müller, Anna" in [label.text() for label in page.weights.findChildren(QLabel)]
    page.go_button.click()
    settle(tasks)
    _show(page, tasks, WHOLE)
    assert len(page.whole.pairs.records()) == 1


def test_the_two_sides_of_a_pair_stand_next_to_each_other(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(languages=(("prs", Level.NATIVE),), times=TUESDAY, mobile="0151 2345678")
    make.mentor(languages=(("prs", Level.B2),), times=TUESDAY | MONDAY, mobile="0170 1111111")
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    card = page.whole.card
    assert card is not None
    labels = {label.text(): label for label in card.findChildren(QLabel)}
    mentee, mentor = labels["Dari (Muttersprache)"], labels["Dari (B2)"]
    assert mentee.mapTo(card, mentee.rect().topLeft()).y() == mentor.mapTo(card, mentor.rect().topLeft()).y()
    assert mentee.mapTo(card, mentee.rect().topRight()).x() < mentor.mapTo(card, mentor.rect().topLeft()).x()
    assert "Beide haben Zeit: Di vormittags" in card.words()
    assert "0151" not in card.words()
    assert "0170" not in card.words()


def test_pairs_are_grouped_by_urgency_or_by_district(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(last_name="Neu", district="Vellern", waiting_days=3)
    make.mentee(last_name="Lang", district="Beckum", waiting_days=300)
    make.mentor(2)
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    assert page.whole.pairs.headings() == ["Wartet 6 Monate oder länger", "Wartet kürzer als 3 Monate"]
    page.whole.grouping.combo.choose("district")
    assert page.whole.pairs.headings() == ["Beckum", "Vellern"]
    assert [pair.mentee_name for pair in page.whole.pairs.records()] == ["Lang, Olena", "Neu, Olena"]


def test_a_heading_is_no_row_one_can_come_to(qtbot: QtBot, tasks: Tasks, make: Make, today: date) -> None:
    make.mentee(last_name="Neu", district="Vellern", waiting_days=3)
    make.mentee(last_name="Lang", district="Beckum", waiting_days=300)
    make.mentor(2)
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    table = page.whole.pairs
    assert table.currentRow() == 1
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentRow() == 3
    table.tick_all(True)
    assert len(table.ticked_rows()) == 2


def test_what_the_proposal_gains_is_counted_for_these_people(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    both = (("de", Level.NATIVE), ("ar", Level.NATIVE))
    make.mentor(last_name="Beides", languages=both)
    make.mentor(last_name="Nurdeutsch", languages=(("de", Level.NATIVE),))
    make.mentee(last_name="Egal", languages=both, waiting_days=300)
    make.mentee(last_name="Arabisch", languages=(("ar", Level.NATIVE),))
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WHOLE)
    assert page.whole.compared.text().startswith("Der Vorschlag hilft 2 Personen.")
    assert "wer am längsten wartet zuerst: 1" in page.whole.compared.text()


def test_whom_to_look_for_is_said_with_names_but_copied_without(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    make.mentor(languages=(("de", Level.NATIVE),))
    for name in ("Haile", "Tesfay"):
        make.mentee(last_name=name, languages=(("ti", Level.NATIVE),), district="Vellern")
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WANTED)
    assert "Tigrinya spricht" in page.wanted.shown()
    assert "passte zu 2 wartenden Personen" in page.wanted.shown()
    assert "Haile, Olena (P-0002)" in page.wanted.shown()
    page.wanted.copy_button.click()
    copied = QApplication.clipboard().text()
    assert copied.startswith("Gesucht: eine Patin oder ein Pate, die oder der")
    assert "Tigrinya" in copied
    assert "Haile" not in copied


def test_sliders_show_what_they_change_before_anything_is_saved(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentor(last_name="Nah", district="Vellern")
    make.mentor(last_name="Gut", district="Roland", languages=(("ti", Level.NATIVE),))
    make.mentee(last_name="Abel", district="Vellern", languages=(("ti", Level.NATIVE),))
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WEIGHTS)
    weights_page = page.weights
    assert not weights_page.save_button.isEnabled()
    weights_page.lines["nearness"].slider.setValue(100)
    assert weights_page.lines["nearness"].number.value() == 100
    qtbot.waitUntil(lambda: weights_page.effect_text.text() == "1 Paar ändert sich, 0 bleiben.")
    assert weights_page.changes() == [
        "Neu im Vorschlag",
        "Abel, Olena – Nah, Anna",
        "Fällt weg",
        "Abel, Olena – Gut, Anna",
    ]
    with database.reading() as session:
        assert {rule.key: rule.value for rule in weights.weights(session)}["nearness"] == 10
    weights_page.save_button.click()
    settle(tasks)
    with database.reading() as session:
        assert {rule.key: rule.value for rule in weights.weights(session)}["nearness"] == 100
    qtbot.waitUntil(lambda: weights_page.effect_text.text() == "Der Vorschlag bleibt, wie er ist.")
    assert not weights_page.save_button.isEnabled()
    _show(page, tasks, WHOLE)
    assert _pairs(page) == {"Abel, Olena – Nah, Anna"}


def test_unsaved_weights_stay_on_the_sliders_until_they_are_discarded(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date
) -> None:
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WEIGHTS)
    line = page.weights.lines["topics"]
    usual = line.value()
    line.number.setValue(77)
    make.mentee()
    page.reload()
    settle(tasks)
    assert line.value() == 77
    page.weights.discard_button.click()
    assert line.value() == usual
    assert line.slider.value() == usual


def test_the_list_for_the_team_meeting_holds_names_and_reasons_but_no_contact_data(
    qtbot: QtBot, tasks: Tasks, make: Make, today: date, tmp_path: Path
) -> None:
    make.mentee(last_name="Rahimi", district="Neubeckum", mobile="0151 2345678", email="r@example.org")
    make.mentee(last_name="<b>Haile", languages=(("ti", Level.NATIVE),), district="Vellern", street="Nordstraße 3")
    make.mentor(last_name="Brandt", languages=(("de", Level.NATIVE),), mobile="0170 1111111")
    _window, page = _open(qtbot, tasks, today)
    page.meeting_button.click()
    settle(tasks)
    [dialog] = page.findChildren(MeetingDialog)
    audit.check(dialog)
    dialog.copy_button.click()
    copied = QApplication.clipboard().text()
    assert "NEUBECKUM" in copied
    assert "Rahimi, Olena (P-0001) – Brandt, Anna (P-0003)" in copied
    assert "<b>Haile, Olena (P-0002), wartet 10 Tage" in copied
    assert "Am nächsten kommt Brandt, Anna (P-0003)" in copied
    for private in ("0151", "0170", "example.org", "Nordstraße"):
        assert private not in copied
        assert private not in dialog.view.toPlainText()
    assert "<b>Haile" in dialog.view.toPlainText()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "liste.pdf"))
    dialog.print_with(printer)
    assert (tmp_path / "liste.pdf").read_bytes().startswith(b"%PDF")
    dialog.close()


def test_missing_papers_are_named_but_do_not_stop_a_proposal(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentee()
    make.mentor(with_papers=False)
    _window, page = _open(qtbot, tasks, today)
    assert "Verschwiegenheitserklärung" in page.who_fits.cards[0].words()
    _show(page, tasks, WHOLE)
    assert page.whole.pairs.cell(1, 3) == "1 fehlt"
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
    make.mentee(last_name="Haile", languages=(("ti", Level.NATIVE),))
    page.reload()
    for tab in range(4):
        _show(page, tasks, tab)
        audit.check(page)


def test_weights_that_were_moved_are_not_lost_without_asking(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date, answers: Answers
) -> None:
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WEIGHTS)
    assert page.may_leave()
    assert answers.asked == []
    page.weights.lines["topics"].number.setValue(77)
    answers.save = "stay"
    assert not page.may_leave()
    answers.save = "save"
    page.may_leave()
    settle(tasks)
    with database.reading() as session:
        assert {rule.key: rule.value for rule in weights.weights(session)}["topics"] == 77
    assert page.may_leave()


def test_the_other_rules_of_the_matching_can_be_set(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentor(languages=(("de", Level.NATIVE),))
    make.mentee(languages=(("de", Level.A1),))
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WEIGHTS)
    page.weights.limits_button.click()
    settle(tasks)
    [dialog] = page.findChildren(LimitsDialog)
    audit.check(dialog)
    with database.reading() as session:
        usual = {rule.key: rule.value for rule in weights.limits(session)}
    assert dialog.form.values() == usual
    dialog.form.field("limit.weaker_level").set_value("b1")
    dialog.save_button.click()
    settle(tasks)
    assert not dialog.isVisible()
    with database.reading() as session:
        assert {rule.key: rule.value for rule in weights.limits(session)} == {**usual, "limit.weaker_level": "b1"}
    _show(page, tasks, WHOLE)
    assert page.whole.pairs.records() == []


def test_the_districts_and_who_lies_next_to_whom_can_be_changed(
    qtbot: QtBot, tasks: Tasks, make: Make, database: Database, today: date
) -> None:
    make.mentee()
    _window, page = _open(qtbot, tasks, today)
    _show(page, tasks, WEIGHTS)
    page.weights.districts_button.click()
    settle(tasks)
    [dialog] = page.findChildren(DistrictsDialog)
    audit.check(dialog)
    lines = {line.name.value(): line for line in dialog.districts.lines()}
    assert list(lines) == ["Beckum", "Neubeckum", "Vellern", "Roland"]
    lines["Vellern"].neighbours.set_value("Beckum")
    dialog.districts.add()
    new = dialog.districts.lines()[-1]
    new.name.set_value("Ahlen")
    new.postcodes.set_value("59227, 59229")
    new.neighbours.set_value("Nordmond")
    dialog.save_button.click()
    settle(tasks)
    assert "Nordmond steht nicht in der Liste" in dialog.form.problem("districts")
    new.neighbours.set_value("vellern")
    dialog.save_button.click()
    settle(tasks)
    assert not dialog.isVisible()
    with database.reading() as session:
        near = districts.neighbours(districts.table(session))
    assert near["Vellern"] == {"Beckum", "Ahlen"}, "struck out on one side"
    assert near["Neubeckum"] == {"Beckum", "Roland"}
    assert near["Ahlen"] == {"Vellern"}

    page.weights.districts_button.click()
    settle(tasks)
    again = page.findChildren(DistrictsDialog)[-1]
    again.use_shipped()
    again.save_button.click()
    settle(tasks)
    with database.reading() as session:
        assert districts.table(session) == districts.shipped()
