"""Let projects with the same key in two collaborations be followed side by side."""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

INDEX = "uq_subscription_person_topic"
COLUMNS = ["person_id", "topic_kind", "topic_key"]


def upgrade() -> None:
    op.drop_index(INDEX, "subscription")
    op.create_index(INDEX, "subscription", [*COLUMNS, "collaboration_id"], unique=True)


def downgrade() -> None:
    # Of namesakes that one person follows, the older index has room for the first alone.
    op.execute(
        "DELETE FROM subscription WHERE id NOT IN "
        "(SELECT MIN(id) FROM subscription GROUP BY person_id, topic_kind, topic_key)"
    )
    op.drop_index(INDEX, "subscription")
    op.create_index(INDEX, "subscription", COLUMNS, unique=True)
