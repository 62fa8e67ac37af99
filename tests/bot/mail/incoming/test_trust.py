import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.mail.incoming.message import IncomingMail
from bot.mail.incoming.reading import read_mail
from bot.mail.incoming.trust import is_refuted, is_verified
from tests.bot.mail.incoming.made import ASA, made

MX = "mx.kommun.example"
PASS = "dmarc=pass (p=none dis=none) header.from=vaxjo.example"
SIGNED = "dkim=pass header.d=vaxjo.example"
FAIL = "dmarc=fail (p=none dis=none) header.from=vaxjo.example"
TEXTS = st.text()


def found(*results: str, sender: str = ASA) -> IncomingMail:
    return made(*(("authentication-results", result) for result in results), senders=(sender,))


def written_by(*fields: str, senders: tuple[str, ...] = (ASA,)) -> IncomingMail:
    froms = (("from", field) for field in fields)
    return made(("authentication-results", f"{MX}; {PASS}"), *froms, senders=senders)


@pytest.mark.parametrize(
    "result",
    [
        f"{MX}; {PASS}",
        f"{MX} 1; {PASS}",
        f"{MX} (our own) 1 (version); {PASS}",
        f"(our own) {MX}; {PASS}",
        f"MX.Kommun.Example; {PASS}",
        f"{MX}; DMARC=Pass header.From=Vaxjo.Example",
        f'{MX}; dmarc=pass header.from="vaxjo.example"',
        f"{MX}; dmarc/1=pass header.from=vaxjo.example",
        f'{MX}; dmarc=pass reason="dmarc=fail" header.from=vaxjo.example policy.dmarc=none',
        f"{MX}; spf=fail smtp.mailfrom=evil.example; dkim=fail header.d=evil.example; {PASS}",
        f'{MX}; dkim=pass header.d=vaxjo.example header.s=s1 header.b="a/b+"; {PASS}; arc=none',
        # Signed by a domain without a DMARC policy.
        f"{MX}; {SIGNED}; spf=pass smtp.mailfrom={ASA}",
        f"{MX}; dkim=pass header.i=@vaxjo.example header.d=Vaxjo.Example header.s=s1",
        f"{MX}; dkim=fail header.d=lists.example; {SIGNED}",
        f"{MX}; {SIGNED}; dmarc=none header.from=vaxjo.example",
        f"{MX}; {SIGNED}; dmarc=bestguesspass header.from=vaxjo.example",
    ],
)
def test_what_our_server_vouches_for_is_verified(result: str) -> None:
    assert is_verified(found(result), MX)


