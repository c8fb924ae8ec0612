"""The same forty people in many files: each is read without loss, or refused with the exact reason. `-s` prints it."""

import csv
import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import forty
import pytest
from forty import FORTY, LAYOUTS, Grid, Person
from openpyxl import Workbook

from mentorhub.choices import Role
from mentorhub.import_export import finding, reading
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.rows import RowReading, read_row
from mentorhub.import_export.sheets import ListFile, UnreadableList

TODAY = date(2026, 11, 22)
FIELDS = ("birth_date", "mobile", "email", "street", "postcode", "city", "languages", "times")
LACKING = {
    "timetable_crosses": {"places"},
    "without_headings": {"street", "city", "times", "places"},
}
"""What a layout does not hold at all."""
BY_LIBRE_OFFICE = ("ods", "xls", "xlsx")


def words(grid: Grid) -> list[list[str]]:
    def said(cell: forty.Cell) -> str:
        return f"{cell:%d.%m.%Y}" if isinstance(cell, date) else "" if cell is None else str(cell)

    return [[said(cell) for cell in row] for row in grid]


def as_text(grid: Grid, delimiter: str, encoding: str, *, hint: bool = False) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(words(grid))
    told = f"sep={delimiter}\r\n{file.getvalue()}" if hint else file.getvalue()
    return told.encode(encoding, "replace")


