"""Reminding the silent, closing, another day, another wording; and the lists."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from handlers.contents import InquiryNotice, InquiryResult
from handlers.inquiries import (
    close_inquiry,
    extend_inquiry,
    inquiries,
    my_inquiries,
    remind_offices_silent,
    reopen_inquiry,
    reword_inquiry,
    show_inquiry,
)
from handlers.inquiry_views import Given, InquiryQuestion, InquiryState, Unit
from storage.models import Collaboration, Membership
from tests.factories import add_membership, add_office, add_person
from tests.fakes import recorded_statements
from tests.handlers.inquiries.conftest import HOW_MANY, LAST, NO, YES, Asking, refused


def told_on(asking: Asking, *days: date) -> list[tuple[date, list[tuple[str, str]]]]:
    found = []
    for day in days:
        asking.on(day)
        found.append((day, asking.told_of()))
    return found


def test_silent_are_reminded_twice_and_then_the_asker_is_told(asking: Asking) -> None:
    asking.sent()
    asking.deliver()
    days = [date(2027, 1, day) for day in (21, 22, 25, 27, 28)]

    told = told_on(asking, *days, date(2027, 2, 1), date(2027, 2, 2))

    assert told == [
        (days[0], []),
        (days[1], [("Kaj", "reminded"), ("Kim", "reminded")]),
        (days[2], []),
        (days[3], [("Kaj", "reminded"), ("Kim", "reminded")]),
        (days[4], []),
        (date(2027, 2, 1), [("Sam", "inquiry_over")]),
        (date(2027, 2, 2), []),
    ]


def test_whoever_has_answered_is_not_reminded(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()
    asking.answer("Kim", number, YES)

    assert told_on(asking, date(2027, 1, 22)) == [(date(2027, 1, 22), [("Kaj", "reminded")])]


def test_whoever_speaks_for_the_office_now_is_reminded(asking: Asking) -> None:
    asking.sent()
    asking.deliver()
    with asking.desk.services.database.write() as session:
        owner = session.get_one(Collaboration, asking.desk.collaboration_id)
        held = session.scalars(select(Membership).filter_by(person_id=asking.people["Kim"])).one()
        session.delete(held)
        add_membership(session, held.person, owner, "inspector")

    told = told_on(asking, date(2027, 1, 22))

    assert told == [(date(2027, 1, 22), [("Kaj", "reminded"), ("Mia", "reminded")])]


def test_reminder_that_nobody_needs_any_more_is_not_sent(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()
    remind_offices_silent(asking.desk.services, asking.desk.coordinator, number)
    asking.answer("Kim", number, YES)

    asking.deliver()

    assert asking.told_of() == [("Kaj", "reminded")]


def test_asking_by_hand_reminds_once_a_day(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()

    counts = [
        remind_offices_silent(asking.desk.services, asking.desk.coordinator, number)
        for _ in range(2)
    ]

    assert counts == [2, 0]


def test_closing_tells_the_result_without_who_wrote_what(asking: Asking) -> None:
    number = asking.sent(InquiryQuestion(text="Varför?"), tells_result=True)
    asking.deliver()
    asking.answer("Kim", number, Given(("Bara för att",)))

    for _ in range(2):
        close_inquiry(asking.desk.services, asking.desk.coordinator, number)
    asking.deliver()

    assert asking.told_of() == [("Kaj", "InquiryResult"), ("Kim", "InquiryResult")]
    content = asking.told[0].content
    assert isinstance(content, InquiryResult)
    assert (content.line.answered, content.tallies[0].answered, content.tallies[0].words) == (
        1, 1, (),
    )  # fmt: skip


def test_closing_tells_nobody_where_that_was_not_promised(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()

    close_inquiry(asking.desk.services, asking.desk.coordinator, number)

    assert asking.deliver() == []


def test_reopening_asks_the_silent_again(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()
    asking.answer("Kim", number, YES)
    services, sam = asking.desk.services, asking.desk.coordinator
    close_inquiry(services, sam, number)

    for _ in range(2):
        reopen_inquiry(services, sam, number, date(2027, 2, 12))
    asking.deliver()

    assert asking.told_of() == [("Kaj", "reopened")]
    assert asking.picture(number).line.answer_by == date(2027, 2, 12)
    asking.answer("Kaj", number, NO)


def test_another_day_is_told_to_the_silent_and_moves_the_reminders(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()

    extend_inquiry(asking.desk.services, asking.desk.coordinator, number, date(2027, 2, 12))
    asking.deliver()

    assert asking.told_of() == [("Kaj", "extended"), ("Kim", "extended")]
    assert told_on(asking, date(2027, 1, 22), date(2027, 2, 5)) == [
        (date(2027, 1, 22), []),
        (date(2027, 2, 5), [("Kaj", "reminded"), ("Kim", "reminded")]),
    ]


def test_another_day_before_anything_was_sent_is_told_once(asking: Asking) -> None:
    number = asking.sent()

    extend_inquiry(asking.desk.services, asking.desk.coordinator, number, date(2027, 2, 12))
    asking.deliver()

    assert asking.told_of() == [("Kaj", "asked"), ("Kim", "asked")]
    contents = [one.content for one in asking.told]
    assert {one.form.answer_by for one in contents if isinstance(one, InquiryNotice)} == {
        date(2027, 2, 12)
    }


def test_wording_is_changed_until_somebody_has_answered(asking: Asking) -> None:
    number = asking.sent()
    asking.deliver()
    services, sam = asking.desk.services, asking.desk.coordinator

    reword_inquiry(services, sam, number, 1, "Har ni egna provtagare i år?")
    asking.deliver()
    asking.answer("Kim", number, YES)
    code = refused(reword_inquiry, services, sam, number, 1, "Har ni?")

    assert (asking.told_of(), code) == (
        [("Kaj", "reworded"), ("Kim", "reworded")], "inquiry_answered",
    )  # fmt: skip


def test_what_is_closed_or_not_sent_is_left_alone(asking: Asking) -> None:
    services, sam = asking.desk.services, asking.desk.coordinator
    number = asking.sent()
    close_inquiry(services, sam, number)

    codes = {
        refused(remind_offices_silent, services, sam, number),
        refused(extend_inquiry, services, sam, number, date(2027, 2, 12)),
        refused(reword_inquiry, services, sam, number, 1, "Ny?"),
    }

    assert codes == {"inquiry_closed"}


@pytest.mark.parametrize(
    "act",
    [
        remind_offices_silent,
        close_inquiry,
        reopen_inquiry,
        partial(extend_inquiry, answer_by=date(2027, 2, 12)),
        partial(reword_inquiry, at=1, words="Ny?"),
        show_inquiry,
    ],
)
def test_only_whoever_sees_to_inquiries_does_so(asking: Asking, act: Any) -> None:
    number = asking.sent()

    assert refused(act, asking.desk.services, asking.desk.contact, number) == "not_allowed"


def test_lists_tell_what_is_to_be_answered_and_what_stands(asking: Asking) -> None:
    first, second = asking.sent(), asking.sent(title="Andra", answer_by=date(2027, 1, 20))
    asking.answer("Kim", first, YES)
    services = asking.desk.services

    mine = my_inquiries(services, asking.desk.contact)
    every = inquiries(services, asking.desk.coordinator)

    assert [(one.number, one.answered) for one in mine] == [(second, 0), (first, 1)]
    assert [(one.number, one.asked, one.answered, one.state) for one in every] == [
        (second, 2, 0, InquiryState.OPEN),
        (first, 2, 1, InquiryState.OPEN),
    ]
    assert my_inquiries(services, asking.asker("Ina")) == ()


def statements(asking: Asking, act: Any) -> int:
    with recorded_statements(asking.desk.services.database) as heard:
        act()
    return len(heard)


def test_lists_ask_the_database_as_often_for_one_as_for_three(asking: Asking) -> None:
    services, desk = asking.desk.services, asking.desk
    number = asking.sent()
    asking.answer("Kim", number, YES)
    acts = (
        lambda: inquiries(services, desk.coordinator),
        lambda: my_inquiries(services, desk.contact),
        lambda: show_inquiry(services, desk.coordinator, number),
    )
    for act in acts:
        act()
    one = [statements(asking, act) for act in acts]

    for title in ("Andra", "Tredje"):
        asking.answer("Kim", asking.sent(title=title), YES)
    with services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        more = add_office(session, owner, "Tranås")
        add_person(session, owner, "Tor Tran", roles=("contact_person",), office=more)
    asking.answer("Kaj", number, NO)

    assert [statements(asking, act) for act in acts] == one


def test_numbers_of_a_question_are_taken_together(asking: Asking) -> None:
    number = asking.sent(HOW_MANY)
    asking.answer("Kim", number, Given(("2",)))
    asking.answer("Kaj", number, Given(("14.5",)))

    (tally,) = asking.picture(number).tallies

    assert (sorted(tally.numbers), tally.answered) == ([2.0, 14.5], 2)


def test_unit_of_visit_is_reminded_as_long_as_nothing_is_told(asking: Asking) -> None:
    number = asking.sent(unit=Unit.VISIT)
    asking.deliver()
    asking.answer("Kim", number, YES, visit="Macken")

    assert told_on(asking, date(2027, 1, 22)) == [(date(2027, 1, 22), [("Kaj", "reminded")])]
    assert asking.picture(number).line.answer_by == LAST
