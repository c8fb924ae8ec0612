"""The record of processing activities (Art. 30 DSGVO) together with the periods after which data are erased."""

from mentorhub.documents import layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.papers.information import Data
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date

__all__ = ["Data", "render"]


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, voices, look), author=data.organisation.name, on=data.on, pages=2
    )


def _story(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    organisation = data.organisation
    made = Sheet(organisation, voices, look)
    text = voices[0]
    missing = text.words["missing"]
    made.letterhead()
    made.title((text.word("subtitle", date=german_date(data.on)),))
    reach = " · ".join(part for part in (words.phone(organisation.phone), words.isolated(organisation.email)) if part)
    contact = words.isolated(organisation.coordinator) or text.words["somebody"]
    values = {
        **{name: str(value) for name, value in data.periods.items()},
        "organisation": words.isolated(organisation.name),
        "address": words.isolated(organisation.address) or missing,
        "contact": ", ".join(part for part in (contact, reach) if part),
        "controller": words.isolated(organisation.controller) or missing,
        "officer": words.isolated(organisation.privacy_officer) or missing,
        "authority": words.isolated(organisation.supervisory_authority) or missing,
    }
    made.clauses(frozenset({organisation.privacy_regime.value}), lambda _text: values)
    made.flow += layout.kept_together([layout.signature_lines([[text.words["checked"]]])])
    return made.flow
