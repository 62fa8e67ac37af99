"""Write newsletters: issues, what stands in them, pictures, and who wants them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WAITING = sa.text("state IN ('queued', 'retry', 'sending')")
_ALONE = sa.text("state IN ('queued', 'retry', 'sending') AND issue_id IS NULL")
_OF_ISSUES = sa.text("state IN ('queued', 'retry', 'sending') AND issue_id IS NOT NULL")
_ISSUED = sa.text("issue_id IS NOT NULL")


def upgrade() -> None:
    _make_choice()
    _make_issue()
    _make_image()
    _make_item()
    _make_setting()
    with op.batch_alter_table("notice") as batch_op:
        batch_op.add_column(sa.Column("issue_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            "fk_notice_issue_id_newsletter_issue", "newsletter_issue", ["issue_id"], ["id"]
        )
    op.drop_index("ix_notice_waiting", "notice")
    _index("ix_notice_waiting", ["next_at"], _ALONE)
    _index("ix_notice_issue_waiting", ["issue_id", "next_at"], _OF_ISSUES)
    _index("ix_notice_issue", ["issue_id", "state"], _ISSUED)


def downgrade() -> None:
    for name in ("ix_notice_issue", "ix_notice_issue_waiting", "ix_notice_waiting"):
        op.drop_index(name, "notice")
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint("fk_notice_issue_id_newsletter_issue", type_="foreignkey")
        batch_op.drop_column("issue_id")
    _index("ix_notice_waiting", ["next_at"], _WAITING)
    for name in (
        "newsletter_setting",
        "newsletter_item",
        "newsletter_image",
        "newsletter_issue",
        "newsletter_choice",
    ):
        op.drop_table(name)


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "notice", columns, sqlite_where=where, postgresql_where=where)


def _make_choice() -> None:
    op.create_table(
        "newsletter_choice",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_newsletter_choice_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name="fk_newsletter_choice_set_by_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_newsletter_choice"),
    )
    op.create_index(
        "ix_newsletter_choice_collaboration_id", "newsletter_choice", ["collaboration_id"]
    )
    op.create_index(
        "uq_newsletter_choice",
        "newsletter_choice",
        ["collaboration_id", "digest"],
        unique=True,
    )


def _make_issue() -> None:
    op.create_table(
        "newsletter_issue",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("preview", sa.String(length=300), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_revision", sa.Integer(), nullable=True),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_reason", sa.String(length=120), nullable=False),
        sa.Column("resume_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("edition", sa.JSON(), nullable=False),
        sa.Column("eml", sa.LargeBinary(), nullable=True),
        sa.Column("registration_number", sa.String(length=60), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posted_by_id", sa.Integer(), nullable=True),
        sa.Column("progress_channel", sa.String(length=30), nullable=False),
        sa.Column("progress_message", sa.String(length=40), nullable=False),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["person.id"], name="fk_newsletter_issue_approved_by_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_newsletter_issue_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["posted_by_id"], ["person.id"], name="fk_newsletter_issue_posted_by_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["writer_id"], ["person.id"], name="fk_newsletter_issue_writer_id_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_newsletter_issue"),
        sa.UniqueConstraint(
            "collaboration_id", "year", "number", name="uq_newsletter_issue_collaboration_id"
        ),
    )
    op.create_index(
        "ix_newsletter_issue_collaboration_id", "newsletter_issue", ["collaboration_id"]
    )


def _make_image() -> None:
    op.create_table(
        "newsletter_image",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=30), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(length=500), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name="fk_newsletter_image_added_by_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_newsletter_image_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"],
            ["newsletter_issue.id"],
            name="fk_newsletter_image_issue_id_newsletter_issue",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_newsletter_image"),
        sa.UniqueConstraint("code", name="uq_newsletter_image_code"),
    )
    op.create_index(
        "ix_newsletter_image_collaboration_id", "newsletter_image", ["collaboration_id"]
    )
    op.create_index("ix_newsletter_image_issue_id", "newsletter_image", ["issue_id"])


def _make_item() -> None:
    op.create_table(
        "newsletter_item",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("source_key", sa.String(length=120), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["person.id"], name="fk_newsletter_item_changed_by_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_newsletter_item_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["issue_id"],
            ["newsletter_issue.id"],
            name="fk_newsletter_item_issue_id_newsletter_issue",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_newsletter_item"),
    )
    op.create_index("ix_newsletter_item_collaboration_id", "newsletter_item", ["collaboration_id"])
    op.create_index("ix_newsletter_item_issue_id", "newsletter_item", ["issue_id"])


def _make_setting() -> None:
    op.create_table(
        "newsletter_setting",
        sa.Column("collaboration_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel_tie.id"], name="fk_newsletter_setting_channel_id_channel_tie"
        ),
        sa.ForeignKeyConstraint(
            ["collaboration_id"],
            ["collaboration.id"],
            name="fk_newsletter_setting_collaboration_id_collaboration",
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["person.id"], name="fk_newsletter_setting_set_by_id_person"
        ),
        sa.PrimaryKeyConstraint("collaboration_id", name="pk_newsletter_setting"),
    )
