"""Reads the workbook with everything into an empty folder: the strict counterpart of `exporting`.

It takes only what `exporting` writes. Whatever it does not know stops it with the sheet and the line, before anything
is kept: the caller's transaction holds all or nothing.
"""

import base64
import binascii
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import ParseError

import sqlalchemy as sa
from sqlmodel import Session

from mentorhub import people
from mentorhub.db.tables import Organisation, Pairing, Person, RuleSetting, new_id, now
from mentorhub.errors import MentorHubError
from mentorhub.import_export import archives
from mentorhub.import_export.sheets import MAX_CELLS
from mentorhub.import_export.spreadsheets import unescaped
from mentorhub.import_export.subjects import (
    CERTIFICATES,
    FORMAT,
    FRONT,
    LONG,
    SUBJECTS,
    Folded,
    Subject,
    choices,
    kind_of,
    refers_to,
)
from mentorhub.progress import Progress, quiet
from mentorhub.text import _

PAGE = 500
MOST_UNPACKED = 4_000_000_000
MOST_CELLS = 3 * MAX_CELLS
_TORN = (*archives.BROKEN, ParseError, TypeError, AttributeError, IndexError, OverflowError)
_STAY = frozenset({Organisation, RuleSetting})
"""What a folder has from its first day; it is replaced."""


class NotBroughtBack(MentorHubError):
    """Nothing was taken over."""


@dataclass(frozen=True)
class Inside:
    """What a workbook with everything holds, before it is brought back."""

    path: Path
    rows: tuple[tuple[str, int], ...]
    """By the titles of its sheets; those without a row are left out."""
    with_certificates: bool
    into_empty: bool
    """Whether this data folder is still empty."""


def is_everything(path: Path) -> bool:
    """Whether this is a workbook that `bring_back` reads."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            first = part.read(100_000)
    except archives.BROKEN:
        return False
    return f'name="{FRONT}"'.encode() in first and f'name="{LONG}"'.encode() in first


def look(session: Session, path: Path, progress: Progress = quiet) -> Inside:
    """What `bring_back` would bring; nothing is written. Raises `NotBroughtBack` or `UnreadableList`."""
    with _opened(path) as book:
        with_certificates, total = _front(book)
        rows: list[tuple[str, int]] = []
        done = 0
        for subject in _subjects(book, with_certificates):
            count = 0
            for cells in _lines(book, subject.title):
                count += any(cell is not None for cell in cells)
                if count % PAGE == 0:
                    progress(min(done + count, total), total)
            done += max(0, count - 1)
            rows.append((subject.title, max(0, count - 1)))
    if done != total:
        raise _not_ours()
    return Inside(path, tuple(row for row in rows if row[1]), with_certificates, is_empty(session))


def bring_back(session: Session, path: Path, progress: Progress = quiet) -> int:
    """Returns the rows. Raises `NotBroughtBack`: the folder is not empty, or the file is not as it was written."""
    if not is_empty(session):
        raise NotBroughtBack(
            _("Dieser Datenordner ist nicht leer. Es wurde nichts übernommen; bitte legen Sie für diese Datei einen "
              "neuen Datenordner an.")
        )  # fmt: skip
    with _opened(path) as book:
        return _Coming(session, book, progress).run()


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Within bounds: see `archives`. Scans make such a workbook larger than any list; it is read line by line."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    archives.look_into(path, path, MOST_UNPACKED, MOST_CELLS)
    with path.open("rb") as file:  # a file that the library opens itself stays open where it fails
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except (*_TORN, InvalidFileException) as error:
            raise _not_ours() from error
        try:
            yield book
        finally:
            book.close()


def _lines(book: Any, title: str, first: int = 1) -> Iterator[tuple[Any, ...]]:
    """What the reader trips over on the way is the file's fault, not ours."""
    try:
        yield from book[title].iter_rows(min_row=first, values_only=True)
    except _TORN as error:
        raise _not_ours() from error


def _front(book: Any) -> tuple[bool, int]:
    if FRONT not in book.sheetnames:
        raise _not_ours()
    told = {str(row[0]): str(row[1]) for row in _lines(book, FRONT) if len(row) > 1}
    if told.get("Format") != str(FORMAT):
        raise NotBroughtBack(
            _("Diese Datei stammt aus einer anderen Fassung von MentorHub. Es wurde nichts übernommen; bitte "
              "lesen Sie sie mit der neuesten Fassung ein.")
        )  # fmt: skip
    rows = told.get("Zeilen", "")
    if not rows.isdecimal():
        raise _not_ours()
    return told.get("Führungszeugnisse") == "ja", int(rows)


