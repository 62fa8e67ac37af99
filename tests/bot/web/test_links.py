"""The addresses in mails: read by us alone, for one purpose each, and not for ever."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.web.attendance_links import AttendanceLink
from bot.web.feed_links import FeedLink
from bot.web.leave_links import LeaveLink
from bot.web.links import (
    ActLink,
    ConfirmLink,
    RegistrationLink,
    ReplyLink,
    SettingsLink,
    SignedLinks,
)
from bot.web.signing import BadLink
from handlers.contents import Act
from tests.fakes import FixedClock
from tests.sample import NOW

PUBLIC = "https://samverkansboten.miljosamverkan.example"
KEY, NEWER = "k" * 32, "n" * 40
DAY = NOW.date()
NUMBERS = st.integers(0, 2**31 - 1)


def links(secret: str = KEY, public: str = PUBLIC, clock: FixedClock | None = None) -> SignedLinks:
    return SignedLinks(public, secret, clock or FixedClock(NOW))


def token(address: str) -> str:
    return address.rpartition("/")[2]


def code_of(signed: SignedLinks, said: str, *, settings: bool = False) -> str:
    with pytest.raises(BadLink) as refused:
        signed.read_settings(said) if settings else signed.read(said)
    return refused.value.code


@given(NUMBERS, NUMBERS, st.sampled_from(Act), st.booleans())
def test_link_says_what_was_written(person: int, number: int, act: Act, own_part: bool) -> None:
    address = links().act(person, number, act, "Habo" if own_part else "")

    assert links().read(token(address)) == ActLink(person, number, act, own_part, DAY)


@given(NUMBERS)
def test_settings_link_says_whose_they_are(person: int) -> None:
    address = links().settings(person)

    assert links().read_settings(token(address)) == SettingsLink(person, DAY)


@given(NUMBERS)
def test_confirming_link_says_which_mail_and_is_no_other_link(number: int) -> None:
    said = token(links().confirm(number))

    assert links().read_confirm(said) == ConfirmLink(number, DAY)
    assert code_of(links(), said) == "link_broken"
    assert code_of(links(), said, settings=True) == "link_broken"


@given(NUMBERS, NUMBERS, NUMBERS)
def test_reply_link_says_who_answers_and_never_grows_old(
    person: int, number: int, revision: int
) -> None:
    clock = FixedClock(NOW)
    signed = links(clock=clock)
    said = token(signed.reply(person, number, revision))
    clock.move(timedelta(days=1000))

    assert signed.read_reply(said) == ReplyLink(person, number, revision)
    assert code_of(signed, said) == "link_broken"


@given(NUMBERS, NUMBERS)
def test_registration_link_says_for_which_meeting_and_is_no_other_link(
    number: int, registration: int
) -> None:
    signed = links()
    said = token(signed.registration(number, registration))

    assert signed.read_registration(said) == RegistrationLink(number, registration)
    # Of the same form, so that only what it was signed for tells them apart.
    assert code_of(signed, said, settings=True) == "link_broken"
    with pytest.raises(BadLink):
        signed.read_registration(token(signed.settings(number)))


@given(NUMBERS, NUMBERS)
def test_link_to_a_list_says_whose_it_is_and_grows_old(person: int, number: int) -> None:
    clock = FixedClock(NOW)
    signed = links(clock=clock)
    said = token(signed.attendance(person, number))

    assert signed.attendances.read(said) == AttendanceLink(person, number, DAY)
    assert code_of(signed, said) == code_of(signed, said, settings=True) == "link_broken"
    clock.move(timedelta(days=30))
    assert signed.attendances.read(said).written == DAY
    clock.move(timedelta(days=1))
    with pytest.raises(BadLink, match="attendance_old"):
        signed.attendances.read(said)


def test_link_of_the_same_form_opens_no_list() -> None:
    signed = links()

    for other in (signed.reply(1, 2, 3), signed.registration(1, 2), signed.calendar(1, 2)):
        with pytest.raises(BadLink, match="link_broken"):
            signed.attendances.read(token(other))


def test_addresses_are_short_and_need_no_escaping() -> None:
    addresses = [links().act(99_999_999, 99_999_999, act, "Habo") for act in Act]
    addresses += [links().settings(99_999_999), links().confirm(99_999_999)]
    addresses += [links().reply(99_999_999, 99_999_999, 99), links().registration(99_999_999, 99)]
    addresses += [links().attendance(99_999_999, 99_999_999)]

    assert max(map(len, addresses)) < 120
    plain = re.compile(
        re.escape(PUBLIC) + r"/(gor|installningar|bekrafta|svar|anmalan|deltagare)/[\w.-]+",
        re.ASCII,
    )
    assert [one for one in addresses if not plain.fullmatch(one)] == []


def test_address_names_no_office() -> None:
    assert "Habo" not in links().act(1, 2, Act.DONE, "Habo")


def test_address_is_the_same_all_day() -> None:
    # A mail that is tried again must say the same.
    assert links().act(1, 2, Act.DONE) == links().act(1, 2, Act.DONE)


@pytest.mark.parametrize(("days", "valid"), [(0, True), (90, True), (91, False), (400, False)])
def test_link_is_valid_for_ninety_days(days: int, valid: bool) -> None:
    clock = FixedClock(NOW)
    signed = links(clock=clock)
    act, settings = token(signed.act(1, 2, Act.DONE)), token(signed.settings(1))

    clock.move(timedelta(days=days))

    if valid:
        assert signed.read(act).number == 2
        assert signed.read_settings(settings).person_id == 1
    else:
        assert code_of(signed, act) == code_of(signed, settings, settings=True) == "link_old"


def test_link_to_another_act_is_valid_no_longer_than_the_first() -> None:
    clock = FixedClock(NOW)
    signed = links(clock=clock)
    first = signed.read(token(signed.act(1, 2, Act.DONE, "Habo")))
    clock.move(timedelta(days=80))

    beside = signed.read(token(signed.beside(first, Act.LATER)))
    settings = signed.read_settings(token(signed.settings_beside(first)))

    assert beside == ActLink(1, 2, Act.LATER, own_part=True, written=DAY)
    assert settings == SettingsLink(1, DAY)


def test_every_changed_character_breaks_a_link() -> None:
    written = token(links().act(123, 456, Act.DONE))

    # The last character carries no more than two bits of the signature.
    changed = [
        written[:at] + ("x" if written[at] != "x" else "y") + written[at + 1 :]
        for at in range(len(written) - 1)
    ]

    assert {code_of(links(), one) for one in changed} == {"link_broken"}


@pytest.mark.parametrize(
    "said",
    ["", ".", "a.b", "1-2-d-1y0", "å" * 30, "\udcff.x", "1-2-d-1y0.", "x" * 10_000],
)
def test_what_nobody_wrote_is_broken(said: str) -> None:
    assert code_of(links(), said) == "link_broken"
    assert code_of(links(), said, settings=True) == "link_broken"


def test_link_for_one_purpose_is_broken_for_another() -> None:
    act, settings = token(links().act(1, 2, Act.DONE)), token(links().settings(1))

    assert code_of(links(), settings) == "link_broken"
    assert code_of(links(), act, settings=True) == "link_broken"


def test_signed_payload_of_another_form_is_broken() -> None:
    signed = links()
    odd = [
        signed._signers[ActLink].sign(payload).decode()  # noqa: SLF001 - nobody else can sign
        for payload in ("1-2-q-1y0", "1-2-d", "hej", "1-2-d-zzzz")
    ]

    assert {code_of(signed, one) for one in odd} == {"link_broken"}


def test_link_of_another_house_is_broken() -> None:
    assert code_of(links(NEWER), token(links(KEY).act(1, 2, Act.DONE))) == "link_broken"


@pytest.mark.parametrize("between", [",", "\n", " , ", ",\r\n"])
def test_key_can_be_replaced_while_its_mails_are_read(between: str) -> None:
    both = links(f"{NEWER}{between}{KEY}")

    old, new = token(links(KEY).act(1, 2, Act.DONE)), token(both.act(1, 2, Act.DONE))

    assert both.read(old) == both.read(new)
    assert links(NEWER).read(new).number == 2
    assert code_of(links(KEY), new) == "link_broken"


@pytest.mark.parametrize("secret", ["", " ,\n", "k" * 31, f"{KEY},kort"])
def test_key_that_could_be_guessed_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="32"):
        links(secret)


def test_prefix_is_the_path_that_the_site_lies_under() -> None:
    below = links(public="https://vast.example/bot/")
    link = below.read(token(below.act(1, 2, Act.DONE)))

    assert (links().prefix, below.prefix) == ("", "/bot")
    assert below.settings(1).startswith("https://vast.example/bot/installningar/")
    assert below.beside(link, Act.MOVE).startswith("/bot/gor/")


@given(NUMBERS, st.integers(1, 10**7))
def test_links_of_a_feed_say_which_one_and_of_which_generation(
    number: int, generation: int
) -> None:
    link, feeds = FeedLink(number, generation), links().feeds

    page, file = feeds.page(link), feeds.file(link)

    assert links().calendar(number, generation) == page
    assert feeds.read_page(token(page)) == link
    assert feeds.read_file(token(file).removesuffix(".ics")) == link
    assert f"{PUBLIC}{feeds.path(link)}" == page


def test_address_that_programs_fetch_opens_no_page_and_the_page_no_calendar() -> None:
    feeds = links().feeds
    page = token(feeds.page(FeedLink(1, 1)))
    file = token(feeds.file(FeedLink(1, 1))).removesuffix(".ics")

    for read, said in ((feeds.read_page, file), (feeds.read_file, page)):
        with pytest.raises(BadLink, match="link_broken"):
            read(said)
    assert code_of(links(), page) == code_of(links(), file, settings=True) == "link_broken"


@pytest.mark.parametrize("said", ["", ".", "1-1", "1-1.x", "å" * 30, "\udcff.x", "x" * 10_000])
def test_feed_that_nobody_has_been_given_is_broken(said: str) -> None:
    for read in (links().feeds.read_page, links().feeds.read_file):
        with pytest.raises(BadLink, match="link_broken"):
            read(said)


def test_feed_is_fetched_for_years() -> None:
    clock = FixedClock(NOW)
    feeds = links(clock=clock).feeds
    file = token(feeds.file(FeedLink(7, 1))).removesuffix(".ics")

    clock.move(timedelta(days=2000))

    assert feeds.read_file(file) == FeedLink(7, 1)


def test_feed_goes_on_while_the_key_is_replaced() -> None:
    old = links().feeds.file(FeedLink(7, 1))

    both = links(f"{NEWER},{KEY}").feeds

    assert both.read_file(token(old).removesuffix(".ics")) == FeedLink(7, 1)
    assert both.file(FeedLink(7, 1)) != old


def test_addresses_of_feeds_are_short_and_need_no_escaping() -> None:
    feeds = links().feeds
    link = FeedLink(99_999_999, 999)

    assert max(len(feeds.page(link)), len(feeds.file(link))) < 120
    assert re.fullmatch(r"[\w.-]+", token(feeds.page(link)), re.ASCII)
    assert re.fullmatch(r"[\w.-]+\.ics", token(feeds.file(link)), re.ASCII)


def test_leaving_link_is_short_and_good_for_years_and_through_new_keys() -> None:
    clock = FixedClock(NOW)
    longest = 36**7 - 1
    address = links(public="https://samverkan.example", clock=clock).leave(longest, longest)
    said = token(address)
    clock.move(timedelta(days=3000))

    newer = links(f"{NEWER},{KEY}", clock=clock)

    assert len(address) < 77
    assert newer.leaves.read(said) == LeaveLink(longest, longest)
    assert newer.leaves.path(LeaveLink(1, 2)) == f"/av/{newer.leaves.token(1, 2)}"
    assert code_of(newer, said) == "link_broken"
