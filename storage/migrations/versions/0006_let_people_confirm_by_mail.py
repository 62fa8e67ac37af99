"""Let people confirm what came in their name, link accounts by a code, and note what bounces."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_QUARANTINED = sa.text("state = 'quarantined'")
_MAILED = sa.text("door = 'mail'")
QUARANTINED: Any = {"sqlite_where": _QUARANTINED, "postgresql_where": _QUARANTINED}
_ANSWERED, _THEIRS = sa.text("answer_id <> ''"), sa.text("person_id IS NOT NULL")
ANSWERED: Any = {"sqlite_where": _ANSWERED, "postgresql_where": _ANSWERED}
THEIRS: Any = {"sqlite_where": _THEIRS, "postgresql_where": _THEIRS}
MAILED: Any = {"sqlite_where": _MAILED, "postgresql_where": _MAILED}
COLUMNS = ("collaboration_id", "trust", "shown", "domain")


def upgrade() -> None:
    _widen_incoming_mail()
    _make_link_code()
    _make_mail_failure()
    with op.batch_alter_table("person") as batch_op:
        batch_op.add_column(sa.Column("mail_paused_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("slack_identity") as batch_op:
        batch_op.add_column(_filled("proof", sa.String(length=10), "address"))
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("link_code_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_notice_link_code_id_link_code", "link_code", ["link_code_id"], ["id"]
        )
    op.create_index("ix_notice_mailed", "notice", ["receipt"], **MAILED)


def downgrade() -> None:
    op.drop_index("ix_notice_mailed", "notice")
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint("fk_notice_link_code_id_link_code", type_="foreignkey")
        batch_op.drop_column("link_code_id")
    with op.batch_alter_table("slack_identity") as batch_op:
        batch_op.drop_column("proof")
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("mail_paused_at")
    op.drop_table("mail_failure")
    op.drop_table("link_code")
    for name in ("quarantined", "settled_at", "domain", "sender", "answer_id", "person_id"):
        op.drop_index(f"ix_incoming_mail_{name}", "incoming_mail")
    with op.batch_alter_table("incoming_mail") as batch_op:
        batch_op.drop_constraint(
            "fk_incoming_mail_collaboration_id_collaboration", type_="foreignkey"
        )
        for name in COLUMNS:
            batch_op.drop_column(name)
    for name in ("person_id", "sender", "answer_id"):
        op.create_index(f"ix_incoming_mail_{name}", "incoming_mail", [name])


def _filled(name: str, kind: Any, value: str) -> "sa.Column[Any]":
    # Rows that are there already get the value.
    return sa.Column(name, kind, nullable=False, server_default=value)


def _widen_incoming_mail() -> None:
    with op.batch_alter_table("incoming_mail") as batch_op:
        batch_op.add_column(sa.Column("collaboration_id", sa.Integer(), nullable=True))
        batch_op.add_column(_filled("trust", sa.String(length=20), ""))
        batch_op.add_column(_filled("shown", sa.JSON(), "{}"))
        batch_op.add_column(_filled("domain", sa.String(length=64), ""))
        batch_op.create_foreign_key(
            "fk_incoming_mail_collaboration_id_collaboration",
            "collaboration",
            ["collaboration_id"],
            ["id"],
        )
    for name in ("sender", "answer_id", "person_id"):
        op.drop_index(f"ix_incoming_mail_{name}", "incoming_mail")
    for name in ("sender", "domain", "answer_id", "settled_at"):
        op.create_index(f"ix_incoming_mail_{name}", "incoming_mail", [name], **ANSWERED)
    op.create_index("ix_incoming_mail_person_id", "incoming_mail", ["person_id"], **THEIRS)
    op.create_index("ix_incoming_mail_quarantined", "incoming_mail", ["id"], **QUARANTINED)


def _make_link_code() -> None:
    op.create_table(
        "link_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=30), nullable=False),
        sa.Column("slack_user", sa.String(length=30), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_link_code_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_link_code"),
    )
    op.create_index("ix_link_code_person_id", "link_code", ["person_id"])
    op.create_index("ix_link_code_account", "link_code", ["team", "slack_user", "created_at"])


def _make_mail_failure() -> None:
    op.create_table(
        "mail_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("incoming_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["incoming_id"], ["incoming_mail.id"], name="fk_mail_failure_incoming_id_incoming_mail"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_mail_failure_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mail_failure"),
    )
    op.create_index("ix_mail_failure_person", "mail_failure", ["person_id", "at"])
