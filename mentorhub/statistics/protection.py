"""Every promise of the method on one release, checked on the result before anything is written."""

from mentorhub.errors import MentorHubError
from mentorhub.statistics.catalogue import Network
from mentorhub.statistics.gate import Release
from mentorhub.text import _


class ProtectionError(MentorHubError):
    """A promise of the method doesn't hold on the result: a bug, but one that must never leave the house."""

    def __init__(self, what: str) -> None:
        super().__init__(
            _(
                "Die Zahlen für das Netzwerk wurden nicht geschrieben: Eine Schutzprüfung ist "
                "fehlgeschlagen ({what}). An Ihren Daten ändert das nichts. Bitte melden Sie das der "
                "Stelle, von der Sie MentorHub haben."
            ).format(what=what)
        )
        self.what = what


def check_release(release: Release, network: Network) -> None:
    """Every promise of the method on one release; raises `ProtectionError` at the first that doesn't hold."""
    base = network.parameters.base
    population = network.catalogue.population(release.population)
    expected = [table.code for table in population.tables if release.exact >= table.minimum]
    if [table.code for table in release.tables] != expected:
        raise ProtectionError("minimum")
    for table in release.tables:
        if sum(cell.truth for cell in table.cells) != release.exact:
            raise ProtectionError("count")
        if abs(table.total - release.exact) >= base:
            raise ProtectionError("sum")
        for cell in table.cells:
            if cell.shown % base or cell.shown < 0 or abs(cell.shown - cell.truth) >= base:
                raise ProtectionError("cell")
        if table.total > release.exact and sum(cell.shown > 0 for cell in table.cells) < 2:
            raise ProtectionError("guard")
