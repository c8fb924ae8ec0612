"""The memory of all that was released: what the gate, the keep rule and a restart ask. `ledger` stores it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mentorhub.statistics import rounding
from mentorhub.statistics.gate import Release, Snapshot


@dataclass(frozen=True)
class HoursRelease:
    """One quarter's hours as released, by field; `total` is None for "keine Angabe"."""

    quarter: str
    definition: str
    stand: date
    total: int | None
    shown: Mapping[str, int]
    snapshot: Snapshot


@dataclass(frozen=True)
class Restart:
    """A recorded new beginning after a lost ledger; its number and day are public, `shown` was published before.

    `after` is the last day of which anything protected was told; `shown` is by population and cell definition.
    """

    number: int
    on: date
    after: date
    shown: Mapping[str, int]


@dataclass(frozen=True)
class Ledger:
    """The memory of all that was released, oldest first. Encrypted with everything else; never leaves."""

    releases: tuple[Release, ...] = ()
    hours: tuple[HoursRelease, ...] = ()
    restart: Restart | None = None
    lost: bool = False
    """Something has left that isn't remembered here: no breakdown and no new hours until a restart."""


def ledger_key(secret: bytes) -> bytes:
    return rounding.subkey(secret, "ledger")
