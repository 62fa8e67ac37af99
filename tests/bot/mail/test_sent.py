"""Whatever people have written: what goes out is a mail that keeps every rule of the RFCs."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.addresses import Sender
from bot.mail.answers import answer_mail
from bot.mail.courier import MailCourier
from bot.mail.links import Links, NoLinks
from bot.mail.rendering import render
from bot.texts.cards.shaping import make
from bot.texts.safe import clean
from handlers.contents import Confirmation, Content, Note, NoteCode, Reply
from handlers.errors import DeliveryError
from handlers.ports import Recipient
from tests.bot.mail.parcels import FIGURES, INA, INVITATION, MISSED, PlainLinks, parcel, reminders
from tests.bot.mail.stand_ins import HeldLine, name_in, parsed
from tests.fakes import FixedClock
from tests.letters import faults
from tests.sample import NOW

BOT = Sender("Miljösamverkan Väst", "bot@miljo.example")
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "swedish": "Åsa Öberg, förälder till smörgåsbordet",
        "emoji": "Släckvatten 🔥💧 👩🏽‍🚒",
        "500 letters": "å" * 500,
        "500 emoji": "🔥" * 500,
        "500 signs of ASCII": "x" * 500,
        "a long word in two bytes a letter": "Miljö" * 200,
        "quotation marks": 'Anna "Ankan" \\ Ek',
        "a comma and brackets": "Ek, Anna (vik.) <anna@annan.example>; Bo",
        "an encoded word": "=?utf-8?q?Hej=0D=0ABcc:_alla=40kommun.example?=",
        "half an encoded word": "=?utf-8?q?Hej",
        "a line break": "Hej\r\nBcc: alla@kommun.example",
        "carriage returns": "Hej\r\r\rdu\r",
        "line feeds": "\n\nHej\n du",
        "a head and a body": "Hej\r\n\r\nBcc: alla@kommun.example",
        "control characters": "He\x00j\x01 \x07d\x0bu\x0c \x1b[31m\x7f\x85\u2028\u2029 slut",
        "directions": "Hej \u202edu\u202c \u200b\ufeff\u061c",
        "dots": ".\n..\n.\r\n...",
        "from": "From anna@kommun.example\n>From bo\nFrom: Kim",
        "blanks at the ends": "  Hej  \t \n du \t",
        "a boundary": "--=_0123456789abcdef\n--\n--=_",
        "signs of quoted-printable": "=C3=A5 = =\n=20",
        "nothing": "",
        "what XML cannot hold": "\ufffe\uffff\x0e",
        "markup": "<script>alert(1)</script>&amp;]]>-->{{ 7*7 }}",
    }
)
THREAD = tuple(f"{number:060d}@kommun.example" for number in range(30))


def contents(words: str) -> Mapping[str, Content]:
    """Return every kind of content with the words wherever it has room for some."""
    duty = replace(
        FIGURES, title=words, part=words, said=words, host=words, reason=words, office=words
    )
    answer = answer_mail(make("list", words, summary=words, footer=words), words)
    thread = (THREAD[-1], (*THREAD, f"{'a' * 880}@kommun.example"))
    place = replace(
        INVITATION.meeting, title=words, part=words, place=words, host=words, link=words
    )
    invited = replace(INVITATION, meeting=replace(place, collaboration=words), about=words)
    values = {"count": words, "name": words, "office": words, "status": words, "code": words}
    written = {"email": words, "task": words, "number": words}
    asked = {"title": words, "answered": words, "asked": words, "reason": words}
    planned = {"plan": words, "year": words, "boards": words, "page": words}
    issue = {
        "label": words,
        "subject": words,
        "approver": words,
        "time": words,
        "writer": words,
        "sent": words,
        "failed": words,
        "unsure": words,
        "total": words,
        "reference": words,
        "place": words,
    }
    told = tuple({**issue, **values, **written, **asked, **planned}.items())
    closes = (("closes", NOW.date()), ("day", NOW.date()))
    notes = {
        f"note {code}": Note(words, code, told, place, words, NOW, days=closes) for code in NoteCode
    }
    return {
        "reminders": replace(reminders(duty, replace(duty, office="")), collaboration=words),
        "missed": replace(MISSED, collaboration=words, duties=(duty,)),
        "answer": Reply(answer.subject, answer.text, answer.html, *thread),
        "answer as it was kept": Reply(words, words, words, *thread),
        "confirmation": Confirmation(7, words, words, *thread),
        "invitation": invited,
        "whole days": replace(invited, starts_at=None, ends_at=None),
        "cancellation": replace(invited, cancelled=True),
        **notes,
    }


KINDS = tuple(contents(""))


def sent(
    content: Content, to: Recipient = INA, sender: Sender = BOT, links: Links | None = None
) -> bytes:
    line = HeldLine()
    by = partial(render, links=links or PlainLinks())
    MailCourier(line, sender, FixedClock(NOW), by, b"secret").send(parcel(content, to))
    (carried,) = line.carried
    return carried.content


def ended(text: str) -> str:
    """Return a text as it stands in a mail: every line ended, and all of them alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"


