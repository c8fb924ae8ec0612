"""Many ids in order, as a list of 200,000 rows needs them: kept as the text they are stored as, made keys when asked.

Making a `UUID` takes a microsecond or two and hashing it another; for a whole table that is longer than the search.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload
from uuid import UUID


class Ids(Sequence[UUID]):
    """Equal to any sequence of the same ids in the same order."""

    def __init__(self, stored: Iterable[str]) -> None:
        """`stored`: 32 hexadecimal digits each."""
        self._stored = list(stored)

    @overload
    def __getitem__(self, place: int) -> UUID: ...

    @overload
    def __getitem__(self, place: slice) -> "Ids": ...

    def __getitem__(self, place: int | slice) -> "UUID | Ids":
        return Ids(self._stored[place]) if isinstance(place, slice) else UUID(self._stored[place])

    def __len__(self) -> int:
        return len(self._stored)

    def __iter__(self) -> Iterator[UUID]:
        return map(UUID, self._stored)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Ids):
            return self._stored == other._stored
        return (
            isinstance(other, Sequence)
            and len(other) == len(self)
            and all(ours == theirs for ours, theirs in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, wanted: object) -> bool:
        return self.place_of(wanted) is not None

    def place_of(self, wanted: object) -> int | None:
        """Where an id stands; found quickly however many there are."""
        return self._places.get(wanted.hex) if isinstance(wanted, UUID) else None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {stored: place for place, stored in enumerate(self._stored)}
