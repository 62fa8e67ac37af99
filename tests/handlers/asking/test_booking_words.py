"""When and where somebody wants to meet, read on a Monday: 4 January 2027."""

from datetime import date, time

import pytest

from handlers.asking.booking_words import BookingWords, booking_words
from handlers.errors import Refusal

TODAY = date(2027, 1, 4)


def read(text: str) -> tuple[str, date | None, time | None, str, str]:
    words: BookingWords = booking_words(text, TODAY)
    first = words.days.first if words.days else None
    return words.what, first, words.starts, words.place, words.host


@pytest.mark.parametrize(
    ("text", "place", "host"),
    [
        ("styrgrupp 14 april kl 9 i Borås", "Borås", ""),
        ("styrgrupp 14 april kl 9–12 i Borås, värd: Eksjö", "Borås", "Eksjö"),
        ("styrgrupp 14 april, kl 9, plats: Stadshuset, Eksjö", "Stadshuset, Eksjö", ""),
        ("styrgrupp värd: Habo, 14 april 09:00 på Teams", "Teams", "Habo"),
        ("styrgrupp den 14 april 2027 klockan 9.00", "", ""),
        ("styrgrupp kl. 9 den 14 april i Borås", "Borås", ""),
    ],
)
def test_time_place_and_host_are_read_as_people_write_them(
    text: str, place: str, host: str
) -> None:
    assert read(text) == ("styrgrupp", date(2027, 4, 14), time(9), place, host)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("styrgrupp 14 april kl 9", None),
        ("styrgrupp 14 april kl 9-12", time(12)),
        ("styrgrupp 14 april 9.00 – 12.30", time(12, 30)),
        ("styrgrupp 14 april kl 9 till 12", time(12)),
        ("styrgrupp 14 april kl. 9.15–kl. 16:45 i Borås", time(16, 45)),
    ],
)
def test_end_of_a_meeting_is_read(text: str, ends: time | None) -> None:
    assert booking_words(text, TODAY).ends == ends


def test_several_days_are_read() -> None:
    days = booking_words("styrgrupp 14–15 april i Borås", TODAY).days

    assert days is not None
    assert (days.first, days.last) == (date(2027, 4, 14), date(2027, 4, 15))


def test_what_has_no_day_is_named_whole() -> None:
    assert read("styrgrupp i Borås") == ("styrgrupp i Borås", None, None, "", "")


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("styrgrupp 14 april kl 25", "bad_clock", {"time": "kl 25"}),
        ("styrgrupp 14 april kl 9–25", "bad_clock", {"time": "kl 9–25"}),
        ("styrgrupp 14 april heldag", "booking_unread", {"rest": "heldag"}),
        ("styrgrupp 31 april", "day_unclear", {"day": "31 april"}),
    ],
)
def test_what_cannot_be_read_is_refused_and_told(
    text: str, code: str, values: dict[str, str]
) -> None:
    with pytest.raises(Refusal) as refused:
        booking_words(text, TODAY)

    assert (refused.value.code, refused.value.values) == (code, values)
