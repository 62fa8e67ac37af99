"""Inquiries in words: asking, answering, and seeing to them: "påminn rundfråga 3"."""

import re
from collections.abc import Callable, Mapping

from handlers.access import Information, may, require
from handlers.answers import (
    Answer,
    InquiriesAnswer,
    InquiryGoneAnswer,
    InquiryPictureAnswer,
)
from handlers.asking.courtesies import ungreeted
from handlers.asking.day_words import read_day
from handlers.asking.inquiry_answers import MAIL, answered_to, asked_form, form_answer
from handlers.asking.inquiry_drafts import is_inquiry, read_inquiry, read_question
from handlers.asking.orders import command_text
from handlers.asking.question import Question
from handlers.asking.signs import sign
from handlers.errors import Refusal

_BEGUN = re.compile(r"(?:ny )?rundfråga(?: till\b.*)?$", re.IGNORECASE)
_NEW = re.compile(r"(?:ny )?rundfråga", re.IGNORECASE)
_ONE = r"rundfråga(?:n)?(?: nr\.?| nummer)? (?P<number>\d{1,9})"
_TO = r"(?:till|senast) (?P<day>\S.*)"
_FOR = r"(?:för|åt) (?P<office>"
_PATTERNS: Mapping[str, str] = {
    "every": r"(?:visa |lista |mina |alla )?rundfrågor(?:na)?(?: att svara på)?",
    "excel": rf"(?:visa |skicka )?{_ONE} (?:som|i) excel(?:fil)?",
    "show": rf"(?:visa )?{_ONE}",
    "silent": rf"(?:vem|vilka)(?: kontor)? (?:har )?inte (?:har )?svarat på {_ONE}",
    "send": rf"skicka(?: ut)? {_ONE}",
    "throw": rf"(?:kasta|släng|ta bort)(?: utkastet till)? {_ONE}",
    "remind": rf"påminn(?: de tysta| dem| de)?(?: som inte svarat)?(?: på| om| i)? {_ONE}",
    "close": rf"(?:stäng|avsluta) {_ONE}",
    "reopen": rf"öppna {_ONE}(?: igen)?(?:,? {_TO})?",
    "extend": rf"(?:förläng|flytta|ändra) {_ONE}(?:s? sista dag)? {_TO}",
    "reword": rf"ändra {_ONE},? fråga(?:n)?(?: (?P<at>\d{{1,2}}))?: ?(?P<words>\S.*)",
    "add": rf"lägg till (?:en )?fråga (?:i|till|på) {_ONE}: ?(?P<words>\S.*)",
    "drop": rf"ta bort fråga(?:n)? (?P<at>\d{{1,2}}) (?:ur|från|i) {_ONE}",
    "settle": rf"{_ONE} {_FOR}\S.*?)(?:, (?P<visit>[^,]+?))? gäller svar (?P<turn>\d{{1,2}})",
    "ask": rf"svara på {_ONE}",
    "answer": rf"(?P<verb>svara|ersätt svaret) på {_ONE}(?: {_FOR}[^:]+?))?: ?(?P<words>\S.*)",
}
_FORMS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern, re.IGNORECASE | re.DOTALL) for name, pattern in _PATTERNS.items()
}


def inquiry(question: Question) -> Answer | None:
    """Ask, answer or see to an inquiry that is named; None where none is."""
    if not sign("inquiry", question.phrase.folded):
        return None
    typed = ungreeted(question.phrase.text)
    if is_inquiry(typed):
        return _drafted(question, typed)
    text = command_text(question)
    if (said := _NEW.fullmatch(text)) and question.scope.asker.door != MAIL:
        # In chat one begins in a dialog, and its button stands below the list.
        return _every(question, said)
    if _BEGUN.match(text):
        require(question.scope.asker, Information.INQUIRIES)
        raise Refusal("inquiry_unclear")
    for name, form in _FORMS.items():
        # What somebody answers keeps its lines.
        if said := form.fullmatch(typed.strip() if name == "answer" else text):
            return _DOES[name](question, said)
    return None


def excel_request(typed: str) -> bool:
    """Tell whether a workbook of all answers is asked for."""
    return _FORMS["excel"].fullmatch(typed) is not None


def _drafted(question: Question, typed: str) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    require(question.scope.asker, Information.INQUIRIES)
    plan = read_inquiry(question.scope, typed)
    number = inquiries.draft_inquiry(*question.scope.let_go(), plan)
    return _picture(question, number, "drafted")


