"""Einstellungen: the organisation, its periods and rules, how the window looks, where the data lies."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from mentorhub import expenses, programme
from mentorhub.choices import LegalForm, PrivacyRegime
from mentorhub.errors import FieldError
from mentorhub.programme import OrganisationDetails, Rule
from mentorhub.settings import FONT_SCALES, LANGUAGES
from mentorhub.text import N_, _, pgettext
from mentorhub.ui import captions, messages, theme, widgets
from mentorhub.ui.fields import ChoiceField, DateField, NumberField, TextField, of
from mentorhub.ui.forms import Form
from mentorhub.ui.page import Page, Window
from mentorhub.ui.pages.fields_panel import FieldsPanel
from mentorhub.ui.pages.folder_panel import FolderPanel
from mentorhub.ui.pages.mails_panel import MailsPanel
from mentorhub.ui.pages.network_file_panel import NetworkFilePanel
from mentorhub.ui.pages.papers_panel import PapersPanel
from mentorhub.ui.tabs import Tabs
from mentorhub.ui.tasks import Tasks

ORGANISATION, RULES, TARIFFS, FIELDS, MAILS, LOOK, FOLDER = range(7)
_YEARS_BACK = 2
_RULE_GROUPS = {
    "pairing": N_("Patenschaft"),
    "proposal": N_("Patenschaft"),
    "planned_end": N_("Patenschaft"),
    "application": N_("Neue Personen"),
    "waiting": N_("Neue Personen"),
    "trial": N_("Patenschaft"),
    "pause": N_("Patenschaft"),
    "closing": N_("Patenschaft"),
    "papers": N_("Neue Personen"),
    "pool": N_("Neue Personen"),
    "contact": N_("Treffen und Rückfragen"),
    "checkin": N_("Treffen und Rückfragen"),
    "feedback": N_("Treffen und Rückfragen"),
    "report": N_("Treffen und Rückfragen"),
    "certificate": N_("Erweitertes Führungszeugnis"),
    "age": N_("Was vor dem Beginn vorliegen muss"),
    "gate": N_("Was vor dem Beginn vorliegen muss"),
    "clear": N_("Was vor der Freigabe vorliegen muss"),
    "retention": N_("Aufbewahrung"),
    "card": N_("Ehrenamtskarte und Netzwerk"),
    "meeting": N_("Ehrenamtskarte und Netzwerk"),
    "paper": N_("Papiere"),
    "scan": N_("Papiere"),
    "today": N_("Heute"),
    "expense": N_("Auslagen"),
    "backup": N_("Sicherungen"),
    "lock": N_("Sperren"),
}
_RULE_WORDS = {
    "block": N_("nicht möglich"),
    "warn": N_("nur ein Hinweis"),
    "off": N_("wird nicht verlangt"),
    "reason": N_("nur mit Begründung"),
    "volunteer": N_("Ehrenamtspauschale"),
    "instructor": N_("Übungsleiterpauschale"),
    "none": N_("zu keiner Grenze"),
    "print": N_("drucken"),
    "hide": N_("nicht drucken"),
}


class SettingsPage(Page):
    title = N_("Einstellungen")

    def __init__(self, tasks: Tasks, window: Window, today: Callable[[], date] = date.today) -> None:
        super().__init__(tasks, window)
        self.heading.setText(_("Einstellungen"))
        self._today = today
        self.network = NetworkFilePanel(tasks, window.say)
        self.organisation = _Section(_organisation_form(), self._save_organisation, below=self.network)
        self.rules = _Section(Form(), self._save_rules)
        self.tariffs = _Section(Form(), self._save_tariffs)
        self.fields = FieldsPanel(tasks, window, today)
        self.mails = MailsPanel(tasks, window)
        self.look = _Section(_look_form(), self._save_look, words=pgettext("Darstellung", "Übernehmen"))
        self.folder = FolderPanel(window)
        self.papers = PapersPanel(tasks, today, lambda: self.tabs.show_tab(FIELDS))
        self.tabs = Tabs(
            _("Bereiche der Einstellungen"),
            [
                (_("Einrichtung"), self.organisation),
                (_("Fristen und Regeln"), self.rules),
                (_("Auslagen"), self.tariffs),
                (_("Felder"), self.fields),
                (_("E-Mail-Texte"), self.mails),
                (_("Darstellung"), self.look),
                (_("Datenordner"), self.folder),
                (_("Papiere"), self.papers),
            ],
        )
        self.body.addWidget(self.tabs, 1)
        QShortcut(QKeySequence.StandardKey.Save, self, self._save_shown)
        self._show_look()

    def reload(self) -> None:
        self.tasks.load(self, programme.organisation, then=self._take_organisation, channel="organisation")
        self.tasks.load(self, programme.rules, then=self._take_rules, channel="rules")
        self.tasks.load(self, _read_tariffs, self._today().year, then=self._take_tariffs, channel="tariffs")
        self.fields.reload()
        self.mails.reload()
        self.folder.show_state()
        self.papers.reload()
        self.network.reload()

    def show_record(self, record: object) -> None:
        """`organisation`, `rules`, `tariffs`, `fields`, `mails`, `look`, `folder`, `papers`; `network` is below the
        organisation."""
        if record == "network":
            self.tabs.show_tab(ORGANISATION)
            self.organisation.show_below()
            return
        names = ("organisation", "rules", "tariffs", "fields", "mails", "look", "folder", "papers")
        if record in names:
            self.tabs.show_tab(names.index(str(record)))

    def may_leave(self) -> bool:
        """Asks once if any section holds something unsaved. On "save" the answer is no until it is saved."""
        sections: tuple[_Section | FieldsPanel | MailsPanel, ...] = (
            self.organisation,
            self.rules,
            self.tariffs,
            self.fields,
            self.mails,
        )
        changed = [section for section in sections if section.form.is_changed()]
        if not changed:
            return True
        answer = messages.ask_save(self, _("Möchten Sie Ihre Änderungen speichern?"))
        for section in changed:
            if answer == "save":
                section.save()
            elif answer == "discard":
                section.discard()
        return answer == "discard"

    def folder_changed(self) -> None:
        self.folder.show_state()

    def _take_organisation(self, details: OrganisationDetails) -> None:
        if not self.organisation.form.is_changed():
            self.organisation.show_values(details.model_dump())

    def _take_rules(self, rules: list[Rule]) -> None:
        form = self.rules.form
        if not form.values():
            self._make_rules(rules)
        if not form.is_changed():
            self.rules.show_values({_field_name(rule.key): rule.value for rule in rules})

    def _make_rules(self, rules: list[Rule]) -> None:
        section = ""
        for rule in sorted(rules, key=_place_of_group):
            group = _(_RULE_GROUPS.get(rule.key.split(".")[0], N_("Weiteres")))
            if group != section:
                self.rules.form.add_section(group)
                section = group
            self.rules.form.add(_field_name(rule.key), rule.label, RuleField(rule), hint=rule.source)
        self.rules.form.take_as_unchanged()
        captions.even_out(self.rules.form, 19)

    def _take_tariffs(self, rules: list[Rule]) -> None:
        form = self.tariffs.form
        if not form.values():
            self._make_tariffs(rules)
        if not form.is_changed():
            for rule in rules:
                form.field(_field_name(rule.key)).show_rule(rule)  # one year's value is what others fall back to
            self.tariffs.show_values({_field_name(rule.key): rule.value for rule in rules})

    def _make_tariffs(self, rules: list[Rule]) -> None:
        form, year = self.tariffs.form, ""
        for rule in rules:
            if not year or not rule.key.endswith(year):
                year = rule.key.rpartition(".")[2]
                form.add_section(_("Beträge {year}").format(year=year))
            form.add(_field_name(rule.key), rule.label, RuleField(rule), hint=rule.source)
        form.take_as_unchanged()
        captions.even_out(form, 19)

    def _save_organisation(self, values: Mapping[str, Any]) -> None:
        self.tasks.save(
            self,
            programme.change,
            OrganisationDetails(**values),
            then=lambda _nothing: self._saved(self.organisation),
            on_field_error=self.organisation.form.show_error,
        )

    def _save_rules(self, values: Mapping[str, Any]) -> None:
        self._write(self.rules, _write_rules, values)

    def _save_tariffs(self, values: Mapping[str, Any]) -> None:
        self._write(self.tariffs, _write_tariffs, values)

    def _write(self, section: "_Section", write: Any, values: Mapping[str, Any]) -> None:
        """Own values; what equals its default is no own value."""
        fields = {name: section.form.field(name) for name in values}
        own = {field.rule.key: None if field.is_default() else values[name] for name, field in fields.items()}
        self.tasks.save(
            self,
            write,
            own,
            then=lambda _nothing: self._saved(section),
            on_field_error=lambda error: section.form.show_error(FieldError(_field_name(error.field), str(error))),
        )

    def _save_look(self, values: Mapping[str, Any]) -> None:
        """The window makes its pages anew then: nothing unsaved may be lost by it."""
        window = self.main_window
        self.look.form.take_as_unchanged()
        if not window.change_settings(replace(window.current_settings(), **values)):
            self._show_look()
            return
        window.say(_("Übernommen"))
        QTimer.singleShot(0, lambda: window.go("settings", "look"))  # on the page that the window makes anew

    def _saved(self, section: "_Section") -> None:
        section.form.take_as_unchanged()
        section.show_changed()
        self.main_window.say(_("Gespeichert"))

    def _save_shown(self) -> None:
        shown = self.tabs.stack.currentWidget()
        if isinstance(shown, _Section | FieldsPanel | MailsPanel):
            shown.save()

    def _show_look(self) -> None:
        settings = self.main_window.current_settings()
        self.look.show_values(
            {
                "colour_scheme": settings.colour_scheme,
                "font_scale": settings.font_scale,
                "language": settings.language,
            }
        )


class RuleField(QWidget):
    """The organisation's own value, its unit, and the way back to the default."""

    changed = Signal()

    def __init__(self, rule: Rule) -> None:
        super().__init__()
        self.rule = rule
        if rule.choices:
            options = [(choice, _choice_words(choice)) for choice in rule.choices]
            self._field: ChoiceField | NumberField = ChoiceField(options)
        else:
            self._field = NumberField(0, 36500, unit=rule.unit)
            self._field.setFixedWidth(theme.em(8.5))
        self.back_button = widgets.button("", lambda: self.set_value(self.rule.default), icon="undo", look="link")
        self.back_button.setAccessibleDescription(_("Zurück zur Vorgabe: {rule}").format(rule=rule.label))
        widgets.line(self, self._field, self.back_button, None)
        self.setFocusProxy(self._field)
        self._field.changed.connect(self._edited)
        self.show_rule(rule)

    def show_rule(self, rule: Rule) -> None:
        """The same one, with another value or default."""
        self.rule = rule
        default = _choice_words(str(rule.default)) if rule.choices else f"{rule.default} {rule.unit}"
        self.back_button.setText(_("Vorgabe: {value}").format(value=default))
        self.set_value(rule.value)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._field.setAccessibleName(name)

    def value(self) -> int | str:
        value: int | str = self._field.value()
        return value

    def set_value(self, value: int | str | None) -> None:
        self._field.set_value(value)  # type: ignore[arg-type]
        self.back_button.setVisible(not self.is_default())

    def is_default(self) -> bool:
        return self.value() == self.rule.default

    def _edited(self) -> None:
        self.back_button.setVisible(not self.is_default())
        self.changed.emit()


