from datetime import date
from pathlib import Path

import pytest

from bot.mail.addresses import Sender
from bot.mail.courier import MailCourier
from bot.mail.folder import FolderLine
from bot.mail.rendering import Rendered
from handlers.contents import Reminders
from handlers.errors import DeliveryError
from handlers.ports import Parcel, Recipient, Trace
from tests.bot.mail.stand_ins import HeldLine, parsed
from tests.fakes import FixedClock
from tests.sample import NOW

SENDER = Sender("Miljösamverkan Väst", "bot@miljo.example")
ANNA = Recipient(person_id=1, name="Anna Ek", email="anna@kommun.example")


def parcel(key: str = "reminders/1/2026-09-01", to: Recipient = ANNA, attempt: int = 1) -> Parcel:
    return Parcel(key, to, Reminders("Miljösamverkan Väst", date(2026, 9, 1), ()), attempt)


def render(said: Parcel) -> Rendered:
    return Rendered(f"Till {said.to.name}", "Hej å\n", "<p>Hej å</p>\n")


def courier(line: HeldLine | FolderLine) -> MailCourier:
    return MailCourier(line, SENDER, FixedClock(NOW), render)


def test_courier_reaches_whoever_has_an_address() -> None:
    mail = courier(HeldLine())

    assert mail.reaches(ANNA)
    assert not mail.reaches(Recipient(person_id=2, name="Bo Ek", slack_user="U1"))
    assert not mail.reaches(Recipient(slack_channel="C1"))


def test_parcel_becomes_a_letter_to_the_recipient() -> None:
    line = HeldLine()

    receipt = courier(line).send(parcel())

    (carried,) = line.carried
    message = parsed(carried.content)
    assert (carried.sender, carried.recipient) == ("bot@miljo.example", "anna@kommun.example")
    assert message["Message-ID"] == carried.message_id == receipt
    assert str(message["From"]) == "Miljösamverkan Väst <bot@miljo.example>"
    assert str(message["To"]) == "Anna Ek <anna@kommun.example>"
    assert message["Subject"] == "Till Anna Ek"
    assert message["Date"].datetime == NOW.replace(microsecond=0)
    assert [part.get_content().strip() for part in message.iter_parts()] == [
        "Hej å", "<p>Hej å</p>",
    ]  # fmt: skip


def test_every_attempt_at_a_parcel_has_the_same_message_id() -> None:
    line = HeldLine()
    mail = courier(line)

    first, again = mail.send(parcel()), mail.send(parcel(attempt=2))
    other = mail.send(parcel(key="reminders/2/2026-09-01"))

    assert first == again
    assert first != other
    assert first.endswith("@miljo.example>")


def test_receiver_is_asked_about_the_parcel() -> None:
    mail = courier(HeldLine())
    mail.send(parcel())

    assert mail.trace(parcel(attempt=2)) is Trace.ARRIVED
    assert mail.trace(parcel(key="another")) is Trace.ABSENT


def test_domain_is_in_ascii_on_the_envelope_too() -> None:
    line = HeldLine()

    courier(line).send(parcel(to=Recipient(1, "Åsa", "asa@växjö.example")))

    assert line.carried[0].recipient == "asa@xn--vxj-qla6g.example"


def test_address_that_no_mail_can_go_to_is_left_to_another_courier() -> None:
    line = HeldLine()

    with pytest.raises(DeliveryError) as caught:
        courier(line).send(parcel(to=Recipient(1, "Åsa", "åsa@växjö.example")))

    assert (caught.value.code, caught.value.permanent, caught.value.elsewhere) == (
        "mail_bad_address", True, True,
    )  # fmt: skip
    assert line.carried == []


def test_parcel_into_a_folder_is_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    mail = courier(FolderLine(tmp_path, FixedClock(NOW)))

    before = mail.trace(parcel())
    mail.send(parcel())
    mail.send(parcel(attempt=2))

    assert (before, mail.trace(parcel())) == (Trace.ABSENT, Trace.ARRIVED)
    assert len(list(tmp_path.iterdir())) == 1


def test_courier_lets_go_of_its_line() -> None:
    line = HeldLine()

    courier(line).close()

    assert not line.is_open