def _subjects(book: Any, with_certificates: bool) -> list[Subject]:
    subjects = [each for each in SUBJECTS if with_certificates or each.name != CERTIFICATES]
    if any(title not in book.sheetnames for title in (LONG, *(each.title for each in subjects))):
        raise _not_ours()
    return subjects


def is_empty(session: Session) -> bool:
    """Nobody and nothing has been entered yet: only then everything can come back."""
    connection = session.connection()
    return not any(
        connection.execute(sa.select(each.table.__table__.c.id).limit(1)).first()
        for each in SUBJECTS
        if each.table not in _STAY
    )


class _Coming:
    """One workbook on its way in."""

    def __init__(self, session: Session, book: Any, progress: Progress) -> None:
        self._session = session
        self._connection = session.connection()
        self._book = book
        self._progress = progress
        self._keys: dict[str, dict[str, UUID]] = {}
        self._follows: list[tuple[UUID, str]] = []
        self._long: Iterator[tuple[Any, ...]] = iter(())
        self._next_long: tuple[Any, ...] | None = None
        self._done = 0

    def run(self) -> int:
        with_certificates, total = _front(self._book)
        subjects = _subjects(self._book, with_certificates)
        self._long = _lines(self._book, LONG, 2)
        self._next_long = next(self._long, None)
        for subject in subjects:
            self._sheet(subject, total)
        if self._done != total:
            raise _not_ours()
        self._follow()
        _derive_names(self._session, lambda: self._progress(total, total))
        self._session.expire_all()
        return self._done

    def _sheet(self, subject: Subject, total: int) -> None:
        headings = subject.all_headings()
        lines = _lines(self._book, subject.title)
        found = [str(each) for each in next(lines, ()) if each is not None]
        if found != headings:
            raise NotBroughtBack(
                _("Auf dem Blatt „{sheet}“ stehen andere Überschriften als beim Ausgeben. Es wurde nichts "
                  "übernommen; bitte nehmen Sie die Datei so, wie MentorHub sie geschrieben hat.").format(
                      sheet=subject.title)
            )  # fmt: skip
        if subject.table in _STAY:
            self._connection.execute(sa.delete(subject.table.__table__))
        batch: list[tuple[int, Sequence[Any]]] = []
        for line, cells in enumerate(lines, start=2):
            if all(cell is None for cell in cells):
                continue
            batch.append((line, (*cells, *[None] * (len(headings) - len(cells)))))
            if len(batch) == PAGE:
                self._take(subject, batch, total)
                batch = []
        self._take(subject, batch, total)

    def _take(self, subject: Subject, batch: Sequence[tuple[int, Sequence[Any]]], total: int) -> None:
        rows: list[dict[str, Any]] = []
        lists: list[list[dict[str, Any]]] = [[] for _each in subject.folded]
        new_ids = sorted(new_id() for _each in batch)
        own = self._keys.setdefault(subject.name, {})
        for (line, cells), row_id in zip(batch, new_ids, strict=True):
            try:
                values = self._values(subject, cells, row_id, own)
                behind = cells[len(cells) - len(subject.folded) :]
                for folded, cell, found in zip(subject.folded, behind, lists, strict=True):
                    found.extend(_unfolded(folded, cell, row_id))
            except (ValueError, KeyError, TypeError, AttributeError, binascii.Error, OverflowError) as error:
                raise NotBroughtBack(
                    _("Blatt „{sheet}“, Zeile {line}: Was dort steht, lässt sich nicht einlesen. Es wurde nichts "
                      "übernommen; bitte nehmen Sie die Datei so, wie MentorHub sie geschrieben hat.").format(
                          sheet=subject.title, line=line)
                ) from error  # fmt: skip
            rows.append(values)
        try:
            if rows:
                self._connection.execute(sa.insert(subject.table.__table__), rows)
            for folded, found in zip(subject.folded, lists, strict=True):
                if found:
                    self._connection.execute(sa.insert(folded.table.__table__), found)
        except (sa.exc.IntegrityError, sa.exc.StatementError) as error:
            raise NotBroughtBack(
                _("Auf dem Blatt „{sheet}“ widersprechen sich Zeilen. Es wurde nichts übernommen; bitte nehmen Sie "
                  "die Datei so, wie MentorHub sie geschrieben hat.").format(sheet=subject.title)
            ) from error  # fmt: skip
        self._done += len(rows)
        self._progress(min(self._done, total), total)

    def _values(self, subject: Subject, cells: Sequence[Any], row_id: UUID, own: dict[str, UUID]) -> dict[str, Any]:
        values: dict[str, Any] = {"id": row_id, "version": 1}
        left = iter(cells)
        if subject.has_key:
            key = str(next(left))
            if key in own:
                raise ValueError(key)
            own[key] = row_id
            if subject.table is Person:
                values |= {"number": int(key.removeprefix("P-")), "sort_key": "", "search_text": ""}
            elif subject.table is Pairing:
                year, number = key.removeprefix("PS-").split("-")
                values |= {"year": int(year), "number_in_year": int(number)}
        for column in subject.columns:
            cell = next(left)
            if column.name == "follows_id":
                values[column.name] = None
                if cell is not None:
                    self._follows.append((row_id, str(cell)))
            else:
                values[column.name] = self._value(column, cell)
        return values

    def _value(self, column: sa.Column[Any], cell: Any) -> Any:
        kind, target, choice = kind_of(column), refers_to(column), choices(column)
        is_text = choice is None and isinstance(kind, sa.String)
        if cell is None and (column.nullable or is_text):
            return None if column.nullable else ""
        if isinstance(kind, sa.LargeBinary):
            return base64.b64decode(self._long_words(cell), validate=True)
        if target:
            return self._keys[target][str(cell)]
        if choice is not None:
            return {each.german: each for each in choice}[_words(cell)]
        if is_text:
            return self._long_words(cell) if isinstance(cell, int | float) else _words(cell)
        return _PLAIN[type(kind)](cell)

    def _long_words(self, number: Any) -> str:
        parts = []
        while self._next_long is not None and self._next_long[0] == number:
            parts.append(_words(self._next_long[2]))
            self._next_long = next(self._long, None)
        if not parts and number is not None:
            raise ValueError(number)
        return "".join(parts)

    def _follow(self) -> None:
        table = Pairing.__table__
        known = self._keys["pairing"]
        for row_id, key in self._follows:
            if key not in known:
                raise _not_ours()
            self._connection.execute(
                sa.update(table)
                .where(table.c.id == row_id)
                .values(follows_id=known[key], changed_at=table.c.changed_at)
            )


