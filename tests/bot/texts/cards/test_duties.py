from dataclasses import replace
from datetime import date

import pytest

from bot.texts.cards import present
from bot.texts.plain import plain
from handlers.answers import MeetingAnswer
from tests.bot.texts.samples import COORDINATOR, KEY_FIGURES


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        ("april", "Inte bokat än · brukar vara april"),
        ("vår", "Inte bokat än · brukar vara på våren"),
        ("3 gånger per år", "Inte bokat än · 3 gånger per år"),
        ("våren 2026", "Inte bokat än · senast angivet: våren 2026"),
        ("", "Inte bokat än"),
    ],
)
def test_meeting_not_booked_says_when_it_usually_is(usual: str, said: str) -> None:
    card = present(MeetingAnswer(title="Chefsmöte", usual_time=usual))

    assert card.lead == said


def test_meeting_does_not_repeat_the_time_it_was_last_held() -> None:
    answer = MeetingAnswer(title="Träff", usual_time="våren 2026", last_time="våren 2026")

    assert present(answer).lines == ()


def test_meeting_shows_what_is_known_of_it() -> None:
    answer = MeetingAnswer(
        ids=("jkp-miljobrott",),
        title="Miljöbrottssamverkan",
        usual_time="2 gånger per år",
        last_time="hösten 2024",
        host="länen i tur och ordning",
        convener="Länsstyrelsen",
        contact=COORDINATOR,
    )

    assert plain(present(answer)) == (
        "Miljöbrottssamverkan · Inte bokat än · 2 gånger per år\n"
        "Senast: hösten 2024\n"
        "Värd: länen i tur och ordning\n"
        "Sammankallande: Länsstyrelsen\n"
        "Fråga: utvecklingsledaren, utvecklingsledare@jonkoping.example"
    )


def test_cadence_paused_says_that_nothing_is_reminded() -> None:
    assert plain(present(KEY_FIGURES)) == (
        "Jämförelse av länsgemensamma nyckeltal · Pausat · senast 1 april\n"
        "Det här står inte i den senaste planen. Jag påminner inte förrän någon bekräftar\n"
        "  att det ska göras.\n"
        "Enligt den gamla regeln är nästa datum 1 april 2027.\n"
        "Gäller varje kontor för sig.\n"
        "Fråga: utvecklingsledaren, utvecklingsledare@jonkoping.example"
    )


def test_cadence_without_wording_or_date_says_that_it_is_missing() -> None:
    card = present(replace(KEY_FIGURES, wording="", deadline=None, paused=False))

    assert card.lead == "Det framgår inte hur ofta"


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        ("2–3 gånger per år", "2–3 gånger per år · nästa gång senast 1 april 2027"),
        ("februari 2026", "Senast angivet: februari 2026 · nästa gång senast 1 april 2027"),
    ],
)
def test_cadence_says_how_often_and_by_when(wording: str, said: str) -> None:
    card = present(replace(KEY_FIGURES, wording=wording, paused=False))

    assert card.lead == said


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ((1,), "varje år"),
        ((2,), "vartannat år"),
        ((3,), "vart 3:e år"),
        ((2, 4), "vartannat år; vart 4:e år"),
    ],
)
def test_how_often_in_years_is_said_in_words(years: tuple[int, ...], said: str) -> None:
    often = replace(KEY_FIGURES, wording="", every_years=years, deadline=None, paused=False)
    meeting = MeetingAnswer(title="Goda exempel", usual_time="", every_years=years)

    leads = [present(often).lead, present(meeting).lead]

    assert leads == [said.capitalize(), f"Inte bokat än · {said}"]


def test_how_often_in_years_stands_beside_what_the_source_says_of_others() -> None:
    often = replace(KEY_FIGURES, wording="på våren", every_years=(2,), deadline=None, paused=False)

    assert present(often).lead == "På våren; vartannat år"


def test_deadline_on_a_day_off_says_which_day_counts() -> None:
    saturday = replace(
        KEY_FIGURES, deadline=date(2028, 4, 1), working_day=date(2028, 3, 31), paused=False
    )

    card, paused = present(saturday), present(replace(saturday, paused=True))

    said = "Den 1 april 2028 är en ledig dag. Då gäller den 31 mars 2028 i stället."
    assert card.lead == "Senast 1 april · nästa gång senast 1 april 2028"
    assert card.lines[0].text == said
    assert [line.text for line in paused.lines[1:3]] == [
        "Enligt den gamla regeln är nästa datum 1 april 2028.",
        said,
    ]


def test_deadline_of_a_year_of_its_own_is_said_as_its_source_does() -> None:
    own = replace(KEY_FIGURES, deadline=None, deadline_said="september", paused=False)

    assert present(own).lead == "Senast 1 april · nästa gång september"
