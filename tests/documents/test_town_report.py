"""The committee's paper: every town value with its margin, no figure of one association, the sentences unchanged."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "statistics"))
from towns import MADE_ON, association, beckum, export, publish

from mentorhub.documents import report as papers
from mentorhub.statistics import book, network, periods, reading, sentences, town_book
from mentorhub.statistics.network import TownReport

NETWORK, YEAR = beckum(), periods.parse("2026")


def merged(folder: Path, sizes: tuple[int, ...]) -> TownReport:
    packages = []
    for seed, number in enumerate(sizes, 1):
        truth = association(NETWORK, seed * 100, number, period=YEAR)
        outcome = publish(truth, NETWORK, YEAR, secret=bytes([seed]) * 32, code=f"V{seed:02}")
        packages.append(reading.read(export(outcome, folder), NETWORK))
    return network.merge(packages, NETWORK)


def words(pdf: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())


@pytest.mark.debian("pdftotext")
def test_the_paper_holds_every_town_value_with_its_margin(tmp_path: Path) -> None:
    report = merged(tmp_path / "in", (6, 12, 18, 25, 31))
    said = words(papers.render(report, MADE_ON), tmp_path)
    assert sentences.EXACT in said
    assert sentences.NO_NAMES in said
    for section in town_book.sections(report):
        for line in section.lines:
            assert f"{line.label}{line.shown}".replace(" ", "") in said.replace(" ", "")
    ages = next(one for one in town_book.sections(report) if one.heading == "Mentees nach Alter")
    assert {line.margin for line in ages.lines[:-1]} == {9}
    assert sentences.town_sum(5, 92, 92, "Personen") in ages.sentences


def test_under_three_associations_there_is_no_figure_at_all(tmp_path: Path) -> None:
    found = town_book.sections(merged(tmp_path / "in", (20, 30)))
    assert all(section.lines == () for section in found)
    assert any(sentences.TOO_FEW_ASSOCIATIONS in section.sentences for section in found)


def test_bars_share_one_scale_and_never_reach_below_nothing() -> None:
    first, second = book.bars([(10, 15), (45, 15)])
    assert (first.low, second.high) == (0, 1)
    assert first.length / second.length == pytest.approx(10 / 45)
    assert book.bars([]) == ()
    assert book.bars([(0, 0)])[0].length == 0


def test_paper_and_spreadsheet_lie_beside_the_package(tmp_path: Path) -> None:
    report = merged(tmp_path / "in", (6, 12, 18))
    paper, book = papers.write(report, tmp_path / "out", date(2027, 2, 1))
    assert paper.path.read_bytes().startswith(b"%PDF")
    sheet = openpyxl.load_workbook(io.BytesIO(book.path.read_bytes())).worksheets[0]
    values = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert values["Mentees"] == 36
