"""The association's own paper: what the package holds, with margins; growth where there is any; the comment apart."""

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "statistics"))
from towns import MADE_ON, association, beckum, publish

from mentorhub.documents import report as papers
from mentorhub.statistics import comparison, own_book, periods, sentences
from mentorhub.statistics.book import Book
from mentorhub.statistics.comment import Comment
from mentorhub.statistics.comparison import Basis
from mentorhub.statistics.disclosure import Published

NETWORK = beckum()
COMMENT = Comment("Uns fehlen Räume.\n\nWir wünschen uns einen Schlüssel.", MADE_ON)


def published(code: str, seed: int, number: int) -> Published:
    period = periods.parse(code)
    return publish(association(NETWORK, seed, number, period=period), NETWORK, period).published


def basis(of: Published) -> Basis:
    return Basis(of.period, of.stand, NETWORK.catalogue.version, of.rows)


def book(code: str = "2026", number: int = 31, *, comment: Comment | None = COMMENT) -> Book:
    now = published(code, 7, number)
    before = [published(one, 9, 12) for one in ("2025", "2026-Q2", "2025-Q3")]
    against = comparison.compare(basis(now), [basis(one) for one in before])
    return own_book.book(now, against, comment)


def words(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True).stdout.decode()
    return [" ".join(page.split()) for page in text.split("\f")]


@pytest.mark.debian("pdftotext")
def test_the_paper_holds_every_value_margin_and_sentence(tmp_path: Path) -> None:
    given = book()
    *pages, last, _end = words(papers.paper(given, MADE_ON, foot="Fuß"), tmp_path)
    said = " ".join([*pages, last])
    for section in given.sections:
        for line in section.lines:
            assert line.shown in said
        for sentence in section.sentences:
            assert sentence.replace(" ", "") in said.replace(" ", "")
    for sentence in (sentences.EXACT, sentences.ZERO, sentences.SUMS, sentences.TWO_KINDS, sentences.no_growth(10)):
        assert sentence.replace(" ", "") in said.replace(" ", "")
    assert "Räume" not in " ".join(pages)
    assert sentences.COMMENT_UNPROTECTED.replace(" ", "") in last.replace(" ", "")
    assert "Uns fehlen Räume." in last


@pytest.mark.debian("pdftotext")
def test_a_decrease_can_be_printed(tmp_path: Path) -> None:
    given = book("2026-Q3", 5)
    said = " ".join(words(papers.paper(given, MADE_ON, foot="Fuß"), tmp_path))
    assert "-7" in said


def test_two_or_three_charts_share_one_geometry_with_their_margin() -> None:
    charts = [section for section in book().sections if any(line.bar for line in section.lines)]
    assert len(charts) >= 3
    for section in charts[:-1]:
        for line in section.lines[:-1]:
            assert line.margin == 4
            assert line.bar is not None
            assert 0 <= line.bar.low <= line.bar.length <= line.bar.high <= 1


def test_below_the_margin_nothing_looks_like_growth() -> None:
    for section in book().sections:
        if section.heading.startswith("Eckzahlen"):
            continue
        for line in section.lines:
            for change in line.changes:
                assert change in ("keine gesicherte Veränderung", "–") or abs(int(change)) >= 10
    every = " ".join(str(section) for section in book().sections)
    assert not any(arrow in every for arrow in "↑↓→↗↘▲▼")


def test_a_quarter_is_compared_twice_and_has_no_breakdowns() -> None:
    figures = next(one for one in book("2026-Q3").sections if one.heading == "Eckzahlen")
    assert figures.heads == ("gegen 2. Quartal 2026", "gegen 3. Quartal 2025")
    assert figures.lines[0].changes == ("+19", "+19")


def test_if_nothing_was_published_before_it_is_said() -> None:
    given = own_book.book(published("2026", 7, 31), comparison.compare(basis(published("2026", 7, 31)), []), None)
    said = " ".join(given.sections[0].sentences)
    assert "Jahr 2025: Es ist nichts herausgegangen." in said
    assert sentences.no_growth(10) not in said
    assert all(section.heads == () for section in given.sections)


def test_a_tiny_association_is_not_broken_down() -> None:
    given = own_book.book(published("2026", 3, 4), (), None)
    ages = next(one for one in given.sections if one.heading == "Mentees nach Alter")
    assert (ages.sentences, ages.lines) == (("unter 5 Mentees: nicht aufgegliedert",), ())


def test_a_repeated_breakdown_says_of_which_day_it_is() -> None:
    now, before = published("2026", 7, 31), periods.parse("2025").end
    exact = [
        replace(row, stand=before)
        for row in now.rows
        if row.measure in ("mentees", "paten_aktiv", "patenschaften_aktiv") and not row.feature
    ]
    rows = [replace(row, stand=before) if row.feature and row.table != "stunden" else row for row in now.rows]
    object.__setattr__(now, "rows", (*rows, *exact))
    told = [sentence for section in own_book.book(now, (), None).sections for sentence in section.sentences]
    assert told.count(sentences.repeated(before)) == 3


def test_the_spreadsheet_opens_and_holds_the_same_figures() -> None:
    given = book()
    made = openpyxl.load_workbook(
        io.BytesIO(papers.own_papers(given, "MentorHub_V01", MADE_ON)["MentorHub_V01_Bericht.xlsx"])
    )
    cells = [[cell.value for cell in row] for row in made.worksheets[0].iter_rows()]
    for section in given.sections:
        for line in section.lines:
            assert any(row[:2] == [line.label, "n/v" if line.value is None else line.value] for row in cells)
    assert any("gegen Jahr 2025" in row for row in cells)
    made.close()
