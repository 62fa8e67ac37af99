"""What people change in projects, in words, the same for every door."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from bot.texts.booked import BETWEEN
from bot.texts.dates import date_words, period_words
from bot.texts.safe import clean, sentence_case, shortened
from bot.texts.wording import text, word
from handlers.answers import ChangeLine, PartialDate, Progress, Values
from handlers.contents import ProjectNews, ProjectNewsLine

_LONGEST = 200


def pieces(*parts: str) -> str:
    """Join what stands beside each other."""
    return BETWEEN.join(part for part in parts if part)


class Said(Protocol):
    """A field before and after, for whoever is told of it."""

    @property
    def field(self) -> str:
        """Return what was changed."""

    @property
    def old(self) -> Values | None:
        """Return what it was."""

    @property
    def new(self) -> Values | None:
        """Return what it is now."""

    @property
    def subject(self) -> str:
        """Return the name of the office whose part it is, if it is one's."""


def news_title(news: ProjectNews) -> str:
    """Say what followers are told of."""
    if len(news.projects) == 1:
        return text("living.news_one", title=clean(news.projects[0].title))
    return text("living.news_several", count=len(news.projects))


def news_lines(project: ProjectNewsLine) -> list[str]:
    """Say what has changed in one project, a line each."""
    return [sentence_case(change_words(one)) for one in project.changes]


def change_words(line: Said) -> str:
    """Say what was changed: "Kickoff 12 mars 2027 (tidigare mars 2027)"."""
    if line.field == "office":
        return _office(line)
    if line.field in _SAID_WHOLE:
        return word("project_event", _event(line))
    # Where only its dates have changed, the state is as it was.
    only_dates = line.field == "status" and "status" not in (line.new or line.old or {})
    what = word("project_field", "time" if only_dates else line.field)
    old, new = value_words(line.field, line.old), value_words(line.field, line.new)
    if line.new is None:
        return text("living.removed", what=what, old=old)
    if not new:
        return text("living.emptied", what=what, old=old)
    if not old:
        return text("living.set", what=what, new=new)
    return text("living.changed", what=what, new=new, old=old)


def value_words(field: str, values: Values | None) -> str:
    """Say what a field of a project holds; "" where it holds nothing."""
    if values is None:
        return ""
    return _WORDS[field](values)


def progress_words(progress: Progress) -> str:
    """Say how far a project has come: "12 av 20 kontor deltar, 140 av 200 besök"."""
    return ", ".join(said for said, _, _ in progress_parts(progress))


def progress_parts(progress: Progress) -> Iterator[tuple[str, int, int | None]]:
    """Yield how far it has come, a part each: in words, how many, and of how many."""
    if progress.office_goal is not None:
        said = text("living.offices_of", count=progress.offices, goal=progress.office_goal)
        yield said, progress.offices, progress.office_goal
    elif progress.offices:
        yield text("living.offices", count=progress.offices), progress.offices, None
    if progress.visit_goal is not None:
        said = text("living.visits_of", count=progress.visits, goal=progress.visit_goal)
        yield said, progress.visits, progress.visit_goal
    elif progress.visits:
        yield text("living.visits", count=progress.visits), progress.visits, None
    if progress.member_goal is not None:
        said = text("living.members_of", count=progress.members, goal=progress.member_goal)
        yield said, progress.members, progress.member_goal
    elif progress.members:
        yield text("living.members", count=progress.members), progress.members, None


def _office(line: Said) -> str:
    name = clean(line.subject)
    if line.new is None:
        return text("living.office_left", name=name)
    count = line.new["visits"]
    if line.old is None:
        said = text("living.visits", count=count) if count else ""
        return pieces(text("living.office_joined", name=name), said)
    return text("living.office_visits", name=name, new=count, old=line.old["visits"])


def _event(line: Said) -> str:
    return str((line.new or {}).get("event", line.field))


def _status(values: Values) -> str:
    state = word("project_status", str(values.get("status", "")), "")
    dates = _dates(values, "start", "end")
    asof = values.get("status_asof")
    told = text("living.as_of", date=date_words(PartialDate.parse(asof))) if asof else ""
    return pieces(" ".join(filter(None, (state, dates))), told if not (state or dates) else "")


def _time(values: Values) -> str:
    campaign = _dates(values, "campaign_start", "campaign_end")
    said = text("living.campaign", time=campaign) if campaign else ""
    return pieces(_dates(values, "start", "end"), said)


def _dates(values: Values, first: str, last: str) -> str:
    start, end = values.get(first), values.get(last)
    return period_words(
        PartialDate.parse(start) if start else None,
        PartialDate.parse(end) if end else None,
        begun=False,
    )


def _goals(values: Values) -> str:
    said = (
        word("project_goal", name, "").replace("#", str(values[name]))
        for name in ("office_goal", "visit_goal", "member_goal")
        if values.get(name) is not None
    )
    return ", ".join(said)


def _milestone(values: Values) -> str:
    when = _dates(values, "start", "end") or text("project.date_missing")
    named = " ".join((clean(str(values["kind"])), when))
    return pieces(named, clean(str(values["form"])), clean(str(values["place"])))


def _material(values: Values) -> str:
    url = values.get("url")
    return pieces(clean(str(values["title"])), clean(str(url)) if url else "")


def _text_of(name: str) -> Callable[[Values], str]:
    def said(values: Values) -> str:
        return shortened(clean(str(values.get(name) or "")), _LONGEST)

    return said


def _members(values: Values) -> str:
    count = values.get("member_count")
    return "" if count is None else text("living.members", count=count)


def _leader(values: Values) -> str:
    return text("living.somebody") if values.get("leader_id") else ""


_SAID_WHOLE = frozenset({"started", "call", "results"})
_WORDS: Mapping[str, Callable[[Values], str]] = {
    "status": _status,
    "time": _time,
    "title": _text_of("title"),
    "kind": _text_of("kind"),
    "goal": _text_of("goal"),
    "goals": _goals,
    "responsible": _text_of("responsible"),
    "leader": _leader,
    "members": _members,
    "milestone": _milestone,
    "material": _material,
}


def change_sentence(line: ChangeLine) -> str:
    """Say what was changed as a sentence, and that it was taken back where it was."""
    said = sentence_case(change_words(line))
    return text("living.taken_back", what=said) if line.undoes else said
