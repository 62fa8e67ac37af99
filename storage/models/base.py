"""What every table shares: naming, keys, time and the collaboration it belongs to."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

# Alembic can only drop or alter a constraint whose name it can foretell.
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Details = dict[str, Any]


class UtcDateTime(TypeDecorator[datetime]):
    """Store an aware datetime as UTC and give it back aware; refuse a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware datetime into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        in_utc = value.astimezone(UTC)
        # SQLite has no time zones; it would keep the offset's text and lose the order.
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored moment back with UTC attached."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The declarative base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this class attribute as it is
        Details: JSON,
        list[str]: JSON,
        list[int]: JSON,
        datetime: UtcDateTime,
    }


class Numbered:
    """A surrogate key."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Owned(Numbered):
    """A row that belongs to one collaboration."""

    @declared_attr
    def collaboration_id(self) -> Mapped[int]:
        """Name the owning collaboration."""
        return mapped_column(ForeignKey("collaboration.id"), index=True)


class Keyed(Owned):
    """A record people refer to by a key that is unique within its collaboration."""

    key: Mapped[str] = mapped_column(String(120))

    @declared_attr.directive
    def __table_args__(self) -> tuple[UniqueConstraint | Index, ...]:
        """Make the key unique within the collaboration."""
        return (UniqueConstraint("collaboration_id", "key"),)


class Titled(Keyed):
    """A record that people search for by its title or one of its aliases."""

    title: Mapped[str] = mapped_column(String(500))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    sort_key: Mapped[str] = mapped_column(String(500))
    source: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[list[str]] = mapped_column(default=list)
    details: Mapped[Details] = mapped_column(default=dict)
