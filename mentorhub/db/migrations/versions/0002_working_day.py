"""The working day: people's further facts and steps, money, events, papers' wording, reminders, the change log."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PAPERS = (
    "'report', "
    "'mentor_form', "
    "'mentee_form', "
    "'certificate_request', "
    "'inspection_record', "
    "'activity_sheet', "
    "'closing_letter', "
    "'unreachable_letter', "
    "'volunteering_certificate', "
    "'engagement_data', "
    "'card_confirmation', "
    "'training_certificate', "
    "'attendance_list', "
    "'expense_sheet', "
    "'handover', "
    "'phone_list', "
    "'labels', "
    "'serial_letter', "
    "'languages_notice', "
    "'report_sheet', "
    "'self_commitment', "
    "'mediation_confirmation', "
    "'processing_record', "
    "'data_copy'"
)


_IN_USE = {
    "origin_region": "person WHERE origin_region <> 'unknown'",
    "refugee_background": "person WHERE refugee_background <> 'unknown'",
    "birth_date": "person WHERE birth_date <= date('now', '-18 years')",
    "authority": "activity WHERE authority <> 'none'",
}
"""Fields that are off from now on unless somebody switches them on: where something is stored, somebody did."""


def upgrade() -> None:
    """Tables are widened from their own words: Alembic's copy would lose their named checks."""
    _people()
    _switch_on_what_is_in_use()
    _pairings()
    _organisation()
    _money_and_events()
    _papers()
    _habits()
    _statistics()
    _what_is_due()


def _widen(
    table: str,
    columns: tuple[str, ...],
    constraints: tuple[str, ...] = (),
    choices: tuple[str, str] = ("", ""),
) -> None:
    """The same table with more columns, from its own words, so that every named check stays; rows and indexes too.

    `choices`: a value in a check, and the values that take its place.
    """
    connection = op.get_bind()
    made = "SELECT sql FROM sqlite_master WHERE tbl_name = :table AND type = :kind AND sql IS NOT NULL"
    words = connection.execute(sa.text(made), {"table": table, "kind": "table"}).scalar_one()
    indexes = connection.execute(sa.text(made), {"table": table, "kind": "index"}).scalars().all()
    kept = ", ".join(f'"{column["name"]}"' for column in sa.inspect(connection).get_columns(table))
    head, body = words.split("(", 1)
    first_constraint = body.index("CONSTRAINT")
    more = "".join(f"{column}, " for column in columns)
    tail = body.replace(*choices).rstrip() if choices[0] else body.rstrip()
    tail = tail.removesuffix(")") + "".join(f", {constraint}" for constraint in constraints) + ")"
    op.execute(f"{head.replace(table, table + '_new')}({tail[:first_constraint]}{more}{tail[first_constraint:]}")
    op.execute(f"INSERT INTO {table}_new ({kept}) SELECT {kept} FROM {table}")  # noqa: S608 - our own names
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)
    for index in indexes:
        op.execute(index)


def _refers(name: str, column: str, to: str, on_delete: str) -> str:
    return f"CONSTRAINT {name} FOREIGN KEY({column}) REFERENCES {to} (id) ON DELETE {on_delete}"


