"""Everything in one workbook, so that nobody is locked in; `bringing_back` reads it into an empty folder."""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session

from mentorhub import appointments, changes
from mentorhub.appointments import Appointment
from mentorhub.choices import Choice
from mentorhub.db.place import synced_by
from mentorhub.db.tables import Pairing, Person
from mentorhub.files import Written, write_new, write_new_with
from mentorhub.import_export.spreadsheets import MAX_LETTERS, WRITERS, Cell, Workbook
from mentorhub.import_export.subjects import (
    CERTIFICATES,
    FORMAT,
    FRONT,
    LONG,
    SUBJECTS,
    Folded,
    Subject,
    kind_of,
    refers_to,
)
from mentorhub.pairings import number_text as pairing_number
from mentorhub.people import number_text as person_number
from mentorhub.progress import Progress, quiet

PAGE = 500
_INSIDE = (
    "Diese Datei enthält alles aus einem Datenordner von MentorHub, auch Namen, und ist nicht verschlüsselt. "
    "MentorHub liest sie in einen leeren Datenordner wieder ein. Nicht dabei sind der Papierkorb, der Verlauf der "
    "Änderungen und die Schlüssel der Statistik."
)


def save_everything(
    session: Session, path: Path, *, with_certificates: bool = False, progress: Progress = quiet
) -> Written:
    """Written beside and renamed, and noted in the change log: needs a writing session.

    `with_certificates`: also the three facts about certificates of conduct (s. 72a V SGB VIII), for whoever has typed
    the Kennwort again. Raises `FileTrouble`.
    """
    rows = 0

    def write(out: IO[bytes]) -> None:
        nonlocal rows
        rows = everything(session, out, with_certificates=with_certificates, progress=progress)

    written = write_new_with(path, write)
    changes.note_left(session, "Alles als Arbeitsmappe", rows=rows)
    return written


def save_list(
    session: Session, path: Path, name: str, headings: Sequence[str], lines: Iterable[Sequence[Cell]], rows: int
) -> Written:
    """What a list on the screen shows, as xlsx or csv after the ending of `path`; noted in the change log."""
    content = WRITERS[path.suffix.lower()](name, headings, lines)
    written = write_new(path, content)
    changes.note_left(session, f"Liste {name}", rows=rows)
    return written


def save_dates(session: Session, path: Path, made: Sequence[Appointment], now: datetime) -> Written:
    """As a calendar file (.ics); noted in the change log. Raises `FileTrouble`."""
    written = write_new(path, appointments.write(made, now))
    changes.note_left(session, "Termine für den Kalender", rows=len(made))
    return written


def copied_by(path: Path) -> str:
    """The program that copies the folder of this file to a cloud or to other computers, if one is known."""
    return synced_by(path.absolute().parent) or synced_by(path.resolve().parent)


def everything(session: Session, out: IO[bytes], *, with_certificates: bool = False, progress: Progress = quiet) -> int:
    """One sheet for each subject, read in pages and written as it is read. Returns the rows.

    The same contents give the same bytes: no moment of the export stands in it.
    """
    subjects = [each for each in SUBJECTS if with_certificates or each.name != CERTIFICATES]
    total = sum(_count(session, each) for each in subjects)
    book = Workbook(out)
    book.start(FRONT, ("Format", str(FORMAT)))
    book.add(("Führungszeugnisse", "ja" if with_certificates else "nein"))
    book.add(("Zeilen", total))
    book.add(("Inhalt", _INSIDE))
    keys: dict[str, dict[UUID, str]] = {}
    long = _LongWords()
    done = 0
    for subject in subjects:
        book.start(subject.title, subject.all_headings())
        for row in _rows(session, subject, keys, long):
            book.add(row)
            done += 1
            if done % 200 == 0:
                progress(done, total)
    book.start(LONG, ("Nummer", "Blatt", "Text"))
    for number, title, words in long.parts(session):
        book.add((number, title, words))
    book.close()
    progress(total, total)
    return done


