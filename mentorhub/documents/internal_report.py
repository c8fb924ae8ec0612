"""The exact internal figures on paper: for the own work and a funder's proof of use, marked on every page."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from mentorhub import programme
from mentorhub.documents import words
from mentorhub.statistics import internal
from mentorhub.statistics.internal import MARK, NOT_FOR_THE_NETWORK, RawFigures
from mentorhub.statistics.periods import Period
from mentorhub.statistics.raw import RawTable, Value
from mentorhub.text import _, german_date, language, number


@dataclass(frozen=True, slots=True)
class InternalPaper:
    pdf: bytes
    file_name: str


def make(session: Session, period: Period, today: date) -> InternalPaper:
    """All tables of a period, as they are saved and printed."""
    organisation = programme.organisation(session).name
    pdf = render(internal.figures(session, period, today), organisation, today)
    return InternalPaper(pdf, f"INTERN_MentorHub_{period.file_code}.pdf")


def render(raw: RawFigures, organisation: str, today: date) -> bytes:
    from mentorhub.documents import data_table, layout

    period = raw.period
    days = f"{german_date(period.start)} – {german_date(period.end)}"
    title = _("Interne Zahlen, {period}").format(period=period.label)
    story: list[layout.Flowable] = [
        *layout.Letterhead(words.isolated(organisation)).flowables(),
        layout.Text([layout.Span(MARK, bold=True)], replace(layout.DETAIL, colour=_RED)),
        layout.Text([layout.Span(title, bold=True)], layout.TITLE),
        layout.Text(_("{days}. Erstellt am {day}.").format(days=days, day=german_date(today)), layout.SUBTITLE),
        layout.Text(_(NOT_FOR_THE_NETWORK), layout.DETAIL),
    ]
    for table in raw.tables:
        heading = layout.Text([layout.Span(f"{table.code} {table.title}", bold=True)], layout.HEADING)
        rows = [[_shown(value) for value in row] for row in table.rows]
        made = data_table.table(table.columns, rows, _shares(table), size=9)
        notes = [layout.Text(_printable(note), layout.SMALL) for note in table.notes]
        together = [layout.Spacer(1, 6), heading, made, layout.Spacer(1, 3), *notes]
        story += layout.kept_together(together) if len(rows) <= _ON_ONE_PAGE else together
    return layout.build(
        story,
        title=title,
        author=organisation,
        foot=layout.Foot(f"{MARK} · {title}", _("{n} von {all}").format(n="{page}", all="{pages}")),
        language=language(),
        on=today,
    ).pdf


_RED = (0.72, 0.11, 0.11)
_ON_ONE_PAGE = 14


def _shown(value: Value) -> str:
    return number(value) if isinstance(value, int) else _printable(value)


def _printable(words: str) -> str:
    """The minus of the screen is in no font of ours; printers have always set a dash."""
    return words.replace("−", "–")


def _shares(table: RawTable) -> list[float]:
    """The first column as wide as its words need, the figures share the rest by the length of their headings."""
    first = max(0.28, 0.52 - 0.06 * len(table.columns))
    lengths = [max(4, *(len(word) for word in column.split())) for column in table.columns[1:]]
    return [first, *((1 - first) * length / sum(lengths) for length in lengths)]
