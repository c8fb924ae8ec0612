"""The information sheet (Art. 13 DSGVO, s. 15 KDG, s. 17 DSG-EKD), with the periods as they are set."""

from collections.abc import Mapping
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
    organisation = data.organisation
    made = Sheet(organisation, voices, look)
    made.letterhead()
    made.title(note=said.mark_unreviewed)
    given = {
        "officer": organisation.privacy_officer,
        "authority": organisation.supervisory_authority,
        "controller": organisation.controller,
    }
    facts = {fact for fact, value in given.items() if value.strip()} | {organisation.privacy_regime.value}
    reach = " · ".join(part for part in (words.phone(organisation.phone), words.isolated(organisation.email)) if part)
    made.clauses(
        frozenset(facts),
        lambda text: {
            **{fact: words.isolated(value) for fact, value in given.items()},
            **{name: str(value) for name, value in data.periods.items()},
            "organisation": words.isolated(organisation.name),
            "address": words.isolated(organisation.address),
            "contact": ", ".join(
                part for part in (words.isolated(organisation.coordinator) or text.words["somebody"], reach) if part
            ),
        },
        numbered=False,
    )
    return made.flow
