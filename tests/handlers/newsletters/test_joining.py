"""Asking for the newsletter from outside: nobody gets it who has not confirmed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.contents import NewsletterJoin
from handlers.delivery import Delivery
from handlers.errors import Refusal
from handlers.invitations import clear_after_meetings
from handlers.newsletters import (
    KINDS,
    Audience,
    Choice,
    ask_to_join,
    choose_by_link,
    confirm_joining,
    joining_letter,
    joining_of,
    recipients,
)
from handlers.newsletters.joining import MOST_A_DAY, MOST_AN_HOUR
from storage.models import (
    Collaboration,
    EventLog,
    NewsletterChoice,
    NewsletterIssue,
    Notice,
    Person,
)
from tests.factories import add_collaboration, add_person
from tests.handlers.calendars import Desk
from tests.handlers.newsletters.archived import add_issue

EVA = "eva@hemma.example"


def guests(desk: Desk) -> list[Person]:
    with desk.services.database.session() as session:
        found = select(Person).where(Person.kind == "guest").order_by(Person.id)
        return list(session.scalars(found))


def choices(desk: Desk) -> list[str]:
    with desk.services.database.session() as session:
        return list(session.scalars(select(NewsletterChoice.choice)))


def deliver(desk: Desk) -> list[tuple[str, object]]:
    Delivery(desk.services, {"mail": desk.mail}, KINDS).deliver_due()
    return [(one.to.email, one.content) for one in desk.mail.sent]


def test_mail_goes_to_the_address_and_nobody_has_it_yet(desk: Desk) -> None:
    ask_to_join(desk.services, "jonkoping", f" {EVA.upper()} ")

    (guest,) = guests(desk)
    name = joining_letter(desk.services, "jonkoping")
    assert (guest.email, guest.name) == (EVA, "")
    assert deliver(desk) == [(EVA, NewsletterJoin(name, desk.collaboration_id))]
    assert joining_of(desk.services, guest.id, desk.collaboration_id).choice is Choice.NONE
    assert choices(desk) == []


def test_whoever_confirms_has_it_and_stays(desk: Desk) -> None:
    ask_to_join(desk.services, "jonkoping", EVA)
    (guest,) = guests(desk)

    confirm_joining(desk.services, guest.id, desk.collaboration_id)
    now = confirm_joining(desk.services, guest.id, desk.collaboration_id)
    desk.clock.move(timedelta(days=400))
    cleared = clear_after_meetings(desk.services)

    assert now.choice is Choice.MAIL
    assert (choices(desk), cleared) == (["mail"], 0)
    assert guests(desk)[0].email == EVA


def test_whoever_does_not_confirm_is_forgotten_after_a_week(desk: Desk) -> None:
    ask_to_join(desk.services, "jonkoping", EVA)
    (guest,) = guests(desk)

    desk.clock.move(timedelta(days=6, hours=23))
    early = clear_after_meetings(desk.services)
    desk.clock.move(timedelta(hours=2))
    late = clear_after_meetings(desk.services)

    assert (early, late) == (0, 1)
    assert guests(desk)[0].email is None
    with pytest.raises(Refusal, match="newsletter_join_old"):
        confirm_joining(desk.services, guest.id, desk.collaboration_id)
    assert choices(desk) == []


def test_whoever_leaves_again_is_forgotten_and_can_come_back(desk: Desk) -> None:
    ask_to_join(desk.services, "jonkoping", EVA)
    (guest,) = guests(desk)
    confirm_joining(desk.services, guest.id, desk.collaboration_id)
    choose_by_link(desk.services, guest.id, 0, Choice.NONE, "page")
    ask_to_join(desk.services, "jonkoping", EVA)

    before, anew = guests(desk)
    confirm_joining(desk.services, anew.id, desk.collaboration_id)

    assert (before.email, anew.email) == (None, EVA)
    assert choices(desk) == ["mail"]


def test_address_in_the_register_is_a_choice_and_nothing_else(desk: Desk) -> None:
    with desk.services.database.session() as session:
        email = str(session.get_one(Person, desk.contact_id).email)
    choose_by_link(desk.services, desk.contact_id, 0, Choice.NONE, "page")

    ask_to_join(desk.services, "jonkoping", email)
    confirm_joining(desk.services, desk.contact_id, desk.collaboration_id)

    assert guests(desk) == []
    assert choices(desk) == ["mail"]
    with desk.services.database.session() as session:
        assert session.get_one(Person, desk.contact_id).kind == "person"


def test_newsletter_of_a_member_is_that_of_its_umbrella(desk: Desk) -> None:
    with desk.services.database.write() as session:
        west = add_collaboration(session, "vast")
        add_collaboration(session, "halland", west)
        number = west.id

    ask_to_join(desk.services, "halland", EVA)

    assert guests(desk)[0].collaboration_id == number
    assert joining_letter(desk.services, "halland") == "Miljösamverkan Vast"


@pytest.mark.parametrize(
    "email", ["", "eva", "eva@", "eva @hemma.example", "a@b@c.example", "å" * 3000]
)
def test_what_is_no_address_is_refused(desk: Desk, email: str) -> None:
    with pytest.raises(Refusal, match="newsletter_email"):
        ask_to_join(desk.services, "jonkoping", email)

    assert guests(desk) == []


def test_unknown_newsletter_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="newsletter_not_public"):
        ask_to_join(desk.services, "ingen", EVA)
    with pytest.raises(Refusal, match="newsletter_not_public"):
        joining_letter(desk.services, "ingen")

    assert guests(desk) == []


def test_one_address_gets_no_more_than_a_few_mails_a_day(desk: Desk) -> None:
    for _ in range(MOST_A_DAY):
        desk.clock.move(timedelta(seconds=1))
        ask_to_join(desk.services, "jonkoping", EVA)

    with pytest.raises(Refusal, match="newsletter_join_often"):
        ask_to_join(desk.services, "jonkoping", EVA)

    assert len(deliver(desk)) == MOST_A_DAY
    desk.clock.move(timedelta(days=1))
    ask_to_join(desk.services, "jonkoping", EVA)


def test_program_that_asks_for_many_is_stopped(desk: Desk) -> None:
    for number in range(MOST_AN_HOUR):
        ask_to_join(desk.services, "jonkoping", f"nr{number}@hemma.example")

    with pytest.raises(Refusal, match="newsletter_join_busy"):
        ask_to_join(desk.services, "jonkoping", EVA)

    assert len(guests(desk)) == MOST_AN_HOUR


def test_log_and_outbox_hold_no_address(desk: Desk) -> None:
    ask_to_join(desk.services, "jonkoping", EVA)

    with desk.services.database.session() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        kept = [
            *((one.verb, one.record_key, one.details) for one in session.scalars(select(EventLog))),
            *((one.key, one.details) for one in session.scalars(select(Notice))),
        ]
        assert owner.key == "jonkoping"
    assert kept
    assert "eva" not in str(kept)


def test_somebody_of_another_collaboration_gets_what_they_asked_for(desk: Desk) -> None:
    with desk.services.database.write() as session:
        west = add_collaboration(session, "vast")
        wants = add_person(session, west, "Vera Väst").id
        add_person(session, west, "Bo Väst")
    usual = recipients_of(desk, Audience())
    confirm_joining(desk.services, wants, desk.collaboration_id)

    assert sorted(recipients_of(desk, Audience())) == sorted([*usual, wants])
    assert wants not in recipients_of(desk, Audience(roles=("coordinator",)))
    choose_by_link(desk.services, wants, add_issue(desk, 9), Choice.NONE, "page")
    assert recipients_of(desk, Audience()) == usual


def recipients_of(desk: Desk, audience: Audience) -> list[int]:
    """Return who gets an issue for an audience as of now."""
    with desk.services.database.session() as session:
        issue = NewsletterIssue(
            collaboration_id=desk.collaboration_id,
            audience={"roles": list(audience.roles)} if audience.roles else {},
        )
        return recipients(session, desk.services, issue)
