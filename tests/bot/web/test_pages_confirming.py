"""Confirming a mail that came in somebody's name, on a page of its own."""

from datetime import timedelta

import pytest

from handlers.incoming import (
    CONFIRMED_WITHIN,
    UNCONFIRMED,
    MailState,
    Origin,
    Trust,
    Verdict,
    keep,
    settle,
    take,
)
from handlers.ports import Services
from storage.models import EventLog, IncomingMail
from tests.bot.web.visiting import Site

# The handlers are tried on both kinds of database; what stands on a page is the same.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

ASKED = "klart nyckeltal <b>åt</b> Habo"


def quarantine(
    services: Services, person_id: int, asked: str = ASKED, reason: str = UNCONFIRMED
) -> int:
    """Let a mail come in somebody's name, and return its number."""
    keep(services, Origin("pipe"), b"raw", reason)
    mail = take(services)
    assert mail is not None
    verdict = Verdict(
        state=MailState.QUARANTINED,
        reason=reason,
        person_id=person_id,
        shown={"sender": "kim@vast.example", "subject": asked},
    )
    settle(services, mail, verdict)
    return mail.number


def quarantined_at(site: Site, reason: str = UNCONFIRMED) -> int:
    return quarantine(site.desk.services, site.desk.contact_id, reason=reason)


def state(site: Site, number: int) -> tuple[str, str]:
    with site.desk.services.database.session() as session:
        row = session.get_one(IncomingMail, number)
        return row.state, row.trust


def test_page_shows_what_was_asked_and_does_nothing(site: Site) -> None:
    number = quarantined_at(site)

    page = site.look(site.links.confirm(number))

    assert page.h1 == "Är det här mejlet från dig?"
    assert ASKED in page.text
    assert "kim@vast.example" not in page.text
    assert state(site, number) == ("quarantined", "")


def test_mail_is_let_through_once_however_often_the_form_is_sent(site: Site) -> None:
    number = quarantined_at(site)
    address = site.links.confirm(number)

    page = site.send(address)
    again = site.send(address)

    assert (page.h1, again.h1) == ("Tack, mejlet är bekräftat",) * 2
    assert state(site, number) == ("stored", Trust.CONFIRMED)
    with site.desk.services.database.session() as session:
        logged = [
            (one.verb, one.actor_id, one.door, one.record_key)
            for one in session.query(EventLog).filter(EventLog.record_kind == "mail")
        ]
    assert logged == [("mail_confirmed", site.desk.contact_id, "link", str(number))]


@pytest.mark.parametrize("reason", ["unknown_sender", "gave_up"])
def test_what_a_coordinator_has_to_look_at_is_nobodys_to_confirm(site: Site, reason: str) -> None:
    number = quarantined_at(site, reason)

    page = site.refused(site.links.confirm(number), status=410)

    assert page.h1 == "Mejlet väntar inte längre"
    assert state(site, number) == ("quarantined", "")


def test_old_mail_is_not_acted_on(site: Site) -> None:
    number = quarantined_at(site)
    address = site.links.confirm(number)
    site.desk.clock.move(CONFIRMED_WITHIN + timedelta(minutes=1))

    page = site.refused(address, status=410)

    assert page.h1 == "Länken gäller inte längre"
    assert state(site, number) == ("quarantined", "")


def test_link_that_nobody_was_given_opens_nothing(site: Site) -> None:
    made_up = site.links.confirm(quarantined_at(site))[:-1] + "x"

    assert site.refused(made_up, status=404).h1 == "Länken går inte att öppna"
    assert site.refused(site.links.confirm(4711), status=410).h1 == "Mejlet väntar inte längre"
