"""Files as they arrive from the world: cut, flipped, blown up, half of something else. The same for the same seed.

`python tests/import_export/mutants.py --seed N --files N` is the long form behind `./dev fuzz`.
"""

import argparse
import io
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).parent))

import forty

from mentorhub.import_export import finding, reading
from mentorhub.import_export.columns import Kind
from mentorhub.import_export.rows import read_row
from mentorhub.import_export.sheets import UnreadableList

TODAY = date(2026, 11, 22)
SECONDS = 20.0
"""No file may take longer; most take milliseconds."""
MEGABYTES = 1_500
KEPT = Path(__file__).with_name("kept")
"""Small files once written by LibreOffice 7.4 from the forty people (`soffice --convert-to xls`, `ods`, `xlsx`)."""

Change = Callable[[random.Random, bytes], bytes]


def files(seed: int, count: int, first: int = 1) -> Iterator[tuple[str, bytes]]:
    """Names and contents, invented anew for each seed; each number gives its own file, wherever one begins."""
    seeds = _seeds()
    for number in range(first, count + 1):
        chance = random.Random(f"{seed} {number}")
        name, content = chance.choice(seeds)
        kind = name.rsplit(".", 1)[1]
        if chance.random() < 0.12:
            yield chance.choice(_STRANGE)(chance)
            continue
        changes = IN_ARCHIVES if content.startswith(b"PK") and chance.random() < 0.7 else _IN_BYTES
        for _time in range(chance.choice((1, 1, 2, 5))):
            content = chance.choice(changes)(chance, content)
        yield f"Paten.{chance.choice((kind, kind, kind, 'csv', 'xlsx', 'txt'))}", content


def try_to_read(path: Path) -> str:
    """What came of it. Raises whatever is neither a list nor refused in a sentence."""
    try:
        file = reading.read(path)
        found = finding.find(file, finding.Wanted(Kind.MENTORS))
    except UnreadableList:
        return "refused"
    for table in found.tables:
        for row in table.rows[:300]:
            read_row(table, row, TODAY)
    return "read"


def _seeds() -> list[tuple[str, bytes]]:
    found = [(path.name, path.read_bytes()) for path in sorted(KEPT.iterdir())]
    for name in ("plain", "decorated", "timetable_crosses"):
        grid = forty.LAYOUTS[name]()
        book = Workbook()
        for row in grid:
            book.worksheets[0].append(list(row))
        file = io.BytesIO()
        book.save(file)
        found.append((f"{name}.xlsx", file.getvalue()))
        text = "\r\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in grid)
        found += [(f"{name}.csv", text.encode(encoding, "replace")) for encoding in ("utf-8", "cp1252", "utf-16")]
    return found


