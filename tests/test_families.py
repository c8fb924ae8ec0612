from io import BytesIO

from pypdf import PdfReader

from make import Make
from mentorhub import families, people
from mentorhub.choices import MenteeKind
from mentorhub.db.database import Database
from mentorhub.documents import issue
from mentorhub.families import GuardianDetails, Member


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
        assert "Kinder und Jugendliche" in _text(issue.preview_agreement(session, with_child, make.today).pdf)
        assert "Kinder und Jugendliche" not in _text(issue.preview_agreement(session, alone, make.today).pdf)


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
