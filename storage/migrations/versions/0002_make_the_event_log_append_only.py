"""Make the event log append-only."""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SQLITE = [
    f"""
    CREATE TRIGGER event_log_no_{verb.lower()} BEFORE {verb} ON event_log
    BEGIN SELECT RAISE(ABORT, 'event_log is append-only'); END
    """
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """
    CREATE FUNCTION event_log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'event_log is append-only'; END $$
    """,
    """
    CREATE TRIGGER event_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log
    FOR EACH STATEMENT EXECUTE FUNCTION event_log_append_only()
    """,
]


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER event_log_no_update")
        op.execute("DROP TRIGGER event_log_no_delete")
    else:
        op.execute("DROP TRIGGER event_log_append_only ON event_log")
        op.execute("DROP FUNCTION event_log_append_only()")
