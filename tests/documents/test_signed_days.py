"""The day on which a paper came back signed, wherever it is entered."""

from datetime import date, timedelta
from uuid import UUID

from make import Make
from mentorhub import consent, pairings
from mentorhub.choices import EvidenceKind, Paper, Purpose
from mentorhub.documents import issue


def test_an_agreement_signed_beside_the_pairing_is_signed_in_the_list(make: Make, today: date) -> None:
    pairing = make.pairing()
    for _copy in range(2):
        _print(make, Paper.AGREEMENT, pairing, today)
    with make.writing() as session:
        pairings.note_signed(session, pairing, today)
    assert _signed(make, pairing) == [today, None]


def test_one_copy_signed_in_the_list_leaves_the_other_alone(make: Make, today: date) -> None:
    pairing = make.pairing()
    for _copy in range(2):
        _print(make, Paper.AGREEMENT, pairing, today)
    with make.writing() as session:
        issue.sign(session, issue.issued(session, pairing)[0].id, today, today)
    assert _signed(make, pairing) == [today, None]


def test_a_declaration_and_a_consent_entered_with_the_person_are_signed_in_the_list(make: Make, today: date) -> None:
    person = make.mentor(with_papers=False)
    for paper in (Paper.CONFIDENTIALITY, Paper.CONSENT):
        _print(make, paper, person, today - timedelta(days=3))
    with make.writing() as session:
        consent.add_evidence(session, person, EvidenceKind.CONFIDENTIALITY, today, today)
        for purpose in (Purpose.CONTACT, Purpose.PHOTO):
            consent.give(session, person, purpose, today, today)
    assert _signed(make, person) == [today, today]


def test_what_was_printed_later_is_not_what_was_signed(make: Make, today: date) -> None:
    person = make.mentor(with_papers=False)
    _print(make, Paper.CONFIDENTIALITY, person, today)
    with make.writing() as session:
        consent.add_evidence(session, person, EvidenceKind.CONFIDENTIALITY, today - timedelta(days=1), today)
    assert _signed(make, person) == [None]


def _print(make: Make, paper: Paper, about: UUID, day: date) -> None:
    with make.writing() as session:
        issue.note(session, paper, [about], day, issue.Preview(b"", "", "1", True))


def _signed(make: Make, about: UUID) -> list[date | None]:
    with make.database.reading() as session:
        return [row.signed_on for row in issue.issued(session, about)]
