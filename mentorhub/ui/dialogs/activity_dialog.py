"""Quick entries: a meeting in a few keystrokes, the meetings of a month in one entry, the coordinator's check-in."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from mentorhub import activities, pairings, programme
from mentorhub.activities import ActivityDetails, ActivityRow, CheckInDetails, CheckInRow
from mentorhub.choices import RUNNING, Authority, Channel, Happened, Light, Medium, Party, Topic
from mentorhub.import_export import spoken_month
from mentorhub.pairings import PairingRow
from mentorhub.text import _, german_date, month_name, ngettext
from mentorhub.ui import messages, months, widgets
from mentorhub.ui.entry_dialog import EntryDialog
from mentorhub.ui.fields import CheckField, ChoiceField, DateField, ManyField, NotesField, NumberField, TextField, of
from mentorhub.ui.hours_field import HoursField
from mentorhub.ui.pick_field import Option, PickField
from mentorhub.ui.tasks import Tasks

_HITS = 40
_BEFORE_NUMBER = " · "


class _PairingEntryDialog(EntryDialog):
    """About one pairing: given, or picked first (the one used last comes first)."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        title: str,
        pairing: PairingRow | None,
        entry: ActivityRow | CheckInRow | None = None,
    ) -> None:
        super().__init__(parent, tasks, title)
        self.pairing = pairing
        about = title if pairing is None else f"{title}, {pairing.number}"
        if entry is not None:
            self.keep_drafts("activities" if isinstance(entry, ActivityRow) else "check_ins", entry.id, about)
        else:
            self.keep_drafts("pairings", None if pairing is None else pairing.id, about)
        words = f"{entry.pairing}: {entry.people}" if isinstance(entry, ActivityRow) else ""
        if pairing is not None:
            words = f"{pairing.number}: {pairing.mentor} – {pairing.mentee}"
        if words:
            self.add_above(widgets.label(words, "muted"))
            return
        self.chosen = widgets.label("", "section")
        picker = self.form.add("pairing", _("Patenschaft"), PickField(tasks, find_pairings), required=True)
        self.form.add_wide(self.chosen)
        picker.changed.connect(self._say_chosen)
        self._say_chosen()
        picker.loaded.connect(lambda: None if picker.line.text() else self.take_beginning())

    def begin_with(self, field: str) -> None:
        """Where one types first: the pairing if it has to be picked, else this field."""
        self.form.field("pairing" if self.asks_pairing() else field).setFocus()

    def asks_pairing(self) -> bool:
        return "pairing" in self.form.values()

    def pairing_id(self) -> Any:
        return self.pairing.id if self.pairing is not None else self.form.field("pairing").value()

    def people(self) -> str:
        """Whom the entry is about, in words."""
        if self.pairing is not None:
            return f"{self.pairing.mentor} – {self.pairing.mentee}"
        return str(self.form.field("pairing").words()).rpartition(_BEFORE_NUMBER)[0] if self.asks_pairing() else ""

    def _say_chosen(self) -> None:
        """Nobody shall overlook for whom it is: the first hit stands chosen without anybody's doing."""
        words = self.form.field("pairing").words()
        self.chosen.setText(
            _("Gewählt: {words}").format(words=words) if words else _("Noch ist keine Patenschaft gewählt.")
        )
        self.fit()

    def begin_again(self) -> None:
        picker = self.form.field("pairing") if self.pairing is None else None
        if picker is not None:
            picker.start_again()
            picker.line.setFocus()


