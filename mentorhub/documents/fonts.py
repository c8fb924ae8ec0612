"""The shipped fonts: which one has a character, how text becomes glyphs, how glyphs get into a PDF.

Every (glyph, words it stands for) pair gets a character code of its own in the PDF. So an Arabic letter drawn as
a bare shape plus dots, or a ligature, can still be copied, searched and read aloud as the letters somebody typed;
sharing one code per glyph, as is usual, loses them.
"""

import hashlib
import struct
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from mentorhub.errors import MentorHubError
from mentorhub.paths import resources
from mentorhub.text import _, ngettext

FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansEthiopic")
"""In the order in which they are asked for a character."""

TICK_BOX, TICKED_BOX = TICK_BOXES = ("☐", "☒")
"""Drawn as a square, empty or crossed, since none of the fonts has them."""


class MissingGlyphs(MentorHubError):
    """Some characters are in none of the shipped fonts. Nothing is written: a gap in a signed paper is worse."""

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(characters)
        named = ", ".join(_("„{character}“").format(character=_visible(each)) for each in self.characters[:5])
        super().__init__(
            ngettext(
                "Das Zeichen {characters} kann nicht gedruckt werden. Es wurde kein Papier erstellt, Ihre Angaben"
                " sind unverändert. Bitte ersetzen Sie das Zeichen und drucken Sie dann noch einmal.",
                "Die Zeichen {characters} können nicht gedruckt werden. Es wurde kein Papier erstellt, Ihre Angaben"
                " sind unverändert. Bitte ersetzen Sie die Zeichen und drucken Sie dann noch einmal.",
                len(self.characters),
            ).format(characters=named)
        )


def _visible(character: str) -> str:
    """The character itself; its number when a screen could not show it either."""
    return f"U+{ord(character):04X}" if unicodedata.category(character) in ("Cs", "Cn", "Co", "Cf") else character


class Glyph(NamedTuple):
    """One drawn shape. Measures are in thousandths of the font size; `text` is what it stands for, may be empty."""

    number: int
    text: str
    advance: int
    right: int
    up: int


class Run(NamedTuple):
    """Glyphs of one font from left to right."""

    face: str
    glyphs: tuple[Glyph, ...]
    width: int


def face_name(family: str, bold: bool) -> str:
    return f"{family}-{'Bold' if bold else 'Regular'}"


@cache
def _face(name: str) -> hb.Face:
    return hb.Face(hb.Blob((resources() / "fonts" / f"{name}.ttf").read_bytes()))


@cache
def _font(name: str) -> hb.Font:
    font = hb.Font(_face(name))
    font.scale = (1000, 1000)
    return font


@cache
def _has(family: str) -> frozenset[int]:
    """The characters that both weights of a family can print."""
    regular, bold = (frozenset(_face(face_name(family, weight)).unicodes) for weight in (False, True))
    return regular & bold


@lru_cache(maxsize=20_000)
def family_for(character: str, before: str) -> str:
    """The family that prints this character, staying with the one `before` for spaces and marks; '' for none."""
    stays = character.isspace() or unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf")
    order = (before, *FAMILIES) if stays and before else FAMILIES
    return next((family for family in order if ord(character) in _has(family)), "")


