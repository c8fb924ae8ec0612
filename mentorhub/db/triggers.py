"""Rules that no path may break, kept by the file itself. Made again at the end of every migration, which drops them.

The subjects check the same rules first and say them in a sentence; these are the last line of defence.
"""

from mentorhub.choices import OPEN, RUNNING, Role

CAPACITY = "capacity"
NEVER_TOGETHER = "never_together"

_running = ", ".join(f"'{status.value}'" for status in RUNNING)
_open = ", ".join(f"'{status.value}'" for status in OPEN)


def _capacity(event: str, side: str, role: Role) -> str:
    return f"""
    CREATE TRIGGER pairing_{side}_capacity_{event.split(maxsplit=1)[0].lower()} BEFORE {event} ON pairing
    WHEN NEW.status IN ({_running}) AND (
        SELECT count(*) FROM pairing
        WHERE {side}_id = NEW.{side}_id AND id <> NEW.id AND status IN ({_running})
    ) >= coalesce((SELECT capacity FROM person_role WHERE person_id = NEW.{side}_id AND role = '{role.value}'), 0)
    BEGIN SELECT raise(ABORT, '{CAPACITY}'); END"""  # noqa: S608 - our own words


def _never_together(event: str) -> str:
    return f"""
    CREATE TRIGGER pairing_never_together_{event.split(maxsplit=1)[0].lower()} BEFORE {event} ON pairing
    WHEN NEW.status IN ({_open}) AND EXISTS (
        SELECT 1 FROM never_together WHERE mentor_id = NEW.mentor_id AND mentee_id = NEW.mentee_id
    )
    BEGIN SELECT raise(ABORT, '{NEVER_TOGETHER}'); END"""  # noqa: S608 - our own words


_UPDATE = "UPDATE OF status, mentor_id, mentee_id"

TRIGGERS = (
    _capacity("INSERT", "mentor", Role.MENTOR),
    _capacity(_UPDATE, "mentor", Role.MENTOR),
    _capacity("INSERT", "mentee", Role.MENTEE),
    _capacity(_UPDATE, "mentee", Role.MENTEE),
    _never_together("INSERT"),
    _never_together(_UPDATE),
    f"""
    CREATE TRIGGER role_capacity_update BEFORE UPDATE OF capacity ON person_role
    WHEN NEW.capacity < (
        SELECT count(*) FROM pairing WHERE status IN ({_running}) AND (
            (NEW.role = '{Role.MENTOR.value}' AND mentor_id = NEW.person_id)
            OR (NEW.role = '{Role.MENTEE.value}' AND mentee_id = NEW.person_id))
    )
    BEGIN SELECT raise(ABORT, '{CAPACITY}'); END""",  # noqa: S608 - our own words
)
"""The update triggers look at the columns that matter, so that a changed note is never stopped by an old mistake."""