class _Section(QWidget):
    """A form on a sheet with its own save button."""

    def __init__(self, form: Form, save: Any, *, words: str = "", below: QWidget | None = None) -> None:
        super().__init__()
        self.form = form
        self._save = save
        self.save_button = widgets.button(words or _("Speichern"), self.save, look="primary")
        self.discard_button = widgets.button(_("Verwerfen"), self.discard)
        sheet = widgets.card(form)
        inside = QWidget()
        parts = [sheet] if below is None else [sheet, below]
        widgets.column(inside, *parts, None).setContentsMargins(0, 0, theme.em(0.5), 0)
        self._below = below
        self._scroll = widgets.scrolling(inside)
        buttons = widgets.line(None, self.discard_button, None, self.save_button)
        widgets.column(self, self._scroll, buttons, space=0.7).setStretch(0, 1)
        self.setMaximumWidth(theme.em(52))
        self._was: Mapping[str, Any] = form.values()
        form.take_as_unchanged()
        captions.even_out(form, 10)
        form.changed.connect(self.show_changed)

    def show_below(self) -> None:
        """What stands under the form."""
        if self._below is not None:
            bar = self._scroll.verticalScrollBar()
            QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))

    def show_values(self, values: Mapping[str, Any]) -> None:
        self._was = dict(values)
        self.form.set_values(values)
        self.show_changed()

    def show_changed(self) -> None:
        changed = self.form.is_changed()
        self.save_button.setEnabled(changed)
        self.discard_button.setEnabled(changed)

    def save(self) -> None:
        if self.form.is_changed() and self.form.check():
            self._save(self.form.values())

    def discard(self) -> None:
        self.show_values(self._was)


