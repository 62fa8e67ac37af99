"""Newsletters in chat, for those who write them: how one stands, its items, what can be done."""

from collections.abc import Iterator, Sequence

from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    cut,
    heading,
    message,
    paragraph,
    plain,
    said,
    size,
    words,
)
from bot.slack.origin import Origin
from bot.texts import text
from bot.texts.cards.model import Line
from bot.texts.cards.newsletters import newsletter_card as worded
from bot.texts.newsletter_words import issue_title, item_name, item_said, line_words
from bot.texts.safe import clean
from handlers.answers import NewsletterAnswer, NewslettersAnswer
from handlers.newsletter_views import (
    OPEN,
    IssueLine,
    IssueState,
    IssueView,
    Progress,
)

PAGE = 12
MOST_LISTED = 10
_MOST_REMOVED = 3
_LONGEST_ITEM, _LONGEST_NAME = 300, 60
# What is left of a message holds what was taken out, and the buttons.
_MOST_ROOM = 7000


def newsletter_message(answer: NewsletterAnswer, notice: str = "") -> Message:
    """Show how an issue stands and what was done to it, with what the asker may do next."""
    card = worded(answer)
    lead = " ".join(filter(None, (notice, card.lead)))
    title = issue_title(answer.issue)
    blocks = [
        heading(title),
        said(lead),
        paragraph(*(_line(one) for one in card.lines)),
        *buttons(_acts(answer)),
        *buttons(_further(answer)),
    ]
    return message(f"{title}. {lead}", blocks)


def newsletters_message(answer: NewslettersAnswer, notice: str = "") -> Message:
    """List the issues, each with its button, and the button to begin another."""
    title = text("newsletter_work.heading")
    blocks = [
        heading(title),
        *([said(notice)] if notice else []),
        *(issue_rows(answer.issues) or [said(text("newsletter_work.none"))]),
        *buttons(beginnings()),
    ]
    return message(notice or title, blocks)


def issue_rows(issues: Sequence[IssueLine]) -> list[Block]:
    """Return each issue with the button that shows it."""
    return [
        {
            "type": "section",
            "text": plain(cut(_named(one), _LONGEST_ITEM)),
            "accessory": button(
                text("newsletter_work.show"),
                "newsletter_show",
                str(one.id),
                about=clean(one.subject),
            ),
        }
        for one in issues[:MOST_LISTED]
    ]


def beginnings() -> list[Block]:
    """Return the buttons to begin an issue, and to say how they are done."""
    return [
        {**button(text("newsletter_work.new"), "newsletter_new"), "style": "primary"},
        button(text("newsletter_work.settings"), "newsletter_settings"),
    ]


def at_home(issues: Sequence[IssueLine]) -> list[Block]:
    """Return what stands of newsletters on the home tab of who writes them."""
    more = [button(text("newsletter_work.show_all"), "newsletter_all")] if issues else []
    return [
        heading(text("newsletter_work.home")),
        *issue_rows(issues[:1]),
        *buttons([*beginnings()[:1], *more]),
    ]


def items_message(issue: IssueView, start: int = 0, notice: str = "") -> Message:
    """Show the items of an issue, a page at a time, with what can be done to each."""
    title, count = issue_title(issue), len(issue.in_order)
    first = start if 0 < start < count else 0
    page = list(_page(issue, first))
    blocks = [
        heading(title),
        *([said(notice)] if notice else []),
        *page,
        *([] if count else [said(text("newsletter_work.no_items"))]),
        *(_removed(issue, first) if issue.state in OPEN else []),
        *buttons(_paging(issue, first, first + len(page))),
    ]
    return message(notice or title, blocks)


def _page(issue: IssueView, first: int) -> Iterator[Block]:
    """Yield the items from one on, as many as a message has room for."""
    room = _MOST_ROOM
    for number in range(first + 1, min(first + PAGE, len(issue.in_order)) + 1):
        block = _item(issue, number, first)
        room -= size(block)
        if room < 0 and number > first + 1:
            return
        yield block


def _acts(answer: NewsletterAnswer) -> Iterator[Block]:
    """Yield what comes next: approving, and what it takes to get there; or seeing to a sending."""
    issue, number = answer.issue, str(answer.issue.id)
    if issue.state in {IssueState.DRAFT, IssueState.ASKED} and issue.may_approve:
        value = f"{number}/{issue.revision}"
        yield _first(button(text("newsletter_work.approve"), "newsletter_approve", value))
    elif issue.state is IssueState.DRAFT:
        yield _first(button(text("newsletter_work.ask"), "newsletter_ask", number))
    if issue.state in {IssueState.ASKED, IssueState.APPROVED}:
        yield button(text("newsletter_work.withdraw"), "newsletter_withdraw", number)
    if issue.state in OPEN:
        if issue.edit_address:
            edit = button(text("newsletter_work.edit"), "newsletter_edit", number)
            yield {**edit, "url": issue.edit_address}
        yield button(text("newsletter_work.items"), "newsletter_items", f"{number}/0")
        yield button(text("newsletter_work.copy_mine"), "newsletter_copy", number)
    else:
        yield from _sending(issue, answer.progress or Progress())


