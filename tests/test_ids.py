"""A long list of ids behaves as a list of keys does."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from mentorhub.ids import Ids


@given(keys=st.lists(st.uuids(), unique=True), place=st.integers(-5, 5))
def test_ids_are_the_list_that_they_stand_for(keys: list[UUID], place: int) -> None:
    ids = Ids(key.hex for key in keys)
    assert ids == keys
    assert list(ids) == keys
    assert ids[place:] == keys[place:]
    assert ids == Ids(key.hex for key in keys)
    assert [ids.place_of(key) for key in keys] == list(range(len(keys)))
    assert all(key in ids for key in keys)
    assert ids[:1] != keys or len(keys) <= 1


def test_an_unknown_id_has_no_place() -> None:
    ids = Ids([UUID(int=1).hex])
    assert ids.place_of(UUID(int=2)) is None
    assert ids.place_of("no key") is None
    assert ids != [UUID(int=2)]
    assert ids != "1"
