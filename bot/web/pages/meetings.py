"""A meeting as its pages show it: what, when, where, and until when to answer."""

from datetime import date
from typing import Any

from bot.texts import text
from bot.texts.booked import meeting_name
from bot.texts.invited import about_lines, invitation_rows, join_link
from bot.texts.safe import clean
from handlers.contents import Invitation, MeetingLine


def meeting_shown(
    meeting: MeetingLine,
    about: str,
    answer_by: date | None,
    today: date,
    *,
    answer_by_label: str = "",
) -> dict[str, Any]:
    """Return what a page shows of a meeting; ``late`` where the last day to answer is past.

    In the words of the invitation, so that the page and the mail say the same; but for what the
    last day is for, where ``answer_by_label`` says that.
    """
    told = Invitation(
        meeting=meeting,
        uid=meeting.uid,
        sequence=0,
        about=about,
        answer_by=answer_by,
        cancelled=meeting.state == "cancelled",
    )
    return {
        "title": meeting_name(meeting),
        "owner": clean(meeting.collaboration),
        "rows": [(_named(label, answer_by_label), value) for label, value in invitation_rows(told)],
        "join": join_link(told),
        "about": about_lines(told),
        "late": answer_by is not None and answer_by < today,
    }


def _named(label: str, answer_by_label: str) -> str:
    return answer_by_label if answer_by_label and label == text("invite.answer_by") else label
