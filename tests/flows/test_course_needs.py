"""Which courses offices need: asked in chat or in words, compiled by course and office."""

import io
from datetime import timedelta

from openpyxl import load_workbook
from sqlalchemy import select

from bot.slack.courier import slack_courier
from handlers.delivery import Delivery
from handlers.inquiries import KINDS
from storage.models import Collaboration, EducationOffer
from tests.flows.house import BOT_TOKEN, KIM, SAM, House, lines
from tests.flows.letters import COORDINATOR
from tests.flows.mailing import Mailing

HABO, ANEBY = "kontaktperson.habo@jonkoping.example", "kontaktperson.aneby@jonkoping.example"


def test_needs_by_mail_are_compiled_and_come_as_a_workbook(mailing: Mailing) -> None:
    with mailing.services.database.write() as session:
        owner = session.scalars(select(Collaboration).filter_by(key="jonkoping")).one()
        for title in ("Enskilda avlopp", "=Buller"):
            session.add(
                EducationOffer(collaboration_id=owner.id, key=title, title=title, sort_key=title)
            )

    drafted = mailing.write("fråga om utbildningsbehov till Habo och Aneby, senast 15 mars")
    assert "2. Enskilda avlopp (ett tal, personer, frivilligt)" in drafted
    mailing.write("skicka rundfråga 1")
    mailing.reply(HABO, "1. 2\n2. 3\n3. Juridik för två\n4. I höst")
    mailing.reply(ANEBY, "2. 1 person")

    shown = mailing.write("rundfråga 1")
    assert "Enskilda avlopp: 4 personer: Habo 3, Aneby 1" in shown
    mailing.write("rundfråga 1 som excel")
    (file,) = mailing.mails_to(COORDINATOR)[-1].iter_attachments()
    needs, answers = load_workbook(io.BytesIO(file.get_content())).worksheets
    assert [needs.title, answers.title] == ["Behov", "Svar"]
    assert list(needs.values) == [
        ("Kurs", "Kontor", "Antal", "När det passar"),
        ("=Buller", "Habo", "2", "I höst"),
        ("Enskilda avlopp", "Habo", "3", "I höst"),
        ("Enskilda avlopp", "Aneby", "1", None),
    ]
    assert needs["A2"].data_type == "s"


def test_needs_are_asked_for_from_the_list_of_inquiries_in_chat(house: House) -> None:
    workspace = house.workspace
    for user in (KIM, SAM):
        workspace.open_home(user)
    workspace.command(SAM, "/rundfraga")
    workspace.press(SAM, house.last(SAM), "Utbildningsbehov")
    assert workspace.submit(SAM, {"answer_by": "2026-12-11"}).errors == {}
    view = workspace.views(SAM)[-1]
    assert "Behov av utbildning" in "\n".join(lines(view))
    labels = [
        str(one["text"]["text"])
        for block in view.blocks
        for one in block.get("elements", ())
        if one.get("type") == "button"
    ]
    workspace.press(SAM, view, next(one for one in labels if one.startswith("Skicka till")))
    house.clock.move(timedelta(minutes=1))
    courier = slack_courier(BOT_TOKEN, workspace.api_url, house.clock)
    Delivery(house.services, {"slack": courier}, KINDS).deliver_due()

    workspace.press(KIM, house.direct(KIM)[-1], "Svara")
    assert workspace.submit(KIM, {"q0": "x"}).errors.keys() == {"q0"}
    assert workspace.submit(KIM, {"q0": "4"}).errors == {}

    workspace.command(SAM, "/rundfraga", "1")
    assert "4 personer: Lerum 4" in "\n".join(lines(house.last(SAM)))
