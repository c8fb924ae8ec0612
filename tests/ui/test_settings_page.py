"""Einstellungen: each section is saved by its own button, and what is saved is what the program then works with."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mentorhub import expenses, programme
from mentorhub.choices import LegalForm, PrivacyRegime
from mentorhub.db.database import Database
from mentorhub.settings import Settings
from mentorhub.ui.main_window import MainWindow
from mentorhub.ui.pages.settings_page import FOLDER, LOOK, RULES, TARIFFS, RuleField, SettingsPage
from mentorhub.ui.tasks import Tasks
from ui import audit
from ui.conftest import Answers
from ui.pages_in_window import open_page, settle


def _open(qtbot: QtBot, tasks: Tasks) -> tuple[MainWindow, SettingsPage]:
    return open_page(qtbot, tasks, "settings", SettingsPage, "today")


def _rule(page: SettingsPage, key: str) -> RuleField:
    field = page.rules.form.field(f"rule {key}")
    assert isinstance(field, RuleField)
    return field


def test_the_organisation_is_shown_and_saved(qtbot: QtBot, tasks: Tasks, database: Database) -> None:
    _window, page = _open(qtbot, tasks)
    form = page.organisation.form
    assert form.field("name").value() == "Patenschaften Musterstadt e. V."
    assert not page.organisation.save_button.isEnabled()
    form.field("legal_form").set_value(LegalForm.CATHOLIC)
    form.field("privacy_regime").set_value(PrivacyRegime.KDG)
    form.field("coordinator").set_value("Martina Beispiel")
    form.field("s72a_agreement_on").line.setText("1.3.2024")
    page.organisation.save_button.click()
    settle(tasks)
    assert not page.organisation.save_button.isEnabled()
    with database.reading() as session:
        stored = programme.organisation(session)
    assert (stored.legal_form, stored.privacy_regime) == (LegalForm.CATHOLIC, PrivacyRegime.KDG)
    assert stored.coordinator == "Martina Beispiel"
    assert stored.s72a_agreement_on == date(2024, 3, 1)


def test_every_field_of_the_organisation_can_be_entered(qtbot: QtBot, tasks: Tasks) -> None:
    _window, page = _open(qtbot, tasks)
    assert set(page.organisation.form.values()) == set(programme.OrganisationDetails.model_fields)


def test_an_organisation_without_a_name_is_refused_beside_the_field(
    qtbot: QtBot, tasks: Tasks, database: Database
) -> None:
    _window, page = _open(qtbot, tasks)
    page.organisation.form.field("name").set_value(" ")
    page.organisation.save()
    settle(tasks)
    assert "Name" in page.organisation.form.problem("name")
    with database.reading() as session:
        assert programme.organisation(session).name == "Patenschaften Musterstadt e. V."


def test_a_rule_shows_its_unit_source_and_default(qtbot: QtBot, tasks: Tasks) -> None:
    _window, page = _open(qtbot, tasks)
    page.tabs.show_tab(RULES)
    field = _rule(page, "certificate.fresh_months")
    assert field.value() == 3
    assert "§ 72a" in field.accessibleDescription()
    assert not field.back_button.isVisible()
    field.set_value(6)
    assert field.back_button.text() == "Vorgabe: 3 Monate"
    assert field.back_button.isVisible()


def test_own_rules_are_saved_and_go_back_to_the_default(qtbot: QtBot, tasks: Tasks, database: Database) -> None:
    _window, page = _open(qtbot, tasks)
    page.tabs.show_tab(RULES)
    _rule(page, "contact.red_days").set_value(45)
    _rule(page, "gate.participation").set_value("block")
    page.rules.save_button.click()
    settle(tasks)
    with database.reading() as session:
        assert programme.number(session, "contact.red_days") == 45
        assert programme.gate(session, "gate.participation") == "block"
    _rule(page, "contact.red_days").back_button.click()
    page.rules.save_button.click()
    settle(tasks)
    assert _rule(page, "contact.red_days").value() == 60
    with database.reading() as session:
        own = [rule.key for rule in programme.rules(session) if rule.value != rule.default]
    assert own == ["gate.participation"]


def test_every_rule_is_on_the_page_once(qtbot: QtBot, tasks: Tasks, database: Database) -> None:
    _window, page = _open(qtbot, tasks)
    with database.reading() as session:
        keys = {f"rule {rule.key}" for rule in programme.rules(session)}
    assert set(page.rules.form.values()) == keys


def test_each_year_has_its_own_cap_and_another_year_falls_back_to_it(
    qtbot: QtBot, tasks: Tasks, database: Database
) -> None:
    _window, page = _open(qtbot, tasks)
    page.tabs.show_tab(TARIFFS)
    year = page._today().year

    def field(name: str, of: int) -> RuleField:
        found = page.tariffs.form.field(f"rule {name}.{of}")
        assert isinstance(found, RuleField)
        return found

    field("kilometre_rate", year).set_value(38)
    page.tariffs.save_button.click()
    settle(tasks)
    with database.reading() as session:
        assert [expenses.rate_cents(session, one) for one in (year - 1, year, year + 1)] == [30, 38, 38]
    assert field("kilometre_rate", year + 1).value() == 38
    assert not field("kilometre_rate", year + 1).back_button.isVisible()
    field("kilometre_rate", year).back_button.click()
    page.tariffs.save_button.click()
    settle(tasks)
    with database.reading() as session:
        assert expenses.rate_cents(session, year) == 30


def test_discarding_shows_what_is_stored(qtbot: QtBot, tasks: Tasks) -> None:
    _window, page = _open(qtbot, tasks)
    page.organisation.form.field("city").set_value("Ahlen")
    page.organisation.discard_button.click()
    assert page.organisation.form.field("city").value() == ""
    assert not page.organisation.form.is_changed()


def test_what_is_being_typed_survives_a_change_elsewhere(qtbot: QtBot, tasks: Tasks) -> None:
    _window, page = _open(qtbot, tasks)
    page.organisation.form.field("city").set_value("Ahlen")
    page.reload()
    settle(tasks)
    assert page.organisation.form.field("city").value() == "Ahlen"


def test_colours_and_size_change_at_once_and_the_page_stays_at_its_section(qtbot: QtBot, tasks: Tasks) -> None:
    window, page = _open(qtbot, tasks)
    page.tabs.show_tab(LOOK)
    page.look.form.field("colour_scheme").set_value("dark")
    page.look.form.field("font_scale").set_value(125)
    page.look.form.field("language").set_value("en")
    page.look.save_button.click()
    settle(tasks)
    assert (window.current_settings().colour_scheme, window.current_settings().font_scale) == ("dark", 125)
    assert window.current_settings().language == "en"
    made_anew = window.page("settings")
    assert isinstance(made_anew, SettingsPage)
    assert made_anew.tabs.current() == LOOK
    assert made_anew.look.form.field("font_scale").value() == 125


def test_changing_the_look_never_throws_away_what_is_typed(
    qtbot: QtBot, tasks: Tasks, answers: Answers, database: Database
) -> None:
    window, page = _open(qtbot, tasks)
    answers.save = "stay"
    page.organisation.form.field("city").set_value("Ahlen")
    page.look.form.field("colour_scheme").set_value("dark")
    page.look.save_button.click()
    assert window.current_settings() == Settings()
    assert page.organisation.form.field("city").value() == "Ahlen"
    answers.save = "save"
    assert not page.may_leave()
    settle(tasks)
    assert page.may_leave()
    with database.reading() as session:
        assert programme.organisation(session).city == "Ahlen"


def test_the_data_folder_is_named_and_can_be_opened(
    qtbot: QtBot, tasks: Tasks, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window, page = _open(qtbot, tasks)
    window.change_settings(Settings(data_folder=str(folder)))
    page.reload()
    settle(tasks)
    page.tabs.show_tab(FOLDER)
    assert page.folder.folder.text() == str(folder)
    page.folder.open_folder.click()
    assert opened == [str(folder)]


def test_control_s_saves_the_section_shown(qtbot: QtBot, tasks: Tasks, database: Database) -> None:
    window, page = _open(qtbot, tasks)
    page.organisation.form.field("city").set_value("Ahlen")
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(tasks)
    with database.reading() as session:
        assert programme.organisation(session).city == "Ahlen"


@pytest.mark.parametrize("tab", range(6))
def test_everything_has_a_name_and_is_reached_with_tab(qtbot: QtBot, tasks: Tasks, tab: int) -> None:
    _window, page = _open(qtbot, tasks)
    page.tabs.show_tab(tab)
    audit.check(page)
