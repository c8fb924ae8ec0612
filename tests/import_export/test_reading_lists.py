"""The same list is read the same, whatever program wrote it; what is no list is refused in one clear sentence."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook

from mentorhub import paths
from mentorhub.import_export import columns, finding, reading
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.headings import Field
from mentorhub.import_export.rows import read_row
from mentorhub.import_export.sheets import UnreadableList

TODAY = date(2026, 11, 22)
SAMPLE = paths.resources() / "sample"
HEADINGS = ["Vorname", "Nachname", "Handy", "E-Mail", "Geburtsdatum", "PLZ", "Sprachen", "Zeiten", "Max. Patenschaften"]
TEN = [
    line.split("|")
    for line in """
Käthe|Große-Kathöfer|0176 04069001|k@example.org|3.4.1951|59269|Deutsch (Muttersprache), Englisch gut|Di vormittags|2
Jürgen|Weiß|0176 04069002||12.11.1948|01067|Deutsch|Wochenende|1
Dr. Anna|Müller-Öztürk|0176 04069003|anna@example.org|1.2.1980|59269|Deutsch; Türkisch B2|Mo-Fr abends|3
Björn|Strößner||bjoern@example.org||59269|Deutsch, Englisch C1||1
Nadia|Haddad|0176 04069004||5.5.1990|59269|Arabisch: Muttersprache / Deutsch: fließend|flexibel|
Viktor|Lange|0171 3920001||7.8.1975|59269|Deutsch (MS), Russisch (MS)|Mo, Mi nachmittags|2
Saba|Ghebre|0171 3920002|saba@example.org|9.9.1985|59269|Tigrinya, Deutsch B2|Sa + So|1
Heinz|Löhr|0171 3920003||2.1.1940|59269|Deutsch|Di vormittags, Do ab 17 Uhr|1
Çağla|Aydın|0171 3920004||4.4.1999|59269|Türkisch, Deutsch C1|Fr nachmittags|2
Mona|El-Sayed|0171 3920005|mona@example.org|6.6.1966|59269|Deutsch C1, Arabisch (Muttersprache)|nach Absprache|1
""".strip().splitlines()
]


def xlsx(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Paten"
    for row in (HEADINGS, *TEN):
        sheet.append([cell or None for cell in row])
    book.save(path)


def xlsx_with_types(path: Path) -> None:
    """Dates as dates, postcodes and places as numbers, a title above, a totals row below, an empty first column."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Paten"
    sheet.append([])
    sheet.append([None, "Unsere Patinnen und Paten"])
    sheet.append([None, *HEADINGS])
    for row in TEN:
        typed: list[object] = [None, *(cell or None for cell in row)]
        if row[4]:
            day, month, year = (int(part) for part in row[4].split("."))
            typed[5] = date(year, month, day)
        typed[6] = int(row[5])
        typed[9] = int(row[8]) if row[8] else None
        sheet.append(typed)
        sheet.append([])
    sheet.append([None, "Summe", None, 10])
    book.save(path)


def ods(path: Path) -> None:
    """The least that makes an OpenDocument spreadsheet."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in row
        )
        + "</table:table-row>"
        for row in (HEADINGS, *TEN)
    )
    namespaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {namespaces}><office:body>'
        f'<office:spreadsheet><table:table table:name="Paten">{rows}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)


MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
</manifest:manifest>"""


