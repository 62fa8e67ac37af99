"""Invite to meetings: what calendars know them by, who is invited, and what they have answered."""

from collections.abc import Sequence
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_MEETING = sa.table("meeting", sa.column("id", sa.Integer), sa.column("uid", sa.String))
_NEW = ("ends_at", "link", "about", "answer_by", "uid", "sequence", "invited_at")


def upgrade() -> None:
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.add_column(sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(_filled("link", sa.String(length=500)))
        batch_op.add_column(_filled("about", sa.String(length=4000)))
        batch_op.add_column(sa.Column("answer_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("uid", sa.String(length=60), nullable=True))
        batch_op.add_column(
            sa.Column("sequence", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        batch_op.add_column(sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True))
    _name_what_is_booked()
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.alter_column("uid", existing_type=sa.String(length=60), nullable=False)
        batch_op.create_unique_constraint("uq_meeting_uid", ["uid"])
    _make_invitee()
    op.create_index("ix_notice_meeting", "notice", ["meeting_id"])


def downgrade() -> None:
    op.drop_index("ix_notice_meeting", "notice")
    op.drop_table("invitee")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_constraint("uq_meeting_uid", type_="unique")
        for name in _NEW:
            batch_op.drop_column(name)


def _filled(name: str, kind: sa.String) -> "sa.Column[str]":
    # Rows that are there already get the value.
    return sa.Column(name, kind, nullable=False, server_default="")


def _name_what_is_booked() -> None:
    database = op.get_bind()
    for number in database.execute(sa.select(_MEETING.c.id)).scalars().all():
        named = sa.update(_MEETING).where(_MEETING.c.id == number).values(uid=str(uuid4()))
        database.execute(named)


def _make_invitee() -> None:
    op.create_table(
        "invitee",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("attends", sa.String(length=20), nullable=False),
        sa.Column("answered_sequence", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(length=20), nullable=False),
        sa.Column("stamp", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_invitee_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_invitee_meeting_id_meeting"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_invitee_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_invitee"),
        sa.UniqueConstraint("meeting_id", "person_id", name="uq_invitee_meeting_id"),
    )
    for name in ("collaboration_id", "person_id"):
        op.create_index(f"ix_invitee_{name}", "invitee", [name])
