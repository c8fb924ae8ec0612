"""Who agreed to what and which papers a person has shown or signed; what is missing before two people may start."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from mentorhub import people, programme
from mentorhub.choices import (
    ConsentForm,
    ConsentGiver,
    EvidenceKind,
    Paper,
    Purpose,
    Region,
    Role,
    RoleStatus,
    YesNo,
)
from mentorhub.db.tables import ConductCertificate, Consent, Evidence, Person
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _, german_date

Pair = tuple[UUID, UUID]
"""A mentor and a mentee."""
_GATES = ("certificate", "confidentiality", "guardians", "participation")
_MANY = 500


@dataclass(frozen=True, slots=True)
class Missing:
    """One paper that a gate asks for. `key` names the gate; `paper` can be printed to mend it."""

    key: str
    person_id: UUID
    person_number: str
    text: str
    blocks: bool
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    id: UUID
    purpose: Purpose
    given_on: date
    form: ConsentForm
    given_by: ConsentGiver
    text_version: str
    language: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    id: UUID
    kind: EvidenceKind
    day: date
    paper_location: str


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """The three facts (s. 72a V SGB VIII) and the derived day of the next inspection."""

    issued_on: date
    relevant_conviction: bool
    due_on: date


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a withdrawal entails; the caller carries out what goes beyond this person's own fields."""

    text: str
    ends_pairings: bool = False


def give(
    session: Session,
    person_id: UUID,
    purpose: Purpose,
    given_on: date,
    *,
    form: ConsentForm = ConsentForm.PAPER,
    given_by: ConsentGiver = ConsentGiver.SELF,
    text_version: str = "",
    language: str = "de",
    paper_location: str = "",
) -> None:
    """Record a consent. One that is already in force is replaced by the newer wording only if it is newer."""
    row = _in_force(session, person_id, purpose)
    if row is None:
        row = Consent(person_id=person_id, purpose=purpose, given_on=given_on)
    elif given_on < row.given_on:
        return
    row.given_on, row.form, row.given_by = given_on, form, given_by
    row.text_version, row.language, row.paper_location = text_version, language, paper_location
    session.add(row)
    session.flush()


def withdraw(session: Session, person_id: UUID, purpose: Purpose, on: date, via: str = "") -> Consequence:
    """Withdraw a consent (Art. 7 III DSGVO: as easy as giving it, not retroactive). The proof stays.

    Raises `MentorHubError` if no such consent is in force, `FieldError` for a day before it was given.
    """
    row = _in_force(session, person_id, purpose)
    if row is None:
        raise MentorHubError(
            _("Diese Einwilligung liegt nicht vor oder ist schon zurückgenommen. Es wurde nichts geändert.")
        )
    if on < row.given_on:
        raise FieldError("withdrawn_on", _("Die Rücknahme kann nicht vor der Einwilligung liegen."))
    row.withdrawn_on, row.withdrawn_via = on, via
    session.add(row)
    session.flush()
    return _entail(session, person_id, purpose)


def consequence(purpose: Purpose) -> Consequence:
    """What the withdrawal of such a consent entails, to be shown before it is done."""
    if purpose is Purpose.SPECIAL:
        return Consequence(_("Herkunft und Fluchtgeschichte sind gelöscht und zählen künftig als „keine Angabe“."))
    if purpose in (Purpose.PARTICIPATION, Purpose.GUARDIANS):
        return Consequence(_("Laufende Patenschaften müssen beendet werden."), ends_pairings=True)
    if purpose is Purpose.CONTACT:
        return Consequence(
            _("Telefonnummern dürfen nicht mehr weitergegeben werden; bitte ordnen Sie die Patenschaft neu.")
        )
    return Consequence(_("Die Patenschaft läuft weiter; ab jetzt wird diese Angabe nicht mehr benutzt."))


def consents(session: Session, person_id: UUID) -> list[ConsentRow]:
    """Newest first, withdrawn ones too."""
    query = select(Consent).where(Consent.person_id == person_id).order_by(col(Consent.given_on).desc())
    return [
        ConsentRow(
            row.id,
            row.purpose,
            row.given_on,
            row.form,
            row.given_by,
            row.text_version,
            row.language,
            row.withdrawn_on,
        )
        for row in session.exec(query).all()
    ]


def has(session: Session, person_id: UUID, purpose: Purpose) -> bool:
    return _in_force(session, person_id, purpose) is not None


