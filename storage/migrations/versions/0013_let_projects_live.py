"""Let projects live: what people change, who takes part, and who is called to a group."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_GOALS = ("office_goal", "visit_goal", "member_goal", "member_count")


def upgrade() -> None:
    _make_change()
    _make_participation()
    _make_call()
    _make_member()
    with op.batch_alter_table("project") as batch_op:
        batch_op.add_column(_zero("version"))
        batch_op.add_column(_empty("by_hand"))
        batch_op.add_column(sa.Column("leader_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_project_leader_id_person", "person", ["leader_id"], ["id"])
        for name in _GOALS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
    with op.batch_alter_table("coordinator_task") as batch_op:
        batch_op.add_column(_empty("details"))
    with op.batch_alter_table("subscription") as batch_op:
        batch_op.add_column(_zero("told_through"))


def downgrade() -> None:
    with op.batch_alter_table("subscription") as batch_op:
        batch_op.drop_column("told_through")
    with op.batch_alter_table("coordinator_task") as batch_op:
        batch_op.drop_column("details")
    with op.batch_alter_table("project") as batch_op:
        for name in reversed(_GOALS):
            batch_op.drop_column(name)
        batch_op.drop_constraint("fk_project_leader_id_person", type_="foreignkey")
        batch_op.drop_column("leader_id")
        batch_op.drop_column("by_hand")
        batch_op.drop_column("version")
    for name in ("project_member", "project_call", "participation", "project_change"):
        op.drop_table(name)


def _make_change() -> None:
    _make(
        "project_change",
        sa.Column("project_id", sa.Integer(), nullable=False),
        _moment("at"),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", sa.JSON(), nullable=True),
        sa.Column("new", sa.JSON(), nullable=True),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        points={"project_id": "project", "person_id": "person", "undoes_id": "project_change"},
    )
    op.create_index("ix_project_change_project", "project_change", ["project_id", "id"])


def _make_participation() -> None:
    _make(
        "participation",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        _moment("joined_at"),
        sa.Column("joined_by_id", sa.Integer(), nullable=True),
        sa.UniqueConstraint("project_id", "office_id", name="uq_participation_project_id"),
        points={
            "project_id": "project",
            "office_id": "environmental_office",
            "joined_by_id": "person",
        },
    )


def _make_call() -> None:
    _make(
        "project_call",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=3000), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        _moment("opened_at"),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.UniqueConstraint("project_id", name="uq_project_call_project_id"),
        points={"project_id": "project", "opened_by_id": "person"},
    )


def _make_member() -> None:
    _make(
        "project_member",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("words", sa.String(length=3000), nullable=False),
        _moment("applied_at"),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.UniqueConstraint("project_id", "person_id", name="uq_project_member_project_id"),
        points={"project_id": "project", "person_id": "person"},
    )
    op.create_index("ix_project_member_person_id", "project_member", ["person_id"])


def _make(table: str, *parts: sa.schema.SchemaItem, points: dict[str, str]) -> None:
    every = {**points, "collaboration_id": "collaboration"}
    op.create_table(
        table,
        *parts,
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}")
            for name, other in every.items()
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_collaboration_id", table, ["collaboration_id"])


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _zero(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))


def _empty(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