def _organisation_form() -> Form:
    form = Form()
    form.add("name", _("Name"), TextField(), required=True)
    form.add("legal_form", _("Rechtsform"), ChoiceField(of(LegalForm)))
    form.add(
        "privacy_regime",
        _("Datenschutzrecht"),
        ChoiceField(of(PrivacyRegime)),
        hint=_("Bestimmt, auf welches Gesetz sich die gedruckten Texte beziehen."),
    )
    form.add_section(_("Anschrift"))
    form.add("street", _("Straße"), TextField())
    form.add("postcode", _("Postleitzahl"), TextField(longest=10))
    form.add("city", _("Ort"), TextField())
    form.add("phone", _("Telefon"), TextField())
    form.add("email", _("E-Mail"), TextField())
    form.add_section(_("Koordination"))
    form.add("coordinator", _("Koordination"), TextField())
    form.add("deputy", _("Vertretung"), TextField())
    form.add(
        "works_here",
        _("An diesem Rechner"),
        TextField(longest=100),
        hint=_("Wer hier gerade arbeitet: steht im Verlauf neben jeder Änderung. Leer: der Name bei „Koordination“."),
    )
    form.add("office_hours", _("Sprechzeiten"), TextField(_("zum Beispiel Mo–Do 9–12 Uhr")))
    form.add_section(_("Datenschutz und Schutz von Minderjährigen"))
    form.add("controller", _("Verantwortlich"), TextField())
    form.add("privacy_officer", _("Datenschutz-Beauftragte"), TextField())
    form.add("supervisory_authority", _("Aufsichtsbehörde"), TextField())
    form.add(
        "s72a_agreement_on",
        _("Vereinbarung nach § 72a"),
        DateField(),
        hint=_("Datum der Vereinbarung mit dem Jugendamt, wenn es eine gibt."),
    )
    form.add_section(_("Versicherungen"))
    form.add("insurance_liability", _("Haftpflicht"), TextField())
    form.add("insurance_accident", _("Unfall"), TextField())
    form.add_section(_("Netzwerk"))
    form.add("network_code", _("Kürzel"), TextField(longest=20), hint=_("Aus der Liste des Netzwerks, etwa V01."))
    form.add(
        "network_meeting_on",
        _("Nächstes Treffen"),
        DateField(),
        hint=_("Das Netzwerktreffen; an die Statistik dafür wird unter „Heute“ erinnert."),
    )
    return form


