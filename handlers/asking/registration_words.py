"""Registration in words: "öppna anmälan till chefsmötet", "stäng anmälan till chefsmötet"."""

import re

from handlers.access import Information, may
from handlers.answers import Answer, RegistrationAnswer
from handlers.asking.meeting_words import meetings_meant
from handlers.asking.orders import order_text
from handlers.asking.question import Question
from handlers.errors import Refusal

_TO = r"(?:en |upp )?anmälan? (?:till|för) (?:det bokade )?(?:mötet |möte (?!\d))?(?P<what>\S.*)"
_OPEN = re.compile(
    rf"(?:öppna|starta|visa länken till):? {_TO}|(?:ge mig )?(?:en )?anmälningslänk(?:en)? "
    r"(?:till|för) (?:mötet )?(?P<whose>\S.*)",
    re.IGNORECASE,
)
_LONGEST_SAID = 100
_CLOSE = re.compile(rf"(?:stänga?|avsluta):? {_TO}", re.IGNORECASE)


def open_up(question: Question) -> Answer | None:
    """Let people register for a meeting, and show its link; opened already, the link alone."""
    said = _OPEN.fullmatch(order_text(question))
    what = (said["what"] or said["whose"]) if said else ""
    return _answered(question, what, opened=True)


def close(question: Question) -> Answer | None:
    """Let nobody register for a meeting any more."""
    said = _CLOSE.fullmatch(order_text(question))
    return _answered(question, said["what"] if said else "", opened=False)


def _answered(question: Question, what: str, *, opened: bool) -> Answer | None:
    found = meetings_meant(question, what, explicit=True) if what else None
    if found is None:
        if what and may(question.scope.asker, Information.CALENDAR):
            raise Refusal("no_such_meeting", said=what[:_LONGEST_SAID])
        return None
    if len(found.meetings) > 1:
        verb = "öppna" if opened else "stäng"
        return found.which(lambda name: f"{verb} anmälan till {name}")
    from handlers import invitations  # noqa: PLC0415 - slow to load

    act = invitations.open_registration if opened else invitations.close_registration
    services, asker = question.scope.let_go()
    now = act(services, asker, found.meetings[0].number)
    meeting, registration = now.meeting, now.registration
    address = ""
    if registration is not None:
        address = services.addresses.registration(meeting.number, registration)
    return RegistrationAnswer(ids=(meeting.rule,), meeting=meeting, opened=opened, address=address)
