"""What the coordinator writes to the town: kept as a draft, approved by hand, only then part of a package.

Whoever changes an approved text has to approve it again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from mentorhub.db.tables import ReportComment
from mentorhub.errors import FieldError
from mentorhub.statistics import names
from mentorhub.statistics.comment import LONGEST, Comment, tidy
from mentorhub.text import _, ngettext

_NUMBER_WORDS = "zwei|drei|vier|fünf|sechs|sieben|acht|neun|einzige[rsnm]?"


@dataclass(frozen=True)
class Draft:
    """As it stands now; without `approved_on` it stays here."""

    text: str = ""
    approved_on: date | None = None


def get(session: Session, period: str) -> Draft:
    row = _row(session, period)
    return Draft() if row is None else Draft(row.text, row.approved_on)


def look(session: Session, period: str) -> tuple[Draft, tuple[str, ...]]:
    """The draft, and what in it should be looked at again."""
    draft = get(session, period)
    return draft, hints(session, draft.text)


def keep(session: Session, period: str, text: str) -> None:
    """Another text than the one that was approved isn't approved."""
    said = _checked(text)
    row = _row(session, period) or ReportComment(period=period)
    if row.text != said:
        row.text, row.approved_on = said, None
    session.add(row)
    session.flush()


def approve(session: Session, period: str, text: str, on: date) -> None:
    """Exactly these words may leave; an empty text can't be approved."""
    said = _checked(text)
    if not said:
        raise FieldError("text", _("Bitte schreiben Sie erst etwas. Ohne Text geht kein Kommentar mit."))
    keep(session, period, said)
    row = _row(session, period)
    if row is not None and row.approved_on is None:
        row.approved_on = on
        session.add(row)
        session.flush()


def take_back(session: Session, period: str) -> None:
    """The text stays, the approval goes: the next package leaves without it."""
    row = _row(session, period)
    if row is not None:
        row.approved_on = None
        session.add(row)
        session.flush()


def approved(session: Session, period: str) -> Comment | None:
    """What may leave with the package of this period."""
    draft = get(session, period)
    return Comment(draft.text, draft.approved_on) if draft.text and draft.approved_on is not None else None


def hints(session: Session, text: str) -> tuple[str, ...]:
    """What somebody should look at again before approving: a help, not a hindrance."""
    return tuple(_hints(text, names.known(session)))


def _hints(text: str, known: names.Known) -> Iterable[str]:
    met = known.met(text)
    if met:
        shown = ", ".join(f"„{word}“" for word in met[:5])
        yield ngettext(
            "So heißt auch jemand in Ihrem Datenordner, oder es ist eine Adresse oder Nummer von dort: {words}. Bitte "
            "nennen Sie niemanden.",
            "So heißen auch Menschen in Ihrem Datenordner, oder es sind Adressen oder Nummern von dort: {words}. Bitte "
            "nennen Sie niemanden.",
            len(met),
        ).format(words=shown)
    small = re.findall(rf"(?<![\d.,:/-])[1-9](?![\d.,:/-]*\d)\b|\b(?:{_NUMBER_WORDS})\b", text, re.IGNORECASE)
    if small:
        shown = ", ".join(dict.fromkeys(f"„{word}“" for word in small[:5]))
        yield _(
            "Kleine Zahlen können Menschen verraten: {words}. Schreiben Sie besser „einige“ oder „mehrere“."
        ).format(words=shown)


def _checked(text: str) -> str:
    said = tidy(text)
    if len(said) > LONGEST:
        raise FieldError(
            "text",
            _("Der Kommentar ist zu lang. Bitte kürzen Sie ihn auf {count} Zeichen.").format(count=LONGEST),
        )
    return said


def _row(session: Session, period: str) -> ReportComment | None:
    return session.exec(select(ReportComment).where(ReportComment.period == period)).first()
