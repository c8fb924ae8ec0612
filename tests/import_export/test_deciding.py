"""What the coordinator decides about a list holds, and a whole association comes in at one sitting."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from make import Make
from mentorhub import activities, changes, pairings, people, programme
from mentorhub.choices import Channel, DayPart, Level, Role, Weekday
from mentorhub.db.database import Database
from mentorhub.errors import Cancelled, FieldError
from mentorhub.import_export import importing, profiles, reading
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.decisions import NEW, Decisions, Twin
from mentorhub.import_export.headings import Field
from mentorhub.import_export.importing import Check, Result, Step


def look(database: Database, path: Path, today: date, decisions: Decisions | None = None) -> Check:
    with database.reading() as session:
        return importing.check(session, path, None, today, decisions)


def bring_in(database: Database, path: Path, today: date, decisions: Decisions | None = None) -> Result:
    with database.writing() as session:
        return importing.bring_in(session, importing.check(session, path, None, today, decisions), today)


def listed(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    return folder / name


def workbook(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(folder / "Verein.xlsx")
    return folder / "Verein.xlsx"


@pytest.fixture
def association(tmp_path: Path) -> Path:
    """People, pairings with start and last contact, and the log, as sheets of one workbook."""
    return workbook(
        tmp_path,
        Treffen=[
            ("Datum", "Patin", "Mentee", "Stunden", "Thema"),
            (date(2026, 10, 8), "Heike Brandt", "Olena Koval", 1.5, "Deutsch"),
            (date(2026, 11, 2), "Heike Brandt", "Olena Koval", 2, "Arzt"),
        ],
        Tandems=[
            ("Patin", "Mentee", "Beginn", "letzter Kontakt"),
            ("Heike Brandt", "Olena Koval", date(2026, 3, 1), date(2026, 11, 2)),
        ],
        Paten=[("Name", "Telefon"), ("Heike Brandt", "0176 04069001")],
        Mentees=[("Name", "Telefon"), ("Olena Koval", "0176 04069002")],
    )


def meetings(database: Database) -> list[tuple[date, int | None]]:
    with database.reading() as session:
        rows = activities.rows(session, activities.search(session, descending=False))
    return [(row.details.day, row.details.minutes) for row in rows]


def test_people_pairings_and_the_log_come_in_with_one_workbook_and_only_once(
    database: Database, today: date, association: Path
) -> None:
    for run in range(2):
        result = bring_in(database, association, today)
        assert result.refused == ()
        assert result.pairings == (1 if run == 0 else 0)
        assert meetings(database) == [(date(2026, 10, 8), 90), (date(2026, 11, 2), 120)]
    assert result.count(Step.ADD) == result.count(Step.CHANGE) == 0


def test_a_log_tells_more_of_a_last_contact_that_came_in_before(
    database: Database, today: date, tmp_path: Path
) -> None:
    bring_in(database, listed(tmp_path, "Mentees.csv", "Name;Telefon", "Olena Koval;0176 04069002"), today)
    heading = "Name;Telefon;Patin von;seit;letzter Kontakt"
    row = "Heike Brandt;0176 04069001;Olena Koval;1.3.2026;2.11.2026"
    bring_in(database, listed(tmp_path, "Paten.csv", heading, row), today)
    assert meetings(database) == [(date(2026, 11, 2), None)]
    log = listed(tmp_path, "Treffen.csv", "Datum;Patin;Mentee;Dauer", "2.11.2026;Brandt;Koval;60 min")
    for _run in range(2):
        bring_in(database, log, today)
        assert meetings(database) == [(date(2026, 11, 2), 60)]


def test_the_whole_import_of_a_workbook_is_one_step_that_is_undone(
    database: Database, today: date, association: Path, make: Make
) -> None:
    make.mentor(first_name="Heike", last_name="Brandt", mobile="0176 04069001")
    bring_in(database, association, today)
    with database.writing() as session:
        changes.undo(session, today)
    with database.reading() as session:
        assert len(people.search(session)) == 1
        assert pairings.search(session) == []
    assert meetings(database) == []


def test_a_preview_says_field_by_field_what_was_and_what_will_be(
    database: Database, today: date, tmp_path: Path, make: Make
) -> None:
    make.mentor(first_name="Heike", last_name="Brandt", mobile="0176 04069001", street="Alter Weg 1")
    path = listed(
        tmp_path, "Paten.csv", "Name;Telefon;Straße;Sprachen", "Heike Brandt;+49 176 04069001;Neuer Weg 2;Dari B1"
    )
    (row,) = look(database, path, today).result().rows
    assert row.step is Step.CHANGE
    assert [(change.field, change.old, change.new) for change in row.details] == [
        ("street", "Alter Weg 1", "Neuer Weg 2"),
        ("languages", "", "Dari (B1)"),
    ]


def test_merging_fills_what_is_empty_and_a_second_run_finds_nothing_to_do(
    database: Database, today: date, tmp_path: Path, make: Make
) -> None:
    make.mentor(first_name="Muhammad", last_name="Hadad", mobile="0176 04069001")
    path = listed(tmp_path, "Paten.csv", "Name;Telefon;Stadtteil", "Mohammed Haddad;0176/04069001;Roland")
    (duplicate,) = look(database, path, today).result().duplicates
    assert (duplicate.person, duplicate.other_name, duplicate.twin) == ("P-0001", "Muhammad Hadad", None)
    decisions = Decisions().with_twin((duplicate.sheet, duplicate.row), Twin.MERGE)
    assert bring_in(database, path, today, decisions).count(Step.CHANGE) == 1
    again = bring_in(database, path, today)
    assert (again.count(Step.SKIP), again.duplicates) == (1, ())
    with database.reading() as session:
        (person,) = people.search(session)
        details = people.get(session, person)
    assert (details.name, details.district) == ("Muhammad Hadad", "Roland")


def test_namesakes_kept_apart_stay_two_people_when_the_list_comes_again(
    database: Database, today: date, tmp_path: Path, make: Make
) -> None:
    make.mentor(first_name="Anna", last_name="Müller", mobile="0176 04069001")
    path = listed(tmp_path, "Paten.csv", "Name;Stadtteil", "Anna Müller;Roland")
    decisions = Decisions().with_twin(("Paten", 2), Twin.APART)
    bring_in(database, path, today, decisions)
    assert bring_in(database, path, today).count(Step.ADD) == 0
    with database.reading() as session:
        assert len(people.search(session)) == 2


def test_a_row_without_a_name_is_mended_and_taken(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(tmp_path, "Paten.csv", "Name;Telefon", ";0176 04069001")
    (problem,) = look(database, path, today).result().refused
    assert problem.position is not None
    decisions = Decisions().with_cell(problem.sheet, problem.row, problem.position, "Eva Lange")
    assert bring_in(database, path, today, decisions).count(Step.ADD) == 1
    assert bring_in(database, path, today).count(Step.ADD) == 0


def test_an_unknown_name_of_a_pairing_becomes_somebody_new_on_the_persons_word(
    database: Database, today: date, tmp_path: Path, make: Make
) -> None:
    make.mentee()
    path = listed(tmp_path, "Tandems.csv", "Patin;Mentee;seit", "Eva Lange;Olena Koval;1.3.2026")
    (question,) = look(database, path, today).result().questions
    assert (question.name, question.role, question.candidates) == ("Eva Lange", Role.MENTOR, ())
    decisions = Decisions().with_meant(question.sheet, question.row, question.name, NEW)
    assert bring_in(database, path, today, decisions).pairings == 1
    assert bring_in(database, path, today).pairings == 0
    with database.reading() as session:
        assert len(people.search(session, role=Role.MENTOR)) == 1


def test_a_misspelled_name_of_a_pairing_is_answered_with_whom_it_resembles(
    database: Database, today: date, tmp_path: Path, make: Make
) -> None:
    make.mentee(first_name="Natalija", last_name="Schtscherbak")
    make.mentor(first_name="Heike", last_name="Brandt")
    path = listed(tmp_path, "Tandems.csv", "Patin;Mentee;seit", "Heike Brandt;Natalia Scherbak;1.3.2026")
    (question,) = look(database, path, today).result().questions
    assert [candidate.token for candidate in question.candidates] == ["P-0001"]
    decisions = Decisions().with_meant(question.sheet, question.row, question.name, "P-0001")
    assert bring_in(database, path, today, decisions).pairings == 1


def test_a_profile_reads_the_next_list_with_the_same_headings(database: Database, today: date, tmp_path: Path) -> None:
    heading = "Wer;Fon;Kann"
    path = listed(tmp_path, "Liste März.csv", heading, "Eva Lange;0176 04069001;Dari")
    decisions = Decisions()
    for position, field in enumerate((Field.NAME, Field.MOBILE, Field.LANGUAGES)):
        decisions = decisions.with_field("Liste März", position, field)
    with database.reading() as session:
        check = importing.check(session, path, Kind.MENTORS, today, decisions)
    with database.writing() as session:
        profiles.keep(session, "Unsere  Liste", check.file, check.tables)
    later = listed(tmp_path, "Liste April.csv", heading, "Uwe Pötter;0176 04069002;Tigrinya")
    found = look(database, later, today)
    assert found.profile is not None
    assert found.profile.name == "Unsere Liste"
    assert [column.field for column in found.tables[0].columns] == [Field.NAME, Field.MOBILE, Field.LANGUAGES]
    with database.writing() as session:
        assert profiles.names(session) == ["Unsere Liste"]
        profiles.forget(session, "Unsere Liste")
        with pytest.raises(FieldError):
            profiles.keep(session, " ", check.file, check.tables)
    with database.reading() as session:
        assert profiles.names(session) == []


def test_what_is_not_read_is_said(database: Database, today: date, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        Paten=[("Name", "Telefon"), ("Heike Brandt", "0176 04069001"), ("Summe", 1)],
        Notizen=[("Schlüssel beim Hausmeister",)],
    )
    notes = " ".join(look(database, path, today).result().notes)
    assert "»Notizen«" in notes
    assert "Zeile 3" in notes


def test_a_person_over_several_rows_and_a_timetable_come_in_whole(
    database: Database, today: date, tmp_path: Path
) -> None:
    path = listed(
        tmp_path,
        "Paten.csv",
        "Name;Telefon;Sprachen;Mo;Di vorm.;abends",
        "Eva Lange;0176 04069001;Dari;vorm.;x;nein",
        ";;Farsi B2;;;",
        "Uwe Pötter;0176 04069002;Tigrinya;;;Fr",
    )
    assert bring_in(database, path, today).refused == ()
    with database.reading() as session:
        eva, uwe = (people.get(session, person) for person in people.search(session, sort="number"))
    assert dict(eva.languages) == {"prs": Level.UNKNOWN, "fa": Level.B2}
    assert eva.times == {(Weekday.MON, DayPart.MORNING), (Weekday.TUE, DayPart.MORNING)}
    assert uwe.times == {(Weekday.FRI, DayPart.EVENING)}


def test_a_role_cell_may_name_two_roles(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(
        tmp_path, "Liste.csv", "Name;Telefon;Rolle", "Eva Lange;0176 04069001;Patin + Sprachmittlerin", "Olena;1;Mentee"
    )
    bring_in(database, path, today)
    with database.reading() as session:
        (eva,) = people.rows(session, people.search(session, "Lange"))
    assert [place.role for place in eva.roles] == [Role.MENTOR, Role.MEDIATOR]


def test_cancelling_the_look_at_a_list_stops_it(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(tmp_path, "Paten.csv", "Name;Telefon", *(f"Person {n};0176 0406{n:04d}" for n in range(50)))

    def cancel(done: int, total: int) -> None:
        if done == total // 2:
            raise Cancelled

    with database.reading() as session, pytest.raises(Cancelled):
        importing.check(session, path, None, today, None, cancel)


def test_a_pasted_table_is_a_list_like_any_other(database: Database, today: date) -> None:
    with database.writing() as session:
        pasted = reading.pasted('Patin\tTelefon\tSprachen\nEva Lange\t0176 04069001\t"Dari\nFarsi"\n')
        result = importing.bring_in(session, importing.check(session, pasted, None, today), today)
    assert (result.kind, result.count(Step.ADD)) == (Kind.MENTORS, 1)


def test_fields_that_are_switched_off_are_named_and_those_switched_on_come_in(
    database: Database, today: date, tmp_path: Path
) -> None:
    heading = "Name;Telefon;Notfallkontakt;IBAN;Verkehrsmittel;Ehrenamtskarte;Am besten erreichbar über"
    row = "Eva Lange;0176 04069001;Uwe 0176 04069002;DE02 1203 0000 0000 2020 51;Auto, Fahrrad;EK-7;WhatsApp"
    path = listed(tmp_path, "Paten.csv", heading, row)
    notes = " ".join(look(database, path, today).result().notes)
    assert "„Notfallkontakt“ ist" in notes
    assert "„IBAN“ ist" in notes
    with database.writing() as session:
        programme.switch_field(session, "emergency_contact", on=True)
        programme.switch_field(session, "iban", on=True)
    assert bring_in(database, path, today).refused == ()
    with database.reading() as session:
        (person,) = people.search(session)
        eva = people.get(session, person)
    assert (eva.emergency_contact, eva.mobility, eva.volunteer_card_number) == (
        "Uwe 0176 04069002",
        "car,bicycle",
        "EK-7",
    )
    assert eva.iban == "DE02120300000000202051"
    assert bring_in(database, path, today).count(Step.SKIP) == 1
    assert eva.preferred_channel is Channel.MESSENGER
