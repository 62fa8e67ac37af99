from email import policy
from email.parser import BytesParser

import pytest

from bot.mail.incoming.faults import Fault
from bot.mail.incoming.message import Part
from bot.mail.incoming.parts import DEEPEST, MOST_PARTS, read_parts

TEXT = b"Content-Type: text/plain\n\nord\n"
INNER = b"From: nils@kommun1.example\nSubject: =?utf-8?q?a=0D=0Ab?=\nX-Odd: \xff\n\nDet luktar.\n"


def read(raw: bytes) -> tuple[tuple[Part, ...], tuple[Fault, ...]]:
    return read_parts(BytesParser(policy=policy.compat32).parsebytes(raw))


def one(head: bytes, body: bytes) -> tuple[Part, tuple[Fault, ...]]:
    (part,), faults = read(head + b"\n\n" + body)
    return part, faults


def container(*parts: bytes, boundary: bytes = b"b", kind: bytes = b"mixed") -> bytes:
    head = b"Content-Type: multipart/" + kind + b'; boundary="' + boundary + b'"\n\n'
    inner = b"".join(b"--" + boundary + b"\n" + part + b"\n" for part in parts)
    return head + inner + b"--" + boundary + b"--\n"


@pytest.mark.parametrize(
    ("encoding", "body", "content", "faults"),
    [
        (b"base64", b"VHI=", b"Tr", ()),
        (b"BASE64 ", b"VH\nI=\n", b"Tr", ()),
        (b"base64", b"VHI", b"Tr", (Fault.BROKEN_PART,)),
        (b"base64", b"V!H*I=", b"Tr", (Fault.BROKEN_PART,)),
        (b"base64", b"VHI=VHI=", b"TrTr", (Fault.BROKEN_PART,)),
        (b"base64", b"VHJhV", b"Tra", (Fault.BROKEN_PART,)),
        (b"base64", b"\xff\xfe", b"", (Fault.BROKEN_PART,)),
        (b"quoted-printable", b"p=C3=A5=\nh", b"p\xc3\xa5h", ()),
        (b"quoted-printable", b"p=ZZ", b"p=ZZ", (Fault.BROKEN_PART,)),
        (b"x-uuencode", b"begin 644 x\n#0V%T\n`\nend\n", b"Cat", ()),
        (b"x-uuencode", b"begin 644 x\n#0V%T\n", b"Cat", (Fault.BROKEN_PART,)),
        (b"x-uuencode", b"begin 644 x\n#0V%T\n#~~~~\nend\n", b"Cat", (Fault.BROKEN_PART,)),
        (b"8bit", b"p\xe5", b"p\xe5", ()),
        (b"7bit", b"a\r\nb", b"a\nb", ()),
        (b"binary", b"a\r\nb", b"a\r\nb", ()),
        (b"\xff", b"ord", b"ord", ()),
    ],
)
def test_content_is_decoded_as_far_as_it_can_be(
    encoding: bytes, body: bytes, content: bytes, faults: tuple[Fault, ...]
) -> None:
    part, found = one(b"Content-Transfer-Encoding: " + encoding, body)

    assert (part.content, found) == (content, faults)


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (b"X: y", Part("text/plain", b"")),
        (b"Content-Type: TEXT/Plain; charset=UTF-8", Part("text/plain", b"", "UTF-8")),
        (b"Content-Type: nonsense", Part("text/plain", b"")),
        (b"Content-Type: image/png; name=a.png", Part("image/png", b"", "", "a.png", True)),
        (
            b"Content-Type: text/plain\nContent-Disposition: attachment",
            Part("text/plain", b"", attached=True),
        ),
        (
            b"Content-Disposition: inline; filename*=utf-8''F%C3%B6r.pdf",
            Part("text/plain", b"", "", "För.pdf", True),
        ),
        (
            b"Content-Disposition: attachment; filename*0*=utf-8''F%C3%B6; filename*1=r.pdf",
            Part("text/plain", b"", "", "För.pdf", True),
        ),
        (
            b'Content-Disposition: attachment; filename="=?utf-8?q?F=C3=B6r=0D=0A?="',
            Part("text/plain", b"", "", "För", True),
        ),
        (
            b"Content-Disposition: attachment; filename*" + b"9" * 5_000 + b"*=x",
            Part("text/plain", b"", attached=True),
        ),
        (b"Content-Type: text/plain; charset=x" + b"; a=b" * 5_000, Part("text/plain", b"")),
    ],
)
def test_part_says_what_it_is(head: bytes, part: Part) -> None:
    assert one(head, b"")[0] == part


def test_name_in_an_unknown_charset_is_read_all_the_same() -> None:
    part, _ = one(b"Content-Disposition: attachment; filename*=zip''F%C3%B6r.pdf", b"")

    assert part.name == "För.pdf"


def test_mail_inside_a_mail_is_one_part_as_it_stood() -> None:
    raw = container(TEXT, b"Content-Type: message/rfc822\n\n" + INNER)

    parts, faults = read(raw)

    assert parts == (
        Part("text/plain", b"ord\n"),
        Part("message/rfc822", INNER, attached=True),
    )
    assert faults == ()


def test_mails_in_a_digest_are_not_opened() -> None:
    raw = container(b"\n" + INNER, b"\n" + INNER, kind=b"digest")

    parts, _ = read(raw)

    assert [part.kind for part in parts] == ["message/rfc822", "message/rfc822"]


def test_delivery_status_keeps_its_fields_in_groups() -> None:
    status = (
        b"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@b.example\nStatus: 5.1.1\n"
    )

    part, _ = one(b"Content-Type: message/delivery-status", status)

    assert part.content.strip() == status.strip()


@pytest.mark.parametrize("head", [b"Content-Type: application/ms-tnef", b"X: y"])
def test_winmail_is_left_out(head: bytes) -> None:
    winmail = head + b"\nContent-Disposition: attachment; filename=Winmail.DAT\n\nx"

    parts, faults = read(container(TEXT, winmail))

    assert ([part.kind for part in parts], faults) == (["text/plain"], (Fault.TNEF,))


def test_100_parts_are_read_and_no_more() -> None:
    hundred, whole = read(container(*[TEXT] * MOST_PARTS))
    more, cut = read(container(*[TEXT] * (MOST_PARTS + 1)))

    assert (len(hundred), whole) == (100, ())
    assert (len(more), cut) == (100, (Fault.TOO_MANY_PARTS,))


def nested(levels: int) -> bytes:
    raw = TEXT
    for level in range(levels):
        raw = container(raw, boundary=b"level%d" % level)
    return raw


def test_30_levels_are_opened_and_no_more() -> None:
    assert len(read(nested(DEEPEST))[0]) == 1
    assert read(nested(DEEPEST + 1)) == ((), (Fault.TOO_DEEP,))


def test_container_without_a_boundary_is_text() -> None:
    part, faults = one(b"Content-Type: multipart/mixed", b"ord")

    assert (part.kind, part.content, faults) == ("text/plain", b"ord", (Fault.BROKEN_PART,))


def test_container_that_never_ends_gives_its_parts() -> None:
    parts, faults = read(container(TEXT).removesuffix(b"--b--\n"))

    assert [part.content.strip() for part in parts] == [b"ord"]
    assert faults == (Fault.BROKEN_PART,)


def test_only_a_sealed_mail_is_called_encrypted() -> None:
    kind = b"Content-Type: application/pkcs7-mime; smime-type="

    assert one(kind + b"enveloped-data", b"x")[1] == (Fault.ENCRYPTED,)
    assert one(kind + b"signed-data", b"x")[1] == ()
