"""How the town's figures have changed, from nothing but what was published for it before. Pure.

Compared is only over the same associations: another one more or less would show that one's figures, and mean nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.statistics import comparison
from mentorhub.statistics.comparison import Change
from mentorhub.statistics.disclosure import FIGURES
from mentorhub.statistics.network import TownReport, TownValue
from mentorhub.statistics.periods import Period
from mentorhub.statistics.town_reading import EarlierTown

MOST_PERIODS = 6
"""So many columns of the past fit beside each other on paper."""


@dataclass(frozen=True)
class Trend:
    """The earlier reports that can be compared, oldest first; `left_out`: why the others can't be, in German."""

    earlier: tuple[EarlierTown, ...] = ()
    left_out: tuple[str, ...] = ()

    def values(self, table: str, cell: str) -> tuple[int | None, ...]:
        """What was published for one cell in each earlier period."""
        return tuple(one.values[table, cell].value if (table, cell) in one.values else None for one in self.earlier)

    def against(self, period: Period) -> tuple[EarlierTown, ...]:
        """The period before and the same a year before; where neither is known, the newest that is."""
        wanted = (period.previous(), period.year_before())
        found = tuple(one for day in dict.fromkeys(wanted) for one in self.earlier if one.period == day)
        return found or self.earlier[-1:]


def trend(report: TownReport, earlier: Sequence[EarlierTown]) -> Trend:
    """Which of them can stand beside this report."""
    here = frozenset(one.code for one in report.delivered)
    kept: dict[Period, EarlierTown] = {}
    left_out = []
    for one in sorted(earlier, key=lambda town: town.period.end):
        reason = _reason(one, report, here)
        if reason:
            left_out.append(f"{one.period.german} ({one.name}): {reason}")
        else:
            kept[one.period] = one
    return Trend(tuple(list(kept.values())[-MOST_PERIODS:]), tuple(left_out))


def changes(report: TownReport, earlier: EarlierTown) -> Mapping[tuple[str, str], Change]:
    """By table and cell: from then to now. Where another number of associations stands behind it, nothing is said."""
    return dict(_changes(report.values, report, earlier))


def _changes(
    values: Iterable[TownValue], report: TownReport, earlier: EarlierTown
) -> Iterable[tuple[tuple[str, str], Change]]:
    base = report.network.parameters.base
    same_cells = earlier.catalogue == report.network.sha256
    for one in values:
        key = (one.table, one.cell or one.measure)
        then = earlier.values.get(key)
        comparable = then is not None and then.associations == one.associations
        if not comparable or not (same_cells or one.table == FIGURES):
            continue
        before = then.value if then is not None else None
        yield key, comparison.change(one.table, one.value, before, associations=one.associations, base=base)


def _reason(earlier: EarlierTown, report: TownReport, here: frozenset[str]) -> str:
    if earlier.period.kind is not report.period.kind:
        return "eine andere Art von Zeitraum."
    if earlier.period.end >= report.period.end:
        return "kein früherer Zeitraum."
    if earlier.delivered != here:
        return "andere Einrichtungen haben geliefert; verglichen wird nur über dieselben."
    return ""
