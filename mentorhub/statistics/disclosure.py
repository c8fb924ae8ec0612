"""Makes figures fit to leave the house: the only maker of `Published`.

Eckzahlen leave exactly as they are. Breakdowns leave once a year, rounded, guarded, and repeated while fewer
than five people have changed. Hours leave noised and rounded. Every promise is checked on the result before
anything is written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, replace
from datetime import date
from typing import TypeVar

from mentorhub.errors import MentorHubError
from mentorhub.statistics import gate, periods, rounding, sentences
from mentorhub.statistics.catalogue import TOTAL, Association, Network, Population, Table
from mentorhub.statistics.gate import Counted, Mark, Release, ReleasedCell, ReleasedTable, Snapshot, Unit
from mentorhub.statistics.periods import Period
from mentorhub.text import _, german_date

FIGURES = "eckzahlen"
HOURS = "stunden"
FIELD = "handlungsfeld"

R = TypeVar("R")
_DOOR = object()


class ProtectionError(MentorHubError):
    """A promise of the method doesn't hold on the result: a bug, but one that must never leave the house."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _(
                "Die Zahlen für das Netzwerk wurden nicht geschrieben: Eine Schutzprüfung ist "
                "fehlgeschlagen ({what}). An Ihren Daten ändert das nichts. Bitte melden Sie das der "
                "Stelle, von der Sie MentorHub haben."
            ).format(what=what)
        )
        self.what = what


class CatalogueChangedError(MentorHubError):
    """The same day may not be broken down by two catalogues: what differs would show who was regrouped."""

    def __init__(self, stand: date) -> None:
        super().__init__(
            _(
                "Für den Stand {day} wurde schon mit einem anderen Katalog aufgegliedert; eine zweite "
                "Aufgliederung würde einzelne Menschen verraten. Es wurde nichts geschrieben. Der neue "
                "Katalog gilt ab dem nächsten Stand."
            ).format(day=german_date(stand))
        )


@dataclass(frozen=True)
class QuarterHours:
    """INTERNAL. True minutes of one quarter by mentor and code of the field of action."""

    quarter: Period
    active_mentors: int
    minutes: Mapping[tuple[str, str], int]
    reported_by: int | None = None
    """How many mentors are behind them, where only sums are known (a Meldebogen): such hours, once released, stay."""


@dataclass(frozen=True)
class Truth:
    """INTERNAL. What was counted: exact figures, the members of each population, the hours. Never leaves as
    it is.
    """

    stand: date
    """The day it was counted on: the end of the period, or today while the period is still running."""
    figures: Mapping[str, int]
    units: Mapping[str, Sequence[Unit]]
    hours: tuple[QuarterHours, ...] = ()
    counted: Mapping[str, Counted] | None = None
    """By population, where only numbers are known: the gate compares these instead of the members."""


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
    withheld = [one.code for one in broken_down if _is_closed(one, truth, network, ledger)]
    for population in broken_down:
        if population.code not in withheld:
            units, counted = truth.units[population.code], (truth.counted or {}).get(population.code)
            now = gate.snapshot(ledger_key(secret), population, units) if counted is None else Snapshot(counted=counted)
            releases.append(_release(population, units, now, truth.stand, network, secret=secret, ledger=ledger))
    hours = [
        HoursRelease(one.quarter.code, "", one.quarter.end, None, {}, Snapshot())
        if _hours_closed(one, ledger)
        else _release_hours(one, network, secret, ledger.hours)
        for one in truth.hours
    ]
    for release in releases:
        check_release(release, network)
    shown = {release.population: release for release in releases}
    rows = (
        *_figure_rows(truth, network, releases),
        *(row for one in broken_down for row in _breakdown_rows(shown.get(one.code), one, truth.stand)),
        *_hours_rows(hours, truth.stand, network),
    )
    kept_hours = [one for one, counted in zip(hours, truth.hours, strict=True) if not _hours_closed(counted, ledger)]
    if len(kept_hours) < len(hours):
        withheld.append(HOURS)
    notices = _notices(releases, hours, period, truth.stand, network)
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


