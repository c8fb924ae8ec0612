"""Papers that thank: certificate of volunteering, data sheet for the Engagementnachweis, confirmation for the card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mentorhub.documents import layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date, number

_LINE, _SHORT = "_" * 30, "_" * 12


@dataclass(frozen=True)
class Data:
    """Hours are those that were reported; nothing is guessed. Without a name it is a blank form."""

    organisation: Organisation
    person: str = ""
    born: date | None = None
    address: str = ""
    roles: tuple[str, ...] = ()
    from_on: date | None = None
    to_on: date | None = None
    running: bool = True
    hours: float = 0
    trainings: tuple[str, ...] = ()
    issuer_since: date | None = None
    """Since when the association may issue the Engagementnachweis NRW."""
    wanted_week: int = 5
    wanted_year: int = 250
    young: bool = False
    allowance: bool = False
    on: date | None = None

    @property
    def weeks(self) -> float:
        if self.from_on is None or self.to_on is None:
            return 0
        return max(1.0, ((self.to_on - self.from_on).days + 1) / 7)

    @property
    def per_week(self) -> float:
        return self.hours / self.weeks if self.weeks else 0

    @property
    def enough(self) -> bool:
        """Five hours a week or 250 in a year, as most communes ask."""
        return self.per_week >= self.wanted_week or self.hours / max(1.0, self.weeks / 52) >= self.wanted_year


def volunteering(data: Data, said: Wording) -> Built:
    return _fitted(_volunteering, data, said)


def engagement(data: Data, said: Wording) -> Built:
    return _fitted(_engagement, data, said)


def card(data: Data, said: Wording) -> Built:
    return _fitted(_card, data, said)


def in_hours(hours: float) -> str:
    rounded = round(hours)
    return words.unbroken(f"{number(rounded)} {'Stunde' if rounded == 1 else 'Stunden'}")


def _fitted(story, data: Data, said: Wording) -> Built:  # type: ignore[no-untyped-def]
    return sheet.fitted(
        said, lambda voices, look: story(data, voices, look), author=data.organisation.name, on=data.on, pages=1
    )


def _values(data: Data) -> Mapping[str, str]:
    return {
        "person": words.isolated(data.person) or _LINE,
        "organisation": words.isolated(data.organisation.name),
        "from_on": german_date(data.from_on) or _SHORT,
        "to_on": german_date(data.to_on) or _SHORT,
        "hours": in_hours(data.hours) if data.person else f"{_SHORT} Stunden",
        "roles": ", ".join(data.roles) or _LINE,
        "born": german_date(data.born) or _SHORT,
        "per_week": words.unbroken(f"{data.per_week:.1f} Stunden".replace(".", ","))
        if data.person
        else f"{_SHORT} Stunden",
        "wanted_week": str(data.wanted_week),
        "wanted_year": str(data.wanted_year),
    }


def _volunteering(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    text = voices[0]
    made.letterhead()
    made.space(40)
    made.flow.append(layout.Text([layout.Span(text.title, bold=True)], replace(layout.TITLE, size=26, leading=36)))
    made.say("subtitle", layout.SUBTITLE, organisation=words.isolated(data.organisation.name))
    made.space(20)
    facts = {"running"} if data.running and data.person else set()
    if data.hours or not data.person:
        facts.add("hours")
    roomy = Sheet(data.organisation, voices, Look(layout.Style(size=13, leading=21, after=10), apart=True))
    roomy.clauses(frozenset(facts), lambda _text: _values(data), numbered=False)
    made.flow += roomy.flow
    made.space(50)
    made.flow.append(layout.signature_lines([[words.isolated(data.organisation.coordinator), text.words["stamp"]]]))
    return made.flow


def _engagement(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    said = voices[0].words
    values = _values(data)
    made.letterhead()
    made.title()
    made.say("hint", layout.DETAIL)
    made.space(6)
    since = german_date(data.issuer_since)
    known = bool(data.person)
    made.fields(
        [
            (said["person"], words.isolated(data.person)),
            (said["born"], german_date(data.born)),
            (said["address"], words.isolated(data.address)),
            (said["organisation"], words.isolated(data.organisation.name)),
            (said["issuer"], since),
            (said["field"], ", ".join(data.roles)),
            (said["since"], german_date(data.from_on)),
            (said["until"], german_date(data.to_on) if known and not data.running else ""),
            (said["hours"], values["hours"] if known else ""),
            (said["trainings"], ", ".join(words.isolated(each) for each in data.trainings)),
        ]
    )
    made.fields([(said["tasks"], ""), (said["competences"], ""), (said["thanks"], "")], lines=3)
    made.clauses(frozenset({"issuer" if since else "not_issuer"}), numbered=False)
    return made.flow


def _card(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    said = voices[0].words
    made.letterhead()
    made.title()
    made.fields(
        [
            (said["person"], words.isolated(data.person)),
            (said["born"], german_date(data.born)),
            (said["address"], words.isolated(data.address)),
            (said["field"], ", ".join(data.roles)),
        ]
    )
    facts = {fact for fact in ("young", "allowance") if getattr(data, fact)}
    if data.person:
        facts.add("enough" if data.enough else "not_enough")
    made.clauses(frozenset(facts), lambda _text: _values(data), numbered=False)
    made.space(30)
    made.flow.append(layout.signature_lines([[words.isolated(data.organisation.coordinator), said["stamp"]]]))
    return made.flow
