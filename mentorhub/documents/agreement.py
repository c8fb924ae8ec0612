"""The agreement between mentor, mentee and organisation, from plain data to PDF.

`AgreementData` holds all that may be printed. There is no field for origin, notes, health, date of birth or
certificates, so none of them can get onto the paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mentorhub.choices import PairingForm, Place, Programme, Rhythm, Topic
from mentorhub.documents import texts, wording, words
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date

if TYPE_CHECKING:
    from mentorhub.documents.layout import Built, Flowable
    from mentorhub.documents.sheet import Look, Sheet

__all__ = ["AgreementData", "Organisation", "load_text", "paper", "render"]


@dataclass(frozen=True)
class AgreementData:
    """One pairing as it stands on paper. What is empty is left out, or leaves a line to fill in by hand where the
    sentence needs it; a blank form has lines for everything.

    Give a phone number only if its owner has released it. `number` and `printed_on` are left out of a blank form.
    """

    organisation: Organisation
    number: str = ""
    programme: Programme | None = None
    form: PairingForm | None = None
    mentor_name: str = ""
    mentor_phone: str = ""
    mentee_name: str = ""
    mentee_phone: str = ""
    household: tuple[str, ...] = ()
    minor: bool = False
    """The mentee is under age: the guardians sign too."""
    children: bool = False
    """The mentee's household counts minors: the clause for them is printed; the parent signs as mentee."""
    guardians: tuple[str, ...] = ()
    goals: str = ""
    topics: tuple[Topic, ...] = ()
    trial_start: date | None = None
    trial_end: date | None = None
    start_on: date | None = None
    planned_end_on: date | None = None
    rhythm: Rhythm | None = None
    hours: float | None = None
    places: tuple[Place, ...] = ()
    printed_on: date | None = None
    blank: bool = False

    @property
    def is_family(self) -> bool:
        return bool(self.household) or self.form in (PairingForm.FAMILY, PairingForm.TEAM)


def load_text(language: str = "de") -> Wording:
    return wording.load("agreement", language)


def render(data: AgreementData, said: Wording) -> bytes:
    return paper(data, said).pdf


def paper(data: AgreementData, said: Wording) -> "Built":
    """Two pages, four with a second language, unless somebody writes very much.

    Raises `MissingGlyphs` before anything is written.
    """
    from mentorhub.documents import sheet

    return sheet.fitted(
        said,
        lambda voices, look: _story(data, said, voices, look),
        author=data.organisation.name,
        number="" if data.blank else data.number,
        on=data.printed_on,
    )


def _story(data: AgreementData, said: Wording, voices: tuple[PaperText, ...], look: "Look") -> "list[Flowable]":
    from mentorhub.documents import layout
    from mentorhub.documents.sheet import Sheet

    made = Sheet(data.organisation, voices, look)
    made.letterhead()
    made.title(made.each(lambda text: _subtitle(data, text)), note=said.mark_unreviewed)
    made.flow.append(_parties(data, made))
    made.clauses(_facts(data), lambda text: _values(data, text))
    roles = _roles(data, made)
    copies = dict.fromkeys(role for role, _signer in roles)
    ticks = " ".join([made.caption("copies"), *(f"☐{words.NO_BREAK_SPACE}{words.unbroken(role)} " for role in copies)])
    made.signatures(roles, layout.Spacer(1, 8), layout.Text(ticks, layout.DETAIL), columns=3 if len(roles) > 4 else 2)
    return made.flow


def _subtitle(data: AgreementData, text: PaperText) -> str:
    chosen = (choice for choice in (data.programme, data.form) if choice is not None)
    parts = [texts.label(choice, text.language) for choice in chosen]
    if not data.blank:
        if data.number:
            parts.append(text.word("number", number=words.isolated(data.number)))
        if data.printed_on:
            parts.append(text.word("date", date=german_date(data.printed_on)))
    return " · ".join(words.unbroken(part) for part in parts)


