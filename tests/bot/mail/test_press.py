"""Copies that are printed: the same octets for everyone but for what is each recipient's own."""

import re
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest

from bot.mail.addresses import Sender
from bot.mail.courier import MailCourier
from bot.mail.lines import Envelope
from bot.mail.links import Links, NoLinks
from bot.mail.press import LEAVE, MailPress, Postmark, Said, _encoded
from bot.mail.rendering import Rendered, render
from bot.mail.session import _ended
from handlers.contents import Newsletter
from handlers.errors import DeliveryError
from handlers.ports import Parcel, Recipient
from tests.bot.mail.issues import ISSUE, SENT
from tests.bot.mail.newsletter_rules import broken_rules
from tests.bot.mail.parcels import PlainLinks
from tests.bot.mail.stand_ins import HeldLine, body_in, name_in, parsed
from tests.fakes import FixedClock
from tests.sample import NOW

BASE = "https://bot.example"
SENDER = Sender("Miljösamverkan Jönköping", "bot@bot.example")
ANNA = Recipient(42, "Anna Ek", "anna@habo.example")
KEY = "newsletter/7/p42"


def pressed(
    content: Newsletter, links: Links | None = None, clock: FixedClock | None = None
) -> tuple[MailPress, HeldLine]:
    line, shown = HeldLine(), links or PlainLinks()

    def said(parcel: Parcel) -> Rendered:
        return render(parcel, shown)

    courier = MailCourier(line, SENDER, clock or FixedClock(NOW), said, b"hemligt", links=shown)
    return courier.press(content), line


def printed(text: str, html: str = "<p>Hej</p>\n") -> MailPress:
    """Return a press of any words, whose readers leave by a path that says who they are."""
    mark = Postmark(SENDER, FixedClock(NOW), b"", "https://b.example/av/{}.{}".format)
    said = Said("Nyhetsbrev", text, html)
    return MailPress(said, Newsletter(ISSUE, 7), mark, HeldLine())


def copy(press: MailPress, to: Recipient = ANNA) -> Envelope:
    return press.copy(KEY, to)


@pytest.mark.parametrize("name", SENT)
def test_copy_breaks_no_rule(name: str) -> None:
    press, _ = pressed(SENT[name])

    assert broken_rules(copy(press).content, BASE) == []


@pytest.mark.parametrize("name", SENT)
def test_copy_says_what_a_letter_would(name: str) -> None:
    press, _ = pressed(SENT[name])
    said = render(Parcel(KEY, ANNA, SENT[name]), PlainLinks())
    way = PlainLinks().leave(42, 7)
    assert way is not None

    content = copy(press).content

    assert body_in(content, "plain") == said.text.replace(LEAVE, way)
    assert body_in(content, "html").rstrip() == said.html.replace(LEAVE, way).rstrip()
    assert parsed(content)["Subject"] == said.subject


def test_two_copies_differ_in_what_is_their_own_alone() -> None:
    press, _ = pressed(Newsletter(ISSUE, 7))
    first = press.copy("newsletter/7/p42", ANNA)
    second = press.copy("newsletter/7/p43", Recipient(43, "Bo Ek", "bo.ek@habo.example"))

    def common(content: bytes) -> bytes:
        own = re.sub(rb"(?m)^(To|Message-ID|List-Unsubscribe):.*\n( .*\n)*", b"", content)
        return re.sub(rb"/av/4[23](=\r\n)?-7", b"/av/", own)

    assert first.content != second.content
    assert common(first.content) == common(second.content)
    assert first.message_id != second.message_id


def test_copy_says_how_to_leave_with_one_click_and_by_mail() -> None:
    press, _ = pressed(Newsletter(ISSUE, 7))
    way = PlainLinks().leave(42, 7)

    head = copy(press).content.partition(b"\r\n\r\n")[0].decode("ascii")

    # Folded between the two, and nowhere else: what is encoded here nobody decodes.
    unfolded = head.replace("\r\n ", " ")
    assert f"List-Unsubscribe: <{way}>, <mailto:bot@bot.example?subject=" in unfolded
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head
    assert "?subject=avsluta%20nyhetsbrev%2042-7-xxx" in head
    assert f"List-Archive: <{BASE}/nyhetsbrev/{ISSUE.key}>" in head


def test_copy_without_pages_offers_to_leave_by_mail_alone() -> None:
    press, _ = pressed(Newsletter(ISSUE, 7), NoLinks())

    message = parsed(copy(press).content)

    assert message["List-Unsubscribe"] == ("<mailto:bot@bot.example?subject=avsluta%20nyhetsbrev>")
    assert message["List-Unsubscribe-Post"] is None
    assert message["List-Archive"] is None


