"""Recognises a column by what stands in it: phones and mail addresses show themselves, so do languages and dates."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from mentorhub import languages
from mentorhub.import_export.columns import Column
from mentorhub.import_export.headings import Field
from mentorhub.import_export.sheets import Cell, Row, as_words
from mentorhub.import_export.values.cells import key, pieces

_LOOKED_AT = 200
_LONGEST = 200
_PHONE = re.compile(r"(?:\+|0)[\d\s()/.\-–]{6,}")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_POSTCODE = re.compile(r"\d{5}")
_GENDER = re.compile(r"[mwdf]|weibl(?:ich)?|maennl(?:ich)?|frau|herr|divers")
_NAME = re.compile(r"[^\W\d_][^\d@;:]{1,60}")
_ONE_NAME = re.compile(r"[^\W\d_][^\d@;:,\s]{1,40}(?:[- ][^\W\d_][^\d@;:,\s]{1,40})?")


def by_content(rows: Sequence[Row], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns with those added or named that their cells give away. Without any headings, names too."""
    taken = {column.field for column in columns}
    found = {column.position: column for column in columns}
    shown = rows[:_LOOKED_AT]
    for position in range(max((len(row.cells) for row in shown), default=0)):
        column = found.get(position) or Column(position, "", None)
        found[position] = column
        if column.field is not None:
            continue
        cells = [row.cell(position) for row in shown if row.cell(position) is not None]
        for field, fits in _TESTS:
            if field not in taken and len(cells) > 1 and _share(cells, fits) > 0.6:
                found[position] = replace(column, field=field, by_content=True)
                taken.add(field)
                break
    if not columns and taken & {Field.EMAIL, Field.PHONE, Field.LANGUAGES, Field.BIRTH}:
        _name_columns(shown, found)
    return tuple(found[position] for position in sorted(found) if found[position].heading or found[position].field)


def _name_columns(rows: Sequence[Row], found: dict[int, Column]) -> None:
    """A column of whole names, or two of single words side by side: given name and family name, as most lists go."""
    named = []
    for position, column in sorted(found.items()):
        cells = [row.cell(position) for row in rows if row.cell(position) is not None]
        if column.field is None and len(cells) > 1 and _share(cells, _NAME.fullmatch) > 0.8:
            named.append((position, _share(cells, _ONE_NAME.fullmatch) > 0.9 and _share(cells, _two_words) < 0.5))
    if len(named) > 1 and named[0][1] and named[1] == (named[0][0] + 1, True):
        for (position, _single), field in zip(named[:2], (Field.FIRST_NAME, Field.LAST_NAME), strict=True):
            found[position] = replace(found[position], field=field, by_content=True)
    elif named:
        found[named[0][0]] = replace(found[named[0][0]], field=Field.NAME, by_content=True)


def _two_words(written: str) -> bool:
    return " " in written


def _languages(written: str) -> bool:
    named = pieces(re.sub(r"\(.*?\)|\b[ABC][12]\b", " ", written))
    return bool(named) and all(languages.code(word) is not None for word in named)


def _share(cells: Sequence[Cell], fits: Callable[[str], object]) -> float:
    shown = [as_words(cell).strip() for cell in cells]
    return sum(len(words) <= _LONGEST and bool(fits(words)) for words in shown) / len(cells)


def _birthday(written: str) -> bool:
    found = re.fullmatch(r"(?:\d{1,2}\.\d{1,2}\.)?((?:19|20)\d{2})", written)
    return found is not None and 1920 <= int(found[1]) <= date.max.year and int(found[1]) < 2016


_TESTS: tuple[tuple[Field, Callable[[str], object]], ...] = (
    (Field.EMAIL, _EMAIL.fullmatch),
    (Field.PHONE, _PHONE.fullmatch),
    (Field.POSTCODE, _POSTCODE.fullmatch),
    (Field.BIRTH, _birthday),
    (Field.GENDER, lambda written: _GENDER.fullmatch(key(written))),
    (Field.LANGUAGES, _languages),
)
