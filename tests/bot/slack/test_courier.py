from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.slack.courier import (
    EVENT_TYPE,
    HISTORY_PAGE,
    LOOK_BACK,
    MOST_PAGES,
    OPEN_FOR,
    SlackCourier,
    slack_courier,
)
from bot.workspace import Member, Workspace
from handlers.contents import Missed
from handlers.errors import DeliveryError
from handlers.ports import Recipient, Trace
from tests.bot.slack.parcels import DUTY, INA, MIA, OPEN, TOKEN, Waits, calls, fault, kind, parcel
from tests.fakes import FixedClock


@pytest.mark.parametrize(
    ("to", "reached"),
    [
        (Recipient(1, "Ina", "ina@habo.example"), False),
        (Recipient(1, "Ina", slack_user=INA), True),
        (Recipient(slack_channel=OPEN), True),
    ],
)
def test_courier_reaches_accounts_and_channels(
    courier: SlackCourier, to: Recipient, *, reached: bool
) -> None:
    assert courier.reaches(to) is reached


def test_parcel_to_a_person_is_a_direct_message(
    courier: SlackCourier, workspace: Workspace
) -> None:
    receipt = courier.send(parcel())

    (told,) = workspace.messages(workspace.direct(INA))
    assert told.text == "Påminnelse: verksamhetsberättelse, senast fre 26 feb"
    assert receipt == f"{workspace.direct(INA)}:{told.ts}"
    assert told.metadata == {
        "event_type": EVENT_TYPE,
        "event_payload": {"key": "jkp/rapport/2027/1"},
    }
    assert workspace.refusals == []


def test_parcel_to_a_channel_is_posted_there(courier: SlackCourier, workspace: Workspace) -> None:
    receipt = courier.send(parcel(user="", channel=OPEN))

    (told,) = workspace.messages(OPEN)
    assert receipt == f"{OPEN}:{told.ts}"
    assert calls(workspace, "conversations.open") == 0


def test_missed_reminders_are_told_too(courier: SlackCourier, workspace: Workspace) -> None:
    day = date(2027, 2, 22)

    courier.send(parcel(content=Missed("Miljösamverkan Väst", day, day, (DUTY,))))

    (told,) = workspace.messages(workspace.direct(INA))
    assert told.text.startswith("Påminnelser som inte skickades, Miljösamverkan Väst. ")


def test_direct_message_is_opened_once_for_several_parcels(
    courier: SlackCourier, workspace: Workspace
) -> None:
    courier.send(parcel("a"))
    courier.send(parcel("b"))

    assert calls(workspace, "conversations.open") == 1
    assert calls(workspace, "chat.postMessage") == 2


def test_account_that_was_closed_meanwhile_is_found_out(
    courier: SlackCourier, workspace: Workspace, waits: Waits
) -> None:
    courier.send(parcel("a"))
    workspace.put_member(Member(INA, "Ina", deleted=True))
    waits.now += OPEN_FOR

    error = fault(courier, parcel("b"))

    # The post itself would have been taken, and nobody would have read it.
    assert kind(error) == ("user_disabled", False, True, False)
    assert len(workspace.messages(workspace.direct(INA))) == 1


def test_second_post_in_a_channel_waits_for_the_rest_of_a_second(
    courier: SlackCourier, waits: Waits
) -> None:
    courier.send(parcel("a", channel=OPEN))
    waits.now += 0.4
    courier.send(parcel("b", channel=OPEN))

    assert waits.slept == [pytest.approx(0.6)]


def test_posts_in_different_places_do_not_wait_for_each_other(
    courier: SlackCourier, waits: Waits
) -> None:
    courier.send(parcel("a"))
    courier.send(parcel("b", user=MIA))
    courier.send(parcel("c", channel=OPEN))

    assert waits.slept == []


def test_lost_answer_is_in_doubt_and_found_again(
    courier: SlackCourier, workspace: Workspace
) -> None:
    workspace.fail_next("chat.postMessage", "internal_error", lost=True)

    error = fault(courier, parcel())

    assert kind(error) == ("slack_silent", False, False, True)
    assert courier.trace(parcel()) is Trace.ARRIVED
    assert len(workspace.messages(workspace.direct(INA))) == 1


def test_what_was_never_posted_is_absent(courier: SlackCourier, workspace: Workspace) -> None:
    workspace.fail_next("chat.postMessage", "internal_error")
    fault(courier, parcel())
    courier.send(parcel("another"))

    assert courier.trace(parcel()) is Trace.ABSENT


def test_somebody_elses_parcel_is_not_ours(courier: SlackCourier) -> None:
    courier.send(parcel())

    assert courier.trace(parcel(user=MIA)) is Trace.ABSENT


def test_channel_cannot_be_asked(courier: SlackCourier, workspace: Workspace) -> None:
    courier.send(parcel(channel=OPEN))

    assert courier.trace(parcel(channel=OPEN)) is Trace.UNKNOWN
    assert calls(workspace, "conversations.history") == 0


def test_parcel_is_found_behind_many_messages(courier: SlackCourier, workspace: Workspace) -> None:
    courier.send(parcel())
    chatter(workspace, HISTORY_PAGE)

    assert courier.trace(parcel()) is Trace.ARRIVED
    assert calls(workspace, "conversations.history") == 2


def test_parcel_behind_too_many_messages_is_unknown(
    courier: SlackCourier, workspace: Workspace
) -> None:
    courier.send(parcel())
    chatter(workspace, HISTORY_PAGE * MOST_PAGES)

    assert courier.trace(parcel()) is Trace.UNKNOWN
    assert calls(workspace, "conversations.history") == MOST_PAGES


def test_parcel_is_not_looked_for_longer_ago_than_any_attempt(
    courier: SlackCourier, clock: FixedClock
) -> None:
    courier.send(parcel())
    clock.move(LOOK_BACK - timedelta(minutes=1))
    within = courier.trace(parcel())
    clock.move(timedelta(minutes=2))

    assert (within, courier.trace(parcel())) == (Trace.ARRIVED, Trace.ABSENT)


def test_trace_without_an_answer_is_asked_again_later(
    courier: SlackCourier, workspace: Workspace
) -> None:
    workspace.fail_next("conversations.history", "internal_error")

    with pytest.raises(DeliveryError) as caught:
        courier.trace(parcel())

    assert kind(caught.value) == ("slack_silent", False, False, False)


def chatter(workspace: Workspace, count: int) -> None:
    """Put other messages of the bot into the direct message."""
    state, channel = workspace.state, workspace.direct(INA)
    (first,) = state.messages(channel)
    for _ in range(count):
        state.put_message(replace(first, ts=state.next_ts(), metadata=None))


def test_courier_is_built_with_a_client_of_its_own(workspace: Workspace, clock: FixedClock) -> None:
    courier = slack_courier(TOKEN, workspace.api_url, clock)

    courier.send(parcel())

    assert len(workspace.messages(workspace.direct(INA))) == 1


def test_what_people_are_told_is_not_logged(
    workspace: Workspace, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")

    slack_courier(TOKEN, workspace.api_url, clock).send(parcel())

    assert "erksamhetsber" not in caplog.text
    assert "ina@habo" not in caplog.text
