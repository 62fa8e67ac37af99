"""Newsletters as mails: what is read, and what the octets must be."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.mail.addresses import Sender
from bot.mail.letters import Letter, message_id_of, written
from bot.mail.links import Links, NoLinks
from bot.mail.press import LEAVE
from bot.mail.rendering import LARGEST, Rendered, render
from handlers.contents import Content, Edition, EditionItem, EditionSection, Newsletter, Section
from tests.bot.mail.issues import COPY, ISSUE, ISSUES, LONG, NASTY, PICTURE, SENT, SUMMARY
from tests.bot.mail.newsletter_rules import broken_rules
from tests.bot.mail.parcels import PlainLinks, parcel
from tests.bot.mail.reading import Reader, unwrapped

BASE = "https://bot.example"
WAY = f"{BASE}/av/16.7.abcdefghijklmnopqrstuv"
HEADERS = {
    "List-Unsubscribe": f"<{WAY}>, <mailto:bot@bot.example?subject=avsluta>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "List-Id": "<jonkoping.nyhetsbrev.bot.example>",
    "Precedence": "bulk",
}
SENDER = Sender("Miljösamverkan Jönköping", "bot@bot.example")


def mail(content: Content, links: Links | None = None) -> Rendered:
    return render(parcel(content), links or PlainLinks())


def octets(said: Rendered) -> bytes:
    letter = Letter(
        to_name="Ina Spektör",
        to_address="ina@habo.example",
        subject=said.subject,
        text=said.text.replace(LEAVE, WAY),
        html=said.html.replace(LEAVE, WAY),
        message_id=message_id_of("newsletter/7/p42", SENDER.domain),
        headers=HEADERS,
    )
    return written(letter, SENDER, datetime(2027, 2, 22, 8, 30, tzinfo=UTC))


def issue(*items: EditionItem, section: Section = Section.NOW) -> Newsletter:
    return Newsletter(replace(ISSUE, sections=(EditionSection(section, items),)), 7)


@pytest.mark.parametrize("name", SENT)
def test_octets_break_no_rule(name: str) -> None:
    assert broken_rules(octets(mail(SENT[name])), BASE) == []


def test_copy_breaks_no_rule_either() -> None:
    assert broken_rules(octets(mail(COPY)), BASE) == []


def _in_html(before: str, after: str) -> Callable[[Rendered], bytes]:
    def plant(said: Rendered) -> bytes:
        assert before in said.html
        return octets(replace(said, html=said.html.replace(before, after, 1)))

    return plant


def _in_octets(before: bytes, after: bytes) -> Callable[[Rendered], bytes]:
    def plant(said: Rendered) -> bytes:
        whole = octets(said)
        assert before in whole
        return whole.replace(before, after, 1)

    return plant


DKIM = b"DKIM-Signature: v=1; a=rsa-sha256; h=From:To:List-Unsubscribe;\r\n b=x\r\nFrom:"
DEFECTS: dict[str, Callable[[Rendered], bytes]] = {
    "line-ends": _in_octets(b"\r\nTo:", b"\nTo:"),
    "line-too-long": _in_octets(b"\r\nPrecedence", b"\r\nX: " + b"x" * 996 + b"\r\nPrecedence"),
    "eight-bit": _in_octets(b"Precedence: bulk", "Precedence: bulk\r\nX-Å: å".encode()),
    "once:To": _in_octets(b"\r\nTo:", b"\r\nTo: all@bot.example\r\nTo:"),
    "once:Message-ID": _in_octets(b"Message-ID", b"X-Message-ID"),
    "field:Precedence": _in_octets(b"Precedence: bulk", b"Precedence: list"),
    "field:List-Unsubscribe": _in_octets(b"List-Unsubscribe: <https", b"List-Unsubscribe: <ftp"),
    "field:List-Unsubscribe-Post": _in_octets(b"=One-Click", b"=One=Click"),
    "field:List-Id": _in_octets(b"List-Id", b"X-List-Id"),
    "field:Auto-Submitted": _in_octets(b"auto-generated", b"no"),
    "field:X-Auto-Response-Suppress": _in_octets(b"Suppress: All", b"Suppress: None"),
    "field-encoded": _in_octets(b"Unsubscribe: <https://", b"Unsubscribe: <https://=?utf-8?q?"),
    "unsigned-unsubscribe": _in_octets(b"From:", DKIM),
    "parts": _in_octets(b"multipart/alternative", b"multipart/mixed"),
    "encoding": _in_octets(b"quoted-printable", b"8bit"),
    "charset": _in_octets(b'charset="utf-8"', b'charset="ascii"'),
    "encoded-line-too-long": _in_octets(b"- Datum", b"- Datum" + b"x" * 80),
    "html-size": _in_html("</p>", "</p>" + "<p>ord och ord</p>" * 6000),
    "lang": _in_html('lang="sv"', 'lang="en"'),
    "table-role": _in_html("<h1>", "<table></table><h1>"),
    "alt": _in_html('alt="Karta', 'title="Karta'),
    "remote": _in_html("</p>", '</p><img alt="" src="https://evil.example/p.gif">'),
    "personal": _in_html("/static/logo.png", "/static/logo.png?to=42"),
    "first-heading": _in_html("<h1>", "<h2>"),
    "heading-order": _in_html("<h3>", "<h5>"),
    "text-incomplete": _in_html("<h3>Ventilation", "<h3>Något annat och ventilation"),
    "link-words": _in_html("Läs nyhetsbrevet på webben", ""),
    "link-leads": _in_html(f'href="{LEAVE}"', 'href="/av"'),
}  # fmt: skip


@pytest.mark.parametrize("rule", DEFECTS)
def test_checker_sees_a_planted_defect(rule: str) -> None:
    assert rule in broken_rules(DEFECTS[rule](mail(SENT["usual"])), BASE)


@pytest.mark.parametrize(
    ("place", "planted"),
    [
        ("</head>", "<link rel=stylesheet href=https://fonts.example/a.css></head>"),
        ("</style>", "p { background: url('https://evil.example/p.gif') }</style>"),
        ("</style>", "@import 'https://evil.example/a.css';</style>"),
        ("<h1>", '<h1 style="background:url(https://evil.example/p.gif)">'),
    ],
)
def test_checker_sees_whatever_is_fetched(place: str, planted: str) -> None:
    defect = _in_html(place, planted)(mail(SENT["usual"]))

    assert broken_rules(defect, BASE) == ["remote"]


def test_parts_stand_in_order_with_what_is_in_them() -> None:
    said = mail(SENT["usual"])

    assert [line for line in Reader(said.html).lines() if line in said.text or line.isupper()]
    headings = re.findall(r"<h2>(.*?)</h2>", said.html)
    assert headings == [
        "I det här numret",
        "Viktigast just nu",
        "Projekt",
        "Datum",
        "Lämna förslag eller delta",
        "Från styrgruppen",
        "Kontakt och avsluta",
    ]
    assert (
        said.text
        == f"""\
