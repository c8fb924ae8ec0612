"""What several rules need of one day, read at most once: the rules in force, the open pairings, the check-ins."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from mentorhub import consent, pairings, people, programme
from mentorhub.choices import OPEN, PairingStatus, Party, Source
from mentorhub.consent import Missing
from mentorhub.db.tables import CheckIn, Pairing, Person, SeenLine
from mentorhub.text import N_
from mentorhub.today.lines import Due, Urgency, urgency


@dataclass(frozen=True, slots=True)
class Open:
    """An open pairing, as far as rules ask about it."""

    id: UUID
    mentor_id: UUID
    mentee_id: UUID
    names: str
    status: PairingStatus
    source: Source
    entered_on: date
    proposed_on: date | None
    trial_start: date | None
    trial_end: date | None
    start_on: date | None
    planned_end_on: date | None
    paused_on: date | None
    resume_on: date | None
    papers_due_on: date | None
    agreement_signed_on: date | None

    @property
    def began(self) -> date | None:
        """When the two began to meet, be it on trial."""
        return self.trial_start or self.start_on

    @property
    def meets(self) -> bool:
        """On trial or active: a paused pairing is quiet."""
        return self.status in (PairingStatus.TRIAL, PairingStatus.ACTIVE)


SHORT = {
    "certificate": N_("Führungszeugnis"),
    "guardians": N_("Einwilligung der Sorgeberechtigten"),
    "confidentiality": N_("Verschwiegenheit"),
    "participation": N_("Einwilligung"),
    "withdrawn": N_("zurückgenommene Einwilligung"),
    "self_commitment": N_("Selbstverpflichtung"),
    "training": N_("Schulung"),
    "interview": N_("Erstgespräch"),
}
"""What a gate misses, by its key, in a word."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The coordinator's check-ins of one pairing: the last one, the day she set for the next, with whom so far."""

    last: date
    next_on: date | None
    parties: frozenset[Party]


