"""Proposals in words: where they stand, and what has happened to them."""

from bot.texts.safe import clean, quoted, shortened
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.contents import ProposalEvent, ProposalNews, ProposalNewsLine

LONGEST_NAME = 120
_LONGEST_WORDS = 2500


def called(number: str, title: str) -> str:
    """Return what people call a proposal: its number and title."""
    name = shortened(clean(title), LONGEST_NAME)
    return f"{number} {name}" if number else name


def news_title(news: ProposalNews) -> str:
    """Return what has happened, as a heading."""
    if len(news.lines) > 1:
        return text("proposals.news_several", count=len(news.lines))
    return _title(news.lines[0])


def news_sentence(line: ProposalNewsLine) -> str:
    """Say what has happened to one proposal, without what somebody has written of it."""
    if line.event is ProposalEvent.HANDED_IN:
        return _received(line)
    name, by = called(line.number, line.title), clean(line.by) or text("proposals.somebody")
    state, other = state_words(line.state), clean(line.other)
    said = {
        ProposalEvent.HANDED_IN_FOR_YOU: text("proposals.for_you", name=name, by=by),
        ProposalEvent.HANDED_IN_FOR_OFFICE: text("proposals.for_office", name=name, by=by),
        ProposalEvent.CHANGED: text("proposals.changed", name=name, by=by),
        ProposalEvent.WITHDRAWN: text("proposals.withdrawn", name=name, by=by),
        ProposalEvent.MOVED: text("proposals.moved", name=name, state=state),
        ProposalEvent.MOVED_BACK: text("proposals.moved_back", name=name, state=state),
        ProposalEvent.MERGED: text("proposals.merged", name=name, other=other),
        ProposalEvent.PARTED: text("proposals.parted", name=name, other=other),
        ProposalEvent.JOINED: text("proposals.joined", name=name, by=by),
        ProposalEvent.COMMENTED: text("proposals.commented", name=name, by=by),
    }
    return said[line.event]


def news_quote(line: ProposalNewsLine) -> str:
    """Return what somebody has written of it: a reason or a comment, as it stands."""
    return shortened(line.words.strip(), _LONGEST_WORDS)


def news_then(line: ProposalNewsLine) -> str:
    """Return what comes next, or what the reader can do, for one who hears of nothing else."""
    if line.event is ProposalEvent.HANDED_IN:
        return text("proposals.next_step")
    if line.event in {ProposalEvent.HANDED_IN_FOR_YOU, ProposalEvent.HANDED_IN_FOR_OFFICE}:
        return text("proposals.if_wrong")
    return ""


def news_words(line: ProposalNewsLine) -> str:
    """Return what one writes to see it, and while it is open, to take it back."""
    see = quoted(f"förslag {line.number or line.key}")
    if line.open:
        take_back = quoted(f"ta tillbaka förslag {line.number or line.key}")
        return text("proposals.write_to_see_or_take_back", see=see, take_back=take_back)
    return text("proposals.write_to_see", see=see)


def state_words(state: str) -> str:
    """Say where a proposal stands: a state of ours, or the source's own words."""
    return word("proposal_state", state, word("state", clean(state)))


def _title(line: ProposalNewsLine) -> str:
    number = line.number or called("", line.title)
    match line.event:
        case ProposalEvent.HANDED_IN:
            return text("proposals.title_received", number=number)
        case ProposalEvent.MOVED | ProposalEvent.MOVED_BACK:
            state = state_words(line.state)
            return text("proposals.title_state", number=number, state=state)
        case ProposalEvent.COMMENTED:
            return text("proposals.title_comment", number=number)
        case _:
            return text("proposals.title_news", number=number)


def _received(line: ProposalNewsLine) -> str:
    name = called(line.number, line.title)
    offices = listed([clean(one) for one in line.offices])
    said = (
        text("proposals.received_for", name=name, offices=offices)
        if offices
        else text("proposals.received", name=name)
    )
    return f"{said} {text('proposals.came_late')}" if line.late else said