@pytest.mark.parametrize(
    "result",
    [
        "",
        MX,
        f"{MX}; none",
        f"{MX}; none; {PASS}",
        f"{MX}; {FAIL}",
        f"{MX}; dmarc=none header.from=vaxjo.example",
        f"{MX}; dmarc=bestguesspass header.from=vaxjo.example",
        # Signed, but not by that very domain, or not well, or against its policy.
        f"{MX}; spf=pass smtp.mailfrom={ASA}",
        f"{MX}; dkim=pass header.d=evil.example",
        f"{MX}; dkim=pass header.d=mejl.vaxjo.example",
        f"{MX}; dkim=pass header.d=example",
        f"{MX}; dkim=pass header.i=@vaxjo.example",
        f"{MX}; dkim=pass header.from=vaxjo.example",
        f"{MX}; dkim=pass header.d=evil.example header.d=vaxjo.example",
        f"{MX}; dkim=fail header.d=vaxjo.example",
        f"{MX}; dkim/2=pass header.d=vaxjo.example",
        f"{MX}; dkim=fail header.d=vaxjo.example; dkim=pass header.d=evil.example",
        f"{MX}; dkim=pass header.d=evil.example; dmarc=none header.from=vaxjo.example",
        f"{MX}; {SIGNED}; {FAIL}",
        f"{MX}; {SIGNED}; dmarc=temperror header.from=vaxjo.example",
        f"{MX}; {SIGNED}; dmarc=none; {FAIL}",
        # After what a server repeats from the mail, or beside another finding about the same.
        f"{MX}; spf=pass smtp.mailfrom=a; {SIGNED}",
        f"{MX}; spf=pass smtp.mailfrom=a; {SIGNED}; dmarc=none header.from=vaxjo.example",
        f"{MX}; {SIGNED}; dkim=fail header.d=vaxjo.example",
        f"{MX}; dkim=fail header.d=vaxjo.example; {SIGNED}",
        f"{MX}; spf=pass ({SIGNED}) smtp.mailfrom=evil.example",
        # Under another name, or the name elsewhere.
        f"mx.evil.example; {PASS}",
        f"{MX}.evil.example; {PASS}",
        f"evil.{MX}; {PASS}",
        f"evil ({MX}); {PASS}",
        f"({MX}) evil.example; {PASS}",
        f"(({MX}) evil; {PASS}",
        f"evil.example; x=y {MX}; {PASS}",
        f'"{MX}"; {PASS}',
        f"; {MX}; {PASS}",
        # A Kelvin sign is a k in small letters.
        f"mx.\u212aommun.example; {PASS}",
        f"{MX}/1; {PASS}",
        f"{MX} 2; {PASS}",
        # Not said, but repeated.
        f"{MX} ({PASS}); none",
        f"{MX}; spf=pass ({PASS}) smtp.mailfrom=evil.example",
        f'{MX}; spf=pass reason="; {PASS};" smtp.mailfrom=evil.example',
        f'{MX}; spf=pass smtp.mailfrom="; {PASS};"@evil.example',
        f"{MX}; dkim=pass header.dmarc=pass header.from=vaxjo.example",
        f"{MX}; x-dmarc=pass header.from=vaxjo.example",
        f"{MX}; dmarc/2=pass header.from=vaxjo.example",
        # Said twice.
        f"{MX}; {FAIL}; {PASS}",
        f"{MX}; {PASS}; {FAIL}",
        f"{MX}; {PASS}; {PASS}",
        f"{MX}; {PASS} header.from=evil.example",
        f'{MX}; dmarc=pass header.from="evil.example" header.from=vaxjo.example',
        # Of another domain.
        f"{MX}; dmarc=pass header.from=evil.example",
        f"{MX}; dmarc=pass header.from=mejl.vaxjo.example",
        f"{MX}; dmarc=pass header.from=example",
        f"{MX}; dmarc=pass header.from=xvaxjo.example",
        f"{MX}; dmarc=pass header.from=(vaxjo.example)",
        f"{MX}; dmarc=pass header.from={ASA}",
        f"{MX}; dmarc=pass smtp.from=vaxjo.example",
        f"{MX}; dmarc=pass header.from=",
        f"{MX}; dmarc=pass",
        # Not to be read.
        f"{MX}; {PASS} och mer",
        f"{MX}; {PASS} (",
        f'{MX}; {PASS} "',
        f"{MX}; {PASS};",
        f"{MX}; {PASS}; spf=pass (å) smtp.mailfrom=x.example",
        f"{MX}; {PASS} {'(' * 1500}{')' * 1500}",
        f"{MX}; {PASS} ({'x' * 5000})",
    ],
)
def test_everything_else_is_not_verified(result: str) -> None:
    assert not is_verified(found(result), MX)


