"""The sheet that a mediator takes along: what was agreed, and what the institution confirms afterwards.

No assignments are stored yet, so only the mediator is filled in. There is no field for the people it is about.
"""

from dataclasses import dataclass
from datetime import date

from mentorhub.documents import layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording


@dataclass(frozen=True)
class Data:
    """Without a name it is a blank form. One language is printed; of several, one is ticked by hand."""

    organisation: Organisation
    person: str = ""
    phone: str = ""
    languages: tuple[str, ...] = ()
    on: date | None = None


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, voices, look), author=data.organisation.name, on=data.on, pages=1
    )


def _story(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    organisation = data.organisation
    made = Sheet(organisation, voices, look)
    text = voices[0]
    made.letterhead()
    made.title()
    made.heading((text.words["part_1"],))
    made.fields([(text.words[key], "") for key in ("institution", "asked_by", "day", "place", "occasion")])
    if len(data.languages) > 1:
        made.fields([(text.words["language"], " ")])
        made.ticks([(words.isolated(language), False) for language in data.languages])
    else:
        made.fields([(text.words["language"], words.isolated("".join(data.languages)))])
    reached = ", ".join(
        part for part in (words.isolated(organisation.coordinator), words.phone(organisation.phone)) if part
    )
    made.fields(
        [
            (text.words["mediator"], words.isolated(data.person)),
            (text.words["reach"], words.phone(data.phone)),
            (text.words["coordinator"], reached),
        ]
    )
    made.clauses(frozenset({organisation.privacy_regime.value}), numbered=False)
    confirmation = Sheet(organisation, voices, look)
    confirmation.heading((text.words["part_2"],))
    for key in ("took_place", "from_to", "travel"):
        confirmation.say(key, layout.Style(leading=23))
    confirmation.signatures(
        [(text.words["institution_signs"], ""), (text.words["mediator_signs"], words.isolated(data.person))]
    )
    made.flow += layout.kept_together(confirmation.flow)
    return made.flow
