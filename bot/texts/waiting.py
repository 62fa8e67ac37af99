"""What waits to be sent, in plain Swedish: a line for each kind and moment, or for each notice."""

from collections.abc import Iterable
from datetime import datetime

from bot.texts.amounts import grouped
from bot.texts.dates import short_day
from bot.texts.wording import text, word
from handlers.holding import WaitingNotice
from handlers.ports import SWEDEN


def waiting_text(notices: Iterable[WaitingNotice]) -> str:
    """Say what waits: when it was due, what it is and to how many, a line for each."""
    groups: dict[tuple[datetime, str], set[int | str]] = {}
    for one in notices:
        recipients = groups.setdefault((one.due_at, one.kind), set())
        recipients.add(one.person_id if one.person_id is not None else one.key)
    return "\n".join(
        text(
            "cli.waiting",
            when=moment_words(due_at),
            what=word("notice_kind", kind),
            count=grouped(len(recipients)),
        )
        for (due_at, kind), recipients in sorted(groups.items())
    )


def waiting_details(notices: Iterable[WaitingNotice]) -> str:
    """Say each notice by its key, with the number of the person that it is to: no names."""
    return "\n".join(
        text("cli.waiting_to_channel", when=moment_words(one.due_at), key=one.key)
        if one.person_id is None
        else text(
            "cli.waiting_to_person",
            when=moment_words(one.due_at),
            key=one.key,
            person=one.person_id,
        )
        for one in notices
    )


def moment_words(at: datetime) -> str:
    """Say a moment in Sweden: "fre 20 nov 2026 kl. 09.00"."""
    local = at.astimezone(SWEDEN)
    return text("cli.moment", day=short_day(local.date()), time=f"{local:%H.%M}")
