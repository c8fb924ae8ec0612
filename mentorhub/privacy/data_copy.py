"""Everything stored about one person, for her (Art. 15 DSGVO): each row of each table that is about her, in German.

The rows come from the tables themselves, in the words of the workbook with everything: a column that is added there
appears here by itself. `LEFT_OUT` names what does not appear, and why.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from mentorhub import languages, people
from mentorhub.changes import log, words
from mentorhub.choices import Choice, EndedBy, EndReason, Mobility, Paper, Party, TrialResult
from mentorhub.db.tables import Change, Household, Pairing, Participation, Person
from mentorhub.documents import issue, own_texts
from mentorhub.documents.gathering import persons
from mentorhub.documents.issue import Preview
from mentorhub.documents.papers import data_copy
from mentorhub.documents.papers.data_copy import Data, Section
from mentorhub.documents.texts import PaperText
from mentorhub.import_export.subjects import SUBJECTS, Folded, Subject, refers_to
from mentorhub.pairings import number_text as pairing_number
from mentorhub.people import number_text as person_number
from mentorhub.privacy import blacking
from mentorhub.privacy.blacking import BLACK, Blacking
from mentorhub.text import euro, german_date
from mentorhub.timeline import STEPS

LEFT_OUT = {
    "id": "a key inside the file",
    "version": "a counter inside the file",
    "sort_key": "made from the name",
    "search_text": "made from the name",
    "sha256": "of a paper, not of a person",
    "content": "of a scan: she has the paper, or gets the scan itself",
}
_HERS = frozenset(
    "first_name last_name call_name pronunciation street postcode city district phone mobile email iban former_numbers"
    " volunteer_card_number wish_districts mobility".split()
)
"""Of her own record: not gone through for names of others, whose surname may be that of a street."""
_EVENT = ("title", "kind", "from_on", "to_on", "minutes", "place")
"""Of an event she was at; the rest is about the event."""


def preview(session: Session, person_id: UUID, today: date) -> Preview:
    """The paper, with the facts about a certificate of conduct: only for whoever has typed the Kennwort again."""
    said = own_texts.wording(session, Paper.DATA_COPY)
    person = people.get(session, person_id)
    number = people.row(session, person_id).number
    data = Data(
        persons.information_data(session, (), today),
        own_texts.text(session, Paper.INFORMATION, "de"),
        person.name,
        number,
        today,
        sections(session, person_id, said.german),
    )
    built = data_copy.render(data, said)
    return Preview(built.pdf, f"Auskunft_{number}.pdf", said.version, said.reviewed, built.pages)


def note(session: Session, person_id: UUID, today: date, made: Preview, sha256: str) -> None:
    """It left the program. The paper itself is never kept: it is all of the data once more."""
    issue.note_data_copy(session, person_id, today, made, sha256)


def sections(session: Session, person_id: UUID, text: PaperText) -> list[Section]:
    """By subject, herself first, then in the order of the workbook; subjects without a row are left out."""
    gathered = _Gathering(session, person_id, text, blacking.for_person(session, person_id))
    found = [gathered.section(subject) for subject in sorted(SUBJECTS, key=lambda each: each.table is not Person)]
    return [each for each in (*found, gathered.log()) if each is not None]


class _Gathering:
    def __init__(self, session: Session, person_id: UUID, text: PaperText, black: Blacking) -> None:
        self._session = session
        self._person_id = person_id
        self._text = text
        self._black = black
        self._names: dict[tuple[str, UUID], str] = {}
        sides = (col(Pairing.mentor_id) == person_id) | (col(Pairing.mentee_id) == person_id)
        pairs = session.exec(select(Pairing).where(sides)).all()
        self._other = {pair.id: "mentee" if pair.mentor_id == person_id else "mentor" for pair in pairs}
        self._ids: dict[str, list[UUID]] = {
            "person": [person_id],
            "pairing": list(self._other),
            "household": [
                key for key in session.exec(select(Person.household_id).where(Person.id == person_id)) if key
            ],
            "event": list(session.exec(select(Participation.event_id).where(Participation.person_id == person_id))),
        }

    def section(self, subject: Subject) -> Section | None:
        rows = self._rows(subject)
        if not rows:
            return None
        if subject.table is Person:
            lines = self._cells(subject, rows[0])
            return Section(subject.title, lines, (self._text.words["field"], self._text.words["stored"]))
        lines = []
        for count, row in enumerate(rows, start=1):
            cells = self._cells(subject, row)
            head = next((stored for _heading, stored in cells if stored), str(count))
            rest = "; ".join(f"{heading}: {stored}" for heading, stored in cells[1:])
            lines.append((f"{cells[0][0]}: {head}", rest or "–"))
        return Section(subject.title, lines, self._headings())

    def log(self) -> Section | None:
        """When which field was changed. Who worked at the laptop is not said: that is somebody else's datum."""
        ids = log.search(self._session, log.LogFilter(person_id=self._person_id))
        found = {row.id: row for row in self._session.exec(select(Change).where(col(Change.id).in_(ids)))}
        lines = []
        for row in (found[key] for key in ids):
            if row.table_name == "expense" and row.person_id != self._person_id:
                continue
            table = words.TABLES.get(row.table_name, (row.table_name,))[0]
            fields = ", ".join(dict.fromkeys(words.FIELDS.get(name, name) for name in row.fields.split(",") if name))
            noted = self._black.over(words.NOTES.get(row.note, row.note))
            said = "; ".join(part for part in (f"{table}: {row.operation.german}", fields, noted) if part)
            lines.append((_moment(row.at), said))
        return Section(self._text.words["log"], lines, self._headings()) if lines else None

    def _headings(self) -> tuple[str, str]:
        return self._text.words["what"], self._text.words["details"]

    def _rows(self, subject: Subject) -> Sequence[Mapping[str, Any]]:
        """Those that are about her: by what they refer to. Their keys are kept for what refers to them."""
        table = subject.table.__table__
        if subject.name in self._ids:
            asked = table.c.id.in_(self._ids[subject.name])
        else:
            found = [
                column.in_(self._ids[refers_to(column)])
                for column in table.columns
                if refers_to(column) in self._ids and self._is_link(subject, column.name)
            ]
            if not found:
                return []
            asked = sa.or_(*found)
        columns = [column for column in table.columns if column.name != "content"]
        query = sa.select(*columns).where(asked).order_by(*subject.order())
        rows = [dict(row) for row in self._session.connection().execute(query).mappings()]
        self._ids[subject.name] = [row["id"] for row in rows]
        return rows

    def _is_link(self, subject: Subject, column: str) -> bool:
        """Money is its taker's; who else came to an event, and its papers, are not about her."""
        return column != "event_id" and (subject.name != "expense" or column == "person_id")

    def _cells(self, subject: Subject, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        cells = []
        if subject.table is Person:
            cells.append((words.FIELDS["number"], person_number(row["number"])))
        if subject.table is Pairing:
            cells.append((words.FIELDS["pairing_id"], pairing_number(row["year"], row["number_in_year"])))
        for column in subject.columns:
            if column.name in LEFT_OUT or (subject.name == "event" and column.name not in _EVENT):
                continue
            value = row[column.name]
            if value is None or value == "" or (refers_to(column) == "person" and value == self._person_id):
                continue
            if column.name == "changed_at" and value.date() == row["created_at"].date():
                continue
            cells.append((subject.heading(column.name), self._said(subject, column, value, row)))
        if subject.table is Household:
            cells.append((self._text.words["members"], self._members(row["id"])))
        cells += [(each.heading, folded) for each in subject.folded if (folded := self._folded(each, row["id"]))]
        return cells

    def _said(self, subject: Subject, column: sa.Column[Any], value: Any, row: Mapping[str, Any]) -> str:
        if self._is_of_the_other(subject, column.name, row):
            return f"{BLACK} ({self._text.words['not_hers']})"
        target = refers_to(column)
        if target:
            return self._named(target, value)
        if subject.name == "guardian" and column.name in ("name", "phone"):
            return BLACK
        if isinstance(value, str) and not isinstance(value, Choice):
            return self._words(subject, column.name, value)
        return self._plain(column.name, value)

    def _plain(self, column: str, value: Any) -> str:
        if isinstance(value, Choice):
            return value.german
        if isinstance(value, bool):
            return self._text.words["yes" if value else "no"]
        if isinstance(value, date):
            return _moment(value) if isinstance(value, datetime) else german_date(value)
        if column == "minutes":
            return self._text.word("minutes", n=str(value))
        if column.endswith("_cent") and isinstance(value, int):
            return euro(value)
        return str(value).replace(".", ",") if isinstance(value, float) else str(value)

    def _words(self, subject: Subject, column: str, value: str) -> str:
        if subject.table is Person and column in _HERS:
            if column == "mobility":
                return ", ".join(Mobility(each).german for each in value.split(",") if each)
            return value
        if column in ("code", "language"):
            return languages.german_name(value)
        if subject.name == "pairing_event" and column == "step":
            return STEPS.get(value, value)
        if subject.name == "pairing_event" and column == "detail":
            return ", ".join(_DETAILS.get(part, words.FIELDS.get(part, part)) for part in value.split(","))
        return self._black.over(value)

    def _is_of_the_other(self, subject: Subject, column: str, row: Mapping[str, Any]) -> bool:
        """What the other side said or was told in confidence."""
        if subject.name == "pairing":
            return column == f"satisfaction_{self._other[row['id']]}"
        if subject.name == "check_in" and column == "note":
            hers = Party.MENTEE if self._other[row["pairing_id"]] == "mentor" else Party.MENTOR
            return row["party"] is not hers
        return False

    def _folded(self, folded: Folded, row_id: UUID) -> str:
        table = folded.table.__table__
        wanted = [table.c[column] for column in folded.columns]
        query = sa.select(*wanted).where(table.c[folded.parent] == row_id).order_by(table.c.id)
        return ", ".join(folded.words[tuple(row)] for row in self._session.connection().execute(query))

    def _members(self, household_id: UUID) -> str:
        query = select(Person.number).where(Person.household_id == household_id).order_by(col(Person.number))
        return ", ".join(person_number(number) for number in self._session.exec(query))

    def _named(self, target: str, key: UUID) -> str:
        """Another row in a few words; another person by number only."""
        known = (target, key)
        if known not in self._names:
            self._names[known] = self._name(target, key)
        if target == "person":
            return f"{self._names[known]} ({self._text.words['name_blacked']})"
        return self._names[known]

    def _name(self, target: str, key: UUID) -> str:
        subject = next(each for each in SUBJECTS if each.name == target)
        row = self._session.get(subject.table, key)
        if isinstance(row, Person):
            return person_number(row.number)
        if isinstance(row, Pairing):
            return pairing_number(row.year, row.number_in_year)
        if isinstance(row, Household):
            return self._black.over(row.name) or self._text.words["yes"]
        for attribute in ("paper", "purpose", "kind", "role"):
            if target not in ("event", "institution") and hasattr(row, attribute):
                return str(getattr(row, attribute).german)
        return self._black.over(getattr(row, "title", "") or getattr(row, "name", ""))


_DETAILS = {choice.value: choice.german for kind in (EndReason, EndedBy, TrialResult) for choice in kind}


def _moment(at: datetime) -> str:
    """On this laptop's clock."""
    return f"{at.astimezone():%d.%m.%Y %H:%M}"