def _flip(chance: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _time in range(chance.choice((1, 3, 20))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _take_out(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.randrange(1, 400) :]


def _double(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    part = data[start : start + chance.randrange(1, 2000)]
    return data[:start] + part * chance.randrange(1, 6) + data[start:]


def _throw_in(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    thing = chance.choice(
        (b"\0" * 50, b'"' * 3, b"\xff\xfe", b";" * 700, b"\r\r\n", b"=1+1", "سلام".encode(), b"PK\x03\x04")
    )
    return data[:start] + thing + data[start:]


def _big_number(chance: random.Random, data: bytes) -> bytes:
    """Where a file says how large something is, it says something absurd."""
    if len(data) < 8:
        return data
    start = chance.randrange(len(data) - 4)
    return data[:start] + chance.choice((b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80")) + data[start + 4 :]


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(member.filename, archive.read(member)) for member in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, ValueError, _zlib()):
        return []


def _zlib() -> type[Exception]:
    import zlib

    return zlib.error


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in dict(parts).items():
            archive.writestr(name, content)
    return file.getvalue()


def _in_a_part(change: Change) -> Change:
    def inside(chance: random.Random, data: bytes) -> bytes:
        parts = _parts(data)
        if not parts:
            return change(chance, data)
        at = chance.randrange(len(parts))
        name, content = parts[at]
        parts[at] = (name, change(chance, content))
        return _packed(parts)

    return inside


def _without_a_part(chance: random.Random, data: bytes) -> bytes:
    parts = _parts(data)
    return _packed(parts[: (at := chance.randrange(len(parts)))] + parts[at + 1 :]) if parts else data


_REPLACED = (
    (b'r="A1"', b'r="XFD1048576"'),
    (b'r="A2"', b'r="ZZZZZZ99999999"'),
    (b'<row r="2"', b'<row r="999999999"'),
    (b"<v>0</v>", b"<v>99999999999</v>"),
    (b"<v>1</v>", b"<v>-1</v>"),
    (b't="s"', b't="e"'),
    (b't="s"', b't="d"'),
    (b"<c ", b'<c t="b" '),
    (b"</row>", b""),
    (b"<sheetData>", b"<sheetData>" * 50),
    (b"table:table-cell ", b'table:table-cell table:number-columns-repeated="9999999" '),
    (b"<table:table-row ", b'<table:table-row table:number-rows-repeated="1048576" '),
    (b'office:value-type="string"', b'office:value-type="date" office:date-value="99999-99-99"'),
    (b'office:value-type="string"', b'office:value-type="float" office:value="1e999"'),
    (b"worksheets/sheet1.xml", b"worksheets/sheet9.xml"),
    (b"utf-8", b"utf-77"),
    (b'count="', b'count="9999999999'),
)


def _replaced(chance: random.Random, data: bytes) -> bytes:
    old, new = chance.choice(_REPLACED)
    places = data.count(old)
    if not places:
        return _flip(chance, data)
    return data.replace(old, new, chance.choice((1, places)))


_IN_BYTES: tuple[Change, ...] = (_flip, _cut, _take_out, _double, _throw_in, _big_number)
IN_ARCHIVES: tuple[Change, ...] = (
    *(_in_a_part(change) for change in (_flip, _cut, _take_out, _double, _throw_in)),
    *(_in_a_part(_replaced) for _time in range(6)),
    _without_a_part,
    _big_number,
)


def _wide(chance: random.Random) -> tuple[str, bytes]:
    columns = chance.choice((501, 10_000))
    head = ";".join(f"Spalte {n}" for n in range(columns))
    return "Paten.csv", f"Vorname;Nachname;{head}\nAnna;Müller\n".encode()


def _wide_book(chance: random.Random) -> tuple[str, bytes]:
    book = Workbook()
    book.worksheets[0].append(["Vorname", "Nachname"])
    book.worksheets[0].cell(2, chance.choice((600, 10_000)), "x")
    file = io.BytesIO()
    book.save(file)
    return "Paten.xlsx", file.getvalue()


def _long_cell(chance: random.Random) -> tuple[str, bytes]:
    sign = chance.choice(("x", "(", ",", " und ", "+49", "Mo ", '"', "ä", "A;", "1.1.2000 "))
    return "Paten.csv", f"Name;Telefon;Sprachen;Zeiten\nAnna;{sign * 60_000};{sign * 9_000};{sign * 9_000}\n".encode()


def _bomb(_chance: random.Random) -> tuple[str, bytes]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
        for number in range(20):
            archive.writestr(f"xl/media/{number}", b"\0" * 25_000_000 if number < 1 else b"")
    data = bytearray(file.getvalue())
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (2_000_000_000).to_bytes(4, "little")
    return "Paten.xlsx", bytes(data)


def _formulas(chance: random.Random) -> tuple[str, bytes]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Vorname", "Nachname", "Telefon", "Geburtsdatum"])
    things = ("=1/0", '=HYPERLINK("x")', "=A1", "#REF!", "@SUM(1)", -1e300, 1e300, True, "=1+", "\u202eMüller")
    for _row in range(chance.randrange(1, 30)):
        sheet.append([chance.choice(things) for _cell in range(4)])
    file = io.BytesIO()
    book.save(file)
    return "Paten.xlsx", file.getvalue()


def _noise(chance: random.Random) -> tuple[str, bytes]:
    start = chance.choice((b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\xff\xfe"))
    return f"Paten.{chance.choice(('xls', 'csv', 'ods', 'txt'))}", start + chance.randbytes(chance.randrange(3_000))


_STRANGE = (_wide, _wide_book, _long_cell, _bomb, _formulas, _noise, _noise, _formulas)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=1, help="go on here after a run that was stopped")
    parser.add_argument("--folder", type=Path, default=Path("/tmp"), help="where each file lies while it is read")
    arguments = parser.parse_args()
    outcome: Counter[str] = Counter()
    slowest, began = 0.0, time.monotonic()
    wanted = files(arguments.seed, arguments.files, arguments.first)
    for number, (name, content) in enumerate(wanted, start=arguments.first):
        path = arguments.folder / name
        path.write_bytes(content)
        start = time.monotonic()
        outcome[f"{path.suffix} {try_to_read(path)}"] += 1
        took = time.monotonic() - start
        slowest = max(slowest, took)
        if took > SECONDS:
            sys.stderr.write(f"file {number} of seed {arguments.seed} took {took:.1f} s\n")
            return 1
        path.unlink()
        if number % 1_000 == 0:
            sys.stdout.write(f"{number} files, slowest {slowest:.1f} s; to go on: --first {number + 1}\n")
            sys.stdout.flush()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for what, count in sorted(outcome.items()):
        sys.stdout.write(f"{what:16}{count:7}\n")
    sys.stdout.write(
        f"seed {arguments.seed}: {sum(outcome.values())} files in {time.monotonic() - began:.0f} s, "
        f"slowest {slowest:.1f} s, at most {most:.0f} MB\n"
    )
    return 0 if most < MEGABYTES else 1


if __name__ == "__main__":
    sys.exit(main())
