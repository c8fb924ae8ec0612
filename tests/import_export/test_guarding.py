"""Files that would take the memory or the program: refused in a sentence, before anything of them is laid out."""

import io
import random
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import mutants
import pytest
import sqlalchemy as sa

from make import Make
from mentorhub.db.database import Database
from mentorhub.errors import Cancelled, MentorHubError
from mentorhub.import_export import bringing_back, exporting, importing, reading, workbooks
from mentorhub.import_export.importing import Step
from mentorhub.import_export.sheets import UnreadableList

SHEET = "xl/worksheets/sheet1.xml"


def _archive(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _zeros(path: Path, megabytes: int) -> Path:
    """Honest in its directory, and unpacks to very much."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(SHEET, "w", force_zip64=True) as part,
    ):
        for _megabyte in range(megabytes):
            part.write(b"0" * 1_000_000)
    return path


def _liar(path: Path) -> Path:
    """Its directory says a few bytes."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = b"".join(packer.compress(b"<row/>" * 100_000) for _part in range(50)) + packer.flush()
    _archive(path, **{SHEET: b"<row/>"})
    plain = path.read_bytes()
    at = plain.index(SHEET.encode()) + len(SHEET)
    end = plain.index(b"PK\x01\x02")
    made = bytearray(plain[:at] + body + plain[end:])
    made[18:22] = len(body).to_bytes(4, "little")
    central = made.index(b"PK\x01\x02")
    made[central + 20 : central + 24] = len(body).to_bytes(4, "little")
    last = made.index(b"PK\x05\x06")
    made[last + 16 : last + 20] = central.to_bytes(4, "little")
    path.write_bytes(bytes(made))
    return path


def _sheet(*rows: bytes) -> bytes:
    return b"<worksheet><sheetData>" + b"".join(rows) + b"</sheetData></worksheet>"


BOMBS: dict[str, Callable[[Path], Path]] = {
    "unpacks to very much": lambda path: _zeros(path, 41),
    "says it were small": _liar,
    "a row far below": lambda path: _archive(
        path, **{SHEET: _sheet(b'<row r="2"/>', b'<row r="999999999"><c r="XFD1"/></row>')}
    ),
    "a cell far away": lambda path: _archive(
        path, **{SHEET: _sheet(b'<row r="1"><c r="XFD1048576"><v>1</v></c></row>')}
    ),
    "a part by another name": lambda path: _archive(
        path, **{"xl/picture.png": _sheet(b'<row r="1"><c r="XFD1048576"><v>1</v></c></row>')}
    ),
    "repeated cells": lambda path: _archive(
        path,
        **{
            "content.xml": b'<table:table><table:table-row table:number-rows-repeated="900000"><table:table-cell '
            b'table:number-columns-repeated="900" office:value="1"/></table:table-row></table:table>'
        },
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_as_a_list_and_as_a_workbook_with_everything(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bomb: str
) -> None:
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 40_000_000)
    monkeypatch.setattr(bringing_back, "MOST_UNPACKED", 40_000_000)
    path = BOMBS[bomb](tmp_path / "Liste.xlsx")
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableList):
            reading.read(path)
        with database.writing() as session, pytest.raises(MentorHubError):
            bringing_back.bring_back(session, path)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 40_000_000


@pytest.fixture
def workbook(database: Database, make: Make, tmp_path: Path) -> bytes:
    make.meeting(make.pairing())
    out = io.BytesIO()
    with database.reading() as session:
        exporting.everything(session, out)
    with database.writing() as session:
        for table in ("activity", "pairing", "person"):
            session.execute(sa.text(f"DELETE FROM {table}"))
    return out.getvalue()


def _people(database: Database) -> int:
    with database.reading() as session:
        return int(session.execute(sa.text("SELECT count(*) FROM person")).scalar_one())


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_a_broken_workbook_with_everything_comes_whole_or_not_at_all(
    database: Database, workbook: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "alles.xlsx"
    refused = 0
    for number in range(60):
        chance = random.Random(f"everything {number}")
        content = workbook
        for _time in range(chance.choice((1, 2, 4))):
            content = chance.choice(mutants.IN_ARCHIVES)(chance, content)
        path.write_bytes(content)
        whole = False
        try:
            with database.writing() as session:
                bringing_back.is_everything(path)
                bringing_back.bring_back(session, path)
                whole = True
                raise Cancelled
        except Cancelled:
            assert whole
        except MentorHubError:
            refused += 1
        assert _people(database) == 0, f"file {number}"
    assert refused > 30


def test_cancelling_in_the_middle_leaves_nothing(database: Database, workbook: bytes, tmp_path: Path) -> None:
    (tmp_path / "alles.xlsx").write_bytes(workbook)

    def stop(done: int, total: int) -> None:
        if done > 0:
            raise Cancelled

    with pytest.raises(Cancelled), database.writing() as session:
        bringing_back.bring_back(session, tmp_path / "alles.xlsx", stop)
    assert _people(database) == 0


def test_a_long_list_tells_how_far_it_is_and_cancelling_leaves_nothing(database: Database, tmp_path: Path) -> None:
    rows = [f"Anna{n};Müller{n % 97};0176 {4_000_000 + n}" for n in range(1_500)]
    path = tmp_path / "Paten.csv"
    path.write_text("Vorname;Nachname;Telefon\n" + "\n".join(rows), encoding="utf-8")
    with database.reading() as session:
        check = importing.check(session, path)
    assert check.result().count(Step.ADD) == 1_500
    told: list[float] = []

    def stop(done: int, total: int) -> None:
        told.append(done / total)
        if done > 0.7 * total:
            raise Cancelled

    with pytest.raises(Cancelled), database.writing() as session:
        importing.bring_in(session, check, check.today, stop)
    assert told == sorted(told)
    assert len(told) > 1_000
    assert _people(database) == 0


def test_an_old_workbook_whose_bounds_stand_the_wrong_way_round_is_refused(tmp_path: Path) -> None:
    """The reader would ask for room for 47,000,000,000 cells, and the program would end without a word."""
    (kept,) = mutants.KEPT.glob("*.xls")
    content = bytearray(kept.read_bytes())
    at = content.index(b"\x00\x02\x0e\x00") + 4
    content[at : at + 4] = (5_111_808).to_bytes(4, "little")
    (tmp_path / "Liste.xls").write_bytes(bytes(content))
    with pytest.raises(UnreadableList, match="zu groß"):
        reading.read(tmp_path / "Liste.xls")
    assert reading.read(kept).sheets
