"""Where words stand on the sheet, measured in the finished file: letters fit the window of an envelope (DIN 5008, form
B, for envelopes after DIN 680), addresses their labels."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pypdfium2
import pytest
from invented import ORGANISATION
from office import TODAY, Office, made_office

from mentorhub.choices import Paper
from mentorhub.documents import issue, registry, wording
from mentorhub.documents.organisation import Recipient
from mentorhub.documents.papers import labels, letters

__all__ = ["made_office"]

LETTERS = [Paper.CERTIFICATE_REQUEST, Paper.CLOSING_LETTER, Paper.UNREACHABLE_LETTER, Paper.SERIAL_LETTER]
LONGEST = Recipient(
    "Anna-Maria Schneider-von der Heydenmühle zu Hohenstein-Ernstthal", "Straße des 17. Juni 135a, Hinterhaus",
    "59999 Musterstadt an der Lippe",
)  # fmt: skip


class Place(NamedTuple):
    """Of one letter: from the left and the upper edge of the sheet, in millimetres."""

    letter: str
    left: float
    right: float
    top: float
    bottom: float


def places(page: pypdfium2.PdfPage) -> Iterator[Place]:
    text, height = page.get_textpage(), page.get_height()
    for at in range(text.count_chars()):
        letter = text.get_text_range(at, 1).replace("\ufffe", "-")  # a hyphen at the end of a line
        if letter.strip():
            left, bottom, right, top = (edge * 25.4 / 72 for edge in text.get_charbox(at))
            down = height * 25.4 / 72
            yield Place(letter, left, right, down - top, down - bottom)


def inside(found: list[Place], left: float, right: float, top: float, bottom: float) -> str:
    return "".join(
        each.letter for each in found if left <= each.left <= right and top <= (each.top + each.bottom) / 2 <= bottom
    )


@pytest.mark.parametrize("paper", LETTERS)
def test_letters_stand_in_the_window_of_the_envelope(office: Office, paper: Paper) -> None:
    with office.database.reading() as session:
        made = issue.preview(session, paper, office.ids[registry.kind(paper).about], TODAY)
    for page in pypdfium2.PdfDocument(made.pdf):
        found = list(places(page))
        address = inside(found, 20, 105, 62.7, 90)
        assert address.endswith("59999Musterstadt")
        assert min(each.left for each in found if 62.7 < each.top < 90) >= 25
        sender = inside(found, 20, 105, 45, 62.7)
        assert sender == "PatenschaftenMusterstadte.V.·Lindenweg7·59999Musterstadt"
        assert max(each.bottom for each in found if each.top < 45) < 44
        beside = [each for each in found if 62.7 < each.top < 90 and each.left > 105]
        assert min(each.left for each in beside) >= 125
        subject = min(each.top for each in found if each.top > 90)
        assert 98.4 <= subject <= 105
        assert min(each.left for each in found if 90 < each.top < 275) == pytest.approx(25, abs=1.2)
        assert max(each.right for each in found) <= 210 - 19


def test_a_long_address_stays_in_the_window() -> None:
    data = letters.SerialData(ORGANISATION, date(2026, 11, 23), (LONGEST,))
    page = pypdfium2.PdfDocument(letters.serial(data, wording.load("serial_letter")).pdf)[0]
    written = inside(list(places(page)), 20, 105, 62.7, 90)
    assert "".join("".join(line.split()) for line in (LONGEST.name, LONGEST.street, LONGEST.town)) == written


def test_each_address_stays_on_its_label() -> None:
    """Three by seven of 63.5 by 38.1 mm; 15.15 mm above the first row, 7.2 mm left of the first column."""
    people = [Recipient(f"Person Nummer {number:02}", f"Weg {number}", "59999 Musterstadt") for number in range(25)]
    people[4] = LONGEST
    made = labels.render(labels.Data(ORGANISATION, date(2026, 11, 23), people), wording.load("labels"))
    pages = [list(places(page)) for page in pypdfium2.PdfDocument(made.pdf)]
    assert len(pages) == made.pages == 2
    for number, person in enumerate(people):
        sheet, place = divmod(number, 21)
        left, top = 7.2 + place % 3 * 66.0, 15.15 + place // 3 * 38.1
        written = inside(pages[sheet], left + 3, left + 63.5 - 3, top + 3, top + 38.1 - 3)
        assert written == "".join("".join(line.split()) for line in (person.name, person.street, person.town))
    assert sum(map(len, pages)) == sum(len("".join((p.name + p.street + p.town).split())) for p in people)
