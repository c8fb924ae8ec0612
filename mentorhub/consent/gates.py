"""What is missing before two people may start, or before a volunteer is cleared: each item with what mends it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from mentorhub import people, programme
from mentorhub.choices import ConsentGiver, EvidenceKind, Paper, Purpose, Role
from mentorhub.consent.days import months_later
from mentorhub.consent.papers import evidence
from mentorhub.db.tables import ConductCertificate, Consent, Evidence, Person
from mentorhub.text import _

Pair = tuple[UUID, UUID]
"""A mentor and a mentee."""
_SIGNED = {
    "confidentiality": EvidenceKind.CONFIDENTIALITY,
    "self_commitment": EvidenceKind.SELF_COMMITMENT,
    "training": EvidenceKind.TRAINING,
    "interview": EvidenceKind.INTERVIEW,
}
_GATES = ("certificate", "guardians", "participation", *_SIGNED)
_CLEARING = ("confidentiality", "self_commitment", "interview")
_MANY = 500


class Mend(StrEnum):
    """What mends a missing item; a screen makes it a button."""

    INSPECT = "inspect"
    """Enter the inspection of a certificate of conduct."""
    SIGN = "sign"
    """Enter the day on a signed paper or of a talk (`Missing.evidence`)."""
    CONSENT = "consent"
    """Enter a consent (`Missing.purpose`)."""
    PERSON = "person"
    """Nothing to enter: look at the person."""


class Need(StrEnum):
    """Whether these two need a certificate of conduct, and why not."""

    MINORS = "minors"
    ADULTS_ONLY = "adults_only"
    AGE_UNKNOWN = "age_unknown"

    @property
    def text(self) -> str:
        """A sentence for the coordinator; nothing where it is needed: then the gate itself says it."""
        return {
            Need.MINORS: "",
            Need.ADULTS_ONLY: _(
                "Erweitertes Führungszeugnis: nicht erforderlich, nur Erwachsene. Ohne Minderjährige darf es nicht "
                "verlangt werden (§ 30a Abs. 1 BZRG)."
            ),
            Need.AGE_UNKNOWN: _(
                "Das Alter der oder des Mentee ist nicht eingetragen. Ist sie oder er minderjährig, braucht es das "
                "erweiterte Führungszeugnis und die Einwilligung der Sorgeberechtigten."
            ),
        }[self]


@dataclass(frozen=True, slots=True)
class Missing:
    """One item that a gate asks for. `key` names the gate; `paper` can be printed to mend it."""

    key: str
    person_id: UUID
    person_number: str
    text: str
    blocks: bool
    paper: Paper | None = None
    mend: Mend = Mend.PERSON
    evidence: EvidenceKind | None = None
    purpose: Purpose | None = None


def missing(session: Session, mentor_id: UUID, mentee_id: UUID, on: date) -> tuple[Missing, ...]:
    """What is missing before these two may start, blocking items first. Adults-only pairings need no certificate:

    for them there is no legal basis to ask for one (s. 30a I BZRG); see `certificate_need`.
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


def missing_to_clear(session: Session, person_id: UUID, role: Role) -> tuple[Missing, ...]:
    """What is missing before a volunteer is cleared (*Freigegeben*), as the settings `clear.*` say."""
    if role is Role.MENTEE:
        return ()
    number = people.row(session, person_id).number
    there = {row.kind for row in evidence(session, person_id)}
    weights = {key: programme.gate(session, f"clear.{key}") for key in _CLEARING}
    items = [
        _signed_item(key, person_id, number, weights[key] == "block")
        for key in _CLEARING
        if weights[key] != "off" and _SIGNED[key] not in there
    ]
    return tuple(sorted(items, key=lambda item: not item.blocks))


def certificate_need(session: Session, mentee_id: UUID, on: date) -> Need:
    """Whether whoever is paired with this mentee needs a certificate of conduct. A family with minors counts."""
    if mentee_id in _with_minors(session, [mentee_id], on)[1]:
        return Need.MINORS
    return Need.AGE_UNKNOWN if people.age(people.get(session, mentee_id), on) is None else Need.ADULTS_ONLY