def _words(cell: Any) -> str:
    if not isinstance(cell, str):
        raise TypeError(type(cell).__name__)
    return unescaped(cell)


def _yes_or_no(cell: Any) -> bool:
    return {"ja": True, "nein": False}[cell]


def _whole(cell: Any) -> int:
    if isinstance(cell, bool) or int(cell) != cell:
        raise ValueError(cell)
    return int(cell)


def _day(cell: Any) -> date:
    """As the spreadsheet gives it, as words, or as the number of the day."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    return date.fromisoformat(cell) if isinstance(cell, str) else date(1899, 12, 30) + timedelta(days=int(cell))


_PLAIN: Mapping[type[Any], Callable[[Any], Any]] = {
    sa.Boolean: _yes_or_no,
    sa.Integer: _whole,
    sa.Float: float,
    sa.Date: _day,
    sa.DateTime: datetime.fromisoformat,
}


def _unfolded(folded: Folded, cell: Any, parent: UUID) -> list[dict[str, Any]]:
    if cell is None:
        return []
    known = {words: values for values, words in folded.words.items()}
    moment = now()
    return [
        {
            "id": new_id(),
            "version": 1,
            "created_at": moment,
            "changed_at": moment,
            folded.parent: parent,
            **dict(zip(folded.columns, known[words], strict=True)),
        }
        for words in _words(cell).split("; ")
    ]


def _derive_names(session: Session, on: Callable[[], object]) -> None:
    table = Person.__table__
    connection = session.connection()
    for person_id in list(connection.execute(sa.select(table.c.id)).scalars()):
        on()
        derived: Mapping[str, str] = people.derived_names(session, person_id)
        connection.execute(
            sa.update(table).where(table.c.id == person_id).values(changed_at=table.c.changed_at, **derived)
        )


def _not_ours() -> NotBroughtBack:
    return NotBroughtBack(
        _("Diese Datei ist keine vollständige Ausgabe von MentorHub. Es wurde nichts übernommen; bitte wählen Sie die "
          "Datei, die „Alles ausgeben“ geschrieben hat.")
    )  # fmt: skip
