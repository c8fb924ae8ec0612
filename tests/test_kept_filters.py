"""Filters with a name: kept by list, replaced by name, forgotten."""

import pytest

from mentorhub import kept_filters
from mentorhub.db.database import Database
from mentorhub.errors import FieldError


def _names(database: Database, page: str = "people") -> list[str]:
    with database.reading() as session:
        return [one.name for one in kept_filters.kept(session, page)]


def test_a_filter_comes_back_as_it_was_kept_and_only_in_its_list(database: Database) -> None:
    with database.writing() as session:
        kept_filters.keep(session, "people", "  Mentees   in Roland ", {"role": "mentee", "district": "Roland"})
        kept_filters.keep(session, "people", "älteste", {"words": "ä"})
    with database.reading() as session:
        [_oldest, one] = kept_filters.kept(session, "people")
    assert (one.name, one.content) == ("Mentees in Roland", {"role": "mentee", "district": "Roland"})
    assert _names(database, "pairings") == []


def test_the_same_name_replaces_and_forgetting_takes_it_away(database: Database) -> None:
    with database.writing() as session:
        first = kept_filters.keep(session, "people", "Meine", {"words": "a"})
        assert kept_filters.keep(session, "people", "Meine", {"words": "b"}) == first
        kept_filters.forget(session, first)
        kept_filters.forget(session, first)
    assert _names(database) == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_filter_needs_a_name_of_a_sensible_length(database: Database, name: str) -> None:
    with database.writing() as session, pytest.raises(FieldError):
        kept_filters.keep(session, "people", name, {})
