"""Mails that are set aside, as the handlers tell of them."""

from datetime import UTC, datetime

from handlers.answers import AsideMail, QuarantineAnswer

MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
ASIDE = (
    AsideMail(7, "unknown_sender", MORNING, "granne@hemma.example", "avsluta nyhetsbrevet"),
    AsideMail(6, "unconfirmed", MORNING, "ina@vast.example", "klart nyckeltal"),
    AsideMail(5, "gave_up", MORNING),
)
QUARANTINES = (
    QuarantineAnswer(),
    QuarantineAnswer(ids=("7", "6", "5"), mails=ASIDE),
    QuarantineAnswer(ids=("7",), mails=ASIDE[:1], change="released"),
    QuarantineAnswer(ids=("6",), mails=ASIDE[1:2], change="discarded"),
)
