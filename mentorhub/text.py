"""Words and how they are written: translation, dates, numbers, names folded for search and sorting.

German is the source language. `_("...")` and `ngettext` look a sentence up when another language is chosen;
`N_` marks a sentence that is translated later, where it is shown.
"""

import gettext as _gettext
import re
import unicodedata
from datetime import date
from functools import lru_cache
from pathlib import Path

_translation: _gettext.NullTranslations = _gettext.NullTranslations()

LANGUAGES = ("de", "en")


def use_language(language: str, locale_folder: Path) -> None:
    """Choose the language of all sentences from now on: `de` (the source) or a folder of `locale_folder`.

    Where that folder was not compiled, the German sentences stay.
    """
    global _translation  # noqa: PLW0603 - the one place that holds the interface's language
    if language == "de":
        _translation = _gettext.NullTranslations()
    else:
        _translation = _gettext.translation("mentorhub", locale_folder, [language], fallback=True)


def language() -> str:
    """The language of the interface: `de`, or that of the catalogue in use."""
    return _translation.info().get("language", "de")


def _(sentence: str) -> str:
    """Nothing stays nothing: a catalogue keeps notes about itself under the empty sentence."""
    return _translation.gettext(sentence) if sentence else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    return _translation.ngettext(singular, plural, n)


def pgettext(context: str, word: str) -> str:
    return _translation.pgettext(context, word)


def N_(sentence: str) -> str:  # noqa: N802 - gettext's customary name
    return sentence


def german_date(day: date | None) -> str:
    """`01.12.2026`, also in the English interface: the paper and the office are German. Empty for no date."""
    return "" if day is None else f"{day:%d.%m.%Y}"


def number(value: int) -> str:
    """With the German point for thousands: `12.345`."""
    return f"{value:,}".replace(",", ".")


def euro(cents: int) -> str:
    """`1.234,50 €`; the space does not break."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{number(whole)},{rest:02}\u00a0€"


def duration(minutes: int | None) -> str:
    """`45 Min.`, `1 Std.`, `1:30 Std.`"""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{n} Min.").format(n=rest)
    return _("{n} Std.").format(n=f"{hours}:{rest:02}" if rest else hours)


_MONTHS = (
    N_("Januar"),
    N_("Februar"),
    N_("März"),
    N_("April"),
    N_("Mai"),
    N_("Juni"),
    N_("Juli"),
    N_("August"),
    N_("September"),
    N_("Oktober"),
    N_("November"),
    N_("Dezember"),
)


def month_name(day: date) -> str:
    """`Oktober 2026`."""
    return f"{_(_MONTHS[day.month - 1])} {day.year}"


_SPECIAL = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ł": "l", "ø": "oe", "æ": "ae", "đ": "d"}
)


@lru_cache(maxsize=20_000)
def fold(words: str) -> str:
    """A name as it is searched and sorted: lower case, Latin letters, no marks. `Öztürk` gives `oeztuerk`."""
    from anyascii import anyascii

    composed = unicodedata.normalize("NFC", words).strip().casefold().translate(_SPECIAL)
    return " ".join(anyascii(composed).casefold().split())


@lru_cache(maxsize=20_000)
def plain(words: str) -> str:
    """A name without its marks, as people type it in a hurry and as lists are sorted: `Öztürk` gives `ozturk`."""
    from anyascii import anyascii

    composed = unicodedata.normalize("NFC", words).strip().casefold().replace("ß", "ss")
    return " ".join(anyascii(composed).casefold().split())


def phone_key(number: str) -> str:
    """Digits in the national form, for comparing: `+49 (0)2521 29-0`, `0049 2521 290` and `02521/290` are the same."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    if number.strip().startswith("+"):
        digits = "00" + digits
    return "0" + digits[4:].lstrip("0") if digits.startswith("0049") else digits
