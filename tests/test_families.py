from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from make import Make
from mentorhub import changes, families, people
from mentorhub.choices import MenteeKind, Paper, Role, RoleStatus
from mentorhub.db.database import Database
from mentorhub.documents import issue
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.families import GuardianDetails, Member, MemberRow
from mentorhub.people import RoleDetails, UnknownPerson


def test_the_members_of_a_family_share_its_name_and_come_in_once(make: Make, database: Database) -> None:
    mother = make.mentee(last_name="Aziz", kind=MenteeKind.FAMILY)
    wanted = [Member("Ali", 2015, "Sohn"), Member("Sara", 2018, "Tochter")]
    with database.writing() as session:
        assert families.add_members(session, mother, wanted, make.today) == 2
        assert families.add_members(session, mother, [*wanted, Member("Omar")], make.today) == 1
    with database.reading() as session:
        names = [member.name for _id, member in families.members(session, mother)]
    assert names == ["Ali Aziz", "Sara Aziz", "Omar Aziz"]


def test_someone_alone_has_no_family(make: Make, database: Database) -> None:
    mentee = make.mentee()
    with database.reading() as session:
        assert families.members(session, mentee) == []


def test_a_guardian_comes_in_once(make: Make, database: Database) -> None:
    child = make.mentee(birth_year=2014)
    mother = GuardianDetails("Halyna Koval", "0176 04069001", "Mutter")
    with database.writing() as session:
        families.add_guardians(session, child, [mother])
        families.add_guardians(session, child, [GuardianDetails("halyna koval")])
    with database.reading() as session:
        assert families.guardians(session, child) == [mother]


def test_a_family_member_without_a_role_is_named_by_what_she_is_in_the_family(make: Make, database: Database) -> None:
    mother = make.mentee(last_name="Aziz", kind=MenteeKind.FAMILY)
    with database.writing() as session:
        families.add_members(session, mother, [Member("Sara", 2018, "Tochter"), Member("Omar")], make.today)
    with database.reading() as session:
        ids = [member for member, _details in families.members(session, mother)]
        assert [row.relation for row in people.rows(session, [*ids, mother])] == ["Tochter", "Familienmitglied", ""]


def test_an_agreement_with_a_family_protects_its_children(make: Make, database: Database) -> None:
    mother = make.mentee(last_name="Aziz", kind=MenteeKind.FAMILY, birth_year=1990)
    with database.writing() as session:
        families.add_members(session, mother, [Member("Ali", 2015, "Sohn")], make.today)
    with_child, alone = make.proposal(make.mentor(), mother), make.proposal()
    with database.reading() as session:
        assert "Kinder und Jugendliche" in _text(issue.preview(session, Paper.AGREEMENT, [with_child], make.today).pdf)
        assert "Kinder und Jugendliche" not in _text(issue.preview(session, Paper.AGREEMENT, [alone], make.today).pdf)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_the_household_of_the_form_becomes_exactly_that(make: Make, database: Database) -> None:
    mother = make.mentee(first_name="Fatima", last_name="Rahimi")
    with database.writing() as session:
        wanted = [MemberRow("Ali", 2016, "Sohn"), MemberRow("Sara", 2019, "Tochter")]
        families.write_members(session, mother, wanted, make.today)
        ali, sara = families.household(session, mother)
        changed = replace(ali, first_name="Aly", birth_year=2015)
        gone = families.write_members(session, mother, [changed, MemberRow("Omar")], make.today)
        assert gone == (sara.id,)
        changes.remove_person(session, sara.id or mother, make.today)
        told = [(one.first_name, one.birth_year, one.relation) for one in families.household(session, mother)]
        assert told == [("Aly", 2015, "Sohn"), ("Omar", None, "")]
        with pytest.raises(UnknownPerson):
            people.get(session, sara.id or mother)
        assert people.get(session, ali.id or mother).last_name == "Rahimi"


def test_a_member_with_a_role_of_her_own_only_leaves_the_household(make: Make, database: Database) -> None:
    mother = make.mentee(first_name="Fatima", last_name="Rahimi")
    with database.writing() as session:
        families.write_members(session, mother, [MemberRow("Sara", 2001, "Tochter")], make.today)
        (sara,) = families.household(session, mother)
        assert sara.id is not None
        people.set_role(session, sara.id, RoleDetails(Role.HELPER, RoleStatus.ACTIVE), make.today)
        families.write_members(session, mother, [], make.today)
        assert families.household(session, mother) == ()
        assert people.get(session, sara.id).first_name == "Sara"


def test_a_member_without_a_name_is_told_beside_the_family(make: Make, database: Database) -> None:
    mother = make.mentee()
    with pytest.raises(FieldError) as trouble, database.writing() as session:
        families.write_members(session, mother, [MemberRow(" ")], make.today)
    assert trouble.value.field == "household"


def test_another_member_can_stand_for_the_family_until_a_pairing_hangs_on_it(make: Make, database: Database) -> None:
    mother = make.mentee(first_name="Fatima", last_name="Rahimi", waiting_days=30)
    with database.writing() as session:
        families.write_members(session, mother, [MemberRow("Karim", 1985, "Vater")], make.today)
        (karim,) = families.household(session, mother)
        assert karim.id is not None
        assert not karim.is_contact
        families.move_contact(session, mother, karim.id, make.today)
        assert [one.is_contact for one in families.household(session, mother)] == [True]
        waits = people.role(session, karim.id, Role.MENTEE)
        assert waits is not None
        assert waits.registered_on == make.today - timedelta(days=30)
    make.pairing(mentee=karim.id)
    with pytest.raises(MentorHubError, match="Ansprechperson bleibt"), database.writing() as session:
        families.move_contact(session, karim.id, mother, make.today)


def test_several_mentors_may_help_one_family(make: Make, database: Database) -> None:
    mother = make.mentee(mentors=2, kind=MenteeKind.FAMILY)
    make.pairing(make.mentor(first_name="Ruth"), mother)
    make.pairing(make.mentor(first_name="Uwe"), mother)
    with database.reading() as session:
        assert people.row(session, mother).running == 2


def test_a_minor_without_anybody_who_has_custody_is_known(make: Make, database: Database) -> None:
    child, adult = make.mentee(birth_year=2014), make.mentee(birth_year=1990)
    with database.writing() as session:
        assert families.lacks_guardians(session, child, make.today, 18)
        assert not families.lacks_guardians(session, adult, make.today, 18)
        families.write_members(session, adult, [MemberRow("Sara", 2019, "Tochter")], make.today)
        (sara,) = families.household(session, adult)
        assert not families.lacks_guardians(session, sara.id or adult, make.today, 18)
        halyna = GuardianDetails("Halyna Koval", "0176 04069001", "Mutter")
        families.write_guardians(session, child, [halyna, GuardianDetails("Petro Koval")])
        assert not families.lacks_guardians(session, child, make.today, 18)
        families.write_guardians(session, child, [halyna])
        assert families.guardians(session, child) == [halyna]
    with pytest.raises(FieldError), database.writing() as session:
        families.write_guardians(session, child, [GuardianDetails("", "0176")])
