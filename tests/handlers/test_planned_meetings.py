"""Meetings that somebody plans: made, changed, given terms, shown to whom they are for, copied."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from handlers.answers import Asker
from handlers.coming import to_book
from handlers.errors import Refusal
from handlers.invitations import (
    Circle,
    Whom,
    circles,
    coming_meetings,
    my_meetings,
    named,
    people_named,
    preview,
    send_invitation,
    uninvite,
)
from handlers.meetings import (
    Booking,
    Plan,
    Planned,
    Terms,
    change_meeting,
    count_as,
    may_count_as,
    next_time,
    plan_meeting,
    set_terms,
    show_planned,
)
from handlers.ports import Services
from storage.models import Collaboration, Person, SlackIdentity
from tests.factories import add_group, add_membership, add_person
from tests.handlers.calendars import Desk, open_desk
from tests.handlers.invitations.conftest import refused

DAY = date(2027, 4, 20)
PLAN = Plan(
    title="Chefsmöte våren",
    booking=Booking(first=DAY, starts=time(9), ends=time(12), place="Borås"),
    about="1. Inledning\n2. Tillsynsplan",
    answer_by=date(2027, 4, 1),
    whom=Whom(roles=("manager",), groups=("styrgrupp",)),
)


@pytest.fixture
def desk(services: Services) -> Desk:
    made = open_desk(services)
    with made.services.database.write() as session:
        owner = session.get_one(Collaboration, made.collaboration_id)
        add_person(session, owner, "Ann Ask", roles=("manager",))
        paused = add_person(session, owner, "Bo Bark", roles=("manager",))
        add_person(session, owner, "Disa Dal", roles=("manager",), email=None)
        guest = add_person(session, owner, "Gäst Person")
        guest.kind = "guest"
        paused.mail_paused_at = made.clock.now
        board = add_group(session, owner, "Styrgrupp", key="styrgrupp")
        add_membership(
            session, add_person(session, owner, "Cia Cullen"), owner, "member", group=board
        )
    return made


def planned(desk: Desk, **values: Any) -> Planned:
    return plan_meeting(desk.services, desk.coordinator, replace(PLAN, **values))


def person(desk: Desk, key: str) -> int:
    with desk.services.database.session() as session:
        return session.query(Person).filter_by(key=key).one().id


def test_a_meeting_is_planned_with_all_that_it_is_to_be(desk: Desk) -> None:
    made = planned(desk)
    assert (made.meeting.title, made.meeting.first, made.meeting.place) == (
        "Chefsmöte våren", DAY, "Borås",
    )  # fmt: skip
    # The sort follows from the title where nobody has said.
    assert (made.kind, made.about, made.answer_by) == ("managers", PLAN.about, PLAN.answer_by)
    assert (made.whom, made.invited) == (PLAN.whom, False)
    assert show_planned(desk.services, desk.coordinator, made.meeting.number) == made
    assert desk.notices() == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "meeting_title_missing"),
        ({"title": "x" * 201}, "meeting_words_too_long"),
        ({"about": "x" * 4001}, "meeting_words_too_long"),
        ({"kind": "party"}, "unknown_meeting_kind"),
        ({"answer_by": date(2027, 4, 21)}, "answer_after_meeting"),
        ({"booking": Booking(first=DAY, starts=time(9))}, "meeting_without_end"),
        ({"booking": Booking(first=date(2026, 12, 21))}, "day_past"),
        ({"booking": Booking(first=date(2027, 4, 18))}, "day_off"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_booked(
    desk: Desk, values: dict[str, Any], code: str
) -> None:
    plan = replace(PLAN, **{"answer_by": None, **values})
    assert refused(plan_meeting, desk.services, desk.coordinator, plan) == code
    assert coming_meetings(desk.services, desk.coordinator) == ()


def test_only_whoever_keeps_the_calendar_plans(desk: Desk) -> None:
    assert refused(plan_meeting, desk.services, desk.contact, PLAN) == "not_allowed"
    number = planned(desk).meeting.number
    for act in (show_planned, preview, send_invitation):
        assert refused(act, desk.services, desk.contact, number) == "not_allowed"
    assert refused(circles, desk.services, desk.contact) == "not_allowed"
    assert refused(people_named, desk.services, desk.contact, "ann") == "not_allowed"
    assert refused(coming_meetings, desk.services, desk.contact) == "not_allowed"
    stranger = Asker("")
    assert refused(my_meetings, desk.services, stranger) == "not_known_yet"


def test_a_preview_tells_whom_it_goes_to_and_by_which_way(desk: Desk) -> None:
    number = planned(desk).meeting.number
    shown = preview(desk.services, desk.coordinator, number)
    # Mail to Bo Bark does not arrive, and they are not in the chat.
    assert (shown.by_mail, shown.in_chat, shown.lost) == (2, 0, ("Bo Bark",))
    assert shown.names == ("Ann Ask", "Cia Cullen")
    with desk.services.database.write() as session:
        bo = session.query(Person).filter_by(key="bo-bark").one()
        session.add(
            SlackIdentity(team="T1", slack_user="U1", person_id=bo.id, verified_at=desk.clock.now)
        )
    shown = preview(desk.services, desk.coordinator, number)
    assert (shown.by_mail, shown.in_chat, shown.lost, shown.before) == (2, 1, (), 0)
    assert shown.invitation.about == PLAN.about
    assert send_invitation(desk.services, desk.coordinator, number).new == 3
    again = preview(desk.services, desk.coordinator, number)
    assert (again.new, again.before) == (0, 3)


def test_who_has_come_into_the_group_is_invited_when_it_is_sent_again(desk: Desk) -> None:
    number = planned(desk).meeting.number
    send_invitation(desk.services, desk.coordinator, number)
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_person(session, owner, "Eva Ek", roles=("manager",))
    invited = send_invitation(desk.services, desk.coordinator, number)
    assert (invited.new, invited.before) == (1, 3)


def test_who_was_taken_off_the_list_stays_off_it_until_named_again(desk: Desk) -> None:
    ann, cia = person(desk, "ann-ask"), person(desk, "cia-cullen")
    number = planned(desk, whom=Whom(roles=("manager",), people=(cia,))).meeting.number
    send_invitation(desk.services, desk.coordinator, number)

    for one in (ann, cia):
        uninvite(desk.services, desk.coordinator, number, one)

    assert preview(desk.services, desk.coordinator, number).new == 0
    assert show_planned(desk.services, desk.coordinator, number).whom.people == ()
    assert send_invitation(desk.services, desk.coordinator, number).new == 0
    again = replace(PLAN, whom=Whom(roles=("manager",), people=(ann,)))
    change_meeting(desk.services, desk.coordinator, number, again)
    assert preview(desk.services, desk.coordinator, number).names == ("Ann Ask",)
    assert send_invitation(desk.services, desk.coordinator, number).new == 1


def test_changes_are_told_where_they_concern_somebody(desk: Desk) -> None:
    number = planned(desk).meeting.number
    send_invitation(desk.services, desk.coordinator, number)

    def told(**values: Any) -> int:
        before = len(desk.notices())
        change_meeting(desk.services, desk.coordinator, number, replace(PLAN, **values))
        return sum(one.kind == "invitation" for one in desk.notices()[before:])

    assert told() == 0
    assert told(whom=Whom(roles=("manager",))) == 0
    assert told(kind="other") == 0
    assert told(about="1. Annat") == 3
    assert told(about="1. Annat", title="Chefsmöte i april") == 3


def test_terms_are_kept_and_checked(desk: Desk) -> None:
    number = planned(desk).meeting.number
    ann = person(desk, "ann-ask")
    terms = Terms(places=20, least=18, asks_wishes=True, receiver_id=ann, minutes_by_id=ann)
    assert set_terms(desk.services, desk.coordinator, number, terms).terms == terms
    for wrong, code in (
        (Terms(places=0), "bad_places"),
        (Terms(least=5001), "bad_places"),
        (Terms(places=2, least=3), "least_over_places"),
        (Terms(receiver_id=9999), "person_gone"),
        (Terms(minutes_by_id=person(desk, "gäst-person")), "person_gone"),
    ):
        assert refused(set_terms, desk.services, desk.coordinator, number, wrong) == code
    assert show_planned(desk.services, desk.coordinator, number).terms == terms


def test_circles_and_single_people_can_be_chosen(desk: Desk) -> None:
    found = circles(desk.services, desk.coordinator)
    assert Circle("role", "manager", "", 2) in found
    assert Circle("group", "styrgrupp", "Styrgrupp", 1) in found


def test_single_people_are_named_one_on_each_line(desk: Desk) -> None:
    def found(written: str) -> tuple[int, ...]:
        return people_named(desk.services, desk.coordinator, written)

    ann, cia = person(desk, "ann-ask"), person(desk, "cia-cullen")
    assert found("ann ask\nCia\n\n") == (ann, cia)
    assert found("Cia Cullen; <ANN-ASK@jonkoping.example>, Ann Ask") == (cia, ann)
    assert found("  ") == ()
    (line,) = named(desk.services, desk.coordinator, [ann])
    assert line.written == "Ann Ask <ann-ask@jonkoping.example>"
    assert found(line.written) == (ann,)
    assert named(desk.services, desk.coordinator, []) == ()
    for written, code in (
        # Neither whom nothing reaches nor who is only a guest.
        ("Disa Dal", "unknown_invitee"),
        ("Gäst Person", "unknown_invitee"),
        ("ingen@alls.example", "unknown_invitee"),
        ("\n".join("x" * 201), "too_many_named"),
    ):
        assert refused(found, written) == code


def test_a_name_that_several_have_is_asked_about(desk: Desk) -> None:
    with desk.services.database.write() as session:
        owner = session.get_one(Collaboration, desk.collaboration_id)
        add_person(session, owner, "Ann Berg")
    with pytest.raises(Refusal) as caught:
        people_named(desk.services, desk.coordinator, "Ann")
    assert caught.value.code == "several_invitees"
    assert "ann-berg@jonkoping.example" in str(caught.value.values["names"])


def test_ones_own_meetings_are_those_that_one_is_invited_to(desk: Desk) -> None:
    number = planned(desk).meeting.number
    ann = Asker("jonkoping", person(desk, "ann-ask"), frozenset({"manager"}), "slack")
    assert my_meetings(desk.services, ann) == ()
    send_invitation(desk.services, desk.coordinator, number)
    (mine,) = my_meetings(desk.services, ann)
    assert (mine.meeting.number, mine.status, mine.open) == (number, "", True)
    assert [one.number for one in coming_meetings(desk.services, desk.coordinator)] == [number]
    desk.to(date(2027, 4, 20), hour=11)
    assert my_meetings(desk.services, ann) == ()


def test_the_next_meeting_is_planned_like_the_last(desk: Desk) -> None:
    plan = next_time(planned(desk))
    # The same day of the week, and nothing that was true of that day alone.
    assert (plan.booking.first, plan.booking.starts) == (date(2028, 4, 18), time(9))
    assert (plan.title, plan.whom, plan.answer_by) == (PLAN.title, PLAN.whom, None)


def quotas(desk: Desk) -> None:
    """Add two meetings of managers a year, and a board's."""
    for key, season in (("chefer-var", "vår"), ("chefer-host", "höst")):
        shape = {"shape": "quota", "count": 1, "season": season}
        desk.add_rule(key, shape, title=f"Gemensamt chefsmöte, {season}")
    desk.add_rule("styrgrupp", {"shape": "quota", "count": 3, "per": "year"}, title="Styrgrupp")
    desk.tick()


