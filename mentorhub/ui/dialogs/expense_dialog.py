"""Quick entry of expenses: a pile of receipts without the mouse; and the day on which something was paid or waived."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from mentorhub import expenses, pairings, people
from mentorhub.choices import ExpenseKind, ExpenseStatus, Light
from mentorhub.expenses import ExpenseDetails, ExpenseRow, Preview
from mentorhub.text import _, euro, german_date
from mentorhub.ui import expense_words, messages, widgets
from mentorhub.ui.decimal_field import DecimalField, MoneyField
from mentorhub.ui.entry_dialog import EntryDialog
from mentorhub.ui.fields import CheckField, ChoiceField, DateField, NotesField, TextField, of
from mentorhub.ui.form_dialog import FormDialog
from mentorhub.ui.pick_field import Option, PickField
from mentorhub.ui.tasks import Tasks

_HITS = 40
_BEFORE_NUMBER = " · "
_FINAL = (ExpenseStatus.PAID, ExpenseStatus.WAIVED)


class ExpenseDialog(EntryDialog):
    """One expense. With `entry` it changes an old one, which can also be removed."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        today: date,
        *,
        person_id: UUID | None = None,
        entry: ExpenseRow | None = None,
    ) -> None:
        super().__init__(parent, tasks, _("Auslage ändern") if entry is not None else _("Auslage eintragen"))
        self._today = today
        self._entry = entry
        self.keep_drafts("expenses", None if entry is None else entry.id, self.windowTitle())
        self._of_person: UUID | None = None
        form = self.form
        if entry is None:
            picker = form.add("person_id", _("Person"), PickField(tasks, find_people, rows=3), required=True)
            picker.changed.connect(self._person_changed)
            picker.loaded.connect(lambda: None if picker.line.text() else self.take_beginning())
            picker.set_value(person_id)
        else:
            self.add_above(widgets.label(f"{entry.person} ({entry.person_number})", "muted"))
        form.add("day", _("Datum"), DateField(today), required=True)
        form.add("kind", _("Art"), ChoiceField(of(ExpenseKind)))
        form.add("km", _("Kilometer"), DecimalField(5_000, step=1, decimals=1, unit="km"))
        form.add("amount_cent", _("Betrag"), MoneyField())
        self.outcome = widgets.label("", "section")
        form.add_wide(self.outcome)
        self.cap = widgets.Notice()
        form.add_wide(self.cap)
        form.add(
            "over_cap_reason",
            _("Begründung"),
            TextField(longest=200),
            hint=_("Warum die Pauschale trotz der Jahresgrenze gezahlt wird."),
        )
        form.add("receipt_number", _("Belegnummer"), TextField(longest=40))
        form.add("has_receipt", _("Beleg liegt vor"), CheckField(_("Beleg liegt vor")))
        form.add("pairing_id", _("Gehört zu"), ChoiceField([], empty=_("keiner Patenschaft")))
        form.add("cost_centre", _("Kostenstelle/Förderung"), TextField(longest=80))
        form.add("note", _("Kurznotiz"), NotesField(2))
        self._usual = _values(ExpenseDetails(day=today, kind=ExpenseKind.TRANSIT))
        form.set_values(self._usual if entry is None else _values(entry.details))
        for name in ("day", "kind", "km", "amount_cent"):
            form.field(name).changed.connect(self._price)
        form.field("kind").changed.connect(self._show_kind)
        form.field("receipt_number").changed.connect(self._note_receipt)
        if entry is None:
            form.field("person_id" if person_id is None else "day").setFocus()
            self.offer_another()
        else:
            form.field("day").setFocus()
            self._offer_pairings(entry.person_id)
            if entry.details.status in _FINAL:
                self._show_fixed(entry)
            else:
                remove = widgets.button(_("Löschen"), lambda: self._remove(entry), icon="delete", look="danger")
                self.buttons.insertWidget(1, remove)
        form.show_line("over_cap_reason", bool(entry is not None and entry.details.over_cap_reason))
        self._show_kind()
        self._price()

    def save(self) -> None:
        values = self.form.values()
        person = values.pop("person_id", None)
        details = ExpenseDetails(**values)
        words = (self._name(), details.kind.label, german_date(details.day))
        if self._entry is not None:
            merged = self._entry.details.model_copy(update=values)
            self.keep(expenses.change, self._entry.id, merged, self._today, told=words, again={})
            return
        again = {
            **self._usual,
            **{name: values[name] for name in ("day", "kind", "cost_centre", "pairing_id")},
        }
        self.keep(expenses.add, person, details, self._today, told=words, again=again)

    def begin_again(self) -> None:
        """The person stays: a pile is mostly one person's."""
        self.form.field("day").setFocus()
        self._price()

    def _name(self) -> str:
        if self._entry is not None:
            return self._entry.person
        return str(self.form.field("person_id").words()).partition(_BEFORE_NUMBER)[0]

    def _person(self) -> UUID | None:
        if self._entry is not None:
            return self._entry.person_id
        found: UUID | None = self.form.field("person_id").value()
        return found

    def _person_changed(self) -> None:
        person = self._person()
        if person != self._of_person:
            self._of_person = person
            self._offer_pairings(person)
            self._price()

    def _offer_pairings(self, person: UUID | None) -> None:
        if person is None:
            self._take_pairings([])
        else:
            self.tasks.load(self, _pairings_of, person, then=self._take_pairings, channel="pairings")

    def _take_pairings(self, options: Sequence[tuple[object, str]]) -> None:
        untouched = not self.form.is_changed()
        field = self.form.field("pairing_id")
        field.set_options([(None, _("keiner Patenschaft")), *options])
        if self._entry is not None and untouched:
            field.set_value(self._entry.details.pairing_id)
        if untouched:
            self.form.take_as_unchanged()

    def _show_kind(self) -> None:
        kilometres = self.form.field("kind").value() is ExpenseKind.KILOMETRES
        self.form.show_line("km", kilometres)
        self.form.show_line("amount_cent", not kilometres)
        needs = self.form.field("kind").value() in expenses.RECEIPTS
        self.form.show_line("has_receipt", needs)
        self.fit()

    def _note_receipt(self) -> None:
        if self.form.field("receipt_number").value():
            self.form.field("has_receipt").set_value(True)

    def _price(self) -> None:
        values = self.form.values()
        day = values["day"]
        if day is None:
            return
        values.pop("person_id", None)
        entry_id = None if self._entry is None else self._entry.id
        self.tasks.load(
            self,
            expenses.preview,
            self._person(),
            ExpenseDetails(**values),
            entry_id,
            then=self._show_price,
            channel="price",
        )

    def _show_price(self, found: Preview) -> None:
        kilometres = self.form.field("kind").value() is ExpenseKind.KILOMETRES
        self.outcome.setVisible(kilometres)
        if kilometres:
            self.outcome.setText(
                _("Ergibt {sum} bei {rate} Cent je Kilometer.").format(
                    sum=euro(found.amount_cent), rate=expense_words.decimal(found.rate_cent or 0)
                )
            )
        standing = found.standing
        if standing is None or standing.light is Light.GREEN:
            self.cap.say("")
        else:
            self.cap.say(_cap_words(found), "bad" if found.over else "warning")
        self.form.show_line("over_cap_reason", found.over and found.may_override)
        self.fit()

    def _show_fixed(self, entry: ExpenseRow) -> None:
        for name in ("day", "kind", "km", "amount_cent", "pairing_id"):
            self.form.field(name).setEnabled(False)
        words = (
            _("Am {day} ausgezahlt. Betrag und Art bleiben, bis die Auslage wieder geöffnet wird.")
            if entry.details.status is ExpenseStatus.PAID
            else _("Am {day} gespendet. Betrag und Art bleiben, bis die Auslage wieder geöffnet wird.")
        )
        self.notice.say(words.format(day=expense_words.done_on(entry)), "good")

    def _remove(self, entry: ExpenseRow) -> None:
        if messages.ask(self, _("Soll diese Auslage gelöscht werden?"), _("Löschen")):
            self.words_when_saved = _("Gelöscht: {words}").format(
                words=f"{entry.person} · {german_date(entry.details.day)}"
            )
            self.tasks.save(self, expenses.remove, entry.id, then=self.saved)


