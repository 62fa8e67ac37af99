"""An invitation, as one sees it who is told in chat because no mail reaches them."""

from bot.slack.blocks.parts import (
    Message,
    buttons,
    cut,
    heading,
    message,
    paragraph,
    said,
    small,
    words,
)
from bot.slack.blocks.standing import invited_buttons
from bot.texts import text
from bot.texts.invited import (
    about_lines,
    invitation_lead,
    invitation_rows,
    invitation_title,
    join_link,
    paper_lines,
    paper_links,
)
from handlers.contents import Invitation

_LONGEST_ABOUT = 2500


def invitation_message(content: Invitation, *, answers: bool = True) -> Message:
    """Show what it is about, when and where, and the agenda; with the buttons to answer it."""
    title, lead = invitation_title(content), invitation_lead(content)
    rows = [[*words(f"{label}: ", bold=True), *words(value)] for label, value in _rows(content)]
    blocks = [heading(title), said(lead), paragraph(*rows)]
    about = "" if content.cancelled else "\n".join(about_lines(content))
    if about:
        blocks += [
            paragraph(words(text("invite.about"), bold=True)),
            said(cut(about, _LONGEST_ABOUT)),
        ]
    papers = [
        *(f"{named}: {link}" for named, link in paper_links(content)),
        *paper_lines(content.papers, attached=False),
    ]
    if papers:
        blocks += [paragraph(words(text("papers.heading"), bold=True)), *map(said, papers)]
    if answers and content.asks:
        meeting = content.meeting
        asks_how = bool(meeting.place and meeting.link)
        blocks += [small(text("series.answer_for_all"))] if content.series else []
        blocks += buttons(invited_buttons(meeting.number, asks_how=asks_how))
    return message(f"{title}. {lead}", blocks)


def _rows(content: Invitation) -> list[tuple[str, str]]:
    link = join_link(content)
    joined = [(text("invite.join"), link)] if link else []
    return [*invitation_rows(content), *joined]
