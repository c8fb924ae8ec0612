"""Writes the two kinds of figures: the protected package that may leave, and the exact internal tables that may not."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlmodel import Session

from mentorhub import programme
from mentorhub.db import leaving
from mentorhub.errors import MentorHubError
from mentorhub.files import write_new
from mentorhub.statistics import (
    comments,
    comparison,
    counts,
    disclosure,
    ledger,
    nameless,
    network_file,
    own_book,
    package,
    periods,
    reading,
    restarting,
    rounding,
    witness,
)
from mentorhub.statistics import internal as tables
from mentorhub.statistics.book import Book
from mentorhub.statistics.catalogue import WITHOUT_CODE, Association, Network
from mentorhub.statistics.comment import PART, Comment
from mentorhub.statistics.comparison import Against, Basis
from mentorhub.statistics.disclosure import Published
from mentorhub.statistics.memory import Ledger
from mentorhub.statistics.package import Built, Exported
from mentorhub.statistics.periods import Period
from mentorhub.statistics.protection import ProtectionError
from mentorhub.statistics.reading import PackageError
from mentorhub.statistics.witness import Standing
from mentorhub.text import _

Papers = Callable[[Book, str, date], Mapping[str, bytes]]
"""Makes readable files of a book, by name: the papers, of which this room knows nothing."""


@dataclass(frozen=True)
class Preview:
    """The very package that `export` would write, to look at first."""

    published: Published
    ledger: Ledger
    notices: tuple[str, ...]
    against: tuple[Against, ...]
    comment: Comment | None
    people: int
    """Of so many in this folder nothing stands in the file: it was searched for each of them."""
    revision: int
    is_known: bool
    """These very figures have left before: the same file again."""


@dataclass(frozen=True)
class _Plan:
    """One package, made but not written."""

    built: Built
    preview: Preview
    before: Ledger
    standing: Standing
    supersedes: str
    made_on: date


def export(session: Session, period: Period, folder: Path, today: date, *, papers: Papers | None = None) -> Exported:
    """Put the protected package on record, and write it once that is committed. Needs a writing session.

    A period that still runs gives a provisional package: exact figures as of today, nothing else. Nothing is on record
    unless the files lie on the disk, and they get their names only once it is. The same figures again are the same
    revision; corrected ones make the next.
    """
    town = network_file.current(session)
    sender, _warnings = _association(session, town, ledger.secret(session))
    accounted = {*ledger.memories(session), *ledger.accounted_for(session)}
    witness.begin(session)
    elsewhere = witness.lying_in(folder, sender.code, accounted)
    if elsewhere:
        witness.note(session, elsewhere, at_once=True)
    plan = _plan(session, period, today)
    built, seen = plan.built, plan.preview
    made = {built.name: built.content}
    if papers is not None:
        readable = own_book.book(seen.published, seen.against, seen.comment)
        made |= papers(readable, built.name.removesuffix(".zip"), plan.made_on)
    where = str(folder.absolute())
    if seen.is_known:
        ledger.note_saved(session, period.code, seen.revision, where)
    else:
        remembered = ledger.Exported(
            period=period.code,
            revision=seen.revision,
            catalogue=town.catalogue.version,
            exported_on=today,
            sha256=built.sha256,
            supersedes=plan.supersedes,
            rows=seen.published.rows,
            stand=seen.published.stand,
            comment=seen.comment,
            saved_to=where,
        )
        ledger.store(session, remembered, plan.before, seen.ledger)
    written = tuple(leaving.write(session, folder / name, content) for name, content in made.items())
    if not plan.standing.unsure:
        witness.note(session)
    return Exported(written, seen.notices)


def preview(session: Session, period: Period, today: date) -> Preview:
    """What `export` would write now: nothing is written or remembered.

    `prepare` must have been called once, or the figures would be rounded with a secret that nobody keeps.
    """
    return _plan(session, period, today).preview


def _plan(session: Session, period: Period, today: date) -> _Plan:
    periods.require_shared(period)
    stand, town, secret = periods.stand(period, today), network_file.current(session), ledger.secret(session)
    sender, warnings = _association(session, town, secret)
    standing = witness.standing(session)
    before = replace(ledger.load(session), lost=not standing.sound)
    truth = counts.truth(session, period, town, stand)
    outcome = disclosure.publish(truth, period, town, association=sender, secret=secret, ledger=before)
    published, comment = outcome.published, comments.approved(session, period.code)
    last = ledger.last(session, period.code)
    built = _again(published, comment, last) if outcome.ledger == before else None
    is_known = built is not None
    revision, supersedes = (last.revision, last.supersedes) if last and is_known else _next(session, period, last)
    if built is None:
        built = package.build(published, revision=revision, supersedes=supersedes, made_on=today, comment=comment)
    made_on = last.exported_on if last and is_known else today
    people = nameless.require(session, published, {name: part for name, part in built.parts.items() if name != PART})
    _require_readable(built, published, comment)
    now = Basis(period, stand, town.catalogue.version, published.rows)
    against = comparison.compare(now, _published(session, town), town.parameters.base)
    notices = (*warnings, *outcome.notices, *_about_comment(session, period))
    seen = Preview(published, outcome.ledger, notices, against, comment, people, revision, is_known)
    return _Plan(built, seen, before, standing, supersedes, made_on)


def _require_readable(built: Built, published: Published, comment: Comment | None) -> None:
    """The network's own strict reading, over the very bytes: it has to accept them and find in them what was meant."""
    try:
        found = reading.read_built(built.name, built.content, published.network)
    except PackageError as error:
        raise ProtectionError("package") from error
    if (found.rows, found.comment) != (published.rows, comment):
        raise ProtectionError("package")


def _again(published: Published, comment: Comment | None, last: ledger.Exported | None) -> Built | None:
    """The very bytes that left before, if that is what would leave now; another version may write them otherwise."""
    if last is None or (last.rows, last.comment) != (published.rows, comment):
        return None
    built = package.build(
        published, revision=last.revision, supersedes=last.supersedes, made_on=last.exported_on, comment=comment
    )
    return built if built.sha256 == last.sha256 else None


def _next(session: Session, period: Period, last: ledger.Exported | None) -> tuple[int, str]:
    """The revision after all that ever left, whatever the ledger remembers, and the hash of the one before it."""
    revision, supersedes = (1, "") if last is None else (last.revision + 1, last.sha256)
    seen = witness.newest(session, period.code)
    if seen is not None and seen.revision >= revision:
        return seen.revision + 1, seen.sha256
    return revision, supersedes


def _published(session: Session, town: Network) -> Sequence[Basis]:
    """The newest final package of each period: what everybody could have seen of it."""
    newest = {one.period: one for one in ledger.history(session)}
    found = [
        Basis(periods.parse(one.period, town.school_year_starts), one.stand, one.catalogue, one.rows)
        for one in newest.values()
    ]
    return [one for one in found if one.stand == one.period.end]


def _about_comment(session: Session, period: Period) -> Sequence[str]:
    draft = comments.get(session, period.code)
    if draft.text and draft.approved_on is None:
        return (_("Der Kommentar ist nicht freigegeben und geht nicht mit."),)
    return ()


def take_in(session: Session, paths: Sequence[Path], today: date) -> restarting.TakenIn:
    """Read the packages sent earlier, after a lost ledger. Needs a writing session."""
    town = network_file.current(session)
    sender, _warnings = _association(session, town, ledger.secret(session))
    return restarting.take_in(session, paths, town, sender.code, today)


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
