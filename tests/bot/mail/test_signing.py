"""Signatures that others can check: the real checker, and a name server on this machine."""

from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from bot.config import SettingsError, load_settings
from bot.mail.addresses import Sender
from bot.mail.courier import MailCourier
from bot.mail.outbound import mail_courier
from bot.mail.rendering import Rendered, render
from bot.mail.signing import SigningKey, SigningLine, signing_key
from handlers.contents import Newsletter
from handlers.ports import Parcel, Recipient, Trace
from tests.bot.mail.issues import ISSUE
from tests.bot.mail.newsletter_rules import broken_rules
from tests.bot.mail.parcels import NOTES, PlainLinks
from tests.bot.mail.stand_ins import HeldLine, envelope
from tests.fakes import FixedClock

BASE = "https://bot.example"
# A signature of the future is refused, and the checker looks at the machine's own clock.
LONG_AGO = datetime(2020, 2, 3, 8, tzinfo=UTC)
ANNA = Recipient(42, "Åsa Öberg", "anna@habo.example")
PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
KEY = SigningKey("bot.example", "bot2026", PRIVATE)
PEM = PRIVATE.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
SETTINGS = {"DKIM_DOMAIN": "bot.example", "DKIM_SELECTOR": "bot2026", "DKIM_KEY": PEM}


def name_server(key: RSAPrivateKey = PRIVATE) -> Callable[..., bytes | None]:
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def look_up(name: bytes, timeout: int = 5) -> bytes | None:  # noqa: ARG001 - dkimpy's name
        known = name.rstrip(b".") == b"bot2026._domainkey.bot.example"
        return b"v=DKIM1; k=rsa; p=" + b64encode(public) if known else None

    return look_up


def is_genuine(content: bytes) -> bool:
    return bool(dkim.verify(content, dnsfunc=name_server()))


def issue() -> bytes:
    line = HeldLine()
    courier = MailCourier(
        SigningLine(line, KEY, FixedClock(LONG_AGO)),
        Sender("Miljösamverkan Jönköping", "bot@bot.example"),
        FixedClock(LONG_AGO),
        lambda parcel: render(parcel, PlainLinks()),
        links=PlainLinks(),
    )
    courier.press(Newsletter(ISSUE, 7)).send("newsletter/7/p42", ANNA)
    return line.carried[0].content


def test_newsletter_is_signed_with_both_ways_to_leave() -> None:
    content = issue()

    assert is_genuine(content)
    assert broken_rules(content, BASE) == []
    assert b"List-Unsubscribe-Post" in content.partition(b"bh=")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"List-Unsubscribe-Post: List", b"List-Unsubscribe-Post: Lost"),
        (b"https://bot.example/av/", b"https://ond.example/av/"),
        (b"Subject: ", b"Subject: Nu "),
        (b"From: ", b"From: x"),
        (b"</html>", b"</htm1>"),
        (b"t=", b"t=1"),
    ],
)
def test_change_on_the_way_is_seen(before: bytes, after: bytes) -> None:
    content = issue()
    assert before in content

    assert not is_genuine(content.replace(before, after, 1))


def test_space_that_servers_change_in_the_head_does_no_harm() -> None:
    content = issue()
    head, end, body = content.partition(b"\r\n\r\n")

    folded = head.replace(b"MIME-Version: 1.0", b"MIME-Version:   1.0") + end + body

    assert folded != content
    assert is_genuine(folded)


def test_key_of_somebody_else_proves_nothing() -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert not dkim.verify(issue(), dnsfunc=name_server(other))


@pytest.mark.parametrize("body", [b"", b"Hej", b"Hej\r\n\r\n\r\n", b" \r\nx  \r\n"])
def test_any_letter_can_be_signed(body: bytes) -> None:
    content = b"From: <bot@bot.example>\r\nSubject: x\r\n\r\n" + body

    assert is_genuine(KEY.signed(content, int(LONG_AGO.timestamp())))


def test_every_mail_is_signed_where_a_key_is_set(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text(PEM)
    settings = {
        "SMTP_URL": f"file:{tmp_path / 'mejl'}",
        "MAIL_FROM": "bot@bot.example",
        "DKIM_DOMAIN": "bot.example",
        "DKIM_SELECTOR": "bot2026",
        "DKIM_KEY_FILE": str(file),
    }
    courier = mail_courier(load_settings(settings), FixedClock(LONG_AGO), _plain)
    assert courier is not None

    courier.send(Parcel("note/1", ANNA, next(iter(NOTES.values()))))

    (written,) = (tmp_path / "mejl").iterdir()
    assert is_genuine(written.read_bytes())


def test_line_below_is_asked_and_closed() -> None:
    held = HeldLine()
    line = SigningLine(held, KEY, FixedClock(LONG_AGO))
    line.carry(envelope())

    assert line.trace(envelope().message_id) is Trace.ARRIVED
    line.close()
    assert not held.is_open


def test_no_key_is_no_signature() -> None:
    assert signing_key(load_settings({})) is None


def test_key_may_be_written_on_one_line() -> None:
    key = signing_key(load_settings({**SETTINGS, "DKIM_KEY": PEM.replace("\n", "\\n")}))

    assert key is not None
    assert (key.domain, key.selector) == ("bot.example", "bot2026")


@pytest.mark.parametrize("missing", SETTINGS)
def test_half_a_setting_is_named(missing: str) -> None:
    half = {name: value for name, value in SETTINGS.items() if name != missing}

    with pytest.raises(SettingsError, match=f"^{missing} saknas: "):
        signing_key(load_settings(half))


def _elliptic() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@pytest.mark.parametrize("wrong", ["hemligt", _elliptic(), PEM[:200]])
def test_key_that_is_none_is_told_without_showing_it(wrong: str) -> None:
    with pytest.raises(SettingsError) as caught:
        signing_key(load_settings({**SETTINGS, "DKIM_KEY": wrong}))

    assert str(caught.value).startswith("DKIM_KEY: ska vara en hemlig RSA-nyckel")
    assert wrong not in str(caught.value)


def _plain(_parcel: Parcel) -> Rendered:
    return Rendered("Hej", "Hej\n", "<p>Hej</p>\n")
