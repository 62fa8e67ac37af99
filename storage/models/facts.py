"""Numbers, money, courses, words and what national authorities do."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Details, Keyed, Numbered, Titled


class Budget(Keyed, Base):
    """A year's budget as its source prints it, with the notes on what does not add up."""

    __tablename__ = "budget"

    year: Mapped[int] = mapped_column(index=True)
    unit: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[list[str]] = mapped_column(default=list)
    details: Mapped[Details] = mapped_column(default=dict)


class Statistic(Titled, Base):
    """A number with its year, its denominator and its source's note."""

    __tablename__ = "statistic"

    year: Mapped[int | None] = mapped_column(index=True)
    value: Mapped[float | None]
    of: Mapped[int | None]


class EducationOffer(Titled, Base):
    """A course the collaboration offers."""

    __tablename__ = "education_offer"


class NationalActivity(Titled, Base):
    """What a national authority does that touches the collaboration."""

    __tablename__ = "national_activity"

    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(60), default="")
    authority: Mapped[str] = mapped_column(String(200), default="")


class Concept(Numbered, Base):
    """A word or abbreviation explained; without a collaboration it is common to all."""

    __tablename__ = "concept"

    collaboration_id: Mapped[int | None] = mapped_column(ForeignKey("collaboration.id"), index=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    term: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[str]] = mapped_column(default=list)
    explanation: Mapped[str] = mapped_column(String(2000))
    source: Mapped[str] = mapped_column(String(300), default="")
    details: Mapped[Details] = mapped_column(default=dict)
