"""Pairings that already run, and meetings that were already logged, as lists name them: people are found by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from mentorhub import activities, pairings, programme
from mentorhub.activities import ActivityDetails
from mentorhub.choices import Happened, MenteeKind, PairingForm, Programme, Role
from mentorhub.errors import MentorHubError
from mentorhub.import_export import values
from mentorhub.import_export.columns import Column, Table
from mentorhub.import_export.folder import Folder
from mentorhub.import_export.headings import Field
from mentorhub.import_export.recognising import Known, Register
from mentorhub.import_export.rows import Problem
from mentorhub.import_export.sheets import Cell, Row, as_words
from mentorhub.import_export.values import PersonName, Unreadable
from mentorhub.pairings import PairingDetails
from mentorhub.text import _


@dataclass(frozen=True)
class RunningReport:
    """A running pairing that comes in with the list."""

    row: int
    mentor: str
    mentee: str
    since: date | None
    last_contact: date | None
    sheet: str = ""


@dataclass(eq=False)
class Pair:
    """Two people with a pairing, in the folder or about to be entered (`id` is None until then)."""

    mentor: Known
    mentee: Known
    id: UUID | None = None
    number: str = ""


@dataclass(frozen=True)
class Running:
    """A pairing that runs, with both people found; they may still have to be added."""

    pair: Pair
    since: date | None
    last_contact: date | None
    programme: Programme | None
    row: int
    sheet: str = ""
    since_heading: str = ""
    contact_heading: str = ""

    def report(self) -> RunningReport:
        names = self.pair.mentor.name, self.pair.mentee.name
        return RunningReport(self.row, *names, self.since, self.last_contact, self.sheet)


@dataclass(frozen=True)
class Meeting:
    pair: Pair
    details: ActivityDetails
    row: int
    sheet: str = ""
    instead_of: UUID | None = None
    """An entry of the same day that came in as a bare last contact."""


Find = Callable[[int, Column, PersonName, str, Role, str], Known]
"""Whom a name means: row, column, name, number, role, telephone. Raises `Unreadable`."""


class Pairs:
    """Who is paired with whom: in the folder, and by the rows of the list so far."""

    def __init__(self, folder: Folder, register: Register) -> None:
        self._of: dict[Known, list[Pair]] = {}
        self._between: dict[tuple[Known, Known], list[Pair]] = {}
        self._by_id: dict[UUID, Pair] = {}
        self._logged: dict[tuple[Pair, date, int, Happened, int | None], UUID] = {}
        for (mentor_id, mentee_id), ids in folder.pairings.items():
            mentor, mentee = register.of_id(mentor_id), register.of_id(mentee_id)
            if mentor is not None and mentee is not None:
                for pairing_id in ids:
                    self.add(Pair(mentor, mentee, pairing_id))
        for (pairing_id, *what), activity in folder.logged.items():
            if pairing_id in self._by_id:
                self._logged[(self._by_id[pairing_id], *what)] = activity  # type: ignore[index]

    def add(self, pair: Pair) -> None:
        self._of.setdefault(pair.mentor, []).append(pair)
        self._of.setdefault(pair.mentee, []).append(pair)
        self._between.setdefault((pair.mentor, pair.mentee), []).append(pair)
        if pair.id is not None:
            self._by_id[pair.id] = pair

    def between(self, mentor: Known, mentee: Known) -> list[Pair]:
        return self._between.get((mentor, mentee), [])

    def of(self, person: Known) -> list[Pair]:
        return self._of.get(person, [])

    def of_id(self, pairing_id: UUID) -> Pair | None:
        return self._by_id.get(pairing_id)

    def logged(self, pair: Pair, details: ActivityDetails) -> UUID | None:
        return self._logged.get((pair, details.day, details.count, details.happened, details.minutes))


def foreseen(session: Session, pairs: Sequence[Running], today: date) -> list[Problem]:
    """Which of these would come in as proposals only, to be said before."""
    founded = programme.founded_on(session)
    sentence = _("Kommt als Vorschlag herein, nicht als laufend: Sie begann nicht nachweislich vor MentorHub.")
    return [
        Problem(one.row, one.since_heading, sentence, one.sheet)
        for one in pairs
        if (start := one.since or _latest_start(session, one, today)) is None or founded <= start <= today
    ]


def take_over(session: Session, one: Running, today: date, *, with_contact: bool = True) -> list[Problem]:
    """Enter it as running, with its last contact as a meeting unless a log tells more of it. What could not be taken
    is returned.

    One that began after the data folder was made comes in as a proposal: its start has to pass the gates.
    """
    mentor, mentee = one.pair.mentor, one.pair.mentee
    if mentor.id is None or mentee.id is None:
        return []
    form = PairingForm.FAMILY if mentee.kind is MenteeKind.FAMILY else PairingForm.ONE_TO_ONE
    usual = Programme.FAMILY if form is PairingForm.FAMILY else Programme.EVERYDAY
    problems = []
    details = PairingDetails(form=form, programme=one.programme or usual)
    start = one.since or _latest_start(session, one, today)
    if start is None:
        words = _("Ohne Beginn lässt sich nicht sagen, ob diese Patenschaft schon vor MentorHub lief.")
        return _as_proposal(session, one, today, details, words)
    if one.since is None:
        sentence = _("Der Beginn der Patenschaft fehlt; eingetragen ist der {day}. Bitte berichtigen Sie ihn.")
        problems.append(Problem(one.row, one.since_heading, sentence.format(day=f"{start:%d.%m.%Y}"), one.sheet))
    try:
        with session.begin_nested():
            pairing = pairings.take_over(session, mentor.id, mentee.id, start, today, details)
    except pairings.BegunSince as trouble:
        return _as_proposal(session, one, today, details, str(trouble))
    except MentorHubError as trouble:
        return [Problem(one.row, one.since_heading, str(trouble), one.sheet)]
    one.pair.id = pairing
    if one.last_contact is not None and with_contact:
        try:
            activities.log(session, pairing, ActivityDetails(day=one.last_contact), today)
        except MentorHubError as trouble:
            problems.append(Problem(one.row, one.contact_heading, str(trouble), one.sheet))
    return problems


def _latest_start(session: Session, one: Running, today: date) -> date | None:
    """Where the list does not say since when: at the latest then. Nothing if it may as well be a new one."""
    founded = programme.founded_on(session)
    before = founded - timedelta(days=1)
    if one.last_contact is not None and one.last_contact <= before:
        return min(one.last_contact, today)
    soon = founded + timedelta(days=programme.number(session, "pairing.takeover_days"))
    return min(before, today) if today <= soon else None


def _as_proposal(session: Session, one: Running, today: date, details: PairingDetails, words: str) -> list[Problem]:
    """A start that has to pass the gates: nothing of the list is lost, but it does not run yet."""
    mentor, mentee = one.pair.mentor, one.pair.mentee
    if mentor.id is None or mentee.id is None:
        return []
    try:
        with session.begin_nested():
            pairings.propose(session, mentor.id, mentee.id, today, details)
    except MentorHubError as trouble:
        return [Problem(one.row, one.since_heading, f"{words} {trouble}", one.sheet)]
    sentence = _("{words} Sie steht jetzt als Vorschlag in der Liste.").format(words=words)
    return [Problem(one.row, one.since_heading, sentence, one.sheet)]


def log(session: Session, meeting: Meeting, today: date) -> list[Problem]:
    """Enter a meeting; what could not be taken is returned."""
    if meeting.pair.id is None:
        sentence = _("Die Patenschaft zu diesem Treffen wurde nicht übernommen, deshalb auch das Treffen nicht.")
        return [Problem(meeting.row, "", sentence, meeting.sheet)]
    try:
        if meeting.instead_of is not None:
            activities.change(session, meeting.instead_of, meeting.details, today)
        else:
            activities.log(session, meeting.pair.id, meeting.details, today)
    except MentorHubError as trouble:
        return [Problem(meeting.row, "", str(trouble), meeting.sheet)]
    return []


@dataclass
class _Cells:
    """One row of a list of pairings or of meetings, and what of it could not be read."""

    table: Table
    row: Row
    find: Find
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: Column, cell: Cell, sentence: str) -> None:
        written = " ".join(as_words(cell).split())
        self.problems.append(
            Problem(self.row.number, column.heading, sentence, self.table.sheet, column.position, written)
        )

    def refuse_row(self, sentence: str) -> None:
        self.problems.append(Problem(self.row.number, "", sentence, self.table.sheet))

    def _cell(self, column: Column) -> Cell:
        cell = self.row.cell(column.position)
        if values.failed(cell):
            self.refuse(column, cell, values.told_failed(cell))
            return None
        if values.too_long(cell):
            self.refuse(column, str(cell)[:200], values.told_too_long())
            return None
        return cell

    def take(self, meaning: Field, reader: Callable[[Cell], Any]) -> Any:
        """The first filled cell's value; of what is read in part, that part."""
        found = None
        for column in self.table.of(meaning):
            cell = self._cell(column)
            if not values.words(cell):
                continue
            try:
                found = reader(cell) if found is None else found
            except Unreadable as trouble:
                self.refuse(column, cell, str(trouble))
                found = trouble.understood if found is None else found
        return found

    def _phone(self, meaning: Field) -> str:
        """Beside a name it tells two people of that name apart, and belongs to whoever is new."""
        found = self.take(meaning, values.phones) if self.table.of(meaning) else None
        return "" if found is None else found.mobile or found.phone

    def people(self, meaning: Field, role: Role) -> list[Known]:
        found = []
        phone = self._phone(Field.MENTOR_PHONE if role is Role.MENTOR else Field.MENTEE_PHONE)
        for column in self.table.of(meaning):
            cell = self._cell(column)
            number = values.person_number(cell)
            try:
                named: Sequence[PersonName] = (PersonName(number),) if number else values.names(cell)
            except Unreadable as trouble:
                self.refuse(column, cell, str(trouble))
                continue
            for name in named:
                try:
                    found.append(
                        self.find(self.row.number, column, name, number, role, phone if len(named) == 1 else "")
                    )
                except Unreadable as trouble:
                    self.refuse(column, cell, str(trouble))
        return found


