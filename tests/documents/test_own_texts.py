"""The association's own words and logo: checked, printed, noted, and taken back."""

import io
from datetime import date
from pathlib import Path

import pytest
from invented import words

from make import Make
from mentorhub.choices import Paper
from mentorhub.db.database import Database
from mentorhub.documents import issue, logo, own_texts, texts
from mentorhub.documents.logo import UnusablePicture
from mentorhub.documents.texts import UnusableText

DAY = date(2026, 11, 23)


def test_own_words_are_printed_and_their_version_is_noted(make: Make, database: Database, tmp_path: Path) -> None:
    pairing = make.pairing()
    with database.writing() as session:
        shipped = own_texts.text(session, Paper.AGREEMENT, "de")
        wanted = own_texts.with_changes(
            shipped, {("costs", 0): "Kosten zahlt jede Seite selbst.", ("welcome", 0): ""}, ("Hausregeln", "A.\n\nB.")
        )
        version = own_texts.change(session, wanted, DAY)
        issue.issue(session, Paper.AGREEMENT, [pairing], tmp_path, DAY)
    said = words((tmp_path / "Patenschaftsvereinbarung_PS-2026-001.pdf").read_bytes())
    assert "Kosten zahlt jede Seite selbst." in said
    assert "Mit dieser Vereinbarung wissen alle" not in said
    assert "14. Hausregeln" in said or "13. Hausregeln" in said
    assert version in said
    with database.reading() as session:
        assert issue.issued(session, pairing)[0].text_version == version
        assert issue.text_state(session, Paper.AGREEMENT, "de").own


def test_the_way_back_leads_to_the_shipped_words(database: Database) -> None:
    with database.writing() as session:
        shipped = own_texts.text(session, Paper.CONSENT, "de")
        own_texts.change(session, own_texts.with_changes(shipped, {("intro", 0): "Kurz."}, ("", "")), DAY)
        assert own_texts.text(session, Paper.CONSENT, "de") != shipped
        own_texts.back_to_shipped(session, Paper.CONSENT, "de")
        assert own_texts.text(session, Paper.CONSENT, "de") == shipped


@pytest.mark.parametrize("mistake", ["Am {beginn} geht es los.", "Offen {", "{goals.__class__}"])
def test_a_wrong_placeholder_is_named_and_nothing_is_saved(database: Database, mistake: str) -> None:
    with database.writing() as session:
        shipped = own_texts.text(session, Paper.AGREEMENT, "de")
        with pytest.raises(UnusableText, match=r"beginn|Klammer"):
            own_texts.change(session, own_texts.with_changes(shipped, {("costs", 0): mistake}, ("", "")), DAY)
        assert own_texts.own(session) == []


@pytest.mark.parametrize("paper", [paper.value for paper in Paper if paper is not Paper.REPORT])
def test_every_shipped_text_survives_being_written_and_read(paper: str) -> None:
    text = texts.shipped(paper, "de")
    assert texts.read(own_texts.to_toml(text), paper, "de", "x") == text


def test_the_preview_shows_words_that_are_not_saved_yet(database: Database) -> None:
    with database.reading() as session:
        shipped = own_texts.text(session, Paper.CONFIDENTIALITY, "de")
        wanted = own_texts.with_changes(shipped, {}, ("", "Wir duzen uns."))
        assert "Wir duzen uns." in words(issue.preview_of_text(session, wanted, DAY).pdf)
        assert own_texts.own(session) == []


def picture(kind: str, size: tuple[int, int] = (1200, 400)) -> bytes:
    from PIL import Image, PngImagePlugin

    written = io.BytesIO()
    image = Image.new("RGBA" if kind == "PNG" else "RGB", size, (200, 30, 30))
    if kind == "PNG":
        secret = PngImagePlugin.PngInfo()
        secret.add_text("Comment", "geheim")
        image.save(written, kind, pnginfo=secret)
    else:
        image.save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_becomes_plain_pixels_and_is_printed(database: Database, kind: str) -> None:
    with database.writing() as session:
        before = issue.preview(session, Paper.INFORMATION, [], DAY).pdf
        logo.change(session, picture(kind))
        kept = logo.get(session)
        after = issue.preview(session, Paper.INFORMATION, [], DAY).pdf
    assert kept is not None
    assert kept.startswith(b"\x89PNG")
    assert b"geheim" not in kept
    assert b"/Subtype /Image" in after
    assert b"/Subtype /Image" not in before


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", picture("PNG", (9000, 10)), b"\x89PNG\r\n\x1a\nkaputt"])
def test_what_is_no_usable_picture_is_refused(database: Database, content: bytes) -> None:
    with database.writing() as session:
        with pytest.raises(UnusablePicture, match="bleibt alles, wie es war"):
            logo.change(session, content)
        assert logo.get(session) is None
