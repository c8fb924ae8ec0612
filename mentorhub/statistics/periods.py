"""The periods a coordinator reports on: quarter, half-year, year, school year, funding period. Pure dates, no clock."""

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mentorhub.errors import MentorHubError
from mentorhub.text import N_, _, german_date

SCHOOL_YEAR_STARTS = 8
"""August: § 7 Abs. 1 SchulG NRW. The network file says it for the town; this is only what holds without one.
"""


class PeriodError(MentorHubError):
    """What was typed is no period, or the period isn't over."""


class PeriodKind(StrEnum):
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"
    FUNDING = "funding"
    """Any days, as a grant runs: for internal figures only, never for what leaves."""


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included. `end` is the Stichtag of what is counted at one day."""

    kind: PeriodKind
    start: date
    end: date

    @property
    def code(self) -> str:
        """As it is typed: `2026-Q3`, `2026-H2`, `2026`, `2025/26`, `2026-04-01..2027-03-31`."""
        year = self.start.year
        match self.kind:
            case PeriodKind.QUARTER:
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case PeriodKind.HALF_YEAR:
                return f"{year}-H{(self.start.month + 5) // 6}"
            case PeriodKind.YEAR:
                return f"{year}"
            case PeriodKind.SCHOOL_YEAR:
                return f"{year}/{self.end.year % 100:02}"
            case PeriodKind.FUNDING:
                return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def file_code(self) -> str:
        """Fit for a file name on every system."""
        return self.code.replace("/", "-").replace("..", "_bis_")

    @property
    def label(self) -> str:
        """In the language of the interface."""
        words, values = self._words()
        return _(words).format(**values)

    @property
    def german(self) -> str:
        """For the files that leave, which are German in every interface."""
        words, values = self._words()
        return words.format(**values)

    @property
    def eve(self) -> date:
        """The day before the period: the Stichtag of the stock with which it begins."""
        return self.start - timedelta(days=1)

    def previous(self) -> "Period":
        """The period of the same kind just before: the quarter before, the year before."""
        if self.kind is PeriodKind.FUNDING:
            return Period(self.kind, self.eve - (self.end - self.start), self.eve)
        return _containing(self.kind, self.eve, self.start.month)

    def year_before(self) -> "Period":
        """The same period one year earlier."""
        if self.kind is PeriodKind.FUNDING:
            return Period(self.kind, _year_earlier(self.start), _year_earlier(self.end))
        return _containing(self.kind, self.start.replace(year=self.start.year - 1), self.start.month)

    def quarters(self) -> tuple["Period", ...]:
        """The calendar quarters it consists of; none for a school year, which begins inside a quarter, or a funding."""
        if self.start.month % 3 != 1 or self.kind is PeriodKind.FUNDING:
            return ()
        found = [quarter(self.start)]
        while found[-1].end < self.end:
            found.append(quarter(found[-1].end + timedelta(days=1)))
        return tuple(found)

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def _words(self) -> tuple[str, dict[str, int | str]]:
        year = self.start.year
        match self.kind:
            case PeriodKind.QUARTER:
                return N_("{number}. Quartal {year}"), {"number": (self.start.month + 2) // 3, "year": year}
            case PeriodKind.HALF_YEAR:
                return N_("{number}. Halbjahr {year}"), {"number": (self.start.month + 5) // 6, "year": year}
            case PeriodKind.YEAR:
                return N_("Jahr {year}"), {"year": year}
            case PeriodKind.SCHOOL_YEAR:
                return N_("Schuljahr {code}"), {"code": self.code}
            case PeriodKind.FUNDING:
                days = {"first": german_date(self.start), "last": german_date(self.end)}
                return N_("Förderzeitraum {first} bis {last}"), dict(days)


def quarter(day: date) -> Period:
    first = (day.month - 1) // 3 * 3 + 1
    return _months(PeriodKind.QUARTER, day.year, first, 3)


def half_year(day: date) -> Period:
    return _months(PeriodKind.HALF_YEAR, day.year, 1 if day.month <= 6 else 7, 6)


def year(day: date) -> Period:
    return _months(PeriodKind.YEAR, day.year, 1, 12)


def school_year(day: date, starts: int = SCHOOL_YEAR_STARTS) -> Period:
    begins = day.year if day.month >= starts else day.year - 1
    return _months(PeriodKind.SCHOOL_YEAR, begins, starts, 12)


def parse(text: str, school_year_starts: int = SCHOOL_YEAR_STARTS) -> Period:
    """`2026-Q3`, `2026-H2`, `2026`, `2025/26`, as on the command line; raises `PeriodError` for anything else.

    `2026-04-01..2027-03-31` is a funding period, up to ten years.
    """
    words = text.strip().upper()
    for pattern, make in _FORMS:
        found = re.fullmatch(pattern, words, re.ASCII)
        if found and 1990 <= int(found[1]) <= 2199:
            return make(int(found[1]), int(found[2] or 0))
    found = re.fullmatch(r"(\d{4})/(?:\d\d)?(\d\d)", words, re.ASCII)
    if found and 1990 <= int(found[1]) <= 2198 and (int(found[1]) + 1) % 100 == int(found[2]):
        return _months(PeriodKind.SCHOOL_YEAR, int(found[1]), school_year_starts, 12)
    first, dots, last = words.partition("..")
    if dots:
        with contextlib.suppress(ValueError):
            funding = Period(PeriodKind.FUNDING, date.fromisoformat(first), date.fromisoformat(last))
            if 1990 <= funding.start.year <= 2188 and timedelta(0) <= funding.end - funding.start < timedelta(3660):
                return funding
    raise PeriodError(
        _(
            "„{text}“ ist kein Zeitraum. Möglich sind zum Beispiel 2026-Q3 (Quartal), 2026-H2 (Halbjahr), "
            "2026 (Jahr), 2025/26 (Schuljahr) und 2026-04-01..2027-03-31 (Förderzeitraum). Es wurde nichts geschrieben."
        ).format(text=text.strip()[:40])
    )


def stand(period: Period, today: date) -> date:
    """The day a period's figures are of: its last, or today while it still runs. `PeriodError` before it begins."""
    if today < period.start:
        raise PeriodError(
            _(
                "{period} beginnt erst am {start}; Zahlen gibt es noch nicht. Es wurde nichts geschrieben. Bitte "
                "wählen Sie einen Zeitraum, der schon begonnen hat."
            ).format(period=period.label, start=german_date(period.start))
        )
    return min(period.end, today)


