"""For whom many papers are made at once."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import pairings
from mentorhub.choices import MENTEE_STATUSES, RUNNING, Role, RoleStatus
from mentorhub.db.tables import Person, PersonRole
from mentorhub.documents.registry import About
from mentorhub.text import N_, _


class Group(StrEnum):
    UNSIGNED = "unsigned"
    RUNNING = "running"
    VOLUNTEERS = "volunteers"
    MENTEES = "mentees"
    EVERYBODY = "everybody"

    @property
    def label(self) -> str:
        return _(_LABELS[self])


_LABELS = {
    Group.UNSIGNED: N_("alle laufenden Patenschaften ohne unterschriebene Vereinbarung"),
    Group.RUNNING: N_("alle laufenden Patenschaften"),
    Group.VOLUNTEERS: N_("alle Freiwilligen, die jetzt dabei sind"),
    Group.MENTEES: N_("alle Mentees, die jetzt dabei sind"),
    Group.EVERYBODY: N_("alle, die jetzt dabei sind"),
}
_OF = {
    About.PAIRING: (Group.UNSIGNED, Group.RUNNING),
    About.VOLUNTEER: (Group.VOLUNTEERS,),
    About.MENTEE: (Group.MENTEES,),
    About.PERSON: (Group.VOLUNTEERS, Group.MENTEES),
    About.PEOPLE: (Group.VOLUNTEERS, Group.MENTEES, Group.EVERYBODY),
}
_GONE = (RoleStatus.ENDED, RoleStatus.WITHDRAWN, RoleStatus.EXCLUDED, RoleStatus.ANONYMISED)


def groups(about: About) -> Sequence[Group]:
    """What can be chosen for a paper of this kind."""
    return _OF.get(about, ())


def members(session: Session, group: Group) -> list[UUID]:
    """Pairings by number, people by name."""
    if group in (Group.UNSIGNED, Group.RUNNING):
        rows = pairings.rows(session, pairings.search(session, status=RUNNING, sort="number"))
        return [row.id for row in rows if group is Group.RUNNING or row.agreement_signed_on is None]
    query = (
        select(Person.id)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .where(col(PersonRole.status).not_in(_GONE))
        .order_by(col(Person.sort_key), col(Person.number))
        .distinct()
    )
    if group is Group.VOLUNTEERS:
        query = query.where(PersonRole.role != Role.MENTEE)
    if group is Group.MENTEES:
        query = query.where(PersonRole.role == Role.MENTEE, col(PersonRole.status).in_(MENTEE_STATUSES))
    return list(session.exec(query).all())
