"""The page that says who comes to a meeting, and the same as a workbook.

Who holds the link must still be one of those who may see the list: it is asked for anew each time.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from starlette.responses import Response

from bot.texts import text, word
from bot.texts.attending import answered_words, blocks, filters
from bot.texts.booked import BETWEEN
from bot.texts.cards.meetings import list_columns, list_rows
from bot.texts.dates import hour_words, short_day
from bot.texts.planned import attendance_words
from bot.texts.safe import clean
from bot.web.attendance_links import AttendanceLink
from bot.web.pages.meetings import meeting_shown
from bot.web.pages.safety import HEADERS
from bot.web.pages.shell import Shell, Visit
from bot.web.signing import BadLink
from handlers.answers import Asker
from handlers.contents import MeetingLine
from handlers.invitations import EVERYBODY, Attendance, attendance
from handlers.people import asker_by_id, name_of
from handlers.ports import SWEDEN, Services

DOOR, SHOWN = "link", "visa"
# What each way of looking at the list is called in an address.
_NAMED: Mapping[str, str] = {
    "coming": "kommer",
    "remote": "digitalt",
    "tentative": "kanske",
    "silent": "inget-svar",
    "declined": "kommer-inte",
    "queued": "ko",
    "by_link": "via-lank",
}
_MEANT = {name: code for code, name in _NAMED.items()}


class AttendancePages:
    """Answer those who come by a link to the list of a meeting."""

    def __init__(self, services: Services, shell: Shell) -> None:
        self._services = services
        self._shell = shell

    def answer(self, visit: Visit) -> Response:
        """Show who comes, as far as a filter keeps them. There is no form: nothing changes."""
        link, asker = self._opened(visit)
        found = attendance(self._services, asker, link.number)
        chosen = _MEANT.get(visit.query.get(SHOWN, ""), EVERYBODY)
        return self._shell.page(
            "attendance.html",
            heading=self._heading(found.meeting),
            meeting=self._meeting(found),
            who=text("attending.of", name=clean(name_of(self._services, asker))),
            fetched=_moment(self._services.clock().astimezone(SWEDEN)),
            number=found.meeting.number,
            wishes=any(one.wishes for one in found.people),
            **self._list(found, chosen, link),
        )

    def file(self, visit: Visit) -> Response:
        """Return everybody as a workbook, without what they have wished for."""
        link, asker = self._opened(visit)
        found = attendance(self._services, asker, link.number)
        from bot.documents.lists import list_file  # noqa: PLC0415 - slow to load

        made = list_file(text("planned.list_file"), list_columns(), list_rows(found.people))
        named = {"Content-Disposition": f'attachment; filename="{made.name}"'}
        return Response(made.content, headers={**HEADERS, **named}, media_type=made.kind)

    def _opened(self, visit: Visit) -> tuple[AttendanceLink, Asker]:
        link = self._shell.links.attendances.read(visit.token)
        asker = asker_by_id(self._services, link.person_id, DOOR)
        if asker is None:
            raise BadLink("attendance_old")
        return link, asker

    def _list(self, found: Attendance, chosen: str, link: AttendanceLink) -> dict[str, Any]:
        links, people = self._shell.links.attendances, found.people
        path = links.path(link)
        offices, missing = answered_words(people)
        ways, shown = filters(people, chosen), blocks(people, chosen)
        return {
            "invited": bool(people),
            "counted": attendance_words(found).split(BETWEEN),
            "offices": offices,
            "missing": missing,
            "here": _address(path, chosen),
            "file": links.file_path(link),
            "filters": [(one, _address(path, one.code)) for one in ways],
            "title": next(one.label for one in ways if one.chosen),
            "blocks": shown,
            # A column in which nobody's row says anything is left out.
            "besides": any(row.besides for block in shown for row in block.rows),
        }

    def _heading(self, meeting: MeetingLine) -> str:
        ahead = meeting.state == "booked" and meeting.last >= self._services.today()
        return text("attending.heading") if ahead else word("page_over", meeting.state)

    def _meeting(self, found: Attendance) -> dict[str, Any]:
        # How one takes part at a distance is for those who are invited.
        return {**meeting_shown(found.meeting, "", None, self._services.today()), "join": ""}


def _address(path: str, code: str) -> str:
    return path if code == EVERYBODY else f"{path}?{SHOWN}={_NAMED[code]}"


def _moment(now: datetime) -> str:
    return text("attending.fetched", day=short_day(now.date()), time=hour_words(now.time()))
