"""Names across spellings and scripts (F26). The pairs are facts about spelling, not yet reviewed by speakers."""

import itertools
from pathlib import Path

import pytest

from make import Make
from mentorhub import names, people
from mentorhub.db.database import Database

_PAIRS = [
    [part.strip() for part in line.split("|")]
    for line in Path(__file__).with_name("name_pairs.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _crowd(n: int) -> list[str]:
    """Other people, made of the same first and last names mixed, and of German ones."""
    first = [pair[0].split()[0] for pair in _PAIRS] + "Anna Peter Maria Klaus Sabine Werner Julia Heinz".split()
    last = [pair[0].split()[-1] for pair in _PAIRS] + "Schmidt Becker Hoffmann Wagner Krüger Vogt Lange".split()
    meant = {pair[0] for pair in _PAIRS}
    mixed = (f"{a} {b}" for k in range(1, len(last)) for a, b in zip(first, last[k:] + last[:k], strict=False))
    return list(itertools.islice((name for name in mixed if name not in meant), n))


def test_the_pairs_are_many_and_carry_their_source() -> None:
    assert len(_PAIRS) >= 100
    assert {pair[2] for pair in _PAIRS} <= {"UA55", "RU", "BGN", "AR", "SCR", "TR", "FA", "TI", "KU", "DE", "PL"}


def test_nearly_everybody_is_found_among_five_thousand_in_another_spelling() -> None:
    everybody = [pair[0] for pair in _PAIRS] + _crowd(5000 - len(_PAIRS))
    missed = []
    for position, (_stored, typed, _source) in enumerate(_PAIRS):
        if position not in [found for found, _score in names.similar(typed, everybody)[:10]]:
            missed.append(typed)
    assert len(missed) <= len(_PAIRS) * 0.05, missed


def test_spellings_of_one_name_become_one() -> None:
    assert names.skeleton("Mohammed Haddad") == names.skeleton("Muhammad Hadad") == "moamad adad"
    assert names.skeleton("Щербак") == names.skeleton("Schtscherbak") == names.skeleton("Shcherbak")


@pytest.mark.parametrize("typed", ["Muhamad", "محمد", "mohammed hadad"])
def test_search_finds_the_exact_first_and_then_what_sounds_alike(make: Make, database: Database, typed: str) -> None:
    other = make.mentor(first_name="Brigitte", last_name="Vogt")
    person = make.mentee(first_name="Mohammed", last_name="Haddad")
    with database.reading() as session:
        assert people.search(session, typed) == [person]
        assert people.search(session, "Vogt") == [other]


def test_a_name_in_another_script_is_found_while_it_is_being_typed() -> None:
    assert [position for position, _score in names.similar("schewtsch", ["Anna Vogt", "Олександр Шевченко"])] == [1]


def test_numbers_and_short_words_are_not_guessed(make: Make, database: Database) -> None:
    make.mentor(first_name="Ina", last_name="Orlow", phone="02521 1234")
    with database.reading() as session:
        assert people.search(session, "02521 9999") == []
        assert people.search(session, "xy") == []