def with_minors(session: Session, mentees: Collection[UUID], on: date) -> frozenset[UUID]:
    """Those of these mentees whose pairings mean contact with minors."""
    return frozenset(_with_minors(session, mentees, on)[1])


def minors(session: Session, persons: Collection[UUID], on: date) -> frozenset[UUID]:
    """Those who are, or could still be, under age."""
    return frozenset(_with_minors(session, persons, on)[0])


@dataclass(frozen=True, slots=True)
class _Papers:
    """What the gates ask about the people of some pairs."""

    numbers: Mapping[UUID, int]
    minors: Collection[UUID]
    with_minors: Collection[UUID]
    """Minors, and everybody whose household counts some: contact with a family is contact with its children."""
    certificate_due_on: Mapping[UUID, date]
    signed: Collection[tuple[UUID, EvidenceKind]]
    consents: Mapping[tuple[UUID, Purpose], ConsentGiver]
    withdrawn: Collection[tuple[UUID, Purpose]]
    weights: Mapping[str, str]


def _papers(session: Session, pairs: Collection[Pair], on: date) -> _Papers:
    ids = {person_id for pair in pairs for person_id in pair}
    mentees = {mentee_id for _mentor_id, mentee_id in pairs}
    years = programme.number(session, "certificate.valid_years")
    numbers = _rows(session, Person.id, ids, Person.number)
    young, with_young = _with_minors(session, mentees, on)
    certificates = _rows(
        session,
        ConductCertificate.person_id,
        ids,
        ConductCertificate.issued_on,
        only=col(ConductCertificate.relevant_conviction).is_(False),
    )
    signed = _rows(session, Evidence.person_id, ids, Evidence.kind)
    consents = _rows(session, Consent.person_id, ids, Consent.purpose, Consent.given_by, Consent.withdrawn_on)
    given = {(person_id, row.purpose): row.given_by for person_id, row in consents if row.withdrawn_on is None}
    return _Papers(
        numbers={person_id: row.number for person_id, row in numbers},
        minors=young,
        with_minors=with_young,
        certificate_due_on={person_id: months_later(row.issued_on, 12 * years) for person_id, row in certificates},
        signed={(person_id, row.kind) for person_id, row in signed},
        consents=given,
        withdrawn={(person_id, row.purpose) for person_id, row in consents} - set(given),
        weights={gate: programme.gate(session, f"gate.{gate}") for gate in _GATES},
    )


def _with_minors(session: Session, mentees: Collection[UUID], on: date) -> tuple[set[UUID], set[UUID]]:
    """Who of them is (or could be) under age; and those together with whoever lives with somebody who is."""
    majority = programme.number(session, "age.of_majority")
    born = (Person.birth_date, Person.birth_year)
    persons = _rows(session, Person.id, mentees, Person.household_id, *born)
    young = {person_id for person_id, row in persons if people.may_be_minor(row, on, majority)}
    homes = {row.household_id for _person_id, row in persons if row.household_id is not None}
    members = _rows(session, Person.household_id, homes, *born)
    with_children = {home for home, row in members if people.may_be_minor(row, on, majority)}
    return young, young | {person_id for person_id, row in persons if row.household_id in with_children}


def _rows(
    session: Session, key: Any, ids: Collection[UUID], *columns: Any, only: sa.ColumnElement[bool] | None = None
) -> list[tuple[UUID, Any]]:
    """Bare columns of the rows of these people, by their ids.

    For many of them the whole table is read, which is faster, with ids as the text the file holds.
    """
    if not ids:
        return []
    query = sa.select(sa.type_coerce(key, sa.String).label("raw_id"), *map(col, columns))
    if only is not None:
        query = query.where(only)
    if len(ids) <= _MANY:
        query = query.where(col(key).in_(ids))
    known = {some_id.hex: some_id for some_id in ids}
    rows = session.exec(query).all()  # type: ignore[call-overload]
    return [(known[row.raw_id], row) for row in rows if row.raw_id in known]