@lru_cache(maxsize=20_000)
def shape(text: str, face: str, rightwards: bool) -> Run:
    """Joins, reorders and places the letters of one piece of text that runs in one direction in one font."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr" if rightwards else "rtl"
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.language = "und"  # else the language of the computer would decide
    buffer.guess_segment_properties()
    hb.shape(_font(face), buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    missing = [text[info.cluster] for info in infos if info.codepoint == 0]
    if missing:
        raise MissingGlyphs(dict.fromkeys(missing))
    words = _cluster_words(text, [info.cluster for info in infos])
    speaking = _speaking_glyphs(face, infos)
    glyphs: list[Glyph] = []
    for at, (info, position) in enumerate(zip(infos, positions, strict=True)):
        said = words[info.cluster] if at in speaking else ""
        if rightwards or len(said) < 2:
            glyphs.append(Glyph(info.codepoint, said, position.x_advance, position.x_offset, position.y_offset))
        else:
            glyphs += _ligature(face, said, info.codepoint, position)
    return Run(face, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def blank(face: str, text: str, advance: int) -> Run:
    """Room for something drawn by other means, which still says `text` to whoever copies, searches or listens."""
    return Run(face, (Glyph(_space(face), text, advance, 0, 0),), advance)


def spread(run: Run, pitch: int) -> Run:
    """Every character in a place of the same width, as on a typewriter: for keys that people copy by hand."""
    glyphs = tuple(
        glyph._replace(advance=pitch, right=glyph.right + (pitch - glyph.advance) // 2) for glyph in run.glyphs
    )
    return Run(run.face, glyphs, pitch * len(glyphs))


def _ligature(face: str, said: str, number: int, position: hb.GlyphPosition) -> list[Glyph]:
    """Several letters drawn as one shape, running leftwards: the shape says the last, blanks over it the others.

    Readers of PDF take the letters of one code from left to right, even Arabic ones, and would turn lam-alef around.
    """
    step = position.x_advance // len(said)
    glyphs = [Glyph(number, said[-1], position.x_advance, position.x_offset, position.y_offset)]
    for place, letter in enumerate(reversed(said[:-1]), 1):
        glyphs.append(Glyph(_space(face), letter, 0, place * step - position.x_advance, 0))
    return glyphs


@cache
def _space(face: str) -> int:
    return int(_font(face).get_nominal_glyph(ord(" ")))


def _cluster_words(text: str, clusters: list[int]) -> dict[int, str]:
    """What each cluster of glyphs stands for. A no-break space counts as a space, so that people can search."""
    starts = [*sorted(set(clusters)), len(text)]
    return {start: text[start:end].replace("\u00a0", " ") for start, end in pairwise(starts)}


def _speaking_glyphs(face: str, infos: list[hb.GlyphInfo]) -> set[int]:
    """The one glyph of each cluster that carries its words: the first that takes up room, else the first."""
    chosen: dict[int, int] = {}
    for at, info in enumerate(infos):
        held = chosen.get(info.cluster)
        if held is None or (not _width(face, infos[held].codepoint) and _width(face, info.codepoint)):
            chosen[info.cluster] = at
    return set(chosen.values())


@lru_cache(maxsize=20_000)
def _width(face: str, number: int) -> int:
    return int(_font(face).get_glyph_h_advance(number))


def operators(run: Run, size: float) -> str:
    """PDF text operators with kerning, and with marks lifted to their place; `%04X` for the code of each glyph."""
    out: list[str] = []
    shown: list[str] = []
    raised = 0
    debt = 0  # thousandths by which the pen stands too far right
    for glyph in run.glyphs:
        if glyph.up != raised:
            if shown:
                out.append(f"[{''.join(shown)}] TJ")
                shown = []
            out.append(f"{glyph.up * size / 1000:.3f} Ts")
            raised = glyph.up
        move = debt - glyph.right
        if move:
            shown.append(f"{move}")
        shown.append("<%04X>")
        debt = _width(run.face, glyph.number) + glyph.right - glyph.advance
    if debt:
        shown.append(f"{debt}")
    if shown:
        out.append(f"[{''.join(shown)}] TJ")
    if raised:
        out.append("0 Ts")
    return " ".join(out)


class EmbeddedFont:
    """One font in one PDF: hands out character codes while pages are drawn, then embeds just what was used.

    reportlab calls `addObjects` when it writes the file.
    """

    def __init__(self, face: str, internal_name: str) -> None:
        self.face = face
        self.fontName = face
        self.internal_name = internal_name
        self._codes: dict[tuple[int, str], int] = {}

    def codes(self, run: Run) -> tuple[int, ...]:
        """One for each glyph; a new one for what this PDF has not shown yet."""
        held = self._codes
        return tuple(
            [held.setdefault((number, text), len(held) + 1) for number, text, _across, _right, _up in run.glyphs]
        )

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        numbers = [0, *(number for number, _text in self._codes)]
        program = _subset(self.face, numbers)
        tag = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        name = f"{tag}+{self.face}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": f"/{name}",
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": doc.Reference(self._descriptor(doc, name, program)),
                "DW": 0,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([_width(self.face, number) for number in numbers])]),
                "CIDToGIDMap": doc.Reference(_stream(doc, struct.pack(f">{len(numbers)}H", *numbers))),
            }
        )
        words = {code: text for (_number, text), code in self._codes.items()}
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": f"/{name}",
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant)]),
                "ToUnicode": doc.Reference(_stream(doc, _to_unicode(words))),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.internal_name] = doc.Reference(font)

    def _descriptor(self, doc: Any, name: str, program: bytes) -> pdfdoc.PDFDictionary:
        face = _face(self.face)
        head = face.reference_table("head").data
        extents = _font(self.face).get_font_extents("ltr")
        per_em = face.upem
        box = [round(value * 1000 / per_em) for value in struct.unpack(">4h", head[36:44])]
        stream = _stream(doc, program)
        stream.dictionary["Length1"] = len(program)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": f"/{name}",
                "Flags": 4,  # symbolic: the codes are our own
                "FontBBox": pdfdoc.PDFArray(box),
                "ItalicAngle": 0,
                "Ascent": round(extents.ascender),
                "Descent": round(extents.descender),
                "CapHeight": 714,
                "StemV": 150 if self.face.endswith("Bold") else 80,
                "FontFile2": doc.Reference(stream),
            }
        )


def _subset(face: str, numbers: list[int]) -> bytes:
    """The font program with only these glyphs, under their old numbers, and without what only layout needs."""
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(numbers)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"cmap", b"OS/2")
    )
    data = wanted.subset(_face(face)).blob.data
    return bytes(data)


def _stream(doc: Any, content: bytes) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream()
    stream.content = content
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _to_unicode(words: dict[int, str]) -> bytes:
    """The table by which a reader turns codes back into words."""
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in words.items()]
    blocks = [
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar"
        for block in (lines[at : at + 100] for at in range(0, len(lines), 100))
    ]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    ).encode("ascii")
