"""The sheet for the safe."""

from datetime import date

from invented import pages, words

from mentorhub.documents import recovery_sheet
from mentorhub.documents.words import clean

KEY = "7KQF2-M9XWT-3HR8B-VYN4C-P6DJA-2E5GS-ZQ4T7"


def test_the_sheet_holds_the_whole_key_on_one_page() -> None:
    paper = recovery_sheet.render("Patenschaften Musterstadt e. V.", KEY, date(2026, 11, 23))
    text = words(paper)
    assert pages(paper) == 1
    assert KEY.replace("-", "") in text.replace(" ", "")
    for said in ("Notfallblatt", "Patenschaften Musterstadt e. V.", "Erstellt am 23.11.2026", "Tresor"):
        assert said in clean(text)


def test_the_same_key_gives_the_same_sheet() -> None:
    first, second = (recovery_sheet.render("Verein", KEY, date(2026, 11, 23)) for _time in range(2))
    assert first == second
    assert first != recovery_sheet.render("Verein", KEY[::-1], date(2026, 11, 23))
