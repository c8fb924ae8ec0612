"""The sheet with which a volunteer settles expenses: refunds of real costs, and flat allowances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentorhub.choices import ExpenseKind
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


@dataclass(frozen=True)
class Data:
    """Without a name it is a blank form."""

    organisation: Organisation
    person: str = ""
    from_on: date | None = None
    to_on: date | None = None
    entries: Sequence[Entry] = ()
    iban: str = ""
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
    period = " – ".join(filter(None, (german_date(data.from_on), german_date(data.to_on))))
    made.fields([(said["person"], words.isolated(data.person)), (said["period"], period)], share=0.2)
    made.space(6)
    headings = [said[key] for key in ("day", "kind", "about", "km", "amount", "receipt")]
    rows = [
        [
            german_date(entry.day),
            entry.kind.german,
            words.isolated(entry.about),
            "" if entry.km is None else f"{entry.km:g}".replace(".", ","),
            euros(entry.amount_cent),
            words.isolated(entry.receipt),
        ]
        for entry in data.entries
    ]
    empty = max(0, _ROWS - len(rows)) if not data.person else 0
    rows += [[""] * len(headings)] * empty
    total = euros(sum(entry.amount_cent for entry in data.entries)) if data.person else ""
    rows.append([said["sum"], "", "", "", total, ""])
    shares = [0.15, 0.25, 0.25, 0.08, 0.15, 0.12]
    made.flow.append(data_table.table(headings, rows, shares, height=0 if data.person else 24))
    made.space(8)
    made.fields([(said["bank"], words.isolated(data.iban))])
    if data.person:
        made.say("year_so_far", layout.DETAIL, amount=euros(data.allowances_cent))
    made.say("others", layout.Style(size=10, leading=20), amount="_" * 12 + " €")
    made.say("declaration", layout.DETAIL)
    made.signatures([(said["person"], words.isolated(data.person)), (said["checked"], "")])
    made.fields([(said["paid"], "")])
    return made.flow
