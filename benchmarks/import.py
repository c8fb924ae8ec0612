"""Rows per second of a whole import against reading the same file alone: `python benchmarks/import.py [--rows 5000]`.

What counts are the ratios: how many times longer than the bare reader (python-calamine, the csv module) it takes to
look at a list, to bring it in, and to find that it is all there already. `--rows 50000` is the largest list promised.
Seconds are those of the processor, so that other work on the machine changes little.
"""

import argparse
import csv
import io
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from mentorhub import programme
from mentorhub.db.database import Database
from mentorhub.import_export import importing, reading
from mentorhub.import_export.importing import Step

DAY = date(2026, 11, 22)
HEADINGS = "Vorname Nachname Handy E-Mail Geburtsdatum PLZ Sprachen Zeiten".split()
FIRST = "Anna Maria Olena Fatima Jörg Heike Karl Otto Mehmet Ali Yusuf Elif Nadia Viktor Saba Käthe Björn Çağla".split()
SYLLABLES = (
    "ber stein hof mann acker wald bach feld rich hard mut gund lob sen ke rov ski enko dad oglu öz türk".split()
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    rows = _rows(parser.parse_args().rows)
    with tempfile.TemporaryDirectory() as folder:
        for write, read in ((_as_csv, _bare_csv), (_as_xlsx, _bare_xlsx)):
            _measure(Path(folder), rows, write, read)


def _measure(folder: Path, rows: list[list[str]], write: Callable[..., Path], read: Callable[[Path], object]) -> None:
    path = write(folder, rows)
    bare = _took(lambda: read(path))[0]
    sys.stdout.write(f"\n{path.suffix}, {len(rows) - 1} rows; the bare reader: {(len(rows) - 1) / bare:,.0f} rows/s\n")
    database, _recovery_key = Database.create(folder / f"data{path.suffix}", "")
    with database.writing() as session:
        programme.found(session, programme.OrganisationDetails(name="Musterverein"))

    def look() -> importing.Check:
        with database.reading() as session:
            return importing.check(session, path, None, DAY)

    def bring_in() -> None:
        with database.writing() as session:
            importing.bring_in(session, check, DAY)

    _tell("our reading", len(rows) - 1, bare, _took(lambda: reading.read(path))[0])
    took, check = _took(look)
    _tell("looking at it", len(rows) - 1, bare, took)
    _tell("bringing it in", len(rows) - 1, bare, _took(bring_in)[0])
    took, again = _took(look)
    _tell("looking at it once more", len(rows) - 1, bare, took)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"so far at most {most:.0f} MB\n")
    if again.result().count(Step.ADD):
        raise AssertionError("the second run added somebody")
    database.close()


def _tell(what: str, rows: int, bare: float, took: float) -> None:
    sys.stdout.write(f"{what:26}{rows / took:12,.0f} rows/s{took:8.1f} s{took / bare:9.1f} times the bare reader\n")
    sys.stdout.flush()


def _took(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _rows(count: int) -> list[list[str]]:
    chance = random.Random(1)  # noqa: S311 - invented people, not a secret
    return [
        HEADINGS,
        *(
            [
                chance.choice(FIRST),
                "".join(chance.choice(SYLLABLES) for _part in range(chance.randint(2, 4))).title(),
                f"0176 {40_000_000 + number}",
                f"person{number}@example.org",
                f"{chance.randint(1, 28)}.{chance.randint(1, 12)}.{chance.randint(1940, 2005)}",
                "59269",
                chance.choice(("Deutsch", "Deutsch, Türkisch B2", "Arabisch (Muttersprache), Deutsch B1")),
                chance.choice(("Di vormittags", "Mo-Fr abends", "Sa")),
            ]
            for number in range(count)
        ),
    ]


def _as_csv(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "Paten.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def _bare_csv(path: Path) -> object:
    return list(csv.reader(io.StringIO(path.read_text("utf-8")), delimiter=";"))


def _as_xlsx(folder: Path, rows: list[list[str]]) -> Path:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Paten")
    for row in rows:
        sheet.append(row)
    book.save(folder / "Paten.xlsx")
    return folder / "Paten.xlsx"


def _bare_xlsx(path: Path) -> object:
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_index(0).to_python()


if __name__ == "__main__":
    main()
