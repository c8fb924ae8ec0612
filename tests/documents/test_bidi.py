"""Unicode's own test files say whether our bidirectional algorithm is right; Debian packages them."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from mentorhub.documents import bidi

UNICODE = Path("/usr/share/unicode")
CLASSES, CHARACTERS = str(UNICODE / "BidiTest.txt"), str(UNICODE / "BidiCharacterTest.txt")

ONE_OF_EACH_CLASS = {
    "L": "a", "R": "א", "AL": "ا", "EN": "1", "ES": "+", "ET": "%", "AN": "٠", "CS": ",", "NSM": "\u0300",
    "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a", "RLE": "\u202b", "PDF": "\u202c",
    "LRO": "\u202d", "RLO": "\u202e", "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip

Case = tuple[str, int | None, list[str], list[int]]


def cases_of_classes(step: int) -> Iterator[Case]:
    levels: list[str] = []
    order: list[int] = []
    for number, line in enumerate(Path(CLASSES).read_text("utf-8").splitlines()):
        if line.startswith("@Levels:"):
            levels = line.split()[1:]
        elif line.startswith("@Reorder:"):
            order = [int(each) for each in line.split()[1:]]
        elif line and line[0] not in "#@" and number % step == 0:
            kinds, bits = line.split(";")
            text = "".join(ONE_OF_EACH_CLASS[kind] for kind in kinds.split())
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits, 16) & bit:
                    yield text, base, levels, order


def cases_of_characters(step: int) -> Iterator[Case]:
    """Characters that this Python's Unicode version classes differently from the file's are left out."""
    for number, line in enumerate(Path(CHARACTERS).read_text("utf-8").splitlines()):
        if not line or line[0] == "#" or number % step:
            continue
        codes, direction, _paragraph, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        if not classed_differently().isdisjoint(text):
            continue
        yield text, {"0": 0, "1": 1, "2": None}[direction], levels.split(), [int(each) for each in order.split()]


@cache
def classed_differently() -> frozenset[str]:
    found = set()
    for line in (UNICODE / "UnicodeData.txt").read_text("utf-8").splitlines():
        code, _name, _category, _combining, kind = line.split(";")[:5]
        if unicodedata.bidirectional(chr(int(code, 16))) != kind:
            found.add(chr(int(code, 16)))
    return frozenset(found)


def wrong(case: Case) -> bool:
    text, base, levels, order = case
    found = bidi.levels(text, base)
    kept = [at for at, level in enumerate(levels) if level != "x"]
    if any(found[at] != int(levels[at]) for at in kept):
        return True
    return [kept[at] for at in bidi.visual_order([found[at] for at in kept])] != order


def check(cases: Iterator[Case]) -> int:
    number = 0
    for case in cases:
        number += 1
        assert not wrong(case), case
    return number


@pytest.mark.debian(CLASSES, CHARACTERS)
def test_a_sample_of_unicodes_own_cases_comes_out_right() -> None:
    assert check(cases_of_classes(step=97)) > 5_000
    assert check(cases_of_characters(step=31)) > 2_000


@pytest.mark.slow
@pytest.mark.debian(CHARACTERS)
def test_every_case_with_characters_comes_out_right() -> None:
    assert check(cases_of_characters(step=1)) > 91_000


@pytest.mark.slow
@pytest.mark.debian(CLASSES)
def test_every_case_with_classes_comes_out_right() -> None:
    assert check(cases_of_classes(step=1)) > 770_000


@pytest.mark.debian(str(UNICODE / "BidiBrackets.txt"))
def test_our_pairs_of_brackets_are_unicodes() -> None:
    pairs = re.findall(r"^([0-9A-F]+); ([0-9A-F]+); o", (UNICODE / "BidiBrackets.txt").read_text("utf-8"), re.MULTILINE)
    theirs = {chr(int(opening, 16)): chr(int(closing, 16)) for opening, closing in pairs}
    ours = {opening: bidi.SAME_BRACKET.get(closing, closing) for opening, closing in theirs.items()}
    assert ours == bidi.CLOSING
    assert set(theirs.values()) == bidi.CLOSERS


def test_an_arabic_name_keeps_the_german_sentence_in_order() -> None:
    text = "mit \u2068أحمد\u2069 (Tel.)"
    levels = bidi.levels(text, 0)
    assert [level for character, level in zip(text, levels, strict=True) if character in "mit(Tel.)"] == [0] * 9
    assert {level for character, level in zip(text, levels, strict=True) if character in "أحمد"} == {1}


def test_the_first_letter_decides_when_nobody_says_which_way() -> None:
    assert bidi.levels("أحمد", None) == [1] * 4
    assert bidi.levels("123 Anna", None) == [0] * 8
    assert bidi.levels("", None) == []
