"""Interests are free text: the words in it that say something, so that two people's words can be compared."""

import re
from collections.abc import Mapping

from mentorhub.text import fold

_EMPTY = frozenset(
    """
    aber alle alles allem als am an auch auf aus bei beim bin da das dem den der die dinge eigene eigenen ein
    eine einem einen einer etwas fahren fuer gehe gehen gemeinsam gern gerne gut haben hat ich ihre im in
    interesse interessen interessiert ist jede jeden kann lieber lernen machen mache mag man mein meine menschen
    mit moechte nach neue neues noch nur ob oder oft schoen schoene sehr sein seine sich sie sind spiele spielen
    treiben ueber um und unternehmen verschiedene viel viele vieles vom von vor wenn wie will wir zeit zu zum
    zur zusammen
    """.split()
)
"""Words that anybody's sentence may hold; folded."""


def interests(text: str) -> Mapping[str, str]:
    """Each word as it was written, by its folded form: two people share an interest where they share a form."""
    found: dict[str, str] = {}
    for word in re.findall(r"[^\W\d_]{3,}", text):
        folded = fold(word)
        if folded not in _EMPTY:
            found.setdefault(folded, word)
    return found