def test_what_our_server_says_and_cannot_be_read_is_logged_without_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert not is_verified(found(f"{MX}; {PASS} och mer"), MX)

    assert "Authentication-Results" in caplog.text
    assert "och mer" not in caplog.text


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((f"{MX}; {PASS}", f"{MX}; {FAIL}"), True),
        ((f"{MX}; {FAIL}", f"{MX}; {PASS}"), False),
        ((f"{MX}; none", f"{MX}; {PASS}"), False),
        ((f"{MX}; (", f"{MX}; {PASS}"), False),
        (("(", f"{MX}; {PASS}"), False),
        ((f"evil.example; {FAIL}", f"{MX}; {PASS}"), True),
        ((f"{MX}; {PASS}", f"evil.example; {FAIL}"), True),
        ((f"evil.example; {PASS}", f"{MX}; {FAIL}"), False),
        ((f"{MX}; {FAIL}", f"evil.example; {PASS}"), False),
        # What Exchange Online puts above, under no name at all.
        (("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=x.example", f"{MX}; {PASS}"), True),
    ],
)
def test_topmost_of_our_own_decides(results: tuple[str, ...], expected: bool) -> None:
    assert is_verified(found(*results), MX) is expected


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((f"{MX}; {FAIL}",), True),
        ((f"{MX}; {SIGNED}; {FAIL}",), True),
        ((f"{MX}; {PASS}",), False),
        ((f"{MX}; dmarc=none header.from=vaxjo.example",), False),
        # Somebody else's word, or below our own, or not to be read.
        ((f"evil.example; {FAIL}",), False),
        ((f"{MX}; {PASS}", f"{MX}; {FAIL}"), False),
        ((), False),
        # Written by our own server, but not what would make it genuine.
        ((f"{MX}; {FAIL} och mer",), True),
        ((f"{MX}; spf=pass smtp.mailfrom=é@evil.example; {FAIL}",), True),
        ((f"{MX}; {FAIL} action=oreject",), True),
        ((f"{MX}; {FAIL} ({'x' * 5000})",), True),
        ((f"{MX}; dmarc=permerror header.from=vaxjo.example",), True),
        ((f"{MX}; dmarc=pass header.from=evil.example",), True),
        ((f"{MX}; {PASS}; {FAIL}",), True),
    ],
)
def test_what_our_server_has_found_forged_is_refuted(
    results: tuple[str, ...], expected: bool
) -> None:
    assert is_refuted(found(*results), MX) is expected
    assert not is_refuted(found(*results), "")


@pytest.mark.parametrize("name", ["", " "])
@pytest.mark.parametrize("result", [f"; {PASS}", f" ; {PASS}", f"{MX}; {PASS}", PASS])
def test_nothing_is_verified_where_no_name_is_configured(name: str, result: str) -> None:
    assert not is_verified(found(result), name)


def test_name_is_compared_without_case_and_blanks() -> None:
    assert is_verified(found(f"{MX}; {PASS}"), " MX.kommun.example ")


@pytest.mark.parametrize("said", ["växjö.example", "VÄXJÖ.example", "xn--vxj-qla6g.example"])
def test_domain_with_swedish_letters_is_the_one_idna_writes(said: str) -> None:
    mail = found(f"{MX}; dmarc=pass header.from={said}", sender="asa@xn--vxj-qla6g.example")

    assert is_verified(mail, MX)


@pytest.mark.parametrize("said", ["växjo.example", "å.å.", "ä" * 300, "ö@växjö.example"])
def test_domain_with_other_letters_is_another(said: str) -> None:
    mail = found(f"{MX}; dmarc=pass header.from={said}", sender="asa@xn--vxj-qla6g.example")

    assert not is_verified(mail, MX)


@pytest.mark.parametrize(
    "field",
    [
        ASA,
        f"<{ASA}>",
        f"{ASA} (Åsa Öberg)",
        f"Åsa Öberg <{ASA}>",
        f"Öberg, Åsa <{ASA}>",
        f'"Öberg; Åsa" <{ASA}>',
        f'"evil@evil.example" <{ASA}>',
        f'"evil@evil.example, \\"x" (evil@evil.example) <{ASA}>',
        "Åsa <asa.oberg@växjö.example>",
    ],
)
def test_from_field_with_one_address_can_be_verified(field: str) -> None:
    assert is_verified(written_by(field), MX)


