"""What is told about a list, before and after it comes in: row by row, in words."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from mentorhub.choices import Role
from mentorhub.import_export.columns import Column, Kind
from mentorhub.import_export.decisions import Twin
from mentorhub.import_export.rows import Problem
from mentorhub.import_export.running import RunningReport
from mentorhub.text import _, ngettext


class Step(StrEnum):
    """What happens with a row."""

    ADD = "add"
    CHANGE = "change"
    SKIP = "skip"
    REFUSE = "refuse"
    LEAVE = "leave"


@dataclass(frozen=True)
class Change:
    """One field of somebody known, as it was and as it will be, in words."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row of the preview, fields by attribute: those that would change, and those a new person comes with."""

    sheet: str
    row: int
    name: str
    step: Step
    changes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    given: tuple[str, ...] = ()
    person: str = ""
    """The number of the known person whom the row is about."""
    details: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row whose person looks like somebody known: `person` is that one's number or, if new, its row."""

    row: int
    person: str
    other_row: int = 0
    sheet: str = ""
    name: str = ""
    other_name: str = ""
    row_words: str = ""
    other_words: str = ""
    """What is known of each besides the name: telephone, birthday, district."""
    twin: Twin | None = None
    """What was decided; None: nothing yet."""


@dataclass(frozen=True)
class Candidate:
    token: str
    words: str


@dataclass(frozen=True)
class Question:
    """A name in a pairing or a log that means nobody or several people."""

    sheet: str
    row: int
    name: str
    role: Role
    candidates: tuple[Candidate, ...]
    answer: str = ""
    """The token of the one chosen, or `NEW`; empty while undecided."""
    heading: str = ""


@dataclass(frozen=True)
class Result:
    """What would happen or has happened (`written`)."""

    file: Path
    kind: Kind
    encoding: str | None
    columns: tuple[Column, ...]
    rows: tuple[RowReport, ...]
    refused: tuple[Problem, ...]
    duplicates: tuple[Duplicate, ...]
    pairings: int
    written: bool
    running: tuple[RunningReport, ...] = ()
    """Those that `check` found; `pairings` counts them, afterwards only those that could be taken over."""
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()
    """What else is worth knowing: sheets and rows that hold nobody, what the spreadsheet hides."""
    has_hidden: bool = False
    """Some rows or columns are not shown by the spreadsheet; they may be left out."""

    def count(self, step: Step) -> int:
        return sum(row.step is step for row in self.rows)

    def open_doubts(self) -> int:
        """How many look-alikes and names nobody has decided about."""
        return sum(one.twin is None for one in self.duplicates) + sum(not one.answer for one in self.questions)

    def document(self) -> dict[str, Any]:
        """The shape that `import --json` promises."""
        return {
            "file": str(self.file),
            "kind": self.kind.value,
            "encoding": self.encoding,
            "columns": [
                {"heading": column.heading, "field": column.field.value if column.field else None}
                for column in self.columns
            ],
            "rows": len(self.rows),
            "added": self.count(Step.ADD),
            "changed": self.count(Step.CHANGE),
            "skipped": self.count(Step.SKIP),
            "refused": [
                {"row": problem.row, "column": problem.column, "problem": problem.sentence, "sheet": problem.sheet}
                for problem in self.refused
            ],
            "duplicates": [
                {"row": duplicate.row, "person": duplicate.person or None, "other_row": duplicate.other_row or None}
                for duplicate in self.duplicates
            ],
            "pairings": self.pairings,
            "written": self.written,
        }

    def lines(self) -> list[str]:
        """The same in a few sentences."""
        n = len(self.rows)
        told = [
            ngettext("{file}: {n} Zeile ({kind}).", "{file}: {n} Zeilen ({kind}).", n).format(
                file=self.file.name, n=n, kind=self.kind.label
            ),
            _("Neu: {added}, geändert: {changed}, unverändert: {skipped}, laufende Patenschaften: {pairings}.").format(
                added=self.count(Step.ADD),
                changed=self.count(Step.CHANGE),
                skipped=self.count(Step.SKIP),
                pairings=self.pairings,
            ),
        ]
        told += self.notes
        told += [
            _("Zeile {row}, {column}: {problem}").format(
                row=problem.row, column=problem.column or _("ganze Zeile"), problem=problem.sentence
            )
            for problem in self.refused
        ]
        told += [
            _("Zeile {row} sieht {person} ähnlich; bitte prüfen Sie, ob es dieselbe Person ist.").format(
                row=duplicate.row,
                person=duplicate.person or _("der Zeile {row}").format(row=duplicate.other_row),
            )
            for duplicate in self.duplicates
            if duplicate.twin is None
        ]
        if not self.written:
            told.append(_("Es wurde noch nichts übernommen."))
        return told
