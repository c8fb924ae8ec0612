import pytest

from mentorhub import districts
from mentorhub.db.database import Database
from mentorhub.districts import District, Finder
from mentorhub.errors import FieldError


def test_the_shipped_table_is_that_of_the_town_with_a_source(database: Database) -> None:
    with database.reading() as session:
        shipped = districts.table(session)
    assert [entry.name for entry in shipped] == ["Beckum", "Neubeckum", "Vellern", "Roland"]
    assert all(entry.postcodes == ("59269",) for entry in shipped)
    assert districts.source()


def test_neighbours_know_each_other(database: Database) -> None:
    near = districts.neighbours(districts.shipped())
    assert all(name in near[other] for name, others in near.items() for other in others)


def test_an_own_table_replaces_the_shipped_one_until_it_is_taken_back(database: Database) -> None:
    own = [District("Nord", ("12345",), frozenset({"süd "})), District("Süd", ("12346", "12347"))]
    with database.writing() as session:
        districts.set_table(session, own)
    with database.writing() as session:
        north, south = districts.table(session)
        assert (set(north.neighbours), set(south.neighbours)) == ({"Süd"}, {"Nord"})
        assert south.postcodes == ("12346", "12347")
        districts.reset_table(session)
        assert districts.table(session) == districts.shipped()


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ([District(" ")], "jedem Stadtteil einen Namen"),
        ([District("Nord"), District("NORD ")], "zweimal"),
        ([District("Nord", (), frozenset({"Ost"}))], "Ost steht nicht in der Liste"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(database: Database, own: list[District], sentence: str) -> None:
    with pytest.raises(FieldError, match=sentence), database.writing() as session:
        districts.set_table(session, own)
    with database.reading() as session:
        assert districts.table(session) == districts.shipped()


def test_a_district_is_found_in_any_spelling_or_by_a_postcode_that_is_its_alone() -> None:
    finder = Finder([*districts.shipped(), District("Ahlen", ("59227", "59229"))])
    assert finder.find(" neu-beckum ") == "Neubeckum"
    assert finder.find("", "59229") == "Ahlen"
    assert finder.find("", "59269") == "", "all four districts share it"
    assert finder.find("Innenstadt", "59229") == "Innenstadt"
    assert finder.find("", "") == ""
