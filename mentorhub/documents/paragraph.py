"""A paragraph of any mix of scripts: breaks lines, turns each part its own way, draws the shaped glyphs.

It takes plain words, no markup, so nothing that somebody typed can become anything but words.
"""

import math
import unicodedata
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple, Protocol, cast

from reportlab.platypus import Flowable

from mentorhub.documents import bidi, fonts, words
from mentorhub.documents.fonts import MissingGlyphs
from mentorhub.documents.tagging import Element
from mentorhub.documents.words import END

LTR, RTL = 0, 1

Colour = tuple[float, float, float]
BLACK: Colour = (0.1, 0.11, 0.13)


class Page(Protocol):
    """Where a paragraph is drawn: gives the fonts of this PDF and takes its operators."""

    def embedded(self, face: str) -> fonts.EmbeddedFont: ...

    def element(self, tag: str, language: str, words: str, *, turned: bool = False) -> Element | None: ...

    def write(self, operators: str, element: Element | None) -> None: ...

    def item(self) -> AbstractContextManager[None]: ...


class Span(NamedTuple):
    text: str
    bold: bool = False


@dataclass(frozen=True)
class Style:
    """How a paragraph looks. `align` is start, end or centre: start is the right edge for Arabic."""

    size: float = 11
    leading: float = 14.5
    colour: Colour = BLACK
    align: str = "start"
    before: float = 0
    after: float = 4
    hang: float = 0
    """How far the second and later lines are indented, for lists."""
    pitch: int = 0
    """Thousandths of the size that each character takes; 0 for letters as wide as they are."""
    tag: str = "P"
    """What a screen reader calls it: P, H1, H2; LI for an item of a list that begins with its number or sign."""


BODY = Style()


class _Piece:
    """What is drawn without a break in direction or font. `box`: a box to tick is drawn here, empty or crossed."""

    __slots__ = ("_written", "box", "level", "run", "width")

    def __init__(self, run: fonts.Run, level: int, box: str = "") -> None:
        self.run, self.level, self.box, self.width = run, level, box, run.width
        self._written: dict[float, str] = {}

    def operators(self, font: fonts.EmbeddedFont, size: float) -> str:
        """The glyphs as PDF text operators; all but their codes is the same in every paper."""
        if size not in self._written:
            self._written[size] = fonts.operators(self.run, size)
        return self._written[size] % font.codes(self.run)


_LONGEST = 400
"""More characters in one word than any line can hold."""


class _Words:
    """One paragraph's text with everything that does not depend on the width of the column."""

    def __init__(self, spans: Sequence[Span], base: int, pitch: int) -> None:
        self._pitch = pitch
        cleaned = [(character, span.bold) for span in _clean_spans(spans) for character in span.text]
        self.text = "".join(character for character, _bold in cleaned)
        self.levels = bidi.levels(self.text, base)
        self.faces: list[str] = []
        missing: list[str] = []
        family = ""
        for character, bold in cleaned:
            if character in words.UNDRAWN or character in fonts.TICK_BOXES:
                self.faces.append(character if character in fonts.TICK_BOXES else "")
                continue
            family = fonts.family_for(character, family)
            if not family:
                missing.append(character)
            self.faces.append(fonts.face_name(family, bold))
        if missing:
            raise MissingGlyphs(dict.fromkeys(missing))
        self.chunks = words.chunks(self.text)
        self._widths: dict[tuple[int, int], float] = {}
        self._pieces: dict[tuple[int, int], list[_Piece]] = {}
        self.lines: dict[tuple[float, float, float], list[_Line]] = {}
        """Where it breaks, by width of the column, size and indent: asked several times for each paper."""

    def pieces(self, start: int, end: int) -> list[_Piece]:
        if (start, end) not in self._pieces:
            self._pieces[start, end] = self._shaped(start, end)
        return self._pieces[start, end]

    def space_after(self, end: int) -> list[_Piece]:
        """The space at which a line was broken: nobody sees it, but without it two words would be read as one."""
        at = end
        while at < len(self.text) and self.text[at] == END:
            at += 1
        return self.pieces(at, at + 1) if self.text[at : at + 1] == " " else []

    def _shaped(self, start: int, end: int) -> list[_Piece]:
        found = []
        for (face, level), positions in groupby(range(start, end), lambda at: (self.faces[at], self.levels[at])):
            text = "".join(self.text[at] for at in positions)
            if face in fonts.TICK_BOXES:
                room = fonts.blank(fonts.face_name(fonts.FAMILIES[0], bold=False), face, 900)
                found += [_Piece(room, level, box=face)] * len(text)
            elif face:
                run = fonts.shape(text, face, level % 2 == 0)
                found.append(_Piece(fonts.spread(run, self._pitch) if self._pitch else run, level))
        return found

    def width(self, start: int, end: int) -> float:
        """In thousandths of the size; endless for what no line could hold, so that nobody measures it in vain."""
        if end - start > _LONGEST:
            return math.inf
        if (start, end) not in self._widths:
            self._widths[start, end] = sum(piece.width for piece in self.pieces(start, end))
        return self._widths[start, end]

    def fit(self, start: int, end: int, room: float) -> int:
        """Where to cut a word that is wider than the whole line, in thousandths of the size; at least one letter."""
        low, high = start + 1, min(end, start + _LONGEST)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(start, middle) <= room:
                low = middle
            else:
                high = middle - 1
        while low > start + 1 and low < end and unicodedata.combining(self.text[low]):
            low -= 1
        return low


