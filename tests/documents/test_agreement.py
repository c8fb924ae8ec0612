"""The agreement is the paper people sign: it must say everything, to everybody, on two pages."""

import dataclasses
import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from invented import AK, MINOR_FAMILY, ORGANISATION, PAIRING, pages, poppler_words, printed, words
from pypdf import PdfReader

from mentorhub.choices import LegalForm, Place, PrivacyRegime, Rhythm, Topic
from mentorhub.documents import agreement
from mentorhub.documents.agreement import AgreementData
from mentorhub.documents.fonts import MissingGlyphs
from mentorhub.documents.layout import TextTooLong

NAMES = ["Şükrü Öztürk", "Наталія Коваленко", "أحمد العلي", "ሰላም ተስፋይ", "Đặng Thị Ngọc Ánh", "Jîn Çîçek", "لارا"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_can_be_found_in_the_paper(name: str) -> None:
    paper = printed(mentor_name=name, mentee_name="Erika Beispiel")
    assert words(paper).count(name) == 2


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.debian("pdftotext")
def test_poppler_finds_the_names_in_logical_order_too(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    paper = printed(mentor_name="Erika Beispiel", mentee_name=name)
    assert poppler_words(paper, tmp_path_factory.mktemp("paper")).count(name) == 2


@pytest.mark.parametrize("name", ["Şükrü Öztürk", "Наталія Коваленко", "أحمد العلي", "ሰላም ተስፋይ"])
def test_the_preview_finds_the_names_too(name: str) -> None:
    page = pypdfium2.PdfDocument(printed(mentee_name=name))[0]
    assert name in page.get_textpage().get_text_range()


def test_an_arabic_name_leaves_the_german_sentence_in_order() -> None:
    organisation = replace(ORGANISATION, coordinator="ليلى حسن", deputy="Jonas Weber")
    assert "beschweren, bei ليلى حسن oder Jonas Weber." in words(printed(organisation=organisation, minor=True))


def test_a_phone_number_stays_on_one_line_and_in_order() -> None:
    lines = PdfReader(io.BytesIO(printed(mentee_phone="+49 2521 / 123 45-68"))).pages[0].extract_text().splitlines()
    assert any("Telefon: +49 2521 / 123 45-68" in line for line in lines)


def test_a_phone_number_that_is_not_released_leaves_no_trace() -> None:
    text = words(printed(mentor_phone="", mentee_phone="", organisation=replace(ORGANISATION, phone="")))
    assert "Telefon" not in text


def test_the_paper_says_what_was_agreed() -> None:
    text = words(printed())
    for said in (
        "Patenschaften Musterstadt e. V.",
        "Lindenweg 7, 59999 Musterstadt",
        "Alltags- und Integrationspatenschaft",
        "Nummer PS-2026-014",
        "Datum: 23.11.2026",
        "Ich möchte besser Deutsch sprechen und eine Ausbildung finden.",
        "Deutsch üben, Bewerbung",
        "vom 01.12.2026 bis zum 31.01.2027",
        "beginnt am 01.02.2027",
        "bis zum 31.01.2028",
        "wöchentlich, jedes Mal etwa 2,5 Stunden",
        "öffentliche Orte, Räume der Einrichtung",
        "Vertretung: Jonas Weber",
        "Di und Do 9–12 Uhr",
        "Muster-Versicherung, Vertrag 12-345",
        "Fassung 2026-11",
        "Seite 1 von 2",
        "Seite 2 von 2",
    ):
        assert said in text, said


def test_no_field_could_carry_what_must_never_be_printed() -> None:
    fields = {field.name for kind in (AgreementData, agreement.Organisation) for field in dataclasses.fields(kind)}
    for forbidden in ("origin", "region", "birth", "note", "health", "certificate", "status", "religion"):
        assert not any(forbidden in field for field in fields), forbidden


@pytest.mark.parametrize("form", list(LegalForm))
@pytest.mark.parametrize("insured", [True, False])
def test_every_legal_form_says_how_the_mentor_is_insured(form: LegalForm, insured: bool) -> None:
    organisation = replace(ORGANISATION, legal_form=form)
    if not insured:
        organisation = replace(organisation, insurance_liability="", insurance_accident="")
    text = words(printed(organisation=organisation))
    clause = text.partition("Versicherung der Patin oder des Paten")[2].partition("Begleitung zu Ämtern")[0]
    assert "aftpflicht" in clause
    assert "nfall" in clause
    assert "Sammelversicherung des Landes" in clause or form is not LegalForm.INFORMAL


@pytest.mark.parametrize(
    ("regime", "law"),
    [
        (PrivacyRegime.DSGVO, "Artikel 13 DSGVO"),
        (PrivacyRegime.KDG, "§ 15 KDG"),
        (PrivacyRegime.DSG_EKD, "§ 17 DSG-EKD"),
    ],
)
def test_the_privacy_clause_names_the_law_of_the_organisation(regime: PrivacyRegime, law: str) -> None:
    text = words(printed(organisation=replace(ORGANISATION, privacy_regime=regime)))
    assert law in text
    assert sum(each in text for each in ("DSGVO", "KDG", "DSG-EKD")) == 1


def test_minors_bring_their_clause_and_their_guardians_signatures() -> None:
    adult, minor = words(printed()), words(agreement.render(MINOR_FAMILY, agreement.load_text()))
    assert "Kinder und Jugendliche" not in adult
    assert "Sorgeberechtigte" not in adult
    for said in ("Kinder und Jugendliche", "Frewoini Tesfay", "Kidane Tesfay", "☐ Sorgeberechtigte Person"):
        assert said in minor


def test_a_family_is_named() -> None:
    text = words(agreement.render(MINOR_FAMILY, agreement.load_text()))
    assert "mit Наталія Коваленко, Марко und Олена" in text
    assert "für die ganze Familie" in text
    assert "für die ganze Familie" not in words(printed())


def test_the_longest_ordinary_agreement_fits_on_two_pages() -> None:
    longest = replace(
        MINOR_FAMILY,
        organisation=replace(ORGANISATION, privacy_regime=PrivacyRegime.KDG, legal_form=LegalForm.CATHOLIC),
        goals="Ich möchte besser Deutsch sprechen und Briefe verstehen. " * 5,
        topics=tuple(Topic)[:8],
        places=tuple(Place),
    )
    assert pages(agreement.render(longest, agreement.load_text())) == 2


def test_the_blank_form_has_lines_and_neither_number_nor_date() -> None:
    blank = AgreementData(organisation=ORGANISATION, number="PS-2026-014", printed_on=PAIRING.printed_on, blank=True)
    for form in (blank, replace(blank, minor=True, organisation=AK)):
        paper = agreement.render(form, agreement.load_text())
        text = words(paper)
        assert pages(paper) == 2
        assert "PS-2026" not in text
        assert "Nummer" not in text
        assert "Datum:" not in text
        assert "Kennenlernzeit geht vom ___" in text
        assert "Telefon: ___" in text
        assert "Stunden" in text
        assert text.count("Ort, Datum, Unterschrift") == 3 + form.minor


def test_what_was_not_agreed_leaves_a_line_or_nothing() -> None:
    text = words(
        agreement.render(
            AgreementData(ORGANISATION, "PS-2026-001", mentor_name="A", mentee_name="B"), agreement.load_text()
        )
    )
    assert "Kennenlernzeit" not in text
    assert "Das möchten wir" not in text
    assert "So oft treffen wir uns: ___" in text
    assert "None" not in text


def test_hours_are_said_the_german_way() -> None:
    assert "etwa 1 Stunde." in words(printed(hours=1.0, rhythm=Rhythm.MONTHLY))
    assert "etwa 1,75 Stunden." in words(printed(hours=1.75))
    assert "etwa 10 Stunden." in words(printed(hours=10.0))


def test_the_same_pairing_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys, hashlib; sys.path.insert(0, 'tests/documents'); from invented import printed;"
        "print(hashlib.sha256(printed()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TZ": zone, "LANG": "C.UTF-8"},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(found) == 1
    assert printed() == printed()


@pytest.mark.debian("pdffonts", "qpdf")
def test_the_file_is_sound_and_carries_its_fonts(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("paper") / "paper.pdf"
    path.write_bytes(agreement.render(MINOR_FAMILY, agreement.load_text()))
    listed = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert {line.split()[0].partition("+")[2] for line in listed} == {
        f"NotoSans{script}-{weight}" for script in ("", "Ethiopic") for weight in ("Regular", "Bold")
    }
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_a_character_without_a_glyph_is_named_and_nothing_is_printed() -> None:
    with pytest.raises(MissingGlyphs, match="Das Zeichen „😊“ kann nicht gedruckt werden") as trouble:
        printed(goals="Gut Deutsch sprechen 😊")
    assert trouble.value.characters == ("😊",)
    with pytest.raises(MissingGlyphs, match="„李“, „明“ können nicht"):
        printed(mentee_name="李明")
    with pytest.raises(MissingGlyphs, match=r"U\+D83D"):
        printed(mentee_name="Anna\ud83d")


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>fett</b> & <i>schief</i>",
        '<img src="/etc/hostname"/>',
        "{mentor} {0} %s",
        "Alter < 18",
        r"\) Tj ET (",
    ],
)
def test_what_looks_like_markup_stays_words(hostile: str) -> None:
    paper = printed(goals=hostile, mentor_name=hostile)
    assert "".join(words(paper).split()).count("".join(hostile.split())) == 3
    assert b"/XObject" not in paper
    assert pages(paper) == 2


def test_invisible_characters_change_nothing() -> None:
    assert printed(mentee_name="\u202eAn\u0000na\u2067 \u200bMül\u00adler\u2069\ufeff\n\t") == printed(
        mentee_name="Anna Müller"
    )


def test_five_thousand_characters_make_more_pages_or_a_clear_sentence() -> None:
    words_only = printed(goals="Ich möchte viel lernen. " * 210)
    assert pages(words_only) > 2
    assert words(words_only).count("viel lernen") == 210
    assert words(printed(goals="x" * 5000)).count("x") >= 5000
    with pytest.raises(TextTooLong, match="zu lang für das Papier"):
        printed(mentee_name="x" * 5000)
