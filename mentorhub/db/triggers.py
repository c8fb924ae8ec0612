"""Rules that no path may break, kept by the file itself. Made again at the end of every migration, which drops them.

The subjects check the same rules first and say them in a sentence; these are the last line of defence.
"""

from mentorhub.choices import CERTIFICATE_PAPERS, OPEN, RUNNING, SIGNED_EVIDENCE, Role

CAPACITY = "capacity"
NEVER_TOGETHER = "never_together"
OPEN_TOGETHER = "open_together"
NO_SCAN = "no_scan"

_running = ", ".join(f"'{status.value}'" for status in RUNNING)
_open = ", ".join(f"'{status.value}'" for status in OPEN)
_about_certificates = ", ".join(f"'{paper.value}'" for paper in CERTIFICATE_PAPERS)
_signed = ", ".join(f"'{kind.value}'" for kind in SIGNED_EVIDENCE)


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


def _runs_in(row: str) -> str:
    return f"""(
        SELECT count(*) FROM pairing WHERE status IN ({_running}) AND (
            ({row}.role = '{Role.MENTOR.value}' AND mentor_id = {row}.person_id)
            OR ({row}.role = '{Role.MENTEE.value}' AND mentee_id = {row}.person_id))
    )"""  # noqa: S608 - our own words


def _open_together(event: str) -> str:
    """Who is to be kept apart must not be together already."""
    return f"""
    CREATE TRIGGER never_together_open_{event.lower()} BEFORE {event} ON never_together
    WHEN EXISTS (
        SELECT 1 FROM pairing
        WHERE status IN ({_open}) AND mentor_id = NEW.mentor_id AND mentee_id = NEW.mentee_id
    )
    BEGIN SELECT raise(ABORT, '{OPEN_TOGETHER}'); END"""  # noqa: S608 - our own words


def _no_scan(event: str) -> str:
    """Nothing about a certificate of conduct is ever kept as a picture (s. 72a V SGB VIII); a talk has no paper."""
    return f"""
    CREATE TRIGGER attachment_no_scan_{event.split(maxsplit=1)[0].lower()} BEFORE {event} ON attachment
    WHEN EXISTS (SELECT 1 FROM issued_document WHERE id = NEW.document_id AND paper IN ({_about_certificates}))
      OR EXISTS (SELECT 1 FROM evidence WHERE id = NEW.evidence_id AND kind NOT IN ({_signed}))
    BEGIN SELECT raise(ABORT, '{NO_SCAN}'); END"""  # noqa: S608 - our own words


def _no_scan_later(table: str, column: str, words: str) -> str:
    """The record a scan hangs on does not become one that must have none."""
    return f"""
    CREATE TRIGGER {table}_no_scan_update BEFORE UPDATE OF {column} ON {table}
    WHEN NEW.{column} {words} AND EXISTS (SELECT 1 FROM attachment WHERE {_SCANNED[table]} = NEW.id)
    BEGIN SELECT raise(ABORT, '{NO_SCAN}'); END"""  # noqa: S608 - our own words


_SCANNED = {"issued_document": "document_id", "evidence": "evidence_id"}

_UPDATE = "UPDATE OF status, mentor_id, mentee_id"

TRIGGERS = (
    _capacity("INSERT", "mentor", Role.MENTOR),
    _capacity(_UPDATE, "mentor", Role.MENTOR),
    _capacity("INSERT", "mentee", Role.MENTEE),
    _capacity(_UPDATE, "mentee", Role.MENTEE),
    _never_together("INSERT"),
    _never_together(_UPDATE),
    _open_together("INSERT"),
    _open_together("UPDATE"),
    _no_scan("INSERT"),
    _no_scan("UPDATE OF document_id, evidence_id"),
    _no_scan_later("issued_document", "paper", f"IN ({_about_certificates})"),
    _no_scan_later("evidence", "kind", f"NOT IN ({_signed})"),
    f"""
    CREATE TRIGGER role_capacity_update BEFORE UPDATE OF capacity ON person_role
    WHEN NEW.capacity < {_runs_in("NEW")}
    BEGIN SELECT raise(ABORT, '{CAPACITY}'); END""",
    f"""
    CREATE TRIGGER role_capacity_other BEFORE UPDATE OF role, person_id ON person_role
    WHEN (NEW.role <> OLD.role OR NEW.person_id <> OLD.person_id) AND {_runs_in("OLD")} > 0
    BEGIN SELECT raise(ABORT, '{CAPACITY}'); END""",
    f"""
    CREATE TRIGGER role_capacity_delete BEFORE DELETE ON person_role
    WHEN {_runs_in("OLD")} > 0
    BEGIN SELECT raise(ABORT, '{CAPACITY}'); END""",
)
"""The update triggers look at the columns that matter, so that a changed note is never stopped by an old mistake."""
