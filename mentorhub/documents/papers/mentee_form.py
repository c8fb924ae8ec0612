"""The intake form of a mentee or a family, for the first talk or a visit at home."""

from dataclasses import dataclass

from mentorhub.choices import MenteeKind
from mentorhub.documents import layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.papers import forms
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording

_FAMILY_ROWS = 4


@dataclass(frozen=True)
class Data(forms.FormData):
    kind: MenteeKind | None = None
    family: tuple[tuple[str, str, str], ...] = ()
    """First name, year of birth, relation."""
    guardians: tuple[tuple[str, str], ...] = ()
    """Name and phone."""
    mediator: bool = False
    goals: str = ""
    referred: str = ""


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, voices, look), author=data.organisation.name, on=data.on
    )


def _story(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    from mentorhub.documents import data_table

    made = Sheet(data.organisation, voices, look)
    profile = data.profile
    made.letterhead()
    made.title(forms.subtitle(data))
    forms.section(made, "kind")
    made.ticks([(kind.german, kind is data.kind) for kind in MenteeKind])
    forms.about(made, profile, pronunciation=data.asks("pronunciation"), only_year=data.only_year)
    forms.contact(made, profile, channel=data.asks("preferred_channel"))
    forms.languages(made, profile)
    made.ticks([(forms.word(made, "mediator"), data.mediator)], columns=1)
    if data.blank or data.family:
        forms.section(made, "family")
        family = [[words.isolated(part) for part in member] for member in data.family] or [["", "", ""]] * _FAMILY_ROWS
        headings = [forms.word(made, "name"), forms.word(made, "born"), forms.word(made, "relation")]
        made.flow.append(data_table.table(headings, family, [0.45, 0.2, 0.35], height=0 if data.family else 20))
        made.space(3)
    if data.blank or data.guardians:
        reached = (f"{words.isolated(name)} {words.phone(phone)}".strip() for name, phone in data.guardians)
        made.fields([(forms.word(made, "guardians"), ", ".join(reached))])
    forms.times(made, profile)
    forms.topics(made, profile)
    if data.asks("needs_note"):
        made.fields([(forms.word(made, "goals"), words.isolated(data.goals))], lines=2)
    forms.wishes(made, profile, [("interests", words.isolated(profile.interests))] if data.asks("interests") else [])
    if data.asks("referred_by"):
        made.fields([(forms.word(made, "referred"), words.isolated(data.referred))])
    made.space(4)
    made.add((forms.word(made, "consent_hint"),), layout.DETAIL)
    forms.interview(made)
    forms.hint(made)
    return made.flow
