"""Takes in Meldebögen at the network: the same rounding, ledger and checks as a package of the program.

It needs an encrypted data folder, the network's own: without a permanent secret and without a memory of what was
published before, exact numbers could neither be rounded once and for all nor corrected without showing who changed.
"""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from mentorhub import programme
from mentorhub.errors import FieldError, MentorHubError
from mentorhub.statistics import disclosure, ledger, package, periods, reading, sheet, sheet_ledger, witness
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.disclosure import Outcome, Published
from mentorhub.statistics.package import Built
from mentorhub.statistics.reading import Package
from mentorhub.statistics.sheet import Sheet
from mentorhub.statistics.sheet_ledger import Taken
from mentorhub.text import _, german_date


class SheetError(MentorHubError):
    """A Meldebogen can't be taken in, and why."""


@dataclass(frozen=True)
class TakenIn:
    """What counts from now on, and what should be known about it. `changed` is false if it counted already."""

    package: Package
    changed: bool
    notices: tuple[str, ...]


def take(session: Session, given: Sheet, network: Network, today: date) -> TakenIn:
    """Round a Meldebogen and remember it; a corrected one makes the next revision. Needs a writing session.

    Raises `FieldError` at the first thing that can't be, `SheetError` if it doesn't belong here.
    """
    _check(session, given, network, today)
    secret = ledger.secret(session)
    unsure = witness.standing(session).unsure
    before = replace(
        sheet_ledger.load(session, given.association), lost=witness.lacks_sheets_of(session, given.association)
    )
    outcome = disclosure.publish(
        sheet.truth(given, network),
        given.period,
        network,
        association=network.association(given.association),
        secret=sheet_ledger.subkey(secret, given.association),
        ledger=before,
    )
    told = given.hours is not None and sheet.asks_hours(given.period)
    after = outcome.ledger if told else replace(outcome.ledger, hours=before.hours)
    last = sheet_ledger.newest(session, given.association, given.period.code)
    published = outcome.published
    if last is not None and _same(last, published, network) and after == before:
        return TakenIn(_package(last, network), False, outcome.notices)
    revision, supersedes = (1, "") if last is None else (last.revision + 1, last.sha256)
    seen = witness.newest(session, f"{given.association} {given.period.code}")
    if seen is not None and seen.revision >= revision:
        revision, supersedes = seen.revision + 1, seen.sha256
    built = package.build(published, revision=revision, supersedes=supersedes, made_on=today)
    reading.read_built(built.name, built.content, network)
    new = _taken(given, outcome, built, network, revision, supersedes, today)
    sheet_ledger.store(session, new, before, after)
    if not unsure:
        witness.note(session)
    return TakenIn(_package(new, network), True, outcome.notices)


def received(session: Session, network: Network) -> tuple[Package, ...]:
    """The newest revision of every Meldebogen, ready to be added up."""
    newest: dict[str, Taken] = {one.name: one for one in sheet_ledger.taken(session)}
    known = {one.code for one in network.associations}
    return tuple(_package(one, network) for one in newest.values() if one.association in known)


def _check(session: Session, given: Sheet, network: Network, today: date) -> None:
    periods.require_shared(given.period)
    association = network.association(given.association)
    if given.period.end >= today:
        raise SheetError(
            _(
                "{period} ist erst am {day} vorbei. Ein Meldebogen zählt nur für einen abgeschlossenen Zeitraum. Es "
                "wurde nichts gespeichert."
            ).format(period=given.period.label, day=german_date(given.period.end))
        )
    if association.code == programme.organisation(session).network_code.strip():
        raise SheetError(
            _(
                "{code} ist Ihre eigene Einrichtung: Ihre Zahlen kommen aus dem Programm, nicht aus einem Meldebogen. "
                "Es wurde nichts gespeichert."
            ).format(code=association.code)
        )
    for problem in sheet.problems(given, network):
        raise FieldError(problem.place, problem.sentence)


def _same(last: Taken, published: Published, network: Network) -> bool:
    return last.rows == published.rows and last.catalogue == network.sha256


def _taken(
    given: Sheet, outcome: Outcome, built: Built, network: Network, revision: int, supersedes: str, today: date
) -> Taken:
    return Taken(
        association=given.association,
        period=given.period.code,
        revision=revision,
        catalogue=network.sha256,
        taken_on=today,
        sha256=built.sha256,
        supersedes=supersedes,
        rows=outcome.published.rows,
        withheld=outcome.published.withheld,
    )


def _package(one: Taken, network: Network) -> Package:
    period = periods.parse(one.period, network.school_year_starts)
    return Package(
        name=_("Meldebogen {code}, {period}").format(code=one.association, period=period.label),
        association=network.association(one.association),
        period=period,
        stand=period.end,
        revision=one.revision,
        supersedes=one.supersedes,
        made_on=one.taken_on,
        rows=one.rows,
        catalogue=one.catalogue,
        sha256=one.sha256,
        is_sheet=True,
    )
