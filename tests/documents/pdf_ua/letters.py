"""Rules about fonts and codes: everything embedded, everything has words, widths agree."""

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont

from pdf_ua.content import Finding, Paper, at

_NOT_CHARACTERS = {"\ufeff", "\ufffe"}


def check(paper: Paper, told: set[tuple[int, int]]) -> list[Finding]:
    """`told` are the pieces whose element says its words itself: there a code may stand for nothing, such as the dots
    of an Arabic letter whose shape stands for the whole letter."""
    used: dict[int, tuple[Any, set[int], set[int]]] = {}
    for page in paper.pages:
        for shown in page.shown:
            if not shown.invisible:
                codes, speaking = used.setdefault(id(shown.font), (shown.font, set(), set()))[1:]
                codes.update(shown.codes)
                if (page.reference, shown.mcid) not in told:
                    speaking.update(shown.codes)
    return [finding for font, codes, speaking in used.values() for finding in _font(font, codes, speaking)]


def words_of(font: Any) -> dict[int, str]:
    """What each code stands for, by the font's own table."""
    stream = at(font, "/ToUnicode")
    return {} if stream is None else _words(bytes(stream.get_object().get_data()))


@cache
def _words(table: bytes) -> dict[int, str]:
    said = table.decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", said, re.S):
        for code, word in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = _text(word)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", said, re.S):
        for first, last, word in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            start = _text(word)
            for code in range(int(first, 16), int(last, 16) + 1):
                found[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
    return found


def _text(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal).decode("utf-16-be", "replace")


def _font(font: Any, codes: set[int], speaking: set[int]) -> Iterator[Finding]:
    name = str(at(font, "/BaseFont"))
    yield from (Finding(rule, f"{problem} ({name})") for rule, problem in _problems(font, codes, speaking))


def _problems(font: Any, codes: set[int], speaking: set[int]) -> Iterator[tuple[str, str]]:
    if font["/Subtype"] != "/Type0":
        yield "31-009", "not a kind of font that our papers may have"
        return
    if font["/Encoding"] not in ("/Identity-H", "/Identity-V"):
        yield "31-006", "a CMap that is not checked here"
    yield from _meanings(font, codes, speaking)
    inner = font["/DescendantFonts"][0].get_object()
    system = inner["/CIDSystemInfo"]
    for rule, key, wanted in (("31-001", "/Registry", "Adobe"), ("31-002", "/Ordering", "Identity")):
        if system.get(key) != wanted:
            yield rule, f"{key} is not that of the encoding"
    if at(system, "/Supplement") != 0:
        yield "31-003", "/Supplement is not that of the encoding"
    if inner["/Subtype"] == "/CIDFontType2":
        yield from _glyphs(inner, codes)
    else:
        yield "31-009", "not a kind of font that our papers may have"


def _meanings(font: Any, codes: set[int], speaking: set[int]) -> Iterator[tuple[str, str]]:
    if "/ToUnicode" not in font:
        yield "31-027", "no table of what codes stand for"
        return
    words = words_of(font)
    for code in sorted(codes):
        said = words.get(code, "")
        if not said and code in speaking:
            yield "10-001", f"code {code} stands for nothing"
        if "\0" in said:
            yield "31-028", f"code {code} stands for zero"
        if _NOT_CHARACTERS & set(said):
            yield "31-029", f"code {code} stands for no character"


def _glyphs(inner: Any, codes: set[int]) -> Iterator[tuple[str, str]]:
    mapping = at(inner, "/CIDToGIDMap")
    if mapping is None:
        yield "31-005", "no CIDToGIDMap"
        return
    mapping = mapping.get_object()
    if mapping != "/Identity" and not hasattr(mapping, "get_data"):
        yield "31-004", "CIDToGIDMap is neither a stream nor Identity"
        return
    descriptor = inner["/FontDescriptor"]
    program = at(descriptor, "/FontFile2")
    if program is None:
        yield "31-009", "not embedded"
        return
    per_em, glyphs, widths = _program(bytes(program.get_data()))
    table = b"" if mapping == "/Identity" else bytes(mapping.get_data())
    told = _told_widths(inner)
    for code in sorted(codes):
        glyph = int.from_bytes(table[2 * code : 2 * code + 2], "big") if table else code
        if glyph == 0:
            yield "31-030", f"code {code} shows the sign for a missing character"
        elif glyph >= glyphs:
            yield "31-011", f"glyph {glyph} is not in the font"
        elif abs(told.get(code, float(at(inner, "/DW", 1000))) - widths[glyph] * 1000 / per_em) > 1:
            yield "31-016", f"code {code} is not as wide as the file says"
    if "/CIDSet" in descriptor:
        listed = descriptor["/CIDSet"].get_data()
        held = {code for code in range(len(listed) * 8) if listed[code // 8] & 0x80 >> code % 8}
        if not codes <= held:
            yield "31-014", "CIDSet leaves glyphs out"


@cache
def _program(data: bytes) -> tuple[int, int, list[int]]:
    font = TTFont(io.BytesIO(data), lazy=True)
    glyphs = font["maxp"].numGlyphs
    metrics = font["hmtx"].metrics
    return font["head"].unitsPerEm, glyphs, [metrics[name][0] for name in font.getGlyphOrder()]


def _told_widths(inner: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    parts = [part.get_object() for part in at(inner, "/W", [])]
    while parts:
        first, second, *rest = parts
        if isinstance(second, list):
            found |= {int(first) + place: float(width) for place, width in enumerate(second)}
            parts = rest
        else:
            found |= dict.fromkeys(range(int(first), int(second) + 1), float(rest[0]))
            parts = rest[1:]
    return found
