"""Reads text files and what was pasted: how the letters are written, what separates the cells."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from mentorhub.import_export.sheets import Letters, UnreadableList, damaged

ENCODINGS = ("utf-8", "cp1252", "cp850", "mac_roman", "cp1254", "cp1250", "cp1251", "utf-16-le", "utf-16-be")
"""What somebody may choose when the letters look wrong."""

_PAGES = ("cp1252", "cp850", "mac_roman", "cp1254", "cp1250", "cp1251")
_CLOSE, _CLOSE_OF_FEW, _FEW = 0.25, 0.6, 5
"""Two code pages are in doubt if one reads only so much less likely for each strange letter; few letters say less."""
_SAMPLE = 200_000

_GERMAN = frozenset("äöüßÄÖÜ")
_TURKISH = frozenset("çÇşŞğĞıİ")
_OTHER = frozenset("éèêëáàâíìîóòôúùûñãõåæøÉÁÀŠšŽžćčĆČłŁńśźżąęőűřě€–„“”’‘…")
_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯЄІЇ")


@dataclass(frozen=True)
class Decoded:
    words: str
    encoding: str
    in_doubt: tuple[Letters, ...] = ()


def decode(path: Path, data: bytes, encoding: str | None = None) -> Decoded:
    """The text and how it was encoded: mark, strict UTF-8, UTF-16 without a mark, then the old code pages.

    A code page is told by its letters: `Ü` in one is `š` in another. Where two read alike, both are named.
    """
    if encoding is not None:
        return Decoded(_mended(data.decode(encoding, errors="replace").lstrip("\ufeff")), encoding)
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return Decoded(_mended(_strictly(path, data, name)), name)
    sample = data[:4000]
    if sample.count(0) > len(sample) // 5:
        name = "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
        return Decoded(_strictly(path, data, name), name)
    if sample.count(0):
        raise UnreadableList(damaged(path))
    try:
        return Decoded(_mended(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _mixed(data) or _by_code_page(data)


def records(path: Path, words: str) -> tuple[Iterable[list[str]], str]:
    """The rows of cells as they are read, and what separated them. Raises `UnreadableList`, also on the way."""
    words = words.replace("\0", "")
    hint = re.match(r"\s*\"?sep=(.)\"?\r?\n", words)
    if hint:
        return chain([[]], _split(path, words[hint.end() :], hint[1])), hint[1]
    delimiter = max(";\t,|", key=lambda sign: _regularity(words, sign))
    return _split(path, words, delimiter), delimiter


def _strictly(path: Path, data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as trouble:
        raise UnreadableList(damaged(path)) from trouble


def _mended(words: str) -> str:
    """UTF-8 that was taken for a code page and written as UTF-8 once more: `MÃ¼ller` is Müller."""
    if len(re.findall("Ã[\x80-\xbfŸ„–œ¤¶¼¡-¿]", words)) < 2 or _GERMAN & set(words):
        return words
    try:
        return words.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return words


def _mixed(data: bytes) -> Decoded | None:
    """Two programs have written into one file: most lines are UTF-8, some are not."""
    lines = data.split(b"\n")
    good: list[str | None] = []
    strange = 0
    for line in lines:
        try:
            good.append(line.decode("utf-8"))
            strange += not line.isascii()
        except UnicodeDecodeError:
            good.append(None)
    if not strange:
        return None
    words = "\n".join(
        line.decode("cp1252", errors="replace") if told is None else told
        for line, told in zip(lines, good, strict=True)
    )
    return Decoded(words, "utf-8", (Letters("utf-8", _sample(words)),))


def _by_code_page(data: bytes) -> Decoded:
    """The page whose letters belong into names; the strange bytes alone are looked at."""
    around = b" ".join(found[0] for found in re.finditer(rb"[^\s;,]{0,3}[\x80-\xff]+[^\s;,]{0,3}", data[:_SAMPLE]))
    count = max(sum(byte > 127 for byte in around), 1)
    scores = {page: _plausible(around.decode(page, errors="replace")) / count for page in _PAGES}
    order = sorted(_PAGES, key=lambda page: -scores[page])
    best = order[0]
    words = data.decode(best, errors="replace")
    doubt = {_sample(words): best}
    close = _CLOSE if count >= _FEW else _CLOSE_OF_FEW
    for page in order[1:]:
        if scores[page] > 0 and scores[best] - scores[page] < close:
            doubt.setdefault(_sample(data.decode(page, errors="replace")), page)
    letters = tuple(Letters(page, sample) for sample, page in doubt.items())
    return Decoded(words, best, letters if len(letters) > 1 else ())


def _sample(words: str) -> str:
    """A few of the words with letters that every encoding writes in its own way."""
    found = dict.fromkeys(
        match[0] for match in re.finditer(r"[^\W\d_]*[^\x00-\x7f][^\s;,\"]*", words[:_SAMPLE]) if len(match[0]) > 2
    )
    return ", ".join(list(found)[:4])


def _plausible(words: str) -> float:
    score = 0.0
    for before, letter in zip(" " + words, words, strict=False):
        if letter.isascii():
            continue
        if letter in _GERMAN:
            score += 1.0
        elif letter in _CYRILLIC:
            score += 0.85 if before in _CYRILLIC or before.isspace() else -1.5
        elif letter in _TURKISH:
            score += 0.8
        elif letter in _OTHER:
            score += 0.55
        else:
            score -= 1.5
        if letter.isupper() and before.islower():
            score -= 0.8
    return score


def _regularity(words: str, delimiter: str) -> tuple[float, int]:
    """How much the first lines look like a table: equally long rows with more than one cell."""
    try:
        rows = [row for row in csv.reader(io.StringIO(words[:20_000]), delimiter=delimiter) if any(row)][:60]
    except csv.Error:
        return 0.0, 0
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    if not lengths:
        return 0.0, 0
    width, times = max(lengths.items(), key=lambda item: (item[1], item[0]))
    return times / len(rows) + min(width, 8) / 20, width


def _split(path: Path, words: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, skipinitialspace=delimiter != "\t")
    except csv.Error as trouble:
        raise UnreadableList(damaged(path)) from trouble
