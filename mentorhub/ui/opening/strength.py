"""How good a Kennwort is, said honestly: an estimate of how long guessing would take, never more than it is worth."""

from dataclasses import dataclass

from mentorhub.settings import SHORTEST_PASSPHRASE
from mentorhub.text import _

SHORTEST = SHORTEST_PASSPHRASE
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
_BITS_A_WORD = 12.0
"""People choose from about four thousand words."""


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
    """Cautious: a run of letters counts as one word of a short list however long it is, repetitions count nothing."""
    rest = words.casefold()
    for usual in (*_USUAL, *(part.casefold() for name in known for part in name.split() if len(part) > 3)):
        rest = rest.replace(usual, " ")
    runs = "".join(c if c.isalpha() else " " for c in rest).split()
    long_ones = {run for run in runs if len(run) >= 3}
    short_letters = sum(len(run) for run in runs if len(run) < 3)
    digits = sum(c.isdigit() for c in rest)
    signs = len({c for c in rest if not c.isalnum() and not c.isspace()})
    return len(long_ones) * _BITS_A_WORD + short_letters * 4.7 + digits * 3.3 + signs * 5
