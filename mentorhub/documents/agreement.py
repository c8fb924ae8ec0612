"""The agreement between mentor, mentee and organisation, from plain data to PDF.

`AgreementData` holds all that may be printed. There is no field for origin, notes, health, date of birth or
certificates, so none of them can get onto the paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from mentorhub.choices import LegalForm, PairingForm, Place, PrivacyRegime, Programme, Rhythm, Topic
from mentorhub.documents import texts, words
from mentorhub.documents.texts import PaperText
from mentorhub.text import german_date

if TYPE_CHECKING:
    from mentorhub.documents.layout import Flowable, Style

_BLANK = "_" * 24
_BLANK_SHORT = "_" * 11
_BLANK_LINES = f"{'_' * 52} {'_' * 94}"


@dataclass(frozen=True)
class Organisation:
    """Whose paper it is. The fields are named like those of the organisation's settings."""

    name: str
    legal_form: LegalForm = LegalForm.EV
    privacy_regime: PrivacyRegime = PrivacyRegime.DSGVO
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    coordinator: str = ""
    deputy: str = ""
    office_hours: str = ""
    insurance_liability: str = ""
    insurance_accident: str = ""


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


def load_text(language: str = "de") -> PaperText:
    return texts.load("agreement", language)


def render(data: AgreementData, text: PaperText) -> bytes:
    """The PDF: two pages, unless somebody writes very much. Raises `MissingGlyphs` before anything is written."""
    from mentorhub.documents import layout

    airy, tight = replace(layout.BODY, after=3), replace(layout.BODY, leading=13.6, after=3)
    for body, apart in ((airy, True), (layout.BODY, False), (tight, False)):
        built = layout.build(
            _story(data, text, body, apart),
            title=" ".join(part for part in (text.title, "" if data.blank else data.number) if part),
            author=data.organisation.name,
            foot=layout.Foot(_foot(data, text), text.words["page"]),
            language=text.language,
            on=data.printed_on or text.date,
        )
        if built.pages <= 2:
            break
    return built.pdf


def _story(data: AgreementData, text: PaperText, body: "Style", apart: bool) -> "list[Flowable]":
    from mentorhub.documents import layout

    base = layout.LTR if text.rightwards else layout.RTL
    organisation = data.organisation
    return [
        *layout.Letterhead(words.isolated(organisation.name), _address(organisation, text)).flowables(),
        layout.Text([layout.Span(text.title, bold=True)], layout.TITLE, base),
        layout.Text(_subtitle(data, text), layout.SUBTITLE, base),
        _parties(data, text, base),
        *_clauses(data, text, body, apart, base),
        *_signatures(data, text, base),
    ]


def _address(organisation: Organisation, text: PaperText) -> tuple[str, ...]:
    town = " ".join(part for part in (organisation.postcode, organisation.city) if part)
    place = ", ".join(part for part in (organisation.street, town) if part)
    phone = text.word("phone", phone=words.phone(organisation.phone)) if organisation.phone else ""
    email = text.word("email", email=words.isolated(organisation.email)) if organisation.email else ""
    return (words.isolated(place), phone, email)


def _subtitle(data: AgreementData, text: PaperText) -> str:
    parts = [choice.german for choice in (data.programme, data.form) if choice is not None]
    if not data.blank:
        if data.number:
            parts.append(text.word("number", number=words.isolated(data.number)))
        if data.printed_on:
            parts.append(text.word("date", date=german_date(data.printed_on)))
    return " · ".join(words.unbroken(part) for part in parts)


def _foot(data: AgreementData, text: PaperText) -> str:
    parts = [text.title, text.word("version", version=text.version)]
    if data.number and not data.blank:
        parts.insert(0, words.isolated(data.number))
    return " · ".join(parts)