def _clean_spans(spans: Sequence[Span]) -> list[Span]:
    """Cleaned as one text, so that a space at the seam of two spans survives, once."""
    found: list[Span] = []
    for span in spans:
        lead = " " if span.text[:1].isspace() and found and not found[-1].text.endswith(" ") else ""
        trail = " " if span.text[-1:] == " " else ""
        inside = words.clean(span.text)
        found.append(Span(f"{lead}{inside}{trail}" if inside else lead, span.bold))
    return found


@lru_cache(maxsize=2000)
def _words_of(spans: tuple[Span, ...], base: int, pitch: int) -> _Words:
    """Two hundred agreements share most of their sentences."""
    return _Words(spans, base, pitch)


class _Line(NamedTuple):
    start: int
    end: int
    width: float


class Text(Flowable):
    """A paragraph. `base` says which way it runs; it is never guessed. Raises `MissingGlyphs` at once."""

    def __init__(self, spans: str | Sequence[Span], style: Style = BODY, base: int = LTR, language: str = "") -> None:
        """`language` only where it is not that of the whole paper."""
        super().__init__()
        self._words = _words_of((Span(spans),) if isinstance(spans, str) else tuple(spans), base, style.pitch)
        self._chunks = self._words.chunks
        self._lines: list[_Line] = []
        self._continued = False
        self.style = style
        self.base = base
        self.language = language

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        self.width = aW
        if self._chunks is self._words.chunks:
            known = (aW, self.style.size, self.style.hang)
            if known not in self._words.lines:
                self._words.lines[known] = self._break(aW)
            self._lines = self._words.lines[known]
        else:
            self._lines = self._break(aW)
        self.height = len(self._lines) * self.style.leading
        return aW, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        self.wrap(aW, aH)
        fitting = int((aH + 0.01) // self.style.leading)
        if len(self._lines) - fitting == 1:
            fitting -= 1  # no single last line on the next page
        if fitting < 2 or fitting >= len(self._lines):
            return []
        return [self._part(0, self._lines[fitting - 1].end), self._part(self._lines[fitting].start, None)]

    def _part(self, start: int, end: int | None) -> "Text":
        """The same words, from one character to another: direction and fonts stay as they were found for the whole."""
        stop = len(self._words.text) if end is None else end
        part = Text("", self.style, self.base, self.language)
        part._words = self._words
        part._continued = start > 0
        part._chunks = [
            (max(first, start), min(last, stop), min(after, stop))
            for first, last, after in self._chunks
            if after > start and first < stop
        ]
        return part

    def getSpaceBefore(self) -> float:  # noqa: N802
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802
        return self.style.after

    def _indent(self, line: int) -> float:
        return self.style.hang if line or self._continued else 0

    def _break(self, column: float) -> list[_Line]:
        lines: list[_Line] = []

        def space() -> float:
            return (column - self._indent(len(lines))) / self.style.size * 1000

        start = end = -1
        width = pending = 0.0
        for first, last, after in self._chunks:
            word = self._words.width(first, last)
            if start >= 0 and width + pending + word > space():
                lines.append(_Line(start, end, width))
                start, width, pending = -1, 0.0, 0.0
            while word > space() and last - first > 1:
                cut = self._words.fit(first, last, space())
                lines.append(_Line(first, cut, self._words.width(first, cut)))
                first, word = cut, self._words.width(cut, last)  # noqa: PLW2901
            if start < 0:
                start = first
            width += pending + word
            end = last
            pending = self._words.width(last, after)
        if start >= 0:
            lines.append(_Line(start, end, width))
        return lines

    def draw(self) -> None:
        canvas = cast("Page", self.canv)
        if not self._lines:
            return
        listed = self.style.tag == "LI"
        with canvas.item() if listed else nullcontext():
            label = self._sign(canvas) if listed and not self._continued else 0
            element = self._element(canvas, "LBody" if listed else self.style.tag, self._lines[0].start + label)
            for number in range(len(self._lines)):
                self._draw_line(canvas, number, element, label if number == 0 else 0)

    def _draw_line(self, canvas: Page, number: int, element: Element | None, skipped: int = 0, stop: int = 0) -> None:
        """A line from after its first characters, or only these."""
        style, line = self.style, self._lines[number]
        indent = self._indent(number)
        spare = self.width - indent - line.width * style.size / 1000
        share = {"start": float(self.base), "end": 1.0 - self.base, "centre": 0.5}[style.align]
        left = spare * share + (indent if self.base == LTR else 0)
        left += self._words.width(line.start, line.start + skipped) * style.size / 1000
        baseline = self.height - (style.leading - 1.362 * style.size) / 2 - 1.069 * style.size - number * style.leading
        pieces = self._words.pieces(line.start + skipped, line.start + stop if stop else line.end)
        ordered = [pieces[at] for at in bidi.visual_order([piece.level for piece in pieces])]
        if self.base == LTR and number + 1 < len(self._lines) and not stop:
            ordered += self._words.space_after(line.end)
        canvas.write(_line(canvas, left, baseline, ordered, style), element)

    def _sign(self, canvas: Page) -> int:
        """Draws the number or box before an item of a list; returns how many characters that were."""
        start, _end, after = self._chunks[0]
        if self.base == RTL or after >= self._lines[0].end:
            return 0
        sign = canvas.element("Lbl", self.language, self._words.text[start:after])
        self._draw_line(canvas, 0, sign, stop=after - start)
        return after - start

    def _element(self, canvas: Page, tag: str, start: int) -> Element | None:
        """What a screen reader is told: the words in their order, where drawing turned them around."""
        end = self._lines[-1].end
        turned = any(level % 2 for level in self._words.levels[start:end])
        return canvas.element(tag, self.language, self._words.text[start:end], turned=turned)


def _line(canvas: Page, left: float, baseline: float, pieces: list[_Piece], style: Style) -> str:
    """The operators that draw the glyphs of one line, each piece in its own font."""
    size = style.size
    out = ["{:.3f} {:.3f} {:.3f} rg BT 1 0 0 1 {:.3f} {:.3f} Tm".format(*style.colour, left, baseline)]
    boxes = []
    at = left
    for piece in pieces:
        if piece.box:
            boxes.append((at, piece.box))
        font = canvas.embedded(piece.run.face)
        out.append(f"/{font.internal_name} {size:g} Tf {piece.operators(font, size)}")
        at += piece.width * size / 1000
    out.append("ET")
    side = 0.72 * size
    for box, kind in boxes:
        x, y = box + 0.06 * size, baseline - 0.06 * size
        out.append("{:.3f} {:.3f} {:.3f} RG 0.8 w".format(*style.colour))
        out.append(f"{x:.3f} {y:.3f} {side:.3f} {side:.3f} re S")
        if kind == fonts.TICKED_BOX:
            right, top = x + side, y + side
            out.append(f"{x:.3f} {y:.3f} m {right:.3f} {top:.3f} l {x:.3f} {top:.3f} m {right:.3f} {y:.3f} l S")
    return " ".join(out)
