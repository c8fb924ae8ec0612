"""The Meldebogen: the catalogue's numbers, counted by hand by an association without the program.

Pure. Here it is checked for what can't be, and turned into what the rounding takes. Typed numbers are exact: they leave
this room only as `Published` figures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mentorhub.statistics import breakdowns
from mentorhub.statistics.catalogue import Cell, Network, Population, Table
from mentorhub.statistics.gate import Counted, Unit
from mentorhub.statistics.periods import Period, PeriodKind
from mentorhub.statistics.truth import QuarterHours, Truth
from mentorhub.text import _, number

MOST = 99_999
PAIRED = "paired_mentees"
REPORTED_BY = "reported_by"
_OPTIONAL_PAIRS = (
    ("warteliste_ueber_90_tage", "warteliste"),
    ("warteliste", "mentees"),
    ("paten_aktiv", "patenschaften_aktiv"),
)
"""Figures of which the first can never be larger than the second, as far as the network's catalogue has them."""


@dataclass(frozen=True)
class Sheet:
    """INTERNAL. What stands on the paper; exact, never to be shown or written as it is."""

    association: str
    period: Period
    figures: Mapping[str, int]
    tables: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By table and cell; only what is broken down at all, see `expected`."""
    hours: Mapping[str, int] | None = None
    """Whole hours by field of action; none if the line was left empty."""
    paired_mentees: int = 0
    """Mentees in a running pairing: never published, but the gate has to know how many people are behind pairings."""
    reported_by: int = 0
    """From how many mentors the hours come."""


@dataclass(frozen=True)
class Problem:
    """Something that can't be, at the field where it is best mended."""

    place: str
    sentence: str


def place(table: str, cell: str) -> str:
    """How a cell of a table is called among the fields of the form."""
    return f"{table}.{cell}"


def hours_place(code: str) -> str:
    return f"hours.{code}"


def expected(figures: Mapping[str, int], period: Period, network: Network) -> tuple[Table, ...]:
    """The tables that are asked at all: once a year, and only of populations that reach the minimum."""
    if not breakdowns.has_breakdowns(period, network, period.end):
        return ()
    return tuple(
        table
        for population in network.catalogue.populations
        for table in population.tables
        if figures.get(population.figure, 0) >= table.minimum
    )


def asks_hours(period: Period) -> bool:
    """Hours are told by quarter; the hours of longer periods are the sum of their quarters."""
    return period.kind is PeriodKind.QUARTER


def problems(sheet: Sheet, network: Network) -> list[Problem]:
    """All that can't be right on this sheet, in the order of the paper."""
    return [*_numbers(sheet, network), *_figures(sheet), *_tables(sheet, network), *_hours(sheet)]


def truth(sheet: Sheet, network: Network) -> Truth:
    """As if the members stood behind it: so many of them in each cell, in no order, belonging to nobody."""
    asked = {table.code for table in expected(sheet.figures, sheet.period, network)}
    units, counted = {}, {}
    for population in network.catalogue.populations:
        tables = [table for table in population.tables if table.code in asked]
        units[population.code] = _members(population, tables, sheet)
        numbers = [(table.code, tuple(_cells(sheet, table))) for table in tables]
        exact = sheet.figures[population.figure]
        counted[population.code] = Counted((("", (exact,)), *numbers), _spare(sheet, population))
    hours = tuple(_quarter(sheet, quarter, network) for quarter in sheet.period.quarters())
    return Truth(sheet.period.end, dict(sheet.figures), units, hours, counted)


def _members(population: Population, tables: Sequence[Table], sheet: Sheet) -> list[Unit]:
    exact = sheet.figures[population.figure]
    columns = {
        table.feature: [
            _code(cell) for cell, size in zip(table.cells, _cells(sheet, table), strict=True) for _one in range(size)
        ]
        for table in tables
    }
    return [
        Unit(f"{population.code} {one}", {feature: codes[one] for feature, codes in columns.items()})
        for one in range(exact)
    ]


def _code(cell: Cell) -> str | None:
    """One code that falls into this cell."""
    if cell.rest:
        return None
    return str(cell.age_from) if cell.age_from is not None else cell.codes[0]


def _cells(sheet: Sheet, table: Table) -> list[int]:
    told = sheet.tables.get(table.code, {})
    return [told.get(cell.code, 0) for cell in table.cells]


def _spare(sheet: Sheet, population: Population) -> int:
    """Pairings may share people: so many of them at the most don't stand for somebody of their own."""
    if population.figure != "patenschaften_aktiv":
        return 0
    pairings = sheet.figures[population.figure]
    return (pairings - sheet.figures.get("paten_aktiv", 0)) + (pairings - sheet.paired_mentees)