def read_pairing(table: Table, row: Row, find: Find, today: date) -> tuple[list[Running], list[Problem]]:
    """One row of a list of pairings: two names, since when, the last contact."""
    cells = _Cells(table, row, find)
    mentors = cells.people(Field.MENTOR, Role.MENTOR)
    mentees = cells.people(Field.MENTEE, Role.MENTEE)
    since = cells.take(Field.SINCE, lambda cell: values.day(cell, today))
    last = cells.take(Field.LAST_CONTACT, lambda cell: values.day(cell, today))
    programme = cells.take(Field.PROGRAMME, values.programme)
    headings = [next((c.heading for c in table.of(field)), "") for field in (Field.SINCE, Field.LAST_CONTACT)]
    found = [
        Running(Pair(mentor, mentee), since, last, programme, row.number, table.sheet, *headings)
        for mentor in mentors
        for mentee in mentees
    ]
    if not found and not cells.problems:
        cells.refuse_row(_("Hier fehlt eine der beiden Personen."))
    return found, cells.problems


def read_meeting(
    session: Session, table: Table, row: Row, find: Find, pairs: Pairs, today: date
) -> tuple[Meeting | None, list[Problem]]:
    """One row of a log: the pairing by number or by its people, the day, how long, about what."""
    cells = _Cells(table, row, find)
    day = cells.take(Field.DAY, lambda cell: values.day(cell, today))
    pair = _pair(session, cells, pairs)
    if day is None or pair is None:
        if not cells.problems:
            cells.refuse_row(_("Hier fehlen der Tag oder die Patenschaft."))
        return None, cells.problems
    said: dict[str, object] = {"day": day}
    for meaning, reader, attribute in (
        (Field.MINUTES, values.minutes, "minutes"),
        (Field.HOURS, values.minutes, "minutes"),
        (Field.COUNT, values.whole, "count"),
        (Field.HAPPENED, values.happened, "happened"),
        (Field.TOPICS, values.topics, "topics"),
    ):
        value = cells.take(meaning, reader)
        if value is not None:
            said[attribute] = value
    said["note"] = table.words(row, Field.NOTE)[:300]
    details = ActivityDetails.model_validate(said)
    bare = ActivityDetails(day=day)
    earlier = pairs.logged(pair, bare) if details.minutes is not None else None
    return Meeting(pair, details, row.number, table.sheet, earlier), cells.problems


def _pair(session: Session, cells: _Cells, pairs: Pairs) -> Pair | None:
    written = cells.table.cells(cells.row, Field.PAIRING_NUMBER)
    number = next((n for cell in written if (n := values.pairing_number(cell))), "")
    if number:
        try:
            return pairs.of_id(pairings.by_number(session, number))
        except MentorHubError as trouble:
            cells.refuse_row(str(trouble))
            return None
    mentors, mentees = cells.people(Field.MENTOR, Role.MENTOR), cells.people(Field.MENTEE, Role.MENTEE)
    if cells.problems:
        return None
    if mentors and mentees:
        found = [pair for mentor in mentors for mentee in mentees for pair in pairs.between(mentor, mentee)]
    else:
        found = [pair for person in (*mentors, *mentees) for pair in pairs.of(person)]
    if len(found) == 1:
        return found[0]
    cells.refuse_row(
        _("Zu diesen Angaben gibt es keine oder mehr als eine Patenschaft; das Treffen wurde nicht übernommen.")
    )
    return None
