"""The closed list of what a network exchanges: figures, breakdowns, fields of action, parameters, who may
deliver.

It comes from the network file (JSON), is the same for every association and can't be widened by a
coordinator. Here stands also into which cell a person or pairing falls: a pure function of its codes;
whatever the list doesn't know goes to the one cell that takes the rest, never to a new column.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from mentorhub import __version__, paths
from mentorhub.errors import MentorHubError
from mentorhub.statistics.periods import school_year
from mentorhub.text import _

FORMAT = 1
TOTAL = "_T"
FEATURES = frozenset({"sex", "age", "region", "programme", "field"})
"""What may be broken down at all. Nationality, residence status and language are missing on purpose."""

SHARED = frozenset({"programme", "field"})
"""Features of a pairing, which its mentor and its mentee share. They are broken down for one population only:
where everybody has one pairing the tables of all three would hold the same true numbers, and two independent
roundings of one number intersect (5 here and 0 there prove 1 to 4).
"""


class NetworkFileError(MentorHubError):
    """The network file can't be read or would weaken the protection."""


@dataclass(frozen=True)
class Figure:
    """One Eckzahl: exact, never split by anything."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True)
class Cell:
    """One group of a breakdown: some codes, or ages from-to, or the rest."""

    code: str
    label: str
    codes: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    rest: bool = False

    @property
    def definition(self) -> str:
        """What the cell holds, whatever it's called: an unchanged definition keeps its secret offset for
        ever.
        """
        if self.rest:
            return "rest"
        if self.age_from is not None:
            return f"{self.age_from}-{'' if self.age_to is None else self.age_to}"
        return "+".join(sorted(self.codes))

    def holds(self, code: str) -> bool:
        if self.age_from is None:
            return code in self.codes
        if not (code.isascii() and code.isdigit()):
            return False
        return self.age_from <= int(code) and (self.age_to is None or int(code) <= self.age_to)


@dataclass(frozen=True)
class Table:
    """A one-way breakdown of one population, shown only from `minimum` on."""

    code: str
    label: str
    feature: str
    feature_label: str
    minimum: int
    cells: tuple[Cell, ...]

    def cell_of(self, codes: Mapping[str, str | None]) -> Cell:
        """Where somebody with these codes is counted; the rest takes what is missing or unknown."""
        code = codes.get(self.feature)
        if code is not None:
            for cell in self.cells:
                if cell.holds(code):
                    return cell
        return next(cell for cell in self.cells if cell.rest)

    def definition_of(self, cell: Cell) -> str:
        return f"{self.feature}|{cell.definition}"

    @property
    def definition(self) -> str:
        """All its cells: a table with other cells is another table, whose old numbers can't be repeated."""
        return f"{self.code}:{self.minimum}:{self.feature}:{';'.join(cell.definition for cell in self.cells)}"


@dataclass(frozen=True)
class Population:
    """Those who are counted together: they have one exact number (`figure`), one gate and one ledger.

    `unit` is what is counted, as the sentences say it: Personen or Patenschaften.
    """

    code: str
    label: str
    unit: str
    figure: str
    tables: tuple[Table, ...]

    @property
    def definition(self) -> str:
        return f"{self.code}({','.join(table.definition for table in self.tables)})"


@dataclass(frozen=True)
class FieldOfAction:
    code: str
    label: str
    codes: tuple[str, ...]
    rest: bool = False


@dataclass(frozen=True)
class Remark:
    """Something that is not in the figures, and why."""

    label: str
    reason: str


@dataclass(frozen=True)
class Parameters:
    """The public ones, and the noise of the hours, which stays out of every exported file."""

    base: int
    gate: int
    keep_permille: int
    hours_base: int
    hours_mentors: int
    hours_noise_permille: tuple[int, int]
    town_associations: int


@dataclass(frozen=True)
class Catalogue:
    version: str
    figures: tuple[Figure, ...]
    populations: tuple[Population, ...]
    fields: tuple[FieldOfAction, ...]
    not_recorded: tuple[Remark, ...]
    not_allowed: tuple[Remark, ...]

    def population(self, code: str) -> Population:
        return next(population for population in self.populations if population.code == code)

    def field_of(self, code: str | None) -> FieldOfAction:
        """The field of action an activity's code belongs to; the rest takes what is missing or unknown."""
        for field in self.fields:
            if code in field.codes:
                return field
        return next(field for field in self.fields if field.rest)


WITHOUT_CODE = "Einrichtung ohne Kürzel"


@dataclass(frozen=True)
class Association:
    """Who delivers: the network's code and name for it."""

    code: str
    name: str


