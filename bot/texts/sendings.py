"""How far a newsletter's sending has come, in words."""

from datetime import datetime

from bot.texts.amounts import grouped
from bot.texts.dates import hour_words
from bot.texts.safe import clean
from bot.texts.wording import text, word
from handlers.newsletter_views import IssueState
from handlers.newsletters import LiveSending, Progress
from handlers.ports import SWEDEN


def sending_title(live: LiveSending) -> str:
    """Say which issue it is, and where it has come to."""
    state = word("newsletter_state", live.state)
    return text("sending.title", label=live.label, subject=clean(live.subject), state=state)


def progress_words(progress: Progress) -> str:
    """Say how many are done: "8 412 av 10 000, 3 misslyckade, klart ca 14.20"."""
    told = [text("sending.count", sent=grouped(progress.sent), total=grouped(progress.total))]
    for code, count in (("failed", progress.failed), ("unsure", progress.unsure)):
        if count:
            told.append(f"{grouped(count)} {word('sending_count', code)}")
    if progress.ends_at is not None and progress.waiting:
        told.append(text("sending.ends", time=_hour(progress.ends_at)))
    return ", ".join(told)


def waits_words(live: LiveSending) -> str:
    """Say why nothing is sent just now; "" where it is."""
    if live.state is IssueState.PAUSED:
        return text("sending.paused")
    if live.resume_at is not None and not live.over:
        return text("sending.waits", time=_hour(live.resume_at))
    return ""


def _hour(moment: datetime) -> str:
    return hour_words(moment.astimezone(SWEDEN).time())
