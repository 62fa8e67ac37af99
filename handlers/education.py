"""Courses the collaboration offers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from handlers.answers import Answer, Course, EducationAnswer, Labelled, UnknownFactAnswer
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import EducationOffer

# What is told of a course, in this order.
_FIELDS = (
    "days",
    "audience",
    "price_sek_ex_vat",
    "price_includes",
    "group_min",
    "group_max",
    "since",
    "paid_by",
)


def show_offers(scope: Scope, numbers: Sequence[int], asked: str = "") -> Answer:
    """Answer with one or several courses; ``asked`` = ``price`` when that is what matters."""
    rows = scope.session.scalars(select(EducationOffer).where(EducationOffer.id.in_(numbers)))
    found = {row.id: row for row in rows}
    offers = [found[number] for number in numbers if number in found]
    if len(offers) == 1:
        return _one(scope, offers[0], asked)
    return EducationAnswer(
        ids=tuple(offer.key for offer in offers),
        courses=tuple(Course(offer.title, _days(offer)) for offer in offers),
        contact=coordinator(scope),
    )


def every_offer(scope: Scope) -> list[int]:
    """Return the ids of all courses of the scope."""
    return list(
        scope.session.scalars(
            select(EducationOffer.id)
            .where(EducationOffer.collaboration_id.in_(scope.family.ids))
            .order_by(EducationOffer.id)
        )
    )


def named(scope: Scope, numbers: Sequence[int], part: str) -> list[int]:
    """Return those of the courses whose key ends in ``part``."""
    rows = scope.session.execute(
        select(EducationOffer.id, EducationOffer.key).where(EducationOffer.id.in_(numbers))
    )
    return [number for number, key in rows if key.endswith(part)]


def _one(scope: Scope, offer: EducationOffer, asked: str) -> Answer:
    details = offer.details
    if asked == "price" and details.get("price_sek_ex_vat") is None:
        return UnknownFactAnswer(
            ids=(offer.key,),
            title=offer.title,
            fact="price",
            notes=tuple(offer.notes),
            contact=coordinator(scope),
        )
    fields = sorted(_FIELDS, key=lambda field: not (asked and field.startswith(asked)))
    lines = [Labelled(field, _text(details[field])) for field in fields if details.get(field)]
    return EducationAnswer(
        ids=(offer.key,),
        heading=offer.title,
        lines=tuple(lines),
        notes=tuple(offer.notes),
        contact=coordinator(scope),
    )


def _days(offer: EducationOffer) -> float | str | None:
    days = offer.details.get("days")
    return days if days is None or isinstance(days, int | float) else str(days)


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
