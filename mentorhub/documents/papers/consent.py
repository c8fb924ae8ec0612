"""The consent: each purpose with its own tick boxes, and the slip with which it is withdrawn."""

from dataclasses import dataclass, replace
from datetime import date

from mentorhub.documents import layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording


@dataclass(frozen=True)
class Data:
    """Without a name it is a blank form, for a mentee."""

    organisation: Organisation
    person: str = ""
    volunteer: bool = False
    minor: bool = False
    cosigns: bool = False
    """Old enough to sign beside the guardians."""
    guardians: tuple[str, ...] = ()
    on: date | None = None


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, said, voices, look), author=data.organisation.name, on=data.on
    )


def _story(data: Data, said: Wording, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    organisation = data.organisation
    made = Sheet(organisation, voices, replace(look, apart=True))
    made.letterhead()
    made.title(note=said.mark_unreviewed)
    person = words.isolated(data.person)
    made.fields([(made.caption("person"), person)])
    facts = {organisation.privacy_regime.value, "volunteer" if data.volunteer else "mentee"}
    facts |= {fact for fact in ("minor", "cosigns") if getattr(data, fact)}
    made.clauses(
        frozenset(facts),
        lambda text: {
            "person": person,
            "organisation": words.isolated(organisation.name),
            "contact": words.isolated(organisation.coordinator) or text.words["somebody"],
        },
        numbered=False,
    )
    made.say("explained", replace(layout.DETAIL, leading=22))
    signers = [] if data.minor and not data.cosigns else [(made.caption("person"), person)]
    if data.minor:
        guardians = data.guardians or ("", "")
        signers += [(made.caption("guardian"), words.isolated(guardian)) for guardian in guardians]
    made.signatures(signers)
    made.space(8)
    slip = Sheet(organisation, voices, look)
    slip.flow.append(layout.Rule(layout.GREY, 0.7))
    slip.say("tear_off", layout.SMALL)
    slip.say("withdraw", replace(layout.DETAIL, leading=20))
    slip.fields([(slip.caption("person"), person), (slip.caption("place_and_date"), "")])
    made.flow += layout.kept_together(slip.flow)
    return made.flow
