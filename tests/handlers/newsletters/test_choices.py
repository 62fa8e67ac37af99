"""What people have said of newsletters: it is the address's, whatever becomes of the person."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import select, update

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.imports import apply_import, plan_import
from handlers.newsletter_choices import chosen, digest_of, left
from handlers.newsletters import (
    Choice,
    choice_by_link,
    choice_of,
    choose,
    choose_by_link,
)
from handlers.ports import Services
from storage.indexes import families
from storage.models import (
    Collaboration,
    EventLog,
    Invitee,
    Meeting,
    NewsletterChoice,
    NewsletterIssue,
    Person,
    SlackIdentity,
)
from tests.factories import add_collaboration, add_person
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk
from tests.handlers.imports.makers import collaboration, table

EVA = "eva@habo.example"


def said(services: Services) -> list[tuple[str, str, int | None]]:
    """Return what is kept: the choice, the door, and who said it for them."""
    with services.database.session() as session:
        rows = session.scalars(select(NewsletterChoice).order_by(NewsletterChoice.id))
        return [(one.choice, one.door, one.set_by_id) for one in rows]


def log(services: Services) -> list[tuple[str, int | None, str, object]]:
    with services.database.session() as session:
        rows = session.scalars(select(EventLog).order_by(EventLog.id))
        return [(one.verb, one.actor_id, one.door, one.details.get("choice")) for one in rows]


def add_guest(desk: Desk, email: str = EVA) -> int:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        return add_person(session, owner, "Eva Ek", kind="guest", key="guest-1", email=email).id


def add_issue(desk: Desk, collaboration_id: int | None = None) -> int:
    with desk.services.database.write() as session:
        issue = NewsletterIssue(
            collaboration_id=collaboration_id or desk.collaboration_id,
            year=2027,
            number=1,
            subject="Nytt",
            created_at=desk.clock.now,
        )
        session.add(issue)
        session.flush()
        return issue.id


def link_account(desk: Desk, person_id: int) -> None:
    with desk.services.database.write() as session:
        account = {"team": "T1", "slack_user": f"U{person_id}", "person_id": person_id}
        session.add(SlackIdentity(**account, verified_at=desk.clock.now))


def test_register_gets_it_by_mail_until_something_else_is_said(desk: Desk) -> None:
    now = choice_of(desk.services, desk.contact)

    assert (now.choice, now.can_chat, now.gone) == (Choice.MAIL, False, False)
    assert (now.key, now.name) == ("jonkoping", "Kim Kontakt")
    assert said(desk.services) == []


def test_what_is_said_is_kept_once_with_its_event(desk: Desk) -> None:
    for choice in (Choice.NONE, Choice.NONE, Choice.MAIL, Choice.MAIL):
        assert choose(desk.services, desk.contact, choice).choice is choice

    assert said(desk.services) == [("mail", "slack", None)]
    assert log(desk.services) == [
        ("newsletter_chosen", desk.contact_id, "slack", "none"),
        ("newsletter_chosen", desk.contact_id, "slack", "mail"),
    ]


def test_summary_in_chat_is_for_who_is_known_there(desk: Desk) -> None:
    with pytest.raises(Refusal, match="newsletter_no_chat"):
        choose(desk.services, desk.contact, Choice.CHAT)
    before = said(desk.services)
    link_account(desk, desk.contact_id)

    now = choose(desk.services, desk.contact, Choice.CHAT)

    assert before == []
    assert (now.choice, now.can_chat) == (Choice.CHAT, True)


def test_who_has_no_address_is_told_so(desk: Desk) -> None:
    with desk.services.database.write() as session:
        session.execute(update(Person).where(Person.id == desk.contact_id).values(email=None))

    with pytest.raises(Refusal, match="newsletter_no_address"):
        choose(desk.services, desk.contact, Choice.MAIL)

    assert choose(desk.services, desk.contact, Choice.NONE).gone
    assert said(desk.services) == []


def test_stranger_says_nothing_of_it(desk: Desk) -> None:
    for ask in (choice_of, partial(choose, choice=Choice.NONE)):
        with pytest.raises(Refusal, match="not_known_yet"):
            ask(desk.services, Asker("jonkoping"))

    assert said(desk.services) == []


def test_link_in_an_issue_is_about_the_family_that_sent_it(desk: Desk) -> None:
    with desk.services.database.write() as session:
        west = add_collaboration(session, "vast")
        member = add_collaboration(session, "halland", west)
        ids = west.id, member.id
    issue = add_issue(desk, ids[1])

    now = choose_by_link(desk.services, desk.contact_id, issue, Choice.NONE, "page")

    assert (now.key, now.choice) == ("vast", Choice.NONE)
    assert choice_of(desk.services, desk.contact).choice is Choice.MAIL
    assert choice_by_link(desk.services, desk.contact_id, add_issue(desk)).choice is Choice.MAIL
    with desk.services.database.session() as session:
        assert session.scalars(select(NewsletterChoice.collaboration_id)).all() == [ids[0]]


def test_link_of_an_issue_that_is_no_more_is_about_the_persons_own(desk: Desk) -> None:
    now = choose_by_link(desk.services, desk.contact_id, 4711, Choice.NONE, "one_click")

    assert (now.key, now.choice) == ("jonkoping", Choice.NONE)
    assert said(desk.services) == [("none", "one_click", None)]


def test_link_of_nobody_is_refused(desk: Desk) -> None:
    with pytest.raises(Refusal, match="link_broken"):
        choose_by_link(desk.services, 4711, add_issue(desk), Choice.NONE, "page")


def test_link_of_who_has_been_erased_changes_nothing(desk: Desk) -> None:
    with desk.services.database.write() as session:
        session.execute(update(Person).where(Person.id == desk.contact_id).values(email=None))

    now = choose_by_link(desk.services, desk.contact_id, add_issue(desk), Choice.MAIL, "page")

    assert (now.gone, now.choice) == (True, Choice.NONE)
    assert (said(desk.services), log(desk.services)) == ([], [])


def test_guest_who_is_there_for_the_newsletter_alone_is_erased_and_stays_away(desk: Desk) -> None:
    number = add_guest(desk)
    guest = Asker("", number, door="mail", guest=True)
    before = choice_of(desk.services, guest).choice
    choose(desk.services, guest, Choice.MAIL)

    now = choose(desk.services, guest, Choice.NONE)

    assert (before, now.choice, now.key) == (Choice.NONE, Choice.NONE, "jonkoping")
    with desk.services.database.session() as session:
        row = session.get_one(Person, number)
        assert (row.email, row.name) == (None, "")
        assert left(session, families(session)[0], [EVA]) == {EVA}
    verbs = [(verb, actor) for verb, actor, *_ in log(desk.services)]
    assert verbs == [
        ("newsletter_chosen", number), ("newsletter_chosen", number), ("guest_erased", None),
    ]  # fmt: skip


def test_guest_of_a_meeting_is_kept_when_the_newsletter_ends(desk: Desk) -> None:
    number = add_guest(desk)
    day = desk.services.today()
    with desk.services.database.write() as session:
        shared = {"collaboration_id": desk.collaboration_id}
        meeting = Meeting(**shared, title="Kurs", first=day, last=day, created_at=desk.clock.now)
        session.add(meeting)
        session.flush()
        row = {"meeting_id": meeting.id, "person_id": number, "invited_at": desk.clock.now}
        session.add(Invitee(**shared, **row))

    choose(desk.services, Asker("", number, door="mail", guest=True), Choice.NONE)

    with desk.services.database.session() as session:
        assert session.get_one(Person, number).email == EVA


def test_choice_is_found_whoever_has_the_address_now(desk: Desk) -> None:
    choose(desk.services, desk.contact, Choice.NONE)
    with desk.services.database.write() as session:
        person = session.get_one(Person, desk.contact_id)
        address, person.email = str(person.email), None
        session.flush()
        owner = session.get_one(Collaboration, desk.collaboration_id)
        anew = add_person(session, owner, "Ny Rad", email=address).id

    now = choice_of(desk.services, Asker("jonkoping", anew, door="slack"))

    assert now.choice is Choice.NONE


def test_whoever_has_left_stays_so_when_the_register_is_read_in_anew(services: Services) -> None:
    sources = collaboration(), table("Namn | Mejl", f"Eva Ek | {EVA}", "Bo Ask | bo@habo.example")

    def bring_in() -> None:
        apply_import(services, plan_import(services, sources, None), "terminal")

    bring_in()
    with services.database.session() as session:
        eva = session.scalars(select(Person).filter_by(email=EVA)).one()
        asker = Asker(session.get_one(Collaboration, eva.collaboration_id).key, eva.id)
    choose(services, asker, Choice.NONE)
    bring_in()
    with services.database.write() as session:
        gone = update(Person).where(Person.id == asker.person_id)
        session.execute(gone.values(email=None, name="", sort_key="", key="borta"))

    bring_in()

    with services.database.session() as session:
        anew = session.scalars(select(Person).filter_by(email=EVA)).one()
        addresses = [EVA, "bo@habo.example"]
        assert anew.id != asker.person_id
        assert left(session, families(session)[0], addresses) == {EVA}


def test_what_is_said_is_told_of_many_with_one_question(desk: Desk) -> None:
    choose(desk.services, desk.contact, Choice.NONE)
    with desk.services.database.session() as session:
        email = str(session.get_one(Person, desk.contact_id).email)
    counts = []

    for many in (1, 3, 1000):
        addresses = [email.upper(), *(f"nr{number}@habo.example" for number in range(many))]
        with (
            desk.services.database.session() as session,
            recorded_statements(desk.services.database) as asked,
        ):
            found = chosen(session, desk.collaboration_id, addresses)
        counts.append(len(asked))
        assert found == {email.upper(): Choice.NONE}

    assert counts == [1, 1, 1]


def test_address_is_kept_as_a_digest_of_its_letters_whatever_their_case(desk: Desk) -> None:
    choose(desk.services, desk.contact, Choice.NONE)

    with desk.services.database.session() as session:
        kept = session.scalars(select(NewsletterChoice.digest)).one()

    assert kept == digest_of("Kim-Kontakt@JONKOPING.example")
    assert (len(kept), "kim" in kept) == (64, False)


def test_two_at_once_leave_one_choice(desk: Desk) -> None:
    wishes = [Choice.NONE, Choice.MAIL] * 3

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(partial(choose, desk.services, desk.contact), wishes))

    kept = said(desk.services)
    assert len(kept) == 1
    assert kept[0][0] == log(desk.services)[-1][3]
