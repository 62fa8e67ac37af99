"""Keep mails that come in."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WAITING = sa.text("state = 'stored'")
WAITING: Any = {"sqlite_where": _WAITING, "postgresql_where": _WAITING}


def upgrade() -> None:
    op.create_table(
        "incoming_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", sa.String(length=200), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=True),
        sa.Column("uid", sa.BigInteger(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("answer_id", sa.String(length=200), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_incoming_mail_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_incoming_mail"),
        sa.UniqueConstraint("digest", name="uq_incoming_mail_digest"),
    )
    op.create_index(
        "uq_incoming_mail_place", "incoming_mail", ["mailbox", "uidvalidity", "uid"], unique=True
    )
    op.create_index("ix_incoming_mail_person_id", "incoming_mail", ["person_id"])
    op.create_index("ix_incoming_mail_sender", "incoming_mail", ["sender"])
    op.create_index("ix_incoming_mail_answer_id", "incoming_mail", ["answer_id"])
    op.create_index("ix_incoming_mail_waiting", "incoming_mail", ["id"], **WAITING)
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("incoming_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_notice_incoming_id_incoming_mail", "incoming_mail", ["incoming_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint("fk_notice_incoming_id_incoming_mail", type_="foreignkey")
        batch_op.drop_column("incoming_id")
    op.drop_table("incoming_mail")