def test_a_meeting_counts_as_what_waits_to_be_booked(desk: Desk) -> None:
    quotas(desk)
    number = planned(desk).meeting.number

    (duty,) = may_count_as(desk.services, desk.coordinator, number)

    wanted = desk.number("chefer-var")
    assert (duty.rule, duty.number) == ("chefer-var", wanted)
    for _ in range(2):
        counted = count_as(desk.services, desk.coordinator, number, wanted)
        assert counted.rule == "chefer-var"
    assert may_count_as(desk.services, desk.coordinator, number) == ()
    agenda = to_book(desk.services, desk.coordinator)
    assert [one.rule for one in agenda.duties] == ["styrgrupp"]


def test_a_meeting_counts_as_nothing_on_another_day_or_twice(desk: Desk) -> None:
    quotas(desk)
    number = planned(desk).meeting.number
    other = planned(desk, kind="other", title="Lunch").meeting.number
    count = (count_as, desk.services, desk.coordinator)

    assert may_count_as(desk.services, desk.coordinator, other) == ()
    assert refused(*count, number, desk.number("chefer-host")) == "outside_window"
    count_as(desk.services, desk.coordinator, number, desk.number("chefer-var"))
    assert refused(*count, number, desk.number("styrgrupp")) == "meeting_counts_already"
    assert refused(count_as, desk.services, desk.contact, number, 1) == "not_allowed"
    assert refused(may_count_as, desk.services, desk.contact, number) == "not_allowed"
