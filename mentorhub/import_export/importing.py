"""Brings a list in, in two steps: `check` says what would happen, row by row; `bring_in` does it in one transaction.

In between the coordinator may decide (`Decisions`): what a column means, a cell mended, a look-alike merged. The second
run of a list adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session

from mentorhub import families, people
from mentorhub.choices import Role, RoleStatus
from mentorhub.import_export import finding, planning, profiles, reading, running
from mentorhub.import_export.columns import Kind, Table
from mentorhub.import_export.decisions import Decisions
from mentorhub.import_export.finding import Found
from mentorhub.import_export.headings import Field
from mentorhub.import_export.planning import Person, Plan
from mentorhub.import_export.profiles import Profile
from mentorhub.import_export.reports import Candidate, Change, Duplicate, Question, Result, RowReport, Step
from mentorhub.import_export.rows import ROLES, RowReading
from mentorhub.import_export.sheets import ListFile
from mentorhub.people import RoleDetails
from mentorhub.progress import Progress, quiet
from mentorhub.text import _, ngettext

__all__ = [
    "Candidate",
    "Change",
    "Check",
    "Duplicate",
    "Question",
    "Result",
    "RowReport",
    "Step",
    "bring_in",
    "check",
]


_AT_ONCE = 500
"""So many new people are written in one go; cancelling waits for no more."""


@dataclass(frozen=True)
class Check:
    """A list that has been read and looked at; nothing is written yet."""

    file: ListFile
    tables: tuple[Table, ...]
    today: date
    _result: Result
    kind: Kind | None = None
    decisions: Decisions = field(default_factory=Decisions)
    profile: Profile | None = None
    """By which the columns were read: the headings are those of an earlier list."""

    def result(self) -> Result:
        return self._result


def check(
    session: Session,
    source: Path | ListFile,
    kind: Kind | None = None,
    today: date | None = None,
    decisions: Decisions | None = None,
    progress: Progress = quiet,
    *,
    with_profile: bool = True,
) -> Check:
    """Read the list and say what would happen. Raises `UnreadableList`.

    A list with the headings of a kept profile is read by it, unless `with_profile` is off; decisions come first.
    """
    file = reading.read(source) if isinstance(source, Path) else source
    said = decisions or Decisions()
    profile = profiles.fitting(session, file) if with_profile else None
    wanted = said.wanted(kind)
    found = finding.find(file, wanted if profile is None else profile.under(wanted))
    day = today or datetime.now(UTC).date()
    plan = planning.make(session, found.tables, said, profiles.remembered(session), day, progress)
    plan.problems += running.foreseen(session, plan.pairings, day)
    result = _result(file, found, plan, len(plan.pairings), written=False, without_hidden=said.without_hidden)
    result = replace(result, notes=(*result.notes, *_switched_off(session, found)))
    return Check(file, found.tables, day, result, kind, said, profile)


def bring_in(session: Session, check: Check, today: date, progress: Progress = quiet) -> Result:
    """Enter everything that was checked, as the folder is now. Whoever opened the session commits or rolls back."""
    rows = sum(len(table.rows) for table in check.tables)
    total = 3 * rows + 1
    remembered = profiles.remembered(session)
    plan = planning.make(session, check.tables, check.decisions, remembered, today, progress, of=total, to_write=True)
    work = len(plan.people) + len(plan.pairings) + len(plan.meetings)
    done = 0

    def on() -> None:
        nonlocal done
        done += 1
        progress(rows + 2 * rows * done // max(work, 1), total)

    new = [person for person in plan.people if person.is_new]
    for start in range(0, len(new), _AT_ONCE):
        progress(rows + 2 * rows * done // max(work, 1), total)
        _add(session, new[start : start + _AT_ONCE], today)
    for person in plan.people:
        _enter(session, person, today)
        on()
    taken_over = 0
    logged = {(meeting.pair, meeting.details.day) for meeting in plan.meetings}
    for one in plan.pairings:
        plan.problems += running.take_over(session, one, today, with_contact=(one.pair, one.last_contact) not in logged)
        taken_over += one.pair.id is not None
        on()
    for meeting in plan.meetings:
        plan.problems += running.log(session, meeting, today)
        on()
    profiles.remember(session, _came_in(plan))
    found = Found(check.tables)
    return _result(check.file, found, plan, taken_over, written=True)


def _came_in(plan: Plan) -> dict[str, str]:
    """As whom the rows came in that somebody has decided about."""
    return {person.fingerprint: person.known.number for person in plan.people if person.fingerprint}


def _add(session: Session, new: Sequence[Person], today: date) -> None:
    wanted = [(person.known.known_details(), [_role(person.said, role) for role in person.new_roles]) for person in new]
    for person, (person_id, number) in zip(new, people.add_all(session, wanted, today), strict=True):
        person.known.id, person.known.number = person_id, number


def _enter(session: Session, person: Person, today: date) -> None:
    """What a row says of somebody who is in the folder by now."""
    known, said = person.known, person.said
    if known.id is None:
        return
    if not person.is_new:
        if person.written is not None:
            people.change(session, known.id, person.written, today)
        for role in person.new_roles:
            people.set_role(session, known.id, _role(said, role), today)
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
    status = said.status if role is said.role else None
    return RoleDetails(role, status or usual, capacity, said.registered_on, joined)


def _result(
    file: ListFile, found: Found, plan: Plan, pairings: int, *, written: bool, without_hidden: bool = False
) -> Result:
    tables = found.tables
    return Result(
        file=file.path,
        kind=tables[0].kind,
        encoding=file.encoding,
        columns=tables[0].columns,
        rows=tuple(plan.reports),
        refused=tuple(sorted(plan.problems, key=lambda problem: (problem.sheet, problem.row))),
        duplicates=tuple(replace(one, person=known.number) for one, known in plan.duplicates),
        pairings=pairings,
        written=written,
        running=tuple(one.report() for one in plan.pairings),
        questions=tuple(plan.questions),
        notes=_notes(found, out=without_hidden),
        has_hidden=bool(found.hidden_inside),
    )


def _notes(found: Found, *, out: bool) -> tuple[str, ...]:
    """Sheets and rows that nothing is taken from: said, not dropped."""
    told = [
        _("Im Blatt »{sheet}« ist keine Liste zu erkennen; es wird nicht gelesen.").format(sheet=name)
        for name in found.unread
    ]
    told += [_("Das ausgeblendete Blatt »{sheet}« wird nicht gelesen.").format(sheet=name) for name in found.hidden]
    told += [_hidden_words(*inside, out=out) for inside in found.hidden_inside]
    for table in found.tables:
        if table.left_out:
            rows = ", ".join(str(number) for number in table.left_out[:10]) + (" …" if len(table.left_out) > 10 else "")
            told.append(
                ngettext(
                    "{sheet}: Zeile {rows} ist keine Person (Summe, Überschrift) und wird nicht gelesen.",
                    "{sheet}: Die Zeilen {rows} sind keine Personen (Summen, Überschriften) und werden nicht gelesen.",
                    len(table.left_out),
                ).format(sheet=table.sheet, rows=rows)
            )
    return tuple(told)


def _hidden_words(sheet: str, rows: int, columns: int, *, out: bool) -> str:
    parts = [
        ngettext("{n} ausgeblendete Zeile", "{n} ausgeblendete Zeilen", rows).format(n=rows) if rows else "",
        ngettext("{n} ausgeblendete Spalte", "{n} ausgeblendete Spalten", columns).format(n=columns) if columns else "",
    ]
    sentence = _("{sheet}: {what} – nicht dabei.") if out else _("{sheet}: {what} – mit dabei.")
    return sentence.format(sheet=sheet, what=_(" und ").join(filter(None, parts)))


def _switched_off(session: Session, found: Found) -> tuple[str, ...]:
    """Columns for which this folder has no room, because their field is switched off."""
    off = people.switches(session).off
    read = {column.field for table in found.tables if table.kind in ROLES for column in table.columns}
    sentence = _("„{field}“ ist in diesem Datenordner ausgeschaltet (Einstellungen) und wird nicht übernommen.")
    told = [sentence.format(field=field.label) for field in Field if field in read and field.value in off]
    if Field.BIRTH in read and "birth_date" in off:
        told.append(_("Von Erwachsenen wird statt des Geburtsdatums nur das Jahr übernommen (Einstellungen)."))
    return tuple(told)
