"""Languages with levels, as people write them."""

import re
from functools import lru_cache

from mentorhub import languages as known
from mentorhub.choices import Level
from mentorhub.import_export.sheets import Cell
from mentorhub.import_export.values.cells import ALIKE, key, not_understood, partly, pieces, words

_LEVEL_WORDS = {
    Level.NATIVE: "muttersprache muttersprachlich muttersprachler muttersprachlerin erstsprache native ms mutterspr",
    Level.C1: "fliessend perfekt verhandlungssicher fluent",
    Level.B2: "gut gute gutes good selbststaendig",
    Level.B1: "mittel mittlere befriedigend ausreichend medium maessig fortgeschritten alltagstauglich intermediate",
    Level.A2: "grundkenntnisse grundlagen basic basics einfach elementar ausbaufaehig",
    Level.A1: "wenig etwas kaum anfaenger anfaengerin schlecht beginner bisschen gering geringe",
}
_LEVEL_OF = {word: level for level, words in _LEVEL_WORDS.items() for word in words.split()}
_LEVEL_OF |= {level.value: level for level in Level if level is not Level.UNKNOWN}
_FILLERS = frozenset(
    "sehr ganz ein eine sprache sprachen spricht niveau level kenntnisse in auf wort schrift und beide "
    "beides ca mindestens nur "
    "zertifikat kurs laufend aktuell jetzt laufender bestanden pruefung gesprochen muendlich schriftlich stufe als "
    "very the".split()
)
_NONE = frozenset("keine kein nicht null a0 no".split())


@lru_cache(maxsize=ALIKE, typed=True)
def languages(cell: Cell) -> tuple[tuple[str, Level], ...]:
    """Codes with levels as written: "Arabisch (Muttersprache), Deutsch B2; Englisch gut".

    Words for levels are put on the European scale by custom: gut B2, Grundkenntnisse A2, wenig A1, fließend C1.
    """
    plain = words(str(cell).replace("\n", ";") if isinstance(cell, str) else cell)
    found: dict[str, Level] = {}
    left = []
    for piece in pieces(_protect_dialects(plain)):
        spoken = _spoken(piece)
        if spoken is None:
            left.append(piece)
            continue
        for code, level in spoken:
            if found.get(code, Level.UNKNOWN) is Level.UNKNOWN:
                found[code] = level
    result = tuple(found.items())
    if left and not result:
        raise not_understood(", ".join(left))
    if left:
        raise partly(result, left)
    return result


@lru_cache(maxsize=ALIKE, typed=True)
def level(cell: Cell) -> Level:
    """A level said alone: "B1", "A2-B1", "gut", "Muttersprache"; of a range the lower one."""
    plain = words(cell)
    if not plain:
        return Level.UNKNOWN
    parts = _level_words(plain)
    found = [_LEVEL_OF[part] for part in parts if part in _LEVEL_OF]
    if any(part in _NONE for part in parts) and not found:
        return Level.UNKNOWN
    if not found or [part for part in parts if not _belongs_to_level(part) and part not in ("deutsch", "german")]:
        raise not_understood(plain)
    return min(found, key=list(Level).index)


def _protect_dialects(plain: str) -> str:
    """ "Persisch/Farsi" is one language said twice; everything else with a stroke is two."""
    return re.sub(r"\b(Persisch\s*/\s*Farsi|Farsi\s*/\s*Persisch)\b", "Farsi", plain, flags=re.I)


def _spoken(piece: str) -> list[tuple[str, Level]] | None:
    """The languages of one piece, usually one; None if a word of it is neither language nor level."""
    piece = re.sub(r"\b([ABC]) ([12])\b", r"\1\2", piece, flags=re.I)
    whole = known.code(piece)
    if whole:
        return [(whole, Level.UNKNOWN)]
    outside = re.sub(r"[(\[].*?[)\]]", " ", piece).strip()
    inside = " ".join(re.findall(r"[(\[](.*?)[)\]]", piece))
    name = _without_level(outside)
    code = known.code(name) if name else None
    if inside and not all(_belongs_to_level(word) for word in _level_words(inside)):
        variant = _variant(name, code, inside)
        return [(variant, _level_in(outside))] if variant else None
    stated = _level_in(f"{outside} {inside}")
    if code:
        return [] if _denied(outside + " " + inside) else [(code, stated)]
    several = [known.code(word) for word in name.split()]
    if len(several) > 1 and all(several):
        return [(code, stated) for code in several if code]
    return None


def _variant(name: str, code: str | None, inside: str) -> str | None:
    """ "Kurdisch (Sorani)", "Persisch (Dari)", "Sorani (Kurdisch)": the narrower of the two."""
    together, alone = known.code(f"{name} ({inside})"), known.code(inside)
    if together or code is None or alone is None:
        return together
    if known.umbrella(alone) == code or (code, alone) == ("fa", "prs"):
        return alone
    return code if known.umbrella(code) == alone or (alone, code) == ("fa", "prs") else None


def _level_words(plain: str) -> list[str]:
    parts = key(re.sub(r"\b([ABC]) ?([12])(?:\.[12])?\b", r"\1\2", plain, flags=re.I)).split()
    return [re.sub(r"^([abc][12])(?:1|2|plus)?$", r"\1", part) for part in parts]


def _belongs_to_level(word: str) -> bool:
    return word in _LEVEL_OF or word in _FILLERS or word in _NONE or word.isdigit()


def _level_in(plain: str) -> Level:
    parts = _level_words(plain)
    found = [_LEVEL_OF[part] for part in parts if part in _LEVEL_OF]
    if not found:
        return Level.UNKNOWN
    lowest = min(found, key=list(Level).index)
    return Level.C1 if lowest is Level.B2 and "sehr" in parts and "b2" not in parts else lowest


def _without_level(plain: str) -> str:
    kept = [
        word
        for word in re.split(r"[\s:=–-]+", plain.replace("- ", " "))
        if word and not all(_belongs_to_level(part) for part in _level_words(word) or ["null"])
    ]
    return " ".join(kept)


def _denied(plain: str) -> bool:
    return any(part in _NONE for part in _level_words(plain)) and _level_in(plain) is Level.UNKNOWN
