"""Paragraphs in any mix of scripts: where lines break, which way they run, what they look like."""

import io
from datetime import date
from pathlib import Path

import pytest
from invented import pages, words
from pypdf import PdfReader

from mentorhub.documents import layout
from mentorhub.documents.fonts import MissingGlyphs
from mentorhub.documents.layout import RTL, Span, Style, Text
from mentorhub.documents.words import chunks, clean, isolated, phone

ARABIC = "تتم اللقاءات مرة واحدة في الأسبوع، وتستغرق في المجموع حوالي ساعتين. تبدأ الشراكة في 01.12.2026"


def paper(*flowables: layout.Flowable) -> bytes:
    foot = layout.Foot("Fuß", "{page}/{pages}")
    return layout.build(flowables, title="T", author="A", foot=foot, language="de", on=date(2026, 1, 1)).pdf


def lines(*flowables: layout.Flowable) -> list[str]:
    return PdfReader(io.BytesIO(paper(*flowables))).pages[0].extract_text().splitlines()


def test_every_word_of_an_arabic_paragraph_can_be_found() -> None:
    found = words(paper(Text(ARABIC, base=RTL)))
    for word in ARABIC.replace("،", " ").replace(".", " ").split():
        assert word in found, word


def test_ligatures_and_joined_letters_stay_searchable() -> None:
    found = words(paper(Text("لا إله الأسبوع اللقاءات Effizienz Öffnung fi fl")))
    for word in ("لا", "الأسبوع", "اللقاءات", "Effizienz", "Öffnung", "fi fl"):
        assert word in found, word


def test_the_line_breaks_between_words_and_keeps_phone_numbers_whole() -> None:
    number = "+49 2521 / 123 45-67"
    for width in range(150, 320, 7):
        text = Text(f"Bitte rufen Sie immer zuerst an: {phone(number)} oder schreiben Sie.", Style())
        text.wrap(width, 1000)
        cut = [text._words.text[line.start : line.end] for line in text._lines]
        assert any(phone(number) in line for line in cut), width
        assert not any(line.startswith(" ") or line.endswith(" ") for line in cut)


def test_no_line_is_wider_than_its_column() -> None:
    text = Text("Patenschaftsvereinbarungsunterzeichnungstermin " * 3 + "x" * 300)
    text.wrap(120, 1000)
    assert len(text._lines) > 10
    assert all(line.width * text.style.size / 1000 <= 120.01 for line in text._lines)


def test_a_long_paragraph_goes_on_over_the_page_without_losing_a_word() -> None:
    numbered = " ".join(f"Wort{number}" for number in range(1500))
    made = paper(Text(numbered))
    assert pages(made) > 1
    assert [word for word in words(made).split() if word.startswith("Wort")] == numbered.split()


def test_an_arabic_paragraph_goes_on_over_the_page_in_order() -> None:
    made = paper(Text(" ".join([ARABIC] * 60), base=RTL))
    assert pages(made) > 1
    assert words(made).count("الأسبوع") == 60


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for filled in range(40, 53):
        story: list[layout.Flowable] = [Text("Zeile.") for _line in range(filled)]
        story += layout.under_heading(Text("Überschrift", layout.HEADING), Text("Wort " * 60))
        reader = PdfReader(io.BytesIO(paper(*story)))
        for page in reader.pages:
            lines_of_page = [line for line in page.extract_text().splitlines() if line not in ("Fuß",)]
            body = [line for line in lines_of_page if "/" not in line]
            assert not body or body[-1] != "Überschrift", filled


def test_spaces_at_the_seam_of_bold_and_plain_survive_once() -> None:
    assert lines(Text([Span("Guten "), Span("Tag", bold=True), Span(", liebe"), Span(" Leute")]))[0] == (
        "Guten Tag, liebe Leute"
    )


def test_tick_boxes_are_drawn_and_can_be_read() -> None:
    made = paper(Text("☐ ja ☐ nein"))
    assert "☐ ja ☐ nein" in words(made)


def test_missing_characters_are_found_before_anything_is_made() -> None:
    with pytest.raises(MissingGlyphs, match="Die Zeichen „😊“, „漢“"):
        Text("😊 漢 😊")


def test_cleaning_keeps_all_that_prints() -> None:
    assert clean("  A\u0308nne\r\n\tO\u2019Neil\u200b \u202eX\u202c\ud83d ") == "Änne O\u2019Neil X\ud83d"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


def test_a_name_cannot_break_out_of_its_isolation() -> None:
    assert isolated("A\u2069\u2067B") == "\u2068AB\u2069"
    assert isolated(" \u200b ") == ""


def test_dates_and_numbers_are_no_places_to_break() -> None:
    text = "2026-11 und A-4 oder Deutsch-Kurs am 01.12."
    assert [text[start:end] for start, end, _after in chunks(text)] == [
        "2026-11", "und", "A-4", "oder", "Deutsch-", "Kurs", "am", "01.12.",
    ]  # fmt: skip


@pytest.mark.debian("pdftoppm")
def test_the_drawn_page_has_ink_where_the_words_are(tmp_path: Path) -> None:
    """The glyphs themselves, not only their codes: Arabic joined from the right edge, nothing beyond the margins."""
    import subprocess

    from PIL import Image, ImageOps

    (tmp_path / "a.pdf").write_bytes(paper(Text(ARABIC[:40], base=RTL)))
    subprocess.run(["pdftoppm", "-r", "72", "-png", "-gray", tmp_path / "a.pdf", tmp_path / "a"], check=True)
    with Image.open(tmp_path / "a-1.png") as page:
        ink = ImageOps.invert(page.convert("L")).crop((0, 0, page.width, 200)).getbbox()
    assert ink is not None
    left, _top, right, _bottom = ink
    assert abs(right - (layout.LEFT + layout.TEXT_WIDTH)) < 3
    assert left > layout.LEFT + 100
