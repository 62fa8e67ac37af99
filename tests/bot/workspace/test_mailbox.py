from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.workspace import Mailbox
from bot.workspace.letters import CUT, MOST_SOURCE, UNREADABLE, Correspondent, Letter
from tests.bot.workspace.mailings import HTML, MORNING, TO_INA, TO_VETLANDA, mailed, put

INA = "ina.ek@habo.example"
HEAD = b"From: b@x.example\r\nTo: ina.ek@habo.example\r\n"


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


def only(mailbox: Mailbox) -> Letter:
    (letter,) = mailbox.letters()
    return letter


def test_mail_is_shown_with_its_head_and_both_parts(mailbox: Mailbox, tmp_path: Path) -> None:
    put(tmp_path, "n1", mailed(Auto_Submitted="auto-generated", Message_ID="<n1@x.example>"))

    letter = only(mailbox)

    assert (letter.key, letter.moment) == ("n1", MORNING)
    assert letter.sender == Correspondent("Samverkansboten", "boten@jonkoping.example")
    assert letter.to == (Correspondent("Ina Ek", INA),)
    assert letter.subject == "Påminnelse: Telefonboken"
    assert (letter.text.rstrip(), letter.html.rstrip()) == ("Senast i dag.", HTML)
    assert letter.headers == (
        ("Message-ID", "<n1@x.example>"),
        ("Auto-Submitted", "auto-generated"),
    )
    assert "Content-Type: multipart/alternative" in letter.source


def test_letters_stand_newest_first(mailbox: Mailbox, tmp_path: Path) -> None:
    for days in (2, 3, 1):
        put(tmp_path, f"d{days}", mailed(moment=MORNING + timedelta(days=days)))

    assert [letter.key for letter in mailbox.letters()] == ["d3", "d2", "d1"]


def test_letters_to_an_address_are_those_alone(mailbox: Mailbox, tmp_path: Path) -> None:
    put(tmp_path, "hers", mailed(to=TO_INA))
    put(tmp_path, "theirs", mailed(to=TO_VETLANDA))
    put(tmp_path, "named", mailed(to=f'"{INA}" <nagon@annan.example>'))
    put(tmp_path, "both", mailed(to="Mia <mia@vast.example>, INA.EK@habo.example"))

    assert {letter.key for letter in mailbox.letters(INA)} == {"hers", "both"}


def test_mail_that_is_being_written_is_not_shown(mailbox: Mailbox, tmp_path: Path) -> None:
    (tmp_path / ".n1.eml").write_bytes(mailed())
    (tmp_path / "n1.eml.new").write_bytes(mailed())

    assert mailbox.letters() == ()


def test_directory_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    mailbox = Mailbox(tmp_path / "mail")

    assert mailbox.letters() == ()
    assert mailbox.stamp() == 0


def test_mail_is_read_once(mailbox: Mailbox, tmp_path: Path) -> None:
    put(tmp_path, "n1", mailed())

    assert only(mailbox) is only(mailbox)


def test_replaced_mail_is_read_anew(mailbox: Mailbox, tmp_path: Path) -> None:
    put(tmp_path, "n1", mailed(subject="Ett"))
    before = only(mailbox).subject

    put(tmp_path, "n1", mailed(subject="Tvu"))

    assert (before, only(mailbox).subject) == ("Ett", "Tvu")


def test_mail_that_is_taken_away_is_gone(mailbox: Mailbox, tmp_path: Path) -> None:
    place = put(tmp_path, "n1", mailed())
    letter = only(mailbox)

    place.unlink()

    assert mailbox.letters() == ()
    with pytest.raises(FileNotFoundError):
        _ = letter.text


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x00\x01\xff\xfe\n\n\xff", id="no text"),
        pytest.param(b"Subject: hej\r\n\r\nhej", id="nobody's"),
        pytest.param(b"From: =?utf-8?q?a=0D=0ABcc:_b?= <x@x.example>\r\n\r\nhej", id="poisoned"),
    ],
)
def test_broken_file_is_shown_as_such_among_the_others(
    mailbox: Mailbox, tmp_path: Path, content: bytes
) -> None:
    put(tmp_path, "sound", mailed(moment=datetime(2020, 1, 1, tzinfo=UTC)))
    put(tmp_path, "broken", content)

    broken, sound = mailbox.letters()

    assert (broken.key, broken.subject, broken.is_broken) == ("broken", UNREADABLE, True)
    assert broken.to == ()
    assert broken.source == content.decode("utf-8", "replace")
    assert (sound.key, sound.is_broken) == ("sound", False)


@pytest.mark.parametrize("date", [b"", b"Date: i morgon\r\n", b"Date: 99 Foo 2026 25:61\r\n"])
def test_mail_without_a_date_has_that_of_its_file(
    mailbox: Mailbox, tmp_path: Path, date: bytes
) -> None:
    place = put(tmp_path, "n1", HEAD + date + b"\r\nhej")

    assert only(mailbox).moment == datetime.fromtimestamp(place.stat().st_mtime, tz=UTC)


@pytest.mark.parametrize("zone", ["+0100", "-0000", "-0500"])
def test_moment_is_always_aware(mailbox: Mailbox, tmp_path: Path, zone: str) -> None:
    put(tmp_path, "n1", HEAD + f"Date: Fri, 27 Feb 2026 08:00:00 {zone}\r\n\r\nhej".encode())

    assert only(mailbox).moment.utcoffset() == timedelta(0)


def test_subject_with_smuggled_lines_stands_on_one(mailbox: Mailbox, tmp_path: Path) -> None:
    put(tmp_path, "n1", HEAD + b"Subject: =?utf-8?q?Hej=0D=0ABcc:_x=00y?=\r\n\r\nhej")

    assert only(mailbox).subject == "Hej Bcc: x y"


@pytest.mark.parametrize(
    ("kind", "body", "shown"),
    [
        (b"text/plain; charset=klingon", b"hej \xc3\xa5", "hej å"),
        (b"text/plain; charset=utf-8", b"hej \xff", "hej \N{REPLACEMENT CHARACTER}"),
        (b"text/plain", b"hej \xff", "hej \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_text_in_an_unknown_alphabet_is_shown_as_far_as_it_goes(
    mailbox: Mailbox, tmp_path: Path, kind: bytes, body: bytes, shown: str
) -> None:
    put(tmp_path, "n1", HEAD + b"Content-Type: " + kind + b"\r\n\r\n" + body)

    assert only(mailbox).text == shown


def test_part_that_is_missing_is_empty(mailbox: Mailbox, tmp_path: Path) -> None:
    put(tmp_path, "n1", mailed(html=""))

    assert only(mailbox).html == ""


def test_very_long_source_is_cut(mailbox: Mailbox, tmp_path: Path) -> None:
    put(tmp_path, "n1", mailed(text="x" * 60 + "\n" * MOST_SOURCE))

    source = only(mailbox).source

    assert (len(source), source.endswith(CUT)) == (MOST_SOURCE + len(CUT), True)


def test_stamp_is_another_one_when_a_mail_has_come(mailbox: Mailbox, tmp_path: Path) -> None:
    before = mailbox.stamp()

    put(tmp_path, "n1", mailed())

    assert mailbox.stamp() > before
