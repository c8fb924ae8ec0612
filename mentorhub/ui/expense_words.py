"""How expenses are said in lists and forms."""

from mentorhub.choices import ExpenseKind, Light
from mentorhub.expenses import ExpenseRow, Standing, Total
from mentorhub.text import _, euro, german_date, ngettext, number
from mentorhub.ui.status import Status

_LIGHTS = {Light.YELLOW: ("problem", "warning"), Light.RED: ("stop", "bad")}


def what(row: ExpenseRow) -> str:
    """The kind, with the kilometres where there are any."""
    details = row.details
    if details.kind is not ExpenseKind.KILOMETRES or details.km is None:
        return details.kind.label
    return _("{km} km zu {rate} Cent").format(km=decimal(details.km), rate=decimal(details.rate_cent or 0))


def receipt(row: ExpenseRow) -> str | Status:
    if row.lacks_receipt:
        return Status(_("fehlt"), "problem", "warning")
    return row.details.receipt_number or (_("ja") if row.details.has_receipt else "")


def done_on(row: ExpenseRow) -> str:
    return german_date(row.details.paid_on or row.details.waived_on)


def total(found: Total) -> str:
    """Under a list."""
    words = ngettext("{n} Eintrag, zusammen {sum}", "{n} Einträge, zusammen {sum}", found.entries).format(
        n=number(found.entries), sum=euro(found.cents)
    )
    if found.open_cent:
        words += _(", davon noch offen {sum}").format(sum=euro(found.open_cent))
    if found.refused_cent:
        words += _("; dazu abgelehnt {sum}").format(sum=euro(found.refused_cent))
    return words


def standing(one: Standing) -> str:
    return f"{one.cap.label} {one.year}: {used(one)}"


def used(one: Standing) -> str:
    return _("{used} von {limit} ({percent} %)").format(
        used=euro(one.used_cent), limit=euro(one.cap_cent), percent=one.percent
    )


def standing_status(one: Standing | None) -> Status | str:
    """For a column: how much of the cap is used."""
    if one is None:
        return ""
    icon, tone = _LIGHTS.get(one.light, ("ok", "good"))
    return Status(_("{used} ({percent} %)").format(used=euro(one.used_cent), percent=one.percent), icon, tone)


def decimal(value: float) -> str:
    """`12,5`."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