def _parties(data: AgreementData, made: "Sheet") -> "Flowable":
    from mentorhub.documents import layout

    def cell(role: str, name: str, lines: Sequence[str]) -> "list[Flowable]":
        to_write = [layout.Spacer(1, 8)] if data.blank and not name else []
        return [
            layout.Text(role, layout.LABEL),
            *to_write,
            layout.Text([layout.Span(name or ("_" * 25 if data.blank else ""), bold=not to_write)], layout.NAME),
            *to_write,
            *(layout.Text(line, layout.DETAIL) for line in lines if line),
        ]

    text = made.voices[0]
    organisation = data.organisation
    household = _listed([words.isolated(name) for name in data.household], text.words["and"])
    row = [
        cell(made.caption("mentor"), words.isolated(data.mentor_name), [_phone(data, made, data.mentor_phone)]),
        cell(
            made.caption("mentee"),
            words.isolated(data.mentee_name),
            [
                text.word("household", household=household) if household else "",
                _phone(data, made, data.mentee_phone),
            ],
        ),
        cell(
            made.caption("coordinator"),
            words.isolated(organisation.coordinator or organisation.name),
            [
                _phone(data, made, organisation.phone) if organisation.phone else "",
                text.word("office_hours", office_hours=words.isolated(organisation.office_hours))
                if organisation.office_hours
                else "",
                text.word("deputy", deputy=words.isolated(organisation.deputy)) if organisation.deputy else "",
            ],
        ),
    ]
    return layout.grid([row], [0.32, 0.32, 0.36])


def _listed(names: Sequence[str], last: str) -> str:
    """ "Olena, Marko und Ira"."""
    return f" {last} ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _phone(data: AgreementData, made: "Sheet", number: str) -> str:
    text = made.voices[0]
    if number:
        return text.word("phone", phone=words.phone(number))
    return text.word("phone", phone="_" * 18) if data.blank else ""


def _facts(data: AgreementData) -> frozenset[str]:
    """Which conditions of the text hold. On a blank form everything that can be filled in is there to be filled in."""
    organisation = data.organisation
    open_facts = {
        "trial": bool(data.trial_start and data.trial_end),
        "start": bool(data.start_on),
        "planned_end": bool(data.planned_end_on),
        "goals": bool(data.goals.strip()),
        "topics": bool(data.topics),
        "hours": data.hours is not None,
    }
    fixed_facts = {
        "minor": data.minor or data.children,
        "family": data.is_family,
        "household": bool(data.household),
        "insurance_liability": bool(organisation.insurance_liability),
        "insurance_accident": bool(organisation.insurance_accident),
    }
    holding = {fact for fact, holds in open_facts.items() if holds or data.blank}
    holding |= {fact for fact, holds in fixed_facts.items() if holds}
    return frozenset(holding | {organisation.legal_form.value, organisation.privacy_regime.value})


def _values(data: AgreementData, text: PaperText) -> Mapping[str, str]:
    from mentorhub.documents.sheet import BLANK, BLANK_LINES, BLANK_SHORT

    def label(choice: Topic | Place | Rhythm) -> str:
        return texts.label(choice, text.language)

    organisation = data.organisation
    contact = words.isolated(organisation.coordinator) or text.words["somebody"]
    deputy = words.isolated(organisation.deputy)
    comma = "، " if text.language in ("ar", "fa") else ", "
    return {
        "goals": words.isolated(data.goals) or BLANK_LINES,
        "topics": comma.join(label(topic) for topic in data.topics) or BLANK,
        "trial_start": german_date(data.trial_start) or BLANK_SHORT,
        "trial_end": german_date(data.trial_end) or BLANK_SHORT,
        "start_on": german_date(data.start_on) or BLANK_SHORT,
        "planned_end_on": german_date(data.planned_end_on) or BLANK_SHORT,
        "rhythm": label(data.rhythm) if data.rhythm else BLANK,
        "hours": _hours(data.hours, text),
        "places": comma.join(label(place) for place in data.places) or BLANK,
        "contact": contact,
        "contact_or_deputy": f"{contact} {text.words['or']} {deputy}" if deputy else contact,
        "insurance_liability": words.isolated(organisation.insurance_liability.rstrip(". ")),
        "insurance_accident": words.isolated(organisation.insurance_accident.rstrip(". ")),
    }


def _hours(hours: float | None, text: PaperText) -> str:
    amount = "_____" if hours is None else f"{hours:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return words.unbroken(text.word("hour" if hours == 1 else "hours", n=amount))


def _roles(data: AgreementData, made: "Sheet") -> list[tuple[str, str]]:
    parties = [
        (made.caption("mentor"), words.isolated(data.mentor_name)),
        (made.caption("mentee"), words.isolated(data.mentee_name)),
    ]
    if data.minor:
        guardians = data.guardians or ("",)
        parties += [(made.caption("guardian"), words.isolated(guardian)) for guardian in guardians]
    parties.append((made.caption("organisation"), words.isolated(data.organisation.coordinator)))
    return parties
