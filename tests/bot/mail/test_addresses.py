import pytest

from bot.config import SettingsError
from bot.mail.addresses import Sender, deliverable, parse_sender, sender_of
from handlers.errors import DeliveryError


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("bot@kommun.example", Sender("", "bot@kommun.example")),
        ("Väst <bot@kommun.example>", Sender("Väst", "bot@kommun.example")),
        ('"Väst, mejl" <bot@kommun.example>', Sender("Väst, mejl", "bot@kommun.example")),
        ("<bot@växjö.example>", Sender("", "bot@xn--vxj-qla6g.example")),
    ],
)
def test_sender_is_read_with_or_without_a_name(text: str, sender: Sender) -> None:
    assert parse_sender(text) == sender


def test_sender_knows_its_domain() -> None:
    assert Sender("Väst", "bot@kommun.example").domain == "kommun.example"


@pytest.mark.parametrize("text", ["bött@kommun.example", "Väst <bot@kommun.local>", "Väst"])
def test_sender_that_cannot_send_is_named_without_its_address(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        sender_of(text)

    assert str(caught.value) == "MAIL_FROM: ska vara en adress som det går att skicka mejl från."
    assert caught.value.__context__ is None


def test_domain_of_a_recipient_is_put_into_ascii() -> None:
    assert deliverable("asa@växjö.example") == "asa@xn--vxj-qla6g.example"


# An address with a space or a line break would be a command of its own to the mail server.
@pytest.mark.parametrize(
    "address",
    ["åsa@växjö.example", "a b@kommun.example", "a@kommun.example>\r\nRCPT TO:<b@c.example"],
)
def test_recipient_that_no_mail_can_go_to_may_be_reached_elsewhere(address: str) -> None:
    with pytest.raises(DeliveryError) as caught:
        deliverable(address)

    assert (caught.value.code, caught.value.permanent, caught.value.elsewhere) == (
        "mail_bad_address", True, True,
    )  # fmt: skip
