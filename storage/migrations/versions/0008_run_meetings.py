"""Run meetings: who has room, who registers, what is decided, and calendars to subscribe to."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_PEOPLE = ("receiver_id", "minutes_by_id")
_MEETING = (
    "kind", "places", "least", "asks_wishes", "registers", "registration", "audience",
)  # fmt: skip
_INVITEE = ("origin", "queued_at", "wishes")


def upgrade() -> None:
    _widen_meeting()
    _widen_invitee()
    _make_paper()
    _make_decision()
    _make_feed()


def downgrade() -> None:
    for name in ("calendar_feed", "decision", "meeting_paper"):
        op.drop_table(name)
    with op.batch_alter_table("invitee") as batch_op:
        for name in _INVITEE:
            batch_op.drop_column(name)
    with op.batch_alter_table("meeting") as batch_op:
        for name in _PEOPLE:
            batch_op.drop_constraint(f"fk_meeting_{name}_person", type_="foreignkey")
        for name in (*_PEOPLE, *_MEETING):
            batch_op.drop_column(name)


def _widen_meeting() -> None:
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.add_column(_filled("kind", sa.String(length=40)))
        for name in ("places", "least"):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in ("asks_wishes", "registers"):
            batch_op.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        batch_op.add_column(_none_yet("registration"))
        batch_op.add_column(
            sa.Column("audience", sa.JSON(), nullable=False, server_default=sa.text("'{}'"))
        )
        for name in _PEOPLE:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(f"fk_meeting_{name}_person", "person", [name], ["id"])


def _widen_invitee() -> None:
    with op.batch_alter_table("invitee") as batch_op:
        batch_op.add_column(_filled("origin", sa.String(length=20)))
        batch_op.add_column(_moment("queued_at"))
        batch_op.add_column(_filled("wishes", sa.String(length=1000)))


def _make_paper() -> None:
    _make(
        "meeting_paper",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        points={"meeting_id": "meeting", "created_by_id": "person"},
    )
    op.create_index("ix_meeting_paper_meeting_id", "meeting_paper", ["meeting_id"])


def _make_decision() -> None:
    _make(
        "decision",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        _moment("ended_at"),
        points={"meeting_id": "meeting", "owner_id": "person", "created_by_id": "person"},
    )
    for name in ("meeting_id", "owner_id"):
        op.create_index(f"ix_decision_{name}", "decision", [name])


def _make_feed() -> None:
    _make(
        "calendar_feed",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _moment("revoked_at"),
        points={"person_id": "person", "group_id": "group"},
    )
    op.create_index("ix_calendar_feed_person", "calendar_feed", ["person_id", "scope"])


def _make(table: str, *columns: "sa.Column[object]", points: dict[str, str]) -> None:
    """Make a table of a collaboration's, whose columns point at other tables as named."""
    keys = {**points, "collaboration_id": "collaboration"}
    op.create_table(
        table,
        *columns,
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{other}.id"], name=f"fk_{table}_{name}_{other}")
            for name, other in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_collaboration_id", table, ["collaboration_id"])


def _filled(name: str, kind: sa.String) -> "sa.Column[str]":
    # Rows that are there already get the value.
    return sa.Column(name, kind, nullable=False, server_default="")


def _none_yet(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))


def _moment(name: str) -> "sa.Column[object]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)
