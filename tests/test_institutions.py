"""Partner institutions: entered, found, used in "Zugang über", and removed without losing what people said."""

import pytest

from make import Make
from mentorhub import institutions, people
from mentorhub.choices import InstitutionKind
from mentorhub.db.database import Database
from mentorhub.errors import FieldError
from mentorhub.institutions import InstitutionDetails, UnknownInstitution


def test_an_institution_comes_back_as_it_was_entered_and_needs_only_a_name(database: Database) -> None:
    details = InstitutionDetails(name="Kita Sonnenstrahl", kind=InstitutionKind.DAYCARE, contact_name="Ute Weiß")
    with database.writing() as session:
        institution = institutions.add(session, details)
        institutions.add(session, InstitutionDetails(name="Jobcenter"))
        assert institutions.get(session, institution) == details
        institutions.change(session, institution, details.model_copy(update={"city": "Beckum"}))
        assert institutions.get(session, institution).city == "Beckum"
    with pytest.raises(FieldError), database.writing() as session:
        institutions.add(session, InstitutionDetails(name=" "))


def test_institutions_are_found_by_name_kind_and_contact_in_german_order(database: Database) -> None:
    with database.writing() as session:
        for name, contact in (("Öffnungszentrum", "Ruth"), ("Zentrum Süd", "Uwe"), ("Adlerschule", "Ute Weiß")):
            institutions.add(session, InstitutionDetails(name=name, contact_name=contact))
        rows = institutions.rows(session, institutions.search(session))
        assert [row.name for row in rows] == ["Adlerschule", "Öffnungszentrum", "Zentrum Süd"]
        assert [one.name for one in institutions.rows(session, institutions.search(session, "weiss ute"))] == [
            "Adlerschule"
        ]
        assert next(name for _id, name in institutions.names(session)) == "Adlerschule"


def test_whoever_came_through_an_institution_is_counted_and_keeps_its_name(make: Make, database: Database) -> None:
    with database.writing() as session:
        kita = institutions.add(session, InstitutionDetails(name="Kita Sonnenstrahl"))
    person = make.mentee(referred_by_id=kita)
    with database.writing() as session:
        assert [row.sent for row in institutions.rows(session, [kita])] == [1]
        institutions.remove(session, kita)
        assert people.get(session, person).referred_by == "Kita Sonnenstrahl"
        assert people.get(session, person).referred_by_id is None
        with pytest.raises(UnknownInstitution):
            institutions.get(session, kita)
