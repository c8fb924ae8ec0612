"""Everything goes out, and comes back into an empty folder with nothing lost."""

import io
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import PASSPHRASE
from make import Make
from mentorhub import changes, choices, consent, pairings, people, reminders, sample
from mentorhub.choices import Role
from mentorhub.db.database import Database
from mentorhub.db.keys import RecoveryKey
from mentorhub.db.tables import Attachment, IssuedDocument, OwnText, Person
from mentorhub.documents import scans
from mentorhub.files import FileTrouble
from mentorhub.import_export import bringing_back, exporting, subjects
from mentorhub.import_export.bringing_back import NotBroughtBack
from mentorhub.progress import Progress

Empty = Callable[[], Database]


@pytest.fixture
def empty(_empty_folder: tuple[Path, str], tmp_path: Path) -> Iterator[Empty]:
    """Makes another empty data folder each time."""
    opened: list[Database] = []

    def make() -> Database:
        folder = Path(shutil.copytree(_empty_folder[0], tmp_path / f"empty{len(opened)}"))
        opened.append(Database.open(folder, RecoveryKey(_empty_folder[1])))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


def _out(database: Database, path: Path, *, with_certificates: bool = True) -> bytes:
    out = io.BytesIO()
    with database.reading() as session:
        exporting.everything(session, out, with_certificates=with_certificates)
    path.write_bytes(out.getvalue())
    return out.getvalue()


def _round_trip(database: Database, other: Database, path: Path) -> tuple[bytes, bytes]:
    first = _out(database, path)
    with other.writing() as session:
        bringing_back.bring_back(session, path)
    return first, _out(other, path.with_name("again.xlsx"))


def test_every_table_is_on_a_sheet_or_left_out_with_a_reason() -> None:
    shown = {each.name for each in subjects.SUBJECTS}
    folded = {each.table.__table__.name for subject in subjects.SUBJECTS for each in subject.folded}
    assert shown | folded | set(subjects.LEFT_OUT) == subjects.all_tables()
    assert not (shown | folded) & set(subjects.LEFT_OUT)


@pytest.mark.parametrize("subject", subjects.SUBJECTS, ids=lambda each: each.title)
def test_every_column_has_a_heading_of_its_own(subject: subjects.Subject) -> None:
    headings = subject.all_headings()
    assert len(headings) == len(set(headings))
    for column in subject.columns:
        choice = subjects.choices(column)
        if choice is not None:
            assert len({each.german for each in choice}) == len(choice)
        if isinstance(subjects.kind_of(column), sa.String) and choice is None:
            assert not column.nullable, "empty words and no words would be the same cell"


def test_a_year_of_the_sample_association_goes_out_and_comes_back(
    database: Database, empty: Empty, tmp_path: Path
) -> None:
    with database.writing() as session:
        session.execute(sa.text("DELETE FROM organisation"))
        sample.fill(session)
        sample.live_a_year(session)
    other = empty()
    first, again = _round_trip(database, other, tmp_path / "alles.xlsx")
    assert first == again
    with database.reading() as here, other.reading() as there:
        assert len(people.search(here, "")) == len(people.search(there, "")) > 100
        asked = sa.text("SELECT search_text, sort_key FROM person ORDER BY number")
        found = [[(set(words.split()), key) for words, key in each.execute(asked)] for each in (here, there)]
        assert found[0] == found[1]


_WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40) | st.sampled_from(
    [
        "=1+1",
        "+49 2521 1",
        "-",
        "@x",
        "#N/A",
        "_x0041_",
        " vorn und hinten ",
        "a\r\nb\tc",
        "\x0b\x1f",
        "12",
        "TRUE",
        "😀" * 9,
    ]
)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.tuples(_WORDS, _WORDS, _WORDS), min_size=1, max_size=6))
def test_whatever_words_people_bring_come_back(
    make: Make, empty: Empty, tmp_path: Path, names: list[tuple[str, str, str]]
) -> None:
    ids = [make.person(first_name="Anna", last_name="Müller") for _each in names]
    with make.writing() as session:
        for person_id, (first, last, note) in zip(ids, names, strict=True):
            session.execute(
                sa.update(Person)
                .where(sa.column("id", Person.__table__.c.id.type) == person_id)
                .values(first_name=first, last_name=last, note=note)
            )
    first_time, again = _round_trip(make.database, empty(), tmp_path / "alles.xlsx")
    assert first_time == again


def test_a_day_with_everything_comes_back(make: Make, empty: Empty, today: date, tmp_path: Path) -> None:
    mentor, mentee = make.mentor(2), make.mentee()
    pairing = make.pairing(mentor, mentee)
    make.meeting(pairing, note="=SUMME(A1)")
    with make.writing() as session:
        consent.inspect_certificate(session, mentor, today, relevant_conviction=False, today=today)
        reminders.add(session, today, "Anrufen", person_id=mentor)
        session.add(
            OwnText(paper=next(iter(choices.Paper)), language="de", text_version="1", content="lang ä" * 20_000)
        )
        paper = IssuedDocument(paper=next(iter(choices.Paper)), person_id=mentor, issued_on=today)
        session.add(paper)
        session.flush()
        session.add(
            Attachment(
                document_id=paper.id, name="a.pdf", media_type="application/pdf", content=bytes(range(256)) * 300
            )
        )
    other = empty()
    first, again = _round_trip(make.database, other, tmp_path / "alles.xlsx")
    assert first == again
    with other.reading() as session:
        assert session.execute(sa.select(Attachment.__table__.c.content)).scalar_one() == bytes(range(256)) * 300
        assert session.execute(sa.select(OwnText.__table__.c.content)).scalar_one() == "lang ä" * 20_000
        assert people.role(session, people.by_number(session, "P-0001"), Role.MENTOR) is not None
        assert [row.number for row in pairings.rows(session, pairings.search(session))] == [f"PS-{today.year}-001"]


