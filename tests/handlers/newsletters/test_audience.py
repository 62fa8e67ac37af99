"""Who is meant gets it once, however they are chosen; who has left gets none."""

from typing import Any

import pytest

from handlers.errors import Refusal
from handlers.newsletter_choices import digest_of
from handlers.newsletter_views import AudienceView, IssueState
from handlers.newsletters import (
    Audience,
    Which,
    approve,
    issue_view,
    new_issue,
    recipients,
    set_audience,
)
from storage.models import (
    Collaboration,
    EnvironmentalOffice,
    NewsletterChoice,
    NewsletterIssue,
    Person,
    SlackIdentity,
)
from tests.factories import add_collaboration, add_group, add_membership, add_person
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk

THIS = Which()


def begin(desk: Desk) -> None:
    new_issue(desk.services, desk.coordinator)


def person(desk: Desk, name: str, **values: Any) -> int:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        office = session.query(EnvironmentalOffice).first()
        return add_person(session, owner, name, office=office, **values).id


def group(desk: Desk, title: str, *people: int) -> int:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        made = add_group(session, owner, title)
        for one in people:
            add_membership(session, session.get_one(Person, one), owner, "member", group=made)
        return made.id


def says(desk: Desk, email: str, choice: str) -> None:
    with desk.services.database.write() as session:
        session.add(
            NewsletterChoice(
                collaboration_id=desk.collaboration_id, digest=digest_of(email), choice=choice,
                set_at=desk.clock.now, door="page",
            )
        )  # fmt: skip


def chosen(desk: Desk, **parts: Any) -> AudienceView:
    return set_audience(desk.services, desk.coordinator, THIS, Audience(**parts))


def reached(desk: Desk) -> list[int]:
    with desk.services.database.session() as session:
        view = issue_view(desk.services, desk.coordinator, THIS)
        issue = session.get_one(NewsletterIssue, view.id)
        return recipients(session, desk.services, issue)


def test_everybody_in_the_register_gets_it_unless_something_is_chosen(desk: Desk) -> None:
    begin(desk)
    role = person(desk, "Miljöchef Habo", kind="role")
    person(desk, "Gäst Ek", kind="guest")
    past = person(desk, "Per Al")
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        gone = session.get_one(Person, past)
        add_membership(
            session, gone, owner, "inspector", valid_to=desk.clock.now.date().replace(year=2026)
        )

    assert reached(desk) == sorted([desk.coordinator_id, desk.contact_id, role])


def test_person_in_two_audiences_gets_one(desk: Desk) -> None:
    begin(desk)
    both = person(desk, "Åsa Öberg", roles=("manager",), subject_areas=["Avlopp", "PFAS"])
    board = group(desk, "Styrgruppen", both)

    view = chosen(desk, groups=(board,), roles=("manager",), subjects=("avlopp",))

    assert reached(desk) == [both]
    assert (view.people, [one.name for one in view.parts]) == (
        1,
        ["Styrgruppen", "manager", "avlopp"],
    )


@pytest.mark.parametrize(
    "parts",
    [
        {"groups": (999_999,)},
        {"roles": ("emperor",)},
        {"counties": (999_999,)},
        {"subjects": tuple(map(str, range(51)))},
    ],
    ids=str,
)
def test_audience_that_is_not_there_is_refused(desk: Desk, parts: dict[str, Any]) -> None:
    begin(desk)

    with pytest.raises(Refusal) as refused:
        chosen(desk, **parts)

    assert refused.value.code in {"newsletter_audience_unknown", "newsletter_audience_large"}


def test_group_of_others_is_not_found(desk: Desk) -> None:
    begin(desk)
    with desk.services.database.write() as session:
        theirs = add_group(session, add_collaboration(session, "vast"), "Deras").id

    with pytest.raises(Refusal):
        chosen(desk, groups=(theirs,))


def test_choices_of_people_decide(desk: Desk) -> None:
    begin(desk)
    left = person(desk, "Lo Al")
    chats = person(desk, "Bo Ek")
    alone = person(desk, "Mo Ek")
    paused = person(desk, "Ro Ek", mail_paused_at=desk.clock.now)
    guest = person(desk, "Gäst Ek", kind="guest")
    with desk.services.database.write() as session:
        session.add(
            SlackIdentity(team="T1", slack_user="U1", person_id=chats, verified_at=desk.clock.now)
        )
    says(desk, "LO-AL@jonkoping.example", "none")
    says(desk, "bo-ek@jonkoping.example", "chat")
    # Who wants a summary in chat and is not there gets the mail.
    says(desk, "mo-ek@jonkoping.example", "chat")
    says(desk, "gäst-ek@jonkoping.example", "mail")

    view = chosen(desk)

    assert reached(desk) == sorted([desk.coordinator_id, desk.contact_id, alone, guest])
    assert (view.people, view.chat, view.left, view.lost) == (4, 1, 1, 1)
    assert not {left, chats, paused} & set(reached(desk))


def test_chosen_parts_leave_guests_out(desk: Desk) -> None:
    begin(desk)
    person(desk, "Gäst Ek", kind="guest")
    says(desk, "gäst-ek@jonkoping.example", "mail")

    chosen(desk, roles=("coordinator",))

    assert reached(desk) == [desk.coordinator_id]


def test_new_audience_takes_an_approval_back(desk: Desk) -> None:
    begin(desk)
    approve(desk.services, desk.coordinator, THIS, None)

    chosen(desk, roles=("coordinator",))
    assert issue_view(desk.services, desk.coordinator, THIS).state is IssueState.DRAFT
    approve(desk.services, desk.coordinator, THIS, None)
    chosen(desk, roles=("coordinator",))

    assert issue_view(desk.services, desk.coordinator, THIS).state is IssueState.APPROVED


def test_nobody_is_no_audience(desk: Desk) -> None:
    begin(desk)
    chosen(desk, roles=("politician",))

    with pytest.raises(Refusal) as refused:
        approve(desk.services, desk.coordinator, THIS, None)

    assert refused.value.code == "newsletter_nobody"


def test_view_asks_as_much_for_three_as_for_one(desk: Desk) -> None:
    begin(desk)
    issue_view(desk.services, desk.coordinator, THIS)

    with recorded_statements(desk.services.database) as one:
        issue_view(desk.services, desk.coordinator, THIS)
    person(desk, "Bo Ek", roles=("inspector",))
    person(desk, "Mo Ek", roles=("inspector",))
    with recorded_statements(desk.services.database) as three:
        issue_view(desk.services, desk.coordinator, THIS)

    assert len(one) == len(three)