class _LongWords:
    """What is longer than a cell: only where it stands is kept, until the last sheet is written."""

    def __init__(self) -> None:
        self._places: list[tuple[Subject, str, UUID]] = []

    def note(self, subject: Subject, column: str, row_id: UUID) -> int:
        self._places.append((subject, column, row_id))
        return len(self._places)

    def parts(self, session: Session) -> Iterator[tuple[int, str, str]]:
        for number, (subject, column, row_id) in enumerate(self._places, start=1):
            columns = subject.table.__table__.columns
            value = session.connection().execute(sa.select(columns[column]).where(columns.id == row_id)).scalar_one()
            words = base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
            for first in range(0, len(words), MAX_LETTERS):
                yield number, subject.title, words[first : first + MAX_LETTERS]


def _count(session: Session, subject: Subject) -> int:
    found = session.connection().execute(sa.select(sa.func.count()).select_from(subject.table.__table__))
    return int(found.scalar_one())


def _rows(
    session: Session, subject: Subject, keys: dict[str, dict[UUID, str]], long: _LongWords
) -> Iterator[list[Cell]]:
    table = subject.table.__table__
    own = keys.setdefault(subject.name, {})
    if subject.table is Pairing:  # a pairing may follow one that was entered later
        query = sa.select(table.c.id, table.c.year, table.c.number_in_year)
        own |= {row.id: pairing_number(row.year, row.number_in_year) for row in session.connection().execute(query)}
    query = sa.select(*(_asked(column) for column in table.columns)).order_by(*subject.order())
    read = session.connection().execute(query.execution_options(yield_per=PAGE))
    for page in read.mappings().partitions(PAGE):
        folded = [_lists(session, each, [row["id"] for row in page]) for each in subject.folded]
        for row in page:
            if subject.has_key and row["id"] not in own:
                own[row["id"]] = (
                    person_number(row["number"]) if subject.table is Person else f"{subject.prefix}-{len(own) + 1}"
                )
            yield [
                *([own[row["id"]]] if subject.has_key else []),
                *(_cell(subject, column, row, keys, long) for column in subject.columns),
                *(lists.get(row["id"], "") for lists in folded),
            ]


def _asked(column: sa.Column[Any]) -> Any:
    """Of contents in bytes only how many there are: they are read one at a time, for the last sheet."""
    if isinstance(kind_of(column), sa.LargeBinary):
        return sa.func.length(column).label(column.name)
    return column


def _cell(
    subject: Subject,
    column: sa.Column[Any],
    row: Mapping[Any, Any],
    keys: Mapping[str, Mapping[UUID, str]],
    long: _LongWords,
) -> Cell:
    value = row[column.name]
    target = refers_to(column)
    if value is None:
        return None
    if target:
        return keys[target][value]
    if isinstance(kind_of(column), sa.LargeBinary):
        return long.note(subject, column.name, row["id"])
    if isinstance(value, str) and not isinstance(value, Choice):
        return value if len(value) <= MAX_LETTERS else long.note(subject, column.name, row["id"])
    return in_words(value)


def in_words(value: Any) -> Cell:
    """As it stands in a cell; German, whatever the interface speaks."""
    if isinstance(value, Choice):
        return value.german
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, int | float | date):
        return value
    return str(value)


def _lists(session: Session, folded: Folded, parents: Sequence[UUID]) -> dict[UUID, str]:
    columns = folded.table.__table__.columns
    parent = columns[folded.parent]
    query = sa.select(parent, *(columns[name] for name in folded.columns)).where(parent.in_(parents))
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for key, *values in session.connection().execute(query):
        found.setdefault(key, []).append(tuple(values))
    order = list(folded.words)
    return {key: "; ".join(folded.words[each] for each in sorted(rows, key=order.index)) for key, rows in found.items()}
