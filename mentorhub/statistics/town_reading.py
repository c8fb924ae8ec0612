"""Reads a town's report of an earlier period, for the comparison over time; as strictly as any package."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mentorhub.statistics import reading
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.package import MISSING
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import PackageError, _Refused
from mentorhub.text import _

FORMAT = 1
COLUMNS = ("tabelle", "merkmal1", "auspraegung1", "groesse", "wert", "genauigkeit", "vereine")


@dataclass(frozen=True)
class Stated:
    """One sum of that report and over how many associations it goes; None: too few."""

    value: int | None
    associations: int


@dataclass(frozen=True)
class EarlierTown:
    """What was published for the town then, and who had delivered."""

    name: str
    period: Period
    delivered: frozenset[str]
    catalogue: str
    values: dict[tuple[str, str], Stated]
    """By table and cell, of an Eckzahl by table and figure."""


def read(path: Path, network: Network) -> EarlierTown | None:
    """The report; nothing if the file is something else. Raises `PackageError` if it can't be used."""
    try:
        parts = reading._parts(reading._content(path))
        descriptor = reading._json(parts["datapackage.json"])
        about = descriptor.get("mentorhub")
        if not isinstance(about, dict) or about.get("town") is not True:
            return None
    except _Refused:
        return None
    try:
        return _town(path.name, descriptor, about, parts, network)
    except _Refused as reason:
        raise PackageError(path, str(reason)) from reason


def _town(
    name: str, descriptor: dict[str, Any], about: dict[str, Any], parts: dict[str, bytes], network: Network
) -> EarlierTown:
    if about.get("format") != FORMAT:
        raise _Refused(_("sie hat ein Format, das dieses Programm nicht kennt; vielleicht ist es neuer"))
    reading._check_hashes(descriptor, parts)
    if about.get("network") != network.code:
        raise _Refused(_("sie gehört zu einem anderen Netzwerk"))
    delivered, catalogue = about.get("delivered"), about.get("catalogue")
    if not isinstance(delivered, list) or not isinstance(catalogue, dict):
        raise _Refused(_("ihre Beschreibung (datapackage.json) ist unlesbar"))
    return EarlierTown(
        name=name,
        period=reading._period(about.get("period"), network),
        delivered=frozenset(map(str, delivered)),
        catalogue=str(catalogue.get("sha256")),
        values=dict(_values(parts["werte.csv"])),
    )


def _values(content: bytes) -> Iterable[tuple[tuple[str, str], Stated]]:
    for table, _feature, cell, measure, value, _margin, associations in reading.lines_of(content, COLUMNS):
        if not re.fullmatch(r"0|[1-9][0-9]{0,6}", value) and value != MISSING:
            raise _Refused(_("ein Wert ist keine ganze Zahl oder unglaubhaft groß"))
        if not re.fullmatch(r"0|[1-9][0-9]{0,3}", associations):
            raise _Refused(_("ein Wert ist keine ganze Zahl oder unglaubhaft groß"))
        yield (table, cell or measure), Stated(None if value == MISSING else int(value), int(associations))
