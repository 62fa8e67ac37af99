"""Mails that are set aside, as the handlers tell of them."""

from datetime import UTC, datetime

from handlers.answers import QuarantineAnswer, QuarantinedMail

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
QUARANTINED = (
    QuarantinedMail(7, "unknown_sender", MORNING, "granne@hemma.example", "avsluta nyhetsbrevet"),
    QuarantinedMail(6, "unconfirmed", MORNING, "ina@vast.example", "klart nyckeltal"),
    QuarantinedMail(5, "gave_up", MORNING),
)
QUARANTINES = (
    QuarantineAnswer(),
    QuarantineAnswer(ids=("7", "6", "5"), mails=QUARANTINED),
    QuarantineAnswer(ids=("7",), mails=QUARANTINED[:1], change="released"),
    QuarantineAnswer(ids=("6",), mails=QUARANTINED[1:2], change="discarded"),
)
