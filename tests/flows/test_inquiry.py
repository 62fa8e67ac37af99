"""An inquiry in chat: made in dialogs, answered by buttons and dialogs, followed live."""

import io
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.slack.courier import slack_courier
from bot.workspace import Member, Message, View
from handlers.delivery import Delivery
from handlers.inquiries import KINDS, remind_due
from storage.models import EventLog, InquiryAnswer, Membership, Person
from tests.flows.house import BOT_TOKEN, EVA, KIM, SAM, House, labels, lines

MANAGER, ADDRESS = "U0CHEF", "miljochef.lerum@vast.example"
PLAN: dict[str, Any] = {
    "title": "Provtagare <!channel>",
    "question": "Har ni egna provtagare?",
    "kind": "yes_no",
    "circles": [],
    "answer_by": "2026-12-11",
    "about": "<b>Länet</b> planerar 2027. <@U1>",
}
NUMBER: dict[str, Any] = {
    "question": "Hur många prov?",
    "kind": "number",
    "number_unit": "st",
    "required": [],
}


@pytest.fixture
def chat(house: House) -> House:
    """Lend the house with the contact person and the manager of one office in the chat."""
    house.workspace.put_member(Member(MANAGER, "Chefen", ADDRESS))
    for user in (MANAGER, KIM, SAM):
        house.workspace.open_home(user)
    return house


def top(house: House, user: str = SAM) -> Message | View:
    """Return the dialog on top, or the latest answer where none is open."""
    views = house.workspace.views(user)
    return views[-1] if views else house.last(user)


def said(house: House, user: str = SAM) -> str:
    return "\n".join(lines(top(house, user)))


def press(house: House, label: str, user: str = SAM, where: Message | View | None = None) -> str:
    outcome = house.workspace.press(user, where or top(house, user), label)
    assert outcome.acknowledged, outcome
    return said(house, user) if house.workspace.views(user) or not where else ""


