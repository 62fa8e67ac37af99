"""Whether offices take part in a project: asked in chat and by mail, answered, and acted on."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.slack.courier import slack_courier
from handlers.delivery import Delivery
from handlers.inquiries import KINDS
from handlers.ports import Services
from storage.models import EnvironmentalOffice, Participation, Project
from tests.flows.house import BOT_TOKEN, KIM, SAM, House, lines
from tests.flows.letters import site, text_of
from tests.flows.mailing import Mailing

HABO, ANEBY = "kontaktperson.habo@jonkoping.example", "kontaktperson.aneby@jonkoping.example"
PROJECT = "jkp-2026-ventilation"


def offices(services: Services) -> list[str]:
    with services.database.session() as session:
        rows = session.scalars(
            select(EnvironmentalOffice.name)
            .join(Participation, Participation.office_id == EnvironmentalOffice.id)
            .order_by(EnvironmentalOffice.name)
        )
        return list(rows)


def test_answers_by_mail_and_on_the_page_let_offices_take_part(mailing: Mailing) -> None:
    with mailing.services.database.session() as session:
        title = session.scalars(select(Project.title).filter_by(key=PROJECT)).one()

    drafted = mailing.write(
        f"fråga om deltagande i projekt {PROJECT} till Habo och Aneby, senast 15 mars"
    )

    assert "Går till 2 kontor" in drafted
    assert f"Deltar kontoret i {title}?" in drafted
    assert "Rundfrågan är skickad." in mailing.write("skicka rundfråga 1")
    told = mailing.reply(HABO, "1. ja\n2. 10\n3. en")
    assert "Tack, svaret är sparat: 1. ja; 2. 10; 3. 1" in told
    assert len(offices(mailing.services)) == 1
    (path,) = re.findall(r"https://bot\.example(/svara-fraga/\S+)", text_of(mailing.asked(ANEBY)))
    with site() as pages:
        pages.post(path, data={"q0": "0"})
        pages.post(path, data={"q0": "0"})
        assert len(offices(mailing.services)) == 2
        pages.post(path, data={"q0": "1"})

    assert len(offices(mailing.services)) == 1
    shown = mailing.write("rundfråga 1")
    assert "ja 1, nej 1, vet inte ännu 0" in shown
    assert "Habo" in mailing.write(f"vilka kontor deltar i projekt {PROJECT}?")


def test_project_that_nobody_has_is_told_and_nothing_is_drafted(mailing: Mailing) -> None:
    told = mailing.write("fråga om deltagande i skateparksprojektet till alla kontor")

    assert "Jag hittar inget projekt hos er" in told
    assert "Ingen rundfråga är ställd än." in mailing.write("rundfrågor")


@pytest.fixture
def chat(house: House) -> House:
    for user in (KIM, SAM):
        house.workspace.open_home(user)
    return house


def submit(house: House, user: str, **values: Any) -> None:
    outcome = house.workspace.submit(user, values)
    assert outcome.acknowledged, outcome
    assert outcome.errors == {}


def said(house: House, user: str) -> str:
    return "\n".join(lines(house.workspace.views(user)[-1]))


def test_it_is_asked_from_the_project_in_chat_and_yes_lets_the_office_take_part(
    chat: House,
) -> None:
    workspace = chat.workspace
    chat.ask(SAM, "/projekt", "släckvatten")
    workspace.press(SAM, chat.last(SAM), "Uppdatera")
    workspace.press(SAM, workspace.views(SAM)[-1], "Fråga kontoren om deltagande")
    assert "Kontor som svarar ja är med i projektet" in said(chat, SAM)
    submit(chat, SAM, answer_by="2026-12-11", about="Ni <!channel> är välkomna.")
    assert "Deltar kontoret i Tillsynsprojekt släckvatten?" in said(chat, SAM)
    view = workspace.views(SAM)[-1]
    send = next(
        str(one["text"]["text"])
        for block in view.blocks
        for one in block.get("elements", ())
        if one.get("type") == "button" and str(one["text"]["text"]).startswith("Skicka till")
    )
    workspace.press(SAM, view, send)
    chat.clock.move(timedelta(minutes=1))
    courier = slack_courier(BOT_TOKEN, workspace.api_url, chat.clock)
    Delivery(chat.services, {"slack": courier}, KINDS).deliver_due()

    workspace.press(KIM, chat.direct(KIM)[-1], "Svara")
    submit(chat, KIM, q0="0", q1="12")
    workspace.redeliver()

    assert len(offices(chat.services)) == 1
    assert "Tack, svaret är sparat: 1. ja; 2. 12; 3. –" in said(chat, KIM)
