"""Writing to the bot: mentions, threads, direct messages, and what it leaves alone."""

from dataclasses import replace

import pytest

from bot.workspace.payloads import event, message_event
from bot.workspace.records import Message
from bot.workspace.wire import Json
from tests.flows.house import INA, KIM, OPEN, SAM, House, lines

SOLARIUM = "Tillsyn av kosmetiska solarium"


def test_direct_message_is_answered_with_a_message(house: House) -> None:
    house.workspace.say(INA, house.workspace.direct(INA), "hur går det med solarierna?")

    question, answer = house.direct(INA)
    assert question.author == INA
    assert lines(answer)[0].startswith(SOLARIUM)
    assert not answer.is_ephemeral


def test_direct_message_in_a_thread_is_answered_there(quick_house: House) -> None:
    direct = quick_house.workspace.direct(INA)
    quick_house.workspace.say(INA, direct, "hej")
    first = quick_house.direct(INA)[0]

    quick_house.workspace.say(INA, direct, "vad betyder BAT?", first.ts)

    assert quick_house.direct(INA)[-1].thread_ts == first.ts


def test_mention_is_answered_to_the_asker_alone(house: House) -> None:
    house.workspace.mention(INA, OPEN, "hur går det med solarierna?")

    assert lines(house.last(INA))[0].startswith(SOLARIUM)
    assert [one.author for one in house.workspace.messages(OPEN, seen_by=KIM)] == [INA]


def test_mention_in_a_thread_is_answered_there(quick_house: House) -> None:
    quick_house.workspace.say(KIM, OPEN, "någon som vet?")
    (first,) = quick_house.workspace.messages(OPEN)

    quick_house.workspace.say(INA, OPEN, "@Samverkansboten släckvatten", first.ts)

    assert quick_house.last(INA).thread_ts == first.ts


def test_mention_with_nothing_else_is_helped(quick_house: House) -> None:
    quick_house.workspace.mention(INA, OPEN, "")

    assert lines(quick_house.last(INA))[0].endswith("projekt, kontakter, möten och planer.")


def test_mention_that_slack_does_not_let_us_answer_there_is_answered_directly(
    quick_house: House,
) -> None:
    quick_house.workspace.fail_next("chat.postEphemeral", "user_not_in_channel")

    quick_house.workspace.mention(INA, OPEN, "släckvatten")

    assert lines(quick_house.direct(INA)[-1])[0].startswith("Tillsynsprojekt släckvatten")


def test_list_can_be_asked_for_in_a_direct_message(quick_house: House) -> None:
    quick_house.workspace.say(SAM, quick_house.workspace.direct(SAM), "Att hantera")

    assert lines(quick_house.direct(SAM)[-1]) == ["Att hantera · Det finns inget att hantera."]


def test_event_that_slack_repeats_is_answered_once(house: House) -> None:
    house.workspace.say(INA, house.workspace.direct(INA), "släckvatten")

    repeated = house.workspace.redeliver()

    assert repeated.acknowledged
    assert len(house.direct(INA)) == 2


def test_edits_and_bots_are_left_alone(quick_house: House) -> None:
    marks: tuple[Json, ...] = (
        {"subtype": "message_changed"},
        {"bot_id": "B0OTHER"},
        {"edited": {"user": INA, "ts": "1.0"}},
        {"channel_type": "channel"},
    )

    outcomes = [_tell(quick_house, "message", mark) for mark in marks]
    outcomes += [_tell(quick_house, "app_mention", mark) for mark in marks[:3]]

    assert [status for status in outcomes if status != 200] == []
    assert quick_house.direct(INA) == ()
    assert quick_house.workspace.ephemerals(INA) == ()


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_question_beside_a_file_or_to_thread_and_channel_is_answered(
    quick_house: House, subtype: str
) -> None:
    assert _tell(quick_house, "message", {"subtype": subtype}) == 200

    (answer,) = quick_house.direct(INA)
    assert lines(answer)[0].startswith("Tillsynsprojekt släckvatten")


def test_events_that_nobody_asked_for_are_acknowledged(quick_house: House) -> None:
    envelope = event(quick_house.workspace.state, {"type": "reaction_added", "user": INA})

    receipt = quick_house.workspace.http_door().deliver(envelope)

    assert receipt.status == 200


def _tell(house: House, kind: str, marks: Json) -> int | None:
    state = house.workspace.state
    message = Message(house.workspace.direct(INA), state.next_ts(), INA, "släckvatten")
    envelope = message_event(state, kind, message)
    envelope.payload["event"] |= marks
    return house.workspace.http_door().deliver(replace(envelope)).status


def test_answer_that_slack_says_nothing_of_is_no_fault_of_the_program(
    quick_house: House, caplog: pytest.LogCaptureFixture
) -> None:
    quick_house.workspace.fail_next("chat.postMessage", "internal_error", lost=True)

    quick_house.workspace.say(INA, quick_house.workspace.direct(INA), "släckvatten")

    _, answer, told = quick_house.direct(INA)
    assert lines(answer)[0].startswith("Tillsynsprojekt släckvatten")
    assert "\n".join(lines(told)) == (
        "Jag fick inget besked från Slack, så jag vet inte om allt kom fram. "
        "Titta efter innan du försöker igen."
    )
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []
