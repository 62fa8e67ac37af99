"""Single facts of a project in words: its status, its times, what it has made."""

import re
from collections.abc import Callable, Iterable, Sequence

from bot.texts.amounts import number_words
from bot.texts.cards.model import Line
from bot.texts.cards.shaping import labelled, pieces, who
from bot.texts.dates import at_words, date_words, month_words, period_words, same, until_words
from bot.texts.living import progress_words
from bot.texts.safe import sentence_case
from bot.texts.wording import text, word
from handlers.answers import (
    MaterialLine,
    MilestoneLine,
    PartialDate,
    Period,
    Precision,
    ProjectCard,
    ProjectState,
)

_COUNTED = re.compile(r"(\d{1,2}) (\S.*)")
_FRAME = frozenset({"tillsynskampanj", "start", "avslut"})
_MERE_MEETINGS = frozenset({"handläggarträff", "kommunikation", "styrning", "övrig träff"})
_FROM_A_PLAN = frozenset({"planerat", "ej fastställt"})


def status(card: ProjectCard) -> str:
    """Say how it stands, with the date, as far as anybody knows."""
    return _STATUS[card.state](card)


def overdue(card: ProjectCard) -> str:
    """Say plainly what should have happened since the source was written; "" if nothing."""
    late = card.overdue
    if late is None:
        return ""
    if card.state is ProjectState.POSTPONED:
        return text("project.start_overdue", date=date_words(late))
    if same(card.campaign.end, late):
        return text("project.campaign_overdue", time=until_words(card.campaign.start, late))
    said = word("should", card.kind, word("should", "other"))
    return text("project.overdue", what=said, time=until_words(card.period.start, late))


def campaign(card: ProjectCard) -> tuple[Line, ...]:
    """Say when the campaign is and what happens around it."""
    if card.campaign.start is None and card.campaign.end is None:
        return ()
    said = pieces(_period(card.campaign), *around(card))
    return (Line(said, text("label.campaign")),)


def milestones(card: ProjectCard) -> tuple[Line, ...]:
    """Say the milestones of a project without a campaign."""
    said = pieces(*around(card))
    return (Line(said, text("label.milestones")),) if said else ()


def around(card: ProjectCard) -> list[str]:
    """Return the milestones in words, those of one kind together: "två erfarenhetsutbyten"."""
    kinds: dict[str, list[MilestoneLine]] = {}
    for one in card.milestones:
        if one.kind not in _FRAME:
            kinds.setdefault(one.kind, []).append(one)
    return [_together(card, several) for several in kinds.values()]


def every_milestone(card: ProjectCard) -> tuple[Line, ...]:
    """Return each milestone on a line of its own, with all that is known."""
    return tuple(milestone_line(one) for one in card.milestones)


def milestone_line(one: MilestoneLine) -> Line:
    """Say one milestone: when, in what form, where."""
    time = _period(one.period) or text("project.date_missing")
    count = text("common.several", count=one.count) if one.count else ""
    missing = one.period.start is None and one.period.end is None
    return Line(
        pieces(count, time, one.form, one.place), sentence_case(one.kind), missing and not count
    )


def time_in_source(card: ProjectCard) -> tuple[Line, ...]:
    """Say the time as the source puts it, where its dates alone say less."""
    dates = [one for one in (card.period.start, card.period.end) if one is not None]
    vague = all(one.precision is Precision.YEAR for one in dates)
    told = {str(one.first.year) for one in dates}
    said = card.state is ProjectState.POSTPONED or _has_campaign(card)
    if said or not vague or not card.period_text or card.period_text in told:
        return ()
    return (Line(card.period_text, text("label.time")),)


def materials(card: ProjectCard) -> Line:
    """Say in one line what there is, and that links are missing where they are.

    Nobody expects material of a mere meeting: there its absence is not worth a line.
    """
    if not card.materials and card.kind in _MERE_MEETINGS:
        return Line("")
    if card.source_status in _FROM_A_PLAN:
        label = text("label.material_planned")
    else:
        label = text("label.material")
    if not card.materials:
        return labelled(label, None)
    titles = [_in_letters(one.title) for one in card.materials]
    between = "; " if any("," in title for title in titles) else ", "
    return Line(pieces(between.join(titles), _links(card.materials)), label)


def every_material(card: ProjectCard) -> tuple[Line, ...]:
    """Return each material with its link, or that the link is missing."""
    return tuple(
        Line(one.url or text("project.link_missing"), sentence_case(one.title), one.url is None)
        for one in card.materials
    )


def progress(card: ProjectCard) -> tuple[Line, ...]:
    """Say in numbers how far it has come, where there are any."""
    said = progress_words(card.progress)
    return (Line(said, text("label.progress")),) if said else ()


def contact(card: ProjectCard) -> Line:
    """Say whom to ask about the project."""
    return labelled(text("label.contact"), who(card.contact) if card.contact else None)


def responsible(card: ProjectCard) -> Line:
    """Say who answers for the project, or that the asker may not see it."""
    if card.responsible_withheld:
        return Line(text("contact.responsible_withheld"), text("label.responsible"))
    return labelled(text("label.responsible"), card.responsible)


def joined(label: str, values: Iterable[str]) -> Line:
    """Return several values on one labelled line, or that they are missing."""
    return labelled(label, ", ".join(values))


def dated(label: str, known: PartialDate | None) -> Line:
    """Return a date on a labelled line, or that it is missing."""
    return labelled(label, date_words(known) if known else None)


def _period(period: Period) -> str:
    return period_words(period.start, period.end)


def _has_campaign(card: ProjectCard) -> bool:
    return card.campaign.start is not None or card.campaign.end is not None


def _together(card: ProjectCard, several: Sequence[MilestoneLine]) -> str:
    first = several[0]
    count = sum(one.count or 1 for one in several)
    forms = {one.form for one in several}
    form = first.form if len(forms) == 1 else ""
    if count > 1:
        many = word("number_case", first.kind, "")
        named = many or text("common.pieces", count=count, what=first.kind)
        number = number_words(count) if many else ""
        return " ".join(part for part in (number, word("form_many", form), named) if part)
    day = first.period.start or first.period.end
    known = day is not None and not same(day, card.campaign.start)
    # The title of a phase says more than a form before it would.
    return " ".join(part for part in (form, first.kind, _period(first.period) * known) if part)


def _in_letters(title: str) -> str:
    match = _COUNTED.fullmatch(title)
    if match is None:
        return title
    count = int(match[1])
    return match[2] if count == 1 else f"{number_words(count)} {match[2]}"


def _links(several: Sequence[MaterialLine]) -> str:
    without = [one for one in several if one.url is None]
    if len(without) == len(several):
        return text("project.links_missing")
    return text("project.some_links_missing") if without else ""


def _finished(card: ProjectCard) -> str:
    done = word("done", card.source_status, word("done", "avslutat"))
    held = card.source_status == "genomfört"
    date = _period(card.period) if held else date_words(card.period.end) if card.period.end else ""
    if not date:
        return pieces(done, text("project.date_missing"))
    return text("project.finished", status=done, date=date)


def _running(card: ProjectCard) -> str:
    time = _period(card.period)
    if card.source_status in _FROM_A_PLAN:
        return pieces(text("project.running_planned"), time)
    running = text("project.running", time=time) if time else text("project.running_plain")
    if card.period.end is not None or card.status_asof is None:
        return running
    # Without an end it only ran when its source was written.
    return pieces(running, text("project.as_told", date=_month(card.status_asof)))


def _month(known: PartialDate) -> str:
    return month_words(known.last) if known.precision is Precision.DAY else date_words(known)


def _planned(card: ProjectCard) -> str:
    time = period_words(card.period.start, card.period.end, begun=False)
    if time:
        return text("project.planned", time=time)
    return pieces(text("project.planned_plain"), card.period_text or text("project.time_missing"))


def _postponed(card: ProjectCard) -> str:
    start = card.period.start
    if start is None:
        return text("project.postponed_plain")
    return text("project.postponed", date=date_words(start))


def _undecided(card: ProjectCard) -> str:
    return pieces(text("project.undecided"), _period(card.period) or card.period_text)


def _unclear(card: ProjectCard) -> str:
    if card.source_status in _FROM_A_PLAN:
        time = _period(card.period) or card.period_text or text("project.time_missing")
        known = text("project.planned_then", time=time)
    elif card.source_status == "pågående" and card.status_asof is not None:
        known = text("project.ran_then", date=at_words(card.status_asof))
    else:
        known = text("project.was_then", status=card.source_status or text("common.missing"))
    return pieces(text("project.unclear"), known)


_STATUS: dict[ProjectState, Callable[[ProjectCard], str]] = {
    ProjectState.FINISHED: _finished,
    ProjectState.RUNNING: _running,
    ProjectState.PLANNED: _planned,
    ProjectState.POSTPONED: _postponed,
    ProjectState.UNDECIDED: _undecided,
    ProjectState.OVERDUE: _unclear,
}
