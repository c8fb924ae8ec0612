"""Texts for mails: filled in, changed by the organisation, checked; nobody is written to against their will."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from make import Make
from mentorhub import consent, mails
from mentorhub.choices import Purpose
from mentorhub.db.database import Database
from mentorhub.errors import FieldError
from mentorhub.mails import About


def test_a_missing_report_is_asked_for_from_the_mentor(make: Make, database: Database) -> None:
    mentor = make.mentor(first_name="Emine", last_name="Kaya", email="emine@example.org")
    pairing = make.pairing(mentor)
    with database.reading() as session:
        (mail,) = mails.write(session, "report", [About(pairing_id=pairing, month="Oktober 2026")])
    assert (mail.name, mail.email, mail.subject) == (
        "Kaya, Emine",
        "emine@example.org",
        "Kurzer Bericht für Oktober 2026",
    )
    assert mail.text.startswith("Hallo Emine,\n\nwie war der Oktober 2026")
    assert mail.text.endswith("Viele Grüße\nPatenschaften Musterstadt e. V.")
    assert "Koval" not in mail.text


def test_every_shipped_text_passes_its_own_check(database: Database) -> None:
    with database.writing() as session:
        for each in mails.templates(session):
            mails.set_template(session, each.kind, each.subject, each.text)
            assert mails.template(session, each.kind).text == each.text


def test_an_own_text_counts_until_it_is_taken_back(make: Make, database: Database) -> None:
    person = make.mentor(first_name="Emine")
    with database.writing() as session:
        mails.set_template(session, "certificate", "Zeugnis", "Liebe {vorname}, bitte.")
        (mail,) = mails.write(session, "certificate", [About(person_id=person)])
        assert (mail.subject, mail.text) == ("Zeugnis", "Liebe Emine, bitte.")
        mails.reset_template(session, "certificate")
        assert not mails.template(session, "certificate").is_own


@pytest.mark.parametrize("words", ["Hallo {name}", "Hallo {vorname!r}", "Hallo {vorname", "{vorname.__class__}", " "])
def test_a_placeholder_that_nobody_fills_in_is_refused(database: Database, words: str) -> None:
    with database.writing() as session, pytest.raises(FieldError) as caught:
        mails.set_template(session, "report", "Bericht", words)
    assert caught.value.field == "text"


def test_invitations_go_only_to_those_who_agreed(make: Make, database: Database) -> None:
    agreed = make.mentor(last_name="Ja", email="ja@example.org")
    refused = make.mentor(last_name="Nein", email="nein@example.org")
    silent = make.mentor(last_name="Ohne")
    with database.writing() as session:
        for person in (agreed, silent):
            consent.give(session, person, Purpose.INVITATIONS, make.today, make.today)
        found = mails.addresses(session, [agreed, refused, silent], as_invitation=True)
        assert (found.emails, found.without, found.refused) == (("ja@example.org",), ("Ohne, Anna",), ("Nein, Anna",))
        everybody = mails.addresses(session, [agreed, refused, silent], as_invitation=False)
        assert everybody.emails == ("ja@example.org", "nein@example.org")


def test_a_link_carries_every_letter() -> None:
    made = urlsplit(mails.link("a+b@example.org", "Grüße & Küsse", "Zeile 1\nZeile 2?", ["c@example.org"]))
    assert (made.scheme, unquote(made.path)) == ("mailto", "a+b@example.org")
    assert parse_qs(made.query) == {
        "bcc": ["c@example.org"],
        "subject": ["Grüße & Küsse"],
        "body": ["Zeile 1\r\nZeile 2?"],
    }


def test_many_addresses_are_parted_so_that_each_link_is_short_enough() -> None:
    emails = [f"vorname.nachname{n}@example.org" for n in range(200)]
    parts = mails.parts(emails, "Sommerfest")
    assert [email for part in parts for email in part] == emails
    assert all(len(mails.link("", "Sommerfest", "", part)) <= mails.LONGEST_LINK for part in parts)
    assert len(parts) < 6
    assert mails.parts([]) == []
