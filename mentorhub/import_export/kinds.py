"""What kind of list a table is: by its columns, by the words around it, by columns that only one kind has."""

import re
from collections.abc import Iterable, Sequence

from mentorhub.import_export.columns import Column, Kind
from mentorhub.import_export.headings import Field
from mentorhub.import_export.sheets import Row, as_words
from mentorhub.import_export.values.cells import key

_SIGNS = {
    Kind.MEDIATORS: r"sprachmittl\w*|dolmetsch\w*|uebersetz\w*|translators?|interpreters?|mediators?",
    Kind.ACTIVITIES: r""
    r"aktivitaet\w*|treffen|taetigkeit\w*|stundenliste|stundenzettel|protokolle?|activities|log",
    Kind.PAIRINGS: r"patenschaft(?:en)?|tandems?|paare|zuordnung\w*|pairings?|matches",
    Kind.MENTEES: r""
    r"mentees?|warteliste|gefluechtete\w*|patenkind(?:er)?|teilnehm\w*|klient\w*|familien|anmeldungen|"
    r"wartende|suchende|ratsuchende",
    Kind.MENTORS: r""
    r"pat(?:e|en|in|innen)|mentor(?:en|in|innen|s)?|ehrenamt\w*|freiwillige\w*|lots\w*|helfer\w*|volunteers?",
}


def by_columns(columns: Sequence[Column]) -> Kind | None:
    """Where the columns leave no doubt."""
    fields = {column.field for column in columns}
    if Field.DAY in fields and fields & {Field.MINUTES, Field.HOURS, Field.COUNT, Field.HAPPENED}:
        return Kind.ACTIVITIES
    person = fields & {Field.PHONE, Field.MOBILE, Field.EMAIL, Field.LANGUAGES, Field.DISTRICT, Field.BIRTH}
    named = fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}
    pairs = {Field.MENTOR, Field.MENTEE} <= fields and not named
    of_both = bool(fields & {Field.MENTOR_PHONE, Field.MENTEE_PHONE})
    return Kind.PAIRINGS if pairs and (of_both or len(person) < 2) else None


def by_words(sheet: str, stem: str, top: Iterable[Row]) -> Kind | None:
    """From the name of the sheet, the title above the table, the name of the file."""
    title = " ".join(as_words(cell) for row in top for cell in row.cells if isinstance(cell, str))
    for words in (sheet, title, stem):
        for kind, sign in _SIGNS.items():
            if re.search(rf"\b(?:{sign})\b", key(words)):
                return kind
    return None


def by_hints(columns: Sequence[Column]) -> Kind | None:
    """From columns that only one kind of list usually has."""
    fields = {column.field for column in columns}
    named = fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME}
    if Field.CAPACITY in fields or Field.ROLE in fields or (Field.MENTEE in fields and named):
        return Kind.MENTORS
    mentees = {Field.KIND, Field.HOUSEHOLD, Field.ORIGIN, Field.GUARDIANS, Field.IN_GERMANY_SINCE}
    if fields & mentees or (Field.MENTOR in fields and (named or Field.MENTEE in fields)):
        return Kind.MENTEES
    if Field.MENTOR in fields:  # "Patin" over a column of names
        return Kind.MENTORS
    own = [column for column in columns if column.field is Field.MENTEE]
    if own and of_title(own[0].heading) is Kind.MENTEES:
        return Kind.MENTEES
    return Kind.MENTORS if own else None


def of_title(cell: str) -> Kind | None:
    """The kind a line alone in its row announces: "Mentees", "Unsere Patinnen und Paten:"."""
    words = key(cell)
    if not words or len(words) > 50:
        return None
    return next((kind for kind, sign in _SIGNS.items() if re.search(rf"\b(?:{sign})\b", words)), None)


def enough(columns: Sequence[Column], kind: Kind) -> bool:
    fields = {column.field for column in columns}
    if kind is Kind.PAIRINGS:
        return {Field.MENTOR, Field.MENTEE} <= fields
    if kind is Kind.ACTIVITIES:
        return Field.DAY in fields and bool(fields & {Field.PAIRING_NUMBER, Field.MENTOR, Field.MENTEE})
    return bool(fields & {Field.NAME, Field.FIRST_NAME, Field.LAST_NAME})
