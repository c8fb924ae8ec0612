"""Languages are found by what people call them, and shown by the word coordinators use."""

import pytest

from mentorhub import languages


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Arabisch", "ar"),
        ("arabic", "ar"),
        ("العربية", "ar"),
        ("Arabisch (syrisch)", "apc"),
        ("Kurdisch", "ku"),
        ("Kurdisch (Kurmandschi)", "kmr"),
        ("Kurmancî", "kmr"),
        ("KURMANJI", "kmr"),
        ("Sorani", "ckb"),
        ("Kurdisch-Sorani", "ckb"),
        ("Dari", "prs"),
        ("Farsi", "fa"),
        ("Persisch", "fa"),
        ("Paschtu", "ps"),
        ("ትግርኛ", "ti"),
        ("українська", "uk"),
        ("Türkçe", "tr"),
        ("Franz.", "fr"),
        ("Gebärdensprache", "sgn"),
        ("DGS", "gsg"),
        ("ukrainische Sprache", None),
        ("Marsianisch", None),
        ("", None),
    ],
)
def test_a_language_is_found_by_its_usual_names(words: str, code: str | None) -> None:
    assert languages.code(words) == code


def test_variants_that_people_keep_apart_stay_apart() -> None:
    assert len({languages.code(words) for words in ("Dari", "Farsi", "Kurmandschi", "Sorani", "Kurdisch")}) == 5


@pytest.mark.parametrize(
    ("variant", "wider"), [("kmr", "ku"), ("ckb", "ku"), ("apc", "ar"), ("uk", "uk"), ("prs", "prs")]
)
def test_a_variant_knows_the_wider_language_it_belongs_to(variant: str, wider: str) -> None:
    assert languages.umbrella(variant) == wider


def test_every_common_language_has_a_german_name_that_finds_it_again() -> None:
    assert len(set(languages.COMMON)) == len(languages.COMMON) >= 40
    for code in languages.COMMON:
        name = languages.name(code)
        assert name != code
        assert languages.code(name) == code


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert languages.name("qqq") == "qqq"
