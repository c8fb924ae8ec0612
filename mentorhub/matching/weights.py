"""What counts for this organisation: its own weights, limits and measures for bringing people together."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from mentorhub import districts
from mentorhub.choices import Level
from mentorhub.db.tables import RuleSetting
from mentorhub.errors import FieldError
from mentorhub.matching.measures import Measures, Values, entries
from mentorhub.matching.measures import measures as measures_of
from mentorhub.programme import Rule
from mentorhub.text import N_, _

HIGHEST = 100
"""The end of a slider."""
_STORED = "matching."
_WEIGHT = "weight."
_CHOICES = {
    "never": N_("nie"),
    "good": N_("wenn die frühere Patenschaft gut zu Ende ging"),
    "always": N_("immer"),
}


def weights(session: Session) -> tuple[Rule, ...]:
    """The weight of each criterion (`language`, `topics` ...), in the order in which reasons are given."""
    own = _own(session)
    return tuple(_rule(own, key, key.removeprefix(_WEIGHT)) for key in entries() if key.startswith(_WEIGHT))


def set_weight(session: Session, key: str, value: int) -> None:
    """Raises `FieldError` unless it lies between 0 and 100."""
    _set(session, _WEIGHT + key, value)


def reset_weights(session: Session) -> None:
    """All weights back to the shipped defaults."""
    _forget(session, [key for key in entries() if key.startswith(_WEIGHT)])


def limits(session: Session) -> tuple[Rule, ...]:
    """Where the rules draw their lines, and when a share counts in full (`limit.weaker_level` ...)."""
    own = _own(session)
    return tuple(_rule(own, key, key) for key in entries() if not key.startswith(_WEIGHT))


def set_limit(session: Session, key: str, value: int | str) -> None:
    """Raises `FieldError` for a value that makes no sense."""
    _set(session, key, value)


def reset_limit(session: Session, key: str) -> None:
    _forget(session, [key])


def choice_label(value: str) -> str:
    """The words for one of a limit's choices."""
    return _(_CHOICES[value]) if value in _CHOICES else Level(value).label


def measures(session: Session) -> Measures:
    """All of it, and the town's districts, as the matching uses it."""
    return measures_of(_own(session), districts.neighbours(districts.table(session)))


def _rule(own: Values, key: str, name: str) -> Rule:
    entry = entries()[key]
    default: int | str = entry["default"]
    value = own.get(key, default)
    unit = entry.get("unit", "")
    return Rule(
        key=name,
        label=_(entry["label"]),
        value=int(value) if isinstance(default, int) else value,
        default=default,
        unit=_(unit) if unit else "",
        source=_(entry["source"]),
        choices=tuple(entry.get("choices", ())),
    )


def _own(session: Session) -> Values:
    """The stored values of what can still be set; a value this version can no longer read is left aside."""
    rows = session.exec(
        select(RuleSetting.key, RuleSetting.value).where(col(RuleSetting.key).startswith(_STORED))
    ).all()
    stored = {key.removeprefix(_STORED): value for key, value in rows}
    return {key: value for key, value in stored.items() if key in entries() and _makes_sense(key, value)}


def _set(session: Session, key: str, value: int | str) -> None:
    if not _makes_sense(key, str(value)):
        raise FieldError(key.removeprefix(_WEIGHT), _sentence(key))
    row = _rows(session, [key]).get(key) or RuleSetting(key=_STORED + key)
    row.value = str(value)
    session.add(row)
    session.flush()


def _makes_sense(key: str, value: str) -> bool:
    choices = entries()[key].get("choices")
    if choices:
        return value in choices
    return value.isascii() and value.isdecimal() and int(value) <= _most(key)


def _most(key: str) -> int:
    is_percent = entries()[key].get("unit") == "Prozent"
    return HIGHEST if is_percent or key.startswith(_WEIGHT) else 3650


def _sentence(key: str) -> str:
    if entries()[key].get("choices"):
        return _("Bitte wählen Sie eine der Möglichkeiten aus.")
    return _("Bitte geben Sie eine ganze Zahl von 0 bis {most} ein.").format(most=_most(key))


def _forget(session: Session, keys: Iterable[str]) -> None:
    for row in _rows(session, keys).values():
        session.delete(row)
    session.flush()


def _rows(session: Session, keys: Iterable[str]) -> dict[str, RuleSetting]:
    wanted = [_STORED + key for key in keys]
    found = session.exec(select(RuleSetting).where(col(RuleSetting.key).in_(wanted))).all()
    return {row.key.removeprefix(_STORED): row for row in found}
