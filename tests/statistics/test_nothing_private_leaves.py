"""No secret, person key, true count or trace of the ledger in what leaves: package, town report, PDF, workbook."""

import random
import re
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from towns import MADE_ON, beckum, export, members, publish, truth_of

from mentorhub.documents import report
from mentorhub.statistics import network, reading
from mentorhub.statistics.disclosure import Outcome

NETWORK = beckum()
SIZES = (331, 217, 463)


def texts(path: Path) -> dict[str, bytes]:
    """Every part of a file as somebody who searches it would see it."""
    found = {path.name: path.read_bytes()}
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            found |= {f"{path.name}/{name}": archive.read(name) for name in archive.namelist()}
            found[f"{path.name}/about"] = repr([(one.comment, one.extra) for one in archive.infolist()]).encode()
    if path.suffix == ".xlsx":
        cells = [cell.value for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
        found[f"{path.name}/cells"] = "\n".join(str(value) for value in cells if value is not None).encode()
    if path.suffix == ".pdf":
        said = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
        about = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True)
        found[f"{path.name}/text"] = said.stdout + about.stdout
    return found


@pytest.fixture
def left(tmp_path: Path) -> tuple[list[Outcome], dict[str, bytes]]:
    """Three associations of one town and all the files that come of them."""
    outcomes, paths = [], []
    for place, size in enumerate(SIZES):
        rng = random.Random(place)
        truth = truth_of(
            NETWORK, members(f"m{place}key", size, rng), members("vkey", size - 7, rng), members("pkey", size - 3, rng)
        )
        secret = bytes([65 + place]) * 32
        outcomes.append(publish(truth, NETWORK, secret=secret, code=f"V0{place + 1}"))
        paths.append(export(outcomes[-1], tmp_path))
    town = network.merge([reading.read(path, NETWORK) for path in paths], NETWORK)
    written = [*network.write_report(town, tmp_path / "town", made_on=MADE_ON)]
    written += report.write(town, tmp_path / "town", MADE_ON)
    paths += [one.path for one in written]
    found: dict[str, bytes] = {}
    for path in paths:
        found |= texts(path)
    return outcomes, found


@pytest.mark.debian("pdftotext")
def test_no_secret_key_or_trace_of_the_ledger_leaves(left: tuple[list[Outcome], dict[str, bytes]]) -> None:
    outcomes, files = left
    marks = {
        part.encode()
        for outcome in outcomes
        for release in outcome.ledger.releases
        for mark in release.snapshot.marks
        for part in (mark.who, mark.what)
    }
    assert len(marks) > 1000
    for name, content in files.items():
        for letter in (b"A", b"B", b"C"):
            assert letter * 32 not in content, name
            assert (letter * 32).hex().encode() not in content, name
        for word in (
            b"keep_permille",
            b"hours_noise",
            b"snapshot",
            b"erased",
            b"changed_people",
            b"mentor of",
            b"vkey",
        ):
            assert word not in content, (name, word)
        assert not re.search(rb"\b(m\dkey|vkey|pkey)\d", content), name
        hashes = set(re.findall(rb"[0-9a-f]{64}", content))
        assert not hashes & marks, name


@pytest.mark.debian("pdftotext")
def test_no_true_count_of_a_group_leaves(left: tuple[list[Outcome], dict[str, bytes]]) -> None:
    """Counts above 40 that are no multiple of five and no Eckzahl: nothing else in the files could be that number."""
    outcomes, files = left
    public = {row.value for outcome in outcomes for row in outcome.published.rows if not row.feature}
    sums = [sum(row.value or 0 for row in rows) for rows in zip(*(one.published.rows for one in outcomes), strict=True)]
    true = {
        cell.truth
        for outcome in outcomes
        for release in outcome.ledger.releases
        for table in release.tables
        for cell in table.cells
    }
    private = {one for one in true if one > 40 and one % 5 and one not in public and one not in sums}
    assert len(private) > 15
    for name, content in files.items():
        if name.endswith((".pdf", ".xlsx", ".zip")) or ".xlsx/xl/" in name:
            continue
        numbers = {int(one) for one in re.findall(rb"(?<![\w.:-])\d{2,3}(?![\w.:%-])", content)}
        assert not numbers & private, name


def test_breakdowns_leave_in_fives_only(left: tuple[list[Outcome], dict[str, bytes]]) -> None:
    for name, content in left[1].items():
        if name.endswith("werte.csv") and "MentorHub_V0" in name:
            for line in content.decode("utf-8-sig").splitlines()[1:]:
                table, feature, *_rest, value, _stand = line.split(";")
                assert not feature or value == "n/v" or int(value) % 5 == 0, (name, table)