def _every(question: Question, _said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.services, question.scope.asker
    if not asker.known:
        raise Refusal("not_known_yet")
    makes = may(asker, Information.INQUIRIES)
    mine = inquiries.my_inquiries(services, asker)
    made = inquiries.inquiries(services, asker) if makes else None
    return InquiriesAnswer(
        ids=tuple(dict.fromkeys(str(one.number) for one in (*mine, *(made or ())))),
        subject="inquiries",
        mine=mine,
        made=made,
        today=question.scope.today,
    )


def _shown(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number, scope = int(said["number"]), question.scope
    if not inquiries.sees_to(scope.services, scope.asker, number):
        return asked_form(question, said)
    return _picture(question, number, "shown")


def _excel(question: Question, said: re.Match[str]) -> Answer:
    return _picture(question, int(said["number"]), "shown", excel=True)


def _silent(question: Question, said: re.Match[str]) -> Answer:
    return _picture(question, int(said["number"]), "silent")


def _sent(question: Question, said: re.Match[str]) -> Answer:
    from handlers import voting  # noqa: PLC0415 - the days off are slow to load

    number = int(said["number"])
    count = voting.send_inquiry(*question.scope.let_go(), number)
    return _picture(question, number, "sent", count=count)


def _thrown(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number = int(said["number"])
    inquiries.throw_away(*question.scope.let_go(), number)
    return InquiryGoneAnswer(ids=(str(number),), subject="inquiries", number=number)


def _reminded(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number = int(said["number"])
    count = inquiries.remind_offices_silent(*question.scope.let_go(), number)
    return _picture(question, number, "reminded", count=count)


def _closed(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number = int(said["number"])
    inquiries.close_inquiry(*question.scope.let_go(), number)
    return _picture(question, number, "closed")


def _reopened(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number = int(said["number"])
    day = read_day(said["day"], question.scope.today) if said["day"] else None
    inquiries.reopen_inquiry(*question.scope.let_go(), number, day)
    return _picture(question, number, "reopened")


def _extended(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number, day = int(said["number"]), read_day(said["day"], question.scope.today)
    inquiries.extend_inquiry(*question.scope.let_go(), number, day)
    return _picture(question, number, "extended")


def _reworded(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number, at = int(said["number"]), int(said["at"] or 1)
    inquiries.reword_inquiry(*question.scope.let_go(), number, at, said["words"])
    return _picture(question, number, "reworded")


def _added(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number, asked = int(said["number"]), read_question(said["words"])
    inquiries.set_question(*question.scope.let_go(), number, 0, asked)
    return _picture(question, number, "drafted")


def _dropped(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number, at = int(said["number"]), int(said["at"])
    inquiries.remove_question(*question.scope.let_go(), number, at)
    return _picture(question, number, "drafted")


def _settled(question: Question, said: re.Match[str]) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    number, asker = int(said["number"]), question.scope.asker
    inquiries.settle_by_turn(
        *question.scope.let_go(),
        number,
        said["office"],
        int(said["turn"]),
        visit=said["visit"] or "",
    )
    if inquiries.sees_to(question.scope.services, asker, number):
        return _picture(question, number, "settled")
    form = inquiries.show_form(question.scope.services, asker, number, said["visit"] or "")
    return form_answer(form, "changed")


def _picture(
    question: Question, number: int, change: str, *, count: int = 0, excel: bool = False
) -> Answer:
    from handlers import inquiries  # noqa: PLC0415 - the days off are slow to load

    services, asker = question.scope.let_go()
    return InquiryPictureAnswer(
        ids=(str(number),),
        subject="inquiry",
        picture=inquiries.show_inquiry(services, asker, number),
        change=change,
        count=count,
        excel=excel,
    )


_DOES: Mapping[str, Callable[[Question, re.Match[str]], Answer]] = {
    "every": _every,
    "excel": _excel,
    "show": _shown,
    "silent": _silent,
    "send": _sent,
    "throw": _thrown,
    "remind": _reminded,
    "close": _closed,
    "reopen": _reopened,
    "extend": _extended,
    "reword": _reworded,
    "add": _added,
    "drop": _dropped,
    "settle": _settled,
    "ask": asked_form,
    "answer": answered_to,
}
