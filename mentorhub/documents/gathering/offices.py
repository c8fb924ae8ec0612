"""Lists of the office: for a successor, for the telephone, for the wall, for the post."""

from datetime import date

from sqlmodel import Session, col, select

from mentorhub import activities, languages, pairings, people
from mentorhub.choices import RUNNING, Role, RoleStatus
from mentorhub.db.tables import Person, PersonLanguage, PersonRole, Reminder
from mentorhub.documents.gathering import basics
from mentorhub.documents.gathering.basics import Ids
from mentorhub.documents.organisation import Recipient
from mentorhub.documents.papers import labels, letters, lists, report_sheet
from mentorhub.statistics import network_file
from mentorhub.text import german_date, plain

_HERE = (RoleStatus.CLEARED, RoleStatus.ACTIVE, RoleStatus.PAUSED)


def handover_data(session: Session, _ids: Ids, today: date) -> lists.HandoverData:
    rows = pairings.rows(session, pairings.search(session, status=RUNNING, sort="number"))
    contacts = activities.contacts(session, [row.id for row in rows], today)
    missing = pairings.missing_for_pairs(session, [(row.mentor_id, row.mentee_id) for row in rows], today)
    lines = []
    for row in rows:
        last = contacts[row.id].last
        papers = [item.paper.german if item.paper else item.text for item in missing[row.mentor_id, row.mentee_id]]
        if row.agreement_signed_on is None:
            papers.append("Vereinbarung unterschreiben")
        lines.append(
            lists.PairingLine(
                row.number,
                row.mentor,
                row.mentee,
                row.status.german,
                german_date(last) or "noch keines",
                _next(session, row),
                ", ".join(dict.fromkeys(papers)),
                row.details.coordinator,
            )
        )
    waiting = people.search(session, role=Role.MENTEE, status=RoleStatus.WAITING)
    query = select(Reminder).where(col(Reminder.done_on).is_(None)).order_by(col(Reminder.day))
    reminders = [(each.day, each.text) for each in session.exec(query).all()]
    return lists.HandoverData(basics.organisation(session), today, tuple(lines), len(waiting), tuple(reminders))


def phone_data(session: Session, _ids: Ids, today: date) -> lists.PhoneData:
    """Volunteers who are there now, by name; never a mentee."""
    query = (
        select(Person.id)
        .join(PersonRole, col(PersonRole.person_id) == Person.id)
        .where(PersonRole.role != Role.MENTEE, col(PersonRole.status).in_(_HERE))
        .distinct()
    )
    found = people.rows(session, list(session.exec(query).all()))
    mentees = {Role.MENTEE}
    lines = [
        lists.PhoneLine(
            row.name,
            row.phone,
            row.email,
            ", ".join(place.role.german for place in row.roles if place.role not in mentees),
        )
        for row in sorted(found, key=lambda row: plain(row.name))
    ]
    return lists.PhoneData(basics.organisation(session), today, tuple(lines))


def languages_data(session: Session, _ids: Ids, today: date) -> lists.LanguagesData:
    """What mediators who are there now speak, German aside."""
    query = (
        select(PersonLanguage.code)
        .join(PersonRole, col(PersonRole.person_id) == PersonLanguage.person_id)
        .where(PersonRole.role == Role.MEDIATOR, col(PersonRole.status).in_(_HERE), PersonLanguage.code != "de")
        .distinct()
    )
    names = sorted({languages.german_name(code) for code in session.exec(query).all()}, key=plain)
    return lists.LanguagesData(basics.organisation(session), today, tuple(names))


def report_sheet_data(session: Session, _ids: Ids, today: date) -> report_sheet.Data:
    """To be handed out to associations without the program, so without this one's name."""
    return report_sheet.Data(network_file.current(session), on=today)


def serial_data(session: Session, ids: Ids, today: date) -> letters.SerialData:
    """To those whose address is known, in the order given. Nobody: one letter to fill in."""
    organisation = basics.organisation(session)
    if not ids:
        return letters.SerialData(organisation, today)
    found = tuple(to for to in recipients(session, ids) if to.complete)
    return letters.SerialData(organisation, today, found or (Recipient(""),))


def recipients(session: Session, ids: Ids) -> list[Recipient]:
    return [basics.recipient(people.get(session, person_id)) for person_id in ids]


def without_address(session: Session, ids: Ids) -> list[str]:
    """Whom no letter can reach, by name: to be shown before anything is printed."""
    return [to.name for to in recipients(session, ids) if not to.complete]


def _next(session: Session, row: pairings.PairingRow) -> str:
    check_ins = activities.check_ins(session, row.id)
    if check_ins and check_ins[0].details.next_on:
        return f"Rückfrage am {german_date(check_ins[0].details.next_on)}"
    if row.start_on is None and row.trial_end:
        return f"Kennenlernzeit endet am {german_date(row.trial_end)}"
    if row.resume_on:
        return f"Pause bis {german_date(row.resume_on)}"
    return f"geplantes Ende {german_date(row.planned_end_on)}" if row.planned_end_on else ""


def labels_data(session: Session, ids: Ids, today: date) -> labels.Data:
    found = tuple(to for to in recipients(session, ids) if to.complete)
    return labels.Data(basics.organisation(session), today, found)
