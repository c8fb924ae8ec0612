"""What all readers of one value share: the trouble they raise, folding, splitting."""

import re
from collections.abc import Iterable

from mentorhub.errors import MentorHubError
from mentorhub.import_export.sheets import NO_RESULT, Cell, as_words
from mentorhub.text import _, fold

NOTHING = frozenset(
    word.strip()
    for word in (
        "-,--,---,–,—,/,.,?,??,k.a.,k. a.,ka,k.a,n.a.,n. a.,na,n/a,unbekannt,nicht bekannt,keine angabe,keine angaben,"
        "ohne angabe,ohne angaben,n.b.,n. b.,nicht angegeben,unknown,not known,none,null,noch offen,folgt,tbd"
    ).split(",")
)


ALIKE = 4_000
"""In a long list the same words stand in many cells; so many different ones are read only once."""

LONGEST = 1_000
"""Characters that a value can have; free notes may be longer."""


class Unreadable(MentorHubError):
    """One value, or a part of it, can't be understood. `understood` is what could be: it may be taken."""

    def __init__(self, sentence: str, understood: object = None) -> None:
        super().__init__(sentence)
        self.understood = understood


def words(cell: Cell) -> str:
    """The cell's words with single blanks; empty for cells that only say that nothing is known."""
    plain = " ".join(as_words(cell).split())
    return "" if plain.casefold() in NOTHING else plain


def key(written: str) -> str:
    """For comparing words: folded, letters and digits with single blanks between."""
    return " ".join(re.sub(r"[^0-9a-z]+", " ", fold(written)).split())


def too_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > LONGEST


_FAILED = re.compile(r"#(?:N/?[AV]|REF!|BEZUG!|NAME\?|VALUE!|WERT!|DIV/0!|NUM!|ZAHL!|NULL!|LEER!|SPILL!|#+)|Err:\d{3}")


def failed(cell: Cell) -> bool:
    """What a spreadsheet shows where its own formula went wrong."""
    return isinstance(cell, str) and _FAILED.fullmatch(cell.strip()) is not None


def told_failed(cell: Cell) -> str:
    if cell == NO_RESULT:
        return _("Hier steht eine Formel ohne Ergebnis; was sie zeigen soll, steht nicht in der Datei.")
    return _("Hier steht ein Fehler der Tabelle ({words}), keine Angabe.").format(words=cell)


def told_too_long() -> str:
    return _("Hier steht mehr, als eine Angabe haben kann (über 1.000 Zeichen).")


def not_understood(written: str) -> Unreadable:
    return Unreadable(_("»{words}« wird nicht verstanden.").format(words=written))


def pieces(written: str, separators: str = ",;/|+&\n•·") -> list[str]:
    """Cut at any separator that does not stand in brackets, and at "und"."""
    found, depth, start = [], 0, 0
    for at, sign in enumerate(written):
        depth += (sign in "([") - (sign in ")]")
        if sign in separators and depth <= 0:
            found.append(written[start:at])
            start = at + 1
    found.append(written[start:])
    inner = (part for piece in found for part in re.split(r"\s(?:und|sowie|and|u\.)\s", piece, flags=re.I))
    return [piece for piece in (part.strip(" -–.:\t") for part in inner) if piece]


def partly(understood: object, left: Iterable[str]) -> Unreadable:
    """Some pieces could be read, these not."""
    return Unreadable(
        _("»{words}« wird nicht verstanden; der Rest wurde gelesen.").format(words=", ".join(left)),
        understood,
    )