def _people() -> None:
    op.create_table(
        "institution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "daycare",
                "school",
                "municipal",
                "jobcentre",
                "counselling",
                "health",
                "association",
                "church",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("contact_name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
    )
    op.create_table(
        "role_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("role_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "interested",
                "talk",
                "papers_open",
                "cleared",
                "active",
                "registered",
                "intake",
                "waiting",
                "proposed",
                "paired",
                "paused",
                "ended",
                "withdrawn",
                "excluded",
                "anonymised",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["role_id"], ["person_role.id"], name=op.f("fk_role_step_role_id_person_role"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_step")),
    )
    op.create_index(op.f("ix_role_step_role_id"), "role_step", ["role_id"], unique=False)
    op.execute(
        "INSERT INTO role_step (id, version, created_at, changed_at, role_id, status, day) "
        "SELECT id, 1, changed_at, changed_at, id, status, status_since FROM person_role"
    )
    _widen(
        "person",
        (
            "german_proof BOOLEAN NOT NULL DEFAULT 0",
            "mobility VARCHAR NOT NULL DEFAULT ''",
            "occupation VARCHAR NOT NULL DEFAULT ''",
            "emergency_contact VARCHAR NOT NULL DEFAULT ''",
            "iban VARCHAR NOT NULL DEFAULT ''",
            "migration_history VARCHAR(32) NOT NULL DEFAULT 'unknown'",
            "volunteer_card_number VARCHAR NOT NULL DEFAULT ''",
            "volunteer_card_until DATE",
            "former_numbers VARCHAR NOT NULL DEFAULT ''",
            "referred_by_id CHAR(32)",
        ),
        (
            "CONSTRAINT ck_person_migration_history CHECK (migration_history IN ('yes', 'no', 'unknown'))",
            _refers("fk_person_referred_by_id_institution", "referred_by_id", "institution", "SET NULL"),
        ),
    )
    op.create_index(op.f("ix_person_referred_by_id"), "person", ["referred_by_id"], unique=False)
    _widen(
        "person_language",
        ("reads VARCHAR(32) NOT NULL DEFAULT 'unknown'",),
        ("CONSTRAINT ck_person_language_reads CHECK (reads IN ('yes', 'no', 'unknown'))",),
    )
    _widen("person_role", ("listed_until DATE",))


def _switch_on_what_is_in_use() -> None:
    for name, stored in _IN_USE.items():
        op.execute(
            "INSERT INTO rule_setting (id, version, created_at, changed_at, key, value) "  # noqa: S608 - our own names
            f"SELECT lower(hex(randomblob(16))), 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 'field.{name}', 'on' "
            f"WHERE EXISTS (SELECT 1 FROM {stored})"
        )


def _pairings() -> None:
    _widen(
        "pairing",
        (
            "pause_reason VARCHAR(200) NOT NULL DEFAULT ''",
            "satisfaction_mentor INTEGER",
            "satisfaction_mentee INTEGER",
            "follows_id CHAR(32)",
        ),
        (
            "CONSTRAINT ck_pairing_satisfaction_mentor CHECK (satisfaction_mentor BETWEEN 1 AND 5)",
            "CONSTRAINT ck_pairing_satisfaction_mentee CHECK (satisfaction_mentee BETWEEN 1 AND 5)",
            _refers("fk_pairing_follows_id_pairing", "follows_id", "pairing", "SET NULL"),
        ),
    )
    op.create_index(op.f("ix_pairing_follows_id"), "pairing", ["follows_id"], unique=False)
    _widen("pairing_event", ("detail VARCHAR(120) NOT NULL DEFAULT ''",))


def _organisation() -> None:
    _widen(
        "organisation",
        (
            "engagement_issuer_since DATE",
            "network_meeting_on DATE",
            "works_here VARCHAR(100) NOT NULL DEFAULT ''",
            "logo BLOB",
        ),
    )


def _money_and_events() -> None:
    op.create_table(
        "expense",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "kilometres",
                "transit",
                "admission",
                "material",
                "postage",
                "catering",
                "mediation_allowance",
                "volunteer_allowance",
                "instructor_allowance",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("amount_cent", sa.Integer(), nullable=False),
        sa.Column("km", sa.Float(), nullable=True),
        sa.Column("rate_cent", sa.Float(), nullable=True),
        sa.Column("has_receipt", sa.Boolean(), nullable=False),
        sa.Column("receipt_number", sa.String(), nullable=False),
        sa.Column("cost_centre", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "claimed",
                "checked",
                "paid",
                "waived",
                "refused",
                name="status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("waived_on", sa.Date(), nullable=True),
        sa.Column("over_cap_reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(status = 'paid') = (paid_on IS NOT NULL)", name=op.f("ck_expense_paid")),
        sa.CheckConstraint("(status = 'waived') = (waived_on IS NOT NULL)", name=op.f("ck_expense_waived")),
        sa.CheckConstraint("amount_cent >= 0", name=op.f("ck_expense_amount")),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_expense_pairing_id_pairing"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_expense_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expense")),
    )
    op.create_index(op.f("ix_expense_day"), "expense", ["day"], unique=False)
    op.create_index(op.f("ix_expense_pairing_id"), "expense", ["pairing_id"], unique=False)
    op.create_index(op.f("ix_expense_person_id"), "expense", ["person_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "introduction",
                "basic_training",
                "child_protection",
                "privacy",
                "intercultural",
                "mediation_training",
                "exchange",
                "supervision",
                "celebration",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("begins_at", sa.String(length=5), nullable=False),
        sa.Column("ends_at", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("trainer", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("contents", sa.String(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("cost_cent", sa.Integer(), nullable=True),
        sa.Column("funding", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("minutes IS NULL OR minutes >= 0", name=op.f("ck_event_minutes")),
        sa.CheckConstraint("to_on IS NULL OR to_on >= from_on", name=op.f("ck_event_dates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_from_on"), "event", ["from_on"], unique=False)
    op.create_table(
        "participation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("guest_name", sa.String(), nullable=False),
        sa.Column(
            "attendance",
            sa.Enum(
                "invited",
                "registered",
                "attended",
                "absent",
                name="attendance",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("certificate_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(person_id IS NULL) <> (guest_name = '')", name=op.f("ck_participation_person_or_guest")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_participation_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participation_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_participation_event_id_person_id")),
    )
    op.create_index(op.f("ix_participation_event_id"), "participation", ["event_id"], unique=False)
    op.create_index(op.f("ix_participation_person_id"), "participation", ["person_id"], unique=False)


_SCANNED = {"document_id": "issued_document", "consent_id": "consent", "evidence_id": "evidence"}
"""What a scan can hang on."""


def _papers() -> None:
    _widen(
        "issued_document",
        ("event_id CHAR(32)",),
        (_refers("fk_issued_document_event_id_event", "event_id", "event", "CASCADE"),),
        (
            "'report'",
            _PAPERS,
        ),
    )
    op.create_index(op.f("ix_issued_document_event_id"), "issued_document", ["event_id"], unique=False)
    op.create_table(
        "own_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column(
            "paper",
            sa.Enum(
                "agreement",
                "confidentiality",
                "consent",
                "information",
                "report",
                "mentor_form",
                "mentee_form",
                "certificate_request",
                "inspection_record",
                "activity_sheet",
                "closing_letter",
                "unreachable_letter",
                "volunteering_certificate",
                "engagement_data",
                "card_confirmation",
                "training_certificate",
                "attendance_list",
                "expense_sheet",
                "handover",
                "phone_list",
                "labels",
                "serial_letter",
                "languages_notice",
                "report_sheet",
                "self_commitment",
                "mediation_confirmation",
                "processing_record",
                "data_copy",
                name="paper",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("text_version", sa.String(length=60), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_text")),
        sa.UniqueConstraint("paper", "language", name=op.f("uq_own_text_paper_language")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("consent_id", sa.Uuid(), nullable=True),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("is_issued", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(document_id IS NOT NULL) + (consent_id IS NOT NULL) + (evidence_id IS NOT NULL) = 1",
            name=op.f("ck_attachment_one_record"),
        ),
        sa.CheckConstraint(
            "is_issued = 0 OR document_id IS NOT NULL", name=op.f("ck_attachment_issued_is_of_a_document")
        ),
        sa.CheckConstraint(
            "media_type IN ('application/pdf', 'image/jpeg', 'image/png')", name=op.f("ck_attachment_media_type")
        ),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_attachment_not_empty")),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_attachment_{column}_{table}"),
                ondelete="CASCADE",
            )
            for column, table in _SCANNED.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    for column in _SCANNED:
        op.create_index(op.f(f"ix_attachment_{column}"), "attachment", [column], unique=False)


def _habits() -> None:
    op.create_table(
        "reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("pairing_id", sa.Uuid(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_reminder_pairing_id_pairing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_reminder_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_day"), "reminder", ["day"], unique=False)
    op.create_index(op.f("ix_reminder_pairing_id"), "reminder", ["pairing_id"], unique=False)
    op.create_index(op.f("ix_reminder_person_id"), "reminder", ["person_id"], unique=False)
    op.create_table(
        "seen_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_seen_line_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen_line")),
    )
    op.create_index(op.f("ix_seen_line_person_id"), "seen_line", ["person_id"], unique=False)
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("page", "name", name=op.f("uq_saved_filter_page_name")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("form", sa.String(length=120), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("form", name=op.f("uq_draft_form")),
    )
    op.create_table(
        "bin_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bin_entry")),
    )
    op.create_index(op.f("ix_bin_entry_removed_on"), "bin_entry", ["removed_on"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column(
            "operation",
            sa.Enum(
                "added",
                "changed",
                "removed",
                "restored",
                "left",
                name="operation",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_at"), "change", ["at"], unique=False)
    op.create_index(op.f("ix_change_person_id"), "change", ["person_id"], unique=False)
    op.create_index(op.f("ix_change_record_id"), "change", ["record_id"], unique=False)
    op.create_table(
        "import_profile",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("headings", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_profile")),
        sa.UniqueConstraint("name", name=op.f("uq_import_profile_name")),
    )


def _statistics() -> None:
    _widen("export_release", ("saved_to VARCHAR NOT NULL DEFAULT ''",))
    op.create_table(
        "report_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comment")),
        sa.UniqueConstraint("period", name=op.f("uq_report_comment_period")),
    )
    op.create_table(
        "sheet_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("association", sa.String(length=40), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("catalogue", sa.String(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_release")),
        sa.UniqueConstraint(
            "association", "period", "revision", name=op.f("uq_sheet_release_association_period_revision")
        ),
    )


def _what_is_due() -> None:
    """Indexes for the questions of the page *Heute*."""
    op.create_index("ix_activity_last_meeting", "activity", ["pairing_id", "day", "happened"])
    op.create_index("ix_activity_in_view", "activity", ["pairing_id"], sqlite_where=sa.text("needs_attention IS 1"))
    op.create_index("ix_check_in_last", "check_in", ["pairing_id", "party", "day", "next_on"])
