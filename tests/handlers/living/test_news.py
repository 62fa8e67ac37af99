"""Followers hear of what has changed, once a day, and not of what was undone meanwhile."""

from datetime import UTC, datetime

from handlers.contents import ProjectNews
from handlers.delivery import Delivery
from handlers.following import follow, unfollow
from handlers.living import (
    KINDS,
    Wanted,
    Which,
    change_project,
    plan_news,
    report_visits,
    take_back,
)
from tests.fakes import RecordingCourier
from tests.handlers.living.yard import KEY, Yard

DONE = Wanted("status", {"status": "avslutat", "status_asof": "2026-11-20", "end": "2026-11"})
LATE = Wanted("status", {"status": "framskjutet", "status_asof": "2026-11-20"})
MEETING = Wanted("milestone", {"kind": "träff", "start": "2027-01", "end": "2027-01"})


class Morning:
    """The clock, and the messages that come of it."""

    def __init__(self, yard: Yard) -> None:
        self.yard, self.mail = yard, RecordingCourier()

    def tick(self, day: int, hour: int = 8) -> None:
        """Let it be an hour in UTC of a day in November 2026, and gather and deliver then."""
        self.yard.clock.now = datetime(2026, 11, day, hour, tzinfo=UTC)
        plan_news(self.yard.services)
        Delivery(self.yard.services, {"mail": self.mail}, KINDS).deliver_due()

    def told(self, name: str = "Ina Inspektör") -> list[list[str]]:
        """Return the fields that a person was told of, message by message."""
        return [
            [one.field for project in parcel.content.projects for one in project.changes]
            for parcel in self.mail.sent
            if isinstance(parcel.content, ProjectNews)
            and parcel.to.person_id == self.yard.people[name]
        ]


def following(yard: Yard) -> Morning:
    follow(yard.services, yard.inspector, KEY, owner="vast")
    return Morning(yard)


def test_changes_of_a_day_are_one_message_the_next_morning(yard: Yard) -> None:
    morning = following(yard)
    yard.change(DONE)
    yard.change(MEETING)
    report_visits(yard.services, yard.lead, yard.which, 5, yard.offices["Ale"])

    # Before anybody works nothing is gathered.
    morning.tick(23, hour=4)
    assert morning.told() == []
    morning.tick(23)
    morning.tick(23, hour=10)

    assert morning.told() == [["status", "milestone", "office"]]


def test_change_after_the_days_message_waits_for_the_next_day(yard: Yard) -> None:
    morning = following(yard)
    yard.change(DONE)
    morning.tick(23)
    yard.clock.now = datetime(2026, 11, 23, 10, tzinfo=UTC)
    yard.change(MEETING)
    morning.tick(23, hour=11)
    assert morning.told() == [["status"]]

    morning.tick(24)

    assert morning.told() == [["status"], ["milestone"]]


def test_what_was_undone_meanwhile_is_not_told(yard: Yard) -> None:
    morning = following(yard)
    done = yard.change(MEETING)
    take_back(yard.services, yard.lead, done.changes[0].id)

    morning.tick(23)

    assert morning.told() == []


def test_what_changed_twice_is_told_once_from_first_to_last(yard: Yard) -> None:
    morning = following(yard)
    yard.change(DONE)
    yard.change(LATE)

    morning.tick(23)

    (parcel,) = morning.mail.sent
    assert isinstance(parcel.content, ProjectNews)
    ((change,),) = [one.changes for one in parcel.content.projects]
    assert (change.old or {})["status"] == "pågående"
    assert (change.new or {})["status"] == "framskjutet"


def test_undone_before_it_could_be_sent_is_told_on_no_day(yard: Yard) -> None:
    morning = following(yard)
    done = yard.change(DONE)
    # Gathered on a Saturday, when nobody works.
    morning.tick(21)
    take_back(yard.services, yard.lead, done.changes[0].id)
    morning.tick(23)
    morning.tick(24)

    assert morning.told() == []


def test_weekend_is_one_message(yard: Yard) -> None:
    morning = following(yard)
    yard.change(DONE)
    morning.tick(21)
    yard.change(MEETING)
    morning.tick(22)
    morning.tick(23)

    assert morning.told() == [["status", "milestone"]]


def test_own_changes_are_not_told(yard: Yard) -> None:
    follow(yard.services, yard.lead, KEY, owner="vast")
    morning = Morning(yard)
    yard.change(DONE)

    morning.tick(23)

    assert morning.told("Lisa Led") == []


def test_what_was_before_one_followed_is_not_told(yard: Yard) -> None:
    yard.change(DONE)
    yard.clock.now = datetime(2026, 11, 20, 9, tzinfo=UTC)
    morning = following(yard)
    yard.change(MEETING)

    morning.tick(23)

    assert morning.told() == [["milestone"]]


def test_who_stopped_following_hears_nothing(yard: Yard) -> None:
    morning = following(yard)
    yard.change(DONE)
    morning.tick(21)
    unfollow(yard.services, yard.inspector, KEY, owner="vast")

    morning.tick(23)

    assert morning.told() == []


def test_project_of_the_same_key_elsewhere_is_not_followed(yard: Yard) -> None:
    morning = following(yard)
    theirs = yard.asker("Jon Köping", "coordinator", family="jonkoping")
    change_project(yard.services, theirs, Which(KEY, "jonkoping"), [DONE])

    morning.tick(23)

    assert morning.told() == []
