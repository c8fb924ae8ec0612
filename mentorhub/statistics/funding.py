"""The periods for which a funder pays: any days, named as the coordinator names them. For internal figures only."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from mentorhub.db.tables import RuleSetting
from mentorhub.errors import FieldError
from mentorhub.statistics import periods
from mentorhub.statistics.periods import Period, PeriodKind
from mentorhub.text import _, german_date

_STORED = "funding."
LONGEST = timedelta(days=3660)


@dataclass(frozen=True)
class Funding:
    """One funder's period; the name is the coordinator's: the funder or the project."""

    name: str
    period: Period

    @property
    def label(self) -> str:
        return f"{self.name}: {german_date(self.period.start)}–{german_date(self.period.end)}"


def kept(session: Session) -> list[Funding]:
    """All of them, the newest first."""
    rows = session.exec(select(RuleSetting).where(col(RuleSetting.key).startswith(_STORED))).all()
    found = [Funding(row.value, periods.parse(row.key.removeprefix(_STORED))) for row in rows]
    return sorted(found, key=lambda one: (one.period.start, one.period.end), reverse=True)


def add(session: Session, name: str, start: date, end: date) -> Funding:
    """Raises `FieldError` beside the field that is wrong. The same days again are given the new name."""
    if not name.strip():
        raise FieldError("name", _("Bitte geben Sie an, wer fördert oder wie die Förderung heißt."))
    if end < start:
        raise FieldError("end", _("Das Ende liegt vor dem Beginn."))
    if end - start >= LONGEST:
        raise FieldError("end", _("Ein Förderzeitraum dauert höchstens zehn Jahre."))
    made = Funding(name.strip(), Period(PeriodKind.FUNDING, start, end))
    row = _row(session, made.period.code) or RuleSetting(key=_STORED + made.period.code)
    row.value = made.name
    session.add(row)
    session.flush()
    return made


def remove(session: Session, code: str) -> None:
    """Only the period is forgotten, no figure: they are counted anew whenever they are asked for."""
    row = _row(session, code)
    if row is not None:
        session.delete(row)
        session.flush()


def _row(session: Session, code: str) -> RuleSetting | None:
    return session.exec(select(RuleSetting).where(RuleSetting.key == _STORED + code)).first()