@dataclass(frozen=True)
class Network:
    code: str
    name: str
    minimum_program_version: str
    breakdown_ends: tuple[int, int]
    """Month and day on which the yearly breakdowns are taken: (12, 31) or the end of the school year."""
    school_year_starts: int
    associations: tuple[Association, ...]
    parameters: Parameters
    catalogue: Catalogue
    sha256: str
    """Of the catalogue and the parameters, not of the roster: a new member changes nothing for the others."""
    version: int = 1
    """Of the file: it counts up with every change that the network's side saves."""

    @property
    def year_ends(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """31 December, and the last day of the school year, as month and day."""
        last = school_year(date(2000, 1, 1), self.school_year_starts).end
        return (12, 31), (last.month, 28 if last.month == 2 else last.day)

    def association(self, code: str) -> Association:
        for association in self.associations:
            if association.code == code:
                return association
        raise NetworkFileError(
            _(
                "Das Kürzel „{code}“ steht nicht in der Liste des Netzwerks {network}. Es wurde nichts "
                "geschrieben. Bitte wählen Sie in den Einstellungen das Kürzel, das Ihre Einrichtung im "
                "Netzwerk hat."
            ).format(code=code[:20], network=self.name)
        )


def shipped() -> Path:
    """The network file that comes with the program."""
    return paths.resources() / "network" / "beckum.json"


def load(path: Path) -> Network:
    """The network file, checked: it may change words and groups, never weaken the protection."""
    return parse(read(path), path.name)


def read(path: Path) -> str:
    """The words of a network file, not yet checked."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NetworkFileError(
            _("Die Netzwerkdatei {file} gibt es nicht. Es wurde nichts geschrieben.").format(file=path.name)
        ) from error
    except (OSError, ValueError) as error:
        raise _unusable(path.name, _("sie lässt sich nicht lesen")) from error


def parse(words: str, file: str) -> Network:
    """What stands in a network file called `file`; raises `NetworkFileError` with the exact reason."""
    try:
        given = json.loads(words)
    except (ValueError, RecursionError) as error:
        raise _unusable(file, _("sie lässt sich nicht lesen")) from error
    try:
        if given["format"] != FORMAT:
            raise _unusable(file, _("sie hat ein Format, das dieses Programm nicht kennt"))
        network = _network(given)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unusable(file, _("ein Teil fehlt oder ist unverständlich")) from error
    problem = _problem(network)
    if problem:
        raise _unusable(file, problem)
    if _numbers(network.minimum_program_version) > _numbers(__version__):
        raise NetworkFileError(
            _(
                "Das Netzwerk verlangt MentorHub {needed} oder neuer, dies ist {present}. Es wurde nichts "
                "geschrieben. Bitte bringen Sie das Programm auf den neuen Stand."
            ).format(needed=network.minimum_program_version, present=__version__)
        )
    return network


def _unusable(file: str, why: str) -> NetworkFileError:
    return NetworkFileError(
        _(
            "Die Netzwerkdatei {file} ist nicht zu gebrauchen: {why}. Es wurde nichts geschrieben. Bitte "
            "holen Sie sich die Datei neu bei der Stelle, die das Netzwerk leitet."
        ).format(file=file, why=why)
    )


def _network(given: dict[str, Any]) -> Network:
    month, day = map(int, given["breakdown_ends"].split("-"))
    fixed = {
        "parameters": given["parameters"],
        "catalogue": given["catalogue"],
        "breakdown_ends": [month, day],
    }
    canonical = json.dumps(fixed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Network(
        code=given["network"]["code"],
        name=given["network"]["name"],
        minimum_program_version=given["minimum_program_version"],
        breakdown_ends=(month, day),
        school_year_starts=int(given["school_year_starts"]),
        associations=tuple(Association(one["code"], one["name"]) for one in given["associations"]),
        parameters=_parameters(given["parameters"]),
        catalogue=_catalogue(given["catalogue"], given["parameters"]["minimum"]),
        sha256=hashlib.sha256(canonical.encode()).hexdigest(),
        version=int(given.get("version", 1)),
    )


def _parameters(given: dict[str, Any]) -> Parameters:
    low, high = given["hours_noise_percent"]
    return Parameters(
        base=given["base"],
        gate=given["gate"],
        keep_permille=round(given["keep"] * 1000),
        hours_base=given["hours_base"],
        hours_mentors=given["hours_mentors"],
        hours_noise_permille=(low * 10, high * 10),
        town_associations=given["town_associations"],
    )


def _catalogue(given: dict[str, Any], minimum: dict[str, int]) -> Catalogue:
    return Catalogue(
        version=given["version"],
        figures=tuple(Figure(one["code"], one["label"], one["definition"]) for one in given["figures"]),
        populations=tuple(_population(one, minimum) for one in given["populations"]),
        fields=tuple(
            FieldOfAction(one["code"], one["label"], tuple(one.get("codes", ())), one.get("rest", False))
            for one in given["fields"]
        ),
        not_recorded=tuple(Remark(one["label"], one["reason"]) for one in given["not_recorded"]),
        not_allowed=tuple(Remark(one["label"], one["reason"]) for one in given["not_allowed"]),
    )


def _population(given: dict[str, Any], minimum: dict[str, int]) -> Population:
    tables = tuple(
        Table(
            code=one["code"],
            label=one["label"],
            feature=one["feature"],
            feature_label=one["feature_label"],
            minimum=minimum[one["feature"]],
            cells=tuple(
                Cell(
                    code=cell["code"],
                    label=cell["label"],
                    codes=tuple(cell.get("codes", ())),
                    age_from=cell.get("from"),
                    age_to=cell.get("to"),
                    rest=cell.get("rest", False),
                )
                for cell in one["cells"]
            ),
        )
        for one in given["tables"]
    )
    return Population(given["code"], given["label"], given["unit"], given["figure"], tables)


def _problem(network: Network) -> str | None:
    """The first thing that is wrong or would protect less than the method promises."""
    chosen, catalogue = network.parameters, network.catalogue
    tables = [table for population in catalogue.populations for table in population.tables]
    low, high = chosen.hours_noise_permille
    figures = [figure.code for figure in catalogue.figures]
    names = [*(table.code for table in tables), *figures]
    codes = [*names, network.code, *(one.code for one in network.associations)]
    codes += [cell.code for table in tables for cell in table.cells]
    codes += [field.code for field in catalogue.fields] + [one.code for one in catalogue.populations]
    faults = (
        (
            chosen.base != 5 or chosen.hours_base < 5 or chosen.gate < 5 or not 0 <= chosen.keep_permille <= 1000,
            _("sie schwächt den Schutz (Rundung, Schwelle für Änderungen)"),
        ),
        (
            any(table.minimum < _least(table) for table in tables) or chosen.town_associations < 3,
            _("sie schwächt den Schutz (Mindestzahlen)"),
        ),
        (
            chosen.hours_mentors < 3 or not 100 <= low < high <= 500,
            _("sie schwächt den Schutz (Stunden)"),
        ),
        (
            not 2 <= network.school_year_starts <= 12 or network.breakdown_ends not in network.year_ends,
            _("der Tag der Aufgliederung ist weder das Jahresende noch das Ende des Schuljahrs"),
        ),
        (
            any(table.feature not in FEATURES for table in tables),
            _("sie gliedert nach einem Merkmal auf, das nicht aufgegliedert werden darf"),
        ),
        (
            _twice(catalogue),
            _("sie gliedert dasselbe zweimal auf; zwei Rundungen derselben Zahl verraten sie"),
        ),
        (
            not all(map(_sound, tables)) or sum(field.rest for field in catalogue.fields) != 1,
            _("eine Aufgliederung hat zu wenige, zu viele oder überlappende Gruppen"),
        ),
        (
            any(population.figure not in figures for population in catalogue.populations),
            _("eine Aufgliederung gehört zu keiner Eckzahl"),
        ),
        (len(set(names)) != len(names), _("ein Kürzel kommt doppelt vor")),
        (
            not all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_]{0,39}", code) for code in codes),
            _("ein Kürzel enthält unerlaubte Zeichen"),
        ),
    )
    return next((words for wrong, words in faults if wrong), None)


def _twice(catalogue: Catalogue) -> bool:
    """Whether two tables tell the same thing: two cuts of one feature, or one feature of a pairing for both
    its sides.
    """
    told = [
        (table.feature if table.feature in SHARED else f"{population.code} {table.feature}")
        for population in catalogue.populations
        for table in population.tables
    ]
    return len(set(told)) != len(told)


def _least(table: Table) -> int:
    return 5 if table.feature in {"sex", "age"} else 10


def _sound(table: Table) -> bool:
    """Three to five groups without overlap, exactly one of which takes the rest."""
    names = [cell.code for cell in table.cells]
    codes = [code for cell in table.cells for code in cell.codes]
    ages = [(cell.age_from, cell.age_to) for cell in table.cells if cell.age_from is not None]
    joined = all(
        first_to is not None and first_to + 1 == second_from for (_from, first_to), (second_from, _to) in pairwise(ages)
    )
    return (
        3 <= len(table.cells) <= 5
        and sum(cell.rest for cell in table.cells) == 1
        and len(set(names)) == len(names)
        and len(set(codes)) == len(codes)
        and all(bool(cell.codes) + (cell.age_from is not None) + cell.rest == 1 for cell in table.cells)
        and joined
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
