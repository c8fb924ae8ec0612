"""What changed between two published figures, from nothing but what was published. Pure.

A rounded figure may lie up to 4 beside the truth, so a difference of two says something only from twice that on. What
lies below is never shown as growth, and gets no arrow.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt

from mentorhub.statistics import sentences
from mentorhub.statistics.catalogue import TOTAL
from mentorhub.statistics.disclosure import FIGURES, Row
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.periods import Period
from mentorhub.text import number

BASE = 5
TOWN_LEAST, TOWN_MEASURED = 15, 8
"""In a town of eight associations a shown difference of 15 or more has the true direction in 96 % of cases."""


@dataclass(frozen=True)
class Change:
    """From `before` to `now`. A difference below `least` says nothing; None as `least`: no difference does (hours)."""

    now: int | None
    before: int | None
    least: int | None
    repeated: bool = False
    """The very same published breakdown, carried over: nothing was counted anew, so nothing can have changed."""

    @property
    def difference(self) -> int | None:
        """None where it would say nothing."""
        if self.now is None or self.before is None or self.least is None or self.repeated:
            return None
        found = self.now - self.before
        return found if abs(found) >= self.least or self.least <= 1 else None

    @property
    def direction(self) -> int:
        """1 up, -1 down, 0 for no arrow."""
        found = self.difference or 0
        return (found > 0) - (found < 0)

    @property
    def words(self) -> str:
        """German, as all that leaves."""
        if self.now is None or self.before is None:
            return "–"
        if self.repeated:
            return sentences.CARRIED_OVER
        if self.difference is None:
            return sentences.NO_TREND
        return f"{'-' if self.difference < 0 else '+'}{number(abs(self.difference))}" if self.difference else "±0"


@dataclass(frozen=True)
class Basis:
    """What was published of one period that was over."""

    period: Period
    stand: date
    catalogue: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Against:
    """A published period compared with an earlier one; without `basis` the sentence says why there is nothing."""

    period: Period
    basis: Basis | None
    sentence: str
    changes: Mapping[tuple[str, str], Change]
    """By table and cell, of an Eckzahl by table and figure."""


def least_change(table: str, associations: int = 1, base: int = BASE) -> int | None:
    """From which difference on a change of this table says something.

    Of one association each value lies within `base` - 1, so from 2 x `base` on the direction is certain. Of a town it's
    what was measured for eight associations, growing with the root of their number. Hours: never.
    """
    if table == FIGURES:
        return 1
    if table == HOURS:
        return None
    if associations == 1:
        return 2 * base
    measured = TOWN_LEAST * base / BASE
    return max(round(measured), base * ceil(measured * sqrt(associations / TOWN_MEASURED) / base))


def change(
    table: str, now: int | None, before: int | None, *, associations: int = 1, base: int = BASE, repeated: bool = False
) -> Change:
    """Two published values of one cell; `associations` is how many are summed in each of them."""
    return Change(now, before, least_change(table, associations, base), repeated)


def compare(now: Basis, published: Iterable[Basis], base: int = BASE) -> tuple[Against, ...]:
    """With the period before and the same period a year before: one column each, or one where both are the same."""
    known = {one.period: one for one in published}
    wanted = dict.fromkeys((now.period.previous(), now.period.year_before()))
    return tuple(_against(period, now, known.get(period), base) for period in wanted)


def _against(period: Period, now: Basis, basis: Basis | None, base: int) -> Against:
    if now.stand < now.period.end:
        return Against(period, None, sentences.STILL_RUNNING, {})
    if basis is None:
        return Against(period, None, sentences.nothing_published(period.german), {})
    same_cells = now.catalogue == basis.catalogue
    then = {_key(row): row for row in _current(basis)}
    changes = {}
    for row in _current(now):
        earlier = then.get(_key(row))
        if earlier is None or not (same_cells or row.table == FIGURES):
            continue
        repeated = row.table not in (FIGURES, HOURS) and row.stand == earlier.stand
        changes[_key(row)] = change(row.table, row.value, earlier.value, base=base, repeated=repeated)
    sentence = "" if same_cells else sentences.OTHER_CATALOGUE
    return Against(period, basis, sentence, changes)


def _current(of: Basis) -> Iterable[Row]:
    """Without the older exact numbers, which only explain a repeated breakdown, and without rounded sums."""
    return (
        row
        for row in of.rows
        if (row.table != FIGURES or row.stand == of.stand) and (row.cell != TOTAL or row.table == HOURS)
    )


def _key(row: Row) -> tuple[str, str]:
    return row.table, row.cell or row.measure
