"""Alembic runs on the connection and inside the transaction that `Database` gives it."""

from alembic import context
from sqlmodel import SQLModel

import mentorhub.db.tables  # noqa: F401 - so that the metadata is complete

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