Miljösamverkan Jönköping

Släckvatten, ventilation och vårens träffar

Nyhetsbrev 2027 nr 1, 22 februari 2027

Läs nyhetsbrevet på webben:
{BASE}/nyhetsbrev/jonkoping/2027-1

I det här numret
- Viktigast just nu: Anmäl er till chefsmötet
- Projekt: Ventilation pågår, Släckvatten är klart
- Datum
- Lämna förslag eller delta: Vad ska vi göra 2028?
- Från styrgruppen: Styrgruppen har antagit planen

VIKTIGAST JUST NU

Anmäl er till chefsmötet

Chefsmötet är tisdag 20 april, 9.00–12.00, på Länsstyrelsen. Svara
senast 9 april i inbjudan <https://bot.example/svar/abc>.

PROJEKT

Ventilation pågår

Elva kommuner har gjort besök.

[Bild: Karta över de elva kommuner som har haft besök]

Det är klart:

- checklista
- mall för brev
- frågor och svar

Släckvatten är klart

Projektet är avslutat.

Material

1. Checklista
2. Två lathundar

> Nu vet vi vad vi ska fråga efter.

DATUM

- 20 april: chefsmöte
- 4 maj: träff för ventilation

LÄMNA FÖRSLAG ELLER DELTA

Vad ska vi göra 2028?

Lämna förslag senast 31 mars. Skriv till samordnaren
<samordnare@jonkoping.example>.

FRÅN STYRGRUPPEN

Styrgruppen har antagit planen

Planen för 2027 gäller.

KONTAKT OCH AVSLUTA

Har du en fråga? Skriv till Sam Ordnare, samordnare@jonkoping.example.
Avsluta nyhetsbrevet:
{LEAVE}

