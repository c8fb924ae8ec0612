"""What the data folder knows of the packages that left, apart from the encrypted file: a restore doesn't roll it back.

`mentorhub.releases` lies beside the file. It names period, revision and hash of each package (all of it stands in the
package too) and a keyed digest of what the ledger kept of it. A ledger that lacks one of them, or tells something else
about it, is lost, rolled back or edited: then breakdowns and hours stay at home, the Eckzahlen go on.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from mentorhub import files
from mentorhub.db import leaving
from mentorhub.files import FileTrouble
from mentorhub.statistics import ledger, sheet_ledger
from mentorhub.statistics.memory import ledger_key
from mentorhub.text import _

FILE = "mentorhub.releases"


@dataclass(frozen=True)
class Seen:
    """One package (or restart) that is known to have been made; `memory` is empty if only its file was found."""

    period: str
    revision: int
    sha256: str
    memory: str
    on: date


@dataclass(frozen=True)
class Standing:
    """Whether the ledger can be trusted: `lost` is what it lacks; `unsure` if the folder's own note is gone."""

    lost: tuple[Seen, ...] = ()
    unsure: bool = False

    @property
    def sound(self) -> bool:
        return not self.lost and not self.unsure


def standing(session: Session) -> Standing:
    """Compares the ledger with the folder's note of it."""
    kept = _kept(session)
    noted = _read(_path(session))
    if noted is None:
        return Standing(unsure=bool(kept))
    accounted = ledger.accounted_for(session)
    lost = [
        one
        for one in noted
        if one.sha256 not in accounted and (one.sha256 not in kept or one.memory not in ("", kept[one.sha256]))
    ]
    return Standing(tuple(lost))


def lacks_sheets_of(session: Session, association: str) -> bool:
    """Whether a Meldebogen of this association was taken in that is forgotten or remembered differently.

    A restart answers for the packages of this folder, never for a lost Meldebogen.
    """
    kept, noted = _kept(session), _read(_path(session))
    if noted is None:
        return bool(kept)
    own = [one for one in noted if one.period.startswith(f"{association} ")]
    return any(kept.get(one.sha256) != one.memory for one in own)


def newest(session: Session, period: str) -> Seen | None:
    """The highest revision of a period that ever left, whatever the ledger remembers."""
    own = [one for one in _read(_path(session)) or () if one.period == period]
    return max(own, key=lambda one: one.revision, default=None)


def restarts(session: Session) -> list[Seen]:
    return [one for one in _read(_path(session)) or () if one.period == ledger.RESTART]


def begin(session: Session) -> None:
    """An empty note before the very first package: without it, a note that is missing would mean a lost one."""
    if _read(_path(session)) is None and not _kept(session):
        note(session, at_once=True)


def note(session: Session, found: Iterable[Seen] = (), *, at_once: bool = False) -> None:
    """Take into the note what the ledger holds now, and packages that were found elsewhere.

    Written when the session's change is committed, so that the note never knows more than the ledger; `at_once` for
    what was only found. Nothing noted is ever dropped. Raises `FileTrouble` if the folder can't be written.
    """
    path = _path(session)
    known = {(one.sha256, one.period, one.revision): one for one in _read(path) or ()}
    for one in found:
        known.setdefault((one.sha256, one.period, one.revision), one)
    memories = _kept(session)
    made = [(row.package_sha256, row.period, row.revision, row.exported_on) for row in ledger.rows(session)]
    made += [(one.sha256, one.name, one.revision, one.taken_on) for one in sheet_ledger.taken(session)]
    for sha256, period, revision, on in made:
        known.setdefault((sha256, period, revision), Seen(period, revision, sha256, memories[sha256], on))
    content = [[one.period, one.revision, one.sha256, one.memory, one.on.isoformat()] for one in known.values()]
    written = json.dumps({"format": 1, "packages": content}, indent=1).encode()
    try:
        if at_once:
            files.hold(path, written, replaces=True, in_data_folder=True).release()
        else:
            leaving.write(session, path, written, replaces=True)
    except FileTrouble as error:
        raise FileTrouble(
            _(
                "Im Datenordner lässt sich nicht vermerken, was herausgegangen ist. Es wurde nichts geschrieben. Bitte "
                "prüfen Sie, ob Sie in den Ordner schreiben dürfen."
            )
        ) from error


def lying_in(folder: Path, sender: str, accounted: Iterable[str]) -> list[Seen]:
    """Packages of this sender in a folder that the ledger knows nothing of, if there is anything protected in them."""
    known, found = set(accounted), []
    for path in sorted(folder.glob(f"MentorHub_{sender}_*_r*.zip")):
        try:
            content = path.read_bytes()
            with zipfile.ZipFile(path) as archive:
                about = json.loads(archive.read("datapackage.json"))["mentorhub"]
                values = archive.read("werte.csv").decode("utf-8-sig")
            sha256 = hashlib.sha256(content).hexdigest()
            one = Seen(
                str(about["period"]["code"]), int(about["revision"]), sha256, "", date.fromisoformat(about["made_on"])
            )
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            continue
        if sha256 not in known and about.get("association") == sender and _is_protected(values):
            found.append(one)
    return found


def _is_protected(values: str) -> bool:
    """Whether any breakdown or hours were shown."""
    lines = [line.split(";") for line in values.splitlines()[1:]]
    return any(len(line) > 6 and line[0] != "eckzahlen" and line[6] != "n/v" for line in lines)


def _kept(session: Session) -> dict[str, str]:
    """By hash, what the ledgers remember of packages and Meldebögen."""
    return {
        **ledger.memories(session),
        **sheet_ledger.memories(session, ledger_key(ledger.secret(session))),
    }


def _path(session: Session) -> Path:
    return Path(str(session.connection().engine.url.database)).parent / FILE


def _read(path: Path) -> list[Seen] | None:
    """Nothing if the note is gone or can't be understood."""
    try:
        given = json.loads(path.read_text("utf-8"))["packages"]
        return [
            Seen(period, int(revision), sha256, memory, date.fromisoformat(on))
            for period, revision, sha256, memory, on in given
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return None