def add_evidence(session: Session, person_id: UUID, kind: EvidenceKind, day: date, paper_location: str = "") -> None:
    """A signed paper or a check, such as the confidentiality declaration."""
    session.add(Evidence(person_id=person_id, kind=kind, day=day, paper_location=paper_location))
    session.flush()


def evidence(session: Session, person_id: UUID) -> list[EvidenceRow]:
    query = select(Evidence).where(Evidence.person_id == person_id).order_by(col(Evidence.day).desc())
    return [EvidenceRow(row.id, row.kind, row.day, row.paper_location) for row in session.exec(query).all()]


def inspect_certificate(
    session: Session, person_id: UUID, issued_on: date, relevant_conviction: bool, today: date
) -> CertificateRow | None:
    """Record that a certificate of conduct was inspected today: its date, and whether it shows a relevant conviction.

    Raises `FieldError` and stores nothing if it is older than `certificate.fresh_months` or dated in the future. With a
    conviction the person is out of every matching at once and the record is not kept (returns None).
    """
    months = programme.number(session, "certificate.fresh_months")
    if issued_on > today:
        raise FieldError("issued_on", _("Das Datum des Führungszeugnisses liegt in der Zukunft."))
    if issued_on < months_later(today, -months):
        raise FieldError(
            "issued_on",
            _("Dieses Führungszeugnis ist älter als {months} Monate. Es wurde nichts gespeichert; bitte lassen "
              "Sie sich ein "
              "neues zeigen.").format(months=months),
        )  # fmt: skip
    row = _certificate(session, person_id)
    if relevant_conviction:
        if row is not None:
            session.delete(row)
        for place in people.roles_of(session, [person_id]).get(person_id, ()):
            if place.role is not Role.MENTEE:
                people.set_status(session, person_id, place.role, RoleStatus.EXCLUDED, today)
        session.flush()
        return None
    row = row or ConductCertificate(person_id=person_id, issued_on=issued_on)
    row.issued_on = issued_on
    session.add(row)
    session.flush()
    return certificate(session, person_id)


def certificate(session: Session, person_id: UUID) -> CertificateRow | None:
    row = _certificate(session, person_id)
    if row is None:
        return None
    years = programme.number(session, "certificate.valid_years")
    return CertificateRow(row.issued_on, row.relevant_conviction, months_later(row.issued_on, 12 * years))


def missing(session: Session, mentor_id: UUID, mentee_id: UUID, on: date) -> tuple[Missing, ...]:
    """What is missing before these two may start, blocking items first. Adults-only pairings need no certificate:

    for them there is no legal basis to ask for one (s. 30a I BZRG).
    """
    return missing_for_pairs(session, [(mentor_id, mentee_id)], on)[mentor_id, mentee_id]


def missing_for_pairs(session: Session, pairs: Collection[Pair], on: date) -> dict[Pair, tuple[Missing, ...]]:
    """What is missing for each of many pairs of a mentor and a mentee, with few queries however many they are."""
    papers = _papers(session, pairs, on)
    found = {pair: _missing(papers, pair, on) for pair in pairs}
    return {
        pair: tuple(sorted((item for item in items if item is not None), key=lambda item: not item.blocks))
        for pair, items in found.items()
    }


