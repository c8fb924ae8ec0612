"""The main job from end to end, on the shipped sample lists, in a throwaway data folder.

Every step goes through the same functions as the window and the command line. The day is that of the sample lists, so
that the result is the same whenever the demo is run; nothing here is random but for a fixed seed.
"""

import random
import shutil
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from mentorhub import activities, app, consent, files, pairings, paths, people, programme
from mentorhub.activities import ActivityDetails, CheckInDetails
from mentorhub.choices import (
    Authority,
    Channel,
    EndedBy,
    EndReason,
    EvidenceKind,
    Field,
    Happened,
    Light,
    Medium,
    PairingForm,
    PairingStatus,
    Party,
    Programme,
    Purpose,
    Role,
    RoleStatus,
    Topic,
)
from mentorhub.db.database import Database
from mentorhub.errors import MentorHubError
from mentorhub.files import Written
from mentorhub.import_export import importing
from mentorhub.matching import suggest
from mentorhub.pairings import PairingDetails
from mentorhub.programme import OrganisationDetails
from mentorhub.text import _, ngettext

DAY = date(2026, 11, 20)
"""The sample lists were "written" that week."""

LISTS = ("Mentees_Warteliste.xlsx", "Patinnen_und_Paten.csv", "Sprachmittlung.csv")
DATA = "Datenordner"
_MARK = ".mentorhub-demo"
_SEED = 20261120

SAMPLE_ORGANISATION = OrganisationDetails(
    name="Patenschaften Beckum e. V. (Beispiel)",
    street="Musterstraße 1",
    postcode="59269",
    city="Beckum",
    phone="030 23125 100",
    email="buero@example.org",
    coordinator="Karin Beispiel",
    deputy="Jonas Muster",
    office_hours="Di und Do 9 bis 12 Uhr",
    controller="Vorstand des Vereins",
    supervisory_authority="LDI NRW",
    network_code="V01",
    insurance_liability="Vereinshaftpflicht, Beispiel-Versicherung",
    insurance_accident="Landesversicherung für freiwillig Engagierte",
)


class NotADemo(MentorHubError):
    """The folder holds something else than an earlier demo."""


@dataclass(frozen=True, slots=True)
class _Made:
    people: int
    taken_over: int
    pairs: int
    left_over: int
    started: int
    agreements: tuple[Written, ...]
    meetings: int
    statistics: tuple[Written, ...]


def run(to: Path, *, window: bool = False) -> tuple[dict[str, Any], list[str]]:
    """Do the whole job in `to`, replacing an earlier demo. Returns the JSON document and the lines for a person.

    Raises `NotADemo` if the folder holds anything else.
    """
    began = time.monotonic()
    _make_way(to)
    data, recovery_key = Database.create(to / DATA, "")
    pictures: list[Path] = []
    try:
        made = _whole_job(data, recovery_key, to)
        if not window:
            _tell(_("Bilder aller Seiten ..."))
            pictures = app.take_pictures(data, to / "Bilder")
    finally:
        data.close()
    seconds = time.monotonic() - began
    if window:
        app.main(to / DATA)
    document = {
        "folder": str(to),
        "people": made.people,
        "taken_over": made.taken_over,
        "pairs": made.pairs,
        "left_over": made.left_over,
        "started": made.started,
        "agreements": len(made.agreements),
        "meetings": made.meetings,
        "files": [{"path": str(file.path), "sha256": file.sha256} for file in (*made.agreements, *made.statistics)],
        "pictures": [str(picture) for picture in pictures],
        "seconds": round(seconds, 1),
    }
    return document, _summary(to, made, pictures, seconds)


def fill(session: Session, day: date = DAY) -> int:
    """Bring in the sample lists with their running pairings: what *Ausprobieren* starts with. Returns the pairings."""
    programme.found(session, SAMPLE_ORGANISATION, is_sample=True)
    for name in LISTS:
        check = importing.check(session, paths.resources() / "sample" / name, None, day)
        importing.bring_in(session, check, day)
    return len(pairings.search(session, status=[PairingStatus.ACTIVE]))


def live_a_year(session: Session, day: date = DAY) -> int:
    """Papers, meetings, check-ins and endings of the past year for the pairings that run. Returns the meetings."""
    chance = random.Random(_SEED)  # noqa: S311 - the same demo every time, not a secret
    _bring_papers(session, chance, day)
    rows = pairings.rows(session, pairings.search(session, status=[PairingStatus.ACTIVE], sort="number"))
    meetings = 0
    for position, row in enumerate(rows):
        ends = position % 11 == 7
        last = day - timedelta(days=chance.choice((30, 60, 90)) if ends else chance.choice((3, 5, 8, 12, 16, 35, 70)))
        meetings += _meet(session, chance, row.id, last, day)
        if ends:
            reason = chance.choice((EndReason.GOAL, EndReason.TIME_UP, EndReason.MOVED, EndReason.NO_TIME))
            pairings.end(session, row.id, last + timedelta(days=7), reason, EndedBy.BOTH)
    return meetings


