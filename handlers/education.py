"""Courses the collaboration offers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from handlers.answers import Answer, EducationAnswer, Labelled, UnknownFactAnswer
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import EducationOffer

_FIELDS = (
    ("days", "längd i dagar"),
    ("audience", "för"),
    ("price_sek_ex_vat", "pris utan moms, kronor"),
    ("price_includes", "i priset ingår"),
    ("group_min", "minst antal"),
    ("group_max", "högst antal"),
    ("since", "ges sedan"),
    ("paid_by", "betalas av"),
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
        heading="",
        lines=tuple(Labelled(offer.title, _short(offer)) for offer in offers),
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
    fields = sorted(_FIELDS, key=lambda field: not (asked and field[0].startswith(asked)))
    lines = [
        Labelled(label, _text(details[field])) for field, label in fields if details.get(field)
    ]
    return EducationAnswer(
        ids=(offer.key,),
        heading=offer.title,
        lines=tuple(lines),
        notes=tuple(offer.notes),
        contact=coordinator(scope),
    )


def _short(offer: EducationOffer) -> str:
    days = offer.details.get("days")
    return f"{days} dagar" if days and days > 1 else f"{days} dag"


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
