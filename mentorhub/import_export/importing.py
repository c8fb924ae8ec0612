"""Brings a list in, in two steps: `check` says what would happen, row by row; `bring_in` does it in one transaction.

Rows are the same person only if the names are equal and phone, e-mail, birthday or number agrees, or neither has any
of these. The merely similar are added and named, so that a person can look at them. What the list says wins over
what was there, but nothing is overwritten with emptiness, and where somebody stands (status, places) stays as the
program has it. The second run of a list adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlmodel import Session

from mentorhub import activities, districts, families, people
from mentorhub.choices import Level, MenteeKind, Role, RoleStatus
from mentorhub.errors import MentorHubError
from mentorhub.import_export import columns, reading, running
from mentorhub.import_export.columns import Column, Kind, Table
from mentorhub.import_export.headings import Field
from mentorhub.import_export.reading import ListFile
from mentorhub.import_export.recognising import Known, Register, everybody, number_of, phone_keys
from mentorhub.import_export.rows import ROLES, Problem, RowReading, read_row
from mentorhub.import_export.running import Meeting, Running, RunningReport
from mentorhub.people import PersonDetails, RoleDetails
from mentorhub.progress import Progress, quiet
from mentorhub.text import _, ngettext

_OF_EVERYBODY = frozenset(("first_name", "last_name", "kind"))


class Step(StrEnum):
    """What happens with a row."""

    ADD = "add"
    CHANGE = "change"
    SKIP = "skip"
    REFUSE = "refuse"


@dataclass(frozen=True)
class RowReport:
    """One row of the preview, fields by attribute: those that would change, and those a new person comes with."""

    sheet: str
    row: int
    name: str
    step: Step
    changes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duplicate:
    """A row that is added although somebody known looks similar: `person` is that one's number or, if new, its row."""

    row: int
    person: str
    other_row: int = 0


@dataclass(frozen=True)
class Result:
    """What would happen or has happened (`written`)."""

    file: Path
    kind: Kind
    encoding: str | None
    columns: tuple[Column, ...]
    rows: tuple[RowReport, ...]
    refused: tuple[Problem, ...]
    duplicates: tuple[Duplicate, ...]
    pairings: int
    written: bool
    running: tuple[RunningReport, ...] = ()
    """Those that `check` found; `pairings` counts them, afterwards only those that could be taken over."""

    def count(self, step: Step) -> int:
        return sum(row.step is step for row in self.rows)

    def document(self) -> dict[str, Any]:
        """The shape that `import --json` promises."""
        return {
            "file": str(self.file),
            "kind": self.kind.value,
            "encoding": self.encoding,
            "columns": [
                {"heading": column.heading, "field": column.field.value if column.field else None}
                for column in self.columns
            ],
            "rows": len(self.rows),
            "added": self.count(Step.ADD),
            "changed": self.count(Step.CHANGE),
            "skipped": self.count(Step.SKIP),
            "refused": [
                {"row": problem.row, "column": problem.column, "problem": problem.sentence, "sheet": problem.sheet}
                for problem in self.refused
            ],
            "duplicates": [
                {"row": duplicate.row, "person": duplicate.person or None, "other_row": duplicate.other_row or None}
                for duplicate in self.duplicates
            ],
            "pairings": self.pairings,
            "written": self.written,
        }

    def lines(self) -> list[str]:
        """The same in a few sentences."""
        n = len(self.rows)
        told = [
            ngettext("{file}: {n} Zeile ({kind}).", "{file}: {n} Zeilen ({kind}).", n).format(
                file=self.file.name, n=n, kind=self.kind.label
            ),
            _("Neu: {added}, geändert: {changed}, unverändert: {skipped}, laufende Patenschaften: {pairings}.").format(
                added=self.count(Step.ADD),
                changed=self.count(Step.CHANGE),
                skipped=self.count(Step.SKIP),
                pairings=self.pairings,
            ),
        ]
        told += [
            _("Zeile {row}, {column}: {problem}").format(
                row=problem.row, column=problem.column or _("ganze Zeile"), problem=problem.sentence
            )
            for problem in self.refused
        ]
        told += [
            _("Zeile {row} sieht {person} ähnlich; bitte prüfen Sie, ob es dieselbe Person ist.").format(
                row=duplicate.row,
                person=duplicate.person or _("der Zeile {row}").format(row=duplicate.other_row),
            )
            for duplicate in self.duplicates
        ]
        if not self.written:
            told.append(_("Es wurde noch nichts übernommen."))
        return told


@dataclass(frozen=True)
class Check:
    """A list that has been read and looked at; nothing is written yet."""

    file: ListFile
    tables: tuple[Table, ...]
    today: date
    _result: Result

    def result(self) -> Result:
        return self._result


@dataclass
class _Person:
    """What a row does to one person."""

    known: Known
    said: RowReading
    details: PersonDetails
    step: Step
    changes: tuple[str, ...]


