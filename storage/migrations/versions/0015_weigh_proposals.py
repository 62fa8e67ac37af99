"""Weigh proposals: criteria, and what the preparatory group has found."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "criterion",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_criterion_collaboration_id_collaboration",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_criterion"),
    )
    op.create_index("ix_criterion_collaboration_id", "criterion", ["collaboration_id"])
    op.create_table(
        "weighing",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=3000), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("weighed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("weighed_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_weighing_{name}_{other}")
            for name, other in _POINTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_weighing"),
        sa.UniqueConstraint("proposal_id", name="uq_weighing_proposal_id"),
    )
    op.create_index("ix_weighing_collaboration_id", "weighing", ["collaboration_id"])


def downgrade() -> None:
    op.drop_table("weighing")
    op.drop_table("criterion")


_POINTS = {
    "collaboration_id": "collaboration",
    "proposal_id": "proposal",
    "weighed_by_id": "person",
}
