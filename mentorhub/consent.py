"""Who agreed to what and which papers a person has shown or signed; what is missing before two people may start."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

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
    majority = programme.number(session, "age.of_majority")
    mentee = session.exec(select(Person).where(Person.id == mentee_id)).one()
    with_minor = people.may_be_minor(mentee, on, majority) or has_minor_children(session, mentee_id, on, majority)
    items = [
        _missing_certificate(session, mentor_id, on) if with_minor else None,
        _missing_evidence(session, mentor_id),
        _missing_consent(session, mentee_id, Purpose.GUARDIANS, "guardians")
        if people.may_be_minor(mentee, on, majority)
        else None,
        _missing_consent(session, mentee_id, Purpose.PARTICIPATION, "participation"),
    ]
    return tuple(sorted((item for item in items if item is not None), key=lambda item: not item.blocks))


def has_minor_children(session: Session, person_id: UUID, on: date, majority: int) -> bool:
    """Whether the household of a person counts minors: contact with a family is contact with its children."""
    household = session.exec(select(Person.household_id).where(Person.id == person_id)).first()
    if household is None:
        return False
    members = session.exec(select(Person).where(Person.household_id == household, Person.id != person_id)).all()
    return any(people.may_be_minor(member, on, majority) for member in members)


def months_later(day: date, months: int) -> date:
    """The same day some months later (or earlier, if negative); the last of the month where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    following = date((index + 1) // 12, (index + 1) % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _missing_certificate(session: Session, mentor_id: UUID, on: date) -> Missing | None:
    row = certificate(session, mentor_id)
    if row is not None and row.due_on >= on:
        return None
    text = (
        _("erweitertes Führungszeugnis der Patin oder des Paten (Minderjährige sind beteiligt)")
        if row is None
        else _("neues erweitertes Führungszeugnis (fällig seit {day})").format(day=german_date(row.due_on))
    )
    return _item(session, "certificate", mentor_id, text, None)


def _missing_evidence(session: Session, mentor_id: UUID) -> Missing | None:
    if any(row.kind is EvidenceKind.CONFIDENTIALITY for row in evidence(session, mentor_id)):
        return None
    text = _("Verschwiegenheitserklärung der Patin oder des Paten")
    return _item(session, "confidentiality", mentor_id, text, Paper.CONFIDENTIALITY)


def _missing_consent(session: Session, mentee_id: UUID, purpose: Purpose, key: str) -> Missing | None:
    if has(session, mentee_id, purpose):
        return None
    text = (
        _("Einwilligung der Sorgeberechtigten")
        if purpose is Purpose.GUARDIANS
        else _("Einwilligung der oder des Mentee in Teilnahme und Vermittlung")
    )
    return _item(session, key, mentee_id, text, Paper.CONSENT)


def _item(session: Session, key: str, person_id: UUID, text: str, paper: Paper | None) -> Missing:
    number = session.exec(select(Person.number).where(Person.id == person_id)).one()
    return Missing(key, person_id, people.number_text(number), text, programme.blocks(session, key), paper)


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
