"""Every sentence of the program has its English words, with the same gaps to fill."""

import re
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mentorhub import choices, languages, people, programme, text
from mentorhub.choices import Choice
from mentorhub.db.database import Database
from mentorhub.matching import weights
from mentorhub.statistics import periods
from mentorhub.text import _, ngettext, pgettext

LOCALE = Path(__file__).parent.parent / "resources" / "locale"


@pytest.fixture(scope="module")
def gather() -> dict[str, Any]:
    return runpy.run_path(str(LOCALE / "gather.py"))


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (LOCALE / "en" / "LC_MESSAGES" / "mentorhub.po").open("rb") as file:
        return read_po(file, "en")


@pytest.fixture
def in_english(english: Catalog, tmp_path: Path) -> Iterator[None]:
    compiled = tmp_path / "en" / "LC_MESSAGES" / "mentorhub.mo"
    compiled.parent.mkdir(parents=True)
    with compiled.open("wb") as file:
        write_mo(file, english)
    text.use_language("en", tmp_path)
    yield
    text.use_language("de", tmp_path)


def test_every_sentence_is_in_the_catalogue_and_no_other(gather: dict[str, Any], english: Catalog) -> None:
    """If this fails: run `./dev words` and fill in resources/locale/en/LC_MESSAGES/mentorhub.po."""
    assert set(_keys(english)) == set(_keys(gather["sentences"]()))
    assert not english.obsolete


def test_every_sentence_is_translated(gather: dict[str, Any], english: Catalog) -> None:
    assert gather["untranslated"](english) == []
    assert [message.id for message in english if message.fuzzy and message.id] == []


def test_a_translation_has_the_gaps_of_its_sentence(english: Catalog) -> None:
    different = [
        (german, translated)
        for message in english
        for german, translated in _forms(message)
        if _gaps(german) != _gaps(translated)
    ]
    assert different == []


def test_a_translation_keeps_the_edges_of_its_sentence(english: Catalog) -> None:
    """Spaces at the ends, ellipses, access keys and file patterns matter where the words are put together."""
    different = [
        (german, translated)
        for message in english
        for german, translated in _forms(message)
        if _edges(german) != _edges(translated)
    ]
    assert different == []


def test_no_german_is_left_over(english: Catalog) -> None:
    marks = re.compile(r"[äöüßÄÖÜ„»«]|\b(Strg|Umschalt|Patin|Pate|Bitte|und|oder|nicht)\b")
    said = [translated.replace("Landungsbrücken", "") for message in english for _german, translated in _forms(message)]
    assert [translated for translated in said if marks.search(translated)] == []


def test_gathering_again_changes_nothing(gather: dict[str, Any], english: Catalog, tmp_path: Path) -> None:
    again = tmp_path / "again.po"
    gather["write"].__globals__["CATALOGUE"] = again
    gather["write"](english)
    assert again.read_text("utf-8") == (LOCALE / "en" / "LC_MESSAGES" / "mentorhub.po").read_text("utf-8")


@pytest.mark.usefixtures("in_english")
def test_the_lists_to_pick_from_are_english() -> None:
    assert text.language() == "en"
    assert choices.Role.MENTOR.label == "Mentor"
    assert choices.Gender.FEMALE.label == "female"
    assert choices.Topic.FORMS.label == "Applications and forms"
    assert choices.Weekday.TUE.short == "Tu"
    kinds = [kind for kind in vars(choices).values() if isinstance(kind, type) and issubclass(kind, Choice)]
    empty = [choice for kind in kinds for choice in kind if not choice.label]
    assert empty == []


@pytest.mark.usefixtures("in_english")
def test_the_names_of_languages_and_periods_are_english() -> None:
    assert languages.name("ckb") == "Kurdish (Sorani)"
    assert languages.name("uk") == "Ukrainian"
    assert periods.parse("2026-Q3").label == "Quarter 3 of 2026"


@pytest.mark.usefixtures("in_english")
def test_what_a_word_means_depends_on_its_place() -> None:
    assert (_("Treffen"), pgettext("Anzahl", "Treffen")) == ("Meeting", "Meetings")
    assert ngettext("{n} Person", "{n} Personen", 1) == "{n} person"
    assert ngettext("{n} Person", "{n} Personen", 0) == "{n} people"


@pytest.mark.usefixtures("in_english")
def test_trouble_is_told_in_english(database: Database) -> None:
    with database.reading() as session, pytest.raises(people.UnknownPerson) as trouble:
        people.by_number(session, "P-9999")
    assert str(trouble.value) == "There is no person with the number P-9999."


@pytest.mark.usefixtures("in_english")
def test_the_shipped_rules_are_english(database: Database) -> None:
    with database.reading() as session:
        rules = {rule.key: rule for rule in (*programme.rules(session), *weights.weights(session))}
    trial = rules["pairing.trial_weeks"]
    assert (trial.label, trial.unit) == ("Length of the trial period", "weeks")
    assert trial.source == "Three to six weeks are usual; practice of several programmes, not law."
    assert rules["language"].label == "Language"


def _keys(catalogue: Catalog) -> Iterator[tuple[str | None, str]]:
    """As the program looks them up: by context and the singular."""
    for message in catalogue:
        if message.id:
            yield message.context, message.id if isinstance(message.id, str) else message.id[0]


def _forms(message: Message) -> Iterator[tuple[str, str]]:
    """Each sentence and its translation; of those that count something both forms."""
    german = (message.id,) if isinstance(message.id, str) else message.id
    translated = message.string if isinstance(message.string, list | tuple) else (message.string or "",)
    yield from ((one, other) for one, other in zip(german, translated, strict=True) if one)


def _gaps(sentence: str) -> list[str]:
    return sorted(re.findall(r"{\w*}", sentence))


def _edges(sentence: str) -> tuple[object, ...]:
    spaces = len(sentence) - len(sentence.lstrip()), len(sentence) - len(sentence.rstrip())
    return *spaces, sentence.endswith("…"), sentence.count("&"), re.findall(r"\(\*[^)]*\)", sentence)


@pytest.mark.usefixtures("in_english")
def test_an_empty_sentence_stays_empty_in_english() -> None:
    assert _("") == ""
