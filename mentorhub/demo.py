"""The main job from end to end, on the shipped sample lists, in a throwaway data folder.

Every step goes through the same functions as the window and the command line. The day is that of the sample lists, so
that the result is the same whenever the demo is run; nothing here is random but for a fixed seed.
"""

import shutil
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from mentorhub import app, files, pairings, people, sample
from mentorhub.choices import Field, PairingForm, Paper, Programme, Role
from mentorhub.db.database import Database
from mentorhub.errors import MentorHubError
from mentorhub.files import Written
from mentorhub.matching import suggest
from mentorhub.matching.suggest import Proposal, SuggestedPair
from mentorhub.pairings import PairingDetails
from mentorhub.text import _, ngettext

DATA = "Datenordner"
_MARK = ".mentorhub-demo"


class NotADemo(MentorHubError):
    """The folder holds something else than an earlier demo."""


@dataclass(frozen=True, slots=True)
class _Made:
    people: int
    taken_over: int
    pairs: int
    left_over: int
    proposed: int
    started: int
    agreements: tuple[Written, ...]
    meetings: int
    statistics: tuple[Written, ...]


def run(to: Path, *, window: bool = False) -> tuple[dict[str, Any], list[str]]:
    """Do the whole job in `to`, replacing an earlier demo. Returns the JSON document and the lines for a person.

    `window` opens the window on the result; without a screen, or without it, pictures of all pages are saved.

    Raises `NotADemo` if the folder holds anything else.
    """
    began = time.monotonic()
    window = window and app.has_screen()
    _make_way(to)
    data, recovery_key = Database.create(to / DATA, "")
    pictures: list[Path] = []
    try:
        made = _whole_job(data, recovery_key, to)
        if not window:
            _tell(_("Bilder aller Seiten ..."))
            pictures = app.take_pictures(data, to / "Bilder", sample.DAY)
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
        "proposed": made.proposed,
        "started": made.started,
        "agreements": len(made.agreements),
        "meetings": made.meetings,
        "files": [{"path": str(file.path), "sha256": file.sha256} for file in (*made.agreements, *made.statistics)],
        "pictures": [str(picture) for picture in pictures],
        "seconds": round(seconds, 1),
    }
    return document, _summary(to, made, pictures, seconds)


