"""Letters about a pairing, and serial letters with the association's own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentorhub.documents import letter, words
from mentorhub.documents.layout import Built
from mentorhub.documents.letter import Letter
from mentorhub.documents.organisation import Organisation, Recipient
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date

_LINE = "_" * 18
_NOBODY = Recipient("")


@dataclass(frozen=True)
class PairingLetter:
    """Of the other side each letter says only the name."""

    organisation: Organisation
    on: date
    number: str = ""
    mentor: Recipient = _NOBODY
    mentee: Recipient = _NOBODY
    start_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True)
class SerialData:
    organisation: Organisation
    on: date
    recipients: Sequence[Recipient] = (_NOBODY,)


def closing(data: PairingLetter, said: Wording) -> Built:
    """One letter to each side."""
    letters = [
        Letter(recipient, frozenset({role}), _values(data, recipient))
        for role, recipient in (("mentor", data.mentor), ("mentee", data.mentee))
    ]
    return letter.pages(letters, data.organisation, said, data.on, number=data.number)


def unreachable(data: PairingLetter, said: Wording) -> Built:
    """To the mentor; an end that nobody was told of is the worst."""
    made = Letter(data.mentor, frozenset(), _values(data, data.mentor))
    return letter.pages([made], data.organisation, said, data.on, number=data.number)


def serial(data: SerialData, said: Wording) -> Built:
    values = {"organisation": words.isolated(data.organisation.name), "contact": _contact(data.organisation)}
    letters = [
        Letter(
            to,
            frozenset(),
            {**_nothing(), **values, "person": words.isolated(to.name), "salutation": letter.salutation(to.name)},
        )
        for to in data.recipients
    ]
    return letter.pages(letters, data.organisation, said, data.on)


def _values(data: PairingLetter, to: Recipient) -> dict[str, str]:
    return {
        "salutation": letter.salutation(to.name),
        "person": words.isolated(to.name),
        "organisation": words.isolated(data.organisation.name),
        "mentor": words.isolated(data.mentor.name) or _LINE,
        "mentee": words.isolated(data.mentee.name) or _LINE,
        "number": words.isolated(data.number) or _LINE,
        "start_on": german_date(data.start_on) or _LINE,
        "ended_on": german_date(data.ended_on) or _LINE,
        "today": german_date(data.on),
        "contact": _contact(data.organisation),
    }


def _nothing() -> dict[str, str]:
    return dict.fromkeys(("mentor", "mentee", "number", "start_on", "ended_on", "today"), _LINE)


def _contact(organisation: Organisation) -> str:
    phone = f" ({words.phone(organisation.phone)})" if organisation.phone else ""
    return f"{words.isolated(organisation.coordinator or organisation.name)}{phone}"
