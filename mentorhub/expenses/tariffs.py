"""Caps and tariffs, each with a value per year: the shipped one or the organisation's own."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlmodel import Session, col, select

from mentorhub import paths, programme
from mentorhub.choices import ExpenseKind
from mentorhub.db.tables import RuleSetting
from mentorhub.errors import FieldError
from mentorhub.programme import Rule
from mentorhub.text import N_, _

_STORED = "expenses."
_HIGHEST = 100_000


class Cap(StrEnum):
    """Two tax-free sums a year (s. 3 no. 26a and no. 26 EStG); each has its own allowances."""

    VOLUNTEER = "volunteer"
    INSTRUCTOR = "instructor"

    @property
    def label(self) -> str:
        return _(_NAMES[self])


_NAMES = {Cap.VOLUNTEER: N_("Ehrenamtspauschale"), Cap.INSTRUCTOR: N_("Übungsleiterpauschale")}


@dataclass(frozen=True)
class _Tariff:
    label: str
    unit: str
    source: str
    values: Mapping[int, int]


def cap_cents(session: Session, cap: Cap, year: int) -> int:
    """How much of it is free of tax in that year."""
    return _of_year(session, f"{cap.value}_cap", year) * 100


def rate_cents(session: Session, year: int) -> int:
    """Cents per kilometre."""
    return _of_year(session, "kilometre_rate", year)


def cap_of(session: Session, kind: ExpenseKind) -> Cap | None:
    """The cap that an entry of this kind counts towards; none for refunds of real costs."""
    return caps_by_kind(session).get(kind)


def caps_by_kind(session: Session) -> dict[ExpenseKind, Cap]:
    found = {ExpenseKind.VOLUNTEER_ALLOWANCE: Cap.VOLUNTEER, ExpenseKind.INSTRUCTOR_ALLOWANCE: Cap.INSTRUCTOR}
    counts = programme.choice(session, "expense.mediation_counts")
    if counts in set(Cap):
        found[ExpenseKind.MEDIATION_ALLOWANCE] = Cap(counts)
    return found


def values(session: Session, years: Iterable[int]) -> list[Rule]:
    """Every cap and tariff of these years, to be changed in Einstellungen. The key ends with the year.

    `default` is what would hold without an own value for just that year.
    """
    own = _own(session)
    found = []
    for year in years:
        for name, tariff in _tariffs().items():
            key = f"{name}.{year}"
            others = {other: value for other, value in own.items() if other != key}
            found.append(
                Rule(
                    key=key,
                    label=_(tariff.label),
                    value=_value(own, name, year),
                    default=_value(others, name, year),
                    unit=_(tariff.unit),
                    source=_(tariff.source),
                    choices=(),
                )
            )
    return found


def set_value(session: Session, key: str, value: int | str) -> None:
    """`key` as `values` gives it. Raises `FieldError` for a value that makes no sense."""
    if not str(value).isdecimal() or int(value) > _HIGHEST:
        raise FieldError(key, _("Bitte geben Sie eine ganze Zahl ab 0 ein."))
    row = session.exec(select(RuleSetting).where(RuleSetting.key == _STORED + key)).first()
    row = row or RuleSetting(key=_STORED + key)
    row.value = str(value)
    session.add(row)
    session.flush()


def reset_value(session: Session, key: str) -> None:
    """Back to what holds without an own value."""
    row = session.exec(select(RuleSetting).where(RuleSetting.key == _STORED + key)).first()
    if row is not None:
        session.delete(row)
        session.flush()


def _of_year(session: Session, name: str, year: int) -> int:
    return _value(_own(session), name, year)


def _value(own: Mapping[str, int], name: str, year: int) -> int:
    """Of that year, else of the latest year before it, else of the first there is."""
    known = dict(_tariffs()[name].values)
    known.update({int(key.rpartition(".")[2]): value for key, value in own.items() if key.startswith(f"{name}.")})
    before = [one for one in known if one <= year]
    return known[max(before) if before else min(known)]


def _own(session: Session) -> dict[str, int]:
    query = select(RuleSetting).where(col(RuleSetting.key).startswith(_STORED))
    return {row.key.removeprefix(_STORED): int(row.value) for row in session.exec(query).all()}


@lru_cache(maxsize=1)
def _tariffs() -> dict[str, _Tariff]:
    tables: dict[str, Any] = tomllib.loads((paths.resources() / "rules" / "expenses.toml").read_text("utf-8"))
    return {
        name: _Tariff(
            entry["label"], entry["unit"], entry["source"], {int(year): one for year, one in entry["values"].items()}
        )
        for name, entry in tables["year"].items()
    }
