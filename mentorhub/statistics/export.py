"""Writes the two kinds of figures: the protected package that may leave, and the exact internal tables that may not."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from mentorhub import programme
from mentorhub.errors import MentorHubError
from mentorhub.files import write_new
from mentorhub.statistics import (
    counts,
    disclosure,
    ledger,
    network_file,
    package,
    periods,
    restarting,
    rounding,
    witness,
)
from mentorhub.statistics import internal as tables
from mentorhub.statistics.catalogue import WITHOUT_CODE, Association, Network
from mentorhub.statistics.disclosure import Outcome
from mentorhub.statistics.package import Exported
from mentorhub.statistics.periods import Period
from mentorhub.text import _


def export(session: Session, period: Period, folder: Path, today: date) -> Exported:
    """Write the protected package for the network and remember what left. Needs a writing session.

    A period that still runs gives a provisional package: exact figures as of today, nothing else.
    Nothing is remembered unless the file was written. The same figures again are the same revision; corrected ones
    make the next.
    """
    periods.require_shared(period)
    stand, town = periods.stand(period, today), network_file.current(session)
    secret = ledger.secret(session)
    sender, warnings = _association(session, town, secret)
    accounted = {*ledger.memories(session), *ledger.accounted_for(session)}
    elsewhere = witness.lying_in(folder, sender.code, accounted)
    if elsewhere:
        witness.note(session, elsewhere)
    standing = witness.standing(session)
    before = replace(ledger.load(session), lost=not standing.sound)
    outcome = disclosure.publish(
        counts.truth(session, period, town, stand), period, town, association=sender, secret=secret, ledger=before
    )
    last = ledger.last(session, period.code)
    if last is not None and last.rows == outcome.published.rows and outcome.ledger == before:
        built = package.build(
            outcome.published, revision=last.revision, supersedes=last.supersedes, made_on=last.exported_on
        )
    else:
        seen = witness.newest(session, period.code)
        revision, supersedes = (1, "") if last is None else (last.revision + 1, last.sha256)
        if seen is not None and seen.revision >= revision:
            revision, supersedes = seen.revision + 1, seen.sha256
        built = package.build(outcome.published, revision=revision, supersedes=supersedes, made_on=today)
        remembered = ledger.Exported(
            period=period.code,
            revision=revision,
            catalogue=town.catalogue.version,
            exported_on=today,
            sha256=built.sha256,
            supersedes=supersedes,
            rows=outcome.published.rows,
        )
        ledger.store(session, remembered, before, outcome.ledger)
    written = write_new(folder / built.name, built.content)
    try:
        if not standing.unsure:
            witness.note(session)
    except MentorHubError:
        written.path.unlink()
        raise
    return Exported((written,), (*warnings, *outcome.notices))


def take_in(session: Session, paths: Sequence[Path], today: date) -> restarting.TakenIn:
    """Read the packages sent earlier, after a lost ledger. Needs a writing session."""
    town = network_file.current(session)
    sender, _warnings = _association(session, town, ledger.secret(session))
    return restarting.take_in(session, paths, town, sender.code, today)


def preview(session: Session, period: Period, today: date) -> Outcome:
    """The very figures that `export` would write, to look at first: nothing is written or remembered.

    `prepare` must have been called once, or the figures would be rounded with a secret that nobody keeps.
    """
    stand, town, secret = periods.stand(period, today), network_file.current(session), ledger.secret(session)
    sender, _warnings = _association(session, town, secret)
    before = replace(ledger.load(session), lost=not witness.standing(session).sound)
    truth = counts.truth(session, period, town, stand)
    return disclosure.publish(truth, period, town, association=sender, secret=secret, ledger=before)


def prepare(session: Session) -> None:
    """Make the secret behind the rounding, if this folder has none yet. Needs a writing session."""
    ledger.secret(session)


def internal(session: Session, period: Period, folder: Path, today: date | None = None) -> Exported:
    """Write the exact internal tables as a workbook and as CSV, both marked as internal."""
    if today is not None:
        periods.stand(period, today)
    raw = tables.figures(session, period, today)
    stem = f"INTERN_MentorHub_{period.file_code}"
    book = write_new(folder / f"{stem}.xlsx", tables.to_xlsx(raw))
    try:
        values = write_new(folder / f"{stem}.csv", tables.to_csv(raw))
    except MentorHubError:
        book.path.unlink()
        raise
    warning = _("Genaue interne Zahlen: bitte nicht weitergeben. Für das Netzwerk gibt es das geschützte Paket.")
    return Exported((book, values), (warning,))


def _association(session: Session, town: Network, secret: bytes) -> tuple[Association, tuple[str, ...]]:
    """Who sends: the code chosen in Einstellungen, else one made up once, by which the network can tell it apart."""
    code = programme.organisation(session).network_code.strip()
    if code:
        return town.association(code), ()
    key = rounding.subkey(secret, "code")
    made_up = f"N{hmac.new(key, town.code.encode(), hashlib.sha256).hexdigest()[:6]}"
    warning = _(
        "Ihre Einrichtung hat noch kein Kürzel des Netzwerks. Das Paket trägt vorläufig {code}; bitte tragen Sie das "
        "Kürzel in den Einstellungen ein, sobald Sie es haben."
    ).format(code=made_up)
    return Association(made_up, WITHOUT_CODE), (warning,)
