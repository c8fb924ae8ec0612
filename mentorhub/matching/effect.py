"""What other weights would change in the proposed set, so that sliders show what they do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from mentorhub.matching.candidate import Pair
from mentorhub.matching.open_people import OpenPeople
from mentorhub.matching.prepared import IdPairs, prepare
from mentorhub.text import _, ngettext


@dataclass(frozen=True, slots=True)
class ChangedPair:
    mentor_id: UUID
    mentor_number: str
    mentor_name: str
    mentee_id: UUID
    mentee_number: str
    mentee_name: str


@dataclass(frozen=True, slots=True)
class Effect:
    come: tuple[ChangedPair, ...]
    go: tuple[ChangedPair, ...]
    kept: int
    """Pairs that both sets hold."""

    @property
    def text(self) -> str:
        if not self.come and not self.go:
            return _("Der Vorschlag bleibt, wie er ist.")
        changed = ngettext("{n} Paar ändert sich", "{n} Paare ändern sich", len(self.come)).format(n=len(self.come))
        kept = ngettext("{n} bleibt", "{n} bleiben", self.kept).format(n=self.kept)
        return f"{changed}, {kept}."


def effect(
    session: Session, today: date, weights: Mapping[str, int], locked: IdPairs = (), rejected: IdPairs = ()
) -> Effect:
    """How the proposed set changes if these weights stand in for the organisation's own.

    Weights never change how many people are helped: that always comes first. Raises `LockedTooOften`,
    `UnusableWeights`.
    """
    from mentorhub.matching.assignment import best_pairs
    from mentorhub.matching.scoring import score

    now = prepare(session, today, None, locked, rejected)
    people, ground = now.waiting, now.scores.ground
    other_scores = score(people.mentors, people.mentees, weights, ground.history, ground.measures)
    other = best_pairs(other_scores, now.locked, now.rejected)
    before = {(match.mentor, match.mentee) for match in now.best.pairs}
    after = {(match.mentor, match.mentee) for match in other.pairs}
    return Effect(_named(people, after - before), _named(people, before - after), len(before & after))


def _named(people: OpenPeople, pairs: Iterable[Pair]) -> tuple[ChangedPair, ...]:
    return tuple(
        ChangedPair(
            people.ids[mentor],
            mentor,
            people.names[mentor],
            people.ids[mentee],
            mentee,
            people.names[mentee],
        )
        for mentor, mentee in sorted(pairs)
    )
