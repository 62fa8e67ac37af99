"""What recurs as those who keep the calendar have set it, beside what the source says."""

from datetime import date

from bot.texts.cards import present
from bot.texts.plain import plain
from handlers.answers import CadenceAnswer, MeetingAnswer
from handlers.shapes import shape_of

BOARD = shape_of({"shape": "quota", "count": 4, "per": "year"}, str)
FIGURES = shape_of({"shape": "deadline", "date": "04-15"}, str)


def test_rule_that_was_changed_is_told_as_it_is_kept_and_then_as_the_source_has_it() -> None:
    answer = CadenceAnswer(
        ids=("nyckeltal",),
        title="Nyckeltal",
        wording="senast 1 april",
        deadline=date(2027, 4, 15),
        kept=FIGURES,
    )

    assert plain(present(answer)).splitlines() == [
        "Nyckeltal · Senast 15 april varje år · nästa gång senast 15 april 2027",
        "Tid enligt källan: senast 1 april",
    ]


def test_rule_that_rests_by_a_coordinators_wish_is_not_said_to_be_gone_from_the_plan() -> None:
    answer = CadenceAnswer(
        ids=("styrgrupp",),
        title="Styrgruppsmöten",
        wording="3 gånger per år",
        paused=True,
        set_aside=True,
    )

    assert plain(present(answer)).splitlines() == [
        "Styrgruppsmöten · Pausat · 3 gånger per år",
        "Samverkan har låtit det vila. Jag påminner inte förrän det gäller igen.",
    ]


def test_meeting_that_is_not_booked_is_told_with_how_often_it_is_kept() -> None:
    answer = MeetingAnswer(
        ids=("styrgrupp",), title="Styrgruppsmöten", usual_time="3 gånger per år", kept=BOARD
    )

    assert plain(present(answer)).splitlines() == [
        "Styrgruppsmöten · Inte bokat än · fyra gånger per år"
    ]