def text(encoding: str, delimiter: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = io.StringIO()
        csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows([HEADINGS, *TEN])
        path.write_bytes(file.getvalue().encode(encoding, "replace"))

    return write


def people(path: Path) -> list[dict[str, object]]:
    (table,) = finding.tables(reading.read(path))
    assert table.kind is Kind.MENTORS
    read = [read_row(table, row, TODAY) for row in table.rows]
    assert [row.problems for row in read] == [[]] * len(read)
    return [{**row.values, "places": row.capacity} for row in read]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    path = tmp_path_factory.mktemp("expected") / "Paten.xlsx"
    xlsx(path)
    return people(path)


def test_the_ten_people_are_read_as_meant(expected: list[dict[str, object]]) -> None:
    assert len(expected) == 10
    assert [person["last_name"] for person in expected] == [row[1] for row in TEN]
    assert expected[2]["first_name"] == "Anna"
    assert expected[1]["postcode"] == "01067"
    assert expected[4].get("places") is None


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("Paten.xlsx", xlsx_with_types),
        ("Paten.ods", ods),
        *(
            (f"Paten {encoding} {place}.{suffix}", text(encoding, delimiter))
            for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")
            for place, (delimiter, suffix) in enumerate(((";", "csv"), (",", "csv"), ("\t", "tsv"), ("\t", "txt")))
        ),
    ],
)
def test_every_variant_of_the_file_gives_the_same_people(
    name: str, write: Callable[[Path], None], tmp_path: Path, expected: list[dict[str, object]]
) -> None:
    write(tmp_path / name)
    assert people(tmp_path / name) == expected


