"""A mentor who is still to be found: what she or he has to bring along, and nothing more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from mentorhub import languages
from mentorhub.choices import DayPart, Gender, Level, Role, Weekday
from mentorhub.matching.candidate import Candidate
from mentorhub.text import _

Time = tuple[Weekday, DayPart]


@dataclass(frozen=True, slots=True)
class Profile:
    """Of languages, times and districts one is enough. What is empty does not matter."""

    gender: Gender | None = None
    age_from: int | None = None
    age_to: int | None = None
    languages: tuple[str, ...] = ()
    mediator: bool = False
    """Nobody could talk to this mentee without a mediator."""
    times: tuple[Time, ...] = ()
    districts: tuple[str, ...] = ()
    families: bool = False

    @property
    def text(self) -> str:
        """`eine Patin, die Dari spricht, am Dienstag vormittags Zeit hat und sich in Neubeckum treffen kann`."""
        conditions = _and(list(self._conditions()))
        match self.gender:
            case Gender.FEMALE:
                who, relation = _("eine Patin"), _("die")
            case Gender.MALE:
                who, relation = _("ein Pate"), _("der")
            case _:
                who, relation = _("eine Patin oder ein Pate"), _("die oder der")
        age = self._age()
        who = f"{who} {age}" if age else who
        return f"{who}, {relation} {conditions}" if conditions else who

    def examples(self, number: str, places: int = 1) -> Iterator[Candidate]:
        """People who just fulfil the profile, one for each way to do so."""
        ways = product(self.languages or (None,), self.times or (None,), self.districts or (None,))
        for language, time, district in ways:
            yield Candidate(
                number,
                Role.MENTOR,
                gender=self.gender or Gender.UNKNOWN,
                age=self.age_from if self.age_from is not None else self.age_to,
                district=district or "",
                reachable=frozenset({district} if district else ()),
                languages={language: Level.NATIVE} if language else {},
                times=frozenset({time} if time else ()),
                mediator_planned=self.mediator,
                takes_families=self.families,
                places=places,
            )

    def _age(self) -> str:
        if self.age_from is not None and self.age_to is not None:
            return _("zwischen {lowest} und {highest} Jahren").format(lowest=self.age_from, highest=self.age_to)
        if self.age_from is not None:
            return _("ab {lowest} Jahren").format(lowest=self.age_from)
        return "" if self.age_to is None else _("bis {highest} Jahre").format(highest=self.age_to)

    def _conditions(self) -> Iterator[str]:
        if self.mediator:
            yield _("mit Sprachmittlung begleitet")
        if self.languages:
            yield _("{languages} spricht").format(languages=_or([languages.name(code) for code in self.languages]))
        if self.times:
            yield _("{times} Zeit hat").format(times=_or(_spoken_times(self.times)))
        if self.districts:
            yield _("sich in {districts} treffen kann").format(districts=_or(self.districts))
        if self.families:
            yield _("auch Familien und Gruppen begleitet")


def _spoken_times(times: Sequence[Time]) -> list[str]:
    """A day that is free from morning to evening is named once."""
    spoken = []
    for day in Weekday:
        parts = [part for part in DayPart if (day, part) in times]
        if len(parts) == len(DayPart):
            spoken.append(_("am {day}").format(day=day.label))
        else:
            spoken += [_("am {day} {part}").format(day=day.label, part=part.label) for part in parts]
    return spoken


def _or(words: Sequence[str]) -> str:
    return _listed(words, _("oder"))


def _and(words: Sequence[str]) -> str:
    return _listed(words, _("und"))


def _listed(words: Sequence[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
