"""Enter budgets: what people say of a year's money, with each change of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "budget_entry",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("item", sa.String(length=200), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("revised", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_budget_entry_collaboration_id_collaboration",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_budget_entry"),
        sa.UniqueConstraint(
            "collaboration_id", "year", "side", "folded", name="uq_budget_entry_collaboration_id"
        ),
    )
    op.create_index("ix_budget_entry_collaboration_id", "budget_entry", ["collaboration_id"])
    op.create_table(
        "budget_change",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("old", sa.JSON(), nullable=False),
        sa.Column("new", sa.JSON(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{other}.id"], name=f"fk_budget_change_{name}_{other}"
            )
            for name, other in _POINTS.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_budget_change"),
    )
    op.create_index("ix_budget_change_collaboration_id", "budget_change", ["collaboration_id"])
    op.create_index("ix_budget_change_entry_id", "budget_change", ["entry_id"])


def downgrade() -> None:
    op.drop_table("budget_change")
    op.drop_table("budget_entry")


_POINTS = {
    "collaboration_id": "collaboration",
    "entry_id": "budget_entry",
    "person_id": "person",
    "undoes_id": "budget_change",
}
