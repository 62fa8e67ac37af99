"""An agenda as somebody has written it, taken apart into its items."""

import re

from handlers.answers import AgendaItem

_MARK = re.compile(r"(?:§ ?\d{1,3}|\d{1,3}[.):]|[-–•*·])\s+(?P<title>\S.*)")


def agenda_items(about: str) -> tuple[AgendaItem, ...]:
    """Return the items of an agenda: the lines with a number or a dash, or else every line.

    What stands under an item, without a mark of its own, is said of it.
    """
    lines = [" ".join(line.split()) for line in about.splitlines() if line.strip()]
    if not any(map(_MARK.fullmatch, lines)):
        return tuple(map(AgendaItem, lines))
    items: list[AgendaItem] = []
    for line in lines:
        marked = _MARK.fullmatch(line)
        if marked:
            items.append(AgendaItem(marked["title"]))
        elif items:
            items[-1] = AgendaItem(items[-1].title, (*items[-1].lines, line))
    return tuple(items)
