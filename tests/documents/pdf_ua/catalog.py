"""Rules about the whole file: metadata, language, layers, locks."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from pypdf.generic import BooleanObject

from pdf_ua.content import Finding, Paper, at

_LANGUAGE = re.compile(r"(?:[a-z]{2,3}|x)(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def check(paper: Paper) -> list[Finding]:
    return [
        *_marked(paper.root),
        *_metadata(paper.root),
        *_viewer(paper.root),
        *_languages(paper.root),
        *_layers(paper.root),
        *_files(paper.root),
        *_locks(paper),
    ]


def is_language(tag: object) -> bool:
    return bool(_LANGUAGE.fullmatch(str(tag or "")))


def true(value: object) -> bool:
    """A real boolean: the word "true" is none."""
    return isinstance(value, BooleanObject) and bool(value.value)


def _marked(root: Any) -> Iterator[Finding]:
    info = at(root, "/MarkInfo", {})
    if not true(at(info, "/Marked")):
        yield Finding("14.7.1", "the file does not say that it is tagged")
    if true(at(info, "/Suspects")):
        yield Finding("01-007", "the file says itself that its tags are suspect")


def _metadata(root: Any) -> Iterator[Finding]:
    stream = at(root, "/Metadata")
    if stream is None:
        yield Finding("06-001", "no metadata")
        return
    packet = ET.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", stream.get_data()))
    part = packet.find(f".//{_UA}")
    described = [each.get(_UA) for each in packet.iter(f"{_RDF}Description")]
    if (part is None or part.text != "1") and "1" not in described:
        yield Finding("06-002", "no PDF/UA identifier in the metadata")
    title = packet.find(f".//{_TITLE}//{_RDF}li")
    if title is None or not (title.text or "").strip():
        yield Finding("06-003", "no title in the metadata")
    elif not is_language(at(root, "/Lang")) and title.get("{http://www.w3.org/XML/1998/namespace}lang") == "x-default":
        yield Finding("11-006", "the language of the title is not told")


def _viewer(root: Any) -> Iterator[Finding]:
    preferences = at(root, "/ViewerPreferences", {})
    if "/DisplayDocTitle" not in preferences:
        yield Finding("07-001", "nothing says that the window shall show the title")
    elif not true(preferences["/DisplayDocTitle"]):
        yield Finding("07-002", "the window shows the file's name instead of the title")


def _languages(root: Any) -> Iterator[Finding]:
    if is_language(at(root, "/Lang")):
        return
    yield Finding("11-001", "the file tells no language")
    if "/Outlines" in root:
        yield Finding("11-003", "bookmarks without a language")


def _layers(root: Any) -> Iterator[Finding]:
    layers = at(root, "/OCProperties")
    if layers is None:
        return
    if not at(layers["/D"], "/Name"):
        yield Finding("20-002", "layers without a name")
    for each in [layers["/D"], *at(layers, "/Configs", [])]:
        if not at(each.get_object(), "/Name"):
            yield Finding("20-001", "layers without a name")
        if "/AS" in each.get_object():
            yield Finding("20-003", "layers that are switched automatically")


def _files(root: Any) -> Iterator[Finding]:
    def specifications(node: Any) -> Iterator[Any]:
        yield from (each.get_object() for each in at(node, "/Names", [])[1::2])
        for kid in at(node, "/Kids", []):
            yield from specifications(kid.get_object())

    for each in specifications(at(at(root, "/Names", {}), "/EmbeddedFiles", {})):
        if "/F" not in each or "/UF" not in each:
            yield Finding("21-001", "an embedded file without a name")


def _locks(paper: Paper) -> Iterator[Finding]:
    form = at(paper.root, "/AcroForm", {})
    if "/XFA" in form:
        yield Finding("25-001", "an XFA form")
    lock = at(paper.reader.trailer, "/Encrypt")
    if lock is not None:
        permitted = at(lock, "/P")
        if permitted is None:
            yield Finding("26-001", "encrypted without saying what is permitted")
        elif not int(permitted) & 1 << 9:
            yield Finding("26-002", "encrypted so that screen readers are locked out")
