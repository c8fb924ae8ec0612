"""A list comes in as it was shown, nothing is lost, nothing is doubled."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from make import Make
from mentorhub import activities, consent, pairings, paths, people, programme
from mentorhub.choices import (
    EndedBy,
    EndReason,
    Level,
    MenteeKind,
    PairingForm,
    PairingStatus,
    Role,
    RoleStatus,
    Source,
)
from mentorhub.db.database import Database
from mentorhub.errors import Cancelled
from mentorhub.import_export import importing
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.importing import Result, Step

SAMPLE = paths.resources() / "sample"
LISTS = ("Mentees_Warteliste.xlsx", "Patinnen_und_Paten.csv", "Sprachmittlung.csv")


def bring_in(database: Database, path: Path, today: date, kind: Kind | None = None) -> Result:
    with database.writing() as session:
        check = importing.check(session, path, kind, today)
        return importing.bring_in(session, check, today)


def listed(tmp_path: Path, name: str, *lines: str) -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def everybody(database: Database) -> list[people.PersonRow]:
    with database.reading() as session:
        return people.rows(session, people.search(session, sort="number"))


def details(database: Database, words: str) -> people.PersonDetails:
    with database.reading() as session:
        (person,) = people.search(session, words)
        return people.get(session, person)


def status(database: Database, words: str, role: Role) -> RoleStatus:
    with database.reading() as session:
        (person,) = people.search(session, words)
        place = people.role(session, person, role)
    assert place is not None
    return place.status


def test_the_sample_lists_come_in_with_nothing_refused_but_what_was_planted(database: Database, today: date) -> None:
    mentees, mentors, mediators = (bring_in(database, SAMPLE / name, today) for name in LISTS)

    assert mentees.count(Step.ADD) >= 90
    assert [problem.column for problem in mentees.refused] == ["Geb.-Datum", "weitere Sprachen", "Zeiten"]
    assert mentors.count(Step.ADD) >= 60
    assert mentors.pairings >= 25
    assert sorted(problem.column for problem in mentors.refused) == ["E-Mail", "Pate/Patin von", "Pate/Patin von"]
    assert mediators.count(Step.ADD) + mediators.count(Step.CHANGE) == 16
    assert mediators.count(Step.CHANGE) >= 5  # mentors who also interpret stay one person
    assert mediators.refused == ()
    with database.reading() as session:
        rows = pairings.rows(session, pairings.search(session))
        contacts = activities.contacts(session, [row.id for row in rows], today)
    assert {row.status for row in rows} == {PairingStatus.ACTIVE}
    assert {row.source for row in rows} == {Source.IMPORTED}
    assert all(contact.last is not None for contact in contacts.values())
    assert any(row.details.form is PairingForm.FAMILY for row in rows)

    again = [bring_in(database, SAMPLE / name, today) for name in LISTS]
    assert [(one.count(Step.ADD), one.count(Step.CHANGE), one.pairings) for one in again] == [(0, 0, 0)] * 3
    with database.reading() as session:
        assert len(pairings.search(session)) == len(rows)


def test_the_check_writes_nothing_and_says_what_bringing_in_will_do(
    database: Database, today: date, tmp_path: Path
) -> None:
    path = listed(tmp_path, "Paten.csv", "Vorname;Nachname;Handy;Mail", "Anna;Müller;0176 04069001;keine Ahnung")
    with database.reading() as session:
        result = importing.check(session, path, None, today).result()
    assert everybody(database) == []
    document = result.document()
    assert document["written"] is False
    assert (document["rows"], document["added"], document["changed"], document["skipped"]) == (1, 1, 0, 0)
    assert document["columns"][2] == {"heading": "Handy", "field": "mobile"}
    assert document["kind"] == "mentors"
    assert document["encoding"] == "utf-8"
    (refused,) = document["refused"]
    assert (refused["row"], refused["column"]) == (2, "Mail")

    written = bring_in(database, path, today).document()
    assert written == {**document, "written": True}
    assert len(everybody(database)) == 1


def test_without_a_status_column_mentors_have_papers_open_and_mentees_wait(
    database: Database, today: date, tmp_path: Path
) -> None:
    bring_in(database, listed(tmp_path, "Paten.csv", "Name;Telefon", "Anna Müller;0176 04069001"), today)
    bring_in(database, listed(tmp_path, "Mentees.csv", "Name;Telefon", "Olena Koval;0176 04069002"), today)
    assert status(database, "Müller", Role.MENTOR) is RoleStatus.PAPERS_OPEN
    assert status(database, "Koval", Role.MENTEE) is RoleStatus.WAITING


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Anna Müller;0176 04069001;;", "Anna Müller;+49 176 04069001;;", True),
        ("Anna Müller;0176 04069001;a@example.org;", "Müller, Anna;;A@example.org;", True),
        ("Anna Müller;;;1.2.1980", "Anna Mueller;0176 04069001;;01.02.1980", True),
        ("Anna Müller;;;", "Anna Müller;;;", True),
        ("Anna Müller;;;1980", "Anna Müller;;;1980", True),
        ("Anna Müller;0176 04069001;;", "Anna Müller;0176 04069002;;", False),
        ("Anna Müller;0176 04069001;;", "Anna Müller;;;", False),
        ("Anna Müller;;;1980", "Anna Müller;;;1990", False),
        ("Anna Müller;0176 04069001;;1.2.1980", "Anna Müller;0176 04069001;;1.2.1999", False),
        ("Anna Müller;0176 04069001;;", "Anne Müller;0176 04069001;;", False),
    ],
)
def test_rows_are_the_same_person_only_if_name_and_one_sign_agree(
    first: str, second: str, same: bool, database: Database, today: date, tmp_path: Path
) -> None:
    heading = "Name;Telefon;E-Mail;Geburtsdatum"
    with database.writing() as session:
        programme.switch_field(session, "birth_date", on=True)
    bring_in(database, listed(tmp_path, "Paten.csv", heading, first), today)
    result = bring_in(database, listed(tmp_path, "Paten.csv", heading, second), today)
    assert len(everybody(database)) == (1 if same else 2)
    assert [duplicate.person for duplicate in result.duplicates] == ([] if same else ["P-0001"])


def test_two_rows_of_one_list_can_be_one_person(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(
        tmp_path,
        "Paten.csv",
        "Name;Telefon;Sprachen",
        "Anna Müller;0176 04069001;Deutsch",
        "Anna Müller;0176 04069001;Türkisch B2",
    )
    result = bring_in(database, path, today)
    assert (result.count(Step.ADD), result.count(Step.CHANGE)) == (1, 1)
    assert dict(details(database, "Müller").languages) == {"de": Level.UNKNOWN, "tr": Level.B2}


def test_nothing_is_overwritten_with_emptiness(database: Database, today: date, tmp_path: Path, make: Make) -> None:
    make.person(
        first_name="Anna", last_name="Müller", mobile="0176 04069001", street="Nordstraße 5", note="hat ein Auto"
    )
    heading = "Vorname;Nachname;Handy;Straße;Stadtteil;Bemerkung"
    bring_in(database, listed(tmp_path, "Paten.csv", heading, "Anna;Müller;0176 04069001;;Roland;ab Mai"), today)
    person = details(database, "Müller")
    assert (person.street, person.district, person.note) == ("Nordstraße 5", "Roland", "hat ein Auto; ab Mai")


def test_where_somebody_stands_is_left_as_the_program_has_it(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(tmp_path, "Mentees.csv", "Name;Telefon;Status", "Olena Koval;0176 04069002;wartet")
    bring_in(database, path, today)
    with database.writing() as session:
        (person,) = people.search(session)
        people.set_status(session, person, Role.MENTEE, RoleStatus.PAUSED, today)
    bring_in(database, path, today)
    assert status(database, "Koval", Role.MENTEE) is RoleStatus.PAUSED


def test_a_mentor_in_the_mediators_list_becomes_one_person_with_two_roles(
    database: Database, today: date, tmp_path: Path
) -> None:
    bring_in(database, listed(tmp_path, "Paten.csv", "Name;Telefon", "Nadia Haddad;0176 04069001"), today)
    result = bring_in(
        database,
        listed(tmp_path, "Sprachmittlung.csv", "Name;Tel;Sprachen", "Haddad, Nadia;0176/04069001;Arabisch"),
        today,
    )
    assert result.count(Step.CHANGE) == 1
    (row,) = everybody(database)
    assert [place.role for place in row.roles] == [Role.MENTOR, Role.MEDIATOR]


def test_the_merely_similar_are_added_and_named(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(
        tmp_path, "Mentees.csv", "Name;Telefon", "Natalija Schewtschenko;0176 04069001", "Natalia Schevtschenko;"
    )
    result = bring_in(database, path, today)
    assert result.count(Step.ADD) == 2
    assert [(duplicate.row, duplicate.person) for duplicate in result.duplicates] == [(3, "P-0001")]


def test_a_value_nobody_can_read_leaves_its_field_empty_and_the_row_is_taken(
    database: Database, today: date, tmp_path: Path
) -> None:
    path = listed(
        tmp_path,
        "Mentees.csv",
        "Name;Geburtsdatum;Sprachen;Zeiten",
        "Olena Koval;31.2.1990;Ukrainisch, Marsianisch;siehe Zettel",
    )
    result = bring_in(database, path, today)
    person = details(database, "Koval")
    assert (person.birth_date, dict(person.languages), person.times) == (None, {"uk": Level.UNKNOWN}, frozenset())
    assert [problem.column for problem in result.refused] == ["Geburtsdatum", "Sprachen", "Zeiten"]


def test_a_row_without_a_name_is_refused_and_the_others_come_in(
    database: Database, today: date, tmp_path: Path
) -> None:
    path = listed(tmp_path, "Paten.csv", "Name;Telefon", ";0176 04069001", "Anna Müller;0176 04069002")
    result = bring_in(database, path, today)
    assert (result.count(Step.REFUSE), result.count(Step.ADD)) == (1, 1)
    assert [(problem.row, problem.column) for problem in result.refused] == [(2, "")]


def test_a_family_comes_in_with_its_children_and_a_minor_with_the_guardian(
    database: Database, today: date, tmp_path: Path, make: Make
) -> None:
    path = listed(
        tmp_path,
        "Mentees.csv",
        "Name;Geburtsjahr;Kinder;Sorgeberechtigte;Telefon",
        "Fam. Yılmaz (Emine);1988;Elif (2015), Kadir (2019);;0176 04069001",
        "Haddad, Omar;2014;;Mutter: Hala Haddad, 0176 04069003;",
    )
    bring_in(database, path, today)
    again = bring_in(database, path, today)
    assert again.count(Step.SKIP) == 2
    assert sorted(row.first_name for row in everybody(database)) == ["Elif", "Emine", "Kadir", "Omar"]
    assert details(database, "Emine").kind is MenteeKind.FAMILY
    mentor = make.mentor()
    with database.reading() as session:
        (emine,) = people.search(session, "Emine")
        missing = consent.missing(session, mentor, emine, today)
    assert "certificate" in [item.key for item in missing]  # contact with a family is contact with its children


def test_running_pairings_are_found_by_name_even_without_the_foreign_letters(
    database: Database, today: date, tmp_path: Path
) -> None:
    bring_in(
        database,
        listed(
            tmp_path,
            "Mentees.csv",
            "Name;Telefon",
            "Fam. Yılmaz (Emine);0176 04069001",
            "Şahin, Elif;0176 04069002",
            "Koval, Olena;0176 04069003",
        ),
        today,
    )
    path = listed(
        tmp_path,
        "Paten.csv",
        "Name;Telefon;Pate/Patin von;seit;letzter Kontakt",
        "Anna Müller;0176 04069004;Familie Yilmaz, Elif Sahin;3/2025;1.11.2026",
        "Jörg Weiß;0176 04069005;P-0003;;",
    )
    result = bring_in(database, path, today)
    with database.reading() as session:
        rows = pairings.rows(session, pairings.search(session, sort="number"))
    assert [(row.mentor, row.mentee) for row in rows] == [
        ("Müller, Anna", "Yılmaz, Emine"),
        ("Müller, Anna", "Şahin, Elif"),
        ("Weiß, Jörg", "Koval, Olena"),
    ]
    assert [row.start_on for row in rows] == [date(2025, 3, 1), date(2025, 3, 1), today - timedelta(days=1)]
    assert [problem.row for problem in result.refused] == [3]  # the missing start is said
    assert status(database, "Müller", Role.MENTOR) is RoleStatus.ACTIVE
    assert status(database, "Koval", Role.MENTEE) is RoleStatus.PAIRED


def test_a_name_that_is_nobody_or_could_be_two_people_makes_no_pairing(
    database: Database, today: date, tmp_path: Path
) -> None:
    bring_in(
        database,
        listed(tmp_path, "Mentees.csv", "Name;Telefon", "Ali Reza;0176 04069001", "Ali Reza;0176 04069002"),
        today,
    )
    path = listed(
        tmp_path, "Paten.csv", "Name;Telefon;Patin von", "Anna Müller;0176 04069003;Ali Reza; ", "Eva Weiß;1;Maria Lupu"
    )
    result = bring_in(database, path, today)
    assert result.pairings == 0
    sentences = [problem.sentence for problem in result.refused if problem.column == "Patin von"]
    assert "mehrere" in sentences[0]
    assert "steht nicht unter den Mentees" in sentences[1]


def test_a_pairing_that_ended_in_the_program_is_not_begun_again_by_an_old_list(
    database: Database, today: date, tmp_path: Path
) -> None:
    bring_in(database, listed(tmp_path, "Mentees.csv", "Name;Telefon", "Olena Koval;0176 04069002"), today)
    path = listed(
        tmp_path, "Paten.csv", "Name;Telefon;Patin von;seit", "Anna Müller;0176 04069001;Olena Koval;1.3.2025"
    )
    bring_in(database, path, today)
    with database.writing() as session:
        (pairing,) = pairings.search(session)
        pairings.end(session, pairing, today, EndReason.GOAL, EndedBy.BOTH, today=today)
    assert bring_in(database, path, today).pairings == 0


def test_lists_of_pairings_and_of_meetings_come_in_once(database: Database, today: date, tmp_path: Path) -> None:
    bring_in(database, listed(tmp_path, "Mentees.csv", "Name;Telefon", "Olena Koval;0176 04069002"), today)
    bring_in(database, listed(tmp_path, "Paten.csv", "Name;Telefon", "Anna Müller;0176 04069001"), today)
    tandems = listed(
        tmp_path, "Tandems.csv", "Patin;Mentee;Beginn;Programm", "Anna Müller;Olena Koval;1.3.2026;Sprache"
    )
    log = listed(
        tmp_path,
        "Treffen.csv",
        "Datum;Patin;Mentee;Dauer;Thema",
        "1.10.2026;Anna Müller;Olena Koval;90 min;Deutsch",
        "8.10.2026;Anna Müller;Olena Koval;1,5 h;Arzt",
        "8.10.2026;Eva Niemand;Olena Koval;1 h;",
    )
    assert bring_in(database, tandems, today).pairings == 1
    assert bring_in(database, tandems, today).pairings == 0
    first, second = bring_in(database, log, today), bring_in(database, log, today)
    assert [(one.count(Step.ADD), one.count(Step.SKIP), one.count(Step.REFUSE)) for one in (first, second)] == [
        (2, 0, 1),
        (0, 2, 1),
    ]
    with database.reading() as session:
        rows = activities.rows(session, activities.search(session))
    assert [row.details.minutes for row in rows] == [90, 90]


def test_cancelling_leaves_nothing(database: Database, today: date) -> None:
    def cancel(done: int, total: int) -> None:
        if done == 5:
            raise Cancelled

    with database.reading() as session:
        check = importing.check(session, SAMPLE / "Patinnen_und_Paten.csv", None, today)
    with pytest.raises(Cancelled), database.writing() as session:
        importing.bring_in(session, check, today, cancel)
    assert everybody(database) == []


def test_the_summary_says_what_happened_in_words(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(tmp_path, "Paten.csv", "Name;Mail", "Anna Müller;kommt noch", "Anne Müller;")
    with database.reading() as session:
        told = importing.check(session, path, None, today).result().lines()
    assert told[0].startswith("Paten.csv: 2 Zeilen")
    assert any("kommt noch" in line for line in told)
    assert any("Zeile 3" in line and "Zeile 2" in line for line in told)
    assert told[-1] == "Es wurde noch nichts übernommen."


def test_the_list_may_be_read_as_another_kind(database: Database, today: date, tmp_path: Path) -> None:
    path = listed(tmp_path, "Liste.csv", "Name;Telefon", "Anna Müller;0176 04069001")
    result = bring_in(database, path, today, Kind.MEDIATORS)
    assert result.kind is Kind.MEDIATORS
    assert [replace(place, registered_on=None).role for place in everybody(database)[0].roles] == [Role.MEDIATOR]
