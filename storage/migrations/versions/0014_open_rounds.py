"""Open rounds in which proposals are handed in, and keep lines from a room until they are."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "proposal_round",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("rule_key", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_proposal_round_collaboration_id_collaboration",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_round"),
        sa.UniqueConstraint("collaboration_id", "year", name="uq_proposal_round_collaboration_id"),
    )
    op.create_index("ix_proposal_round_collaboration_id", "proposal_round", ["collaboration_id"])
    op.create_table(
        "proposal_paste",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=24_000), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("handed_in_at", _MOMENT, nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_proposal_paste_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_proposal_paste_person_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_paste"),
        sa.UniqueConstraint("token", name="uq_proposal_paste_token"),
    )
    for name in ("collaboration_id", "person_id"):
        op.create_index(f"ix_proposal_paste_{name}", "proposal_paste", [name])


def downgrade() -> None:
    op.drop_table("proposal_paste")
    op.drop_table("proposal_round")
