"""Ask offices and people: inquiries, whom each goes to, and what is answered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_CURRENT = sa.text("state = 'current'")
_INQUIRY = {
    "collaboration_id": "collaboration",
    "created_by_id": "person",
}
_TARGET = {
    "collaboration_id": "collaboration",
    "inquiry_id": "inquiry",
    "office_id": "environmental_office",
    "person_id": "person",
}
_ANSWER = {
    "collaboration_id": "collaboration",
    "target_id": "inquiry_target",
    "person_id": "person",
    "by_id": "person",
}


def upgrade() -> None:
    _make_inquiry()
    _make_target()
    _make_answer()
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("inquiry_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_notice_inquiry_id_inquiry", "inquiry", ["inquiry_id"], ["id"]
        )
        batch_op.create_index("ix_notice_inquiry", ["inquiry_id"])


def downgrade() -> None:
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_index("ix_notice_inquiry")
        batch_op.drop_constraint("fk_notice_inquiry_id_inquiry", type_="foreignkey")
        batch_op.drop_column("inquiry_id")
    for name in ("inquiry_answer", "inquiry_target", "inquiry"):
        op.drop_table(name)


def _make_inquiry() -> None:
    op.create_table(
        "inquiry",
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("about_kind", sa.String(length=40), nullable=False),
        sa.Column("about_key", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("about", sa.String(length=3000), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("remind_first", sa.Integer(), nullable=False),
        sa.Column("remind_second", sa.Integer(), nullable=False),
        sa.Column("takes_late", sa.Boolean(), nullable=False),
        sa.Column("tells_result", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        *_owned("inquiry", _INQUIRY),
    )
    op.create_index("ix_inquiry_about", "inquiry", ["about_kind", "about_key"])
    op.create_index("ix_inquiry_collaboration_id", "inquiry", ["collaboration_id"])


def _make_target() -> None:
    op.create_table(
        "inquiry_target",
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        *_owned("inquiry_target", _TARGET),
        sa.UniqueConstraint("inquiry_id", "office_id", name="uq_inquiry_target_office"),
        sa.UniqueConstraint("inquiry_id", "person_id", name="uq_inquiry_target_person"),
    )
    for name in ("collaboration_id", "office_id", "person_id"):
        op.create_index(f"ix_inquiry_target_{name}", "inquiry_target", [name])


def _make_answer() -> None:
    op.create_table(
        "inquiry_answer",
        sa.Column("target_id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.String(length=120), nullable=False),
        sa.Column("visit_key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        *_owned("inquiry_answer", _ANSWER),
    )
    op.create_index(
        "uq_inquiry_answer_current",
        "inquiry_answer",
        ["target_id", "visit_key"],
        unique=True,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    )
    for name in ("collaboration_id", "target_id", "person_id"):
        op.create_index(f"ix_inquiry_answer_{name}", "inquiry_answer", [name])


def _owned(table: str, points: dict[str, str]) -> "list[sa.schema.SchemaItem]":
    """Return the columns and keys that every table of a collaboration's has."""
    return [
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}")
            for name, other in points.items()
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]
