from dataclasses import replace

from bot.texts.attending import answered_words, blocks, filters
from bot.texts.cards import present
from bot.texts.cards.model import Line
from handlers.answers import AttendanceAnswer
from handlers.invitations import FILTERS
from handlers.meeting_views import Attendance
from tests.bot.texts.gathering_samples import ATTENDANCE, PEOPLE, SENT

ADDRESS = "https://bot.example/deltagare/1-2-3.x"
WITH_PAGE = replace(ATTENDANCE, address=ADDRESS)


def labels(people: Attendance, chosen: str = "everybody") -> list[str]:
    return [one.label for one in filters(people.people, chosen)]


def names(chosen: str) -> list[str]:
    return [row.name for block in blocks(PEOPLE, chosen) for row in block.rows]


def test_filters_say_how_many_each_shows() -> None:
    assert labels(ATTENDANCE) == [
        "Alla 7", "Kommer 1", "Digitalt 1", "Kanske 1", "Inget svar 2", "Kommer inte 1", "På kö 1",
        "Anmälda via länk 1",
    ]  # fmt: skip
    nobody = Attendance(ATTENDANCE.meeting, ())
    assert labels(nobody) == ["Alla 0", "Kommer 0", "Inget svar 0", "Kommer inte 0"]
    assert labels(nobody, "queued")[-1] == "På kö 0"
    assert [one.code for one in filters(PEOPLE, "queued") if one.chosen] == ["queued"]


def test_each_filter_shows_as_many_as_it_says() -> None:
    for code in FILTERS:
        (chosen,) = [one for one in filters(PEOPLE, code) if one.chosen]
        assert chosen.label.endswith(f" {len(names(code))}")


def test_people_stand_by_their_offices_which_are_counted_where_several_are() -> None:
    shown = [(one.office, one.told, len(one.rows)) for one in blocks(PEOPLE, "everybody")]
    assert shown == [
        ("Ale", "kanske 1 · kommer inte 1", 2),
        ("Borås", "digitalt 1 · på kö 1", 2),
        ("Habo", "", 1),
        ("Lerum", "", 1),
        ("Utan kontor", "", 1),
    ]


def test_row_says_what_was_answered_and_written() -> None:
    rows = [row for block in blocks(PEOPLE, "everybody") for row in block.rows]
    assert [(row.name, row.answer, row.besides) for row in rows[:3]] == [
        ("Dan Damm", "Kommer inte", "Semester"),
        ("Eva Ek", "Kommer kanske", "svarade på en vidarebefordrad inbjudan"),
        ("Bo Bark", "Kommer digitalt", ""),
    ]
    queued = replace(PEOPLE[2], turn=3, comment=" Sen \n ankomst\u202e")
    (block,) = blocks([queued], "queued")
    (row,) = block.rows
    assert (row.answer, row.besides) == ("Nr 3 i kön", "anmäld via länk · Sen ankomst")


def test_offices_that_have_answered_are_counted_and_the_others_named() -> None:
    assert answered_words(PEOPLE) == (
        "3 av 4 kontor har svarat.", "Inget svar än från: Lerum.",
    )  # fmt: skip
    assert answered_words(PEOPLE[:5]) == ("3 av 3 kontor har svarat.", "")
    # The list says the same where none has, and without offices there is nothing to say.
    assert answered_words(PEOPLE[6:]) == ("0 av 1 kontor har svarat.", "")
    assert answered_words(PEOPLE[5:6]) == ("", "")


def test_wishes_stand_nowhere_on_the_page() -> None:
    assert PEOPLE[0].wishes
    assert "Vegan" not in repr([blocks(PEOPLE, code) for code in FILTERS])


def test_card_leads_to_the_page_where_there_is_one() -> None:
    leads = Line(ADDRESS, "Listan som sida", leads=True)
    asked = AttendanceAnswer(subject="attendance", attendance=WITH_PAGE)
    sent = replace(SENT, attendance=WITH_PAGE)

    for answer, without in ((asked, replace(asked, attendance=ATTENDANCE)), (sent, SENT)):
        card, bare = present(answer), present(without)
        lines = [*card.lines, *card.more]
        assert lines.count(leads) == 1
        assert [one for one in lines if one != leads] == [*bare.lines, *bare.more]
        # A summary is shown on locked screens too.
        assert ADDRESS not in card.summary + card.footer
