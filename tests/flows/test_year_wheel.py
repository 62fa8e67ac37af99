"""Somebody asks for the year wheel: the list at once, the picture in a direct message."""

import logging

import pytest

from bot.workspace import Message
from tests.flows.house import EVA, INA, OPEN, STRANGER, House, lines

COMING = "Bilden kommer i ett direktmeddelande från mig om en liten stund."
HERE = "Bilden kommer här om en liten stund."
SENT = "Bilden ligger nu i ett direktmeddelande från mig."
PNG = b"\x89PNG\r\n"


def picture(house: House, user: str) -> Message:
    """Wait for the picture and return the direct message that it stands in."""
    assert house.workspace.wait_until(lambda: bool(_pictures(house, user)))
    assert house.workspace.wait_until(lambda: house.last(user).plain != "" and _told(house, user))
    return _pictures(house, user)[-1]


def picture_in(house: House, user: str) -> Message:
    """Wait for the picture of somebody who wrote, and return the message that it stands in."""
    assert house.workspace.wait_until(lambda: bool(_pictures(house, user)))
    return _pictures(house, user)[-1]


def _pictures(house: House, user: str) -> list[Message]:
    return [one for one in house.direct(user) if one.files]


def _told(house: House, user: str) -> bool:
    return COMING not in house.last(user).plain


def test_picture_of_the_year_arrives_with_its_alternative_text(house: House) -> None:
    house.ask(EVA, "/samverkan", "årshjul 2027")
    listed = house.workspace.ephemerals(EVA)[0]

    sent = picture(house, EVA)

    (file,) = sent.files
    assert lines(listed)[0] == "Årshjul 2027, Miljösamverkan Jönköpings län"
    assert lines(listed)[-1] == COMING
    assert (sent.text, file.title, file.name) == (
        "Årshjul 2027, Miljösamverkan Jönköpings län",
        "Årshjul 2027, Miljösamverkan Jönköpings län",
        "arshjul-2027.png",
    )
    assert file.content.startswith(PNG)
    assert file.alt.startswith("Årshjul 2027, Miljösamverkan Jönköpings län")
    assert "Verksamhetsberättelse med bokslut" in file.alt
    assert house.last(EVA).plain == SENT
    assert house.workspace.messages(OPEN, seen_by=INA) == ()


@pytest.mark.parametrize(
    ("typed", "year"),
    [("årshjul", 2026), ("arshjul nästa år", 2027), ("Årshjulet för 2025", 2025)],
)
def test_year_is_understood_as_it_is_said(quick_house: House, typed: str, year: int) -> None:
    quick_house.ask(INA, "/samverkan", typed)

    sent = picture(quick_house, INA)

    assert sent.text == f"Årshjul {year}, Miljösamverkan Väst"


def test_year_wheel_is_open_to_everybody(quick_house: House) -> None:
    quick_house.ask(STRANGER, "/samverkan", "årshjul 2027")

    assert len(picture(quick_house, STRANGER).files) == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            "årshjul våren",
            (
                "Jag förstår inte vilket år ”våren” är. Inget har ändrats. "
                "Skriv till exempel årshjul 2027 eller årshjul nästa år."
            ),
        ),
        (
            "årshjul 2099",
            "Året 2099 ligger för långt bort. Inget har ändrats. Välj ett år närmare i dag.",
        ),
    ],
)
def test_year_that_cannot_be_is_refused_and_nothing_is_sent(
    quick_house: House, typed: str, told: str
) -> None:
    answer = quick_house.ask(INA, "/samverkan", typed)
    quick_house.app.listener_runner.listener_executor.shutdown()

    assert answer.plain == told
    assert len(quick_house.workspace.ephemerals(INA)) == 1
    assert quick_house.direct(INA) == ()


@pytest.mark.parametrize(
    "method", ["conversations.open", "files.getUploadURLExternal", "files.completeUploadExternal"]
)
def test_person_is_told_that_the_picture_could_not_be_sent(quick_house: House, method: str) -> None:
    quick_house.workspace.fail_next(method, "internal_error")
    quick_house.ask(INA, "/samverkan", "årshjul 2027")

    assert quick_house.workspace.wait_until(lambda: _told(quick_house, INA))

    assert quick_house.last(INA).plain == (
        "Bilden gick inte att skicka. Inget är borta: listan säger samma sak. "
        "Försök igen om en liten stund."
    )
    assert _pictures(quick_house, INA) == []


def test_nothing_is_said_in_the_log_about_what_cannot_be_copied(
    quick_house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        quick_house.ask(INA, "/samverkan", "årshjul 2027")
        picture(quick_house, INA)

    assert [one.getMessage() for one in caplog.records if "slack" in one.name] == []


def test_question_what_a_year_wheel_is_is_a_question(quick_house: House) -> None:
    answer = quick_house.ask(INA, "/samverkan", "vad är ett årshjul?")

    assert "Bilden" not in answer.plain


def test_year_wheel_is_asked_for_in_a_direct_message(house: House) -> None:
    house.workspace.say(EVA, house.workspace.direct(EVA), "visa årshjulet för 2027")

    sent = picture_in(house, EVA)

    (listed,) = (one for one in house.direct(EVA) if lines(one)[-1:] == [HERE])
    assert lines(listed)[0] == "Årshjul 2027, Miljösamverkan Jönköpings län"
    assert sent.files[0].name == "arshjul-2027.png"


def test_year_wheel_is_asked_for_in_a_channel(quick_house: House) -> None:
    quick_house.workspace.mention(INA, OPEN, "årshjul 2027")

    sent = picture_in(quick_house, INA)

    assert lines(quick_house.last(INA))[-1] == COMING
    assert sent.text == "Årshjul 2027, Miljösamverkan Väst"
    # The others see the question alone.
    assert len(quick_house.workspace.messages(OPEN, seen_by=EVA)) == 1


def test_person_who_wrote_is_told_that_the_picture_could_not_be_sent(quick_house: House) -> None:
    quick_house.workspace.fail_next("files.getUploadURLExternal", "internal_error")

    quick_house.workspace.mention(INA, OPEN, "årshjul 2027")

    assert quick_house.workspace.wait_until(
        lambda: quick_house.last(INA).plain.startswith("Bilden gick inte att skicka.")
    )


def test_year_that_cannot_be_is_refused_where_it_was_written(quick_house: House) -> None:
    quick_house.workspace.say(INA, quick_house.workspace.direct(INA), "årshjul 2099")

    assert quick_house.workspace.wait_until(lambda: len(quick_house.direct(INA)) == 2)
    assert quick_house.direct(INA)[-1].plain.startswith("Året 2099 ligger för långt bort.")
