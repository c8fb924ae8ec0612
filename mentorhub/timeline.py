"""Everything that happened in a pairing, on one line of time: steps, meetings by month, check-ins, papers, consents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session

from mentorhub import activities, consent, pairings
from mentorhub.activities import ActivityRow
from mentorhub.choices import SIGNED_EVIDENCE, EndedBy, EndReason, Happened
from mentorhub.documents import issue
from mentorhub.pairings import EventRow, PairingRow
from mentorhub.text import N_, _, duration, month_name, ngettext


class Kind(StrEnum):
    """What sort of thing happened; a screen has an icon for each."""

    STEP = "step"
    MEETINGS = "meetings"
    CHECK_IN = "check_in"
    PAPER = "paper"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class Moment:
    day: date
    kind: Kind
    title: str
    text: str = ""
    whole_month: bool = False
    """The day stands for its month."""
    check_in_id: UUID | None = None


STEPS = {
    "proposed": N_("Vorgeschlagen"),
    "met": N_("Kennengelernt"),
    "released_mentor": N_("Kontaktfreigabe: Patin/Pate"),
    "released_mentee": N_("Kontaktfreigabe: Mentee"),
    "contact_withdrawn": N_("Kontaktfreigabe zurückgenommen"),
    "trial_started": N_("Kennenlernzeit begonnen"),
    "started": N_("Begonnen"),
    "signed": N_("Vereinbarung unterschrieben"),
    "paused": N_("Pausiert"),
    "resumed": N_("Fortgesetzt"),
    "changed": N_("Absprachen geändert"),
    "ended": N_("Beendet"),
    "declined": N_("Nicht zustande gekommen"),
    "reopened": N_("Wieder aufgenommen"),
    "talk_mentor": N_("Abschlussgespräch mit der Patin oder dem Paten"),
    "talk_mentee": N_("Abschlussgespräch mit der oder dem Mentee"),
    "no_talk_mentor": N_("Abschlussgespräch mit der Patin oder dem Paten nicht möglich"),
    "no_talk_mentee": N_("Abschlussgespräch mit der oder dem Mentee nicht möglich"),
    "taken_over": N_("Aus der Liste übernommen, läuft seit"),
}
_AGREED = {
    "programme": N_("Programm"),
    "form": N_("Form"),
    "rhythm": N_("Rhythmus"),
    "hours_per_meeting": N_("Je Treffen"),
    "place": N_("Treffpunkt"),
    "topics": N_("Themen"),
    "goals": N_("Ziele"),
    "coordinator": N_("Ansprechperson"),
    "funding": N_("Förderung"),
    "funding_is_new": N_("Förderung"),
    "planned_end_on": N_("Geplantes Ende"),
}


def of_pairing(session: Session, pairing_id: UUID) -> list[Moment]:
    """Newest first. Raises `UnknownPairing`."""
    pairing = pairings.row(session, pairing_id)
    meetings = activities.rows(session, activities.search(session, pairing_id=pairing_id))
    found = [
        *_steps(session, pairing),
        *_meetings(meetings),
        *_check_ins(session, pairing),
        *_papers(session, pairing),
        *_consents(session, pairing),
    ]
    order = list(Kind)
    return sorted(found, key=lambda one: (one.day, -order.index(one.kind)), reverse=True)


def _steps(session: Session, pairing: PairingRow) -> Iterator[Moment]:
    """Several on one day stay in their order, so that the newest is on top."""
    follower = pairings.followed_by(session, pairing.id)
    next_number = "" if follower is None else pairings.row(session, follower).number
    before = "" if pairing.follows_id is None else pairings.row(session, pairing.follows_id).number
    for event in reversed(pairings.history(session, pairing.id)):
        text = _detail(event)
        if event.step == "proposed" and before:
            text = _("folgt auf {number}").format(number=before)
        if event.step == "ended" and next_number:
            text = " · ".join((text, _("weiter mit {number}").format(number=next_number)))
        yield Moment(event.day, Kind.STEP, _(STEPS[event.step]), text)


def _detail(event: EventRow) -> str:
    words = event.detail.split()
    if event.step == "ended" and len(words) == 2:
        reason, by = EndReason(words[0]), EndedBy(words[1])
        return _("{reason} (beendet durch: {who})").format(reason=reason.label, who=by.label)
    if event.step == "changed":
        return ", ".join(dict.fromkeys(_(_AGREED[name]) for name in words if name in _AGREED))
    return ""


def _meetings(rows: Sequence[ActivityRow]) -> Iterator[Moment]:
    months: dict[tuple[int, int], list[ActivityRow]] = {}
    for row in rows:
        months.setdefault((row.details.day.year, row.details.day.month), []).append(row)
    for (year, month), entries in months.items():
        held = [row.details for row in entries if row.details.happened is Happened.YES]
        count = sum(details.count for details in held)
        missed = sum(row.details.count for row in entries) - count
        minutes = sum(details.minutes or 0 for details in held)
        title = ngettext("{n} Treffen", "{n} Treffen", count).format(n=count)
        topics = {topic for details in held for topic in details.topics}
        words = [
            duration(minutes) if minutes else "",
            ngettext("{n} ausgefallen", "{n} ausgefallen", missed).format(n=missed) if missed else "",
            ", ".join(sorted(topic.label for topic in topics)),
        ]
        yield Moment(
            max(row.details.day for row in entries),
            Kind.MEETINGS,
            _("{month}: {meetings}").format(month=month_name(date(year, month, 1)), meetings=title),
            " · ".join(filter(None, words)),
            whole_month=True,
        )


def _check_ins(session: Session, pairing: PairingRow) -> Iterator[Moment]:
    for entry in activities.check_ins(session, pairing.id):
        details = entry.details
        title = _("Rückfrage: {who}").format(who=details.party.label)
        text = " · ".join(filter(None, (details.light.label, details.note)))
        yield Moment(details.day, Kind.CHECK_IN, title, text, check_in_id=entry.id)


def _papers(session: Session, pairing: PairingRow) -> Iterator[Moment]:
    for paper in issue.issued(session, pairing.id):
        yield Moment(paper.issued_on, Kind.PAPER, _("{paper} ausgegeben").format(paper=paper.paper.label))
        if paper.signed_on is not None:
            yield Moment(paper.signed_on, Kind.PAPER, _("{paper} unterschrieben").format(paper=paper.paper.label))


def _consents(session: Session, pairing: PairingRow) -> Iterator[Moment]:
    for person_id, name in ((pairing.mentor_id, pairing.mentor), (pairing.mentee_id, pairing.mentee)):
        for signed in consent.evidence(session, person_id):
            if signed.kind in SIGNED_EVIDENCE:
                yield Moment(
                    signed.day, Kind.CONSENT, _("{paper} unterschrieben").format(paper=signed.kind.label), name
                )
        for given in consent.consents(session, person_id):
            text = f"{given.purpose.label} · {name}"
            yield Moment(given.given_on, Kind.CONSENT, _("Einwilligung"), text)
            if given.withdrawn_on is not None:
                yield Moment(given.withdrawn_on, Kind.CONSENT, _("Einwilligung zurückgenommen"), text)
