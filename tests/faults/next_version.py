"""A migration that does what is dangerous: it rebuilds the table that most others hang on, and moves data."""

from pathlib import Path

from mentorhub.db import migrations

REVISION = "9000"
_SCRIPT = """
import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"

def upgrade():
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("nickname", sa.String(), nullable=False, server_default=""))
        person.alter_column("city", existing_type=sa.String(), type_=sa.Text(), existing_nullable=False)
    op.execute("UPDATE person SET nickname = first_name")
    op.create_table("hobby", sa.Column("id", sa.Uuid(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_hobby"))
    {last}
"""


def install(folder: Path, last: str = "") -> None:
    """From now on this program is the next version; `last` is one more line of the migration."""
    folder.mkdir(exist_ok=True)
    before = migrations.KNOWN[-1]
    (folder / "next.py").write_text(_SCRIPT.format(revision=REVISION, before=before, last=last), "utf-8")
    migrations.FOLDERS = (*migrations.FOLDERS, folder)
    migrations.KNOWN = (*migrations.KNOWN, REVISION)
    migrations.HEAD = REVISION
