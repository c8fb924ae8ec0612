"""What came in at the network: every file read for itself, what fits together added up, the rest with its reason.

Pure: files in, sums out. Where `network.merge` refuses everything because of one file, here that one file is refused.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mentorhub.progress import Progress, quiet
from mentorhub.statistics import network as town
from mentorhub.statistics import reading, town_reading
from mentorhub.statistics.catalogue import Association, Network
from mentorhub.statistics.network import TownReport
from mentorhub.statistics.periods import Period
from mentorhub.statistics.reading import Package, PackageError
from mentorhub.statistics.town_reading import EarlierTown
from mentorhub.text import _


@dataclass(frozen=True)
class Delivery:
    """One file or Meldebogen: what is in it, and why it was not accepted, if it wasn't."""

    name: str
    package: Package | None
    problem: str = ""
    earlier: EarlierTown | None = None
    """Instead of a package: the town's report of another period."""

    @property
    def accepted(self) -> bool:
        return (self.package is not None or self.earlier is not None) and not self.problem


@dataclass(frozen=True)
class Inbox:
    deliveries: tuple[Delivery, ...] = ()
    missing: tuple[Association, ...] = ()
    report: TownReport | None = None
    earlier: tuple[EarlierTown, ...] = ()
    """Town reports of earlier periods, to compare with, and their files."""


def look_at(
    paths: Sequence[Path], network: Network, sheets: Sequence[Package] = (), *, progress: Progress = quiet
) -> Inbox:
    """Read all files, refuse what doesn't belong to the others, add up the rest.

    `sheets` are Meldebögen that have passed the rounding; those of other periods are left aside. The period is the one
    that most files have, without files that of the newest Meldebogen.
    """
    deliveries = []
    for done, path in enumerate(paths):
        progress(done, len(paths) + 1)
        try:
            before = town_reading.read(path, network)
            package = reading.read(path, network) if before is None else None
            deliveries.append(Delivery(path.name, package, earlier=before))
        except PackageError as trouble:
            deliveries.append(Delivery(path.name, None, str(trouble)))
    period = _period([one.package for one in deliveries if one.package is not None], sheets)
    deliveries += [Delivery(sheet.name, sheet) for sheet in sheets if sheet.period == period]
    if period is not None:
        deliveries = _judged(deliveries, period, network)
    progress(len(paths), len(paths) + 1)
    sound = [one.package for one in deliveries if one.package is not None and one.accepted]
    earlier = tuple(one.earlier for one in deliveries if one.earlier is not None)
    if not sound:
        return Inbox(tuple(deliveries), network.associations, earlier=earlier)
    report = town.merge(sound, network, earlier)
    return Inbox(tuple(deliveries), report.missing, report, earlier)


def _period(packages: Sequence[Package], sheets: Sequence[Package]) -> Period | None:
    counted = Counter(package.period for package in packages or sheets)
    if packages:
        return max(counted, key=lambda one: (counted[one], one.end, one.start))
    return max(counted, key=lambda one: (one.end, counted[one], one.start), default=None)


def _judged(deliveries: Sequence[Delivery], period: Period, network: Network) -> list[Delivery]:
    """Other periods, copies, contradictions and older revisions get their reason."""
    packages = [one.package for one in deliveries if one.package is not None]
    found = [package for package in packages if package.catalogue == network.sha256]
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
