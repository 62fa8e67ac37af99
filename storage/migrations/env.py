"""Alembic's entry: run the migrations on the connection it is given, or on DATABASE_URL."""

import os
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from storage.models import Base, UtcDateTime
from storage.session import Database


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    # A migration must not change when the model's type decorator does.
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        # SQLite cannot alter a column: Alembic copies the table instead.
        render_as_batch=True,
        compare_type=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    database = Database(os.environ["DATABASE_URL"])
    with database.engine.connect() as own:
        run(own)
    database.dispose()