def reading_of(mail: bytes) -> tuple[str, str, list[str], list[str]]:
    """Return what another program reads: the subject, whom it is to, and both of its texts."""
    read = parsed(mail)
    parts = [part for part in read.walk() if part.get_content_type() in {"text/plain", "text/html"}]
    texts = [str(part.get_content()).replace("\r\n", "\n") for part in parts]
    to = [one.addr_spec for one in read["To"].addresses]
    return str(read["Subject"]), name_in(mail), to, texts


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mail_keeps_the_rules_whatever_people_wrote(kind: str, words: str) -> None:
    content, ina = contents(words)[kind], replace(INA, name=words)

    mail = sent(content, ina, Sender(words, BOT.address))

    said = render(parcel(content, ina), PlainLinks())
    assert faults(mail) == []
    assert reading_of(mail) == (
        clean(said.subject), clean(words), [INA.email], [ended(said.text), ended(said.html)],
    )  # fmt: skip
    assert name_in(mail, "From") == clean(words)


@pytest.mark.parametrize("kind", KINDS)
def test_mail_without_pages_to_lead_to_keeps_the_rules(kind: str) -> None:
    assert faults(sent(contents("Åsa, hej")[kind], links=NoLinks())) == []


@pytest.mark.parametrize("kind", ["answer", "confirmation"])
def test_answer_in_a_long_thread_names_all_of_it_on_lines_of_their_own(kind: str) -> None:
    content = contents("Åsa, hej")[kind]

    mail = parsed(sent(content))

    assert isinstance(content, Reply | Confirmation)
    assert mail["References"].split() == [f"<{one}>" for one in content.references]
    assert mail["In-Reply-To"].split() == [f"<{THREAD[-1]}>"]


@pytest.mark.parametrize("kind", KINDS)
def test_recipient_with_a_domain_of_other_letters_gets_it_in_ascii(kind: str) -> None:
    anna = replace(INA, name="Anna på Växjö", email="anna@växjö.example")

    mail = sent(contents("Åsa, hej")[kind], anna)

    assert faults(mail) == []
    assert [one.addr_spec for one in parsed(mail)["To"].addresses] == ["anna@xn--vxj-qla6g.example"]


@pytest.mark.parametrize(
    "address", ["åsa@växjö.example", "åsa@vaxjo.example", "asa", "a b@c.example"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_recipient_that_no_mail_can_go_to_gets_none_and_that_is_told(
    kind: str, address: str
) -> None:
    line = HeldLine()
    courier = MailCourier(line, BOT, FixedClock(NOW), partial(render, links=NoLinks()))

    with pytest.raises(DeliveryError) as caught:
        courier.send(parcel(contents("Hej")[kind], replace(INA, email=address)))

    assert (caught.value.code, caught.value.permanent) == ("mail_bad_address", True)
    assert line.carried == []


words_of_all_kinds = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from('\r\n\0\x1b"\\<>=?_.,@:; \u202e🔥å')),
    max_size=200,
)


@settings(max_examples=200)
@given(words_of_all_kinds, words_of_all_kinds, words_of_all_kinds)
def test_no_subject_name_or_text_breaks_a_rule(subject: str, name: str, text: str) -> None:
    mail = sent(Reply(subject, text, text), replace(INA, name=name), Sender(name, BOT.address))

    assert faults(mail) == []
    assert reading_of(mail) == (clean(subject), clean(name), [INA.email], [ended(text)] * 2)
    assert name_in(mail, "From") == clean(name)
