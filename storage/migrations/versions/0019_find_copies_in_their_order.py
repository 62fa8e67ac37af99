"""Find the copies of an issue in their order, and keep them out of indexes of other things."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_WAITING = sa.text("state IN ('queued', 'retry', 'sending')")
_ALONE = sa.text("state IN ('queued', 'retry', 'sending') AND issue_id IS NULL")
_OF_ISSUES = sa.text("state IN ('queued', 'retry', 'sending') AND issue_id IS NOT NULL")
_NAMES = ("bundle", "parcel")
_TIES = ("occurrence", "meeting", "inquiry")


def upgrade() -> None:
    op.drop_index("ix_notice_issue_waiting", "notice")
    _index("ix_notice_issue_waiting", ["issue_id", "next_at", "id"], _OF_ISSUES)
    for name in _NAMES:
        op.drop_index(f"ix_notice_{name}", "notice")
        _index(f"ix_notice_{name}", [name], _ALONE)
    for tie in _TIES:
        op.drop_index(f"ix_notice_{tie}", "notice")
        _index(f"ix_notice_{tie}", [f"{tie}_id"], sa.text(f"{tie}_id IS NOT NULL"))


def downgrade() -> None:
    for tie in _TIES:
        op.drop_index(f"ix_notice_{tie}", "notice")
        op.create_index(f"ix_notice_{tie}", "notice", [f"{tie}_id"])
    for name in _NAMES:
        op.drop_index(f"ix_notice_{name}", "notice")
        _index(f"ix_notice_{name}", [name], _WAITING)
    op.drop_index("ix_notice_issue_waiting", "notice")
    _index("ix_notice_issue_waiting", ["issue_id", "next_at"], _OF_ISSUES)


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(name, "notice", columns, sqlite_where=where, postgresql_where=where)
