"""Which network file is in force in this data folder: the shipped one, until another has been loaded."""

import json
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session, select

from mentorhub import programme
from mentorhub.db.tables import RuleSetting
from mentorhub.statistics import catalogue, network_changes
from mentorhub.statistics.catalogue import Network, NetworkFileError
from mentorhub.text import _

_KEY = "statistics.network_file"


@dataclass(frozen=True)
class Checked:
    """A network file that could be used here, and what it would change, in words."""

    content: str
    network: Network
    changes: tuple[str, ...]


def current(session: Session) -> Network:
    """The network this association belongs to."""
    row = _row(session)
    if row is None:
        return catalogue.load(catalogue.shipped())
    return catalogue.parse(row.value, _("in Ihren Daten"))


def content(session: Session) -> str:
    """The words of the file in force."""
    row = _row(session)
    return catalogue.read(catalogue.shipped()) if row is None else row.value


def check(session: Session, path: Path) -> Checked:
    """What loading this file would change; raises `NetworkFileError` with the exact reason if it can't be used."""
    words = catalogue.read(path)
    new, now = catalogue.parse(words, path.name), current(session)
    if new.code == now.code and new.version < now.version:
        raise NetworkFileError(
            _(
                "Die Netzwerkdatei {file} ist älter als die geladene: Sie ist Fassung {old}, in Kraft ist Fassung "
                "{now}. Es wurde nichts geändert."
            ).format(file=path.name, old=new.version, now=now.version)
        )
    changes = network_changes.in_words(now, new)
    own = programme.organisation(session).network_code.strip()
    if own and own not in {one.code for one in new.associations}:
        changes = (
            *changes,
            _("Achtung: Ihr Kürzel {code} steht nicht in dieser Datei. Bitte wählen Sie danach ein anderes.").format(
                code=own
            ),
        )
    return Checked(words, new, changes)


def adopt(session: Session, checked: Checked) -> None:
    """From now on this file is in force. It can be undone like any other change."""
    adopt_words(session, checked.content)


def adopt_words(session: Session, words: str) -> Network:
    """The same for a file that was just made here."""
    network = catalogue.parse(words, _("in Ihren Daten"))
    row = _row(session) or RuleSetting(key=_KEY)
    row.value = json.dumps(json.loads(words), ensure_ascii=False)
    session.add(row)
    session.flush()
    return network


def _row(session: Session) -> RuleSetting | None:
    return session.exec(select(RuleSetting).where(RuleSetting.key == _KEY)).first()
