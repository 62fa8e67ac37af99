"""Mails are kept before anything else, taken by one at a time, and settled once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.incoming import (
    LEASE,
    MOST_ATTEMPTS,
    MailState,
    Origin,
    Taken,
    keep,
    settle,
    take,
)
from handlers.ports import Services
from storage.models import IncomingMail
from tests.fakes import FixedClock

INBOX = Origin("inbox", 1, 7)


def brought(services: Services, digest: str = "a", origin: Origin = INBOX) -> bool:
    return keep(services, origin, f"Subject: {digest}\r\n\r\n".encode(), digest)


def taken(services: Services) -> Taken:
    found = take(services)
    assert found is not None
    return found


def states(services: Services) -> list[tuple[str, str]]:
    with services.database.session() as session:
        rows = session.scalars(select(IncomingMail).order_by(IncomingMail.id))
        return [(row.state, row.reason) for row in rows]


def later(services: Services, by: timedelta) -> None:
    assert isinstance(services.clock, FixedClock)
    services.clock.move(by)


@pytest.mark.parametrize(
    ("digest", "origin"),
    [("a", INBOX), ("a", Origin("inbox", 2, 1)), ("a", Origin("pipe")), ("b", INBOX)],
)
def test_mail_that_comes_again_is_kept_once(
    services: Services, digest: str, origin: Origin
) -> None:
    first = brought(services)

    again = brought(services, digest, origin)

    assert (first, again) == (True, False)
    assert states(services) == [("stored", "")]


def test_mails_handed_over_by_a_program_have_no_place_to_share(services: Services) -> None:
    assert [brought(services, digest, Origin("pipe")) for digest in "ab"] == [True, True]


def test_mails_are_taken_in_their_order_as_they_came(services: Services) -> None:
    for uid, digest in enumerate("ab", 1):
        brought(services, digest, Origin("inbox", 1, uid))

    raws = [taken(services).raw for _ in "ab"]

    assert raws == [b"Subject: a\r\n\r\n", b"Subject: b\r\n\r\n"]
    assert take(services) is None


def test_mail_that_was_settled_is_taken_no_more(services: Services) -> None:
    brought(services)
    mail = taken(services)

    settled = settle(services, mail, MailState.SILENT, "bounce")
    later(services, LEASE * 2)

    assert settled
    assert take(services) is None
    assert states(services) == [("silent", "bounce")]
    assert not brought(services)


def test_mail_is_taken_anew_by_somebody_else_when_its_lease_has_ended(services: Services) -> None:
    brought(services)
    first = taken(services)
    nobody = take(services)
    later(services, LEASE)

    second = taken(services)

    assert nobody is None
    assert (first.attempt, second.attempt) == (1, 2)
    # Whoever slept does not undo what the other did.
    assert settle(services, second, MailState.ANSWERED)
    assert not settle(services, first, MailState.SILENT, "bounce")
    assert states(services) == [("answered", "")]


def test_mail_that_brings_down_whoever_takes_it_is_set_aside_for_the_others(
    services: Services,
) -> None:
    brought(services)
    for _ in range(MOST_ATTEMPTS):
        taken(services)
        later(services, LEASE)
    brought(services, "b", Origin("inbox", 1, 8))

    mail = taken(services)

    assert mail.raw == b"Subject: b\r\n\r\n"
    assert states(services) == [("quarantined", "gave_up"), ("stored", "")]


def test_those_who_take_at_once_take_different_mails(services: Services) -> None:
    for uid in range(8):
        brought(services, str(uid), Origin("inbox", 1, uid))

    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: take(services), range(8)))

    numbers = {mail.number for mail in found if mail is not None}
    # Who found a row that another had locked may have gone away with nothing: it waits.
    while (mail := take(services)) is not None:
        assert mail.number not in numbers
        numbers.add(mail.number)
    assert len(numbers) == 8
    assert {mail.attempt for mail in found if mail is not None} == {1}
