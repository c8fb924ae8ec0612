"""Forms: problems beside their fields, dates as people type them, everything by keyboard."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mentorhub.choices import DayPart, Level, Topic, Weekday
from mentorhub.errors import FieldError
from mentorhub.ui import dates, mnemonics, widgets
from mentorhub.ui.fields import (
    AvailabilityField,
    CheckField,
    ChoiceField,
    DateField,
    ManyField,
    NotesField,
    NumberField,
    SecretField,
    TextField,
    of,
)
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.forms import Form
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers, ListSessions

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.add_section("Person")
    form.add("first_name", "Vorname", TextField(), required=True)
    form.add("phone", "Telefon", TextField(), hint="Am besten mobil")
    form.add("born", "Geboren am", DateField(SUNDAY))
    form.add("level", "Deutsch", ChoiceField(of(Level), empty="bitte wählen"))
    form.add("places", "Plätze", NumberField(0, 9))
    form.add("topics", "Themen", ManyField(of(Topic)))
    form.add("times", "Zeiten", AvailabilityField())
    form.add("invite", "", CheckField("Möchte Einladungen"))
    form.add("secret", "Kennwort", SecretField())
    form.add("note", "Notiz", NotesField())
    form.show()
    mnemonics.assign(form)
    return form


def test_a_required_field_left_empty_is_named_beside_it_and_gets_the_focus(form: Form, qtbot: QtBot) -> None:
    form.activateWindow()
    assert not form.check()
    assert "Vorname" in form.problem("first_name")
    assert form.problem("phone") == ""
    qtbot.waitUntil(lambda: form.field("first_name").hasFocus())


def test_typing_takes_the_problem_away(form: Form, qtbot: QtBot) -> None:
    form.show_error(FieldError("phone", "Diese Nummer ist zu kurz."))
    assert form.problem("phone") == "Diese Nummer ist zu kurz."
    QTest.keyClicks(form.field("phone"), "0")
    assert form.problem("phone") == ""


def test_trouble_with_a_field_the_form_does_not_show_is_still_said(form: Form) -> None:
    form.show_error(FieldError("elsewhere", "Da stimmt etwas nicht."))
    assert form.problem("first_name") == "Da stimmt etwas nicht."


def test_what_is_put_in_comes_out_and_counts_as_unchanged(form: Form) -> None:
    given = {
        "first_name": "Zeynep",
        "phone": "0151 000",
        "born": date(1990, 3, 1),
        "level": Level.B1,
        "places": 2,
        "topics": (Topic.GERMAN, Topic.FORMS),
        "times": ((Weekday.TUE, DayPart.AFTERNOON), (Weekday.SAT, DayPart.MORNING)),
        "invite": True,
        "secret": " mit Leerzeichen ",
        "note": "zwei\nZeilen",
    }
    form.set_values(given)
    assert form.values() == given
    assert not form.is_changed()
    form.field("places").set_value(3)
    assert form.is_changed()


def test_an_unreadable_date_is_said_beside_the_field(form: Form) -> None:
    form.field("first_name").set_value("Anna")
    form.field("born").line.setText("neulich")
    assert not form.check()
    assert "neulich" in form.problem("born")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("heute", SUNDAY),
        ("Gestern", date(2026, 11, 21)),
        ("1.12.", date(2026, 12, 1)),
        ("1.12", date(2026, 12, 1)),
        ("3.1.", date(2027, 1, 3)),
        ("24.12.26", date(2026, 12, 24)),
        ("3.4.58", date(1958, 4, 3)),
        ("03041958", date(1958, 4, 3)),
        ("2026-12-01", date(2026, 12, 1)),
        ("1/12/2026", date(2026, 12, 1)),
        ("so", SUNDAY),
        ("Montag", date(2026, 11, 16)),
        ("29.2.", date(2028, 2, 29)),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, meant: date | None) -> None:
    day = date(2027, 11, 22) if typed == "29.2." else SUNDAY
    assert dates.read(typed, day) == meant


@pytest.mark.parametrize("typed", ["31.2.", "1.13.26", "x", "1.2.3.4", "12", "1.1.123"])
def test_what_is_no_date_is_never_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match=typed.replace(".", r"\.")):
        dates.read(typed, SUNDAY)


def test_a_date_is_tidied_when_the_field_is_left_and_arrows_move_it(form: Form, qtbot: QtBot) -> None:
    field = form.field("born")
    QTest.keyClicks(field.line, "gestern")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.text() == "21.11.2026"
    QTest.keyClick(field.line, Qt.Key.Key_Up)
    assert field.value() == SUNDAY


def test_times_are_ticked_with_arrows_and_space(form: Form, qtbot: QtBot) -> None:
    field = form.field("times")
    start = field.focusProxy()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(field.focusProxy(), key)
    QTest.keyClick(field.focusProxy(), Qt.Key.Key_Space)
    assert field.focusProxy() is not start
    assert field.focusProxy().accessibleName() == "Dienstag nachmittags"
    assert field.value() == ((Weekday.TUE, DayPart.AFTERNOON),)


def test_topics_are_ticked_in_the_list_that_opens(form: Form, qtbot: QtBot) -> None:
    field = form.field("topics")
    field.click()
    [popup] = [widget for widget in field.findChildren(QWidget) if widget.isWindow()]
    listed = next(child for child in popup.findChildren(QWidget) if child.accessibleName() == "Themen")
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert field.value() == (Topic.GERMAN,)
    assert field.text() == "Deutsch üben"
    popup.close()


def test_a_form_passes_the_audit(form: Form) -> None:
    audit.check(form)


class NameDialog(FormDialog):
    def __init__(self, parent: QWidget, tasks: Tasks) -> None:
        super().__init__(parent, tasks, "Neue Person")
        self.form.add("name", "Name", TextField(), required=True)

    def save(self) -> None:
        self.tasks.save(self, keep, self.form.values()["name"], then=self.saved, on_field_error=self.form.show_error)


def keep(session: list[object], name: str) -> str:
    if len(name) < 2:
        raise FieldError("name", "Der Name ist zu kurz.")
    session.append(name)
    return name


@pytest.fixture
def dialog(list_tasks: Tasks, qtbot: QtBot) -> Iterator[NameDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = NameDialog(window, list_tasks)
    dialog.open()
    yield dialog
    window.close()


def test_saving_a_dialog_keeps_what_was_typed_and_closes_it(
    dialog: NameDialog, list_tasks: Tasks, sessions: ListSessions
) -> None:
    dialog.form.field("name").setText("Anna")
    dialog.save_button.click()
    assert list_tasks.wait_idle()
    assert sessions.kept == ["Anna"]
    assert not dialog.isVisible()
    assert dialog.result_value == "Anna"


def test_a_refused_value_is_said_beside_its_field_and_the_dialog_stays(
    dialog: NameDialog, list_tasks: Tasks, sessions: ListSessions
) -> None:
    dialog.form.field("name").setText("A")
    dialog.save_button.click()
    assert list_tasks.wait_idle()
    assert dialog.form.problem("name") == "Der Name ist zu kurz."
    assert dialog.isVisible()
    assert sessions.kept == []


def test_nothing_typed_is_lost_without_asking(dialog: NameDialog, answers: Answers) -> None:
    dialog.form.field("name").setText("Anna")
    answers.save = "stay"
    dialog.reject()
    assert dialog.isVisible()
    answers.save = "discard"
    dialog.reject()
    assert not dialog.isVisible()
    assert len(answers.asked) == 2


def test_an_unchanged_dialog_closes_at_once(dialog: NameDialog, answers: Answers) -> None:
    dialog.reject()
    assert not dialog.isVisible()
    assert answers.asked == []


def test_typing_begins_in_the_first_field(dialog: NameDialog) -> None:
    assert dialog.focusWidget() is dialog.form.field("name")


def test_what_stands_around_the_fields_stays_in_sight_and_the_dialog_grows(dialog: NameDialog) -> None:
    before = dialog.height()
    below = widgets.Notice("Es kann noch nicht losgehen: Unten steht, was fehlt.")
    dialog.add_below(below)
    dialog.fit()
    QApplication.processEvents()
    assert dialog.height() >= before + below.height()
    assert dialog.save_button.geometry().bottom() <= dialog.height()


class LongDialog(FormDialog):
    """More lines than any screen has room for."""

    def __init__(self, parent: QWidget, tasks: Tasks) -> None:
        super().__init__(parent, tasks, "Alles auf einmal")
        for number in range(60):
            self.form.add(f"name{number}", f"Name {number}", TextField(), required=True)


def test_a_form_higher_than_the_screen_scrolls_and_its_buttons_stay_in_sight(list_tasks: Tasks, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.setGeometry(room.left() + 200, room.bottom() - 200, 300, 200)
    window.show()
    dialog = LongDialog(window, list_tasks)
    dialog.open()
    QApplication.processEvents()
    _lies_on_the_screen(dialog)
    last = dialog.form.field("name59")
    last.setFocus()
    QApplication.processEvents()
    assert dialog.rect().contains(last.mapTo(dialog, last.rect().center())), "the form scrolls to the field"


def test_a_dialog_that_grows_moves_up_to_stay_on_the_screen(dialog: NameDialog) -> None:
    QApplication.processEvents()
    room = dialog.screen().availableGeometry()
    dialog.move(room.right() - 40, room.bottom() - 40)
    more = widgets.label("\n".join(["Noch eine Zeile"] * 12))
    dialog.add_below(more)
    dialog.fit()
    QApplication.processEvents()
    _lies_on_the_screen(dialog)


def _lies_on_the_screen(dialog: FormDialog) -> None:
    assert dialog.screen().availableGeometry().contains(dialog.frameGeometry())
    for button in (dialog.save_button, dialog.cancel_button):
        assert dialog.rect().contains(button.geometry())


def test_a_dialog_passes_the_audit(dialog: NameDialog) -> None:
    audit.check(dialog)