@pytest.mark.parametrize(
    "field",
    [
        "",
        "Åsa",
        f"Gruppen: {ASA};",
        f"Gruppen: Åsa <{ASA}>;",
        f"Gruppen:; Åsa <{ASA}>",
        f"Gruppen: {ASA}",
        f"evil@evil.example <{ASA}>",
        f"evil@evil.example, {ASA}",
        f"evil@evil.example, <{ASA}>",
        f"<{ASA}> <evil@evil.example>",
        f"<{ASA}> evil",
        f"<@evil.example:{ASA}>",
        f"<{ASA}",
        f'" <{ASA}>' * 2000,
    ],
)
def test_from_field_with_anything_else_is_not_verified(field: str) -> None:
    assert not is_verified(written_by(field), MX)


def test_display_name_is_not_whom_the_mail_is_from() -> None:
    mail = written_by(f'"{ASA}" <evil@evil.example>', senders=("evil@evil.example",))

    assert not is_verified(mail, MX)


def test_at_sign_in_quotes_is_not_the_one_before_the_domain() -> None:
    address = f'"{ASA}"@evil.example'

    assert not is_verified(written_by(address, senders=(address,)), MX)


@pytest.mark.parametrize(
    ("fields", "senders"),
    [
        ((ASA, "evil@evil.example"), (ASA, "evil@evil.example")),
        ((ASA, ASA), (ASA, ASA)),
        ((ASA, ""), (ASA,)),
        ((f"{ASA}, evil@evil.example",), (ASA, "evil@evil.example")),
        ((ASA,), ()),
        ((ASA,), (ASA, ASA)),
        (("",), ("",)),
    ],
)
def test_mail_of_more_or_less_than_one_is_not_verified(
    fields: tuple[str, ...], senders: tuple[str, ...]
) -> None:
    assert not is_verified(written_by(*fields, senders=senders), MX)


@given(st.lists(TEXTS), st.lists(TEXTS, min_size=1), st.lists(TEXTS, max_size=2), TEXTS)
@example([f"{MX}; {PASS}"], [ASA], [ASA], "x")
@example([f"{MX}; dmarc=pass (\\"], [ASA], [ASA], MX)
@example(["(" * 100_000], ['"\\' * 1900], [ASA], MX)
@example([f"{MX}; dmarc=pass header.from=xn--\u00df\u200d"], [ASA], [ASA], MX)
def test_whatever_a_mail_holds_is_not_verified(
    results: list[str], froms: list[str], senders: list[str], name: str
) -> None:
    fields = [("authentication-results", result) for result in results]
    mail = made(*fields, *(("from", one) for one in froms), senders=tuple(senders))

    assert not is_verified(mail, name)


@given(TEXTS)
def test_no_text_after_the_name_of_our_server_breaks_the_parser(text: str) -> None:
    assert not is_verified(found(f"{MX}; {text}"), MX)


# Neither is our server's word: the one is not its name as written, and in the other it repeats an
# address that opens and closes a comment around what it really found.
HIDDEN = [
    "=?utf-8?q?mx=2Ekommun=2Eexample?=; dmarc=pass header.from=kommun.example",
    (
        "mx.kommun.example; spf=pass smtp.mailfrom==?utf-8?q?x=3B_dmarc=3Dpass_header=2Efrom="
        "3Dkommun=2Eexample=3B_a=3Db_=28?=@evil.example; dmarc=fail header.from=kommun.example;"
        " dkim=none =?utf-8?q?=29?="
    ),
]


@pytest.mark.parametrize("field", HIDDEN)
def test_findings_that_stand_there_only_once_decoded_are_no_findings(field: str) -> None:
    honest = "mx.kommun.example; dmarc=pass header.from=kommun.example"

    mails = [
        read_mail(f"Authentication-Results: {one}\nFrom: chef@kommun.example\n\nx".encode())
        for one in (field, honest)
    ]

    assert [is_verified(mail, "mx.kommun.example") for mail in mails] == [False, True]
