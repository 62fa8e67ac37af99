"""People, role mailboxes and groups."""

from collections.abc import Iterable

from bot.texts.amounts import number_words
from bot.texts.cards.model import Action, Card, Line
from bot.texts.cards.shaping import (
    MOST_CHOICES,
    asking,
    from_source,
    make,
    noted,
    pieces,
    who,
    with_notes,
)
from bot.texts.dates import month_words
from bot.texts.wording import text, word
from handlers.answers import ContactAnswer, ContactCard, GroupAnswer, Labelled


def contact_card(answer: ContactAnswer) -> Card:
    """Present one or several contacts; never more than the asker may see."""
    if not answer.cards:
        return make(
            "contact",
            text("contact.none"),
            heading=answer.heading,
            lines=(*_notes(answer), *asking(answer.contact)),
        )
    if len(answer.cards) == 1:
        return _one(answer, answer.cards[0])
    return _several(answer)


def group_card(answer: GroupAnswer) -> Card:
    """Present a group: how many, who they are, what they decide."""
    facts = [
        Line(", ".join(map(_seat, answer.composition)), text("label.composition")),
        Line(", ".join(answer.decides), text("label.decides")),
        Line(", ".join(answer.tasks), text("label.tasks")),
        Line(_meetings(answer), text("label.meetings")),
    ]
    lines, rest = with_notes(
        [line for line in facts if line.text], noted(answer.notes), footer=True
    )
    return make(
        "group",
        _size(answer),
        heading=answer.title,
        lines=lines,
        more=(*rest, *map(_line, answer.members)),
        columns=_columns(),
        footer=from_source(answer.source),
        actions=(Action.CORRECT,),
        record=("group", answer.ids[0] if answer.ids else ""),
    )


def _one(answer: ContactAnswer, card: ContactCard) -> Card:
    heading = _name(card)
    lines = (
        *_let_in(answer),
        Line(answer.heading, text("label.concerns")),
        *_notes(answer),
        *_about(card, heading),
    )
    return make(
        "contact",
        _withheld(answer) if card.withheld else _reach(card),
        heading=heading,
        lines=lines,
        footer=_confirmed(card),
        actions=(Action.CORRECT,),
        record=("person", card.key),
    )


def _notes(answer: ContactAnswer) -> Iterable[Line]:
    if not answer.heading:
        return noted(answer.notes)
    if answer.notes_withheld:
        return (Line(text("contact.responsible_withheld"), text("label.responsible")),)
    return (Line(note, text("label.responsible")) for note in answer.notes)


def _several(answer: ContactAnswer) -> Card:
    total = max(answer.total, len(answer.cards))
    let_in = _let_in(answer)
    shown = MOST_CHOICES - bool(let_in)
    count = number_words(total)
    lead = whole = text("contact.several", count=count)
    if total > shown:
        lead = text("contact.several_shown", count=count, shown=number_words(shown))
    lines = [_line(card) for card in answer.cards]
    return make(
        "contact",
        lead,
        heading=answer.heading or text("contact.plain_heading"),
        lines=(*let_in, *lines),
        more=(*_left_out(total - len(answer.cards)), *noted(answer.notes)),
        columns=_columns(),
        whole=whole,
    )


def _left_out(count: int) -> tuple[Line, ...]:
    """Say how to come at those whom the answer does not hold."""
    return (Line(text("contact.left_out", count=number_words(count))),) if count else ()


def _line(card: ContactCard) -> Line:
    areas = ", ".join(card.subject_areas)
    place = card.organisation if card.organisation not in _name(card) else ""
    reach = "" if card.withheld else _reach(card)
    said = pieces(place, reach, areas)
    cells = _name(card), place, reach, areas
    return Line(said, _name(card), cells=cells) if said else Line(_name(card), cells=cells)


def _columns() -> tuple[str, ...]:
    return text("table.who"), text("table.where"), text("table.reach"), text("label.subject_areas")


def _name(card: ContactCard) -> str:
    # Without a title nothing is left of a person whose name is withheld, but where they work.
    name = card.name or card.title or card.organisation or text("contact.nameless")
    role_only = name.casefold() == card.title.casefold()
    if role_only and card.organisation and card.organisation not in name:
        return text("contact.heading", title=name, organisation=card.organisation)
    return name


def _about(card: ContactCard, heading: str) -> Iterable[Line]:
    title = "" if card.title.casefold() in heading.casefold() else card.title
    yield Line(title or _roles(card), text("label.roles"))
    if card.organisation not in heading:
        yield Line(card.organisation, text("label.organisation"))
    yield Line(", ".join(card.subject_areas), text("label.subject_areas"))


def _roles(card: ContactCard) -> str:
    return ", ".join(word("role", role) for role in card.roles)


def _reach(card: ContactCard) -> str:
    return pieces(card.email or text("contact.email_missing"), card.phone or "")


def _withheld(answer: ContactAnswer) -> str:
    return text("contact.withheld_known") if answer.known else text("contact.withheld")


def _let_in(answer: ContactAnswer) -> tuple[Line, ...]:
    """Say whom to turn to, where something was left out because the asker may not see it."""
    if not any(card.withheld for card in answer.cards):
        return ()
    if answer.known:
        return asking(answer.contact)
    if answer.contact is None:
        return (Line(text("contact.let_in_plain")),)
    return (Line(text("contact.let_in", who=who(answer.contact))),)


def _confirmed(card: ContactCard) -> str:
    if card.confirmed_on is None:
        return text("age.unconfirmed")
    return text("age.confirmed", month=month_words(card.confirmed_on))


def _seat(row: Labelled) -> str:
    return text("group.seats", who=row.label, count=row.value) if row.value else row.label


def _size(answer: GroupAnswer) -> str:
    if answer.size is None:
        return text("group.size_missing")
    size = text("group.size", size=answer.size)
    if not answer.size_note:
        return size
    return text("common.bracketed", value=size, more=answer.size_note)


def _meetings(answer: GroupAnswer) -> str:
    count = answer.meetings
    if answer.meetings_least:
        count = text("cadence.at_least", count=count)
    return text("group.per_year", count=count) if count[-1:].isdigit() else count
