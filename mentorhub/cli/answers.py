"""What a command says: lines for a person, one JSON document for a script."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mentorhub.files import Written


@dataclass(frozen=True, slots=True)
class Answer:
    """`document` is what `--json` prints; `trouble` a sentence for standard error with an `exit_code` of 1."""

    document: Any
    lines: list[str] = field(default_factory=list)
    trouble: str = ""
    exit_code: int = 0


def table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    """Columns side by side, as wide as their longest word."""
    widths = [max(len(row[column]) for row in [headings, *rows]) for column in range(len(headings))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [headings, *rows]
    ]


def written(files: Sequence[Written], warnings: Sequence[str] = ()) -> Answer:
    """For commands that write files: `{"files": [{"path", "sha256"}], "warnings": [text]}`."""
    document = {
        "files": [{"path": str(file.path), "sha256": file.sha256} for file in files],
        "warnings": list(warnings),
    }
    return Answer(document, [*(str(file.path) for file in files), *warnings])
