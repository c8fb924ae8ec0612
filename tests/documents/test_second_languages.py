"""German beside a second language: complete, in logical order, on four pages, and honest about who has read it."""

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdf_ua
import pypdfium2
import pytest
from invented import MINOR_FAMILY, ORGANISATION, PAIRING, pages
from pypdf import PdfReader

from mentorhub import choices
from mentorhub.choices import LegalForm, PrivacyRegime, Role
from mentorhub.documents import agreement, texts, wording
from mentorhub.documents.layout import Built
from mentorhub.documents.papers import confidentiality, consent, information

LANGUAGES = ("en", "fr", "tr", "ar", "fa", "uk", "ru", "kmr", "ti")
PAPERS = ("agreement", "confidentiality", "consent", "information")
PERIODS = dict.fromkeys(
    ("interest_months", "matching_months", "mentee_months", "core_years", "certificate_months", "note_months"), 6
) | {"grant_years": 5, "tax_years": 8}
LABELS = ("Programme", "PairingForm", "Topic", "Rhythm", "Place", "Role")
_UNREAD = "-☐\u200c\u200e\u200f\u202a\u202b\u202c"
EVERY = [(paper, language) for paper in PAPERS for language in LANGUAGES]


def render(paper: str, said: wording.Wording, **organisation: Any) -> Built:
    whose = replace(ORGANISATION, **organisation)
    minor = replace(MINOR_FAMILY, organisation=whose)
    match paper:
        case "agreement":
            return agreement.paper(minor, said)
        case "confidentiality":
            return confidentiality.render(
                confidentiality.Data(whose, "Şükrü Öztürk", (Role.MENTOR, Role.MEDIATOR)), said
            )
        case "consent":
            return consent.render(consent.Data(whose, "أحمد العلي", minor=True, cosigns=True), said)
        case _:
            return information.render(information.Data(whose, PERIODS), said)


def test_the_four_papers_that_mentees_sign_come_in_nine_languages() -> None:
    for paper in PAPERS:
        assert set(texts.languages(paper)) == {"de", *LANGUAGES}


