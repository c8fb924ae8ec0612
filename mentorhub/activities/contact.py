"""The one "no contact" rule: how long two people have not met, and what that means. Every list and count asks here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from mentorhub import pairings, programme
from mentorhub.choices import RUNNING, Happened, Light, PairingStatus, Rhythm
from mentorhub.db.tables import Activity, Pairing


class Silence(IntEnum):
    """How long is too long, by what the two agreed on."""

    NONE = 0
    NOTE = 1
    YELLOW = 2
    RED = 3


@dataclass(frozen=True, slots=True)
class Contact:
    """When the two of a pairing last really met, and what that means today."""

    last: date | None
    days: int
    """Since the last meeting, or since the start, the end of a pause or a reopening where that was later."""
    silence: Silence
    red_after: int
    """With so many days it is red: by the rule and by how often the two agreed to meet."""

    @property
    def light(self) -> Light:
        return {Silence.RED: Light.RED, Silence.YELLOW: Light.YELLOW}.get(self.silence, Light.GREEN)


def contacts(session: Session, pairing_ids: Iterable[UUID], today: date) -> dict[UUID, Contact]:
    """Only meetings that took place count: cancelled and missed ones never reset the clock. A pause hides it."""
    ids = list(pairing_ids)
    limits = _limits(session)
    afresh = pairings.began_afresh(session, ids)
    met = (
        sa.select(sa.func.max(Activity.day))
        .where(Activity.pairing_id == Pairing.id, Activity.happened == Happened.YES)  # type: ignore[arg-type]
        .scalar_subquery()
    )
    query = sa.select(
        Pairing.id,  # type: ignore[call-overload]
        Pairing.status,
        Pairing.rhythm,
        Pairing.start_on,
        Pairing.trial_start,
        met.label("last"),
    ).where(col(Pairing.id).in_(ids))
    found: dict[UUID, Contact] = {}
    for pairing in session.connection().execute(query).all():
        began = pairing.last or pairing.start_on or pairing.trial_start or today
        days = max(0, (today - max(began, afresh.get(pairing.id, began))).days)
        after = limits[pairing.rhythm]
        counts = pairing.status in (PairingStatus.ACTIVE, PairingStatus.TRIAL)
        reached = [level for level in Silence if counts and level in after and days >= after[level]]
        found[pairing.id] = Contact(pairing.last, days, max(reached, default=Silence.NONE), after[Silence.RED])
    return found


def silent(
    session: Session, today: date, at_least: Silence = Silence.YELLOW, person_id: UUID | None = None
) -> dict[UUID, Contact]:
    """The pairings that have been silent too long, the longest first; of everybody or of one person."""
    ids = pairings.search(session, status=RUNNING, person_id=person_id)
    found = {key: one for key, one in contacts(session, ids, today).items() if one.silence >= at_least}
    return dict(sorted(found.items(), key=lambda item: -item[1].days))


def _limits(session: Session) -> Mapping[Rhythm, Mapping[Silence, int]]:
    """From how many days on, by the rhythm agreed on: the rules' days for those who meet weekly, a share for others."""
    names = {Silence.NOTE: "note", Silence.YELLOW: "yellow", Silence.RED: "red"}
    days = {level: programme.number(session, f"contact.{name}_days") for level, name in names.items()}
    percent = {
        rhythm: 100 if rhythm is Rhythm.WEEKLY else programme.number(session, f"contact.{rhythm.value}_percent")
        for rhythm in Rhythm
    }
    return {rhythm: {level: -(-number * percent[rhythm] // 100) for level, number in days.items()} for rhythm in Rhythm}