def test_scans_of_consents_and_declarations_come_back_where_they_were(make: Make, empty: Empty, tmp_path: Path) -> None:
    scan: dict[str, Any] = {"name": "a.png", "media_type": "image/png", "content": bytes(range(256)) * 200}
    mentor, mentee = make.mentor(), make.mentee()
    with make.writing() as session:
        session.add(Attachment(consent_id=consent.consents(session, mentee)[0].id, **scan))
        session.add(Attachment(evidence_id=consent.evidence(session, mentor)[0].id, **scan))
    other = empty()
    first, again = _round_trip(make.database, other, tmp_path / "alles.xlsx")
    assert first == again
    with other.reading() as session:
        for number, on in (("P-0001", scans.On.EVIDENCE), ("P-0002", scans.On.CONSENT)):
            (row,) = scans.of_person(session, people.by_number(session, number))
            assert row.place.on is on
            assert scans.get(session, row.id).content == scan["content"]


def test_certificates_of_conduct_stay_here_unless_asked_for(
    make: Make, empty: Empty, today: date, tmp_path: Path
) -> None:
    mentor = make.mentor()
    with make.writing() as session:
        consent.inspect_certificate(session, mentor, today, relevant_conviction=False, today=today)
    path = tmp_path / "alles.xlsx"
    _out(make.database, path, with_certificates=False)
    assert "Führungszeugnisse" not in openpyxl.load_workbook(path).sheetnames
    other = empty()
    with other.writing() as session:
        bringing_back.bring_back(session, path)


def test_no_cell_of_the_workbook_is_a_formula(make: Make, tmp_path: Path) -> None:
    make.mentor(first_name="=1+1", note="+2")
    path = tmp_path / "alles.xlsx"
    _out(make.database, path)
    kinds = {cell.data_type for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_a_folder_with_people_takes_nothing_back(make: Make, tmp_path: Path) -> None:
    make.mentor()
    _out(make.database, tmp_path / "alles.xlsx")
    with pytest.raises(NotBroughtBack, match="nicht leer"), make.writing() as session:
        bringing_back.bring_back(session, tmp_path / "alles.xlsx")


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Personen", "A2", "P-x"),
        ("Personen", "B1", "Rufname"),
        ("Rollen", "B2", "P-0099"),
        ("Rollen", "D2", "erfunden"),
        ("MentorHub", "B1", "2"),
        ("Rollen", "F2", "morgen"),
    ],
)
def test_a_changed_file_is_refused_and_leaves_nothing(
    make: Make, empty: Empty, tmp_path: Path, sheet: str, cell: str, value: str
) -> None:
    make.mentor()
    path = tmp_path / "alles.xlsx"
    _out(make.database, path)
    book = openpyxl.load_workbook(path)
    book[sheet][cell] = value
    book.save(path)
    other = empty()
    with pytest.raises(NotBroughtBack, match="nichts übernommen"), other.writing() as session:
        bringing_back.bring_back(session, path)
    with other.reading() as session:
        assert not people.search(session, "")


def test_a_list_of_the_association_is_not_taken_for_everything(tmp_path: Path, make: Make) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "liste.xlsx")
    assert not bringing_back.is_everything(tmp_path / "liste.xlsx")
    _out(make.database, tmp_path / "alles.xlsx")
    assert bringing_back.is_everything(tmp_path / "alles.xlsx")


def test_going_out_is_noted_without_names(make: Make, tmp_path: Path) -> None:
    make.mentor(first_name="Zoë")
    with make.writing() as session:
        written = exporting.save_everything(session, tmp_path / "alles.xlsx")
    assert written.path.exists()
    with make.database.reading() as session:
        newest = changes.rows(session, changes.search(session, changes.LogFilter())[:1])[0]
    assert newest.operation is choices.Operation.LEFT
    assert "Zoë" not in newest.note


def test_cancelling_leaves_no_file(make: Make, tmp_path: Path) -> None:
    make.mentor()

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped(done, total)

    progress: Progress = stop
    with pytest.raises(Stopped), make.writing() as session:
        exporting.save_everything(session, tmp_path / "alles.xlsx", progress=progress)
    assert not list(tmp_path.glob("alles*"))


def test_a_file_that_is_there_stays(make: Make, tmp_path: Path) -> None:
    (tmp_path / "alles.xlsx").write_text("meins")
    with pytest.raises(FileTrouble), make.writing() as session:
        exporting.save_everything(session, tmp_path / "alles.xlsx")
    assert (tmp_path / "alles.xlsx").read_text() == "meins"


def test_the_kennwort_of_the_folder_is_not_in_the_file(make: Make, tmp_path: Path) -> None:
    assert PASSPHRASE.encode() not in _out(make.database, tmp_path / "alles.xlsx")
