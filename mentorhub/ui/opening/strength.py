"""How good a Kennwort is, said honestly: an estimate of how long guessing would take, never more than it is worth."""

import math
from dataclasses import dataclass

from mentorhub.text import _

SHORTEST = 8
_GUESSES_PER_SECOND = 10_000
"""Against the slow key stretching used here, with a few good graphics cards: a cautious guess, not a measurement."""
_USUAL = (
    "passwor",
    "kennwor",
    "geheim",
    "hallo",
    "qwert",
    "asdf",
    "1234",
    "abcd",
    "beckum",
    "patenschaft",
    "mentor",
    "schatz",
)
_WORD_LIST = 2_000
"""How many words people really choose from."""


@dataclass(frozen=True)
class Strength:
    level: int
    """0 too short, 1 weak, 2 fair, 3 strong."""
    sentence: str
    tone: str


def judge(words: str, *known: str) -> Strength:
    """`known` are words an attacker would try first, such as the name of the organisation."""
    if not words:
        return Strength(0, _("Ein guter Weg: vier Wörter, die nicht zusammengehören."), "muted")
    if len(words) < SHORTEST:
        return Strength(0, _("Noch zu kurz: mindestens {n} Zeichen.").format(n=SHORTEST), "bad")
    bits = _bits(words, known)
    years = 2**bits / 2 / _GUESSES_PER_SECOND / (3600 * 24 * 365)
    if years < 1 / 12:
        return Strength(1, _("Schwach: In wenigen Tagen zu erraten. Nehmen Sie lieber vier Wörter."), "bad")
    if years < 100:
        return Strength(2, _("Brauchbar: Wer viel Aufwand treibt, errät es in einigen Jahren."), "warning")
    return Strength(3, _("Gut: Das errät auch mit viel Aufwand niemand."), "good")


def _bits(words: str, known: tuple[str, ...]) -> float:
    """Cautious: words count as words of a short list, repetitions and usual bits count nothing."""
    rest = words.casefold()
    for usual in (*_USUAL, *(part.casefold() for name in known for part in name.split() if len(part) > 3)):
        rest = rest.replace(usual, "")
    parts = [part for part in "".join(c if c.isalpha() else " " for c in rest).split() if len(part) >= 3]
    by_words = len(set(parts)) * math.log2(_WORD_LIST)
    others = len({c for c in rest if not c.isalpha() and not c.isspace()})
    by_letters = len(set(rest)) * math.log2(max(2, _alphabet(words)))
    return min(by_letters, by_words + others * 3.3 + 6 * sum(len(part) < 3 for part in rest.split()))


def _alphabet(words: str) -> int:
    return (
        26 * any(c.islower() for c in words)
        + 26 * any(c.isupper() for c in words)
        + 10 * any(c.isdigit() for c in words)
        + 10 * any(not c.isalnum() for c in words)
    )
