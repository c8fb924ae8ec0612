"""Text made fit for paper: cleaned, isolated from its neighbours, and where a line may break. Knows no fonts."""

import unicodedata

FIRST_STRONG, LEFT_TO_RIGHT, END = "\u2068", "\u2066", "\u2069"
NO_BREAK_SPACE = "\u00a0"
JOINER = "\u2060"

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068\u2069")
_KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c") | {JOINER} | _ISOLATES
"""Joining controls and direction marks that people's keyboards really write, and what this module adds."""

UNDRAWN = frozenset("\u200e\u200f\u061c") | {JOINER} | _ISOLATES
"""Steer direction and line breaks, then leave no mark on the paper."""

_BREAK_AFTER = frozenset("-–—/፡።፣")


def clean(text: str) -> str:
    """Without what cannot be seen on paper: control characters, overrides of direction, soft hyphens, tags.

    White space of any kind becomes one space, except the no-break space. Letters and marks are composed. Nothing that
    prints is removed.
    """
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character.isspace() and character not in (NO_BREAK_SPACE, "\u202f"):
            kept.append(" ")
        elif character in _OVERRIDES or _is_invisible(character):
            continue
        else:
            kept.append(NO_BREAK_SPACE if character == "\u202f" else character)
    return " ".join(part for part in "".join(kept).split(" ") if part)


def bare(text: str) -> str:
    """Cleaned, and without what steers direction: for the title in a window, where nothing is drawn by us."""
    return "".join(character for character in clean(text) if character not in UNDRAWN)


def _is_invisible(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cc" or (category == "Cf" and character not in _KEPT_FORMATS):
        return True
    return 0xFE00 <= ord(character) <= 0xFE0F


def isolated(text: str) -> str:
    """A name, a wish, any words somebody typed: they run their own way and cannot turn the sentence around them."""
    inside = "".join(character for character in clean(text) if character not in _ISOLATES)
    return f"{FIRST_STRONG}{inside}{END}" if inside else ""


def phone(number: str) -> str:
    """Digits from left to right in every language, and never on two lines."""
    digits = "".join(character for character in clean(number) if character not in _ISOLATES)
    joined = digits.replace(" ", NO_BREAK_SPACE)
    for sign in "-–/":
        joined = joined.replace(sign, f"{JOINER}{sign}{JOINER}")
    return f"{LEFT_TO_RIGHT}{joined}{END}" if joined else ""


def unbroken(text: str) -> str:
    """A date or an amount stays on one line."""
    return text.replace(" ", NO_BREAK_SPACE)


def chunks(text: str) -> list[tuple[int, int, int]]:
    """The pieces between which a line may break: start, end of the word, end of the spaces after it."""
    found = []
    start = at = 0
    while at < len(text):
        if text[at] == " ":
            end = at
            while at < len(text) and (text[at] == " " or text[at] == END):
                at += 1
            found.append((start, end, at))
            start = at
            continue
        at += 1
        if text[at - 1] in _BREAK_AFTER and _may_break(text, at, start):
            found.append((start, at, at))
            start = at
    if start < len(text):
        found.append((start, len(text), len(text)))
    return found


def _may_break(text: str, at: int, start: int) -> bool:
    """Between two letters only: not after a dash that begins a word, not inside "2026-11"."""
    return at < len(text) and at - start > 2 and text[at].isalpha() and text[at - 2].isalpha()
