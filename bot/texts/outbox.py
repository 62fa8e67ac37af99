"""The outbox in words, a line for each notice and one for all of it; ids alone."""

from collections.abc import Iterable

from bot.texts.waiting import moment_words
from bot.texts.wording import text, word
from handlers.incoming import CONFIRMATION, MAIL_ANSWER
from handlers.notices import State
from handlers.outbox import OutboxLine, OutboxState

# To whoever has written: they may be nobody in the register.
_TO_SENDERS = frozenset({MAIL_ANSWER, CONFIRMATION})
BETWEEN = " · "
_AGAIN = frozenset({State.QUEUED, State.RETRY, State.SENDING})


def outbox_lines_text(lines: Iterable[OutboxLine]) -> str:
    """Say what has become of each notice, and by which key it is called."""
    return "\n".join(_line(one) for one in lines)


def outbox_state_text(state: OutboxState) -> str:
    """Say how many wait and how many ended badly, or that there is nothing to see to."""
    counts = (
        (state.waiting, text("outbox.waiting", count=state.waiting)),
        (state.unsure, text("outbox.unsure", count=state.unsure)),
        (state.failed, text("outbox.failed", count=state.failed)),
        (state.stale, text("outbox.stale", count=state.stale)),
    )
    said = [words for count, words in counts if count]
    lines = [", ".join(said) if said else text("outbox.empty")]
    return "\n".join([*lines, *([text("outbox.hold")] if state.hold else [])])


def _line(one: OutboxLine) -> str:
    when = one.next_at if one.state in _AGAIN else one.due_at
    parts = (
        moment_words(when),
        word("notice_state", one.state),
        word("notice_kind", one.kind, one.kind),
        one.collaboration,
        _whom(one),
        text("outbox.attempts", count=one.attempts) if one.attempts else "",
        one.error,
        one.key,
    )
    return BETWEEN.join(part for part in parts if part)


def _whom(one: OutboxLine) -> str:
    if one.person:
        return text("outbox.person", number=one.person)
    return text("outbox.sender") if one.kind in _TO_SENDERS else text("outbox.channel")
