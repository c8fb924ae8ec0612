"""What came in at the network: every file read for itself, what fits together added up, the rest with its reason.

Pure: files in, sums out. Where `network.merge` refuses everything because of one file, here that one file is refused.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mentorhub.progress import Progress, quiet
from mentorhub.statistics import network as town
from mentorhub.statistics import reading
from mentorhub.statistics.catalogue import Association, Network
from mentorhub.statistics.network import TownReport
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import Package, PackageError
from mentorhub.text import _


@dataclass(frozen=True)
class Delivery:
    """One file or Meldebogen: what is in it, and why it was not accepted, if it wasn't."""

    name: str
    package: Package | None
    problem: str = ""

    @property
    def accepted(self) -> bool:
        return self.package is not None and not self.problem


@dataclass(frozen=True)
class Inbox:
    deliveries: tuple[Delivery, ...] = ()
    missing: tuple[Association, ...] = ()
    report: TownReport | None = None


def look_at(
    paths: Sequence[Path], network: Network, sheets: Sequence[Package] = (), *, progress: Progress = quiet
) -> Inbox:
    """Read all files, refuse what doesn't belong to the others, add up the rest.

    `sheets` are Meldebögen that have passed the rounding. The period is the one that most deliveries have.
    """
    deliveries = []
    for done, path in enumerate(paths):
        progress(done, len(paths) + 1)
        try:
            deliveries.append(Delivery(path.name, reading.read(path, network)))
        except PackageError as trouble:
            deliveries.append(Delivery(path.name, None, str(trouble)))
    deliveries += [Delivery(sheet.name, sheet) for sheet in sheets]
    deliveries = _judged(deliveries, network)
    progress(len(paths), len(paths) + 1)
    sound = [one.package for one in deliveries if one.package is not None and one.accepted]
    if not sound:
        return Inbox(tuple(deliveries), network.associations)
    report = town.merge(sound, network)
    return Inbox(tuple(deliveries), report.missing, report)


def _judged(deliveries: Sequence[Delivery], network: Network) -> list[Delivery]:
    """Other periods, copies, contradictions and older revisions get their reason."""
    found = [one.package for one in deliveries if one.package is not None]
    if not found:
        return list(deliveries)
    counted = Counter(package.period for package in found)
    found = [package for package in found if package.catalogue == network.sha256]
    period = max(counted, key=lambda one: (counted[one], one.end, one.start))
    seen: dict[str, str] = {}
    judged = []
    for one in deliveries:
        package = one.package
        if package is None:
            judged.append(one)
            continue
        if package.catalogue != network.sha256:
            sentence = _(
                "{file} wurde mit einem anderen Katalog aufgenommen als dem dieses Netzwerks. Er zählt nicht mit; "
                "bitte nehmen Sie den Bogen für einen späteren Stand neu auf."
            )
            judged.append(replace(one, problem=sentence.format(file=one.name)))
            continue
        problem = _problem(package, found, period, seen.get(package.sha256))
        seen.setdefault(package.sha256, one.name)
        judged.append(replace(one, problem=problem))
    return judged


def _problem(package: Package, found: Sequence[Package], period: Period, copy_of: str | None) -> str:
    if package.period != period:
        return _(
            "{file} gilt für einen anderen Zeitraum: {other}. Zusammengezählt wird hier nur {period}. Die Datei zählt "
            "nicht mit."
        ).format(file=package.name, other=package.period.label, period=period.label)
    if copy_of is not None:
        return _("{file} ist doppelt: Dieselben Zahlen liegen schon als {other} hier. Sie zählen nur einmal.").format(
            file=package.name, other=copy_of
        )
    own = [one for one in found if (one.association, one.period) == (package.association, period)]
    code = package.association.code
    if any(one.is_sheet != package.is_sheet for one in own):
        return _(
            "{file}: Von {code} gibt es ein Paket und einen Meldebogen. Beide zählen nicht mit, bis eines davon "
            "entfernt ist. Bitte fragen Sie die Einrichtung, was gilt."
        ).format(file=package.name, code=code)
    twin = next((one for one in own if one.revision == package.revision and one.sha256 != package.sha256), None)
    if twin is not None:
        return _(
            "{file} und {other} sind verschieden, tragen aber dieselbe Fassung {revision} von {code}. Beide zählen "
            "nicht mit. Bitte fragen Sie die Einrichtung, welche Datei gilt."
        ).format(file=package.name, other=twin.name, revision=package.revision, code=code)
    newest = max(one.revision for one in own)
    if package.revision < newest:
        return _(
            "{file} ist veraltet: Es ist Fassung {old} von {code}, und Fassung {new} liegt schon hier. Die alte zählt "
            "nicht mit."
        ).format(file=package.name, old=package.revision, code=code, new=newest)
    return ""