def _parties(data: AgreementData, text: PaperText, base: int) -> "Flowable":
    from mentorhub.documents import layout

    def cell(role: str, name: str, lines: Sequence[str]) -> "list[Flowable]":
        to_write = [layout.Spacer(1, 8)] if data.blank and not name else []
        return [
            layout.Text(role, layout.LABEL, base),
            *to_write,
            layout.Text([layout.Span(name or ("_" * 25 if data.blank else ""), bold=not to_write)], layout.NAME, base),
            *to_write,
            *(layout.Text(line, layout.DETAIL, base) for line in lines if line),
        ]

    organisation = data.organisation
    household = _listed([words.isolated(name) for name in data.household], text.words["and"])
    row = [
        cell(text.words["mentor"], words.isolated(data.mentor_name), [_phone(data, text, data.mentor_phone)]),
        cell(
            text.words["mentee"],
            words.isolated(data.mentee_name),
            [text.word("household", household=household) if household else "", _phone(data, text, data.mentee_phone)],
        ),
        cell(
            text.words["coordinator"],
            words.isolated(organisation.coordinator or organisation.name),
            [
                text.word("phone", phone=words.phone(organisation.phone)) if organisation.phone else "",
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


def _phone(data: AgreementData, text: PaperText, number: str) -> str:
    if number:
        return text.word("phone", phone=words.phone(number))
    return text.word("phone", phone="_" * 18) if data.blank else ""


def _clauses(data: AgreementData, text: PaperText, style: "Style", apart: bool, base: int) -> "list[Flowable]":
    """The clauses that apply; `apart` begins a new line for each of their paragraphs."""
    from mentorhub.documents import layout

    values = _values(data, text)
    found: list[Flowable] = [layout.Spacer(1, 8)]
    number = 0
    for heading, paragraphs in text.clauses_for(_facts(data)):
        filled = [texts.fill(paragraph, values) for paragraph in paragraphs]
        bodies = [
            layout.Text(each, replace(style, leading=20) if data.blank and "___" in each else style, base)
            for each in (filled if apart else [" ".join(filled)])
        ]
        if heading:
            number += 1
            title = layout.Text([layout.Span(f"{number}. {heading}", bold=True)], layout.HEADING, base)
            found += layout.under_heading(title, bodies.pop(0))
        found += [*bodies, layout.Spacer(1, 2)] if apart else bodies
    return found


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


def _values(data: AgreementData, text: PaperText) -> dict[str, str]:
    organisation = data.organisation
    contact = words.isolated(organisation.coordinator) or text.words["somebody"]
    deputy = words.isolated(organisation.deputy)
    return {
        "goals": words.isolated(data.goals) or _BLANK_LINES,
        "topics": ", ".join(topic.german for topic in data.topics) or _BLANK,
        "trial_start": german_date(data.trial_start) or _BLANK_SHORT,
        "trial_end": german_date(data.trial_end) or _BLANK_SHORT,
        "start_on": german_date(data.start_on) or _BLANK_SHORT,
        "planned_end_on": german_date(data.planned_end_on) or _BLANK_SHORT,
        "rhythm": data.rhythm.german if data.rhythm else _BLANK,
        "hours": _hours(data.hours),
        "places": ", ".join(place.german for place in data.places) or _BLANK,
        "contact": contact,
        "contact_or_deputy": f"{contact} oder {deputy}" if deputy else contact,
        "insurance_liability": words.isolated(organisation.insurance_liability.rstrip(". ")),
        "insurance_accident": words.isolated(organisation.insurance_accident.rstrip(". ")),
    }


def _hours(hours: float | None) -> str:
    if hours is None:
        return words.unbroken("_____ Stunden")
    amount = f"{hours:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return words.unbroken(f"{amount} {'Stunde' if hours == 1 else 'Stunden'}")


def _signatures(data: AgreementData, text: PaperText, base: int) -> "list[Flowable]":
    from mentorhub.documents import layout

    where = text.words["place_and_date"]
    parties = [
        (text.words["mentor"], words.isolated(data.mentor_name)),
        (text.words["mentee"], words.isolated(data.mentee_name)),
    ]
    if data.minor:
        guardians = data.guardians or ("",)
        parties += [(text.words["guardian"], words.isolated(guardian)) for guardian in guardians]
    parties.append((text.words["organisation"], words.isolated(data.organisation.coordinator)))
    captions = [[*filter(None, (name, role)), where] for role, name in parties]
    roles = list(dict.fromkeys(role for role, _signer in parties))
    ticks = " ".join([text.words["copies"], *(f"☐{words.NO_BREAK_SPACE}{words.unbroken(role)} " for role in roles)])
    return layout.kept_together(
        [
            layout.signature_lines(captions, columns=3 if len(captions) > 4 else 2),
            layout.Spacer(1, 8),
            layout.Text(ticks, layout.DETAIL, base),
        ]
    )
