"""Rounding to multiples of 5 that adds up: the arithmetic of protection, in whole numbers only.

One-way tables of one population share nothing but their total, so no solver is needed: try both neighbours of
the exact number as total, round up the cheapest cells of each table until it adds up, take the cheaper total.
What is cheap is decided by a secret, permanent offset per cell and by what was published before for a cell
that has not changed. Everything is integer arithmetic, so every machine finds the same numbers.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

SCALE = 10**9
TARGETS = tuple(part * SCALE // 100 for part in (0, 30, 45, 55, 70))
"""How often a remainder of 0 to 4 should go up: measured so that the mean of what is published is the truth.
"""
TOTAL_WEIGHT = 3
CELL_WEIGHT = 1


@dataclass(frozen=True)
class Known:
    """A cell's truth and what was published for it in the release before.

    Without the truth (after a lost ledger) what was published is kept wherever it still fits.
    """

    truth: int | None
    shown: int


@dataclass(frozen=True)
class Parts:
    """One table: the definition and the true count of each cell, in catalogue order."""

    definitions: tuple[str, ...]
    truth: tuple[int, ...]


@dataclass(frozen=True)
class Rounded:
    """What is published: the common total and the cells of every table."""

    total: int
    tables: tuple[tuple[int, ...], ...]


def subkey(secret: bytes, purpose: str) -> bytes:
    """A key of its own for each purpose, so that the ledger tells nothing about the offsets."""
    return hmac.new(secret, f"mentorhub/{purpose}".encode(), hashlib.sha256).digest()


def offset(key: bytes, definition: str) -> int:
    """The permanent offset of a cell, evenly spread over 0 to `SCALE`."""
    digest = hmac.new(key, definition.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) * SCALE >> 64


def round_tables(
    name: str,
    exact: int,
    tables: Sequence[Parts],
    *,
    key: bytes,
    known: Mapping[str, Known],
    keep_permille: int = 500,
    base: int = 5,
) -> Rounded:
    """The published numbers of one population called `name` with the exact number `exact`.

    `known` holds, by definition, the truth and the published number of the release before.
    """

    def price(definition: str, truth: int, weight: int) -> int:
        """What rounding up costs more than rounding down."""
        cost = weight * (offset(key, definition) - TARGETS[truth % base])
        before = known.get(definition)
        if before is not None and before.truth in (None, truth):
            keep = 4 * weight * keep_permille * SCALE // 1000
            down = truth // base * base
            cost += {down: keep, down + base: -keep}.get(before.shown, 0)
        return cost

    best: tuple[int, Rounded] | None = None
    down = exact // base * base
    for total in (down,) if exact % base == 0 else (down, down + base):
        cost = price(f"{name}|total", exact, TOTAL_WEIGHT) if total > exact else 0
        rounded = []
        for table in tables:
            prices = [
                price(f"{name}|{definition}", truth, CELL_WEIGHT)
                for definition, truth in zip(table.definitions, table.truth, strict=True)
            ]
            cells, more = _cheapest(table.truth, prices, total, base)
            rounded.append(cells)
            cost += more
        found = Rounded(total, tuple(rounded))
        if guarded(found, exact) and (best is None or cost < best[0]):
            best = (cost, found)
    if best is None:
        raise AssertionError("the lower neighbour always satisfies the guard")
    return best[1]


def guarded(rounded: Rounded, exact: int) -> bool:
    """A total above the exact number needs two non-zero cells in every table; else an interval gets narrower
    than 4.
    """
    return rounded.total <= exact or all(sum(cell > 0 for cell in cells) >= 2 for cells in rounded.tables)


def round_hours(key: bytes, name: str, definitions: Sequence[str], minutes: Sequence[int], base: int) -> Rounded:
    """Hours in steps of `base` that add up with their total, from (already noised) minutes."""
    step = base * 60
    whole, exact = sum(minutes) // step, sum(minutes)
    up = offset(key, f"{name}|total") * step < exact % step * SCALE
    total = (whole + up) * base
    prices = [
        offset(key, f"{name}|{definition}") * step - part % step * SCALE
        for definition, part in zip(definitions, minutes, strict=True)
    ]
    cells, _cost = _cheapest(minutes, prices, total, step, base)
    return Rounded(total, (cells,))


def noise_permille(key: bytes, who: str, when: str, low: int, high: int) -> int:
    """By how much one mentor's hours of one quarter are changed: never near nothing, small changes more
    often.
    """
    digest = hmac.new(key, f"{when}|{who}".encode(), hashlib.sha256).digest()
    even = int.from_bytes(digest[:8])
    share = (1 << 32) - isqrt((1 << 64) - 1 - even)
    size = low + ((high - low) * share >> 32)
    return size if digest[8] & 1 else -size


def _cheapest(
    truth: Sequence[int], prices: Sequence[int], total: int, base: int, shown_base: int | None = None
) -> tuple[tuple[int, ...], int]:
    """Round up as many cells as the total needs: the cheapest; catalogue order where they cost the same."""
    shown_base = shown_base or base
    steps = [part // base for part in truth]
    missing = total // shown_base - sum(steps)
    free = sorted((price, place) for place, price in enumerate(prices) if truth[place] % base)
    cost = 0
    for price, place in free[:missing]:
        steps[place] += 1
        cost += price
    return tuple(step * shown_base for step in steps), cost
