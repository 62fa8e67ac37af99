import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.mail.incoming.judging import Ours, Silence, why_silent
from tests.bot.mail.incoming.made import ASA, BOT, made

OURS = Ours(frozenset({BOT, "nyhetsbrev@miljosamverkan.example"}), "miljosamverkan.example")
COLLEAGUE = "eva@miljosamverkan.example"
NAMES = st.sampled_from(
    ["auto-submitted", "content-type", "list-id", "precedence", "return-path", "sender", "from"]
)
TEXTS = st.text()


def test_ordinary_mail_is_answered() -> None:
    assert why_silent(made(), OURS) is None


@pytest.mark.parametrize(
    ("name", "value", "silence"),
    [
        ("return-path", "<>", Silence.BOUNCE),
        ("return-path", " < > ", Silence.BOUNCE),
        ("return-path", "(none) <>", Silence.BOUNCE),
        ("content-type", 'multipart/report; report-type="delivery-status"', Silence.BOUNCE),
        ("content-type", "Multipart/Report (RFC 6522)", Silence.BOUNCE),
        ("sender", BOT, Silence.OURSELVES),
        ("sender", '"Väst, mejl" <Assistent@Miljosamverkan.example>', Silence.OURSELVES),
        ("sender", "assistent+nb7@miljosamverkan.example", Silence.OURSELVES),
        ("auto-submitted", "auto-replied", Silence.AUTOMATIC),
        ("auto-submitted", "auto-generated", Silence.AUTOMATIC),
        ("auto-submitted", "Auto-Notified; owner-email=a@b.example", Silence.AUTOMATIC),
        ("auto-submitted", "(by rule (1)) auto-replied (vacation)", Silence.AUTOMATIC),
        ("auto-submitted", "", Silence.AUTOMATIC),
        ("auto-submitted", "not-at-all", Silence.AUTOMATIC),
        ("x-autoreply", "yes", Silence.AUTOMATIC),
        ("x-autorespond", "Semester", Silence.AUTOMATIC),
        ("list-id", "Miljöstrategi <ms.lista.example>", Silence.LIST_MAIL),
        ("list-unsubscribe", "<mailto:av@lista.example>", Silence.LIST_MAIL),
        ("precedence", "bulk", Silence.BULK),
        ("precedence", " List ", Silence.BULK),
        ("precedence", "junk", Silence.BULK),
        ("precedence", "auto_reply", Silence.BULK),
    ],
)
def test_field_keeps_us_silent(name: str, value: str, silence: Silence) -> None:
    assert why_silent(made((name, value)), OURS) is silence


# X-Auto-Response-Suppress is what Exchange adds to people's mails too.
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("return-path", f"<{ASA}>"),
        ("content-type", "multipart/mixed; x=multipart/report"),
        ("content-type", "text/plain; report-type=delivery-status"),
        ("sender", "sekreterare@vaxjo.example"),
        ("sender", "assistent@vaxjo.example"),
        ("auto-submitted", "no"),
        ("auto-submitted", "No (a person wrote this); x=auto-replied"),
        ("x-autoreply", "no"),
        ("x-list", "nej"),
        ("precedence", "first-class"),
        ("x-auto-response-suppress", "DR, OOF, AutoReply"),
        ("x-auto-response-suppress", "All"),
    ],
)
def test_field_lets_us_answer(name: str, value: str) -> None:
    assert why_silent(made((name, value)), OURS) is None


def test_second_field_of_a_name_is_read_too() -> None:
    mail = made(("auto-submitted", "no"), ("auto-submitted", "auto-replied"))

    assert why_silent(mail, OURS) is Silence.AUTOMATIC


@pytest.mark.parametrize(
    "subject",
    [
        "Autosvar: Nyhetsbrev nr 2",
        "AUTOSVAR : Nyhetsbrev nr 2",
        "Automatiskt svar: Nyhetsbrev nr 2",
        "Automatic reply: Nyhetsbrev nr 2",
        "Automatisk svar: Nyhetsbrev nr 2",
        "Frånvaro",
        "Frånvaro 3–7 augusti",
        "Frånvarande: Nyhetsbrev nr 2",
        "Fra\u030anvarande",
        "Frånvaromeddelande",
        "Out of office",
        "Out of the Office AutoReply: Nyhetsbrev nr 2",
        "SV: Autosvar: Nyhetsbrev nr 2",
        "Re: RE[2]: SV : Frånvarande",
        "[EXTERN] Automatiskt\u00a0svar: Nyhetsbrev nr 2",
    ],
)
def test_subject_of_an_automatic_reply_keeps_us_silent(subject: str) -> None:
    assert why_silent(made(subject=subject), OURS) is Silence.AUTOMATIC


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "SV: Frånvaroanmälan",
        "Frånvaro-rutin för tillsynen",
        "Mötet: frånvaro",
        "Autosvar i brevlådan",
        "Automatiskt svarande mätare: tillsyn",
        "VB: Autosvar: Nyhetsbrev nr 2",
        "Out of officers",
    ],
)
def test_subject_with_a_word_like_it_is_answered(subject: str) -> None:
    assert why_silent(made(subject=subject), OURS) is None


