"""Mails that are set aside, as the handlers tell of them."""

from datetime import UTC, datetime

from handlers.answers import QuarantineAnswer, QuarantinedMail

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
QUARANTINED = (
    QuarantinedMail(7, "unknown_sender", MORNING, "granne@hemma.example", "avsluta nyhetsbrevet"),
    QuarantinedMail(6, "unconfirmed", MORNING, "ina@vast.example", "klart nyckeltal"),
    QuarantinedMail(5, "gave_up", MORNING),
)
PASSED_ON = QuarantinedMail(4, "meeting_words", MORNING, "lisa@hemma.example", "Vi kommer två")
ASKS_TIME = QuarantinedMail(3, "calendar_proposal", MORNING, "bo@vast.example", "vill ha en annan")
QUARANTINES = (
    QuarantineAnswer(),
    QuarantineAnswer(ids=("7", "6", "5"), mails=QUARANTINED),
    QuarantineAnswer(ids=("4", "3"), mails=(PASSED_ON, ASKS_TIME)),
    QuarantineAnswer(ids=("7",), mails=QUARANTINED[:1], change="released"),
    QuarantineAnswer(ids=("6",), mails=QUARANTINED[1:2], change="discarded"),
)
