"""What is told when the data can't be opened, are damaged, or are older than they should be."""

from mentorhub.app.work import Opened
from mentorhub.backups import Backup
from mentorhub.errors import MentorHubError
from mentorhub.text import _, ngettext
from mentorhub.ui.opening.trouble_view import TroubleView


def unavailable(trouble: MentorHubError) -> TroubleView:
    return TroubleView(_("Die Daten sind gerade nicht zu öffnen"), str(trouble))


def damaged(trouble: MentorHubError, backup: Backup | None, *, asks: bool) -> TroubleView:
    """`backup`: the newest good one; `asks`: the Kennwort was not typed yet."""
    return TroubleView(_("Ihre Daten sind beschädigt"), str(trouble), backup=backup, restores=True, asks=asks)


def older(opened: Opened) -> TroubleView:
    """For a folder whose `database.older` says what is missing."""
    missing = opened.database.older
    if missing is None:
        raise ValueError("these data are the newest")
    sentence = ngettext(
        "Diese Daten sind älter als beim letzten Mal: {n} Änderung vom {day} fehlt. Vielleicht hat ein Programm "
        "eine alte Kopie zurückgelegt.",
        "Diese Daten sind älter als beim letzten Mal: {n} Änderungen bis zum {day} fehlen. Vielleicht hat ein "
        "Programm eine alte Kopie zurückgelegt.",
        missing.missing_changes,
    ).format(n=missing.missing_changes, day=f"{missing.last_seen.astimezone():%d.%m.%Y, %H:%M}")
    return TroubleView(
        _("Hier fehlt etwas"),
        sentence,
        backup=opened.newer_backup,
        restores=opened.newer_backup is not None,
        go_on=_("Mit diesem Stand weiterarbeiten"),
    )