def require_shared(period: Period) -> None:
    """Only the periods that all share may leave: exact figures of days chosen freely would show single people."""
    if period.kind is PeriodKind.FUNDING:
        raise PeriodError(
            _(
                "Für einen Förderzeitraum gibt es nur interne Zahlen. Es wurde nichts geschrieben. Für das Netzwerk "
                "wählen Sie bitte ein Quartal, ein Halbjahr, ein Jahr oder ein Schuljahr."
            )
        )


_FORMS: tuple[tuple[str, Callable[[int, int], Period]], ...] = (
    (r"(\d{4})-?Q([1-4])", lambda y, n: _months(PeriodKind.QUARTER, y, 3 * n - 2, 3)),
    (r"(\d{4})-?H([12])", lambda y, n: _months(PeriodKind.HALF_YEAR, y, 6 * n - 5, 6)),
    (r"(\d{4})()", lambda y, _n: _months(PeriodKind.YEAR, y, 1, 12)),
)


def _containing(kind: PeriodKind, day: date, starts: int) -> Period:
    match kind:
        case PeriodKind.QUARTER:
            return quarter(day)
        case PeriodKind.HALF_YEAR:
            return half_year(day)
        case PeriodKind.YEAR:
            return year(day)
        case PeriodKind.SCHOOL_YEAR:
            return school_year(day, starts)
        case PeriodKind.FUNDING:
            raise AssertionError("a funding period is not one of a row")


def _year_earlier(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _months(kind: PeriodKind, first_year: int, first_month: int, length: int) -> Period:
    last = first_month - 1 + length
    after = date(first_year + last // 12, last % 12 + 1, 1)
    return Period(kind, date(first_year, first_month, 1), after - timedelta(days=1))
