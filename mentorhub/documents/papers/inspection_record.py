"""The record that a certificate of conduct was inspected: three facts, filled in by hand (s. 72a V SGB VIII).

The facts themselves are never printed by the program: whoever has seen the certificate writes them down.
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
    organisation: Organisation
    person: str = ""
    role: str = ""
    keep_months: int = 6
    on: date | None = None


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, voices, look), author=data.organisation.name, on=data.on, pages=1
    )


def _story(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    text = voices[0]
    made.letterhead()
    made.title()
    made.fields([(text.words["person"], words.isolated(data.person)), (text.words["role"], words.isolated(data.role))])
    made.heading((text.words["seen"],))
    for key in ("inspected", "issued", "conviction"):
        made.say(key, layout.Style(leading=24))
    made.say("due", layout.Style(leading=24))
    made.flow.append(layout.signature_lines([[text.words["initials"]]]))
    made.clauses(frozenset(), lambda _text: {"certificate_months": str(data.keep_months)}, numbered=False)
    return made.flow
