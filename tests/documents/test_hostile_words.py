"""Whatever somebody types into a field: a clean page or a clear sentence, and never a file of this computer."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from invented import ORGANISATION, words

from mentorhub.choices import Role
from mentorhub.documents import registry, wording
from mentorhub.documents.fonts import MissingGlyphs
from mentorhub.documents.layout import TextTooLong
from mentorhub.documents.organisation import Recipient
from mentorhub.documents.papers import certificates, confidentiality, consent, forms, letters, mentee_form, mentor_form
from mentorhub.errors import MentorHubError

DAY = date(2026, 11, 23)
PROFILE = forms.Profile(name="Anna")
PAPERS: list[tuple[str, Any]] = [
    ("confidentiality", confidentiality.Data(ORGANISATION, "Anna", (Role.MEDIATOR,))),
    ("consent", consent.Data(ORGANISATION, "Anna", minor=True)),
    ("mentor_form", mentor_form.Data(ORGANISATION, PROFILE)),
    ("mentee_form", mentee_form.Data(ORGANISATION, PROFILE)),
    ("volunteering_certificate", certificates.Data(ORGANISATION, "Anna")),
    ("serial_letter", letters.SerialData(ORGANISATION, DAY, (Recipient("Anna", "Weg 1", "59269 Beckum"),))),
]
MARKUP = '<img src="/etc/hostname"/><b>x</b> & {person} %s \\) Tj ET'


def _render(name: str, data: Any) -> bytes:
    kind = next(kind for kind in registry.kinds() if kind.paper.value == name)
    return kind.render(data, wording.load(name)).pdf


def _with(data: Any, words_: str) -> Any:
    """The words in every field that takes words, also of the organisation and the profile."""
    changed: dict[str, Any] = {each.name: words_ for each in fields(data) if isinstance(getattr(data, each.name), str)}
    for name in ("organisation", "profile"):
        if hasattr(data, name):
            inner = getattr(data, name)
            told = {each.name: words_ for each in fields(inner) if isinstance(getattr(inner, each.name), str)}
            keep = {key: getattr(inner, key) for key in ("legal_form", "privacy_regime") if hasattr(inner, key)}
            changed[name] = replace(inner, **{**told, **keep})
    if hasattr(data, "recipients"):
        changed["recipients"] = (Recipient(words_, words_, words_),)
    return replace(data, **changed)


@pytest.mark.parametrize(("name", "data"), PAPERS, ids=lambda value: value if isinstance(value, str) else "")
def test_markup_and_paths_stay_words(name: str, data: Any) -> None:
    made = _render(name, _with(data, MARKUP))
    assert b"/Subtype /Image" not in made
    assert b"/URI" not in made
    assert "etc/hostname" in "".join(words(made).split())


@pytest.mark.parametrize(("name", "data"), PAPERS, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("hostile", ["x" * 5000, "Wort " * 1000], ids=["unbroken", "words"])
def test_five_thousand_characters_are_printed_or_refused_in_a_sentence(name: str, data: Any, hostile: str) -> None:
    try:
        assert _render(name, _with(data, hostile)).startswith(b"%PDF")
    except TextTooLong as trouble:
        clear = "zu lang für das Papier" in str(trouble)
        assert clear


@pytest.mark.parametrize(("name", "data"), PAPERS, ids=lambda value: value if isinstance(value, str) else "")
def test_overrides_and_control_characters_leave_no_trace(name: str, data: Any) -> None:
    hidden = "\u202eAn\x00na\u2067 \u200bMül\u00adler\u2069\ufeff\x1b"
    assert _render(name, _with(data, hidden)) == _render(name, _with(data, "Anna Müller"))


@pytest.mark.parametrize(("name", "data"), PAPERS, ids=lambda value: value if isinstance(value, str) else "")
def test_what_no_font_has_is_named(name: str, data: Any) -> None:
    with pytest.raises(MissingGlyphs, match="„😊“"):
        _render(name, _with(data, "Anna 😊"))


def test_the_sentence_of_trouble_is_one_for_people() -> None:
    assert issubclass(MissingGlyphs, MentorHubError)
    assert issubclass(TextTooLong, MentorHubError)