Samverkansboten skickar det här för Miljösamverkan Jönköping.
Du får det för att du finns i registret hos Miljösamverkan Jönköping, eller
för att du har anmält dig till nyhetsbrevet.
Vill du inte ha nyhetsbrevet? Svara ”avsluta nyhetsbrev”, så tar jag bort
dig från utskicken.
"""
    )


def test_way_to_leave_stands_once_in_each_part() -> None:
    said = mail(SENT["usual"])

    assert (said.html.count(LEAVE), said.text.count(LEAVE)) == (1, 1)


def test_mail_is_the_same_for_everyone() -> None:
    one = render(parcel(SENT["usual"]), PlainLinks())
    other = render(
        replace(parcel(SENT["usual"]), to=replace(parcel(COPY).to, person_id=9, name="Bo")),
        PlainLinks(),
    )

    assert one == other


def test_pictures_lie_at_one_address_with_their_size_and_words() -> None:
    pictures = list(Reader(mail(SENT["usual"]).html).told("img"))

    assert [(one["src"], one["alt"], one["width"]) for one in pictures] == [
        (f"{BASE}/static/logo.png", "", "40"),
        (f"{BASE}/nyhetsbrev/bild/{PICTURE.code}", PICTURE.alt, "568"),
    ]


def test_without_pages_one_leaves_by_mail_and_reads_of_pictures() -> None:
    said = mail(SENT["usual"], NoLinks())

    read = Reader(said.html)
    assert list(read.told("img")) == []
    assert f"[Bild: {PICTURE.alt}]" in "".join(read.pieces)
    assert LEAVE not in said.html + said.text
    assert not re.search(r"https://bot\.example/(?:nyhetsbrev|static)", said.html + said.text)
    assert "Svara ”avsluta nyhetsbrev”" in unwrapped(said.text)


def test_short_issue_has_no_list_of_its_parts() -> None:
    said = mail(issue(EditionItem("A", "a")))

    assert "I det här numret" not in said.html + said.text


def test_last_items_are_their_headings_where_there_is_no_room() -> None:
    said = mail(SENT["long"])

    read = Reader(said.html)
    shown = "".join(read.pieces)
    first, *_, last = LONG.sections[0].items
    assert len(said.html.encode()) <= LARGEST
    assert first.body in shown
    assert (last.heading in shown, last.body in shown) == (True, False)
    assert "Läs hela ”Projekt” på webben" in shown
    # The text is whole: a long word in it is broken in lines.
    words = said.text.replace("\n", "")
    assert all(item.body in words.replace(" ", "", 0) or "ö" * 3000 in words
               for item in LONG.sections[0].items)  # fmt: skip


def test_without_pages_what_has_no_room_stands_in_the_text() -> None:
    said = mail(SENT["long"], NoLinks())

    assert "Hela texten står i mejlets textversion." in "".join(Reader(said.html).pieces)


def test_even_headings_without_end_have_room() -> None:
    many = issue(*(EditionItem(f"{'<' * 190} {number}", "") for number in range(1000)))

    said = mail(many)

    assert len(said.html.encode()) <= LARGEST
    assert "Läs hela ”Viktigast just nu” på webben" in "".join(Reader(said.html).pieces)
    assert said.text.count("<" * 70) >= 1000


def test_what_people_wrote_is_never_markup() -> None:
    said = mail(SENT["hostile"])

    read = Reader(said.html)
    tags = {tag for tag, _ in Reader(mail(SENT["usual"]).html).starts}
    assert {tag for tag, _ in read.starts} <= tags | {"em", "br"}
    assert "\n" not in said.subject
    assert said.subject.isprintable()
    assert "{{ 7*7 }}" in "".join(read.pieces)
    assert not re.search(r"[\x00\x0b\u202e\ufffe]", said.html + said.text)


def test_copy_says_what_it_is_and_cannot_be_left() -> None:
    said = mail(COPY)

    assert said.subject == "[Provexemplar] Släckvatten, ventilation och vårens träffar"
    assert said.text.startswith("Det här är ett provexemplar. Nyhetsbrevet är inte utskickat än.\n")
    assert LEAVE not in said.html + said.text
    assert "/nyhetsbrev/jonkoping/2027-1" not in said.html + said.text
    assert "Kim Al vill att du tittar på det" in unwrapped(said.text)


def test_summary_says_what_is_in_it_and_where_it_is_read() -> None:
    said = mail(SUMMARY)

    assert said.subject == "Nytt nyhetsbrev: Släckvatten, ventilation och vårens träffar"
    assert "Projekt: Ventilation pågår, Släckvatten är klart" in said.text
    assert f"Läs hela nyhetsbrevet: {SUMMARY.page}" in unwrapped(said.text)
    assert SUMMARY.page in Reader(said.html).addresses()


def test_every_sample_is_sent() -> None:
    assert set(SENT) == set(ISSUES)
    assert all(isinstance(one, Edition) for one in ISSUES.values())
    assert NASTY in ISSUES["hostile"].subject