@pytest.mark.parametrize(
    "name",
    [
        "mailer-daemon",
        "MAILER-DAEMON",
        "mailer.daemon",
        "postmaster",
        "noreply",
        "no-reply",
        "no.reply+nb7",
        "noreply-tillsyn",
        "tillsyn-noreply",
        "do-not-reply",
        "do_not.reply",
        "donotreply",
        "svara-inte",
        "bounce",
        "bounces",
        "bounces+nb7.1",
        "bounce-7",
        "studs",
        "studs+nb7.1",
    ],
)
def test_sender_that_is_a_system_keeps_us_silent(name: str) -> None:
    assert why_silent(made(senders=(f"{name}@vaxjo.example",)), OURS) is Silence.SYSTEM_SENDER


@pytest.mark.parametrize(
    "name", ["juno.reply", "bouncer", "bounce.anna", "studs.terkel", "postmasters", "anna+noreply"]
)
def test_sender_with_a_name_like_it_is_answered(name: str) -> None:
    assert why_silent(made(senders=(f"{name}@vaxjo.example",)), OURS) is None


@pytest.mark.parametrize(
    "address",
    [BOT, "assistent+svar@miljosamverkan.example", "nyhetsbrev@miljosamverkan.example"],
)
def test_mail_from_ourselves_is_not_answered(address: str) -> None:
    assert why_silent(made(senders=(address,)), OURS) is Silence.OURSELVES


def test_mail_of_ours_that_comes_back_under_another_name_is_not_answered() -> None:
    mail = made(message_id="nb7.1@Miljosamverkan.example")

    assert why_silent(mail, OURS) is Silence.OURSELVES


@pytest.mark.parametrize(
    ("sender", "message_id"),
    [
        (COLLEAGUE, "6ba7b810@miljosamverkan.example"),
        (ASA, "1@miljosamverkan.example.vaxjo.example"),
        (ASA, "1@inte-miljosamverkan.example"),
        (ASA, "miljosamverkan.example@"),
    ],
)
def test_message_id_that_is_not_ours_is_answered(sender: str, message_id: str) -> None:
    assert why_silent(made(senders=(sender,), message_id=message_id), OURS) is None


def test_no_message_id_is_not_ours_even_where_we_have_no_domain() -> None:
    assert why_silent(made(message_id=""), Ours(frozenset({BOT}), "")) is None


def test_mail_without_a_sender_is_not_answered() -> None:
    assert why_silent(made(senders=()), OURS) is Silence.NO_SENDER


def test_mail_with_two_senders_is_not_answered() -> None:
    assert why_silent(made(senders=(ASA, "evil@evil.example")), OURS) is Silence.SEVERAL_SENDERS


def test_mail_with_two_from_fields_is_not_answered() -> None:
    mail = made(("from", ASA), ("from", ASA))

    assert why_silent(mail, OURS) is Silence.SEVERAL_SENDERS


def test_bounce_from_our_own_mail_server_is_a_bounce_first() -> None:
    mail = made(("return-path", "<>"), ("sender", BOT), message_id="2@miljosamverkan.example")

    assert why_silent(mail, OURS) is Silence.BOUNCE


@given(st.lists(st.tuples(NAMES, TEXTS)), st.lists(TEXTS, max_size=2), TEXTS, TEXTS)
@example([("auto-submitted", "(" * 100_000)], [ASA], "sv" + " " * 100_000, "@")
@example([("sender", "a" * 100_000)], ["no." * 30_000 + "@x.example"], "[" * 100_000, "")
def test_whatever_a_mail_holds_is_judged(
    fields: list[tuple[str, str]], senders: list[str], subject: str, message_id: str
) -> None:
    mail = made(*fields, senders=tuple(senders), subject=subject, message_id=message_id)

    assert why_silent(mail, OURS) in {None, *Silence}
