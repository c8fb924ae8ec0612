"""The monthly sheet on which a mentor notes the meetings."""

from dataclasses import dataclass
from datetime import date

from mentorhub.documents import data_table, layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording

_ROWS = 14


@dataclass(frozen=True)
class Data:
    """Without a number it is a blank form."""

    organisation: Organisation
    number: str = ""
    people: str = ""
    on: date | None = None


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said,
        lambda voices, look: _story(data, voices, look),
        author=data.organisation.name,
        number=data.number,
        on=data.on,
        pages=1,
    )


def _story(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    said = voices[0].words
    made.letterhead()
    made.title()
    about = " · ".join(part for part in (words.isolated(data.number), words.isolated(data.people)) if part)
    made.fields([(said["pairing"], about), (said["month"], "")], share=0.2)
    made.space(6)
    headings = [said[key] for key in ("day", "from_to", "topics", "cancelled", "km")]
    rows = [["", "", "", "☐", ""]] * _ROWS
    made.flow.append(data_table.table(headings, rows, [0.14, 0.18, 0.43, 0.15, 0.1], height=26))
    made.space(8)
    made.say("total", layout.Style(leading=22))
    made.say("hint", layout.SMALL)
    made.signatures([(said["sign"], "")])
    return made.flow
