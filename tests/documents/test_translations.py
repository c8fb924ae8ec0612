"""The association's own words in second languages, and translations that no longer fit the German text."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from invented import words

from make import Make
from mentorhub.choices import Paper
from mentorhub.db.database import Database
from mentorhub.documents import issue, own_texts, texts, translations
from mentorhub.documents.texts import PaperText, UnusableText
from mentorhub.documents.translations import Fit

DAY = date(2026, 11, 23)
COSTS = ("costs", 0)


def test_shipped_translations_fit_the_shipped_german_text(database: Database) -> None:
    with database.reading() as session:
        for paper in (Paper.AGREEMENT, Paper.CONFIDENTIALITY, Paper.CONSENT, Paper.INFORMATION):
            assert issue.unfitting(session, paper) == {}


def test_own_turkish_words_are_printed_and_their_version_is_noted(
    make: Make, database: Database, tmp_path: Path
) -> None:
    pairing = make.pairing()
    with database.writing() as session:
        version = _say(session, "tr", {COSTS: "Masraflar herkesin kendisine aittir."})
        issue.issue(session, Paper.AGREEMENT, [pairing], tmp_path, DAY, "tr")
    said = words((tmp_path / "Patenschaftsvereinbarung_PS-2026-001_tr.pdf").read_bytes())
    assert "Masraflar herkesin kendisine aittir." in said
    with database.reading() as session:
        german = texts.shipped("agreement", "de").version
        assert issue.issued(session, pairing)[0].text_version == f"{german} · tr {version}"


def test_a_changed_german_paragraph_marks_its_translations_until_confirmed(database: Database) -> None:
    with database.writing() as session:
        _german(session, {COSTS: "Jede Seite zahlt, was sie braucht."})
        found = issue.unfitting(session, Paper.AGREEMENT)
        assert set(found) == {"en", "fr", "tr", "ar", "fa", "uk", "ru", "kmr", "ti"}
        assert set(found.values()) == {1}
        line = _line(session, "fr")
        assert line.fit is Fit.OUTDATED
        assert line.said == _shipped("fr")
        assert line.said not in words(issue.preview(session, Paper.AGREEMENT, [], DAY, "fr").pdf)
        _say(session, "fr", {COSTS: line.said})
        assert _line(session, "fr").fit is Fit.FITS
        assert "fr" not in issue.unfitting(session, Paper.AGREEMENT)
        assert issue.text_state(session, Paper.AGREEMENT, "tr").unfitting == 1


def test_german_taken_back_finds_its_translation_again(database: Database) -> None:
    with database.writing() as session:
        _say(session, "fr", {("welcome", 0): "Bonjour."})
        _german(session, {COSTS: "Jede Seite zahlt, was sie braucht."})
        _say(session, "fr", {("voluntary", 0): "Tout le monde participe librement."})
        own_texts.back_to_shipped(session, Paper.AGREEMENT, "de")
        assert issue.text_state(session, Paper.AGREEMENT, "fr").unfitting == 0


def test_the_own_clause_has_its_words_in_each_language(database: Database) -> None:
    with database.writing() as session:
        _german(session, {}, ("Hausregeln", "Schuhe aus.\n\nHände waschen."))
        assert issue.unfitting(session, Paper.AGREEMENT)["uk"] == 2
        said = {("own", 0): "Роззуваємося.", ("own", 1): "Миємо руки."}
        _say(session, "uk", said, {"own": "Правила дому"})
        printed = words(issue.preview(session, Paper.AGREEMENT, [], DAY, "uk").pdf)
        assert "Правила дому" in printed
        assert "Миємо руки." in printed
        assert issue.text_state(session, Paper.AGREEMENT, "uk").unfitting == 0
        _german(session, {}, ("Hausregeln", "Schuhe aus.\n\nHände gut waschen."))
        assert issue.text_state(session, Paper.AGREEMENT, "uk").unfitting == 1
        printed = words(issue.preview(session, Paper.AGREEMENT, [], DAY, "uk").pdf)
        assert "Роззуваємося." in printed
        assert "Миємо руки." not in printed


def test_a_translation_on_its_own_sheet_says_no_older_words_either(make: Make, database: Database) -> None:
    mentee = make.mentee()
    pairing = make.pairing(make.mentor(), mentee)
    with database.writing() as session:
        from mentorhub import pairings

        row = pairings.row(session, pairing)
        pairings.change(
            session, pairing, row.details.model_copy(update={"goals": "Ich möchte viel lernen. " * 80}), DAY
        )
        _german(session, {COSTS: "Jede Seite zahlt, was sie braucht. " + "Wort " * 400})
        made = issue.preview(session, Paper.AGREEMENT, [pairing], DAY, "en")
        assert _shipped("en") not in " ".join(words(made.pdf).split())


@pytest.mark.parametrize("said", ["Sans rien.", "{goals} {topics}", "{beginn}", "Offen {"])
def test_placeholders_of_a_translation_are_those_of_its_german_words(database: Database, said: str) -> None:
    with database.writing() as session:
        with pytest.raises(UnusableText, match=r"Platzhalter|Klammer"):
            _say(session, "fr", {("goals", 0): said})
        assert own_texts.own(session) == []


def test_two_wordings_of_one_day_have_two_versions(make: Make, database: Database, tmp_path: Path) -> None:
    pairing = make.pairing()
    with database.writing() as session:
        first = _german(session, {COSTS: "Eins."})
        assert _german(session, {COSTS: "Eins."}) == first
        issue.issue(session, Paper.AGREEMENT, [pairing], tmp_path, DAY)
        second = _german(session, {COSTS: "Zwei."})
        own_texts.back_to_shipped(session, Paper.AGREEMENT, "de")
        third = _german(session, {COSTS: "Drei."})
        assert first.endswith("eigene Fassung 2026-11-23")
        assert second == f"{first} (2)"
        assert third != first
        later = own_texts.change(
            session, own_texts.with_changes(_text(session, "de"), {COSTS: "Vier."}, ("", "")), DAY + timedelta(days=1)
        )
        assert later.endswith("eigene Fassung 2026-11-24")


def test_who_has_read_a_translation_is_kept_and_makes_it_reviewed(database: Database) -> None:
    from dataclasses import replace

    with database.writing() as session:
        own_texts.change(session, replace(_text(session, "ar"), reviewer="Frau Haddad"), DAY)
        state = issue.text_state(session, Paper.AGREEMENT, "ar")
        assert (state.reviewed, state.own, _text(session, "ar").reviewer) == (True, True, "Frau Haddad")


def test_the_preview_shows_a_translation_that_is_not_saved_yet(database: Database) -> None:
    with database.reading() as session:
        german, french = _text(session, "de"), _text(session, "fr")
        wanted = translations.with_changes(german, french, {COSTS: "Chacun paie sa part."}, {})
        printed = words(issue.preview_of_text(session, wanted, DAY).pdf)
        assert "Chacun paie sa part." in printed
        assert german.title in printed
        assert own_texts.own(session) == []


def _text(session: object, language: str) -> PaperText:
    return own_texts.text(session, Paper.AGREEMENT, language)  # type: ignore[arg-type]


def _german(session: object, said: dict[tuple[str, int], str], own: tuple[str, str] = ("", "")) -> str:
    wanted = own_texts.with_changes(_text(session, "de"), said, own)
    return own_texts.change(session, wanted, DAY)  # type: ignore[arg-type]


def _say(
    session: object, language: str, said: dict[tuple[str, int], str], headings: dict[str, str] | None = None
) -> str:
    german, second = _text(session, "de"), _text(session, language)
    wanted = translations.with_changes(german, second, said, headings or {})
    return own_texts.change(session, wanted, DAY)  # type: ignore[arg-type]


def _line(session: object, language: str) -> translations.Line:
    found = translations.lines(_text(session, "de"), _text(session, language))
    return next(line for line in found if line.place == COSTS)


def _shipped(language: str) -> str:
    clause = next(each for each in texts.shipped("agreement", language).clauses if each.key == "costs")
    return clause.paragraphs[0].text
