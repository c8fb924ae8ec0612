"""What is said of scans, wherever they are shown."""

from collections.abc import Sequence

from mentorhub.documents.scans import ENDINGS, ScanRow
from mentorhub.text import _, german_date, ngettext


def of_files() -> str:
    """The kinds that a file dialog offers."""
    return f"{_('Scans und Fotos')} ({' '.join(f'*{ending}' for ending in ENDINGS)})"


def count(rows: Sequence[ScanRow]) -> str:
    """In a narrow cell or beside a paper; empty without any."""
    scans = sum(not row.is_issued for row in rows)
    words = [ngettext("{n} Scan", "{n} Scans", scans).format(n=scans)] if scans else []
    return ", ".join([*words, *([_("Papier selbst")] if scans < len(rows) else [])])


def line(row: ScanRow) -> str:
    kind = _("Papier") if row.is_issued else _("Scan")
    return f"{kind} · {german_date(row.added_on)} · {size(row.size)}"


def size(number: int) -> str:
    """`340 KB`, `1,4 MB`."""
    if number < 1_000_000:
        return f"{max(1, round(number / 1000))} KB"
    return f"{number / 1_000_000:.1f}".replace(".", ",") + " MB"