def has_breakdowns(period: Period, network: Network, stand: date) -> bool:
    """Breakdowns belong to the one day a year on which the network takes them, and to every period ending then.

    While a period still runs there is none: whoever could choose the day could wait for the moment to compare.
    """
    return stand == period.end and (stand.month, stand.day) == network.breakdown_ends


def ledger_key(secret: bytes) -> bytes:
    return rounding.subkey(secret, "ledger")


def check_release(release: Release, network: Network) -> None:
    """Every promise of the method on one release; raises `ProtectionError` at the first that doesn't hold."""
    base = network.parameters.base
    population = network.catalogue.population(release.population)
    expected = [table.code for table in population.tables if release.exact >= table.minimum]
    if [table.code for table in release.tables] != expected:
        raise ProtectionError("minimum")
    for table in release.tables:
        if sum(cell.truth for cell in table.cells) != release.exact:
            raise ProtectionError("count")
        if abs(table.total - release.exact) >= base:
            raise ProtectionError("sum")
        for cell in table.cells:
            if cell.shown % base or cell.shown < 0 or abs(cell.shown - cell.truth) >= base:
                raise ProtectionError("cell")
        if table.total > release.exact and sum(cell.shown > 0 for cell in table.cells) < 2:
            raise ProtectionError("guard")


def _require_complete(truth: Truth, period: Period, network: Network) -> None:
    catalogue = network.catalogue
    periods.require_shared(period)
    if set(truth.figures) != {figure.code for figure in catalogue.figures} or min(truth.figures.values()) < 0:
        raise ProtectionError("figures")
    if not period.contains(truth.stand):
        raise ProtectionError("stand")
    if tuple(hours.quarter for hours in truth.hours) != (period.quarters() if truth.stand == period.end else ()):
        raise ProtectionError("quarters")
    if not has_breakdowns(period, network, truth.stand):
        return
    if set(truth.units) != {population.code for population in catalogue.populations}:
        raise ProtectionError("populations")
    for population in catalogue.populations:
        keys = {unit.key for unit in truth.units[population.code]}
        if not len(keys) == len(truth.units[population.code]) == truth.figures[population.figure]:
            raise ProtectionError("count")


def _is_closed(population: Population, truth: Truth, network: Network, ledger: Ledger) -> bool:
    """Whether a population can't be broken down: the ledger is lost, or nobody can tell yet that enough has changed.

    After a restart the gate has no memory, so the first release asks for a later Stand and five who came since.
    """
    if ledger.lost:
        return True
    restart = ledger.restart
    if restart is None:
        return False
    begun_again = any(one.population == population.code and one.stand > restart.after for one in ledger.releases)
    few = gate.entered(truth.units[population.code], restart.after) < network.parameters.gate
    return truth.stand <= restart.after or (few and not begun_again)


def _hours_closed(counted: QuarterHours, ledger: Ledger) -> bool:
    return ledger.lost or (ledger.restart is not None and counted.quarter.start <= ledger.restart.after)


def _release(
    population: Population,
    units: Sequence[Unit],
    now: Snapshot,
    stand: date,
    network: Network,
    *,
    secret: bytes,
    ledger: Ledger,
) -> Release:
    """The earlier release again while too few people changed; otherwise a new one."""
    earlier = ledger.releases
    again = gate.repeated(earlier, population, now, network.parameters.gate)
    if again is not None:
        return again
    if any(
        one.stand == stand and one.definition != population.definition
        for one in earlier
        if one.population == population.code
    ):
        raise CatalogueChangedError(stand)
    shown = [table for table in population.tables if len(units) >= table.minimum]
    parts = [_count(table, units) for table in shown]
    rounded = rounding.round_tables(
        population.code,
        len(units),
        parts,
        key=rounding.subkey(secret, "offsets"),
        known=_known(ledger, population, stand),
        keep_permille=network.parameters.keep_permille,
        base=network.parameters.base,
    )
    tables = tuple(
        ReleasedTable(
            table.code,
            tuple(
                ReleasedCell(cell.code, definition, true, value)
                for cell, definition, true, value in zip(table.cells, part.definitions, part.truth, cells, strict=True)
            ),
        )
        for table, part, cells in zip(shown, parts, rounded, strict=True)
    )
    return Release(population.code, population.definition, stand, len(units), tables, now)


