"""The recurring duties, as rules."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Titled


class CadenceRule(Titled, Base):
    """A duty that comes back; ``rule`` holds its shape as in the data files."""

    __tablename__ = "cadence_rule"

    kind: Mapped[str] = mapped_column(String(60), default="")
    paused: Mapped[bool] = mapped_column(default=False)
    rule: Mapped[Details] = mapped_column(default=dict)
    # What a coordinator has set: goes before ``rule`` field by field, and an import leaves it.
    own: Mapped[Details] = mapped_column(default=dict)