@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_nobody_claims_that_a_native_speaker_has_read_it(paper: str, language: str) -> None:
    text = texts.load(paper, language)
    assert not text.reviewed
    assert not text.reviewer
    assert text.version
    assert text.rightwards is (language not in ("ar", "fa"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_that_is_printed_has_a_word(language: str) -> None:
    for name in LABELS:
        for choice in getattr(choices, name):
            assert texts.label(choice, language).strip(), choice


@pytest.mark.parametrize("regime", list(PrivacyRegime))
@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_two_languages_fit_on_four_pages(paper: str, language: str, regime: PrivacyRegime) -> None:
    form = {PrivacyRegime.KDG: LegalForm.CATHOLIC, PrivacyRegime.DSG_EKD: LegalForm.PROTESTANT}.get(
        regime, LegalForm.EV
    )
    built = render(paper, wording.load(paper, language), privacy_regime=regime, legal_form=form)
    assert built.pages == pages(built.pdf) <= 4


@pytest.mark.debian("pdftotext")
@pytest.mark.parametrize(("paper", "language"), EVERY)
def test_each_sentence_of_both_columns_can_be_read_in_its_order(paper: str, language: str, tmp_path: Path) -> None:
    """Along the tree, as a screen reader goes, every sentence; by poppler, which guesses from places on the page, every
    sentence but in Arabic script: there it takes words apart at vowel signs, and turns stops and numbers around."""
    said = wording.load(paper, language)
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(paper, said).pdf)
    assert said.second is not None
    aloud = pdf_ua.read_aloud(pdf_ua.opened(path.read_bytes()))
    for text in (said.german, said.second):
        heard = "\n".join(" ".join(words.split()) for _tag, tongue, words in aloud if tongue == text.language)
        for clause in text.clauses:
            for sentence in (each.text for each in clause.paragraphs if not each.when):
                for part in re.split(r"\{[a-z_]+\}", sentence):
                    assert " ".join(part.replace(" ☐", "   ☐").split()) in heard
    for text, left in ((said.german, 0), (said.second, 303)):
        found = _column(path, left)
        plain = [each.text for clause in text.clauses for each in clause.paragraphs if not each.when]
        parts = [part for sentence in plain for part in _parts(sentence, text.rightwards)]
        lost = [part for part in parts if _squeezed(part) not in found]
        assert len(lost) <= (0 if text.rightwards else len(parts) * 0.05), lost


def _parts(sentence: str, rightwards: bool) -> list[str]:
    """What stands between placeholders; in Arabic script word by word, since poppler moves stops and some ligatures."""
    parts = re.sub(r"\{[a-z_]+\}", "\n", sentence)
    return parts.splitlines() if rightwards else re.findall(r"[\u0620-\u064a\u066e-\u06d3\u200c]{2,}", parts)


def _column(path: Path, left: int) -> str:
    """What poppler reads from one half of the pages."""
    half = ["-r", "72", "-x", str(left), "-y", "0", "-W", "295", "-H", "842"]
    made = subprocess.run(["pdftotext", *half, path, "-"], check=True, capture_output=True).stdout.decode()
    return _squeezed(made)


def _squeezed(words: str) -> str:
    """Without white space, boxes and marks of direction: where a line broke does not matter."""
    return "".join(letter for letter in words if not letter.isspace() and letter not in _UNREAD)


@pytest.mark.debian("pdftotext")
def test_the_paper_says_that_german_is_binding_and_that_nobody_has_checked(tmp_path: Path) -> None:
    for mark, said in ((True, True), (False, False)):
        path = tmp_path / f"{mark}.pdf"
        path.write_bytes(agreement.render(PAIRING, wording.load("agreement", "tr", mark_unreviewed=mark)))
        column = _column(path, 303)
        assert _squeezed("Almanca metin geçerlidir.") in column
        assert (_squeezed("ana dili Türkçe olan kimse kontrol etmedi") in column) is said


def test_whoever_writes_very_much_gets_the_second_language_on_its_own_sheet() -> None:
    long = replace(PAIRING, goals="Ich möchte viel lernen. " * 150)
    built = agreement.paper(long, wording.load("agreement", "en"))
    assert built.pages > 4
    assert agreement.paper(replace(PAIRING, goals="Wort " * 180), wording.load("agreement", "en")).pages <= 4


def test_a_german_sentence_of_ones_own_is_not_put_into_other_words() -> None:
    text = texts.shipped("agreement", "de")
    clause = text.clauses[0]
    own = replace(clause, paragraphs=(replace(clause.paragraphs[0], text="Willkommen bei uns."),))
    said = wording.Wording(replace(text, clauses=(own, *text.clauses[1:])), texts.shipped("agreement", "en"))
    (first, *_others) = wording.sections(said.voices, frozenset(), lambda each: agreement._values(PAIRING, each))
    assert first.paragraphs == (("Willkommen bei uns.", "See the German version."),)


@pytest.mark.parametrize(("paper", "language"), [each for each in EVERY if each[0] != "information"])
def test_nobody_signs_on_a_page_that_says_nothing(paper: str, language: str) -> None:
    said = wording.load(paper, language)
    last = PdfReader(io.BytesIO(render(paper, said).pdf)).pages[-1].extract_text()
    assert "Ort, Datum, Unterschrift" in last
    sentence = said.german.clauses[-1].paragraphs[-1 if paper != "agreement" else 0].text
    assert sentence.split(".")[0][:30] in " ".join(last.split())


@pytest.mark.parametrize("paper", PAPERS)
def test_french_signs_never_begin_a_line(paper: str) -> None:
    pdf = render(paper, wording.load(paper, "fr")).pdf
    for page in PdfReader(io.BytesIO(pdf)).pages:
        assert not [line for line in page.extract_text().splitlines() if line.lstrip()[:1] in (":", ";", "?", "!", "»")]


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_german_law_is_named_from_left_to_right_in_every_language(language: str) -> None:
    """The sign of the paragraph stands left of its number, whichever way the sentence runs."""
    pdf = render("information", wording.load("information", language)).pdf
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    signs = [at for at in range(text.count_chars()) if text.get_text_range(at, 1) == "§"]
    numbers = [at for at in range(text.count_chars()) if text.get_text_range(at, 3) == "72a"]
    right = [(text.get_charbox(at)[0], text.get_charbox(at)[1]) for at in signs if text.get_charbox(at)[0] > 300]
    for number in numbers:
        left, bottom, _right, _top = text.get_charbox(number)
        if left > 300:
            assert any(abs(y - bottom) < 4 and left - 14 < x < left for x, y in right)
    assert right
