"""Work on plans: lines in words of their own, boards that adopt, and versions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_COLUMNS = {
    "heading": 200,
    "title": 500,
    "goal": 3000,
    "doing": 3000,
    "time": 300,
    "responsible": 1000,
    "parties": 1000,
    "effects": 3000,
    "follow_up": 3000,
    "focus_area": 300,
    "national": 300,
}


def upgrade() -> None:
    with op.batch_alter_table("activity_plan") as batch_op:
        batch_op.add_column(_filled("sort", 20, "activity_plan"))
        batch_op.add_column(_filled("noun", 60, "aktivitet"))
        batch_op.add_column(
            sa.Column("boards", sa.JSON(), nullable=False, server_default=sa.text("'[]'"))
        )
        batch_op.add_column(_counted("revision"))
    with op.batch_alter_table("plan_year") as batch_op:
        batch_op.add_column(sa.Column("comments_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decide_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(_counted("version"))
        batch_op.add_column(_counted("numbers"))
    with op.batch_alter_table("plan_entry") as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        for name, length in _COLUMNS.items():
            batch_op.add_column(sa.Column(name, sa.String(length=length), nullable=True))
        for name in ("standing", "removed"):
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        batch_op.add_column(_filled("progress", 20, ""))
        batch_op.add_column(_filled("progress_note", 1000, ""))
        batch_op.add_column(_counted("revision"))
    _create_adoptions()
    _create_versions()


def downgrade() -> None:
    op.drop_table("plan_version")
    op.drop_table("plan_adoption")
    with op.batch_alter_table("plan_entry") as batch_op:
        for name in (
            "revision",
            "progress_note",
            "progress",
            "removed",
            "standing",
            *_COLUMNS,
            "number",
        ):
            batch_op.drop_column(name)
    with op.batch_alter_table("plan_year") as batch_op:
        for name in ("numbers", "version", "frozen_at", "decide_by", "comments_by"):
            batch_op.drop_column(name)
    with op.batch_alter_table("activity_plan") as batch_op:
        for name in ("revision", "boards", "noun", "sort"):
            batch_op.drop_column(name)


def _create_adoptions() -> None:
    points = {
        "plan_year_id": "plan_year",
        "group_id": "group",
        "created_by_id": "person",
        "withdrawn_by_id": "person",
        "collaboration_id": "collaboration",
    }
    op.create_table(
        "plan_adoption",
        sa.Column("plan_year_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.String(length=300), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *_foreign_keys("plan_adoption", points),
        sa.PrimaryKeyConstraint("id", name="pk_plan_adoption"),
    )
    op.create_index("ix_plan_adoption_collaboration_id", "plan_adoption", ["collaboration_id"])
    op.create_index("ix_plan_adoption_plan_year_id", "plan_adoption", ["plan_year_id"])


def _create_versions() -> None:
    points = {
        "plan_year_id": "plan_year",
        "made_by_id": "person",
        "collaboration_id": "collaboration",
    }
    op.create_table(
        "plan_version",
        sa.Column("plan_year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *_foreign_keys("plan_version", points),
        sa.PrimaryKeyConstraint("id", name="pk_plan_version"),
        sa.UniqueConstraint("plan_year_id", "number", name="uq_plan_version_plan_year_id"),
    )
    op.create_index("ix_plan_version_collaboration_id", "plan_version", ["collaboration_id"])


def _foreign_keys(table: str, points: dict[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}")
        for name, other in points.items()
    ]


def _filled(name: str, length: int, value: str) -> "sa.Column[str]":
    # Rows that are there already get the value.
    return sa.Column(name, sa.String(length=length), nullable=False, server_default=value)


def _counted(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