def _further(answer: NewsletterAnswer) -> Iterator[Block]:
    issue, number = answer.issue, str(answer.issue.id)
    if issue.state not in OPEN:
        yield button(text("newsletter_work.items"), "newsletter_items", f"{number}/0")
        report = Origin(f"rapport nyhetsbrev {issue.label}")
        yield button(text("newsletter_work.report"), "choose_0", report.value())
        pasted = Origin(f"text nyhetsbrev {issue.label}")
        yield button(text("newsletter_work.to_paste"), "choose_1", pasted.value())
        return
    yield button(text("newsletter_work.copy_others"), "newsletter_copies", number)
    yield button(text("newsletter_work.audience_change"), "newsletter_audience", number)
    yield button(text("newsletter_work.head_change"), "newsletter_head", number)
    yield button(text("newsletter_work.refill"), "newsletter_refill", number)
    throw = button(text("newsletter_work.throw"), "newsletter_throw", number)
    asks = _asks(
        text("newsletter_work.throw_title"),
        text("newsletter_work.throw_asks"),
        text("newsletter_work.throw"),
    )
    yield {**throw, "style": "danger", "confirm": asks}


def _sending(issue: IssueView, far: Progress) -> Iterator[Block]:
    number = str(issue.id)
    yield button(text("newsletter_work.refresh"), "newsletter_refresh", number)
    if issue.state is IssueState.SENDING:
        yield button(text("newsletter_work.pause"), "newsletter_pause", number)
    if issue.state is IssueState.PAUSED:
        yield _first(button(text("newsletter_work.resume"), "newsletter_resume", number))
    if issue.state in {IssueState.SENDING, IssueState.PAUSED}:
        stop = button(text("newsletter_work.stop"), "newsletter_stop", number)
        asks = _asks(
            text("newsletter_work.stop_title"),
            text("newsletter_work.stop_asks"),
            text("newsletter_work.stop"),
        )
        yield {**stop, "style": "danger", "confirm": asks}
    if far.failed:
        yield button(text("newsletter_work.retry"), "newsletter_retry", number)
    if far.unsure:
        yield button(text("newsletter_work.resend"), "newsletter_resend", number)
        yield button(text("newsletter_work.leave_unsure"), "newsletter_leave_unsure", number)
    if issue.place and not issue.posted:
        yield button(text("newsletter_work.posted_now"), "newsletter_posted", number)


def _first(made: Block) -> Block:
    return {**made, "style": "primary"}


def _asks(title: str, question: str, yes: str) -> Block:
    """Return what is asked once before something that cannot be undone."""
    return {
        "title": plain(title, 100),
        "text": plain(question, 300),
        "confirm": plain(yes, 30),
        "deny": plain(text("newsletter_work.keep"), 30),
    }


def _item(issue: IssueView, number: int, start: int) -> Block:
    item = issue.in_order[number - 1]
    told = "\n".join(
        filter(
            None,
            (cut(item_name(number, item), _LONGEST_ITEM), item_said(item, _LONGEST_ITEM)),
        )
    )
    block: Block = {"type": "section", "text": plain(told)}
    if issue.state not in OPEN:
        return block
    about = f"{issue.id}/{item.id}/{item.revision}/{start}"
    options = [
        _option(text("newsletter_work.item_edit"), f"edit/{about}"),
        _option(text("newsletter_work.item_up"), f"up/{about}"),
        _option(text("newsletter_work.item_down"), f"down/{about}"),
        _option(text("newsletter_work.item_remove"), f"remove/{about}"),
    ]
    menu: Block = {"type": "overflow", "action_id": "newsletter_item", "options": options}
    return {**block, "accessory": menu}


def _removed(issue: IssueView, start: int) -> Iterator[Block]:
    gone = sorted((one for one in issue.items if one.removed), key=lambda one: one.changed_at)
    for one in gone[-_MOST_REMOVED:]:
        name = cut(clean(one.heading) or item_said(one), _LONGEST_NAME)
        yield {
            "type": "section",
            "text": plain(text("newsletter_work.removed", name=name)),
            "accessory": button(
                text("newsletter_work.item_restore"),
                "newsletter_restore",
                f"restore/{issue.id}/{one.id}/{one.revision}/{start}",
                about=name,
            ),
        }


def _paging(issue: IssueView, start: int, end: int) -> Iterator[Block]:
    number, count = issue.id, len(issue.in_order)
    if issue.state in OPEN:
        add = button(text("newsletter_work.item_add"), "newsletter_add", f"{number}/{start}")
        yield _first(add)
    if end < count:
        label = text("newsletter_work.further")
        yield button(label, "newsletter_items_more", f"{number}/{end}")
    yield button(text("newsletter_work.back"), "newsletter_refresh", str(number))


def _named(one: IssueLine) -> str:
    title = text("newsletter_work.titled", label=one.label, subject=clean(one.subject))
    return text("newsletter_work.home_line", title=title, state=line_words(one.state, one.at))


def _line(one: Line) -> list[Block]:
    label = words(f"{one.label}: ", bold=True) if one.label else []
    return [*label, *words(cut(one.text, 700))]


def _option(label: str, value: str) -> Block:
    return {"text": plain(label, 75), "value": value}
