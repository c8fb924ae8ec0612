"""One line of any list of pairings, with how long the two have not met: every list and record says it in one way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mentorhub import activities, pairings
from mentorhub.activities import Contact, Silence
from mentorhub.pairings import PairingRow
from mentorhub.text import _, german_date, ngettext
from mentorhub.ui import status
from mentorhub.ui.status import Status


@dataclass(frozen=True)
class Line:
    id: Any
    row: PairingRow
    contact: Contact


def read_lines(session: Any, ids: Sequence[Any], today: date) -> list[Line]:
    contacts = activities.contacts(session, ids, today)
    return [Line(row.id, row, contacts[row.id]) for row in pairings.rows(session, ids)]


def contact_status(row: PairingRow, contact: Contact) -> Status | None:
    """The last meeting in words, with what its day means as icon; none so far is neutral while there is time for it."""
    light = status.of(contact.light)
    if contact.silence is Silence.NOTE:
        light = Status(light.word, "clock", "muted")
    if contact.last is None:
        began = row.start_on or row.trial_start
        if not began or row.ended_on is not None:
            return None
        early = contact.silence < Silence.YELLOW  # a tick would say that all is well
        return Status(_("noch keines"), "clock" if early else light.icon, "muted" if early else light.tone)
    if row.ended_on is not None:
        return Status(german_date(contact.last), "clock", "muted")
    return Status(ago(contact.days), light.icon, light.tone)


def ago(days: int) -> str:
    if days == 0:
        return _("heute")
    return ngettext("vor {n} Tag", "vor {n} Tagen", days).format(n=days)
