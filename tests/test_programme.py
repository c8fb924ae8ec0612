import pytest

from mentorhub import programme
from mentorhub.choices import LegalForm
from mentorhub.db.database import Database
from mentorhub.errors import FieldError
from mentorhub.programme import OrganisationDetails


def test_every_period_says_where_it_comes_from(database: Database) -> None:
    with database.reading() as session:
        for rule in programme.rules(session):
            assert rule.label, rule.key
            assert rule.source, rule.key
            assert rule.value == rule.default


def test_an_own_value_replaces_the_default_and_survives(database: Database) -> None:
    with database.writing() as session:
        programme.set_rule(session, "contact.yellow_days", 21)
    with database.reading() as session:
        assert programme.number(session, "contact.yellow_days") == 21


@pytest.mark.parametrize("value", ["", "-1", "bald", 99_999, "1.5"])
def test_a_period_that_makes_no_sense_is_refused(database: Database, value: str) -> None:
    with pytest.raises(FieldError, match="ganze Zahl"), database.writing() as session:
        programme.set_rule(session, "contact.yellow_days", value)


def test_a_choice_must_be_one_of_the_choices(database: Database) -> None:
    with pytest.raises(FieldError), database.writing() as session:
        programme.set_rule(session, "gate.certificate", "perhaps")


def test_the_organisation_is_changed_as_a_whole(database: Database) -> None:
    details = OrganisationDetails(name="Caritas Musterstadt", legal_form=LegalForm.CATHOLIC)
    with database.writing() as session:
        programme.change(session, details)
    with database.reading() as session:
        assert programme.organisation(session) == details


def test_an_organisation_has_a_name(database: Database) -> None:
    with pytest.raises(FieldError), database.writing() as session:
        programme.change(session, OrganisationDetails(name=" "))