def test_copy_goes_to_one_person_by_an_address_in_ascii() -> None:
    press, line = pressed(Newsletter(ISSUE, 7))
    someone = Recipient(43, "Åsa Öberg", "asa@växjö.example")

    receipt = press.send(KEY, someone)

    (carried,) = line.carried
    assert (carried.recipient, carried.sender) == ("asa@xn--vxj-qla6g.example", SENDER.address)
    assert name_in(carried.content) == "Åsa Öberg"
    assert receipt == carried.message_id == parsed(carried.content)["Message-ID"]


@pytest.mark.parametrize("address", ["åsa@växjö.example", "ingen", "a b@habo.example", "a@b"])
def test_address_that_cannot_be_sent_to_fails_for_that_recipient(address: str) -> None:
    press, line = pressed(Newsletter(ISSUE, 7))

    with pytest.raises(DeliveryError) as caught:
        press.send(KEY, Recipient(43, "Åsa", address))
    press.send(KEY, ANNA)

    error = caught.value
    assert (error.code, error.permanent, error.shared) == ("mail_bad_address", True, False)
    assert len(line.carried) == 1


@pytest.mark.parametrize(
    "name", ["a\r\nBcc: spion@ond.example", '"', "<!channel>", "å" * 3000, "=?utf-8?q?x?=", ""]
)
def test_name_stays_in_its_field(name: str) -> None:
    press, _ = pressed(Newsletter(ISSUE, 7))

    content = copy(press, Recipient(42, name, "anna@habo.example")).content

    assert broken_rules(content, BASE) == []
    assert parsed(content)["Bcc"] is None


def test_message_id_is_the_same_at_every_attempt() -> None:
    clock = FixedClock(NOW)
    press, _ = pressed(Newsletter(ISSUE, 7), clock=clock)

    first = copy(press)
    clock.move(timedelta(days=1))
    second = copy(press)

    dates = [parsedate_to_datetime(parsed(one.content)["Date"]) for one in (first, second)]
    assert first.message_id == second.message_id
    assert dates == [NOW.replace(microsecond=0), NOW.replace(microsecond=0) + timedelta(days=1)]


def test_copy_that_was_printed_ahead_is_the_one_that_is_sent() -> None:
    clock, bo = FixedClock(NOW), Recipient(43, "Bo Ek", "bo@habo.example")
    other = Recipient(44, "Cia Ek", "cia@habo.example")
    press, line = pressed(SENT["usual"], clock=clock)

    press.send("a", ANNA, ("b", bo))
    press.send("b", bo, ("c", other))
    press.send("d", other)
    clock.move(timedelta(seconds=1))
    press.send("e", ANNA, ("f", bo))
    clock.move(timedelta(seconds=5))
    press.send("f", bo)

    again, _ = pressed(SENT["usual"], clock=FixedClock(NOW))
    assert line.carried[:3] == [again.copy("a", ANNA), again.copy("b", bo), again.copy("d", other)]
    dated = parsedate_to_datetime(parsed(line.carried[-1].content)["Date"])
    assert dated == NOW + timedelta(seconds=6)


def test_address_of_the_next_copy_is_at_fault_when_its_turn_has_come() -> None:
    nobody = Recipient(43, "Bo Ek", "bo")
    press, line = pressed(SENT["usual"])

    press.send("a", ANNA, ("b", nobody))
    with pytest.raises(DeliveryError) as refused:
        press.send("b", nobody)

    assert (refused.value.code, len(line.carried)) == ("mail_bad_address", 1)


def test_what_is_kept_is_nobodys_own() -> None:
    press, _ = pressed(Newsletter(ISSUE, 7))

    message = parsed(press.original)

    assert (message["To"], message["Message-ID"], message["List-Unsubscribe"]) == (None,) * 3
    assert f"{BASE}/nyhetsbrev/{ISSUE.key}" in body_in(press.original, "plain")
    assert "leave.invalid" not in body_in(press.original, "html")


@pytest.mark.parametrize("letter", ["x", "å", "=", "."])
def test_way_to_leave_fits_wherever_it_stands(letter: str) -> None:
    for before in range(80):
        said = f"{letter * before}{LEAVE}{'.' * 80}\n.\n..\n{LEAVE}\n"

        content = copy(printed(said)).content

        lines = content.split(b"\r\n")
        assert body_in(content, "plain") == said.replace(LEAVE, "https://b.example/av/42.7")
        assert max(map(len, lines)) <= 76
        assert not any(line.startswith(b".") for line in lines)


def test_copy_needs_nothing_done_to_be_sent() -> None:
    envelope = copy(printed(f".\n..a\n.{LEAVE}\n"))

    assert envelope.dotless
    assert _ended(envelope) == envelope.content + b".\r\n"


@pytest.mark.parametrize("words", ["", ".", "x" * 75, "x" * 76, "=" * 30, "a \t", "å" * 40])
def test_encoded_words_can_be_followed_by_anything(words: str) -> None:
    encoded = _encoded(words)

    assert encoded == b"" or encoded.endswith(b"\r\n")
    assert max(map(len, encoded.split(b"\r\n"))) <= 76
