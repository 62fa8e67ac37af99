"""An invitation in words, the same in every door."""

import re
from collections.abc import Iterable

from bot.texts.booked import meeting_cells, meeting_name, when_words
from bot.texts.dates import short_day
from bot.texts.recurring import days_words, every_words, hours_words, rhythm_words
from bot.texts.safe import clean, inside_sentence, shortened
from bot.texts.wording import text, word
from handlers.contents import Invitation
from handlers.enclosures import Enclosure

LONGEST_SUBJECT = 200
_MOST_LINES = 60
# What else a link can be, a script among it, nobody is to be led to.
_WEB = re.compile(r"https?://[!-~]+")


def invitation_title(content: Invitation) -> str:
    """Say what it is about: "Inbjudan: chefsmöte, tis 20 apr 2027 kl. 9.00–12.00"."""
    what = inside_sentence(meeting_name(content.meeting))
    said = text("invite.title", what=what, when=when_words(content.meeting))
    if content.series is not None:
        first = short_day(content.meeting.first)
        rhythm = every_words(content.series.rhythm)
        said = text("series.from", what=what, rhythm=rhythm, first=first)
        if not content.asks:
            said = text("series.what", what=what, rhythm=rhythm)
    if content.reminder and content.answer_by:
        by = short_day(content.answer_by, year=False)
        return shortened(text("invite.title_by", by=by, what=said), LONGEST_SUBJECT)
    titled = text("common.part_of", label=word("invitation", _code(content)), value=said)
    return shortened(titled, LONGEST_SUBJECT)


def invitation_lead(content: Invitation) -> str:
    """Say what that means for the reader."""
    return word("invitation_lead", _code(content))


def invitation_rows(content: Invitation) -> tuple[tuple[str, str], ...]:
    """Return when, where and until when to answer, labelled. The link is told apart."""
    _, when, where = meeting_cells(content.meeting)
    answer = short_day(content.answer_by) if content.answer_by and content.asks else ""
    series = content.series
    rows = (
        (text("invite.when"), rhythm_words(series.rhythm, hours_words(series)) if series else when),
        (text("series.days"), days_words(series) if series and content.asks else ""),
        (text("invite.where"), where),
        (text("invite.answer_by"), answer),
    )
    return tuple((label, value) for label, value in rows if value)


def join_link(content: Invitation) -> str:
    """Return where one takes part at a distance; nothing where that is no web address."""
    return web_address(content.meeting.link) if content.asks else ""


def web_address(link: str) -> str:
    """Return a link that people can be led to, or nothing."""
    plain = clean(link)
    return plain if _WEB.fullmatch(plain) else ""


def about_lines(content: Invitation) -> tuple[str, ...]:
    """Return what the meeting is about, a line each."""
    lines = [clean(line) for line in content.about.splitlines()]
    return tuple(line for line in lines if line)[:_MOST_LINES]


def paper_links(content: Invitation) -> tuple[tuple[str, str], ...]:
    """Return what is to be read before on the web: titles and addresses."""
    found = [(clean(one.title), clean(one.link)) for one in content.papers]
    return tuple((title, link) for title, link in found if _WEB.fullmatch(link))


def paper_lines(papers: Iterable[Enclosure], *, attached: bool) -> tuple[str, ...]:
    """Say of each file whether it is attached, or whom to ask for it.

    Where nothing can be ``attached`` they are all to be asked for.
    """
    return tuple(
        text("papers.attached", name=clean(one.name))
        if attached and one.content is not None
        else text("papers.ask", name=clean(one.name))
        for one in papers
        if one.name
    )


def _code(content: Invitation) -> str:
    if content.removed:
        return "removed"
    if content.cancelled:
        return "cancelled"
    if content.ended:
        return "ended"
    for code in ("reminder", "declined", "changed"):
        if getattr(content, code):
            return code
    if content.joined:
        return content.joined
    return "summons" if content.summons else "new"