class ActivityDialog(_PairingEntryDialog):
    """One meeting. With `entry` it changes an old one, which can also be removed."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        today: date,
        *,
        pairing: PairingRow | None = None,
        entry: ActivityRow | None = None,
    ) -> None:
        title = _("Treffen ändern") if entry is not None else _("Treffen eintragen")
        super().__init__(parent, tasks, title, pairing, entry)
        self._today = today
        self._entry = entry
        form = self.form
        form.add("day", _("Datum"), DateField(today), required=True)
        form.add("minutes", _("Dauer"), NumberField(0, 44_640, step=15, unit=_("Minuten")))
        form.field("minutes").setSpecialValueText(_("keine Angabe"))
        if entry is not None and entry.details.is_month:
            form.add("count", _("Anzahl Treffen"), NumberField(1, 99))
        form.add("topics", _("Themen"), ManyField(of(Topic)))
        form.add("happened", _("Zustande gekommen"), ChoiceField(of(Happened)))
        form.add("medium", _("Form"), ChoiceField(of(Medium)))
        form.add("authority", _("Stelle"), ChoiceField(of(Authority)))
        form.show_line("authority", entry is not None and entry.details.authority is not Authority.NONE)
        tasks.load(self, _asks_authority, then=self._show_authority)
        form.add("note", _("Kurznotiz"), NotesField(2))
        words = _("Hinweis: bitte im Blick behalten")
        form.add("needs_attention", words, CheckField(words))
        self._usual = _usual(today)
        form.set_values(self._usual if entry is None else _shown(entry.details))
        self.begin_with("day")
        if entry is None:
            self.offer_another()
        else:
            remove = widgets.button(_("Löschen"), lambda: self._remove(entry), icon="delete", look="danger")
            self.buttons.insertWidget(1, remove)

    def save(self) -> None:
        values = self.form.values()
        values.pop("pairing", None)
        values["topics"] = frozenset(values["topics"])
        values["minutes"] = values["minutes"] or None
        told = (_minutes(values["minutes"]), _day(values["day"], self._today))
        if self._entry is not None:
            details = ActivityDetails(**{**_shown(self._entry.details), **values})
            self.keep(
                activities.change, self._entry.id, details, self._today, told=(self._entry.people, *told), again={}
            )
            return
        again = {**self._usual, "day": values["day"]}
        details = ActivityDetails(**values)
        self.keep(activities.log, self.pairing_id(), details, self._today, told=(self.people(), *told), again=again)

    def _show_authority(self, asked: bool) -> None:
        """Whether the organisation asks for the office visited; what is stored already stays in sight."""
        if asked:
            self.form.show_line("authority", True)
            self.fit()

    def _remove(self, entry: ActivityRow) -> None:
        question = _("Soll dieses Treffen gelöscht werden? Es zählt dann in keiner Statistik mehr.")
        if messages.ask(self, question, _("Löschen")):
            self.words_when_saved = _("Gelöscht: {words}").format(
                words=f"{entry.people} · {_day(entry.details.day, self._today)}"
            )
            self.tasks.save(self, activities.remove, entry.id, then=self.saved)


class MonthDialog(_PairingEntryDialog):
    """„Im Oktober 4 Treffen, 9 Stunden“: one entry for a whole month, in one sentence or field by field."""

    def __init__(self, parent: QWidget, tasks: Tasks, today: date, *, pairing: PairingRow | None = None) -> None:
        super().__init__(parent, tasks, _("Monat eintragen"), pairing)
        self._today = today
        offered = months.last_months(today)
        sentence = TextField(_("z. B. im Oktober 4 Treffen, 9 Std., Deutsch + Sozialamt"))
        self.form.add("sentence", _("In einem Satz"), sentence)
        self.understood = widgets.label("", "hint")
        self.understood.hide()
        self.form.add_wide(self.understood)
        self.form.add("month", _("Monat"), ChoiceField(offered))
        self.form.add("count", _("Anzahl Treffen"), NumberField(1, 99))
        self.form.add("hours", _("Zusammen"), HoursField(400))
        self.form.add("topics", _("Themen"), ManyField(of(Topic)))
        self.form.add("note", _("Kurznotiz"), NotesField(2))
        self._usual = {
            "sentence": "",
            "month": offered[1][0],
            "count": 1,
            "hours": None,
            "topics": (),
            "note": "",
        }
        self.form.set_values(self._usual)
        sentence.changed.connect(self._read_sentence)
        self.offer_another()
        self.begin_with("sentence")

    def save(self) -> None:
        values = self.form.values()
        first = date.fromisoformat(values["month"])
        details = ActivityDetails(
            day=min(activities.month_end(first.year, first.month), self._today),
            is_month=True,
            count=values["count"],
            minutes=round(values["hours"] * 60) or None,
            topics=frozenset(values["topics"]),
            note=values["note"],
        )
        again = {**self._usual, "month": values["month"]}
        held = ngettext("{n} Treffen", "{n} Treffen", details.count).format(n=details.count)
        told = (self.people(), held, month_name(first))
        self.keep(activities.log, self.pairing_id(), details, self._today, told=told, again=again)

    def _read_sentence(self) -> None:
        """Puts what is understood into the fields while one types; what is not said stays as it is."""
        sentence = self.form.field("sentence").value()
        found = spoken_month.read(sentence, self._today)
        form = self.form
        if found.first is not None:
            form.field("month").choose(found.first.isoformat())
        if found.count is not None:
            form.field("count").set_value(found.count)
        if found.minutes is not None:
            form.field("hours").set_value(found.minutes / 60)
        if found.topics or not sentence:
            form.field("topics").set_value(sorted(found.topics))
        left = ", ".join(f"„{word}“" for word in found.left)
        self.understood.setText(_("Nicht verstanden: {words}").format(words=left) if left else "")
        self.understood.setVisible(bool(left))
        self.fit()


class CheckInDialog(_PairingEntryDialog):
    """The coordinator asked how it goes. With `entry` it changes an old one, which can also be removed."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        today: date,
        *,
        pairing: PairingRow | None = None,
        entry: CheckInRow | None = None,
    ) -> None:
        title = _("Rückfrage eintragen") if entry is None else _("Rückfrage ändern")
        super().__init__(parent, tasks, title, pairing, entry)
        self._today = today
        self._entry = entry
        form = self.form
        form.add("day", _("Datum"), DateField(today), required=True)
        form.add("party", _("Mit wem"), ChoiceField(of(Party)))
        form.add("channel", _("Wie"), ChoiceField(of(Channel)))
        form.add("light", _("Einschätzung"), ChoiceField(of(Light)))
        form.add("next_on", _("Nächste Rückfrage"), DateField(today))
        form.add("note", _("Kurznotiz"), NotesField(3))
        usual = CheckInDetails(day=today) if entry is None else entry.details
        form.set_values({name: getattr(usual, name) for name in CheckInDetails.model_fields})
        self.begin_with("day")
        if entry is not None:
            remove = widgets.button(_("Löschen"), lambda: self._remove(entry), icon="delete", look="danger")
            self.buttons.insertWidget(1, remove)

    def save(self) -> None:
        values = self.form.values()
        values.pop("pairing", None)
        told = (self.people(), _("Rückfrage"), _day(values["day"], self._today))
        details = CheckInDetails(**values)
        if self._entry is not None:
            self.keep(activities.change_check_in, self._entry.id, details, self._today, told=told, again={})
            return
        self.keep(activities.check_in, self.pairing_id(), details, self._today, told=told, again={})

    def _remove(self, entry: CheckInRow) -> None:
        if messages.ask(self, _("Soll diese Rückfrage gelöscht werden?"), _("Löschen")):
            words = " · ".join((self.people(), _("Rückfrage"), _day(entry.details.day, self._today)))
            self.words_when_saved = _("Gelöscht: {words}").format(words=words)
            self.tasks.save(self, activities.remove_check_in, entry.id, then=self.saved)


