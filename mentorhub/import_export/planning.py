"""What a list would do: each row is compared with the folder and with the rows before it. Nothing is written here.

Rows are the same person only if the names are equal and phone, e-mail, birthday or number agrees, or neither has any
of these. The merely similar are named, so that a person can decide; undecided they are kept apart. What the list says
wins over what was there, but nothing is overwritten with emptiness, and where somebody stands (status, places) stays
as the program has it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from sqlmodel import Session

from mentorhub import districts, people
from mentorhub.choices import MenteeKind, Role
from mentorhub.import_export import folder as folders
from mentorhub.import_export import running
from mentorhub.import_export.columns import Column, Kind, Table
from mentorhub.import_export.comparing import (
    candidate_of,
    details_of,
    duplicate_of,
    given_by,
    merged,
    report_of,
    roles_of,
    who,
)
from mentorhub.import_export.decisions import NEW, Decisions, Twin
from mentorhub.import_export.headings import Field
from mentorhub.import_export.recognising import Known, Register, phone_keys
from mentorhub.import_export.reports import Candidate, Change, Duplicate, Question, RowReport, Step
from mentorhub.import_export.rows import ROLES, Problem, RowReading, read_row
from mentorhub.import_export.running import Meeting, Pair, Pairs, Running
from mentorhub.import_export.sheets import Row, as_words
from mentorhub.import_export.values import PersonName, Unreadable, is_mobile
from mentorhub.import_export.wording import in_words
from mentorhub.people import PersonDetails
from mentorhub.progress import Progress
from mentorhub.text import _, german_date


@dataclass(slots=True)
class Person:
    """What a row does to one person."""

    known: Known
    said: RowReading
    written: PersonDetails | None
    """Of somebody known; None: nothing changes."""
    new_roles: tuple[Role, ...] = ()
    fingerprint: str = ""
    is_new: bool = False
    """This is the row that adds the person."""


@dataclass
class Plan:
    people: list[Person] = field(default_factory=list)
    reports: list[RowReport] = field(default_factory=list)
    pairings: list[Running] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    duplicates: list[tuple[Duplicate, Known]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def make(
    session: Session,
    tables: Sequence[Table],
    decisions: Decisions,
    remembered: Mapping[str, str],
    today: date,
    progress: Progress,
    of: int = 0,
    *,
    to_write: bool = False,
) -> Plan:
    """`remembered` says as whom rows came in that somebody decided about: numbers of people by fingerprint. `of` is the
    total that `progress` is told, where the plan is only a part of the work. `to_write`: also what each row does to a
    person, which only whoever enters it needs."""
    return _Planner(session, decisions, remembered, today, to_write=to_write).make(tables, progress, of)


def fingerprint(row: Row) -> str:
    """By which a row is known again, without keeping what stands in it."""
    words = "\x1f".join(as_words(cell) for cell in row.cells)
    return hashlib.blake2b(words.encode(), digest_size=12).hexdigest()


class _Planner:
    """Who is known and what was decided, while the rows are gone through."""

    def __init__(
        self, session: Session, decisions: Decisions, remembered: Mapping[str, str], today: date, *, to_write: bool
    ) -> None:
        self._to_write = to_write
        self._given: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._session = session
        self._decisions = decisions
        self._remembered = remembered
        self._today = today
        self._plan = Plan()
        self._switches = people.switches(session)
        self._register = Register(folders.everybody(session))
        self._districts = tuple(district.name for district in districts.table(session))

    def make(self, tables: Sequence[Table], progress: Progress, of: int) -> Plan:
        logs = any(table.kind is Kind.ACTIVITIES for table in tables)
        self._pairs = Pairs(folders.look(self._session, with_meetings=logs), self._register)
        total, done = of or sum(len(table.rows) for table in tables), 0
        read: list[tuple[Known, RowReading, Table]] = []
        for table in tables:
            if table.kind not in ROLES:
                continue
            prints = {row.number: fingerprint(row) for row in table.rows} if self._remembers() else {}
            for row in self._decisions.mended(table).rows:
                said = read_row(self._decisions.mended_around(table, row), row, self._today, self._districts)
                said.values = self._switches.allowed(said.values, self._today)
                known = self._person(said, prints.get(row.number, ""))
                self._plan.problems += said.problems
                if known is not None and said.partners:
                    read.append((known, said, table))
                done += 1
                progress(done, total)
        for known, said, table in read:
            self._partners(known, said, table)
        for table in sorted(tables, key=lambda table: table.kind is Kind.ACTIVITIES):
            if table.kind not in ROLES:
                for row in self._decisions.mended(table).rows:
                    self._row_of_pairs(table, row)
                    done += 1
                    progress(done, total)
        return self._plan

    def _remembers(self) -> bool:
        asked = self._decisions
        return bool(self._remembered or asked.cells or asked.twins)

    # people

    def _person(self, said: RowReading, print_of_row: str) -> Known | None:
        place = (said.sheet, said.number)
        before = self._register.of_token(self._remembered.get(print_of_row, ""))
        if before is not None:
            said.problems.clear()
            self._keep(Person(before, RowReading(said.sheet, said.number), None))
            self._plan.reports.append(report_of(said, Step.SKIP, before))
            return before
        if place in self._decisions.skipped or self._decisions.twins.get(place) is Twin.SKIP:
            self._leave(said)
            return None
        for attribute, sentence in people.problems(said.values).items():
            if attribute == "first_name":
                said.problems.append(self._without_name(said))
                self._plan.reports.append(report_of(said, Step.REFUSE))
                return None
            said.values.pop(attribute, None)
            said.problems.append(Problem(said.number, attribute, sentence, said.sheet))
        candidate = candidate_of(said)
        same = self._register.same(candidate, said.person_number)
        if same is None:
            twin = self._register.similar(candidate)
            decided = self._decisions.twins.get(place)
            if twin is not None:
                self._plan.duplicates.append((duplicate_of(said, candidate, twin, decided), twin))
            if twin is None or decided is not Twin.MERGE:
                return self._add(said, candidate, print_of_row)
            same = twin
        return self._change(said, candidate, same, print_of_row)

    def _keep(self, person: Person) -> None:
        if self._to_write:
            self._plan.people.append(person)

    def _leave(self, said: RowReading) -> None:
        twin = self._decisions.twins.get((said.sheet, said.number))
        said.problems.clear()
        if twin is not None and said.values.get("first_name"):
            candidate = candidate_of(said)
            other = self._register.similar(candidate)
            if other is not None:
                self._plan.duplicates.append((duplicate_of(said, candidate, other, twin), other))
        self._plan.reports.append(report_of(said, Step.LEAVE))

    def _without_name(self, said: RowReading) -> Problem:
        return Problem(said.number, "", _("Hier fehlt der Name."), said.sheet, said.name_position)

    def _add(self, said: RowReading, candidate: Known, print_of_row: str) -> Known:
        candidate.load = partial(details_of, said.values)
        candidate.roles = roles_of(*candidate.roles, *said.more_roles)
        self._register.add(candidate)
        roles = (*((said.role,) if said.role else ()), *said.more_roles)
        self._keep(Person(candidate, said, None, roles, self._to_remember(said, print_of_row), is_new=True))
        self._plan.reports.append(
            replace(report_of(said, Step.ADD), given=self._given.setdefault(given := given_by(said), given))
        )
        return candidate

    def _change(self, said: RowReading, candidate: Known, same: Known, print_of_row: str) -> Known:
        before = same.known_details()
        after, changes = merged(before, said.values)
        named = (*((said.role,) if said.role else ()), *said.more_roles)
        new_roles = tuple(role for role in named if role not in same.roles)
        same.roles = roles_of(*same.roles, *new_roles)
        same.details = after
        self._register.add_contact(same, candidate.phones)
        details = [
            Change(name, in_words(name, getattr(before, name)), in_words(name, getattr(after, name)))
            for name in changes
        ]
        details += [Change("role", "", role.label) for role in new_roles]
        if new_roles:
            changes = (*changes, "role")
        step = Step.CHANGE if changes else Step.SKIP
        written = after if set(changes) - {"role"} else None
        self._keep(Person(same, said, written, new_roles, self._to_remember(said, print_of_row)))
        report = replace(report_of(said, step, same), changes=changes, details=tuple(details))
        self._plan.reports.append(report)
        return same

    def _to_remember(self, said: RowReading, print_of_row: str) -> str:
        """Only rows that somebody has decided about: the others are recognised by themselves."""
        decided = self._decisions.twins.get((said.sheet, said.number)) in (Twin.MERGE, Twin.APART)
        mended = any((sheet, row) == (said.sheet, said.number) for sheet, row, _position in self._decisions.cells)
        return print_of_row if decided or mended else ""

    # pairings and meetings

    def _partners(self, known: Known, said: RowReading, table: Table) -> None:
        side = Field.MENTOR if said.partner_role is Role.MENTOR else Field.MENTEE
        columns = {column.position: column for column in table.of(side)}
        headings = [next((c.heading for c in table.of(field)), "") for field in (Field.SINCE, Field.LAST_CONTACT)]
        for partner in said.partners:
            column = columns.get(partner.position) or Column(partner.position, "", side)
            try:
                other = self._find(table)(said.number, column, partner.name, partner.number, said.partner_role, "")
            except Unreadable as trouble:
                self._plan.problems.append(
                    Problem(said.number, column.heading, str(trouble), said.sheet, column.position, partner.words)
                )
                continue
            pair = Pair(other, known) if said.partner_role is Role.MENTOR else Pair(known, other)
            self._pairing(
                Running(
                    pair,
                    partner.since,
                    partner.last_contact,
                    said.programme,
                    said.number,
                    said.sheet,
                    headings[0] or column.heading,
                    headings[1] or column.heading,
                )
            )

    def _pairing(self, one: Running) -> bool:
        """Whether it is new: not in the folder and not named by an earlier row, from the other side say."""
        if self._pairs.between(one.pair.mentor, one.pair.mentee):
            return False
        self._pairs.add(one.pair)
        self._plan.pairings.append(one)
        return True

    def _row_of_pairs(self, table: Table, row: Row) -> None:
        """A row of a list of pairings or of activities."""
        said, names = RowReading(table.sheet, row.number), ""
        if (table.sheet, row.number) in self._decisions.skipped:
            self._plan.reports.append(report_of(said, Step.LEAVE))
            return
        if table.kind is Kind.PAIRINGS:
            found, problems = running.read_pairing(table, row, self._find(table), self._today)
            new = [self._pairing(one) for one in found]
            names = ", ".join(f"{one.pair.mentor.name} – {one.pair.mentee.name}" for one in found)
            taken, is_new = bool(found), any(new)
        else:
            meeting, problems = running.read_meeting(
                self._session, table, row, self._find(table), self._pairs, self._today
            )
            taken = meeting is not None
            is_new = meeting is not None and self._pairs.logged(meeting.pair, meeting.details) is None
            if meeting is not None:
                names = f"{meeting.pair.mentor.name} – {meeting.pair.mentee.name}, {german_date(meeting.details.day)}"
            if meeting is not None and is_new:
                self._plan.meetings.append(meeting)
        self._plan.problems += problems
        said.problems = problems
        step = Step.REFUSE if not taken else Step.ADD if is_new else Step.SKIP
        self._plan.reports.append(replace(report_of(said, step), name=names))

    def _find(self, table: Table) -> running.Find:
        def find(row: int, column: Column, name: PersonName, number: str, role: Role, phone: str) -> Known:
            return self._meant(table, row, column, name, number, role, phone)

        return find

    def _meant(
        self, table: Table, row: int, column: Column, name: PersonName, number: str, role: Role, phone: str
    ) -> Known:
        """The one person whom a list means. Raises `Unreadable` if it is nobody or could be several."""
        words = number or name.full
        answer = self._decisions.meant.get((table.sheet, row, words), "")
        chosen = self._register.of_token(answer) if answer and answer != NEW else None
        found = self._register.numbered(number) if number else self._register.named(name, role)
        by_phone = [one for one in found if phone and phone_keys(phone) & one.phones]
        found = by_phone if len(by_phone) == 1 else found
        if len(found) == 1 and not answer:
            self._tell_phone(table, row, column, found[0], phone)
            return found[0]
        candidates = found or ([] if number else self._register.resembling(name, role))
        shown = tuple(Candidate(one.token, who(one)) for one in candidates)
        known_answer = answer if answer == NEW or chosen is not None else ""
        self._plan.questions.append(Question(table.sheet, row, words, role, shown, known_answer, column.heading))
        if chosen is not None:
            return chosen
        if answer == NEW and not number:
            return self._newcomer(table, row, name, role, phone)
        raise Unreadable(_nobody(words, role, several=bool(found)))

    def _tell_phone(self, table: Table, row: int, column: Column, known: Known, phone: str) -> None:
        """A list of pairings changes nobody's own data."""
        if phone and not phone_keys(phone) & known.phones:
            sentence = _("Die Nummer {phone} steht nicht bei {name}; bitte tragen Sie sie dort ein, wenn sie stimmt.")
            told = sentence.format(phone=phone, name=known.name)
            self._plan.problems.append(Problem(row, column.heading, told, table.sheet, None, phone))

    def _newcomer(self, table: Table, row: int, name: PersonName, role: Role, phone: str) -> Known:
        """Somebody whom a list of pairings names and no list of people holds."""
        said = RowReading(table.sheet, row, role)
        said.values = {"first_name": name.first_name or name.last_name}
        if name.first_name and name.last_name:
            said.values["last_name"] = name.last_name
        if name.family:
            said.values["kind"] = MenteeKind.FAMILY
        if phone:
            said.values["mobile" if is_mobile(phone) else "phone"] = phone
        candidate = candidate_of(said)
        same = self._register.same(candidate)
        return same or self._add(said, candidate, "")


def _nobody(words: str, role: Role, *, several: bool) -> str:
    if several:
        return _("»{name}« kann mehrere Personen meinen; die Patenschaft wurde nicht übernommen.").format(name=words)
    if role is Role.MENTEE:
        sentence = _("»{name}« steht nicht unter den Mentees; die Patenschaft wurde nicht übernommen.")
    else:
        sentence = _("»{name}« steht nicht unter den Patinnen und Paten; die Patenschaft wurde nicht übernommen.")
    return sentence.format(name=words)
