"""Let meetings recur: a series, and which of its times a meeting is."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_POINTS = {"collaboration_id": "collaboration", "created_by_id": "person"}


def upgrade() -> None:
    op.create_table(
        "meeting_series",
        sa.Column("every", sa.String(length=20), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("without", sa.JSON(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("about", sa.String(length=4000), nullable=False),
        sa.Column("uid", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{other}.id"], name=f"fk_meeting_series_{name}_{other}"
            )
            for name, other in _POINTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_series"),
        sa.UniqueConstraint("uid", name="uq_meeting_series_uid"),
    )
    op.create_index("ix_meeting_series_collaboration_id", "meeting_series", ["collaboration_id"])
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("slot", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            "fk_meeting_series_id_meeting_series", "meeting_series", ["series_id"], ["id"]
        )
        batch_op.create_index("ix_meeting_series_id", ["series_id"])


def downgrade() -> None:
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_index("ix_meeting_series_id")
        batch_op.drop_constraint("fk_meeting_series_id_meeting_series", type_="foreignkey")
        batch_op.drop_column("slot")
        batch_op.drop_column("series_id")
    op.drop_table("meeting_series")
