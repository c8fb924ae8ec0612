"""The yearly breakdowns of one population: whether there may be any, repeated or rounded anew."""

from collections.abc import Iterable, Sequence
from datetime import date

from mentorhub.errors import MentorHubError
from mentorhub.statistics import gate, rounding
from mentorhub.statistics.catalogue import Network, Population, Table
from mentorhub.statistics.gate import Release, ReleasedCell, ReleasedTable, Snapshot, Unit
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.periods import Period
from mentorhub.statistics.truth import Truth
from mentorhub.text import _, german_date


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


def has_breakdowns(period: Period, network: Network, stand: date) -> bool:
    """Breakdowns belong to the one day a year on which the network takes them, and to every period ending then.

    While a period still runs there is none: whoever could choose the day could wait for the moment to compare.
    """
    return stand == period.end and (stand.month, stand.day) == network.breakdown_ends


def is_closed(population: Population, truth: Truth, network: Network, ledger: Ledger) -> bool:
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


def release(
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
