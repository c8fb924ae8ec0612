"""The letter that asks a volunteer for a certificate of conduct (s. 30a II BZRG): the person must present it."""

from dataclasses import dataclass
from datetime import date

from mentorhub.documents import letter, words
from mentorhub.documents.layout import Built
from mentorhub.documents.letter import Letter
from mentorhub.documents.organisation import Organisation, Recipient
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date


@dataclass(frozen=True)
class Data:
    """Without a name it is a blank form."""

    organisation: Organisation
    recipient: Recipient
    on: date
    born: date | None = None
    """Of the very person who gets the letter: the office needs it."""


def render(data: Data, said: Wording) -> Built:
    text = said.german
    name = words.isolated(data.recipient.name)
    born = f", {text.word('born', born=german_date(data.born))}," if data.born else ""
    values = {
        "salutation": letter.salutation(data.recipient.name),
        "person": name or "_" * 34,
        "born": born if name else f", {text.word('born', born='_' * 14)},",
        "organisation": words.isolated(data.organisation.name),
        "contact": words.isolated(data.organisation.coordinator or data.organisation.name),
    }
    made = Letter(data.recipient, frozenset({data.organisation.privacy_regime.value}), values)
    return letter.pages([made], data.organisation, said, data.on, below=[text.words["enclosed"]])
