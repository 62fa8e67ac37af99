"""A meeting's documents in words: "lägg till handling https://… till styrgruppsmötet"."""

import re
from collections.abc import Callable

from handlers import papers
from handlers.answers import Answer, PaperLine, PapersAnswer
from handlers.asking.meetings_named import one_meeting
from handlers.asking.orders import order_text
from handlers.asking.question import Question
from handlers.contents import MeetingLine

_PAPERS = r"(?:handling(?:en|ar|arna)?|länk(?:en|ar)?|dokument(?:et|en)?|bilag(?:a|an|or|orna))"
_LINK = re.compile(
    rf"lägg till (?:en |ett )?{_PAPERS}:? (?P<link>https?://\S+) (?:till|för|på) (?P<which>\S.*?)"
    r"(?:[,;]? (?:med )?rubrik(?:en)?:? (?P<title>\S.*))?",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    rf"ta bort:? {_PAPERS} (?:nr\.? |nummer )?(?P<number>\d{{1,3}}) (?:från|till|för|på) "
    r"(?P<which>\S.*)",
    re.IGNORECASE,
)
_SEND = re.compile(rf"skicka (?:ut )?{_PAPERS} (?:till|för) (?P<which>\S.*)", re.IGNORECASE)
_GIVEN = re.compile(
    rf"(?:(?:lägg till|här kommer|här är|visa|lista|vilka) )?{_PAPERS} (?:till|för) "
    r"(?P<which>\S.*)",
    re.IGNORECASE,
)


def document(question: Question) -> Answer | None:
    """Add, take off, send or show the documents of the meeting that is named."""
    text = order_text(question)
    for pattern, does in _ACTS:
        if said := pattern.fullmatch(text):
            found = one_meeting(question, said["which"], _typed(said))
            return does(question, found, said) if isinstance(found, MeetingLine) else found
    return None


def _typed(said: re.Match[str]) -> Callable[[str], str]:
    """Return what is typed to mean one meeting: the same with its name in the named one's place."""
    before, after = said.string[: said.start("which")], said.string[said.end("which") :]
    return lambda name: f"{before}{name}{after}"


def _link(question: Question, meeting: MeetingLine, said: re.Match[str]) -> Answer:
    title = said["title"] or ""
    kept = papers.add_link(*question.scope.let_go(), meeting.number, said["link"], title)
    return _told(meeting, kept.papers, "added")


def _remove(question: Question, meeting: MeetingLine, said: re.Match[str]) -> Answer:
    left = papers.remove(*question.scope.let_go(), meeting.number, int(said["number"]))
    return _told(meeting, left, "removed")


def _send(question: Question, meeting: MeetingLine, _said: re.Match[str]) -> Answer:
    from handlers.invitations.documents import send_papers  # noqa: PLC0415 - slow to load

    services, asker = question.scope.let_go()
    told = send_papers(services, asker, meeting.number)
    return _told(meeting, papers.papers(services, asker, meeting.number), "sent", told=told)


def _given(question: Question, meeting: MeetingLine, _said: re.Match[str]) -> Answer:
    if not question.files:
        found = papers.papers(question.scope.services, question.scope.asker, meeting.number)
        return _told(meeting, found, "")
    kept = papers.add_files(*question.scope.let_go(), meeting.number, question.files)
    return _told(meeting, kept.papers, "added", left=kept.left)


def _told(
    meeting: MeetingLine,
    found: tuple[PaperLine, ...],
    change: str,
    *,
    left: tuple[str, ...] = (),
    told: int = 0,
) -> Answer:
    return PapersAnswer(
        subject="papers", meeting=meeting, papers=found, change=change, left=left, told=told
    )


_Does = Callable[[Question, MeetingLine, re.Match[str]], Answer]
_ACTS: tuple[tuple[re.Pattern[str], _Does], ...] = (
    (_LINK, _link),
    (_REMOVE, _remove),
    (_SEND, _send),
    (_GIVEN, _given),
)
