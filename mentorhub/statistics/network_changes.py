"""What another network file changes, in words; and changing one at the network's side. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mentorhub.statistics import catalogue
from mentorhub.statistics.catalogue import Association, Network, Table
from mentorhub.text import _


@dataclass(frozen=True)
class Group:
    """One group of the breakdown by programme: what it is called and which kinds of pairing it holds."""

    label: str
    codes: tuple[str, ...]


def in_words(now: Network, new: Network) -> tuple[str, ...]:
    """Every difference that matters to an association; nothing if there is none."""
    return tuple(_differences(now, new))


def programmes(network: Network) -> tuple[Group, ...]:
    """The groups by programme, without the one that takes the rest."""
    table = _programme_table(network)
    return () if table is None else tuple(Group(cell.label, cell.codes) for cell in table.cells if not cell.rest)


def changed(
    content: str,
    *,
    name: str,
    associations: Sequence[Association],
    minimum_program_version: str,
    groups: Sequence[Group] | None = None,
) -> str:
    """The network file with these members and groups: its version counts up, and the catalogue's where groups change.

    Raises `NetworkFileError` with the exact reason if such a file could not be used.
    """
    given: dict[str, Any] = json.loads(content)
    before = catalogue.parse(content, name)
    given["network"]["name"] = name
    given["minimum_program_version"] = minimum_program_version
    given["associations"] = [{"code": one.code, "name": one.name} for one in associations]
    if groups is not None and tuple(groups) != programmes(before):
        _regroup(given, groups)
        given["catalogue"]["version"] = _next(before.catalogue.version)
    given["version"] = before.version + 1
    words = json.dumps(given, ensure_ascii=False, indent=2) + "\n"
    catalogue.parse(words, name)
    return words


def _differences(now: Network, new: Network) -> Iterable[str]:
    if now.code != new.code:
        yield _("Ein anderes Netzwerk: {new} statt {now}.").format(new=new.name, now=now.name)
    elif now.name != new.name:
        yield _("Das Netzwerk heißt jetzt {new}.").format(new=new.name)
    if now.version != new.version:
        yield _("Fassung der Datei: {new} statt {now}.").format(new=new.version, now=now.version)
    earlier = {one.code: one.name for one in now.associations}
    later = {one.code: one.name for one in new.associations}
    for code in later.keys() - earlier.keys():
        yield _("Neu im Netzwerk: {name} ({code}).").format(name=later[code], code=code)
    for code in earlier.keys() - later.keys():
        yield _("Nicht mehr im Netzwerk: {name} ({code}).").format(name=earlier[code], code=code)
    for code in sorted(earlier.keys() & later.keys()):
        if earlier[code] != later[code]:
            yield _("{code} heißt jetzt {name}.").format(code=code, name=later[code])
    if now.minimum_program_version != new.minimum_program_version:
        yield _("Verlangt wird MentorHub {version} oder neuer.").format(version=new.minimum_program_version)
    if now.breakdown_ends != new.breakdown_ends:
        month, day = new.breakdown_ends
        yield _("Aufgegliedert wird jetzt zum {day}.{month}.").format(day=day, month=month)
    yield from _catalogue(now, new)


def _catalogue(now: Network, new: Network) -> Iterable[str]:
    if now.sha256 == new.sha256:
        return
    yield _(
        "Der Katalog ändert sich: {new} statt {now}. Pakete mit dem alten nimmt das Netzwerk dann nicht mehr an."
    ).format(new=new.catalogue.version, now=now.catalogue.version)
    earlier, later = _tables(now), _tables(new)
    for code, table in later.items():
        if code not in earlier:
            yield _("Neue Aufgliederung: {table}.").format(table=table.label)
        elif earlier[code].definition != table.definition:
            groups = ", ".join(cell.label for cell in table.cells)
            yield _("{table} hat andere Gruppen: {groups}.").format(table=table.label, groups=groups)
    for code in earlier.keys() - later.keys():
        yield _("Aufgliederung entfällt: {table}.").format(table=earlier[code].label)
    told = {one.code for one in now.catalogue.figures}
    for figure in new.catalogue.figures:
        if figure.code not in told:
            yield _("Neue Eckzahl: {figure}.").format(figure=figure.label)
    kept = {one.code for one in new.catalogue.figures}
    for figure in now.catalogue.figures:
        if figure.code not in kept:
            yield _("Eckzahl entfällt: {figure}.").format(figure=figure.label)


def _tables(network: Network) -> Mapping[str, Table]:
    return {table.code: table for population in network.catalogue.populations for table in population.tables}


def _programme_table(network: Network) -> Table | None:
    return next((table for table in _tables(network).values() if table.feature == "programme"), None)


def _regroup(given: dict[str, Any], groups: Sequence[Group]) -> None:
    """Groups keep their place's code where their content is the same, so that their secret offsets stay too."""
    for population in given["catalogue"]["populations"]:
        for table in population["tables"]:
            if table["feature"] != "programme":
                continue
            rest = next(cell for cell in table["cells"] if cell.get("rest"))
            names = {tuple(sorted(cell["codes"])): cell["code"] for cell in table["cells"] if cell.get("codes")}
            taken = {*names.values(), rest["code"]}
            cells = []
            for group in groups:
                code = names.get(tuple(sorted(group.codes))) or _free(taken)
                taken.add(code)
                cells.append({"code": code, "label": group.label, "codes": list(group.codes)})
            table["cells"] = [*cells, rest]


def _free(taken: set[str]) -> str:
    return next(name for number in range(1, 100) if (name := f"gruppe_{number}") not in taken)


def _next(version: str) -> str:
    """2026-1 becomes 2026-2."""
    head, dash, tail = version.rpartition("-")
    return f"{head}{dash}{int(tail) + 1}" if tail.isdecimal() else f"{version}-2"
