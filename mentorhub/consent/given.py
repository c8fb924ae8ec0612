"""Consents by purpose: given, withdrawn, kept as proof."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from mentorhub import drafts, people
from mentorhub.choices import ConsentForm, ConsentGiver, Level, Paper, Purpose, Region, YesNo
from mentorhub.consent.days import not_in_future
from mentorhub.consent.papers import issued_is_signed
from mentorhub.db import journal
from mentorhub.db.tables import Consent, IssuedDocument, Person, PersonLanguage
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.text import _, german_date


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
    withdrawn_via: str = ""
    paper_location: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a withdrawal entails, to be shown before it is done."""

    text: str
    ends_pairings: bool = False
    """The running pairings of this person end with it."""
    rearranges_pairings: bool = False
    """They may stay only if they are arranged anew: a task on *Heute*."""


def give(
    session: Session,
    person_id: UUID,
    purpose: Purpose,
    given_on: date,
    today: date,
    *,
    form: ConsentForm = ConsentForm.PAPER,
    given_by: ConsentGiver = ConsentGiver.SELF,
    text_version: str = "",
    language: str = "de",
    paper_location: str = "",
) -> None:
    """Record a consent. One that is already in force is replaced by the newer wording only if it is newer.

    Raises `FieldError` for a day in the future. For a form of one's own see `own_form`.
    """
    not_in_future("given_on", given_on, today)
    row = in_force(session, person_id, purpose)
    if row is None:
        row = Consent(person_id=person_id, purpose=purpose, given_on=given_on)
    elif given_on < row.given_on:
        return
    row.given_on, row.form, row.given_by = given_on, form, given_by
    row.text_version, row.language, row.paper_location = text_version, language, paper_location
    session.add(row)
    if form is ConsentForm.PAPER:
        issued_is_signed(session, Paper.CONSENT, IssuedDocument.person_id == person_id, given_on)
    session.flush()


def own_form(day: date, today: date, confirmed: bool) -> str:
    """The version of a consent on the organisation's own paper: `eigenes Formular vom 03.05.2025`.

    Raises `FieldError` (`own_form_day`, `confirmed`) for a day in the future, and until the coordinator has confirmed
    that the paper names just this purpose: one consent, one purpose (Art. 7 II DSGVO).
    """
    not_in_future("own_form_day", day, today)
    if not confirmed:
        words = _("Bitte sehen Sie nach, ob das Papier genau diesen Zweck nennt, und haken Sie an.")
        raise FieldError("confirmed", words)
    return _("eigenes Formular vom {day}").format(day=german_date(day))


def withdraw(session: Session, person_id: UUID, purpose: Purpose, on: date, today: date, via: str = "") -> Consequence:
    """Withdraw a consent (Art. 7 III DSGVO: as easy as giving it, not retroactive). The proof stays.

    What concerns pairings is not done here: see `pairings.withdraw_consent`. Raises `MentorHubError` if no such consent
    is in force, `FieldError` for a day before it was given or in the future.
    """
    row = in_force(session, person_id, purpose)
    if row is None:
        raise MentorHubError(
            _("Diese Einwilligung liegt nicht vor oder ist schon zurückgenommen. Es wurde nichts geändert.")
        )
    not_in_future("withdrawn_on", on, today)
    if on < row.given_on:
        raise FieldError("withdrawn_on", _("Die Rücknahme kann nicht vor der Einwilligung liegen."))
    row.withdrawn_on, row.withdrawn_via = on, via
    session.add(row)
    session.flush()
    if purpose is Purpose.SPECIAL:
        _wipe_origin(session, person_id)
    return consequence(purpose)


def consequence(purpose: Purpose) -> Consequence:
    """What the withdrawal of such a consent entails, whoever it is; `pairings.consequence` says it of one person."""
    if purpose is Purpose.SPECIAL:
        return Consequence(
            _(
                "Herkunft, Fluchtgeschichte und „in Deutschland seit“ werden sofort gelöscht, ebenso welche Sprache "
                "die Muttersprache ist. In künftigen Statistiken zählt die Person als „keine Angabe“; schon "
                "ausgegebene Berichte bleiben, wie sie sind."
            )
        )
    if purpose in (Purpose.PARTICIPATION, Purpose.GUARDIANS):
        return Consequence(
            _("Laufende Patenschaften enden, Vorschläge werden zurückgenommen, und die Löschfrist beginnt."),
            ends_pairings=True,
        )
    if purpose is Purpose.CONTACT:
        return Consequence(
            _(
                "Telefonnummern stehen ab sofort nicht mehr auf Papieren der anderen Seite. Laufende Patenschaften "
                "müssen Sie neu ordnen oder beenden; „Heute“ erinnert daran."
            ),
            rearranges_pairings=True,
        )
    if purpose is Purpose.PHOTO:
        return Consequence(_("Die Patenschaft läuft weiter. Fotos dieser Person dürfen nicht mehr benutzt werden."))
    if purpose is Purpose.INVITATIONS:
        return Consequence(_("Die Patenschaft läuft weiter. Diese Person bekommt keine Einladungen mehr."))
    return Consequence(_("Die Patenschaft läuft weiter; ab jetzt wird diese Angabe nicht mehr benutzt."))


def consents(session: Session, person_id: UUID) -> list[ConsentRow]:
    """Newest first, withdrawn ones too."""
    query = select(Consent).where(Consent.person_id == person_id).order_by(col(Consent.given_on).desc())
    shown = ConsentRow.__dataclass_fields__
    return [ConsentRow(**{name: getattr(row, name) for name in shown}) for row in session.exec(query).all()]


def has(session: Session, person_id: UUID, purpose: Purpose) -> bool:
    return in_force(session, person_id, purpose) is not None


def withdrawn(session: Session, ids: Sequence[UUID], purpose: Purpose) -> frozenset[UUID]:
    """Those who once gave this consent and have taken it back; who has given it again is not among them."""
    rows = session.exec(select(Consent).where(Consent.purpose == purpose, col(Consent.person_id).in_(ids))).all()
    given = frozenset(row.person_id for row in rows if row.withdrawn_on is None)
    return frozenset(row.person_id for row in rows) - given


def in_force(session: Session, person_id: UUID, purpose: Purpose) -> Consent | None:
    """For this room alone: nothing live leaves the subject."""
    return session.exec(
        select(Consent).where(
            Consent.person_id == person_id, Consent.purpose == purpose, col(Consent.withdrawn_on).is_(None)
        )
    ).first()


def _wipe_origin(session: Session, person_id: UUID) -> None:
    """Everything that tells of the origin; the languages themselves stay, for without them nobody can be found who is
    understood."""
    journal.irreversible(session)
    drafts.forget_records(session, {person_id})
    details = people.get(session, person_id)
    wiped = {"origin_region": Region.UNKNOWN, "refugee_background": YesNo.UNKNOWN, "in_germany_since": None}
    people.change(session, person_id, details.model_copy(update=wiped))
    session.get_one(Person, person_id).migration_history = YesNo.UNKNOWN
    mother_tongues = select(PersonLanguage).where(
        PersonLanguage.person_id == person_id, PersonLanguage.level == Level.NATIVE, PersonLanguage.code != "de"
    )
    for skill in session.exec(mother_tongues).all():
        skill.level = Level.UNKNOWN
        session.add(skill)
    session.flush()