def _whole_job(data: Database, recovery_key: str, to: Path) -> _Made:
    from mentorhub.documents import issue
    from mentorhub.statistics import export, periods

    sheet = issue.recovery_sheet_pdf(SAMPLE_ORGANISATION.name, recovery_key, DAY)
    files.write_new(to / "Notfallblatt.pdf", sheet)
    data.note_recovery_key_saved()
    _tell(_("Listen übernehmen ..."))
    with data.writing() as session:
        taken_over = fill(session)
    _tell(_("Ein Jahr Patenschaften ..."))
    with data.writing() as session:
        meetings = live_a_year(session)
    _tell(_("Passende Paare suchen ..."))
    with data.reading() as session:
        proposal = suggest.suggest(session, DAY)
    with data.writing() as session:
        chosen = proposal.pairs[: len(proposal.pairs) * 3 // 5]
        started, met = _start(session, [(pair.mentor_id, pair.mentee_id) for pair in chosen])
    _tell(_("Vereinbarungen drucken ..."))
    with data.writing() as session:
        agreements = tuple(issue.issue_agreement(session, one, to / "Vereinbarungen", DAY) for one in started)
        for one in started[: len(started) * 3 // 4]:
            pairings.note_signed(session, one, DAY)
    _tell(_("Zahlen schreiben ..."))
    statistics: list[Written] = []
    for code in ("2026-Q3", "2025"):
        with data.writing() as session:
            made = export.export(session, periods.parse(code), to / "Netzwerk", DAY)
            statistics += made.files
            statistics += export.internal(session, periods.parse(code), to / "Intern").files
    with data.reading() as session:
        everybody = len(people.search(session))
    return _Made(
        everybody, taken_over, len(proposal.pairs), len(proposal.unmatched), len(started), agreements, meetings + met,
        tuple(statistics),
    )  # fmt: skip


def _make_way(to: Path) -> None:
    if to.exists() and any(to.iterdir()):
        if not (to / _MARK).exists():
            raise NotADemo(
                _("Im Ordner {folder} liegt schon etwas anderes. Es bleibt unverändert; bitte wählen Sie mit --to "
                  "einen "
                  "neuen Ordner.").format(folder=to)
            )  # fmt: skip
        shutil.rmtree(to)
    files.write_new(to / _MARK, _("Diesen Ordner hat die MentorHub-Vorführung angelegt.").encode())


def _bring_papers(session: Session, chance: random.Random, day: date) -> None:
    """Most people have brought their papers; a few have not, so that the gates have something to say."""
    majority = programme.number(session, "age.of_majority")
    for role in (Role.MENTOR, Role.MEDIATOR):
        for volunteer in people.search(session, role=role, status=RoleStatus.PAPERS_OPEN):
            people.set_status(session, volunteer, role, RoleStatus.CLEARED, day)
    for mentor in people.search(session, role=Role.MENTOR):
        if chance.random() < 0.92:
            signed = day - timedelta(days=chance.randint(60, 700))
            consent.add_evidence(session, mentor, EvidenceKind.CONFIDENTIALITY, signed)
            consent.add_evidence(session, mentor, EvidenceKind.INTERVIEW, signed)
        if chance.random() < 0.85:
            seen = day - timedelta(days=chance.randint(40, 1_700))
            consent.inspect_certificate(session, mentor, seen - timedelta(days=20), False, seen)
    for mentee in people.search(session, role=Role.MENTEE):
        given = day - timedelta(days=chance.randint(60, 400))
        if chance.random() < 0.94:
            consent.give(session, mentee, Purpose.PARTICIPATION, given)
            consent.give(session, mentee, Purpose.SPECIAL, given)
            consent.give(session, mentee, Purpose.CONTACT, given)
        if people.may_be_minor(people.get(session, mentee), day, majority) and chance.random() < 0.9:
            consent.give(session, mentee, Purpose.GUARDIANS, given)


def _meet(session: Session, chance: random.Random, pairing: UUID, last: date, day: date) -> int:
    """Meetings every week or two since the start, at most two years back, until `last`; some cancelled."""
    row = pairings.row(session, pairing)
    wishes = sorted(people.get(session, row.mentee_id).topics) or [Topic.GERMAN, Topic.CONVERSATION]
    start = row.start_on or day
    when = max(start, day - timedelta(days=690)) + timedelta(days=chance.randint(2, 9))
    rhythm = chance.choice((7, 7, 14))
    meetings = 0
    while when <= last:
        topics = frozenset(chance.sample(wishes, min(len(wishes), chance.choice((1, 1, 2)))))
        office = any(topic.field is Field.AUTHORITIES for topic in topics) and chance.random() < 0.4
        happened = chance.choices(
            (Happened.YES, Happened.CANCELLED_MENTOR, Happened.CANCELLED_MENTEE, Happened.NO_SHOW), (90, 4, 5, 1)
        )[0]
        details = ActivityDetails(
            day=when,
            minutes=chance.choice((45, 60, 60, 90, 90, 120, 150)) if happened is Happened.YES else None,
            happened=happened,
            medium=chance.choices((Medium.MEETING, Medium.PHONE, Medium.VIDEO), (85, 10, 5))[0],
            authority=chance.choice((Authority.JOBCENTRE, Authority.CITIZENS_OFFICE, Authority.SOCIAL))
            if office
            else Authority.NONE,
            topics=topics,
        )
        activities.log(session, row.id, details, day)
        meetings += happened is Happened.YES
        when += timedelta(days=rhythm + chance.randint(-2, 3))
    checked = max(start, last - timedelta(days=chance.randint(5, 45)))
    spoken = CheckInDetails(
        day=checked,
        party=chance.choice((Party.MENTOR, Party.MENTEE)),
        channel=Channel.PHONE,
        light=chance.choices((Light.GREEN, Light.YELLOW, Light.RED), (80, 17, 3))[0],
    )
    activities.check_in(session, row.id, spoken, day)
    return meetings


def _start(session: Session, pairs: list[tuple[UUID, UUID]]) -> tuple[list[UUID], int]:
    """Propose these pairs; most of them meet, agree and start through the gates.

    Returns the started ones and how often they have met since.
    """
    chance = random.Random(_SEED + 1)  # noqa: S311 - the same demo every time, not a secret
    started: list[UUID] = []
    met = 0
    for position, (mentor, mentee) in enumerate(pairs):
        registered = people.role(session, mentee, Role.MENTEE)
        earliest = registered.registered_on if registered and registered.registered_on else DAY
        first = max(earliest, DAY - timedelta(days=60 - position % 20))
        pairing = pairings.propose(session, mentor, mentee, first, _details(session, mentor, mentee))
        if position % 8 == 5 or DAY - first < timedelta(days=21):
            continue
        pairings.meet(session, pairing, first + timedelta(days=7))
        for side in (Role.MENTOR, Role.MENTEE):
            pairings.release_contact(session, pairing, side, first + timedelta(days=7))
        if any(item.blocks for item in pairings.missing(session, mentor, mentee, first + timedelta(days=14))):
            continue
        if position % 8 == 2:
            pairings.start_trial(session, pairing, first + timedelta(days=10))
        else:
            pairings.start(session, pairing, first + timedelta(days=14))
            started.append(pairing)
            met += _meet(session, chance, pairing, DAY - timedelta(days=chance.randint(1, 12)), DAY)
    return started, met


def _details(session: Session, mentor: UUID, mentee: UUID) -> PairingDetails:
    wishes, offers = people.get(session, mentee), people.get(session, mentor).topics
    shared = frozenset(wishes.topics & offers) or wishes.topics
    fields = {topic.field for topic in shared}
    family = wishes.kind.value == "family"
    kind = next(
        (programme for field, programme in _PROGRAMMES.items() if field in fields),
        Programme.FAMILY if family else Programme.EVERYDAY,
    )
    return PairingDetails(
        programme=kind,
        form=PairingForm.FAMILY if family else PairingForm.ONE_TO_ONE,
        hours_per_meeting=2,
        goals=", ".join(sorted(topic.german for topic in shared)[:3]),
        coordinator=SAMPLE_ORGANISATION.coordinator,
        topics=shared,
    )


_PROGRAMMES = {
    Field.LANGUAGE: Programme.LANGUAGE,
    Field.EDUCATION: Programme.WORK,
    Field.AUTHORITIES: Programme.AUTHORITIES,
    Field.LEISURE: Programme.LEISURE,
}


def _summary(to: Path, made: _Made, pictures: list[Path], seconds: float) -> list[str]:
    return [
        _("Fertig in {seconds} Sekunden. Alles liegt in {folder}:").format(seconds=round(seconds), folder=to),
        _("  {people} Personen übernommen, {n} Patenschaften liefen schon; {meetings} Treffen eingetragen.").format(
            people=made.people, n=made.taken_over, meetings=made.meetings
        ),
        _("  {pairs} Paare vorgeschlagen, {started} davon begonnen; für {left} weitere steht ein Grund dabei.").format(
            pairs=made.pairs, started=made.started, left=made.left_over
        ),
        ngettext(
            "  {n} Vereinbarung in Vereinbarungen/", "  {n} Vereinbarungen in Vereinbarungen/", len(made.agreements)
        ).format(n=len(made.agreements)),
        _("  Pakete für das Netzwerk in Netzwerk/, genaue Zahlen nur für Sie in Intern/"),
        *([_("  {n} Bilder aller Seiten in Bilder/").format(n=len(pictures))] if pictures else []),
        _("Das Fenster mit diesen Daten öffnet: ./dev run --data {folder}").format(folder=to / DATA),
    ]


def _tell(step: str) -> None:
    sys.stderr.write(f"{step}\n")
    sys.stderr.flush()
