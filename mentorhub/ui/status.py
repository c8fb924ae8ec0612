"""How a state is shown: always an icon and a word, never a colour alone."""

from dataclasses import dataclass

from mentorhub.choices import Attendance, Choice, ExpenseStatus, Happened, Light, PairingStatus, RoleStatus


@dataclass(frozen=True)
class Status:
    word: str
    icon: str
    tone: str
    """A field of `theme.Colours`: good, warning, bad, muted, accent."""


# A choice equals its value, so an active person and an active pairing share one line.
_LOOKS: dict[Choice, tuple[str, str]] = {
    RoleStatus.INTERESTED: ("new", "accent"),
    RoleStatus.TALK: ("phone", "accent"),
    RoleStatus.PAPERS_OPEN: ("problem", "warning"),
    RoleStatus.CLEARED: ("ok", "good"),
    RoleStatus.ACTIVE: ("ok", "good"),
    RoleStatus.REGISTERED: ("new", "accent"),
    RoleStatus.INTAKE: ("phone", "accent"),
    RoleStatus.WAITING: ("waiting", "warning"),
    RoleStatus.PROPOSED: ("proposed", "accent"),
    RoleStatus.PAIRED: ("ok", "good"),
    RoleStatus.PAUSED: ("paused", "muted"),
    RoleStatus.ENDED: ("ended", "muted"),
    RoleStatus.WITHDRAWN: ("ended", "muted"),
    RoleStatus.EXCLUDED: ("stop", "bad"),
    RoleStatus.ANONYMISED: ("hidden", "muted"),
    PairingStatus.TRIAL: ("trial", "accent"),
    PairingStatus.FAILED: ("ended", "muted"),
    Light.GREEN: ("ok", "good"),
    Light.YELLOW: ("problem", "warning"),
    Light.RED: ("stop", "bad"),
    Happened.YES: ("ok", "good"),
    Happened.CANCELLED_MENTOR: ("ended", "muted"),
    Happened.CANCELLED_MENTEE: ("ended", "muted"),
    Happened.NO_SHOW: ("problem", "warning"),
    ExpenseStatus.CLAIMED: ("new", "accent"),
    ExpenseStatus.CHECKED: ("check", "accent"),
    ExpenseStatus.PAID: ("ok", "good"),
    ExpenseStatus.WAIVED: ("heart", "good"),
    ExpenseStatus.REFUSED: ("ended", "muted"),
    Attendance.INVITED: ("mail", "muted"),
    Attendance.ATTENDED: ("ok", "good"),
    Attendance.ABSENT: ("ended", "muted"),
}


def of(choice: Choice) -> Status:
    icon, tone = _LOOKS.get(choice, ("information", "muted"))
    return Status(choice.label, icon, tone)