def months_later(day: date, months: int) -> date:
    """The same day some months later (or earlier, if negative); the last of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class _Papers:
    """What the gates ask about the people of some pairs."""

    numbers: Mapping[UUID, int]
    minors: Collection[UUID]
    with_minors: Collection[UUID]
    """Minors, and everybody whose household counts some: contact with a family is contact with its children."""
    certificate_due_on: Mapping[UUID, date]
    confidential: Collection[UUID]
    consents: Collection[tuple[UUID, Purpose]]
    blocks: Mapping[str, bool]


def _papers(session: Session, pairs: Collection[Pair], on: date) -> _Papers:
    ids = {person_id for pair in pairs for person_id in pair}
    mentees = {mentee_id for _mentor_id, mentee_id in pairs}
    majority = programme.number(session, "age.of_majority")
    years = programme.number(session, "certificate.valid_years")
    persons = _rows(
        session, (Person.id, Person.number, Person.household_id, Person.birth_date, Person.birth_year), Person.id, ids
    )
    minors = {row.id for row in persons if row.id in mentees and people.may_be_minor(row, on, majority)}
    homes = {row.household_id for row in persons if row.id in mentees and row.household_id is not None}
    members = _rows(session, (Person.household_id, Person.birth_date, Person.birth_year), Person.household_id, homes)
    with_children = {row.household_id for row in members if people.may_be_minor(row, on, majority)}
    certificates = _rows(
        session, (ConductCertificate.person_id, ConductCertificate.issued_on), ConductCertificate.person_id, ids
    )
    signed = _rows(
        session,
        (Evidence.person_id,),
        Evidence.person_id,
        ids,
        col(Evidence.kind) == EvidenceKind.CONFIDENTIALITY,
    )
    given = _rows(
        session, (Consent.person_id, Consent.purpose), Consent.person_id, ids, col(Consent.withdrawn_on).is_(None)
    )
    return _Papers(
        numbers={row.id: row.number for row in persons},
        minors=minors,
        with_minors=minors | {row.id for row in persons if row.household_id in with_children},
        certificate_due_on={row.person_id: months_later(row.issued_on, 12 * years) for row in certificates},
        confidential={row.person_id for row in signed},
        consents={(row.person_id, row.purpose) for row in given},
        blocks={gate: programme.blocks(session, gate) for gate in _GATES},
    )


def _rows(
    session: Session, columns: tuple[Any, ...], key: Any, ids: Collection[UUID], *conditions: Any
) -> Sequence[Any]:
    """Bare columns of the rows of these people; for many of them the whole table is read, which is faster."""
    if not ids:
        return []
    query = sa.select(*columns).where(*conditions)
    rows: Sequence[Any] = session.exec(  # type: ignore[call-overload]
        query.where(col(key).in_(ids)) if len(ids) <= _MANY else query
    ).all()
    return [row for row in rows if row[columns.index(key)] in ids]


def _missing(papers: _Papers, pair: Pair, on: date) -> Sequence[Missing | None]:
    mentor_id, mentee_id = pair
    return (
        _missing_certificate(papers, mentor_id, on) if mentee_id in papers.with_minors else None,
        None
        if mentor_id in papers.confidential
        else _item(
            papers,
            "confidentiality",
            mentor_id,
            _("Verschwiegenheitserklärung der Patin oder des Paten"),
            Paper.CONFIDENTIALITY,
        ),
        _missing_consent(papers, mentee_id, Purpose.GUARDIANS, "guardians") if mentee_id in papers.minors else None,
        _missing_consent(papers, mentee_id, Purpose.PARTICIPATION, "participation"),
    )


def _missing_certificate(papers: _Papers, mentor_id: UUID, on: date) -> Missing | None:
    due_on = papers.certificate_due_on.get(mentor_id)
    if due_on is not None and due_on >= on:
        return None
    text = (
        _("erweitertes Führungszeugnis der Patin oder des Paten (Minderjährige sind beteiligt)")
        if due_on is None
        else _("neues erweitertes Führungszeugnis (fällig seit {day})").format(day=german_date(due_on))
    )
    return _item(papers, "certificate", mentor_id, text, None)


def _missing_consent(papers: _Papers, mentee_id: UUID, purpose: Purpose, key: str) -> Missing | None:
    if (mentee_id, purpose) in papers.consents:
        return None
    text = (
        _("Einwilligung der Sorgeberechtigten")
        if purpose is Purpose.GUARDIANS
        else _("Einwilligung der oder des Mentee in Teilnahme und Vermittlung")
    )
    return _item(papers, key, mentee_id, text, Paper.CONSENT)


def _item(papers: _Papers, key: str, person_id: UUID, text: str, paper: Paper | None) -> Missing:
    number = people.number_text(papers.numbers[person_id])
    return Missing(key, person_id, number, text, papers.blocks[key], paper)


def _entail(session: Session, person_id: UUID, purpose: Purpose) -> Consequence:
    if purpose is Purpose.SPECIAL:
        details = people.get(session, person_id)
        people.change(
            session,
            person_id,
            details.model_copy(
                update={
                    "origin_region": Region.UNKNOWN,
                    "refugee_background": YesNo.UNKNOWN,
                    "in_germany_since": None,
                }
            ),
        )
    return consequence(purpose)


def _in_force(session: Session, person_id: UUID, purpose: Purpose) -> Consent | None:
    return session.exec(
        select(Consent).where(
            Consent.person_id == person_id, Consent.purpose == purpose, col(Consent.withdrawn_on).is_(None)
        )
    ).first()


def _certificate(session: Session, person_id: UUID) -> ConductCertificate | None:
    return session.exec(select(ConductCertificate).where(ConductCertificate.person_id == person_id)).first()
