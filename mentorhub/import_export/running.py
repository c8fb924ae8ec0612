"""Pairings that already run, and meetings that were already logged, as lists name them: people are found by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import activities, pairings, programme
from mentorhub.activities import ActivityDetails
from mentorhub.choices import RUNNING, MenteeKind, PairingForm, PairingStatus, Programme, Role
from mentorhub.db.tables import Activity, Pairing
from mentorhub.errors import MentorHubError
from mentorhub.import_export import values
from mentorhub.import_export.columns import Table
from mentorhub.import_export.headings import Field
from mentorhub.import_export.reading import Row
from mentorhub.import_export.recognising import Known, Register
from mentorhub.import_export.rows import Problem
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


@dataclass(frozen=True)
class Running:
    """A pairing that runs, with both people found; they may still have to be added."""

    mentor: Known
    mentee: Known
    since: date | None
    last_contact: date | None
    programme: Programme | None
    row: int
    sheet: str = ""
    since_heading: str = ""
    contact_heading: str = ""

    def report(self) -> RunningReport:
        return RunningReport(self.row, self.mentor.name, self.mentee.name, self.since, self.last_contact, self.sheet)


@dataclass(frozen=True)
class Meeting:
    pairing_id: UUID
    details: ActivityDetails
    row: int
    sheet: str = ""


def find(register: Register, name: PersonName, number: str, role: Role) -> Known:
    """The one person whom a list means. Raises `Unreadable` if it is nobody or could be several."""
    found = register.numbered(number) if number else register.named(name, role)
    if len(found) == 1:
        return found[0]
    words = number or name.full
    if found:
        raise Unreadable(
            _("»{name}« kann mehrere Personen meinen; die Patenschaft wurde nicht übernommen.").format(name=words)
        )
    raise Unreadable(
        _("»{name}« steht nicht unter den Mentees; die Patenschaft wurde nicht übernommen.").format(name=words)
        if role is Role.MENTEE
        else _("»{name}« steht nicht unter den Patinnen und Paten; die Patenschaft wurde nicht übernommen.").format(
            name=words
        )
    )


def exists(session: Session, one: Running) -> bool:
    """Whether these two have a pairing already, running or ended: then the list says nothing new."""
    if one.mentor.id is None or one.mentee.id is None:
        return False
    query = select(Pairing.id).where(
        Pairing.mentor_id == one.mentor.id,
        Pairing.mentee_id == one.mentee.id,
        Pairing.status != PairingStatus.FAILED,
    )
    return session.exec(query).first() is not None


def runs(session: Session, one: Running) -> bool:
    """Whether these two have a running pairing."""
    if one.mentor.id is None or one.mentee.id is None:
        return False
    query = select(Pairing.id).where(
        Pairing.mentor_id == one.mentor.id, Pairing.mentee_id == one.mentee.id, col(Pairing.status).in_(RUNNING)
    )
    return session.exec(query).first() is not None


def foreseen(session: Session, pairs: Sequence[Running], today: date) -> list[Problem]:
    """Which of these would come in as proposals only, to be said before."""
    founded = programme.founded_on(session)
    sentence = _("Kommt als Vorschlag herein, nicht als laufend: Sie begann nicht nachweislich vor MentorHub.")
    return [
        Problem(one.row, one.since_heading, sentence, one.sheet)
        for one in pairs
        if (start := one.since or _latest_start(session, one, today)) is None or founded <= start <= today
    ]


def take_over(session: Session, one: Running, today: date) -> list[Problem]:
    """Enter it as running, with its last contact as a meeting. What could not be taken is returned.

    One that began after the data folder was made comes in as a proposal: its start has to pass the gates.
    """
    if one.mentor.id is None or one.mentee.id is None:
        return []
    form = PairingForm.FAMILY if one.mentee.kind is MenteeKind.FAMILY else PairingForm.ONE_TO_ONE
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
            pairing = pairings.take_over(session, one.mentor.id, one.mentee.id, start, today, details)
    except pairings.BegunSince as trouble:
        return _as_proposal(session, one, today, details, str(trouble))
    except MentorHubError as trouble:
        return [Problem(one.row, one.since_heading, str(trouble), one.sheet)]
    if one.last_contact is not None:
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
    if one.mentor.id is None or one.mentee.id is None:
        return []
    try:
        with session.begin_nested():
            pairings.propose(session, one.mentor.id, one.mentee.id, today, details)
    except MentorHubError as trouble:
        return [Problem(one.row, one.since_heading, f"{words} {trouble}", one.sheet)]
    sentence = _("{words} Sie steht jetzt als Vorschlag in der Liste.").format(words=words)
    return [Problem(one.row, one.since_heading, sentence, one.sheet)]


def read_pairing(table: Table, row: Row, register: Register, today: date) -> tuple[list[Running], list[Problem]]:
    """One row of a list of pairings: two names, since when, the last contact."""
    problems: list[Problem] = []
    people: dict[Role, list[Known]] = {Role.MENTOR: [], Role.MENTEE: []}
    for field, role in ((Field.MENTOR, Role.MENTOR), (Field.MENTEE, Role.MENTEE)):
        for column in table.of(field):
            cell = row.cell(column.position)
            number = values.person_number(cell)
            try:
                for name in (PersonName(number),) if number else values.names(cell):
                    people[role].append(find(register, name, number, role))
            except Unreadable as trouble:
                problems.append(Problem(row.number, column.heading, str(trouble), table.sheet))
    since = _day(table, row, Field.SINCE, today, problems)
    last = _day(table, row, Field.LAST_CONTACT, today, problems)
    programme = _take(table, row, Field.PROGRAMME, problems)
    headings = {field: next((c.heading for c in table.of(field)), "") for field in (Field.SINCE, Field.LAST_CONTACT)}
    found = [
        Running(
            mentor, mentee, since, last, programme, row.number, table.sheet,
            headings[Field.SINCE], headings[Field.LAST_CONTACT],
        )
        for mentor in people[Role.MENTOR] for mentee in people[Role.MENTEE]
    ]  # fmt: skip
    if not found and not problems:
        problems.append(Problem(row.number, "", _("Hier fehlt eine der beiden Personen."), table.sheet))
    return found, problems


def read_meeting(
    session: Session, table: Table, row: Row, register: Register, today: date
) -> tuple[Meeting | None, list[Problem]]:
    """One row of a log: the pairing by number or by its people, the day, how long, about what."""
    problems: list[Problem] = []
    day = _day(table, row, Field.DAY, today, problems)
    pairing_id = _pairing(session, table, row, register, problems)
    if day is None or pairing_id is None:
        if not problems:
            problems.append(Problem(row.number, "", _("Hier fehlen der Tag oder die Patenschaft."), table.sheet))
        return None, problems
    said: dict[str, object] = {"day": day}
    for field, reader, attribute in (
        (Field.MINUTES, values.minutes, "minutes"),
        (Field.HOURS, values.minutes, "minutes"),
        (Field.COUNT, values.whole, "count"),
        (Field.HAPPENED, values.happened, "happened"),
        (Field.TOPICS, values.topics, "topics"),
    ):
        for column in table.of(field):
            cell = row.cell(column.position)
            if not values.words(cell):
                continue
            try:
                said[attribute] = reader(cell)
            except Unreadable as trouble:
                problems.append(Problem(row.number, column.heading, str(trouble), table.sheet))
                if trouble.understood is not None:
                    said[attribute] = trouble.understood
    said["note"] = table.words(row, Field.NOTE)[:300]
    return Meeting(pairing_id, ActivityDetails.model_validate(said), row.number, table.sheet), problems


def is_logged(session: Session, meeting: Meeting) -> bool:
    details = meeting.details
    query = select(Activity.id).where(
        Activity.pairing_id == meeting.pairing_id,
        Activity.day == details.day,
        Activity.count == details.count,
        Activity.happened == details.happened,
        Activity.minutes == details.minutes,
    )
    return session.exec(query).first() is not None


def _pairing(session: Session, table: Table, row: Row, register: Register, problems: list[Problem]) -> UUID | None:
    number = next((n for cell in table.cells(row, Field.PAIRING_NUMBER) if (n := values.pairing_number(cell))), "")
    try:
        if number:
            return pairings.by_number(session, number)
        ids: set[UUID] | None = None
        for field, role in ((Field.MENTOR, Role.MENTOR), (Field.MENTEE, Role.MENTEE)):
            for cell in table.cells(row, field):
                person = find(register, values.name(cell), values.person_number(cell), role)
                theirs = set(pairings.search(session, person_id=person.id)) if person.id else set()
                ids = theirs if ids is None else ids & theirs
    except MentorHubError as trouble:
        problems.append(Problem(row.number, "", str(trouble), table.sheet))
        return None
    if ids is None or len(ids) != 1:
        sentence = _(
            "Zu diesen Angaben gibt es keine oder mehr als eine Patenschaft; das Treffen wurde nicht übernommen."
        )
        problems.append(Problem(row.number, "", sentence, table.sheet))
        return None
    return ids.pop()


def _day(table: Table, row: Row, field: Field, today: date, problems: list[Problem]) -> date | None:
    for column in table.of(field):
        cell = row.cell(column.position)
        try:
            day = values.day(cell, today)
        except Unreadable as trouble:
            problems.append(Problem(row.number, column.heading, str(trouble), table.sheet))
            continue
        if day is not None:
            return day
    return None


def _take(table: Table, row: Row, field: Field, problems: list[Problem]) -> Programme | None:
    for column in table.of(field):
        try:
            return values.programme(row.cell(column.position))
        except Unreadable as trouble:
            problems.append(Problem(row.number, column.heading, str(trouble), table.sheet))
    return None
