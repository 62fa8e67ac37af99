"""What a newsletter begins with: what has happened, in sentences for somebody to work on."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.texts.booked import meeting_cells
from bot.texts.cards.project_facts import campaign, status
from bot.texts.dates import day_words, month_words
from bot.texts.safe import clean, shortened
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.contents import Section
from handlers.happenings import (
    AdoptionHappening,
    CallHappening,
    DecisionHappening,
    DraftedIssue,
    DraftedItem,
    Happenings,
    MeetingHappening,
    NationalHappening,
    ProjectHappening,
    Stage,
)

# What ends within these days is told of first.
_SOON = timedelta(days=30)
_LONGEST_GOAL = 300
_MOST_IN_PREVIEW = 3
# What would be a mark of its own in Markdown.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_LIST_MARK = re.compile(r"^(\d+)([.)])|^([-+])(?=\s)")


class NewsletterDrafts:
    """Words a draft in Swedish."""

    def draft(self, happenings: Happenings) -> DraftedIssue:
        """Return the subject, the preview and the items of an issue to begin with."""
        items = tuple(_items(happenings))
        month = month_words(happenings.today)
        return DraftedIssue(
            subject=text(
                "newsletter_draft.subject",
                collaboration=clean(happenings.collaboration),
                month=month,
            ),
            preview=_preview(items),
            items=items,
        )


def _items(told: Happenings) -> Iterator[DraftedItem]:
    for adopted in told.adoptions:
        yield _adoption(adopted)
    yield from _deadlines(told)
    for project in told.projects:
        yield _project(project)
    for meeting in told.meetings:
        yield _meeting(meeting)
    yield _propose(told)
    for call in told.calls:
        yield _call(call)
    for activity in told.national:
        yield _national(activity)
    for decision in told.decisions:
        yield _decision(decision)


def _preview(items: Iterable[DraftedItem]) -> str:
    """Name what is first: what stands beside the subject in a list of mails."""
    headings = [one.heading for one in items if one.heading and one.section is not Section.PROPOSE]
    if not headings:
        return ""
    return shortened(f"{listed(headings[:_MOST_IN_PREVIEW])}.", 280)


def _adoption(one: AdoptionHappening) -> DraftedItem:
    boards = listed([plain(board) for board in one.boards])
    said = text("newsletter_draft.adopted", boards=boards, plan=plain(one.plan))
    read = text("newsletter_draft.read_plan", address=one.page) if one.page else ""
    heading = text("newsletter_draft.adopted_heading", year=one.year)
    return DraftedItem(Section.NOW, heading, _paragraphs(said, read), "adoption", one.key)


def _deadlines(told: Happenings) -> Iterator[DraftedItem]:
    """Yield what has its last day soon, the nearest first."""
    found: list[tuple[date, str, str]] = []
    if told.round is not None and told.round.closes - told.today <= _SOON:
        said = text(
            "newsletter_draft.round_soon", year=told.round.year, date=day_words(told.round.closes)
        )
        found.append((told.round.closes, said, f"round/{told.round.key}"))
    for one in told.meetings:
        if one.answer_by and told.today <= one.answer_by <= told.today + _SOON:
            name = plain(meeting_cells(one.meeting)[0])
            said = text("newsletter_draft.answer_soon", name=name, date=day_words(one.answer_by))
            found.append((one.answer_by, said, f"meeting/{one.key}"))
    for _day, said, key in sorted(found)[:2]:
        yield DraftedItem(Section.NOW, said, "", "deadline", key)


def _project(one: ProjectHappening) -> DraftedItem:
    card = one.card
    # Of what goes on its state says so itself.
    stage = "" if one.stage is Stage.ONGOING else f"**{word('newsletter_stage', one.stage)}.** "
    said = f"{stage}{plain(status(card))}."
    when = [text("newsletter_draft.campaign", time=plain(line.text)) for line in campaign(card)]
    goal = plain(shortened(clean(card.goal), _LONGEST_GOAL)) if one.stage is Stage.NEW else ""
    material = [_material(found.title, found.url) for found in one.materials]
    new = text("newsletter_draft.material") if material else ""
    listing = "\n".join(f"- {line}" for line in material)
    body = _paragraphs(" ".join([said, *when]), goal, f"{new}\n\n{listing}" if material else "")
    return DraftedItem(Section.PROJECTS, clean(card.title)[:200], body, "project", one.key)


def _material(title: str, url: str | None) -> str:
    leads = url is not None and url.startswith(("https://", "http://")) and ")" not in url
    return f"[{plain(title)}]({url})" if leads else plain(title)


def _meeting(one: MeetingHappening) -> DraftedItem:
    name, when, where = meeting_cells(one.meeting)
    place = f", {plain(where)}" if where else ""
    said = f"**{plain(name)}**: {plain(when)}{place}."
    answer = (
        text("newsletter_draft.answer_by", date=day_words(one.answer_by)) if one.answer_by else ""
    )
    register = (
        text("newsletter_draft.register", name=plain(name), address=one.registration)
        if one.registration
        else ""
    )
    body = " ".join(part for part in (said, register, answer) if part)
    return DraftedItem(Section.DATES, "", body, "meeting", one.key)


def _propose(told: Happenings) -> DraftedItem:
    said = text("newsletter_draft.propose")
    if told.round is not None:
        until = text(
            "newsletter_draft.round", year=told.round.year, date=day_words(told.round.closes)
        )
        said = f"{until} {said}"
    key = told.round.key if told.round else ""
    heading = text("newsletter_draft.propose_heading")
    return DraftedItem(Section.PROPOSE, heading, said, "propose", key)


def _call(one: CallHappening) -> DraftedItem:
    title = plain(one.title)
    until = (
        text("newsletter_draft.call_until", date=day_words(one.closes))
        if one.closes
        else text("newsletter_draft.call_open")
    )
    body = f"{text('newsletter_draft.call', title=title)} {until}"
    return DraftedItem(Section.PROPOSE, "", body, "call", one.key)


def _national(one: NationalHappening) -> DraftedItem:
    by = f"{plain(one.authority)}, " if one.authority else ""
    body = f"**{plain(one.title)}** ({by}{one.year})"
    return DraftedItem(Section.NATIONAL, "", body, "national", one.key)


def _decision(one: DecisionHappening) -> DraftedItem:
    meeting = text("newsletter_draft.decided", meeting=plain(one.meeting), date=day_words(one.day))
    return DraftedItem(Section.BOARD, "", f"{meeting} {plain(one.words)}", "decision", one.key)


def _paragraphs(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part)


def plain(words: str) -> str:
    """Return what somebody has written on one line, so that nothing in it is Markdown."""
    said = _MARKS.sub(r"\\\1", clean(words))
    return _LIST_MARK.sub(lambda mark: rf"{mark[1]}\{mark[2]}" if mark[1] else rf"\{mark[3]}", said)
