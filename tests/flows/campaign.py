"""What people do in a campaign whose results are gathered: in chat and by mail."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.app.sending import build_outgoing
from bot.config import load_settings
from bot.workspace import Message, View
from handlers.answers import Asker
from handlers.living import taking_part
from tests.flows.house import BOT_TOKEN, SAM, SECRET, House, labels, lines
from tests.flows.letters import VERIFIED, Post, mails_to, text_of, written

ALE, ALES = "U0ALE", "kontaktperson.ale@vast.example"
CHEF, CHEFS = "U0CHEF", "miljochef.lerum@vast.example"
BORASS = "kontaktperson.boras@vast.example"
KEY = "vast-2024-slackvatten"
QUESTIONS = """Finns en plan för släckvatten? (ja/nej/ej aktuellt)
Vilka skydd finns? (flera: invallning/avstängning/inget, frivillig)
Hur många anställda? (antal personer, frivillig)
Vad ska åtgärdas? (text, frivillig)"""


def top(house: House, user: str) -> Message | View:
    views = house.workspace.views(user)
    return views[-1] if views else house.last(user)


def said(house: House, user: str = SAM) -> str:
    return "\n".join(lines(top(house, user)))


def press(house: House, label: str, user: str = SAM, where: Message | View | None = None) -> str:
    outcome = house.workspace.press(user, where or top(house, user), label)
    assert outcome.acknowledged, outcome
    return said(house, user)


def submit(house: House, user: str, **values: Any) -> dict[str, str]:
    outcome = house.workspace.submit(user, values)
    assert outcome.acknowledged, outcome
    return dict(outcome.errors)


def deliver(house: House) -> None:
    """Let the bot send what waits: in chat, and by mail to whoever is not there."""
    house.clock.move(timedelta(minutes=1))
    both = load_settings(
        {
            **os.environ,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": house.workspace.api_url,
        }
    )
    build_outgoing(both, house.services).work()


def open_form(house: House) -> None:
    """Let the leader begin on the form from the project's card."""
    card = house.ask(SAM, "/projekt", "släckvatten")
    assert "Samla resultat" in labels(card)
    house.workspace.press(SAM, card, "Samla resultat")


def send_form(house: House, **values: Any) -> None:
    open_form(house)
    filled = {"unit": "visit", "questions0": QUESTIONS, "answer_by": "2026-12-18", **values}
    assert submit(house, SAM, **filled) == {}
    press(house, "Skicka till 3 kontor")
    house.workspace.close_view(SAM)
    deliver(house)


def tell(house: House, user: str, visit: str, **values: Any) -> str:
    """Answer for one visit in the dialog of the message that asks."""
    house.workspace.press(user, house.direct(user)[-1], "Svara")
    assert submit(house, user, visit=visit, **values) == {}
    shown = said(house, user)
    house.workspace.close_view(user)
    return shown


def reply(house: House, post: Post, folder: Path, number: int, words: str) -> str:
    """Let the office that has mail alone reply, and return what it is told."""
    asked = next(one for one in mails_to(folder, BORASS) if "Rundfråga: " in str(one["Subject"]))
    mail = written(
        f"Sv: {asked['Subject']}", words, sender=BORASS,
        Message_ID=f"<r-{number}@vast.example>", In_Reply_To=str(asked["Message-ID"]),
        Authentication_Results=VERIFIED,
    )  # fmt: skip
    assert post(mail).exit_code == 0
    deliver(house)
    return " ".join(text_of(mails_to(folder, BORASS)[-1]).split())


def visits(house: House) -> dict[str, int]:
    answer = taking_part(house.services, Asker("vast"), KEY)
    return {one.name: one.visits for one in answer.offices}


def files(house: House, user: str = SAM) -> list[Any]:
    return [each for one in house.direct(user) for each in one.files]
