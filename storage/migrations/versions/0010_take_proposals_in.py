"""Take proposals in: what they say, who stands behind them, their way, and drafts of them."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_LONGEST = 3000
_MOMENT = sa.DateTime(timezone=True)


def _words(name: str, length: int = _LONGEST) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default="")


def _added() -> list[sa.Column[Any]]:
    return [
        sa.Column("number", sa.String(length=12), nullable=True),
        _words("state", 20),
        _words("background"),
        _words("goal"),
        _words("target_group"),
        _words("form", 20),
        _words("focus_area", 200),
        sa.Column("environmental_goals", sa.JSON(), nullable=False, server_default="[]"),
        _words("wished_time", 200),
        _words("can_take_part", 10),
        sa.Column("standing", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("links", sa.JSON(), nullable=False, server_default="[]"),
        _words("registration_number", 60),
        sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("incomplete", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("handed_in_at", _MOMENT, nullable=True),
        sa.Column("handed_in_by_id", sa.Integer(), nullable=True),
        sa.Column("token", sa.String(length=40), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
    ]


def _table(name: str, points: dict[str, str], *columns: sa.Column[Any]) -> None:
    points = {"collaboration_id": "collaboration", **points}
    op.create_table(
        name,
        *columns,
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([one], [f"{other}.id"], name=f"fk_{name}_{one}_{other}")
            for one, other in points.items()
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_collaboration_id", name, ["collaboration_id"])


def _number(name: str, *, optional: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=optional)


def upgrade() -> None:
    # As it is, and not in a batch: other tables point at this one, so it cannot be made anew.
    op.add_column(
        "collaboration",
        sa.Column("proposals_revision", sa.Integer(), nullable=False, server_default="0"),
    )
    with op.batch_alter_table("proposal") as batch_op:
        for column in _added():
            batch_op.add_column(column)
        batch_op.create_foreign_key(
            "fk_proposal_handed_in_by_id_person", "person", ["handed_in_by_id"], ["id"]
        )
        batch_op.create_foreign_key(
            "fk_proposal_merged_into_id_proposal", "proposal", ["merged_into_id"], ["id"]
        )
        batch_op.create_unique_constraint("uq_proposal_token", ["token"])
    op.create_index("uq_proposal_number", "proposal", ["collaboration_id", "number"], unique=True)
    op.create_index("ix_proposal_state", "proposal", ["collaboration_id", "state"])
    op.create_index("ix_proposal_merged_into_id", "proposal", ["merged_into_id"])
    _table(
        "proposal_backer",
        {"proposal_id": "proposal", "person_id": "person", "office_id": "environmental_office"},
        _number("proposal_id"),
        _number("person_id", optional=True),
        _number("office_id", optional=True),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
    )
    for name in ("proposal_id", "person_id", "office_id"):
        op.create_index(f"ix_proposal_backer_{name}", "proposal_backer", [name])
    for name, about, condition in (
        ("uq_proposal_backer_person", "person_id", "person_id IS NOT NULL"),
        ("uq_proposal_backer_office", "office_id", "person_id IS NULL"),
    ):
        op.create_index(
            name,
            "proposal_backer",
            ["proposal_id", about],
            unique=True,
            sqlite_where=sa.text(condition),
            postgresql_where=sa.text(condition),
        )
    _table(
        "proposal_step",
        {"proposal_id": "proposal", "other_id": "proposal", "by_id": "person"},
        _number("proposal_id"),
        sa.Column("before", sa.String(length=20), nullable=False),
        sa.Column("after", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=_LONGEST), nullable=False),
        _number("other_id", optional=True),
        sa.Column("at", _MOMENT, nullable=False),
        _number("by_id", optional=True),
        sa.Column("undone_at", _MOMENT, nullable=True),
    )
    op.create_index("ix_proposal_step_proposal_id", "proposal_step", ["proposal_id"])
    _table(
        "proposal_comment",
        {"proposal_id": "proposal", "person_id": "person", "office_id": "environmental_office"},
        _number("proposal_id"),
        _number("person_id"),
        _number("office_id", optional=True),
        sa.Column("words", sa.String(length=_LONGEST), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("token", sa.String(length=120), nullable=True),
    )
    for name in ("proposal_id", "person_id"):
        op.create_index(f"ix_proposal_comment_{name}", "proposal_comment", [name])
    _unique("proposal_comment")
    _table(
        "proposal_draft",
        {"person_id": "person", "proposal_id": "proposal"},
        sa.Column("token", sa.String(length=40), nullable=False),
        _number("person_id"),
        _number("proposal_id", optional=True),
        _number("based_on"),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
    )
    for name in ("person_id", "proposal_id"):
        op.create_index(f"ix_proposal_draft_{name}", "proposal_draft", [name])
    _unique("proposal_draft")


def _unique(table: str) -> None:
    with op.batch_alter_table(table) as batch_op:
        batch_op.create_unique_constraint(f"uq_{table}_token", ["token"])


def downgrade() -> None:
    for name in ("proposal_draft", "proposal_comment", "proposal_step", "proposal_backer"):
        op.drop_table(name)
    for name in ("ix_proposal_merged_into_id", "ix_proposal_state", "uq_proposal_number"):
        op.drop_index(name, "proposal")
    with op.batch_alter_table("proposal") as batch_op:
        batch_op.drop_constraint("uq_proposal_token", type_="unique")
        batch_op.drop_constraint("fk_proposal_merged_into_id_proposal", type_="foreignkey")
        batch_op.drop_constraint("fk_proposal_handed_in_by_id_person", type_="foreignkey")
        for column in reversed(_added()):
            batch_op.drop_column(column.name)
    op.drop_column("collaboration", "proposals_revision")
