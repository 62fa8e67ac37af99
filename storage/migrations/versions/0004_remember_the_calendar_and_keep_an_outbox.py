"""Remember what became of what recurs, and keep an outbox."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WAITING = sa.text("state IN ('queued', 'retry', 'sending')")
_TROUBLED = sa.text("state IN ('failed', 'unsure', 'stale')")
WAITING: Any = {"sqlite_where": _WAITING, "postgresql_where": _WAITING}
TROUBLED: Any = {"sqlite_where": _TROUBLED, "postgresql_where": _TROUBLED}


def upgrade() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("backup_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hold"),
    )
    op.create_table(
        "planning_state",
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("planned_revision", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_planning_state_collaboration_id_collaboration",
        ),
        sa.PrimaryKeyConstraint("collaboration_id", name="pk_planning_state"),
    )
    op.create_table(
        "channel_tie",
        sa.Column("team", sa.String(length=30), nullable=False),
        sa.Column("channel", sa.String(length=30), nullable=False),
        sa.Column("tied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tied_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_channel_tie_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["tied_by_id"], ["person.id"], name="fk_channel_tie_tied_by_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_channel_tie"),
    )
    with op.batch_alter_table("channel_tie") as batch_op:
        batch_op.create_index("ix_channel_tie_collaboration_id", ["collaboration_id"], unique=False)
        batch_op.create_index("uq_channel_tie", ["team", "channel"], unique=True)

    op.create_table(
        "meeting",
        sa.Column("rule_key", sa.String(length=120), nullable=False),
        sa.Column("part", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("host", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_meeting_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name="fk_meeting_created_by_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting"),
    )
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.create_index("ix_meeting_collaboration_id", ["collaboration_id"], unique=False)
        batch_op.create_index("ix_meeting_first", ["first"], unique=False)
        batch_op.create_index(
            "ix_meeting_rule", ["collaboration_id", "rule_key", "part"], unique=False
        )

    op.create_table(
        "occurrence",
        sa.Column("rule_key", sa.String(length=120), nullable=False),
        sa.Column("part", sa.String(length=120), nullable=False),
        sa.Column("slot", sa.String(length=200), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("later_until", sa.Date(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name="fk_occurrence_changed_by_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_occurrence_collaboration_id_collaboration",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_occurrence"),
        sa.UniqueConstraint(
            "collaboration_id", "rule_key", "part", "slot", name="uq_occurrence_collaboration_id"
        ),
    )
    with op.batch_alter_table("occurrence") as batch_op:
        batch_op.create_index("ix_occurrence_collaboration_id", ["collaboration_id"], unique=False)

    op.create_table(
        "preference",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("first_hour", sa.Integer(), nullable=False),
        sa.Column("last_hour", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_preference_person_id_person"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_preference"),
    )
    op.create_table(
        "notice",
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("occurrence_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("bundle", sa.String(length=120), nullable=False),
        sa.Column("parcel", sa.String(length=300), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("in_doubt", sa.Boolean(), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("refused_by", sa.JSON(), nullable=False),
        sa.Column("receipt", sa.String(length=300), nullable=False),
        sa.Column("error", sa.String(length=120), nullable=False),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel_tie.id"], name="fk_notice_channel_id_channel_tie"
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_notice_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name="fk_notice_meeting_id_meeting"
        ),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_notice_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_notice_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("key", name="uq_notice_key"),
    )
    with op.batch_alter_table("notice") as batch_op:
        batch_op.create_index("ix_notice_bundle", ["bundle"], unique=False, **WAITING)
        batch_op.create_index("ix_notice_collaboration_id", ["collaboration_id"], unique=False)
        batch_op.create_index("ix_notice_occurrence", ["occurrence_id"], unique=False)
        batch_op.create_index("ix_notice_parcel", ["parcel"], unique=False, **WAITING)
        batch_op.create_index("ix_notice_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_notice_troubled", ["state"], unique=False, **TROUBLED)
        batch_op.create_index("ix_notice_waiting", ["next_at"], unique=False, **WAITING)

    op.create_table(
        "office_tick",
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_office_tick_by_id_person"),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name="fk_office_tick_occurrence_id_occurrence"
        ),
        sa.ForeignKeyConstraint(
            ["office_id"],
            ["environmental_office.id"],
            name="fk_office_tick_office_id_environmental_office",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_office_tick"),
        sa.UniqueConstraint("occurrence_id", "office_id", name="uq_office_tick_occurrence_id"),
    )
    with op.batch_alter_table("cadence_rule") as batch_op:
        batch_op.add_column(
            sa.Column("own", sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("cadence_rule") as batch_op:
        batch_op.drop_column("own")

    op.drop_table("office_tick")
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_index("ix_notice_waiting", **WAITING)
        batch_op.drop_index("ix_notice_troubled", **TROUBLED)
        batch_op.drop_index("ix_notice_person_id")
        batch_op.drop_index("ix_notice_parcel", **WAITING)
        batch_op.drop_index("ix_notice_occurrence")
        batch_op.drop_index("ix_notice_collaboration_id")
        batch_op.drop_index("ix_notice_bundle", **WAITING)

    op.drop_table("notice")
    op.drop_table("preference")
    with op.batch_alter_table("occurrence") as batch_op:
        batch_op.drop_index("ix_occurrence_collaboration_id")

    op.drop_table("occurrence")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_index("ix_meeting_rule")
        batch_op.drop_index("ix_meeting_first")
        batch_op.drop_index("ix_meeting_collaboration_id")

    op.drop_table("meeting")
    with op.batch_alter_table("channel_tie") as batch_op:
        batch_op.drop_index("uq_channel_tie")
        batch_op.drop_index("ix_channel_tie_collaboration_id")

    op.drop_table("channel_tie")
    op.drop_table("planning_state")
    op.drop_table("hold")
