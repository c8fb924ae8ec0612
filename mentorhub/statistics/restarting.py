"""After a lost or rolled-back ledger: take in the packages that left, and begin again, on record.

What has been published can't be taken back. So the numbers published before are preferred wherever they still fit, the
secret offsets stay the same, and the first breakdown waits for a later Stand and for five new people.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from mentorhub.errors import MentorHubError
from mentorhub.statistics import ledger, reading, witness
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.disclosure import FIGURES
from mentorhub.statistics.hours import HOURS
from mentorhub.statistics.memory import Restart
from mentorhub.statistics.reading import Earlier
from mentorhub.text import _, german_date

YEARS_BETWEEN = 3
"""At most one restart in three years: each gives a collector a few more small groups (method, section Ledger)."""


class RestartError(MentorHubError):
    """No restart is possible now, and why."""


@dataclass(frozen=True)
class TakenIn:
    """What came of it: nothing was missing, or a restart was recorded."""

    restart: Restart | None


def take_in(session: Session, paths: Sequence[Path], network: Network, sender: str, today: date) -> TakenIn:
    """Read the packages that were sent earlier. Needs a writing session.

    If the ledger knows them all it's sound again; otherwise a restart is recorded, once in three years.
    """
    given = [reading.earlier(path, network, sender) for path in paths]
    standing = witness.standing(session)
    kept = {*ledger.memories(session), *ledger.accounted_for(session)}
    unknown = [one for one in given if one.sha256 not in kept]
    if not given or (not unknown and standing.sound):
        raise RestartError(_("Diese Pakete kennt das Programm schon. Es hat sich nichts geändert."))
    absent = [one for one in standing.lost if one.sha256 not in {one.sha256 for one in given}]
    absent = [one for one in absent if one.period != ledger.RESTART and " " not in one.period]
    if absent:
        names = ", ".join(f"{one.period} (r{one.revision})" for one in absent)
        raise RestartError(
            _(
                "Es fehlen noch frühere Pakete: {names}. Es wurde nichts geändert. Bitte wählen Sie alle zusammen aus; "
                "die Stelle, die das Netzwerk leitet, hat sie auch."
            ).format(names=names)
        )
    if not unknown and not standing.lost:
        witness.note(session)
        return TakenIn(None)
    earlier = [one.on for one in witness.restarts(session)] + [one.on for one in ledger.restarts(session)]
    if earlier and today < _years_later(max(earlier)):
        raise RestartError(
            _(
                "Der letzte Neustart war am {day}; der nächste ist erst drei Jahre danach möglich. Bis dahin gehen nur "
                "Eckzahlen heraus. Es wurde nichts geändert."
            ).format(day=german_date(max(earlier)))
        )
    restart = Restart(
        number=len(set(earlier)) + 1, on=today, after=_last_stand(session, given), shown=_published(given, network)
    )
    files = [one.sha256 for one in given] + [one.sha256 for one in standing.lost]
    sha256 = hashlib.sha256(json.dumps([restart.number, *files]).encode()).hexdigest()
    ledger.store_restart(session, restart, files, sha256, network.catalogue.version)
    witness.note(session, [witness.Seen(one.period, one.revision, one.sha256, "", one.made_on) for one in given])
    return TakenIn(restart)


def _published(given: Sequence[Earlier], network: Network) -> dict[str, int]:
    """By population and cell definition, what was shown last, as far as today's catalogue still has the cell."""
    shown: dict[str, int] = {}
    for package in sorted(given, key=lambda one: (one.stand, one.revision)):
        values = {(row.table, row.cell): row.value for row in package.rows}
        for population in network.catalogue.populations:
            for table in population.tables:
                for cell in table.cells:
                    value = values.get((table.code, cell.code))
                    if value is not None:
                        shown[f"{population.code}|{table.definition_of(cell)}"] = value
    return shown


def _last_stand(session: Session, given: Sequence[Earlier]) -> date:
    """The newest day anything protected was ever told of."""
    kept = ledger.load(session)
    days = [row.stand for one in given for row in one.rows if row.table != FIGURES and row.value is not None]
    days += [one.stand for one in given if any(row.table == HOURS and row.value is not None for row in one.rows)]
    days += [one.stand for one in kept.releases] + [one.stand for one in kept.hours]
    return max(days, default=max(one.stand for one in given))


def _years_later(day: date) -> date:
    return day.replace(year=day.year + YEARS_BETWEEN, day=min(day.day, 28))
