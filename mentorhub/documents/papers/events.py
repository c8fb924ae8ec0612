"""Papers about events: the certificate of a training, and the list in which people sign that they came."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentorhub.documents import data_table, layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.papers.certificates import in_hours
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText, fill
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date

_LINE, _SHORT = "_" * 30, "_" * 12
_FREE_ROWS = 5


@dataclass(frozen=True)
class Data:
    """Without a title it is a blank form. `people` are those who came (certificate) or are expected (list)."""

    organisation: Organisation
    title: str = ""
    from_on: date | None = None
    to_on: date | None = None
    minutes: int | None = None
    place: str = ""
    trainer: str = ""
    contents: str = ""
    funding: str = ""
    people: Sequence[tuple[str, str]] = ()
    """Name, and a letter for the function: E, T or G; see the list's own words."""
    on: date | None = None

    @property
    def days(self) -> str:
        first, last = german_date(self.from_on), german_date(self.to_on)
        return f"{first} – {last}" if last and last != first else first


def certificates(data: Data, said: Wording) -> Built:
    """One page for each who came."""
    text = said.german
    flow: list[Flowable] = []
    for name, _function in data.people or (("", ""),):
        if flow:
            flow.append(layout.PageBreak())
        flow += _certificate(data, name, text)
    return layout.build(
        flow,
        title=text.title,
        author=data.organisation.name,
        foot=sheet.foot(said),
        language=text.language,
        on=data.on or text.date,
    )


def attendance(data: Data, said: Wording) -> Built:
    text = said.german
    made = Sheet(data.organisation, (text,), Look())
    made.letterhead()
    made.title()
    rows = [
        (text.words["event"], words.isolated(data.title)),
        (text.words["day"], data.days),
        (text.words["place"], words.isolated(data.place)),
        (text.words["trainer"], words.isolated(data.trainer)),
    ]
    if data.funding:
        rows.append((text.words["funding"], words.isolated(data.funding)))
    made.fields(rows, share=0.2)
    made.space(8)
    headings = ["", *(text.words[key] for key in ("name", "organisation", "function", "sign"))]
    empty = 20 if not data.people else _FREE_ROWS
    people = [*data.people, *[("", "")] * empty]
    listed = [[str(place), words.isolated(name), "", function, ""] for place, (name, function) in enumerate(people, 1)]
    made.flow.append(data_table.table(headings, listed, [0.06, 0.32, 0.2, 0.13, 0.29], height=26))
    made.space(4)
    made.say("hint", layout.SMALL)
    return layout.build(
        made.flow,
        title=text.title,
        author=data.organisation.name,
        foot=sheet.foot(said),
        language=text.language,
        on=data.on or text.date,
    )


def _certificate(data: Data, name: str, text: PaperText) -> list[Flowable]:
    made = Sheet(data.organisation, (text,), Look())
    made.letterhead()
    made.space(60)
    centred = replace(layout.TITLE, size=32, leading=46, align="centre")
    made.flow.append(layout.Text([layout.Span(text.title, bold=True)], centred))
    made.space(30)
    facts = {fact for fact in ("contents", "trainer") if getattr(data, fact).strip() or not data.title}
    if data.minutes or not data.title:
        facts.add("hours")
    if data.to_on and data.to_on != data.from_on:
        facts.add("days")
    values = {
        "person": words.isolated(name) or _LINE,
        "title": words.isolated(data.title) or _LINE,
        "organisation": words.isolated(data.organisation.name),
        "from_on": german_date(data.from_on) or _SHORT,
        "to_on": german_date(data.to_on) or _SHORT,
        "hours": in_hours((data.minutes or 0) / 60) if data.minutes else f"{_SHORT} Stunden",
        "contents": words.isolated(data.contents.rstrip(". ")) or _LINE,
        "trainer": words.isolated(data.trainer) or _LINE,
    }
    centre = layout.Style(size=13, leading=20, after=12, align="centre")
    for _heading, sentences in text.clauses_for(frozenset(facts)):
        for sentence in sentences:
            important = sentence in ("{person}", "{title}")
            style = replace(centre, size=19, leading=28) if important else centre
            filled = fill(sentence, values)
            made.flow.append(layout.Text([layout.Span(filled, bold=important)], style))
    made.space(60)
    made.flow.append(layout.signature_lines([[words.isolated(data.organisation.coordinator), text.words["stamp"]]]))
    return made.flow
