"""The pages of a PDF as a screen reader finds them: pieces of marked content, and what was drawn outside of any."""

import io
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

_PAINTS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"INLINE IMAGE"}
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}


class Finding(NamedTuple):
    """A rule that is broken, by its number in the Matterhorn Protocol (or the chapter of ISO 32000-1)."""

    rule: str
    words: str

    def __str__(self) -> str:
        return f"{self.rule} {self.words}"


class Shown(NamedTuple):
    """Codes drawn in one font. `mcid` is None in an artifact; `end` counts the operators, for the order of drawing."""

    font: Any
    codes: tuple[int, ...]
    mcid: int | None
    invisible: bool


@dataclass
class Page:
    number: int
    reference: int
    entry: Any
    tags: dict[int, str] = field(default_factory=dict)
    """The type of each piece by its number."""
    shown: list[Shown] = field(default_factory=list)


class _Mark(NamedTuple):
    tag: str
    mcid: int | None


@dataclass
class Paper:
    reader: PdfReader
    pages: list[Page] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    spoken: dict[tuple[int, int], str] | None = None
    """What the words of each piece are, once somebody asked."""

    @cached_property
    def root(self) -> Any:
        return self.reader.trailer["/Root"].get_object()

    def add(self, rule: str, words: str) -> None:
        self.findings.append(Finding(rule, words))


def at(entry: Any, key: str, default: Any = None) -> Any:
    """What stands under a key, wherever in the file it lies."""
    return entry[key] if key in entry else default  # noqa: SIM401 - get() does not follow references


def opened(pdf: bytes) -> Paper:
    """Reads all pages; what breaks a rule of marking content is noted at once."""
    paper = Paper(PdfReader(io.BytesIO(pdf)))
    forms: dict[int, int] = {}
    for number, entry in enumerate(paper.reader.pages):
        reference = entry.indirect_reference
        page = Page(number, reference.idnum if reference else -1, entry)
        paper.pages.append(page)
        contents = at(entry, "/Contents")
        if contents is not None:
            _Reading(paper, page, forms).read(contents, at(entry, "/Resources", {}), [])
    return paper


@dataclass
class _Reading:
    paper: Paper
    page: Page
    forms: dict[int, int]
    font: Any = None
    mode: int = 0

    def read(self, stream: Any, resources: Any, outer: list[_Mark]) -> None:
        stack = list(outer)
        for operands, operator in ContentStream(stream, self.paper.reader).operations:
            if operator in (b"BMC", b"BDC"):
                stack.append(self._begin(operands, resources, stack))
            elif operator == b"EMC":
                if len(stack) > len(outer):
                    stack.pop()
                else:
                    self._say("14.6", "an EMC that ends nothing")
            elif operator == b"Tf":
                self.font = resources["/Font"][operands[0]].get_object()
            elif operator == b"Tr":
                self.mode = int(operands[0])
            elif operator in _SHOWS:
                self._show(operands, stack)
            elif operator in _PAINTS:
                self._inside("a line, an area or a picture", stack)
            elif operator == b"Do":
                self._external(resources["/XObject"].raw_get(operands[0]), resources, stack)
        if len(stack) != len(outer):
            self._say("14.6", "a piece that never ends")

    def _begin(self, operands: Any, resources: Any, stack: list[_Mark]) -> _Mark:
        tag = str(operands[0]).lstrip("/")
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, str):
            properties = resources["/Properties"][properties].get_object()
        mcid = at(properties, "/MCID")
        if tag == "Artifact":
            if any(mark.mcid is not None for mark in stack):
                self._say("01-003", "an artifact inside tagged content")
            return _Mark(tag, None)
        if mcid is None:
            return _Mark(tag, None)
        if any(mark.tag == "Artifact" for mark in stack):
            self._say("01-004", "tagged content inside an artifact")
        if any(mark.mcid is not None for mark in stack):
            self._say("14.7.4.2", "a piece inside a piece")
        if mcid in self.page.tags:
            self._say("14.7.4.2", f"piece {mcid} occurs twice")
        self.page.tags[int(mcid)] = tag
        return _Mark(tag, int(mcid))

    def _show(self, operands: Any, stack: list[_Mark]) -> None:
        self._inside("text", stack)
        parts = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
        codes: list[int] = []
        for part in parts:
            if isinstance(part, (str, bytes)):
                raw = part if isinstance(part, bytes) else getattr(part, "original_bytes")  # noqa: B009 - untyped
                step = 2 if self.font["/Subtype"] == "/Type0" else 1
                codes += [int.from_bytes(raw[at : at + step], "big") for at in range(0, len(raw), step)]
        mcid = next((mark.mcid for mark in reversed(stack) if mark.mcid is not None), None)
        self.page.shown.append(Shown(self.font, tuple(codes), mcid, self.mode == 3))

    def _external(self, raw: Any, resources: Any, stack: list[_Mark]) -> None:
        drawn = raw.get_object()
        if at(drawn, "/Subtype") != "/Form":
            self._inside("a picture", stack)
            return
        if "/Ref" in drawn:
            self._say("30-001", "a reference to content outside of the file")
        key = raw.idnum if isinstance(raw, IndirectObject) else id(drawn)
        self.forms[key] = self.forms.get(key, 0) + 1
        before = len(self.page.tags)
        self.read(drawn, at(drawn, "/Resources", resources), stack)
        if self.forms[key] > 1 and len(self.page.tags) > before:
            self._say("30-002", "a form with marked content is drawn twice")

    def _inside(self, what: str, stack: list[_Mark]) -> None:
        if not any(mark.mcid is not None or mark.tag == "Artifact" for mark in stack):
            self._say("01-005", f"{what} is neither tagged nor an artifact")

    def _say(self, rule: str, words: str) -> None:
        self.paper.add(rule, f"{words} (page {self.page.number + 1})")