def _known(ledger: Ledger, population: Population, stand: date) -> dict[str, rounding.Known]:
    """What was published last; after a restart also what only the old packages still tell."""
    restart, releases = ledger.restart, ledger.releases
    if restart is None:
        return gate.known(releases, population, stand)
    return {
        **gate.known([one for one in releases if one.stand <= restart.after], population, stand),
        **{name: rounding.Known(None, value) for name, value in restart.shown.items()},
        **gate.known([one for one in releases if one.stand > restart.after], population, stand),
    }


def _count(table: Table, units: Iterable[Unit]) -> rounding.Parts:
    places = {cell.code: place for place, cell in enumerate(table.cells)}
    truth = [0] * len(places)
    for unit in units:
        truth[places[table.cell_of(unit.codes).code]] += 1
    return rounding.Parts(table.feature, tuple(table.definition_of(cell) for cell in table.cells), tuple(truth))


def _release_hours(
    counted: QuarterHours, network: Network, secret: bytes, earlier: Sequence[HoursRelease]
) -> HoursRelease:
    """One quarter's hours. Once released they are repeated until five mentors' hours have changed."""
    fields, chosen = network.catalogue.fields, network.parameters
    definition = ";".join(f"{field.code}:{'rest' if field.rest else '+'.join(sorted(field.codes))}" for field in fields)
    by_mentor: dict[str, dict[str, int]] = {}
    for (mentor, code), minutes in counted.minutes.items():
        if minutes > 0:
            sums = by_mentor.setdefault(mentor, {})
            field = network.catalogue.field_of(code).code
            sums[field] = sums.get(field, 0) + minutes
    quarter, key = counted.quarter, ledger_key(secret)
    if counted.reported_by is not None:
        kept = [one for one in earlier if (one.quarter, one.definition) == (quarter.code, definition)]
        if kept:
            return kept[-1]
    now = Snapshot(
        frozenset(
            Mark(
                gate.fingerprint(key, mentor),
                gate.fingerprint(key, mentor, quarter.code, *(f"{code}={sums[code]}" for code in sorted(sums))),
            )
            for mentor, sums in by_mentor.items()
        )
    )
    again = [
        release
        for release in earlier
        if (release.quarter, release.definition) == (quarter.code, definition)
        and gate.changes(release.snapshot, now) < chosen.gate
    ]
    if again:
        return min(reversed(again), key=lambda release: gate.changes(release.snapshot, now))
    reported_by = len(by_mentor) if counted.reported_by is None else counted.reported_by
    if counted.active_mentors < chosen.hours_mentors or 0 < reported_by < chosen.hours_mentors:
        return HoursRelease(quarter.code, definition, quarter.end, None, {}, now)
    noise_key = rounding.subkey(secret, "hours")
    noised = dict.fromkeys((field.code for field in fields), 0)
    for mentor, sums in by_mentor.items():
        noise = rounding.noise_permille(noise_key, mentor, quarter.code, *chosen.hours_noise_permille)
        for field, minutes in sums.items():
            noised[field] += minutes * (1000 + noise) // 1000
    key = rounding.subkey(secret, "offsets")
    rounded = rounding.round_hours(key, HOURS, list(noised), list(noised.values()), chosen.hours_base)
    shown = dict(zip(noised, rounded, strict=True))
    if any(value % chosen.hours_base for value in shown.values()):
        raise ProtectionError("hours")
    return HoursRelease(quarter.code, definition, quarter.end, sum(rounded), shown, now)


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


def _hours_rows(hours: Sequence[HoursRelease], stand: date, network: Network) -> Iterable[Row]:
    """The sum of the released quarters, never counted anew from what is behind them."""
    stated = bool(hours) and all(release.total is not None for release in hours)
    total = sum(release.total or 0 for release in hours)
    yield Row(HOURS, FIELD, TOTAL, HOURS, total if stated else None, stand)
    for field in network.catalogue.fields:
        value = sum(release.shown.get(field.code, 0) for release in hours)
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
    releases: Iterable[Release], hours: Sequence[HoursRelease], period: Period, stand: date, network: Network
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
    if any(release.total is None for release in hours):
        yield sentences.NOT_SHOWN_HOURS
