"""Lists as they grow over the years: each oddity is read as it was meant, or named; nothing is dropped in silence."""

import io
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlmodel import Session

from make import Make
from mentorhub import languages, people
from mentorhub.choices import Role
from mentorhub.db.database import Database
from mentorhub.import_export import finding, importing, reading
from mentorhub.import_export.columns import Kind, Table
from mentorhub.import_export.decisions import NEW, Decisions
from mentorhub.import_export.importing import Step
from mentorhub.import_export.rows import RowReading, read_row

DAY = date(2026, 11, 23)
Grid = Sequence[Sequence[object]]


def book(path: Path, grid: Grid, *, name: str = "Paten", change: Callable[[Any], object] | None = None) -> Path:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for row in grid:
        sheet.append(list(row))
    if change is not None:
        change(sheet)
    out = io.BytesIO()
    made.save(out)
    path.write_bytes(out.getvalue())
    return path


def table(path: Path, grid: Grid, *, name: str = "Paten", change: Callable[[Any], object] | None = None) -> Table:
    (found,) = finding.find(
        reading.read(book(path / "Liste.xlsx", grid, name=name, change=change)), finding.Wanted()
    ).tables
    return found


def said(path: Path, grid: Grid, *, name: str = "Paten") -> list[RowReading]:
    found = table(path, grid, name=name)
    return [read_row(found, row, DAY) for row in found.rows]


def named(path: Path, *names: str, heading: str = "Name") -> list[tuple[str, str]]:
    grid: Grid = [[heading, "Telefon"], *([name, f"0176 12345{n:02}"] for n, name in enumerate(names))]
    rows = said(path, grid)
    return [(row.values.get("first_name", ""), row.values.get("last_name", "")) for row in rows]


def told(row: RowReading) -> str:
    return " ".join(problem.sentence for problem in row.problems)


def test_mother_and_father_have_telephones_of_their_own_beside_the_childs(tmp_path: Path) -> None:
    grid: Grid = [
        ["Kind", "Telefon Kind", "Mutter", "Handy Mutter", "Tel. Vater", "Geb. Kind"],
        ["Elif Yılmaz", "0151 1234567", "Emine Yılmaz", "0176 7654321", "0171 222333", "3.4.2015"],
        ["Ben Koval", None, "Olena Koval", "0157 555666", None, 2016],
    ]
    elif_, ben = said(tmp_path, grid, name="Patenkinder")
    assert (elif_.values["mobile"], elif_.values["birth_date"]) == ("0151 1234567", date(2015, 4, 3))
    assert [(one.name, one.phone, one.relation) for one in elif_.guardians] == [
        ("Emine Yılmaz", "0176 7654321", "Mutter"),
        ("Vater", "0171 222333", "Vater"),
    ]
    assert "mobile" not in ben.values
    assert [(one.name, one.phone) for one in ben.guardians] == [("Olena Koval", "0157 555666")]


PAIRS: dict[str, Grid] = {
    "one row of headings": [["Patin", "Tel. Patin", "Mentee", "Tel. Mentee", "seit"]],
    "two rows of headings": [
        ["Patin", None, "Mentee", None, "Beginn"],
        ["Name", "Telefon", "Name", "Telefon", None],
    ],
}


@pytest.mark.parametrize("heads", PAIRS)
def test_both_sides_of_a_pairing_keep_their_own_telephone(database: Database, tmp_path: Path, heads: str) -> None:
    grid: Grid = [*PAIRS[heads], ["Heike Brandt", "0176 04069001", "Olena Koval", "0151 1234567", "1.3.2025"]]
    path = book(tmp_path / "Liste.xlsx", grid, name="Tabelle1")
    row = len(PAIRS[heads]) + 1
    new = Decisions().with_meant("Tabelle1", row, "Heike Brandt", NEW).with_meant("Tabelle1", row, "Olena Koval", NEW)
    with database.writing() as session:
        check = importing.check(session, path, today=DAY, decisions=new)
        assert check.tables[0].kind is Kind.PAIRINGS
        importing.bring_in(session, check, DAY)
        assert _phones(session, Role.MENTOR) == ["0176 04069001"]
        assert _phones(session, Role.MENTEE) == ["0151 1234567"]


