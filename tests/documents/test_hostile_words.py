"""Whatever somebody types into a field: a clean page or a clear sentence, and never a file of this computer."""

import tempfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pdf_ua
import pytest
from office import TODAY, Office, made_office
from PIL import Image

from mentorhub.choices import Paper
from mentorhub.documents import registry, wording
from mentorhub.documents.fonts import MissingGlyphs
from mentorhub.documents.layout import TextTooLong
from mentorhub.documents.registry import Kind
from mentorhub.errors import MentorHubError

__all__ = ["made_office"]

KINDS = registry.kinds()
Way = tuple[str | int, ...]
"""Where a word stands in a paper's data: names of fields, places in a list."""


@pytest.fixture(name="hostile")
def _hostile() -> Iterator[str]:
    """Markup with the path of a picture that is really there, placeholders, characters that turn or hide words."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "b.png"
        Image.new("RGB", (2, 2)).save(picture)
        yield f'<img src="{picture}"/><b>&lt;{{person}} %s \\) Tj (\u202ercs\u202c\u2067\x00\x07\u200b\ufeff{{mentor}}'


def ways(data: Any, before: Way = ()) -> Iterator[Way]:
    """To every word in the data."""
    if type(data) is str:
        yield before
    elif is_dataclass(data):
        for each in fields(data):
            yield from ways(getattr(data, each.name), (*before, each.name))
    elif isinstance(data, (tuple, list)):
        for place, each in enumerate(data):
            yield from ways(each, (*before, place))


def fields_of(kind: Kind, data: Any) -> list[Way]:
    """One way to each field: the first of a list stands for all; the letterhead is tried on three papers."""
    found: dict[Way, Way] = {}
    for way in ways(data):
        letterhead = way[0] == "organisation" and way[1] not in ("name", "coordinator")
        if kind.paper in (Paper.AGREEMENT, Paper.INFORMATION, Paper.CERTIFICATE_REQUEST) or not letterhead:
            found.setdefault(tuple(part for part in way if isinstance(part, str)), way)
    return list(found.values())


def put(data: Any, way: Way, words: str) -> Any:
    """The same data with other words at this place."""
    if not way:
        return words
    first, *rest = way
    if isinstance(first, str):
        return replace(data, **{first: put(getattr(data, first), tuple(rest), words)})
    return (*data[:first], put(data[first], tuple(rest), words), *data[first + 1 :])


def everywhere(data: Any, words: str, *, typed: bool = False) -> Any:
    """In all fields; only in those that somebody types, not chooses from a list."""
    for way in list(ways(data)):
        if not (typed and _chosen(way)):
            data = put(data, way, words)
    return data


def _chosen(way: Way) -> bool:
    """Roles, languages and functions (a letter beside each name) are words of ours."""
    return bool({"roles", "languages"} & set(way)) or (way[0] == "people" and way[-1] == 1)


def filled(office: Office, kind: Kind) -> Any:
    with office.database.reading() as session:
        return kind.gather(session, tuple(office.ids[kind.about]), TODAY)


def drawn(kind: Kind, data: Any) -> bytes:
    return kind.render(data, wording.load(kind.paper.value)).pdf


def is_clean(pdf: bytes) -> bool:
    return not any(sign in pdf for sign in (b"/Subtype /Image", b"/URI", b"/EmbeddedFile", b"/JavaScript"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.paper.value)
def test_markup_and_paths_stay_words_in_every_field(office: Office, kind: Kind, hostile: str) -> None:
    data = filled(office, kind)
    for way in fields_of(kind, data):
        assert is_clean(drawn(kind, put(data, way, hostile))), way
    if kind.paper in (Paper.REPORT_SHEET, Paper.LABELS):
        return  # all at once do not fit: two hundred names of figures from the network's file; three lines of a label
    whole = drawn(kind, everywhere(data, hostile))
    assert is_clean(whole)
    assert [str(each) for each in pdf_ua.findings(whole)] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.paper.value)
def test_overrides_and_control_characters_leave_no_trace(office: Office, kind: Kind) -> None:
    if kind.paper is Paper.REPORT_SHEET:
        return  # nothing on it is typed into a field
    data = filled(office, kind)
    hidden = "\u202eAn\x00na\u2067 \u200bMül\u00adler\u2069\ufeff\x1b"
    plain = everywhere(data, "Anna Müller", typed=True)
    assert drawn(kind, everywhere(data, hidden, typed=True)) == drawn(kind, plain)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.paper.value)
def test_what_no_font_has_is_named_from_every_field(office: Office, kind: Kind) -> None:
    """Or the field is not printed: then the paper is the same without it."""
    data = filled(office, kind)
    named = 0
    for way in fields_of(kind, data):
        try:
            made = [pdf_ua.opened(drawn(kind, put(data, way, words))) for words in ("Anna 😊", "Anna X")]
            assert pdf_ua.read_pages(made[0]) == pdf_ua.read_pages(made[1]), way
        except MissingGlyphs as trouble:
            assert "„😊“" in str(trouble)  # noqa: PT017 - either this or the same paper
            named += 1
    assert named or not list(ways(data))


@pytest.mark.parametrize("long", ["x" * 5000, "Wort " * 1000], ids=["unbroken", "words"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.paper.value)
def test_five_thousand_characters_are_printed_or_refused_in_a_sentence(office: Office, kind: Kind, long: str) -> None:
    data = filled(office, kind)
    for way in fields_of(kind, data):
        try:
            assert drawn(kind, put(data, way, long)).startswith(b"%PDF")
        except TextTooLong as trouble:
            assert "zu lang für das Papier" in str(trouble)  # noqa: PT017 - either this or a paper


def test_the_sentence_of_trouble_is_one_for_people() -> None:
    assert issubclass(MissingGlyphs, MentorHubError)
    assert issubclass(TextTooLong, MentorHubError)
