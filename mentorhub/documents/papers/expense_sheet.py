"""The sheet with which a volunteer settles expenses: refunds of real costs, and flat allowances."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentorhub.choices import ExpenseKind, ExpenseStatus
from mentorhub.documents import data_table, layout, sheet, words
from mentorhub.documents.layout import Built, Flowable
from mentorhub.documents.organisation import Organisation
from mentorhub.documents.sheet import Look, Sheet
from mentorhub.documents.texts import PaperText
from mentorhub.documents.wording import Wording
from mentorhub.text import german_date

_ROWS = 14


@dataclass(frozen=True)
class Entry:
    day: date
    kind: ExpenseKind
    about: str
    km: float | None
    amount_cent: int
    receipt: str
    rate_cent: float | None = None
    """Per kilometre, as it was when the entry was made."""
    status: ExpenseStatus = ExpenseStatus.CLAIMED


@dataclass(frozen=True)
class Data:
    """Without a name it is a blank form; a name without entries has empty lines to fill in."""

    organisation: Organisation
    person: str = ""
    period: str = ""
    entries: Sequence[Entry] = ()
    iban: str = ""
    asks_iban: bool = True
    """Whether bank details are asked for here at all."""
    allowances_cent: int = 0
    """Of this year, paid or claimed here: they count towards the tax-free cap."""
    on: date | None = None


def euros(cent: int) -> str:
    """`1.234,50 €`."""
    whole = f"{cent // 100:,}".replace(",", ".")
    return f"{whole},{cent % 100:02d}{words.NO_BREAK_SPACE}€"


def render(data: Data, said: Wording) -> Built:
    return sheet.fitted(
        said, lambda voices, look: _story(data, voices, look), author=data.organisation.name, on=data.on
    )


def _story(data: Data, voices: tuple[PaperText, ...], look: Look) -> list[Flowable]:
    made = Sheet(data.organisation, voices, look)
    text = voices[0]
    said = text.words
    made.letterhead()
    made.title()
    head = ((said["person"], data.person), (said["period"], data.period))
    made.fields([(caption, words.isolated(value)) for caption, value in head], share=0.2)
    made.space(6)
    by_hand = not data.entries
    headings = [said[key] for key in ("day", "kind", "about", "km", "receipt", "status", "amount")]
    rows = [_row(entry) for entry in data.entries] or [[""] * len(headings)] * _ROWS
    sums = _sums(data, said)
    rows.append([said["sum"], *[""] * (len(headings) - 2), "" if by_hand else euros(sums[0][1])])
    shares = [0.13, 0.2, 0.16, 0.15, 0.1, 0.13, 0.13]
    made.flow.append(data_table.table(headings, rows, shares, height=24 if by_hand else 0, size=9))
    made.space(8)
    if len(sums) > 1:
        made.fields([(words_, euros(cent)) for words_, cent in sums[1:]], share=0.45)
    if data.asks_iban:
        made.fields([(said["bank"], words.isolated(data.iban))])
    if data.person:
        made.say("year_so_far", layout.DETAIL, amount=euros(data.allowances_cent))
    made.say("others", layout.Style(size=10, leading=20), amount="_" * 12 + " €")
    made.say("declaration", layout.DETAIL)
    made.signatures([(said["person"], words.isolated(data.person)), (said["checked"], "")])
    made.fields([(said["paid"], "")])
    return made.flow


def _row(entry: Entry) -> list[str]:
    status = "verzichtet" if entry.status is ExpenseStatus.WAIVED else entry.status.german
    return [
        german_date(entry.day),
        entry.kind.german,
        words.isolated(entry.about),
        _kilometres(entry),
        words.isolated(entry.receipt),
        status,
        euros(entry.amount_cent),
    ]


def _kilometres(entry: Entry) -> str:
    """`12,5 × 0,30 €`, with the rate that the entry was made with."""
    if entry.km is None:
        return ""
    km = f"{entry.km:g}".replace(".", ",")
    return km if entry.rate_cent is None else f"{km} × {euros(round(entry.rate_cent))}"


def _sums(data: Data, said: Mapping[str, str]) -> list[tuple[str, int]]:
    """All of it, then what of it was settled, and what is left to pay; just the sum where nothing was settled."""

    def of(*status: ExpenseStatus) -> int:
        return sum(entry.amount_cent for entry in data.entries if entry.status in status)

    paid, waived = of(ExpenseStatus.PAID), of(ExpenseStatus.WAIVED)
    total = sum(entry.amount_cent for entry in data.entries)
    parts = [(said["settled"], paid)] * bool(paid) + [(said["waived"], waived)] * bool(waived)
    left = [(said["open"], total - paid - waived)] * bool(parts)
    return [(said["sum"], total), *parts, *left]
