"""The information sheet (Art. 13 DSGVO, s. 15 KDG, s. 17 DSG-EKD), with the periods as they are set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from mentorhub.documents import sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording


@dataclass(frozen=True)
class Data:
    """`periods` holds the retention periods by the name of their placeholder, such as `mentee_months`."""

    organisation: Organisation
    periods: Mapping[str, int] = field(default_factory=dict)
    on: date | None = None


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, said, voices, look), author=data.organisation.name, on=data.on, pages=1
    )


def _story(data: Data, said: Wording, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    made.letterhead()
    made.title(note=said.mark_unreviewed)
    made.clauses(*given(data), numbered=False)
    return made.flow


def given(data: Data) -> tuple[frozenset[str], Callable[[PaperText], Mapping[str, str]]]:
    """What the clauses ask for: which of them apply, and the values they mention."""
    organisation = data.organisation
    named = {
        "officer": organisation.privacy_officer,
        "authority": organisation.supervisory_authority,
        "controller": organisation.controller,
    }
    facts = {fact for fact, value in named.items() if value.strip()} | {organisation.privacy_regime.value}
    reach = " · ".join(part for part in (words.phone(organisation.phone), words.isolated(organisation.email)) if part)

    def values(text: PaperText) -> Mapping[str, str]:
        contact = words.isolated(organisation.coordinator) or text.words["somebody"]
        return {
            **{fact: words.isolated(value) for fact, value in named.items()},
            **{name: str(value) for name, value in data.periods.items()},
            "organisation": words.isolated(organisation.name),
            "address": words.isolated(organisation.address),
            "contact": ", ".join(part for part in (contact, reach) if part),
        }

    return frozenset(facts), values
