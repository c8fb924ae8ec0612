"""Rounding to multiples of 5 that adds up: the arithmetic of protection, in whole numbers only.

One-way tables of one population share nothing but their total, so no solver is needed: try both neighbours of
the exact number as total, round up the cheapest cells of each table until it adds up, take the cheaper total.
What is cheap is decided by a secret, permanent offset per cell and by what was published before for a cell
that has not changed. A table that showed everybody in one group before rounds its total for itself (`_alone`).
Everything is integer arithmetic, so every machine finds the same numbers.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

SCALE = 10**9
TARGETS = tuple(part * SCALE // 100 for part in (0, 30, 45, 55, 70))
"""How often a remainder of 0 to 4 should go up: measured so that the mean of what is published is the truth.
"""
ALONE_FROM = 10
"""From this exact number on a table may part from the common total; below it that would help to guess a newcomer."""
TOTAL = "_T"


@dataclass(frozen=True)
class Known:
    """A cell's truth and what was published for it in the release before.

    Without the truth (after a lost ledger) what was published is kept wherever it still fits.
    """

    truth: int | None
    shown: int


@dataclass(frozen=True)
class Parts:
    """One table: its feature, the definition and the true count of each cell, in catalogue order."""

    feature: str
    definitions: tuple[str, ...]
    truth: tuple[int, ...]


Rounded = tuple[tuple[int, ...], ...]
"""The published cells, table by table; the sum of a table's cells is its published total."""


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

    def price(definition: str, truth: int) -> int:
        """What rounding up costs more than rounding down."""
        cost = offset(key, definition) - TARGETS[truth % base]
        before = known.get(definition)
        if before is not None and before.truth in (None, truth):
            keep = 4 * keep_permille * SCALE // 1000
            down = truth // base * base
            cost += {down: keep, down + base: -keep}.get(before.shown, 0)
        return cost

    def round_to(table: Parts, total: int) -> tuple[tuple[int, ...], int]:
        prices = [
            price(f"{name}|{definition}", truth)
            for definition, truth in zip(table.definitions, table.truth, strict=True)
        ]
        return _cheapest(table.truth, prices, total, base)

    def together(some: Sequence[Parts], definition: str) -> list[tuple[int, ...]]:
        """These tables with one total: the cheaper neighbour of the exact number, the upper one only if guarded."""
        down = exact // base * base
        best: tuple[int, list[tuple[int, ...]]] | None = None
        for total in (down,) if exact % base == 0 else (down, down + base):
            rounded = [round_to(table, total) for table in some]
            cost = sum(more for _cells, more in rounded)
            if total > exact:
                cost += offset(key, f"{name}|{definition}") - TARGETS[exact % base]
            if guarded([cells for cells, _more in rounded], exact) and (best is None or cost < best[0]):
                best = (cost, [cells for cells, _more in rounded])
        if best is None:
            raise AssertionError("the lower neighbour always satisfies the guard")
        return best[1]

    alone = [exact >= ALONE_FROM and _alone(name, table, known) for table in tables]
    common = iter(together([table for table, apart in zip(tables, alone, strict=True) if not apart], TOTAL))
    return tuple(
        together([table], f"{table.feature}|{TOTAL}")[0] if apart else next(common)
        for table, apart in zip(tables, alone, strict=True)
    )


def guarded(tables: Iterable[Sequence[int]], exact: int) -> bool:
    """A total above the exact number needs two non-zero cells in its table; else an interval gets narrower than 4."""
    return all(sum(cells) <= exact or sum(cell > 0 for cell in cells) >= 2 for cells in tables)


def _alone(name: str, table: Parts, known: Mapping[str, Known]) -> bool:
    """Whether the release before showed everybody of this table in one group (or nobody at all).

    There the guard holds the total down every year, and a total shared with the other tables would force unchanged
    small groups in those to flip until they are known. It is decided by what everybody has seen, never by the truth:
    from a total that differs nothing can be learnt.
    """
    before = [known.get(f"{name}|{definition}") for definition in table.definitions]
    return None not in before and sum(one is not None and one.shown > 0 for one in before) < 2


def round_hours(
    key: bytes, name: str, definitions: Sequence[str], minutes: Sequence[int], base: int
) -> tuple[int, ...]:
    """Hours in steps of `base` whose sum is rounded too, from (already noised) minutes."""
    step = base * 60
    whole, exact = sum(minutes) // step, sum(minutes)
    up = offset(key, f"{name}|total") * step < exact % step * SCALE
    total = (whole + up) * base
    prices = [
        offset(key, f"{name}|{definition}") * step - part % step * SCALE
        for definition, part in zip(definitions, minutes, strict=True)
    ]
    cells, _cost = _cheapest(minutes, prices, total, step, base)
    return cells


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