def _missing(papers: _Papers, pair: Pair, on: date) -> Iterable[Missing | None]:
    mentor_id, mentee_id = pair
    yield _missing_certificate(papers, mentor_id, on) if mentee_id in papers.with_minors else None
    for key, kind in _SIGNED.items():
        if papers.weights[key] != "off" and (mentor_id, kind) not in papers.signed:
            yield _signed_item(key, mentor_id, _number(papers, mentor_id), papers.weights[key] == "block")
    yield _missing_consent(papers, mentee_id, Purpose.GUARDIANS, "guardians") if mentee_id in papers.minors else None
    yield _missing_consent(papers, mentee_id, Purpose.PARTICIPATION, "participation")
    if (mentor_id, Purpose.PARTICIPATION) in papers.withdrawn:
        yield _withdrawn(papers, mentor_id, _("Die Patin oder der Pate hat die Einwilligung zurückgenommen"))


def _missing_certificate(papers: _Papers, mentor_id: UUID, on: date) -> Missing | None:
    """Without any date: that is for whoever has typed the Kennwort again."""
    due_on = papers.certificate_due_on.get(mentor_id)
    if papers.weights["certificate"] == "off" or (due_on is not None and due_on >= on):
        return None
    text = (
        _("erweitertes Führungszeugnis der Patin oder des Paten (Minderjährige sind beteiligt)")
        if due_on is None
        else _("neues erweitertes Führungszeugnis der Patin oder des Paten (das frühere ist abgelaufen)")
    )
    return Missing(
        "certificate",
        mentor_id,
        _number(papers, mentor_id),
        text,
        papers.weights["certificate"] == "block",
        Paper.CERTIFICATE_REQUEST,
        Mend.INSPECT,
    )


def _missing_consent(papers: _Papers, mentee_id: UUID, purpose: Purpose, key: str) -> Missing | None:
    """A withdrawn consent always blocks. A guardians' consent to take part ends with majority."""
    if (mentee_id, purpose) in papers.withdrawn:
        return _withdrawn(papers, mentee_id, _("Die Einwilligung der oder des Mentee ist zurückgenommen"))
    by = papers.consents.get((mentee_id, purpose))
    grown_up = purpose is Purpose.PARTICIPATION and by is ConsentGiver.GUARDIANS and mentee_id not in papers.minors
    if papers.weights[key] == "off" or (by is not None and not grown_up):
        return None
    text = (
        _("Einwilligung der Sorgeberechtigten")
        if purpose is Purpose.GUARDIANS
        else _("eigene Einwilligung der oder des Mentee (jetzt volljährig)")
        if grown_up
        else _("Einwilligung der oder des Mentee in Teilnahme und Vermittlung")
    )
    number, blocks = _number(papers, mentee_id), papers.weights[key] == "block"
    return Missing(key, mentee_id, number, text, blocks, Paper.CONSENT, Mend.CONSENT, purpose=purpose)


def _withdrawn(papers: _Papers, person_id: UUID, text: str) -> Missing:
    return Missing("withdrawn", person_id, _number(papers, person_id), text, True)


def _signed_item(key: str, person_id: UUID, number: str, blocks: bool) -> Missing:
    texts = {
        "confidentiality": _("Verschwiegenheitserklärung der Patin oder des Paten"),
        "self_commitment": _("Selbstverpflichtung der Patin oder des Paten"),
        "training": _("Schulung der Patin oder des Paten"),
        "interview": _("Erstgespräch mit der Patin oder dem Paten"),
    }
    paper = Paper.CONFIDENTIALITY if key == "confidentiality" else None
    return Missing(key, person_id, number, texts[key], blocks, paper, Mend.SIGN, evidence=_SIGNED[key])


def _number(papers: _Papers, person_id: UUID) -> str:
    return people.number_text(papers.numbers[person_id])