class SettleDialog(FormDialog):
    """On which day these claims were paid, or waived by the person."""

    def __init__(
        self,
        parent: QWidget,
        tasks: Tasks,
        today: date,
        ids: Sequence[UUID],
        words: str,
        *,
        waived: bool = False,
    ) -> None:
        title = _("Verzicht vermerken") if waived else _("Auszahlung vermerken")
        super().__init__(parent, tasks, title, width=32)
        self._today = today
        self._ids = tuple(ids)
        self._step: Callable[..., int] = expenses.waive if waived else expenses.pay
        self._field = "waived_on" if waived else "paid_on"
        self.add_above(widgets.label(words, "muted"))
        self.form.add(
            self._field,
            _("Verzichtet am") if waived else _("Ausgezahlt am"),
            DateField(today),
            required=True,
            hint=_(
                "Der Tag, an dem die Person schriftlich verzichtet hat. Gespendet werden kann nur, was ihr "
                "zusteht, und nur zeitnah."
            )
            if waived
            else "",
        )
        self.form.set_values({self._field: today})
        self.words_when_saved = f"{title}: {words}"

    def save(self) -> None:
        day = self.form.values()[self._field]
        self.tasks.save(
            self, self._step, self._ids, day, self._today, then=self.saved, on_field_error=self.form.show_error
        )


def find_people(session: Any, typed: str) -> Sequence[Option]:
    """Without a word those that had an entry last, else everybody; with one whoever fits."""
    recent = [] if typed else expenses.recent_people(session, limit=_HITS)
    ids = recent or people.search(session, typed)[:_HITS]
    return [
        Option(row.id, f"{row.name}{_BEFORE_NUMBER}{row.number}", offered=bool(recent))
        for row in people.rows(session, ids)
    ]


def _pairings_of(session: Any, person: UUID) -> list[tuple[object, str]]:
    ids = pairings.search(session, person_id=person, sort="start", descending=True)
    return [
        (row.id, f"{row.number}: {row.mentee if row.mentor_id == person else row.mentor}")
        for row in pairings.rows(session, ids)
    ]


def _cap_words(found: Preview) -> str:
    standing = found.standing
    if standing is None:
        return ""
    words = _("Mit diesem Eintrag: {standing}.").format(standing=expense_words.standing(standing))
    if not found.over:
        return words
    more = (
        _("Das ist mehr als die Jahresgrenze; es braucht eine Begründung.")
        if found.may_override
        else _("Das ist mehr als die Jahresgrenze; Ihre Einrichtung lässt das nicht zu.")
    )
    return f"{words} {more}"


def _values(details: ExpenseDetails) -> dict[str, Any]:
    return {name: getattr(details, name) for name in type(details).model_fields}
