"""The answer to whoever asks what is stored (Art. 15 DSGVO, s. 17 KDG, s. 19 DSG-EKD): everything, by subject.

What the law wants told beside the copy is said in the words of the information sheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentorhub.documents import data_table, layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.papers import information
from mentorhub.documents.sheet import Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date

_LONGEST = 1200
"""Letters in one cell: a row that is higher than a page could not be printed."""
_TOLD = ("controller", "purposes", "which", "recipients", "where", "how_long", "rights")


@dataclass(frozen=True)
class Section:
    title: str
    rows: Sequence[tuple[str, str]]
    """What it is and what is stored; already without the names of others."""
    headings: tuple[str, str]


@dataclass(frozen=True)
class Data:
    about: information.Data
    told: PaperText
    """The information sheet in force."""
    person: str
    number: str
    on: date
    sections: Sequence[Section]


def render(data: Data, said: Wording) -> Built:
    return layout.build(
        _story(data, said.german),
        title=f"{said.german.title} {data.number}",
        author=data.about.organisation.name,
        foot=sheet.foot(said, data.number),
        language="de",
        on=data.on,
    )


def _story(data: Data, text: PaperText) -> list[Flowable]:
    organisation = data.about.organisation
    regime = frozenset({organisation.privacy_regime.value})
    made = Sheet(organisation, (text,), sheet.ALONE[0])
    made.letterhead()
    made.title(
        (text.word("subtitle", person=words.isolated(data.person), number=data.number, date=german_date(data.on)),)
    )
    origin = [clause for clause in text.clauses if clause.key == "origin"]
    made.voices = (replace(text, clauses=tuple(clause for clause in text.clauses if clause not in origin)),)
    made.clauses(regime, numbered=False)
    for section in data.sections:
        made.heading((section.title,))
        rows = [part for what, stored in section.rows for part in _parts(what, stored, text.words["go_on"])]
        made.flow.append(data_table.table(section.headings, rows, (0.3, 0.7), size=9.5, padding=2))
        made.space(4)
    made.heading((text.words["about_data"],))
    made.voices = (replace(data.told, clauses=tuple(each for each in data.told.clauses if each.key in _TOLD)),)
    facts, values = information.given(data.about)
    made.clauses(facts, values, numbered=False)
    made.voices = (replace(text, clauses=tuple(origin)),)
    made.clauses(regime, numbered=False)
    return made.flow


def _parts(what: str, stored: str, go_on: str) -> list[tuple[str, str]]:
    """One row, or several where somebody wrote very much."""
    cut = [*_cut(stored)]
    head = words.isolated(what[:200])
    return [(head if not at else f"{head} ({go_on})", words.isolated(part)) for at, part in enumerate(cut)]


def _cut(stored: str) -> Sequence[str]:
    rest, found = stored, []
    while len(rest) > _LONGEST:
        space = rest.rfind(" ", _LONGEST // 2, _LONGEST)
        end = space if space > 0 else _LONGEST
        found.append(rest[:end])
        rest = rest[end:].lstrip()
    return [*found, rest]