def _quarter(sheet: Sheet, quarter: Period, network: Network) -> QuarterHours:
    """Each field is changed for itself, as if one person had spent all of it: that hides even a single one."""
    active = sheet.figures.get("paten_aktiv", 0)
    if sheet.hours is None or not asks_hours(sheet.period):
        return QuarterHours(quarter, 0, {}, 0)
    minutes = {
        (f"Meldebogen {one.code}", one.codes[0] if one.codes else ""): sheet.hours.get(one.code, 0) * 60
        for one in network.catalogue.fields
    }
    return QuarterHours(quarter, active, minutes, sheet.reported_by)


def _numbers(sheet: Sheet, network: Network) -> Iterable[Problem]:
    given = {figure.code: sheet.figures.get(figure.code) for figure in network.catalogue.figures}
    for name, value in given.items():
        if value is None or not 0 <= value <= MOST:
            yield Problem(name, _("Bitte geben Sie eine ganze Zahl von 0 bis {most} ein.").format(most=number(MOST)))


def _figures(sheet: Sheet) -> Iterable[Problem]:
    figures = sheet.figures
    labels = {
        "warteliste_ueber_90_tage": _("Länger als 90 Tage warten können nicht mehr, als auf der Warteliste stehen."),
        "warteliste": _("Auf der Warteliste können nicht mehr stehen, als es Mentees gibt."),
        "paten_aktiv": _("Aktive Patinnen und Paten können nicht mehr sein als aktive Patenschaften."),
    }
    for less, more in _OPTIONAL_PAIRS:
        if less in figures and more in figures and figures[less] > figures[more]:
            yield Problem(less, labels[less])
    pairings, mentors = figures.get("patenschaften_aktiv", 0), figures.get("paten_aktiv", 0)
    if pairings and "paten_aktiv" in figures and not mentors:
        yield Problem(
            "paten_aktiv", _("Wo Patenschaften laufen, gibt es mindestens eine aktive Patin oder einen aktiven Paten.")
        )
    new, ended = figures.get("patenschaften_neu", 0), figures.get("patenschaften_beendet", 0)
    if new > pairings + ended:
        yield Problem(
            "patenschaften_neu",
            _("Mehr neu begonnene Patenschaften, als am Ende laufen oder beendet wurden, kann es nicht geben."),
        )
    most = min(pairings, figures.get("mentees", 0) - figures.get("warteliste", 0))
    if sheet.paired_mentees > max(0, most) or (pairings and not sheet.paired_mentees):
        yield Problem(
            PAIRED,
            _(
                "Mentees in einer laufenden Patenschaft: mindestens 1, wenn Patenschaften laufen; höchstens so viele "
                "wie Patenschaften und wie Mentees, die nicht warten (hier {most})."
            ).format(most=max(0, most)),
        )


def _tables(sheet: Sheet, network: Network) -> Iterable[Problem]:
    asked = {table.code for table in expected(sheet.figures, sheet.period, network)}
    for population in network.catalogue.populations:
        exact = sheet.figures.get(population.figure, 0)
        for table in population.tables:
            told = sum(_cells(sheet, table))
            if table.code in asked and told != exact:
                yield Problem(
                    place(table.code, table.cells[0].code),
                    _(
                        "{table}: Die Gruppen ergeben zusammen {sum}, angegeben sind {exact}. Wer in keine Gruppe "
                        "passt oder nicht gefragt wurde, gehört in „{rest}“."
                    ).format(
                        table=table.label,
                        sum=told,
                        exact=exact,
                        rest=next(cell.label for cell in table.cells if cell.rest),
                    ),
                )


def _hours(sheet: Sheet) -> Iterable[Problem]:
    if sheet.hours is None or not asks_hours(sheet.period):
        return
    told = sum(sheet.hours.values())
    helped = sheet.figures.get("paten_aktiv", 0) + sheet.figures.get("patenschaften_beendet", 0)
    if told and not sheet.reported_by:
        yield Problem(REPORTED_BY, _("Bitte geben Sie an, von wie vielen Patinnen und Paten die Stunden stammen."))
    if sheet.reported_by > helped:
        yield Problem(
            REPORTED_BY,
            _("So viele Patinnen und Paten gab es im Zeitraum nicht (höchstens {n}).").format(n=helped),
        )
    if sheet.reported_by and told > sheet.reported_by * 24 * 92:
        yield Problem(REPORTED_BY, _("So viele Stunden hat das Quartal nicht."))
