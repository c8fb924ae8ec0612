"""What an exact internal table is. Nothing of it may leave: see `internal`."""

from dataclasses import dataclass

Value = int | str


@dataclass(frozen=True)
class RawTable:
    """INTERNAL. One table of exact counts; `notes` say how it was counted."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...]
