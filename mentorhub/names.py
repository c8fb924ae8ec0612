"""Finds a name however it was spelled: Mohammed and Muhammad, Щербак and Schtscherbak.

A name becomes a skeleton: Latin letters, the sounds that spellings disagree about made one, vowels reduced. Beside it
stand its consonants alone, for scripts that leave vowels out. Pure; rapidfuzz is loaded with the first search.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from mentorhub.text import fold

GOOD = 70.0
"""From this score on a name is worth showing (storage research, 6.1)."""

SURE = 85.0
"""From this score on it is worth showing beside names that match letter by letter."""

_BEGUN = 90.0
"""For a name whose beginning sounds like what has been typed so far."""

_MOST = 20
_SHORTEST_KEY = 3

_SOUNDS = (
    (r"\b(al|el|as|ad|ar|an|at|az|abd el|abd al)[- ]+(?=\w)", ""),
    (r"schtsch|shch|stsch", "S"),
    (r"dzsch|dsch|dzh|dj|zh", "j"),
    (r"tsch|tch|cz", "C"),
    (r"sch|sh|sz", "S"),
    (r"ch(?=[aeiouy])", "C"),
    (r"ch|kh|gh|q|ck|x|g'|h'", "k"),
    (r"ph", "f"),
    (r"tz|ts|z|c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"w", "v"),
    (r"ae|ee|ie|iy|yi|ij|ji|ii|yy", "i"),
    (r"oe|ue|ou|oo|u", "o"),
    (r"[yj](?=[aeiou])", "i"),
    (r"y", "i"),
    (r"e", "a"),
    (r"h|'|`|’|ʿ|ʾ", ""),
    (r"([a-zA-Z])\1+", r"\1"),
)
_PATTERNS = tuple((re.compile(pattern), sound) for pattern, sound in _SOUNDS)


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """`Mohammed Haddad` and `Muhammad Hadad` both give `moamad adad`."""
    folded = re.sub(r"[-.,;/]+", " ", fold(name))
    for pattern, sound in _PATTERNS:
        folded = pattern.sub(sound, folded)
    return " ".join(folded.lower().split())


@lru_cache(maxsize=50_000)
def consonants(name: str) -> str:
    bare = re.sub(r"[aeiouy]", "", skeleton(name))
    return re.sub(r"(.)\1+", r"\1", bare)


def can_be_guessed(typed: str) -> bool:
    """Not numbers, phones and mails, and not a single letter."""
    letters = "".join(typed.split())
    return len(letters) > 1 and not any(letter.isdigit() or letter == "@" for letter in letters)


def similar(typed: str, names: Sequence[str], least: float = GOOD) -> list[tuple[int, float]]:
    """Positions of the names that sound like what was typed, the best first, with scores up to 100; at most twenty."""
    from rapidfuzz import fuzz, process

    wanted, wanted_key = skeleton(typed), consonants(typed)
    if len(wanted.replace(" ", "")) < _SHORTEST_KEY:
        return _by_consonants(wanted_key, names) if least <= GOOD and fold(typed) != typed.casefold() else []
    scores: dict[int, float] = {}
    bones = [skeleton(name) for name in names]
    for _name, score, position in process.extract(
        wanted, bones, scorer=fuzz.token_set_ratio, processor=None, score_cutoff=least, limit=_MOST * 3
    ):
        scores[position] = score + fuzz.ratio(wanted, bones[position]) / 1000
    begun = [f" {word}" for word in wanted.split() if len(word) >= _SHORTEST_KEY]
    if len(begun) == len(wanted.split()):
        for position, bone in enumerate(bones):
            if all(word in f" {bone}" for word in begun):
                scores[position] = max(scores.get(position, 0.0), _BEGUN)
    if len(wanted_key.replace(" ", "")) >= _SHORTEST_KEY:
        keys = [consonants(name) for name in names]
        for _name, score, position in process.extract(
            wanted_key,
            keys,
            scorer=fuzz.token_set_ratio,
            processor=None,
            score_cutoff=max(least, SURE),
            limit=_MOST * 3,
        ):
            by_key = score * 0.9 + fuzz.ratio(wanted_key, keys[position]) / 1000
            scores[position] = max(scores.get(position, 0.0), by_key)
    best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [(position, score) for position, score in best if score >= least][:_MOST]


def _by_consonants(key: str, names: Sequence[str]) -> list[tuple[int, float]]:
    """For one short word of a script without vowels: `محمد` is two consonants, and so is Mohammed."""
    wanted = set(key.split())
    found = [position for position, name in enumerate(names) if wanted and wanted <= set(consonants(name).split())]
    return [(position, GOOD) for position in found[:_MOST]]