def test_a_telephone_tells_two_people_of_one_name_apart(database: Database, make: Make, tmp_path: Path) -> None:
    make.mentor(first_name="Heike", last_name="Brandt", mobile="0176 1")
    wanted = make.mentor(first_name="Heike", last_name="Brandt", mobile="0176 04069001")
    make.mentee(first_name="Olena", last_name="Koval")
    grid: Grid = [
        *PAIRS["one row of headings"],
        ["Heike Brandt", "0176 04069001", "Olena Koval", "0151 1234567", "1.3.2025"],
    ]
    path = book(tmp_path / "Liste.xlsx", grid, name="Tandems")
    with database.writing() as session:
        result = importing.bring_in(session, importing.check(session, path, today=DAY), DAY)
        assert [one.mentor for one in result.running] == ["Heike Brandt"]
        number = people.row(session, wanted).number
        assert number
    assert "0151 1234567" in " ".join(problem.sentence for problem in result.refused)


def _phones(session: Session, role: Role) -> list[str]:
    return [row.phone for row in people.rows(session, people.search(session, role=role))]


def test_letters_between_the_names_and_sums_below_are_nobody(tmp_path: Path) -> None:
    grid: Grid = [
        ["Name", "Telefon", "Kinder"],
        ["A", None, None],
        ["Abel, Anna", "0176 1234567", None],
        ["B", None, None],
        ["Berg, Ute", "0176 1234568", None],
        ["Anzahl: 2", None, 3],
        ["Stand: 1.11.2026", None, None],
    ]
    found = table(tmp_path, grid)
    assert [row.number for row in found.rows] == [3, 5]
    assert found.left_out == (2, 4, 6, 7)


def test_under_name_vorname_a_cell_without_a_comma_begins_with_the_family_name(tmp_path: Path) -> None:
    found = named(tmp_path, "Müller Anna", "von der Heide Karl", "Öztürk, Elif", heading="Name, Vorname")
    assert found == [("Anna", "Müller"), ("Karl", "von der Heide"), ("Elif", "Öztürk")]
    usual = named(tmp_path, "Müller, Anna", "Öztürk, Elif", "Karl Otto", heading="Name, Vorname")
    assert usual[2] == ("Karl", "Otto")  # where the others have a comma, one without is as people say it
    assert named(tmp_path, "Anna Müller", heading="Vorname Name") == [("Anna", "Müller")]


def test_what_stands_beside_a_name_does_not_become_part_of_it(tmp_path: Path) -> None:
    grid: Grid = [
        ["Name", "Telefon"],
        ["Müller, Anna (Mutter)", "0176 1234501"],
        ["Anna Müller-Öztürk geb. Schmidt", "0176 1234502"],
        ['Fatima "Fati" Haddad', "0176 1234503"],
    ]
    mother, born, nick = said(tmp_path, grid)
    assert (mother.name, mother.values["note"], mother.values.get("call_name")) == ("Anna Müller", "Mutter", None)
    assert (born.name, born.values["note"]) == ("Anna Müller-Öztürk", "geb. Schmidt")
    assert (nick.name, nick.values["call_name"]) == ("Fatima Haddad", "Fati")


@pytest.mark.parametrize(
    "name", ["Anna und Peter Müller", "Anna u. Peter Müller", "Anna & Peter Müller", "Ehepaar Müller"]
)
def test_two_people_in_one_name_are_told(tmp_path: Path, name: str) -> None:
    (row,) = said(tmp_path, [["Name", "Telefon"], [name, "0176 1234501"]])
    assert "zwei Menschen" in told(row)