@pytest.mark.parametrize("encoding", ["cp1252", "cp850"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_an_old_code_page_gives_the_same_people_but_for_the_letters_it_lacks(
    encoding: str, delimiter: str, tmp_path: Path, expected: list[dict[str, object]]
) -> None:
    text(encoding, delimiter)(tmp_path / "Paten.csv")
    assert reading.read(tmp_path / "Paten.csv").encoding == encoding
    read = people(tmp_path / "Paten.csv")
    assert read[:8] + read[9:] == expected[:8] + expected[9:]


def test_the_encoding_and_the_rows_are_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "Paten.csv").write_bytes("Vorname;Nachname\r\n\r\nJörg;Weiß\r\n".encode("cp1252"))
    (table,) = finding.tables(reading.read(tmp_path / "Paten.csv"))
    assert [row.number for row in table.rows] == [3]


def test_the_sample_lists_are_understood_column_by_column() -> None:
    seen = {}
    for name in ("Mentees_Warteliste.xlsx", "Patinnen_und_Paten.csv", "Sprachmittlung.csv"):
        (table,) = finding.tables(reading.read(SAMPLE / name))
        seen[name] = (table.kind, len(table.rows))
        assert [column.heading for column in table.columns if column.field is None] == []
    assert seen["Mentees_Warteliste.xlsx"][0] is Kind.MENTEES
    assert seen["Mentees_Warteliste.xlsx"][1] >= 90
    assert seen["Patinnen_und_Paten.csv"][0] is Kind.MENTORS
    assert seen["Patinnen_und_Paten.csv"][1] >= 60
    assert seen["Sprachmittlung.csv"] == (Kind.MEDIATORS, 16)


def headed(tmp_path: Path, name: str, *lines: str) -> columns.Table:
    (tmp_path / name).write_text("\n".join(lines), "utf-8")
    (table,) = finding.tables(reading.read(tmp_path / name))
    return table


@pytest.mark.parametrize(
    ("name", "lines", "kind"),
    [
        ("Liste.csv", ("Pate;Mentee;seit", "Anna Müller;Olena Koval;2025"), Kind.PAIRINGS),
        ("Liste.csv", ("Patenschaft;Datum;Dauer", "PS-2026-001;1.11.2026;90 min"), Kind.ACTIVITIES),
        ("Liste.csv", ("Name;Telefon;Max. Patenschaften", "Anna Müller;0176 04069001;2"), Kind.MENTORS),
        ("Liste.csv", ("Name;Telefon;Herkunft", "Olena Koval;0176 04069001;Ukraine"), Kind.MENTEES),
        ("Dolmetscher.csv", ("Name;Telefon;Sprachen", "Awa Sow;0176 04069001;Französisch"), Kind.MEDIATORS),
        ("Warteliste.csv", ("Mentee;Telefon;Sprachen", "Olena Koval;0176 04069001;Ukrainisch"), Kind.MENTEES),
        ("x.csv", ("Unsere Ehrenamtlichen;;", "Name;Tel;Mail", "Anna Müller;0176 04069001;"), Kind.MENTORS),
    ],
)
def test_the_kind_of_list_shows_in_its_columns_its_title_or_its_name(
    name: str, lines: tuple[str, ...], kind: Kind, tmp_path: Path
) -> None:
    assert headed(tmp_path, name, *lines).kind is kind


def test_the_questions_of_an_online_form_are_headings_too(tmp_path: Path) -> None:
    table = headed(
        tmp_path,
        "Paten.csv",
        "Ihr Vorname;Ihr Nachname;Ihre Telefonnummer?;Welche Sprachen sprechen Sie?;An welchen Tagen haben Sie Zeit?",
        "Anna;Müller;0176 04069001;Deutsch;Mo",
    )
    fields = [column.field for column in table.columns]
    assert fields == [Field.FIRST_NAME, Field.LAST_NAME, Field.PHONE, Field.LANGUAGES, Field.TIMES]


def test_a_column_without_a_heading_is_recognised_by_what_stands_in_it(tmp_path: Path) -> None:
    table = headed(
        tmp_path,
        "Paten.csv",
        "Vorname;Nachname;Farbe;",
        "Anna;Müller;rot;a@example.org",
        "Jörg;Weiß;blau;b@example.org",
    )
    email = next(column for column in table.columns if column.field is Field.EMAIL)
    assert email.by_content
    assert email.examples == ("a@example.org", "b@example.org")


def test_totals_and_repeated_headings_are_nobody(tmp_path: Path) -> None:
    table = headed(
        tmp_path,
        "Paten.csv",
        "Name;Telefon",
        "Anna Müller;0176 04069001",
        "Name;Telefon",
        "Jörg Weiß;0176 04069002",
        "Summe;2",
    )
    assert [row.number for row in table.rows] == [2, 4]
    assert table.left_out == (3, 5)


def damaged_xlsx(path: Path) -> None:
    xlsx(path)
    path.write_bytes(path.read_bytes()[:1500])


def bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _n in range(41):
            member.write(b"0" * 10_000_000)


def far_cell(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["ZZ1000000"] = "Name", "x"
    book.save(path)


@pytest.mark.parametrize(
    ("name", "write", "words"),
    [
        ("Paten.xlsx", damaged_xlsx, "beschädigt"),
        ("Paten.xlsx", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(500)), "beschädigt"),
        ("Paten.xlsx", lambda path: path.write_bytes(b"Vorname;Nachname"), "beschädigt"),
        ("Paten.xls", lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2000)), "beschädigt"),
        ("Paten.csv", lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4), "beschädigt"),
        ("Paten.csv", lambda path: path.write_bytes(b""), "leer"),
        ("Brief.pdf", lambda path: path.write_bytes(b"%PDF-1.7"), "keine Liste"),
        ("fehlt.csv", lambda path: None, "gibt es nicht"),
        ("Konto.csv", lambda path: path.write_text("Betrag;Konto\n12,50;3\n1,00;4\n", "utf-8"), "keine Spalte"),
        ("Liste.csv", lambda path: path.write_text("Name;Telefon\nAnna;0176 04069001\n", "utf-8"), "Art der Liste"),
        ("Paten.xlsx", bomb, "zu groß"),
        ("Paten.xlsx", far_cell, "zu groß"),
    ],
)
def test_what_is_no_list_is_refused_in_one_clear_sentence(
    name: str, write: Callable[[Path], object], words: str, tmp_path: Path
) -> None:
    write(tmp_path / name)
    with pytest.raises(UnreadableList, match=words) as trouble:
        finding.tables(reading.read(tmp_path / name))
    assert name in str(trouble.value)
    assert "Es wurde nichts übernommen" in str(trouble.value)
