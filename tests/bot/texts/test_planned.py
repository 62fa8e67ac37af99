from dataclasses import replace

from bot.texts.cards import present
from bot.texts.planned import (
    attendance_words,
    attending_words,
    lost_words,
    planned_lines,
    reach_words,
    standing_words,
    whom_words,
)
from handlers.meeting_views import Attendance, Whom
from tests.bot.texts.gathering_samples import (
    ATTENDANCE,
    CIRCLES,
    PEOPLE,
    PLANNED,
    PREVIEW,
    SENT,
    SHOWN,
    STANDING,
)


def test_who_comes_is_counted_of_people_and_of_offices() -> None:
    assert attendance_words(ATTENDANCE) == (
        "Kommer 1 · digitalt 1 · kanske 1 · kommer inte 1 · inget svar 2 · på kö 1 · 2 av 4 kontor"
    )


def test_who_waits_for_a_place_is_not_among_those_who_come() -> None:
    waiting = Attendance(PLANNED.meeting, (PEOPLE[2],))

    assert attendance_words(waiting) == (
        "Kommer 0 · kommer inte 0 · inget svar 0 · på kö 1 · 0 av 1 kontor"
    )


def test_what_each_has_answered() -> None:
    assert [attending_words(one) for one in PEOPLE] == [
        "kommer", "kommer digitalt", "står på kö", "kommer inte", "kommer kanske",
        "svarade på en tidigare tid", "har inte svarat",
    ]  # fmt: skip


def test_what_one_has_answered_oneself() -> None:
    changes: list[dict[str, object]] = [
        {}, {"attends": ""}, {"status": "tentative"}, {"status": "declined"}, {"status": ""},
        {"status": "", "earlier": "accepted"}, {"queue": 3},
    ]  # fmt: skip
    said = [standing_words(replace(STANDING, **one)) for one in changes]  # type: ignore[arg-type]
    assert said == [
        "Du kommer digitalt.",
        "Du kommer.",
        "Du kommer kanske.",
        "Du kommer inte.",
        "Du har inte svarat.",
        "Mötet har fått en ny tid sedan du svarade. Svara igen.",
        "Du står på kö, nummer 3. Jag hör av mig när det finns plats.",
    ]


def test_whom_a_meeting_is_for() -> None:
    both = Whom(roles=("manager",), groups=("styrgrupp-vg",), people=(1, 2))
    assert whom_words(both, CIRCLES) == "Miljöchefer (42) · Styrgrupp VG (6) · 2 enstaka personer"
    assert whom_words(PLANNED.whom, CIRCLES) == "Miljöchefer (42) · 1 enstaka person"
    assert whom_words(Whom(), CIRCLES) == "ingen vald än"


def test_whom_an_invitation_reaches_and_whom_it_does_not() -> None:
    assert reach_words(PREVIEW) == "Inbjudan når 40 med mejl och 2 i chatten."
    assert reach_words(replace(PREVIEW, by_mail=0, in_chat=1)) == "Inbjudan når 1 i chatten."
    nobody = replace(PREVIEW, by_mail=0, in_chat=0)
    assert reach_words(nobody).startswith("Inbjudan når ingen än.")
    assert reach_words(replace(nobody, before=2)).startswith("Alla som mötet är för")
    assert lost_words(PREVIEW.lost).startswith("Nås inte: Person 0, ")
    assert "Person 9 och 2 till" in lost_words(PREVIEW.lost)
    assert lost_words(()) == ""


def test_terms_stand_below_the_time() -> None:
    assert planned_lines(PLANNED) == (
        "tors 15 april 2027 kl. 9.00–16.00 · Varberg · värd: Halland",
        "Svara senast: tors 1 april 2027",
        "60 platser · blir av när 10 är anmälda · frågar om mat och tillgänglighet",
    )


def test_what_can_be_asked_for_next_follows_from_how_it_is() -> None:
    before = [one.text for one in present(SHOWN).choices]
    after = [one.text for one in present(SENT).choices]
    assert before == ["skicka inbjudan till möte 7", "visa inbjudan till möte 7"]
    assert after == ["vilka kommer på möte 7", "påminn dem som inte svarat på möte 7"]