def find_pairings(session: Any, typed: str) -> Sequence[Option]:
    """Running pairings; without a word those that had an entry last come first.

    While none had an entry, and there are several, none of them is likelier than another.
    """
    ids = (
        pairings.search(session, typed, status=RUNNING)[:_HITS]
        if typed
        else activities.recent_pairings(session, limit=_HITS)
    )
    offered = len(ids) == 1 or (bool(ids) and bool(activities.search(session, pairing_id=ids[0])))
    return [
        Option(row.id, f"{row.mentor} – {row.mentee}{_BEFORE_NUMBER}{row.number}", offered)
        for row in pairings.rows(session, ids)
    ]


def _minutes(minutes: int | None) -> str:
    return "" if minutes is None else ngettext("{n} Minute", "{n} Minuten", minutes).format(n=minutes)


def _day(day: date, today: date) -> str:
    return {today: _("heute"), today - timedelta(days=1): _("gestern")}.get(day) or german_date(day)


def _usual(today: date) -> dict[str, object]:
    return {
        "day": today,
        "minutes": 60,
        "topics": (),
        "happened": Happened.YES,
        "medium": Medium.MEETING,
        "authority": Authority.NONE,
        "note": "",
        "needs_attention": False,
    }


def _shown(details: ActivityDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in type(details).model_fields}


def _asks_authority(session: Any) -> bool:
    return programme.field_on(session, "authority")
