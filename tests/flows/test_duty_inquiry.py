"""An inquiry by which each office does its part of a duty: in words, and in chat."""

from datetime import timedelta

from sqlalchemy import select

from bot.slack.courier import slack_courier
from handlers.delivery import Delivery
from handlers.inquiries import KINDS
from handlers.occurrences import per_office_duties
from handlers.reminders import plan_due
from storage.models import Collaboration, OfficeTick
from tests.factories import add_rule
from tests.flows.house import BOT_TOKEN, KIM, SAM, House, lines
from tests.flows.mailing import Mailing

FIGURES = {"shape": "deadline", "date": "12-15", "roll": "before", "per_office": True}
HABO = "kontaktperson.habo@jonkoping.example"


def test_office_that_answers_by_mail_has_done_its_part(mailing: Mailing) -> None:
    plan_due(mailing.services)
    duty = per_office_duties(mailing.services, mailing.coordinator)[0]

    drafted = mailing.write(
        f"rundfråga om uppgiften {duty.title}: Hur många ärenden har ni? antal, senast 15 mars"
    )

    assert f"Går till {len(duty.left)} kontor" in drafted
    mailing.write("skicka rundfråga 1")
    assert "Tack, svaret är sparat: 12" in mailing.reply(HABO, "12")
    after = per_office_duties(mailing.services, mailing.coordinator)[0]
    assert len(after.left) == len(duty.left) - 1
    # Who has done their part is not asked once more.
    again = mailing.write(f"rundfråga om uppgiften {duty.title}: Klart? ja/nej, senast 15 mars")
    assert f"Går till {len(after.left)} kontor" in again


def test_duty_that_nobody_has_is_told(mailing: Mailing) -> None:
    told = mailing.write("rundfråga om uppgiften skateparker till alla kontor: Klart? ja/nej")

    assert "Jag hittar ingen uppgift som heter ”skateparker”" in told


def test_duty_is_chosen_in_the_dialog_and_the_answer_ticks_it_off(house: House) -> None:
    workspace = house.workspace
    for user in (KIM, SAM):
        workspace.open_home(user)
    with house.services.database.write() as session:
        owner = session.scalars(select(Collaboration).filter_by(key="vast")).one()
        add_rule(session, owner, "Nyckeltal", key="nyckeltal-prov", rule=FIGURES)
        owner.revision += 1
    plan_due(house.services)
    workspace.command(SAM, "/rundfraga", "ny")
    (block,) = [one for one in workspace.views(SAM)[-1].blocks if one.get("block_id") == "duty"]
    chosen = block["element"]["options"][0]["value"]
    filled = {
        "title": "Nyckeltal", "question": "Klart?", "kind": "yes_no", "duty": chosen,
        "circles": ["everybody"], "answer_by": "2026-12-11",
    }  # fmt: skip
    assert workspace.submit(SAM, filled).errors == {}
    labels = [
        str(one["text"]["text"])
        for block in workspace.views(SAM)[-1].blocks
        for one in block.get("elements", ())
        if one.get("type") == "button"
    ]
    send = next(one for one in labels if one.startswith("Skicka till"))
    workspace.press(SAM, workspace.views(SAM)[-1], send)
    house.clock.move(timedelta(minutes=1))
    courier = slack_courier(BOT_TOKEN, workspace.api_url, house.clock)
    Delivery(house.services, {"slack": courier}, KINDS).deliver_due()

    workspace.press(KIM, house.direct(KIM)[-1], "Ja")
    workspace.redeliver()

    assert "redan sparat: ja" in "\n".join(lines(house.direct(KIM)[-1]))
    with house.services.database.session() as session:
        (tick,) = session.scalars(select(OfficeTick))
    assert tick.occurrence_id == int(chosen)
