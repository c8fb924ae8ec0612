"""Lists that stay in the office: handover, phone list, labels; and the notice of languages for the wall."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from mentorhub.documents import data_table, layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date


@dataclass(frozen=True)
class PairingLine:
    """One running pairing, for whoever takes over."""

    number: str
    mentor: str
    mentee: str
    status: str
    last: str = ""
    next: str = ""
    open: str = ""
    coordinator: str = ""


@dataclass(frozen=True)
class HandoverData:
    organisation: Organisation
    on: date
    pairings: Sequence[PairingLine] = ()
    waiting: int = 0
    reminders: Sequence[tuple[date, str]] = ()


@dataclass(frozen=True)
class PhoneLine:
    name: str
    phone: str
    email: str
    roles: str


@dataclass(frozen=True)
class PhoneData:
    """Volunteers only."""

    organisation: Organisation
    on: date
    people: Sequence[PhoneLine] = ()


@dataclass(frozen=True)
class LanguagesData:
    organisation: Organisation
    on: date
    languages: Sequence[str] = ()


def handover(data: HandoverData, said: Wording) -> Built:
    made, text = _begin(data.organisation, said)
    counts = {"pairings": str(len(data.pairings)), "waiting": str(data.waiting)}
    made.title((f"{german_date(data.on)} · {text.word('summary', **counts)}",))
    headings = [text.words[key] for key in ("pairing", "people", "status", "last", "next", "open", "coordinator")]
    rows = [
        [
            words.isolated(line.number),
            f"{words.isolated(line.mentor)} – {words.isolated(line.mentee)}",
            *(words.isolated(value) for value in (line.status, line.last, line.next, line.open, line.coordinator)),
        ]
        for line in data.pairings
    ]
    made.flow.append(data_table.table(headings, rows, [0.13, 0.22, 0.11, 0.12, 0.14, 0.17, 0.11], size=9))
    made.heading((text.words["reminders"],))
    for day, words_ in data.reminders:
        made.add((f"{german_date(day)}: {words.isolated(words_)}",), layout.DETAIL)
    if not data.reminders:
        made.add((text.words["none"],), layout.DETAIL)
    return _finish(made, said, data.on)


def phones(data: PhoneData, said: Wording) -> Built:
    made, text = _begin(data.organisation, said)
    made.title((german_date(data.on),))
    made.say("hint", layout.SMALL)
    made.space(6)
    headings = [text.words["name"], text.words["role"], text.word("phone", phone="").strip(": "), text.words["mail"]]
    rows = [
        [words.isolated(line.name), line.roles, words.phone(line.phone), words.isolated(line.email)]
        for line in data.people
    ]
    made.flow.append(data_table.table(headings, rows, [0.27, 0.22, 0.22, 0.29], size=9.5))
    return _finish(made, said, data.on)


def languages(data: LanguagesData, said: Wording) -> Built:
    made, text = _begin(data.organisation, said)
    organisation = data.organisation
    made.space(16)
    made.flow.append(layout.Text([layout.Span(text.title, bold=True)], replace(layout.TITLE, size=26, leading=36)))
    made.say("subtitle", replace(layout.SUBTITLE, size=14, leading=20))
    big = layout.Style(size=17, leading=27)
    cells: list[list[Flowable]] = [[layout.Text(language, big)] for language in data.languages]
    cells += [[layout.Spacer(1, 1)]] * (len(cells) % 2)
    pairs = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    if pairs:
        made.flow.append(layout.grid(pairs, [0.5, 0.5], rules=False))
    roomy = Sheet(organisation, made.voices, Look(layout.Style(size=13, leading=19, after=6), apart=True))
    reach = " · ".join(part for part in (words.phone(organisation.phone), words.isolated(organisation.email)) if part)
    values = {"organisation": words.isolated(organisation.name), "contact": reach or words.isolated(organisation.name)}
    roomy.clauses(frozenset(), lambda _text: values, numbered=False)
    made.flow += roomy.flow
    return _finish(made, said, data.on)


def _begin(organisation: Organisation, said: Wording) -> tuple[Sheet, PaperText]:
    made = Sheet(organisation, (said.german,), Look())
    made.letterhead()
    return made, said.german


def _finish(made: Sheet, said: Wording, on: date) -> Built:
    return layout.build(
        made.flow,
        title=said.german.title,
        author=made.organisation.name,
        foot=sheet.foot(said),
        language=said.german.language,
        on=on,
    )
