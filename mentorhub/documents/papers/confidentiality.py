"""What every volunteer signs: the declaration of confidentiality, and the commitment to the rules."""

from dataclasses import dataclass
from datetime import date

from mentorhub.choices import Role
from mentorhub.documents import sheet, texts, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording


@dataclass(frozen=True)
class Data:
    """Without a name it is a blank form; the clause for mediators is then printed too."""

    organisation: Organisation
    person: str = ""
    roles: tuple[Role, ...] = ()
    on: date | None = None


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said,
        lambda voices, look: _story(data, said, voices, look),
        author=data.organisation.name,
        on=data.on,
        pages=1,
    )


def _story(data: Data, said: Wording, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    organisation = data.organisation
    made = Sheet(organisation, voices, look)
    made.letterhead()
    made.title(note=said.mark_unreviewed)
    roles = made.each(lambda text: ", ".join(texts.label(role, text.language) for role in data.roles))
    rows = [(made.caption("person"), words.isolated(data.person))]
    made.fields([*rows, (made.caption("role"), sheet.inline(roles))])
    facts = {organisation.privacy_regime.value, organisation.legal_form.value}
    if Role.MEDIATOR in data.roles or not data.person:
        facts.add("mediator")
    contact = words.isolated(organisation.coordinator)
    made.clauses(
        frozenset(facts),
        lambda text: {
            "person": words.isolated(data.person),
            "organisation": words.isolated(organisation.name),
            "contact": contact or text.words["somebody"],
        },
    )
    made.signatures(
        [(made.caption("person"), words.isolated(data.person)), (made.caption("organisation_signs"), contact)]
    )
    return made.flow
