"""Names from many scripts in one line that runs from left to right."""

import unicodedata

_LEFT_TO_RIGHT_MARK = "\u200e"
_ISOLATE, _END = "\u2068", "\u2069"


def line(*words: str, between: str = " · ") -> str:
    """Words next to each other: an Arabic name keeps its own direction and turns neither the order nor the side.

    Words that all run from left to right stay exactly as they are.
    """
    told = [word for word in words if word]
    if not any(_runs_to_the_left(word) for word in told):
        return between.join(told)
    return _LEFT_TO_RIGHT_MARK + between.join(f"{_ISOLATE}{word}{_END}" for word in told)


def _runs_to_the_left(word: str) -> bool:
    return any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in word)