def _whole_job(data: Database, recovery_key: str, to: Path) -> _Made:
    from mentorhub.documents import issue, report
    from mentorhub.statistics import export, periods

    sheet = issue.recovery_sheet_pdf(sample.ORGANISATION.name, recovery_key, sample.DAY)
    files.write_new(to / "Notfallblatt.pdf", sheet)
    data.note_recovery_key_saved()
    _tell(_("Listen übernehmen ..."))
    with data.writing() as session:
        taken_over = sample.fill(session)
    _tell(_("Ein Jahr Patenschaften ..."))
    with data.writing() as session:
        meetings = sample.live_a_year(session)
    _tell(_("Passende Paare suchen ..."))
    with data.reading() as session:
        proposal = suggest.suggest(session, sample.DAY)
    with data.writing() as session:
        chosen = _chosen(proposal.pairs)
        started, met = _start(session, [(pair.mentor_id, pair.mentee_id) for pair in chosen])
    files.write_new(to / "Vermittlung.txt", _in_words(proposal).encode("utf-8-sig"))
    _tell(_("Vereinbarungen drucken ..."))
    with data.writing() as session:
        agreements = tuple(
            issue.issue(session, Paper.AGREEMENT, [row.id], to / "Vereinbarungen", row.start_on or sample.DAY)
            for row in pairings.rows(session, started)
        )
        for one in started[: len(started) * 3 // 4]:
            pairings.note_signed(session, one, sample.DAY)
    _tell(_("Zahlen schreiben ..."))
    statistics: list[Written] = []
    for code in ("2026-Q3", "2025"):
        with data.writing() as session:
            period = periods.parse(code)
            made = export.export(session, period, to / "Netzwerk", sample.DAY, papers=report.own_papers)
            statistics += made.files
            statistics += export.internal(session, period, to / "Intern").files
    with data.reading() as session:
        everybody = len(people.search(session))
    return _Made(
        everybody, taken_over, len(proposal.pairs), len(proposal.unmatched), len(chosen), len(started), agreements,
        meetings + met, tuple(statistics),
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


def _start(session: Session, pairs: list[tuple[UUID, UUID]]) -> tuple[list[UUID], int]:
    """Propose these pairs; most of them meet, agree and start through the gates.

    Returns the started ones and how often they have met since.
    """
    chance = sample.chance_of(1)
    started: list[UUID] = []
    met = 0
    for position, (mentor, mentee) in enumerate(pairs):
        registered = people.role(session, mentee, Role.MENTEE)
        earliest = registered.registered_on if registered and registered.registered_on else sample.DAY
        first = max(earliest, sample.DAY - timedelta(days=60 - position % 20))
        pairing = pairings.propose(session, mentor, mentee, first, _details(session, mentor, mentee))
        in_own_script = not people.get(session, mentee).name.isascii()
        if (position % 8 == 5 and not in_own_script) or sample.DAY - first < timedelta(days=21):
            continue
        pairings.meet(session, pairing, first + timedelta(days=7))
        for side in (Role.MENTOR, Role.MENTEE):
            pairings.release_contact(session, pairing, side, first + timedelta(days=7))
        if any(item.blocks for item in pairings.missing(session, mentor, mentee, first + timedelta(days=14))):
            continue
        if position % 8 == 2 and not in_own_script:
            pairings.start_trial(session, pairing, first + timedelta(days=10))
        else:
            pairings.start(session, pairing, first + timedelta(days=14))
            started.append(pairing)
            met += sample.meet(session, chance, pairing, sample.DAY - timedelta(days=chance.randint(1, 12)), sample.DAY)
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
        goals=" ".join(_GOALS[field] for field in Field if field in fields and field in _GOALS),
        coordinator=sample.ORGANISATION.coordinator,
        topics=shared,
    )


_PROGRAMMES = {
    Field.LANGUAGE: Programme.LANGUAGE,
    Field.EDUCATION: Programme.WORK,
    Field.AUTHORITIES: Programme.AUTHORITIES,
    Field.LEISURE: Programme.LEISURE,
}


_GOALS = {
    Field.LANGUAGE: "Im Alltag sicher Deutsch sprechen, auch am Telefon.",
    Field.AUTHORITIES: "Briefe von Ämtern selbst verstehen und beantworten.",
    Field.EDUCATION: "Den Weg in Schule, Ausbildung oder Arbeit finden.",
    Field.HOUSING: "Gut wohnen und die Nachbarschaft kennen.",
    Field.LEISURE: "Menschen und Vereine in Beckum kennenlernen.",
}


def _chosen(pairs: tuple[SuggestedPair, ...]) -> list[SuggestedPair]:
    """Three of five, so that some people still wait; names in other scripts always, so that their paper is seen."""
    some = len(pairs) * 3 // 5
    return [pair for number, pair in enumerate(pairs) if number < some or not pair.mentee_name.isascii()]


def _in_words(proposal: Proposal) -> str:
    """The best set of pairs with its reasons, and the reason for everyone left over."""
    lines = [_("Die besten Paare über alle, die warten, und warum"), ""]
    for pair in proposal.pairs:
        lines.append(
            f"{pair.mentor_name} ({pair.mentor_number}) – {pair.mentee_name} ({pair.mentee_number}): {pair.score}"
        )
        lines += [f"    {reason.points:3}  {reason.label}: {reason.text}" for reason in pair.reasons if reason.points]
    lines += ["", _("Wer übrig bleibt, und warum"), ""]
    lines += [f"{person.name} ({person.number}): {person.text}" for person in proposal.unmatched]
    return "\r\n".join(lines) + "\r\n"


def _summary(to: Path, made: _Made, pictures: list[Path], seconds: float) -> list[str]:
    return [
        _("Fertig in {seconds} Sekunden. Alles liegt in {folder}:").format(seconds=round(seconds), folder=to),
        _(
            "  {people} Personen (mit Familienmitgliedern) übernommen, {n} Patenschaften liefen schon; {meetings} "
            "Treffen haben stattgefunden."
        ).format(people=made.people, n=made.taken_over, meetings=made.meetings),
        _("  {pairs} passende Paare gefunden, {proposed} davon vorgeschlagen, {started} begonnen.").format(
            pairs=made.pairs, proposed=made.proposed, started=made.started
        ),
        _("  Warum diese Paare, und warum {left} Menschen übrig bleiben: Vermittlung.txt").format(left=made.left_over),
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