@dataclass
class _Plan:
    people: list[_Person] = field(default_factory=list)
    reports: list[RowReport] = field(default_factory=list)
    pairings: list[Running] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    duplicates: list[tuple[RowReading, Known]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def check(session: Session, path: Path, kind: Kind | None = None, today: date | None = None) -> Check:
    """Read the list and say what would happen. Raises `UnreadableList`."""
    file = reading.read(path)
    tables = columns.tables(file, kind)
    day = today or datetime.now(UTC).date()
    plan = _plan(session, tables, day)
    plan.problems += running.foreseen(session, plan.pairings, day)
    return Check(file, tables, day, _result(file, tables, plan, len(plan.pairings), written=False))


def bring_in(session: Session, check: Check, today: date, progress: Progress = quiet) -> Result:
    """Enter everything that was checked, as the folder is now. Whoever opened the session commits or rolls back."""
    plan = _plan(session, check.tables, today)
    for done, person in enumerate(plan.people):
        progress(done, len(plan.people))
        _enter(session, person, today)
    taken_over = 0
    for one in plan.pairings:
        troubles = running.take_over(session, one, today)
        plan.problems += troubles
        taken_over += running.runs(session, one)
    for meeting in plan.meetings:
        try:
            activities.log(session, meeting.pairing_id, meeting.details, today)
        except MentorHubError as trouble:
            plan.problems.append(Problem(meeting.row, "", str(trouble), meeting.sheet))
    return _result(check.file, check.tables, plan, taken_over, written=True)


def _plan(session: Session, tables: Sequence[Table], today: date) -> _Plan:
    plan, register = _Plan(), Register(everybody(session))
    names = tuple(district.name for district in districts.table(session))
    readings: list[tuple[Known, RowReading, Table]] = []
    for table in tables:
        if table.kind not in ROLES:
            continue
        for row in table.rows:
            said = read_row(table, row, today, names)
            said.values = people.as_switched(session, said.values, today)
            known = _plan_person(session, plan, register, said)
            plan.problems += said.problems
            if known is not None:
                readings.append((known, said, table))
    for known, said, table in readings:
        _plan_partners(session, plan, register, known, said, table)
    for table in tables:
        _plan_table(session, plan, register, table, today)
    return plan


def _plan_person(session: Session, plan: _Plan, register: Register, said: RowReading) -> Known | None:
    for attribute, sentence in people.problems(said.values).items():
        if attribute == "first_name":
            said.problems.append(Problem(said.number, "", _("Hier fehlt der Name."), said.sheet))
            plan.reports.append(_report(said, Step.REFUSE))
            return None
        said.values.pop(attribute, None)
        said.problems.append(Problem(said.number, attribute, sentence, said.sheet))
    candidate = Known(
        first_name=said.values["first_name"],
        last_name=said.values.get("last_name", ""),
        kind=said.values.get("kind", MenteeKind.SINGLE),
        roles={said.role} if said.role else set(),
        row=said.number,
        phones=phone_keys(said.values.get("phone", ""), said.values.get("mobile", "")),
        email=said.values.get("email", "").casefold(),
        birth_date=said.values.get("birth_date"),
        birth_year=said.values.get("birth_year"),
    )
    same = register.same(candidate, said.person_number)
    if same is None:
        lookalike = register.similar(candidate)
        if lookalike is not None:
            plan.duplicates.append((said, lookalike))
        candidate.details = PersonDetails(**said.values)
        register.add(candidate)
        plan.people.append(_Person(candidate, said, candidate.details, Step.ADD, ()))
        plan.reports.append(replace(_report(said, Step.ADD), given=_given(said)))
        return candidate
    before = same.details or (people.get(session, same.id) if same.id else PersonDetails(**said.values))
    after, changes = _merged(before, said.values)
    new_role = said.role is not None and said.role not in same.roles
    if new_role and said.role is not None:
        same.roles.add(said.role)
        changes = (*changes, "role")
    same.details = after
    same.phones |= candidate.phones
    step = Step.CHANGE if changes else Step.SKIP
    plan.people.append(_Person(same, said, after, step, changes))
    plan.reports.append(_report(said, step, changes))
    return same


def _merged(before: PersonDetails, said: dict[str, Any]) -> tuple[PersonDetails, tuple[str, ...]]:
    """What the list says over what was there: sets grow, notes are added to, levels are kept when none is given."""
    values = {name: getattr(before, name) for name in PersonDetails.model_fields}
    changes = []
    for attribute, new in said.items():
        old = values[attribute]
        merged = new
        if attribute in ("times", "topics"):
            merged = old | new
        elif attribute == "languages":
            levels = dict(old)
            levels.update({code: level for code, level in new if level is not Level.UNKNOWN or code not in levels})
            merged = tuple(levels.items()) if levels != dict(old) else old
        elif attribute == "note":
            added = [part for part in new.split("; ") if part not in old]
            merged = "; ".join([old, *added] if old else added)
        elif attribute in ("first_name", "last_name"):
            merged = old  # equal but for spelling: the program's spelling has been looked at
        elif attribute == "birth_year" and before.birth_date is not None:
            merged = old
        if merged != old:
            values[attribute] = merged
            changes.append(attribute)
    return PersonDetails(**values), tuple(changes)


def _plan_partners(
    session: Session, plan: _Plan, register: Register, known: Known, said: RowReading, table: Table
) -> None:
    side = Field.MENTOR if said.partner_role is Role.MENTOR else Field.MENTEE
    heading = next((column.heading for column in table.of(side)), "")
    for partner in said.partners:
        try:
            other = running.find(register, partner.name, partner.number, said.partner_role)
        except MentorHubError as trouble:
            plan.problems.append(Problem(said.number, heading, str(trouble), said.sheet))
            continue
        mentor, mentee = (other, known) if said.partner_role is Role.MENTOR else (known, other)
        one = Running(
            mentor,
            mentee,
            partner.since,
            partner.last_contact,
            said.programme,
            said.number,
            said.sheet,
            next((column.heading for column in table.of(Field.SINCE)), heading),
            next((column.heading for column in table.of(Field.LAST_CONTACT)), heading),
        )
        _plan_pairing(session, plan, one)


def _plan_pairing(session: Session, plan: _Plan, one: Running) -> bool:
    """Whether it is new: not in the folder and not named by an earlier row, from the other side say."""
    if running.exists(session, one) or any(p.mentor is one.mentor and p.mentee is one.mentee for p in plan.pairings):
        return False
    plan.pairings.append(one)
    return True


def _plan_table(session: Session, plan: _Plan, register: Register, table: Table, today: date) -> None:
    """The rows of a list of pairings or of activities."""
    for row in table.rows if table.kind not in ROLES else ():
        said, names = RowReading(table.sheet, row.number), ""
        if table.kind is Kind.PAIRINGS:
            found, problems = running.read_pairing(table, row, register, today)
            new = [_plan_pairing(session, plan, one) for one in found]
            names = ", ".join(f"{one.mentor.name} – {one.mentee.name}" for one in found)
            taken, is_new = bool(found), any(new)
        else:
            meeting, problems = running.read_meeting(session, table, row, register, today)
            taken = meeting is not None
            is_new = meeting is not None and not running.is_logged(session, meeting)
            if meeting is not None and is_new:
                plan.meetings.append(meeting)
        plan.problems += problems
        said.problems = problems
        step = Step.REFUSE if not taken else Step.ADD if is_new else Step.SKIP
        plan.reports.append(replace(_report(said, step), name=names))


def _enter(session: Session, person: _Person, today: date) -> None:
    known, said = person.known, person.said
    if known.id is None:
        known.id = people.add(session, person.details, (_role(said, said.role),) if said.role else (), today)
        known.number = number_of(session, known.id)
    else:
        if person.step is Step.CHANGE:
            people.change(session, known.id, person.details, today)
        if said.role is not None and people.role(session, known.id, said.role) is None:
            people.set_role(session, known.id, _role(said, said.role), today)
    if said.household:
        members = [families.Member(one.first_name, one.birth_year, one.relation) for one in said.household]
        families.add_members(session, known.id, members, today)
    if said.guardians:
        guardians = [families.GuardianDetails(one.name, one.phone, one.relation) for one in said.guardians]
        families.add_guardians(session, known.id, guardians)


def _role(said: RowReading, role: Role) -> RoleDetails:
    usual = RoleStatus.WAITING if role is Role.MENTEE else RoleStatus.PAPERS_OPEN
    capacity = 1 if said.capacity is None else said.capacity
    joined = said.registered_on if role is not Role.MENTEE else None
    return RoleDetails(role, said.status or usual, capacity, said.registered_on, joined)


def _report(said: RowReading, step: Step, changes: tuple[str, ...] = ()) -> RowReport:
    return RowReport(said.sheet, said.number, said.name, step, changes, tuple(said.problems))


def _given(said: RowReading) -> tuple[str, ...]:
    """What a new person comes with, besides the name."""
    given = [name for name, value in said.values.items() if value and name not in _OF_EVERYBODY]
    given += ["household"] if said.household else []
    given += ["guardians"] if said.guardians else []
    return tuple(given)


def _result(file: ListFile, tables: Sequence[Table], plan: _Plan, pairings: int, *, written: bool) -> Result:
    return Result(
        file=file.path,
        kind=tables[0].kind,
        encoding=file.encoding,
        columns=tables[0].columns,
        rows=tuple(plan.reports),
        refused=tuple(sorted(plan.problems, key=lambda problem: (problem.sheet, problem.row))),
        duplicates=tuple(Duplicate(said.number, known.number, known.row) for said, known in plan.duplicates),
        pairings=pairings,
        written=written,
        running=tuple(one.report() for one in plan.pairings),
    )