@pytest.mark.parametrize(
    ("cell", "values", "told_of"),
    [
        ("März 1962", {"birth_year": 1962}, "keinen Tag"),
        ("03/1962", {"birth_year": 1962}, "keinen Tag"),
        ("1962 (?)", {"birth_year": 1962}, ""),
        ("ca. 1962", {"birth_year": 1962}, ""),
        (22720, {"birth_date": date(1962, 3, 15)}, ""),
        ("15.3.62", {"birth_date": date(1962, 3, 15)}, ""),
        ("31.02.1980", {}, "kein Datum"),
        ("15.3.", {}, "kein Datum"),
        ("n.b.", {}, ""),
    ],
)
def test_no_birthday_is_invented(tmp_path: Path, cell: object, values: dict[str, object], told_of: str) -> None:
    (row,) = said(tmp_path, [["Vorname", "Nachname", "geb."], ["Anna", "Abel", cell]])
    assert {name: value for name, value in row.values.items() if name.startswith("birth")} == values
    assert told_of in told(row)
    assert bool(row.problems) is bool(told_of)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("arab. (Syrien), kurd. (Kurm.)", ["apc", "kmr"]),
        ("Ukr., Russ., Engl. (B1)", ["uk", "ru", "en"]),
        ("• Arabisch\n• Französisch", ["ar", "fr"]),
        ("Persisch (Farsi), Dari", ["fa", "prs"]),
        ("poln./span./ital.", ["pl", "es", "it"]),
    ],
)
def test_abbreviated_languages_are_understood(tmp_path: Path, cell: str, codes: list[str]) -> None:
    (row,) = said(tmp_path, [["Vorname", "Nachname", "Sprachen"], ["Anna", "Abel", cell]])
    assert [code for code, _level in row.values["languages"]] == codes
    assert not row.problems
    assert all(languages.name(code) for code in codes)


def test_cells_in_which_the_spreadsheet_itself_failed_are_named(tmp_path: Path) -> None:
    grid: Grid = [
        ["Vorname", "Nachname", "Telefon"],
        ["Anna", "#REF!", "0176 1234567"],
        ["Ute", "#NV", "#NAME?"],
        ["=A2", "Conrad", "0176 1234569"],
    ]
    anna, ute, conrad = said(tmp_path, grid)
    assert "#REF!" in told(anna)
    assert "last_name" not in anna.values
    assert [problem.written for problem in ute.problems] == ["#NV", "#NAME?"]
    assert "Formel ohne Ergebnis" in told(conrad)


def test_telephones_as_numbers_and_with_words_keep_their_digits(tmp_path: Path) -> None:
    cells = (17604069001, 1.7604069001e10, "privat: 02521 123456 / dienstl.: 02521 987654", "+49 (0) 2521 - 29 0")
    grid: Grid = [["Vorname", "Nachname", "Tel"], *(["A", f"B{n}", cell] for n, cell in enumerate(cells))]
    rows = said(tmp_path, grid)
    assert [row.values.get("mobile") or row.values["phone"] for row in rows] == [
        *("017604069001", "017604069001"),
        *("02521 123456", "+49 (0) 2521 - 29 0"),
    ]
    assert "02521 987654" in rows[2].values["note"]


def _hide(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True


HIDDEN: Grid = [
    ["Vorname", "Nachname", "Telefon", "Sprachen"],
    ["Anna", "Abel", "0176 1234567", "Türkisch"],
    ["Ute", "Berg", "0176 1234568", "Polnisch"],
    ["Ina", "Conrad", "0176 1234569", "Russisch"],
]


def test_hidden_rows_and_columns_are_told_and_can_be_left_out(database: Database, tmp_path: Path) -> None:
    path = book(tmp_path / "Liste.xlsx", HIDDEN, change=_hide)
    with database.reading() as session:
        check = importing.check(session, path, today=DAY)
        out = importing.check(session, path, today=DAY, decisions=Decisions().leaving_out_hidden(True))
    assert check.result().count(Step.ADD) == 3
    assert check.result().notes == ("Paten: 2 ausgeblendete Zeilen und 1 ausgeblendete Spalte – mit dabei.",)
    assert [row.name for row in out.result().rows] == ["Anna Abel"]
    assert [column.heading for column in out.tables[0].columns] == ["Vorname", "Nachname", "Sprachen"]
    assert "nicht dabei" in out.result().notes[0]


@pytest.mark.debian("soffice")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_what_libreoffice_hides_is_told_too(tmp_path: Path, kind: str) -> None:
    path = book(tmp_path / "Liste.xlsx", HIDDEN, change=_hide)
    run = [
        *("soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{tmp_path}/profile"),
        *("--convert-to", kind, "--outdir", str(tmp_path), str(path)),
    ]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    (sheet,) = reading.read(tmp_path / f"Liste.{kind}").sheets
    assert (sheet.hidden_rows, sheet.hidden_columns) == (frozenset({3, 4}), frozenset({2}))
    assert len(sheet.shown().rows) == 2
