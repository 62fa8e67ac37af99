"""Ask about proposals: the scale that offices vote by."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "vote_scale",
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_vote_scale_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name="fk_vote_scale_set_by_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_vote_scale"),
        sa.UniqueConstraint("collaboration_id", name="uq_vote_scale_collaboration_id"),
    )
    op.create_index("ix_vote_scale_collaboration_id", "vote_scale", ["collaboration_id"])


def downgrade() -> None:
    op.drop_table("vote_scale")
