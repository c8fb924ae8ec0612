"""An attacker who reads nothing but exported files and knows the method: base, gate, minimum, guard, and
every exact N.

One-way tables share only N, so interval arithmetic is exact: no linear program could find more. She uses none
of the program's code on purpose.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

FIGURE_OF = {"mentees": "mentees", "paten": "paten_aktiv", "patenschaften": "patenschaften_aktiv"}


@dataclass(frozen=True)
class Range:
    """What the attacker knows for certain of one true cell."""

    table: str
    cell: str
    low: int
    high: int
    exact: int

    @property
    def narrow(self) -> bool:
        return self.high - self.low < 4

    @property
    def known_small(self) -> bool:
        return self.low >= 1 and self.high <= 4

    @property
    def certain_zero(self) -> bool:
        return self.high == 0

    @property
    def everybody(self) -> bool:
        """All are in this group: whoever knows that somebody is a member knows her group."""
        return self.low == self.exact


def lines_of(path: Path) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as archive:
        text = archive.read("werte.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def ranges(lines: Iterable[Mapping[str, str]], reach: int = 4, hidden: tuple[int, int] | None = None) -> list[Range]:
    """The bounds of every true cell, from its published value and the exact number of all.

    `hidden` is what stands behind a cell that was left out, in a method that leaves out small ones.
    """
    lines = list(lines)
    exact = {(one["groesse"], one["stand"]): int(one["wert"]) for one in lines if one["tabelle"] == "eckzahlen"}
    tables: dict[str, list[Mapping[str, str]]] = {}
    for one in lines:
        if one["merkmal1"] and one["tabelle"] != "stunden" and one["auspraegung1"] != "_T":
            tables.setdefault(one["tabelle"], []).append(one)
    found: list[Range] = []
    for name, cells in tables.items():
        if all(cell["wert"] == "n/v" for cell in cells) or (hidden is None and _incomplete(cells)):
            continue
        number = exact[FIGURE_OF[cells[0]["groesse"]], cells[0]["stand"]]
        bounds = [
            hidden if hidden and cell["wert"] == "n/v" else (int(cell["wert"]) - reach, int(cell["wert"]) + reach)
            for cell in cells
        ]
        low, high = [max(0, one) for one, _most in bounds], [min(number, one) for _least, one in bounds]
        for place, cell in enumerate(cells):
            least = max(low[place], number - sum(high) + high[place])
            most = min(high[place], number - sum(low) + low[place])
            found.append(Range(name, cell["auspraegung1"], least, most, number))
    return found


def _incomplete(cells: Iterable[Mapping[str, str]]) -> bool:
    return any(cell["wert"] == "n/v" for cell in cells)


def leaks(lines: Iterable[Mapping[str, str]], reach: int = 4) -> list[Range]:
    """All that the method promises nobody can know."""
    return [one for one in ranges(lines, reach) if one.narrow or one.known_small or one.certain_zero or one.everybody]