def as_workbook(*sheets: tuple[str, Grid], merged: bool = False, hide: bool = False) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, grid in sheets:
        sheet = book.create_sheet(name)
        for row in grid:
            sheet.append(list(row))
        if merged:
            _merge(sheet, grid[0])
        if hide:
            sheet.column_dimensions["B"].hidden = True
            sheet.row_dimensions[5].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _merge(sheet: object, upper: Sequence[object]) -> None:
    starts = [at for at, cell in enumerate(upper) if cell is not None]
    for start, end in zip(starts, [*starts[1:], len(upper)], strict=True):
        if end - start > 1:
            sheet.merge_cells(start_row=1, end_row=1, start_column=start + 1, end_column=end)  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every layout as LibreOffice writes it, in its formats."""
    folder = tmp_path_factory.mktemp("office")
    source = folder / "made"
    source.mkdir()
    for name, layout in LAYOUTS.items():
        (source / f"{name}.xlsx").write_bytes(as_workbook(("Paten", layout()), merged=name in MERGED))
    for kind in BY_LIBRE_OFFICE:
        run = [
            *("soffice", "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"),
            *("--convert-to", kind, "--outdir", str(folder / kind), *(str(file) for file in source.iterdir())),
        ]
        subprocess.run(run, check=True, capture_output=True, timeout=240)
    return folder


MERGED = {"two_rows_of_headings", "timetable_crosses"}


def read(file: ListFile) -> list[tuple[RowReading, Role]]:
    """All people of the file, each with the role."""
    found = []
    for table in finding.find(file, finding.Wanted(Kind.MENTORS if _nameless(file) else None)).tables:
        for row in table.rows:
            said = read_row(table, row, TODAY)
            assert said.role is not None
            found.append((said, said.role))
    return found


def _nameless(file: ListFile) -> bool:
    """Where nothing says who these are, the person says it."""
    return not re.search(r"pate|mentee|mentor", f"{file.path.stem} {[s.name for s in file.sheets]}", re.I)


def difference(found: list[tuple[RowReading, Role]], layout: str, encoding: str) -> list[str]:
    """What is not as it should be, in words for the matrix."""
    if len(found) != len(FORTY):
        return [f"{len(found)} people"]
    lost = []
    for at, ((said, role), meant) in enumerate(zip(found, FORTY, strict=True)):
        lost += [f"{meant.last}: {problem.sentence}" for problem in said.problems]
        wanted = _wanted(meant, encoding)
        for name, value in wanted.items():
            if name not in LACKING.get(layout, ()) and _given(said, name) != value:
                lost.append(f"{meant.last}: {name} {_given(said, name)!r} instead of {value!r}")
        if layout.startswith("two_roles") and role is not (Role.MENTOR if at < 20 else Role.MENTEE):
            lost.append(f"{meant.last}: {role}")
    return lost


def _wanted(meant: Person, encoding: str) -> dict[str, object]:
    def can(words: str) -> str:
        return words.encode(encoding, "replace").decode(encoding)

    return {
        "first_name": can(meant.first),
        "last_name": can(meant.last),
        "birth_date": meant.born,
        "mobile": meant.mobile,
        "email": meant.email,
        "street": meant.street,
        "postcode": meant.postcode,
        "city": meant.city,
        "languages": dict(meant.languages),
        "times": meant.times,
        "places": meant.places,
    }


def _given(said: RowReading, name: str) -> object:
    if name == "places":
        return said.capacity
    value = said.values.get(name)
    return dict(value or ()) if name == "languages" else value


@pytest.mark.debian("soffice")
def test_forty_people_in_every_file_are_read_without_loss_or_refused_with_the_reason(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[str] = []
    failed: list[str] = []

    def note(label: str, lost: list[str], *, refused: str = "") -> None:
        told = f"refused: {refused}" if refused else "40 people" if not lost else f"LOST {lost[:3]}"
        lines.append(f"{label:58}{told}")
        failed.extend(f"{label}: {one}" for one in lost[:5])

    def file(label: str, name: str, content: bytes, layout: str, encoding: str = "utf-8") -> None:
        (tmp_path / name).write_bytes(content)
        try:
            note(label, difference(read(reading.read(tmp_path / name)), layout, encoding))
        except UnreadableList as trouble:
            note(label, [str(trouble)])

    for name, layout in LAYOUTS.items():
        grid = layout()
        file(f"{name}.csv  ; utf-8", "Paten.csv", as_text(grid, ";", "utf-8"), name)
        book = as_workbook(("Paten", grid), merged=name in MERGED)
        file(f"{name}.xlsx  openpyxl", "Paten.xlsx", book, name)
        for kind in BY_LIBRE_OFFICE:
            made = (office / kind / f"{name}.{kind}").read_bytes()
            file(f"{name}.{kind}  LibreOffice", f"Paten.{kind}", made, name)
    for delimiter, shown in ((";", ";"), (",", ","), ("\t", "tab"), ("|", "|")):
        for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850", "mac_roman", "cp1254"):
            content = as_text(forty.plain(), delimiter, encoding)
            file(f"plain.csv  {shown} {encoding}", "Paten.csv", content, "plain", encoding)
    for suffix in ("tsv", "txt"):
        file(f"plain.{suffix}  tab utf-8", f"Paten.{suffix}", as_text(forty.plain(), "\t", "utf-8"), "plain")
    file("plain.csv  sep= , utf-8", "Paten.csv", as_text(forty.plain(), ",", "utf-8", hint=True), "plain")
    note(
        "pasted from the clipboard",
        difference(read(reading.pasted(as_text(forty.plain(), "\t", "utf-8").decode())), "plain", "utf-8"),
    )
    half = [[forty.HEADINGS, *forty.rows(FORTY[:20])], [forty.HEADINGS, *forty.rows(FORTY[20:])]]
    sheets = (("Paten", half[0]), ("Legende", [["Farbe", "Bedeutung"], ["rot", "dringend"]]), ("Mentees", half[1]))
    file("two sheets and a legend.xlsx", "Liste.xlsx", as_workbook(*sheets), "two_roles")  # type: ignore[arg-type]
    hidden = as_workbook(("Paten", forty.plain()), hide=True)
    file("hidden column and row.xlsx", "Paten.xlsx", hidden, "plain")

    for name, make, reason in REFUSED:
        (tmp_path / name).write_bytes(make())
        with pytest.raises(UnreadableList, match=reason):
            finding.tables(reading.read(tmp_path / name))
        note(f"{name}  ({reason})", [], refused=reason)

    with capsys.disabled():
        print("\n" + "\n".join(lines) + f"\n{len(lines)} files")
    assert failed == []
    assert len(lines) >= 60


def _cut_workbook() -> bytes:
    return as_workbook(("Paten", forty.plain()))[:3000]


def _binary_workbook() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    return file.getvalue()


REFUSED: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("cut.xlsx", _cut_workbook, "beschädigt"),
    ("Paten.xlsb", _binary_workbook, "xlsb"),
    ("Brief.docx", lambda: b"%PDF-1.7", "keine Liste"),
    ("leer.csv", lambda: b"\xef\xbb\xbf\r\n", "leer|keine Spalte"),
    ("Konto.csv", lambda: b"Betrag;Konto\n12,50;3\n1,00;4\n", "keine Spalte"),
    ("Liste.csv", lambda: b"Name;Telefon\nAnna;0176 04069001\n", "Art der Liste"),
)