def _look_form() -> Form:
    form = Form()
    schemes = [("system", _("wie das System")), ("light", _("hell")), ("dark", _("dunkel"))]
    form.add("colour_scheme", _("Farben"), ChoiceField(schemes))
    form.add("font_scale", _("Schriftgröße"), ChoiceField([(scale, f"{scale} %") for scale in FONT_SCALES]))
    names = {"de": "Deutsch", "en": "English"}
    form.add(
        "language",
        _("Sprache"),
        ChoiceField([(code, names[code]) for code in LANGUAGES]),
        hint=_("Gilt ab dem nächsten Start."),
    )
    return form


def _choice_words(choice: str) -> str:
    return _(_RULE_WORDS.get(choice, choice))


def _read_tariffs(session: Any, year: int) -> list[Rule]:
    """Next year's too, so that the change of a law can be entered before it is in force."""
    return expenses.values(session, range(year + 1, year - _YEARS_BACK - 1, -1))


def _write_tariffs(session: Any, own: Mapping[str, int | str | None]) -> None:
    """Nothing means what holds without an own value."""
    for key, value in own.items():
        if value is None:
            expenses.reset_value(session, key)
        else:
            expenses.set_value(session, key, value)


def _write_rules(session: Any, own: Mapping[str, int | str | None]) -> None:
    """Nothing means the shipped default."""
    for key, value in own.items():
        if value is None:
            programme.reset_rule(session, key)
        else:
            programme.set_rule(session, key, value)


def _field_name(key: str) -> str:
    return f"rule {key}"


def _place_of_group(rule: Rule) -> int:
    """Groups in our order, the rules of a group as they are shipped."""
    groups = list(dict.fromkeys(_RULE_GROUPS.values()))
    group = _RULE_GROUPS.get(rule.key.split(".")[0])
    return groups.index(group) if group in groups else len(groups)
