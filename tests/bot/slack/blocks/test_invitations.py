import json
from dataclasses import replace

from bot.slack.blocks.invitations import invitation_message
from tests.bot.mail.parcels import INVITATION


def test_invitation_in_chat_says_all_that_the_mail_does() -> None:
    said = json.dumps(invitation_message(INVITATION), ensure_ascii=False)

    for words in (
        "Inbjudan: chefsmöte, tis 20 april 2027 kl. 9.00–12.00",
        "Du är inbjuden.",
        "Länsstyrelsen, sal Ekoxen; Östgötagatan 3 · värd: Habo",
        "https://mote.miljosamverkan.example/rum/1?x=a,b;c",
        "2. Släckvatten; nuläge, nästa steg",
    ):
        assert words in said


def test_long_agenda_has_room_in_a_message() -> None:
    content = replace(INVITATION, about="åäö & < > " * 400)

    said = invitation_message(content)

    assert len(json.dumps(said)) < 13_000