def submit(house: House, user: str = SAM, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(user, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def offices(house: House, *names: str) -> list[str]:
    """Return what stands for offices in the dialog on top."""
    (block,) = [one for one in top(house).blocks if one.get("block_id") == "offices"]
    options = block["element"]["options"]
    return [one["value"] for one in options if one["text"]["text"] in names]


def draft(house: House, **values: Any) -> str:
    """Make an inquiry in its dialog, and return what is shown of it."""
    house.workspace.command(SAM, "/rundfraga", "ny")
    chosen = offices(house, "Lerum", "Alingsås")
    filled: dict[str, Any] = {**PLAN, "offices": chosen, **values}
    assert submit(house, **filled) == {}
    return said(house)


def deliver(house: House) -> None:
    """Let the bot send what waits, in the next working hour."""
    house.clock.move(timedelta(minutes=1))
    remind_due(house.services)
    courier = slack_courier(BOT_TOKEN, house.workspace.api_url, house.clock)
    Delivery(house.services, {"slack": courier}, KINDS).deliver_due()


def asked(house: House, **values: Any) -> Message:
    """Send an inquiry, and return what the contact person gets."""
    draft(house, **values)
    press(house, "Skicka till 2 kontor")
    deliver(house)
    return house.direct(KIM)[-1]


def verbs(house: House) -> list[str]:
    with house.services.database.session() as session:
        rows = session.scalars(select(EventLog).order_by(EventLog.id))
        return [one.verb for one in rows if one.record_kind == "inquiry"]


def current(house: House) -> list[list[str]]:
    with house.services.database.session() as session:
        rows = session.scalars(select(InquiryAnswer).filter_by(state="current"))
        return [[value for one in row.values for value in one["values"]] for row in rows]


def test_an_inquiry_from_its_draft_to_its_answers(chat: House) -> None:
    shown = draft(chat)
    assert "Går till 2 kontor och når 2 personer. Inget är skickat än." in shown
    assert "Alingsås, Lerum" in shown
    assert "<b>Länet</b> planerar 2027. <@U1>" in shown
    assert chat.direct(KIM) == ()

    press(chat, "Lägg till fråga")
    assert submit(chat, **NUMBER) == {}
    assert "2. Hur många prov? (ett tal, st, frivilligt)" in said(chat)
    assert "Rundfrågan är skickad." in press(chat, "Skicka till 2 kontor")
    deliver(chat)

    told = chat.direct(KIM)[-1]
    assert lines(told)[0] == "Rundfråga: Provtagare <!channel>"
    assert "&lt;!channel&gt;" in told.text
    assert labels(told) == ["Svara"]
    press(chat, "Svara", KIM, told)
    assert submit(chat, KIM, q0="0", q1="två") == {
        "q1": "Svaret ska vara ett tal. Inget har sparats. Skriv bara siffror, till exempel 14 "
        "eller 2,5."
    }
    assert submit(chat, KIM, q0="0", q1="14,5") == {}
    assert "Tack, svaret är sparat: 1. ja; 2. 14,5" in said(chat, KIM)

    shown = press(chat, "Uppdatera")
    assert "1 av 2 kontor har svarat." in shown
    assert "Har ni egna provtagare? ja 1, nej 0" in shown
    assert "1 kontor: Alingsås" in shown
    assert verbs(chat) == [
        "inquiry_drafted", "inquiry_draft_changed", "inquiry_sent", "inquiry_answered",
    ]  # fmt: skip


def test_yes_is_one_press_and_a_second_press_counts_once(chat: House) -> None:
    told = asked(chat)
    assert labels(told) == ["Ja", "Nej", "Svara"]

    chat.workspace.press(KIM, told, "Ja")
    chat.workspace.redeliver()

    (now,) = [one for one in chat.direct(KIM) if one.ts == told.ts]
    assert "Det svaret är redan sparat: ja" in "\n".join(lines(now))
    assert current(chat) == [["ja"]]


def test_second_of_the_office_sees_the_first_and_replaces_it_knowingly(chat: House) -> None:
    told = asked(chat)
    chat.workspace.press(KIM, told, "Ja")
    chat.workspace.command(MANAGER, "/rundfraga")
    assert "besvarad" in said(chat, MANAGER)

    press(chat, "Ändra svaret", MANAGER)
    assert "har svarat för Lerum: ja" in said(chat, MANAGER)
    assert "ersätter det svaret" in said(chat, MANAGER)
    assert submit(chat, MANAGER, q0="1", c0="Inte längre <!here>") == {}

    assert "Svaret är ändrat: nej, Inte längre <!here>" in said(chat, MANAGER)
    assert current(chat) == [["nej"]]


def test_who_answers_meanwhile_is_shown_before_anything_is_replaced(chat: House) -> None:
    told = asked(chat)
    chat.workspace.command(MANAGER, "/rundfraga")
    press(chat, "Svara", MANAGER)
    chat.workspace.press(KIM, told, "Ja")

    assert submit(chat, MANAGER, q0="1", c0="Det här skrev jag") == {}
    assert "har svarat för Lerum: ja" in said(chat, MANAGER)
    assert current(chat) == [["ja"]]
    assert submit(chat, MANAGER, q0="1", c0="Det här skrev jag") == {}

    assert "Svaret är ändrat: nej, Det här skrev jag" in said(chat, MANAGER)
    assert current(chat) == [["nej"]]


def test_quick_press_after_another_has_answered_shows_their_answer(chat: House) -> None:
    with chat.services.database.write() as session:
        manager = session.scalars(select(Person).filter_by(email=ADDRESS)).one()
        role = session.scalars(
            select(Membership).filter_by(person_id=manager.id, group_id=None)
        ).one()
        role.role = "contact_person"
    told = asked(chat)
    also = chat.direct(MANAGER)[-1]
    chat.workspace.press(KIM, told, "Ja")

    chat.workspace.press(MANAGER, also, "Nej")

    (now,) = [one for one in chat.direct(MANAGER) if one.ts == also.ts]
    assert "har svarat för Lerum: ja" in "\n".join(lines(now))
    assert labels(now) == ["Ändra svaret"]
    assert current(chat) == [["ja"]]


def test_coordinator_sees_to_an_inquiry(chat: House) -> None:
    asked(chat)
    press(chat, "Svara åt ett kontor")
    (block,) = [one for one in top(chat).blocks if one.get("block_id") == "office"]
    names = [one["text"]["text"] for one in block["element"]["options"]]
    assert names == ["Alingsås", "Lerum"]
    assert submit(chat, office=block["element"]["options"][0]["value"]) == {}
    assert submit(chat, q0="0") == {}
    assert "1 av 2 kontor har svarat." in said(chat)

    assert "får en påminnelse" in press(chat, "Påminn de tysta")
    deliver(chat)
    assert lines(chat.direct(KIM)[-1])[0].startswith("Påminnelse om rundfråga")
    press(chat, "Ändra sista dag")
    assert submit(chat, answer_by="2026-11-19") == {
        "answer_by": "Dagen måste ligga efter i dag, 19 november 2026 går inte. Inget har ändrats."
        " Välj en senare dag."
    }
    assert submit(chat, answer_by="2026-12-18") == {}
    assert "fre 18 dec 2026" in said(chat)
    assert "Rundfrågan är stängd." in press(chat, "Stäng rundfrågan")
    assert "Rundfrågan är öppen igen." in press(chat, "Öppna igen")


def test_workbook_and_picture_come_in_a_direct_message(chat: House) -> None:
    told = asked(chat)
    chat.workspace.press(KIM, told, "Svara")
    assert submit(chat, KIM, q0="0", c0="=1+1") == {}
    press(chat, "Uppdatera")

    def files() -> list[str]:
        return [file.name for one in chat.direct(SAM) for file in one.files]

    press(chat, "Excel")
    assert chat.workspace.wait_until(lambda: "rundfraga-1.xlsx" in files())
    press(chat, "Bild")
    assert chat.workspace.wait_until(lambda: "rundfraga-1.png" in files())
    sent = {file.name: file for one in chat.direct(SAM) for file in one.files}
    sheet = load_workbook(io.BytesIO(sent["rundfraga-1.xlsx"].content)).worksheets[0]
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    assert sheet["G2"].value == "=1+1"
    assert "1 av 2 kontor har svarat. Har ni egna provtagare? ja 1, nej 0." in (
        sent["rundfraga-1.png"].alt
    )


def test_workbook_comes_when_it_is_asked_for_in_words(chat: House) -> None:
    asked(chat)
    chat.workspace.say(SAM, chat.workspace.direct(SAM), "rundfråga 1 som excel")

    def files() -> list[str]:
        return [file.name for one in chat.direct(SAM) for file in one.files]

    assert chat.workspace.wait_until(lambda: "rundfraga-1.xlsx" in files())


def test_faults_of_a_new_inquiry_stand_at_their_fields(chat: House) -> None:
    chat.workspace.command(SAM, "/rundfraga", "ny")

    assert list(submit(chat, **{**PLAN, "kind": "one", "choices": "Ett"})) == ["choices"]
    assert list(submit(chat, **{**PLAN, "answer_by": "2026-11-20"})) == ["answer_by"]
    assert list(submit(chat, **{**PLAN, "remind_first": "en vecka"})) == ["remind_first"]
    assert submit(chat, **PLAN, choices="", remind_first="7") == {}
    shown = said(chat)
    assert "Går till 0 kontor" in shown
    assert "Skicka" not in " ".join(labels(top(chat)))


def test_draft_is_there_after_the_dialog_was_closed(chat: House) -> None:
    draft(chat)
    chat.workspace.close_view(SAM, everything=True)

    chat.ask(SAM, "/rundfraga")
    assert "utkast" in "\n".join(lines(chat.last(SAM)))
    chat.press(SAM, "Visa")
    assert "Inget är skickat än." in "\n".join(lines(chat.last(SAM)))
    chat.press(SAM, "Kasta utkastet")
    assert "Ingen har fått den." in "\n".join(lines(chat.last(SAM)))


def test_home_shows_what_is_to_be_answered(chat: House) -> None:
    asked(chat)
    chat.workspace.open_home(KIM)
    home = chat.workspace.home(KIM)
    assert home is not None
    assert "Rundfrågor att svara på" in lines(home)

    assert chat.workspace.press(KIM, home, "Svara").acknowledged
    assert submit(chat, KIM, q0="1") == {}

    after = chat.workspace.home(KIM)
    assert after is not None
    assert "besvarad" in "\n".join(lines(after))


def test_role_that_was_lost_while_the_dialog_was_open_changes_nothing(chat: House) -> None:
    told = asked(chat)
    press(chat, "Svara", KIM, told)
    with chat.services.database.write() as session:
        person = session.scalars(
            select(Person).filter_by(email="kontaktperson.lerum@vast.example")
        ).one()
        for held in session.scalars(select(Membership).filter_by(person_id=person.id)):
            session.delete(held)

    assert "q0" in submit(chat, KIM, q0="0")
    assert current(chat) == []


def test_closed_meanwhile_is_told_and_nothing_is_lost(chat: House) -> None:
    told = asked(chat)
    press(chat, "Svara", KIM, told)
    press(chat, "Stäng rundfrågan")

    errors = submit(chat, KIM, q0="0")

    assert errors["q0"].startswith("Rundfrågan är stängd och tar inte emot svar längre.")
    assert current(chat) == []


def test_whoever_may_not_ask_is_told_so(chat: House) -> None:
    chat.ask(KIM, "/rundfraga", "ny")
    assert "öppet för en annan roll" in "\n".join(lines(chat.last(KIM)))
    chat.ask(EVA, "/rundfraga")
    assert "Du har inga rundfrågor att svara på." in "\n".join(lines(chat.last(EVA)))
    assert "Ny rundfråga" not in labels(chat.last(EVA))


def test_draft_in_words_says_what_it_is_in_a_sentence_of_its_own(quick_house: House) -> None:
    drafted = quick_house.ask(
        SAM, "/samverkan", "rundfråga till Lerum: Har ni provtagare? ja/nej, senast 15 mars"
    )

    told = "\n".join(lines(drafted))
    assert "Det här är ett utkast. Går till 1 kontor och når" in told
