"""The papers of one pairing."""

from datetime import date
from uuid import UUID

from sqlmodel import Session

from mentorhub import families, pairings, people, programme
from mentorhub.choices import MenteeKind
from mentorhub.documents.agreement import AgreementData
from mentorhub.documents.gathering import basics
from mentorhub.documents.gathering.basics import Ids
from mentorhub.documents.papers import activity_sheet, letters


def agreement_data(session: Session, ids: Ids, today: date) -> AgreementData:
    organisation = basics.organisation(session)
    if not ids:
        return AgreementData(organisation, blank=True)
    pairing = pairings.row(session, ids[0])
    mentor = people.get(session, pairing.mentor_id)
    mentee = people.get(session, pairing.mentee_id)
    majority = programme.number(session, "age.of_majority")
    released = pairing.contact_released
    details = pairing.details
    return AgreementData(
        organisation=organisation,
        number=pairing.number,
        programme=details.programme,
        form=details.form,
        mentor_name=mentor.name,
        mentor_phone=(mentor.mobile or mentor.phone) if released else "",
        mentee_name=mentee.name,
        mentee_phone=(mentee.mobile or mentee.phone) if released else "",
        household=_household(session, pairing.mentee_id) if mentee.kind is MenteeKind.FAMILY else (),
        minor=people.may_be_minor(mentee, today, majority),
        children=families.has_minors(session, pairing.mentee_id, today, majority),
        guardians=tuple(guardian.name for guardian in families.guardians(session, pairing.mentee_id)),
        goals=details.goals,
        topics=tuple(sorted(details.topics, key=lambda topic: topic.german)),
        trial_start=pairing.trial_start,
        trial_end=pairing.trial_end,
        start_on=pairing.start_on,
        planned_end_on=pairing.planned_end_on,
        rhythm=details.rhythm,
        hours=details.hours_per_meeting,
        places=(details.place,),
        printed_on=today,
    )


def activity_sheet_data(session: Session, ids: Ids, today: date) -> activity_sheet.Data:
    organisation = basics.organisation(session)
    if not ids:
        return activity_sheet.Data(organisation)
    pairing = pairings.row(session, ids[0])
    names = (people.get(session, each).name for each in (pairing.mentor_id, pairing.mentee_id))
    return activity_sheet.Data(organisation, pairing.number, " – ".join(names), today)


def letter_data(session: Session, ids: Ids, today: date) -> letters.PairingLetter:
    organisation = basics.organisation(session)
    if not ids:
        return letters.PairingLetter(organisation, today)
    pairing = pairings.row(session, ids[0])
    return letters.PairingLetter(
        organisation,
        today,
        pairing.number,
        basics.recipient(people.get(session, pairing.mentor_id)),
        basics.recipient(people.get(session, pairing.mentee_id)),
        pairing.start_on or pairing.trial_start,
        pairing.ended_on,
    )


def _household(session: Session, person_id: UUID) -> tuple[str, ...]:
    return tuple(member.name for _id, member in families.members(session, person_id))
