"""What statistics cost: `python benchmarks/figures.py [--people 500 --activities 200000 --packages 50]`.

The export of one quarter and of a year with breakdowns against the bare counting SQL, the rounding alone, and adding up
packages against reading and summing their CSV; in one run. Medians on this machine; what counts are the ratios.
"""

import argparse
import csv
import io
import tempfile
import zipfile
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from mentorhub.db.database import Database
from mentorhub.statistics import catalogue, counts, disclosure, export, ledger, network, package, periods
from mentorhub.statistics.catalogue import WITHOUT_CODE, Association
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.periods import Period
from today import fill, median, statements

TODAY = date(2026, 11, 23)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--activities", type=int, default=200_000)
    parser.add_argument("--pairings", type=int, default=200)
    parser.add_argument("--packages", type=int, default=50)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        database, _recovery_key = Database.create(Path(place) / "data", None)
        fill(database, asked.people, asked.activities, asked.pairings)
        for code in ("2026-Q3", "2025"):
            _one_period(database, periods.parse(code), Path(place), asked.times)
        _merge(database, Path(place), asked.packages, asked.times)
        database.close()


def _one_period(database: Database, period: Period, place: Path, times: int) -> None:
    town, folders = catalogue.load(catalogue.shipped()), count()

    def whole() -> None:
        with database.writing() as session:
            export.export(session, period, place / f"{period.file_code}-{next(folders)}", TODAY)

    sent = statements(database, lambda session: counts.truth(session, period, town, period.end))

    def bare() -> None:
        with database.reading() as session:
            raw: Any = session.connection().connection.driver_connection
            for statement, parameters in sent:
                raw.execute(statement, parameters).fetchall()

    with database.writing() as session:
        secret, truth = ledger.secret(session), counts.truth(session, period, town, period.end)
    sender = town.associations[0]

    def rounding() -> None:
        disclosure.publish(truth, period, town, association=sender, secret=secret, ledger=Ledger())

    a, b, c = median(whole, times), median(bare, times), median(rounding, times)
    print(f"export of {period.code:8} {a:9.1f} ms   counting SQL {b:9.1f} ms   ratio {a / b:5.2f}")
    print(f"  rounding alone   {c:9.1f} ms   of the export {100 * c / a:.1f} %")


def _merge(database: Database, place: Path, number: int, times: int) -> None:
    """Packages of one year from as many associations, each with its own secret."""
    town, year = catalogue.load(catalogue.shipped()), periods.parse("2025")
    with database.reading() as session:
        truth = counts.truth(session, year, town, year.end)
    paths = []
    for sender in range(number):
        published = disclosure.publish(
            truth,
            year,
            town,
            association=Association(f"N{sender:06x}", WITHOUT_CODE),
            secret=sender.to_bytes(32),
            ledger=Ledger(),
        ).published
        paths.append(package.write(published, place / "in", revision=1, supersedes="", made_on=TODAY).path)
    folders = count()

    def whole() -> None:
        network.merge_files(paths, place / f"town-{next(folders)}")

    def bare() -> None:
        sums: dict[tuple[str, ...], int] = {}
        for path in paths:
            with zipfile.ZipFile(path) as archive:
                text = archive.read("werte.csv").decode("utf-8-sig")
            for line in csv.reader(io.StringIO(text), delimiter=";"):
                if line[6].isdigit():
                    sums[tuple(line[:6])] = sums.get(tuple(line[:6]), 0) + int(line[6])

    a, b = median(whole, times), median(bare, times)
    print(f"merge of {number} packages {a:7.1f} ms   reading and summing {b:7.1f} ms   ratio {a / b:5.2f}")


if __name__ == "__main__":
    main()
