"""Makes figures fit to leave the house: the only maker of `Published`.

Eckzahlen leave exactly as they are. Breakdowns leave once a year, rounded, guarded, and repeated while fewer
than five people have changed. Hours leave noised and rounded. Every promise is checked on the result before
anything is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass, replace
from datetime import date
from typing import TypeVar

from mentorhub.statistics import breakdowns, gate, hours, periods, sentences
from mentorhub.statistics.breakdowns import CatalogueChangedError, has_breakdowns
from mentorhub.statistics.catalogue import TOTAL, Association, Network, Population
from mentorhub.statistics.gate import Release, Snapshot
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.memory import HoursRelease, Ledger, Restart, ledger_key
from mentorhub.statistics.periods import Period
from mentorhub.statistics.protection import ProtectionError, check_release
from mentorhub.statistics.truth import QuarterHours, Truth

__all__ = [
    "FIELD",
    "FIGURES",
    "HOURS",
    "CatalogueChangedError",
    "HoursRelease",
    "Ledger",
    "Outcome",
    "ProtectionError",
    "Published",
    "QuarterHours",
    "Restart",
    "Row",
    "Truth",
    "check_release",
    "has_breakdowns",
    "ledger_key",
    "publish",
]

FIGURES = "eckzahlen"
FIELD = "handlungsfeld"

R = TypeVar("R")
_DOOR = object()


@dataclass(frozen=True)
class Row:
    """One published value; None is "n/v", not broken down or not stated."""

    table: str
    feature: str
    cell: str
    measure: str
    value: int | None
    stand: date


@dataclass(frozen=True)
class Published:
    """Figures that may leave. Only this module can make one: it alone holds the key to the door."""

    network: Network
    association: Association
    period: Period
    stand: date
    rows: tuple[Row, ...]
    door: InitVar[object]
    withheld: tuple[str, ...] = ()
    """Populations that would be broken down if the ledger were whole, and the hours."""
    restart: Restart | None = None

    def __post_init__(self, door: object) -> None:
        if door is not _DOOR:
            raise TypeError("only disclosure.publish makes Published figures")


@dataclass(frozen=True)
class Outcome:
    """What may leave, what must be remembered of it, what the coordinator should know before sending it."""

    published: Published
    ledger: Ledger
    notices: tuple[str, ...]


def publish(
    truth: Truth, period: Period, network: Network, *, association: Association, secret: bytes, ledger: Ledger
) -> Outcome:
    """The protected figures of one association and period. Same data, secret and ledger: same figures, in any order.

    A period that still runs has only exact figures, as of the day they were counted.
    """
    _require_complete(truth, period, network)
    releases: list[Release] = []
    broken_down = network.catalogue.populations if has_breakdowns(period, network, truth.stand) else ()
    withheld = [one.code for one in broken_down if breakdowns.is_closed(one, truth, network, ledger)]
    for population in broken_down:
        if population.code not in withheld:
            units, counted = truth.units[population.code], (truth.counted or {}).get(population.code)
            now = gate.snapshot(ledger_key(secret), population, units) if counted is None else Snapshot(counted=counted)
            release = breakdowns.release(population, units, now, truth.stand, network, secret=secret, ledger=ledger)
            releases.append(release)
    quarters = [
        HoursRelease(one.quarter.code, "", one.quarter.end, None, {}, Snapshot())
        if hours.is_closed(one, ledger)
        else hours.release(one, network, secret, ledger.hours)
        for one in truth.hours
    ]
    for release in releases:
        check_release(release, network)
    shown = {release.population: release for release in releases}
    rows = (
        *_figure_rows(truth, network, releases),
        *(row for one in broken_down for row in _breakdown_rows(shown.get(one.code), one, truth.stand)),
        *_hours_rows(quarters, truth.stand, network),
    )
    open_quarters = [not hours.is_closed(counted, ledger) for counted in truth.hours]
    kept_hours = [one for one, is_open in zip(quarters, open_quarters, strict=True) if is_open]
    if len(kept_hours) < len(quarters):
        withheld.append(HOURS)
    notices = _notices(releases, quarters, period, truth.stand, network)
    return Outcome(
        published=Published(
            network, association, period, truth.stand, rows, door=_DOOR, withheld=tuple(withheld),
            restart=ledger.restart,
        ),
        ledger=replace(
            ledger, releases=_added(ledger.releases, releases), hours=_added(ledger.hours, kept_hours)
        ),
        notices=(*_ledger_notices(ledger, withheld), *notices),
    )  # fmt: skip


def _require_complete(truth: Truth, period: Period, network: Network) -> None:
    catalogue = network.catalogue
    periods.require_shared(period)
    if set(truth.figures) != {figure.code for figure in catalogue.figures} or min(truth.figures.values()) < 0:
        raise ProtectionError("figures")
    if not period.contains(truth.stand):
        raise ProtectionError("stand")
    if tuple(one.quarter for one in truth.hours) != (period.quarters() if truth.stand == period.end else ()):
        raise ProtectionError("quarters")
    if not has_breakdowns(period, network, truth.stand):
        return
    if set(truth.units) != {population.code for population in catalogue.populations}:
        raise ProtectionError("populations")
    for population in catalogue.populations:
        keys = {unit.key for unit in truth.units[population.code]}
        if not len(keys) == len(truth.units[population.code]) == truth.figures[population.figure]:
            raise ProtectionError("count")


def _figure_rows(truth: Truth, network: Network, releases: Iterable[Release]) -> Iterable[Row]:
    """The exact figures of this period, then the exact number at an older Stand for what is repeated."""
    for figure in network.catalogue.figures:
        yield Row(FIGURES, "", "", figure.code, truth.figures[figure.code], truth.stand)
    for release in releases:
        if release.stand != truth.stand:
            population = network.catalogue.population(release.population)
            yield Row(FIGURES, "", "", population.figure, release.exact, release.stand)


def _breakdown_rows(release: Release | None, population: Population, day: date) -> Iterable[Row]:
    tables = () if release is None else release.tables
    shown = {table.code: table for table in tables}
    stand = day if release is None else release.stand
    for table in population.tables:
        released = shown.get(table.code)
        total = None if released is None else released.total
        yield Row(table.code, table.feature_label, TOTAL, population.code, total, stand)
        values = {} if released is None else {cell.code: cell.shown for cell in released.cells}
        for cell in table.cells:
            value = values.get(cell.code)
            yield Row(table.code, table.feature_label, cell.code, population.code, value, stand)


def _hours_rows(quarters: Sequence[HoursRelease], stand: date, network: Network) -> Iterable[Row]:
    """The sum of the released quarters, never counted anew from what is behind them."""
    stated = bool(quarters) and all(release.total is not None for release in quarters)
    total = sum(release.total or 0 for release in quarters)
    yield Row(HOURS, FIELD, TOTAL, HOURS, total if stated else None, stand)
    for field in network.catalogue.fields:
        value = sum(release.shown.get(field.code, 0) for release in quarters)
        yield Row(HOURS, FIELD, field.code, HOURS, value if stated else None, stand)


def _added(earlier: tuple[R, ...], now: Iterable[R]) -> tuple[R, ...]:
    """The ledger with what is new in it; what was repeated stands there already."""
    return (*earlier, *(release for release in now if release not in earlier))


def _ledger_notices(ledger: Ledger, withheld: Sequence[str]) -> Iterable[str]:
    if ledger.lost:
        yield sentences.LEDGER_LOST
    elif ledger.restart is not None and withheld:
        yield sentences.after_restart(ledger.restart.on)


def _notices(
    releases: Iterable[Release], quarters: Sequence[HoursRelease], period: Period, stand: date, network: Network
) -> Iterable[str]:
    if stand < period.end:
        yield sentences.provisional(stand)
    for release in releases:
        population = network.catalogue.population(release.population)
        if release.stand != stand:
            yield f"{population.label}: {sentences.repeated(release.stand)}"
        hidden = {table.minimum for table in population.tables if release.exact < table.minimum}
        if hidden:
            yield sentences.not_shown(min(hidden), population.label)
    if any(release.total is None for release in quarters):
        yield sentences.NOT_SHOWN_HOURS