class Day:
    """Reads when it is asked; nothing lives longer than the session."""

    def __init__(self, session: Session, today: date) -> None:
        self.session = session
        self.today = today

    def number(self, rule: str) -> int:
        """A period or threshold in its own unit."""
        return int(self._rules[rule])

    def within(self, day: date, rule: str) -> bool:
        """Whether this day has come, or comes in so many days as the rule says."""
        return day <= self.today + timedelta(days=self.number(rule))

    def months_after(self, day: date, rule: str, *, times: int = 1) -> date:
        return consent.months_later(day, times * self.number(rule))

    def line(
        self,
        kind: str,
        title: str,
        text: str,
        due_on: date,
        *,
        pairing_id: UUID | None = None,
        person_id: UUID | None = None,
        item_id: UUID | None = None,
        at_most: Urgency = Urgency.OVERDUE,
        mark: str = "",
    ) -> Due:
        """`at_most`: never shown as more urgent than this."""
        soon = max(urgency(due_on, self.today), at_most)
        return Due(kind, soon, title, text, due_on, pairing_id, person_id, item_id, mark)

    def is_seen(self, kind: str, mark: str, person_id: UUID | None = None) -> bool:
        """Whether the coordinator has told this state of the matter as seen."""
        return (kind, mark, person_id) in self._seen

    @cached_property
    def open_pairings(self) -> Sequence[Open]:
        query = (
            with_names(
                Pairing.id,
                Pairing.mentor_id,
                Pairing.mentee_id,
                Pairing.status,
                Pairing.source,
                Pairing.created_at,
                Pairing.proposed_on,
                Pairing.trial_start,
                Pairing.trial_end,
                Pairing.start_on,
                Pairing.planned_end_on,
                Pairing.paused_on,
                Pairing.resume_on,
                Pairing.papers_due_on,
                Pairing.agreement_signed_on,
            )
            .where(col(Pairing.status).in_(OPEN))
            .order_by(Pairing.year, Pairing.number_in_year)
        )
        return [
            Open(
                id=row.id,
                mentor_id=row.mentor_id,
                mentee_id=row.mentee_id,
                names=both(row),
                status=row.status,
                source=row.source,
                entered_on=row.created_at.date(),
                proposed_on=row.proposed_on,
                trial_start=row.trial_start,
                trial_end=row.trial_end,
                start_on=row.start_on,
                planned_end_on=row.planned_end_on,
                paused_on=row.paused_on,
                resume_on=row.resume_on,
                papers_due_on=row.papers_due_on,
                agreement_signed_on=row.agreement_signed_on,
            )
            for row in self.rows(query)
        ]

    @cached_property
    def meeting(self) -> Mapping[UUID, Open]:
        """The pairings whose people should be meeting now, by id."""
        return {pairing.id: pairing for pairing in self.open_pairings if pairing.meets}

    @cached_property
    def spoken(self) -> Mapping[UUID, Spoken]:
        """By pairing. `next_on` is of the very row that has `max(day)`, as SQLite promises for bare columns."""
        query = (
            sa.select(
                CheckIn.pairing_id,  # type: ignore[call-overload]
                sa.func.max(CheckIn.day).label("last"),
                CheckIn.next_on,
                sa.func.group_concat(sa.distinct(col(CheckIn.party))).label("parties"),
            )
            .join(Pairing, col(Pairing.id) == CheckIn.pairing_id)
            .where(col(Pairing.status).in_(OPEN))
            .group_by(CheckIn.pairing_id)
        )
        return {
            row.pairing_id: Spoken(row.last, row.next_on, frozenset(Party(each) for each in row.parties.split(",")))
            for row in self.rows(query)
        }

    @cached_property
    def missing(self) -> Mapping[tuple[UUID, UUID], tuple[Missing, ...]]:
        """The papers that the people of the meeting pairings have not brought."""
        pairs = [(pairing.mentor_id, pairing.mentee_id) for pairing in self.meeting.values()]
        return pairings.missing_for_pairs(self.session, pairs, self.today)

    def asked_for_certificate(self, mentor_ids: Collection[UUID]) -> Mapping[UUID, bool]:
        """Of these mentors those in open pairings: whether minors are involved, as the gates see it."""
        pairs = [(each.mentor_id, each.mentee_id) for each in self.open_pairings if each.mentor_id in mentor_ids]
        young = consent.with_minors(self.session, {mentee_id for _mentor_id, mentee_id in pairs}, self.today)
        needed: dict[UUID, bool] = {}
        for mentor_id, mentee_id in pairs:
            needed[mentor_id] = needed.get(mentor_id, False) or mentee_id in young
        return needed

    def rows(self, query: Any) -> Sequence[Any]:
        """Bare rows, without the price of live objects."""
        return self.session.connection().execute(query).all()

    @cached_property
    def _seen(self) -> Collection[tuple[str, str, UUID | None]]:
        query = sa.select(SeenLine.kind, SeenLine.mark, SeenLine.person_id)  # type: ignore[call-overload]
        return {(row.kind, row.mark, row.person_id) for row in self.rows(query)}

    @cached_property
    def _rules(self) -> Mapping[str, int | str]:
        return {rule.key: rule.value for rule in programme.rules(self.session)}


def with_names(*columns: Any) -> Any:
    """A query of pairings with the names of both people, to be read with `both`."""
    mentor, mentee = aliased(Person), aliased(Person)
    return (
        sa.select(
            *columns,
            col(mentor.first_name).label("first"),
            col(mentor.last_name).label("last"),
            col(mentee.first_name).label("other_first"),
            col(mentee.last_name).label("other_last"),
        )
        .select_from(Pairing)
        .join(mentor, col(mentor.id) == Pairing.mentor_id)
        .join(mentee, col(mentee.id) == Pairing.mentee_id)
    )


def both(row: Any) -> str:
    """Mentor first, as every list names a pairing."""
    mentor = people.display_name(row.first, row.last)
    return f"{mentor} – {people.display_name(row.other_first, row.other_last)}"
