"""What comes and what is late, asked for in words; and ticking off in words."""

from datetime import UTC, date, datetime

import pytest

from handlers.answers import AgendaAnswer, Asker, DutyAnswer, MeetingAnswer
from handlers.asking import ask
from handlers.contents import Act
from handlers.errors import Refusal
from handlers.meetings import Booking, book
from handlers.people import asker_by_email, set_role
from handlers.ports import Services
from handlers.reminders import plan_due
from tests.fakes import FixedClock

COORDINATOR = "utvecklingsledare@jonkoping.example"


@pytest.fixture
def services(sample_services: Services) -> Services:
    """Lend the sample with a coordinator, planned since New Year 2027."""
    clock = FixedClock(datetime(2027, 1, 4, 9, tzinfo=UTC))
    services = Services(sample_services.database, clock)
    set_role(services, COORDINATOR, "coordinator", "jonkoping")
    plan_due(services)
    return services


def coordinator(services: Services) -> Asker:
    asker = asker_by_email(services, COORDINATOR, "slack")
    assert asker is not None
    return asker


def at(services: Services, *day: int) -> Services:
    clock = FixedClock(datetime(*day, 9, tzinfo=UTC))  # type: ignore[misc,arg-type]  # year, month, day
    return Services(services.database, clock)


def rules(answer: object) -> list[str]:
    assert isinstance(answer, AgendaAnswer)
    return [duty.rule for duty in answer.duties]


def test_late_is_what_should_have_been_done(services: Services) -> None:
    late = ask(at(services, 2027, 3, 1), coordinator(services), "vad är försenat?")
    nothing = ask(services, coordinator(services), "Vad är försenat?")

    assert "jkp-verksamhetsberattelse" in rules(late)
    assert rules(nothing) == []


def test_next_is_what_is_due_soonest_and_what_is_booked(services: Services) -> None:
    asker = coordinator(services)
    (board,) = [
        duty
        for duty in _agenda(ask(services, asker, "kalender 2027")).duties
        if duty.rule == "jkp-styrgrupp"
    ]
    book(services, asker, board.number or 0, Booking(first=date(2027, 2, 10), place="Eksjö"))

    answer = _agenda(ask(services, asker, "vad är nästa?"))
    meeting = ask(services, asker, "när är nästa styrgruppsmöte?")

    assert [one.place for one in answer.meetings] == ["Eksjö"]
    # The notice of the meeting goes out before January's own meetings are to be booked.
    assert [(one.part, one.due) for one in answer.duties[:2]] == [
        ("kallelse", date(2027, 1, 27)),
        ("kort avstämning", date(2027, 1, 31)),
    ]
    assert isinstance(meeting, MeetingAnswer)
    assert [one.first for one in meeting.booked] == [date(2027, 2, 10)]


@pytest.mark.parametrize("asked", ["årshjul 2028", "visa årshjulet för nästa år"])
def test_year_wheel_is_the_years_calendar_where_there_is_no_picture(
    services: Services, asked: str
) -> None:
    answer = _agenda(ask(services, coordinator(services), asked))

    assert (answer.first, answer.last) == (date(2028, 1, 1), date(2028, 12, 31))
    assert "jkp-verksamhetsberattelse" in rules(answer)


def test_calendar_of_a_period_holds_what_falls_in_it(services: Services) -> None:
    answer = _agenda(ask(services, coordinator(services), "kalender februari"))

    assert (answer.first, answer.last) == (date(2027, 2, 1), date(2027, 2, 28))
    assert "jkp-verksamhetsberattelse" in rules(answer)
    assert "jkp-telefonbok" not in rules(answer)


def test_anybody_sees_the_calendar_and_only_its_keepers_what_to_press(services: Services) -> None:
    inspector = asker_by_email(services, "avlopp.vetlanda@jonkoping.example", "slack")
    assert inspector is not None

    theirs = _agenda(ask(services, inspector, "kalender februari"))
    keepers = _agenda(ask(services, coordinator(services), "kalender februari"))

    assert [one.title for one in theirs.duties] == [one.title for one in keepers.duties]
    assert {act for one in theirs.duties for act in one.acts} == set()
    assert Act.DONE in {act for one in keepers.duties for act in one.acts}


def test_duty_is_ticked_off_in_words_and_opened_again(services: Services) -> None:
    asker, later = coordinator(services), at(services, 2027, 3, 1)

    done = ask(later, asker, "klart verksamhetsberättelsen")
    gone = ask(later, asker, "vad är försenat?")
    undone = ask(later, asker, "ångra verksamhetsberättelsen")

    assert isinstance(done, DutyAnswer)
    assert (done.duty.rule, done.duty.state) == ("jkp-verksamhetsberattelse", "done")
    assert "jkp-verksamhetsberattelse" not in rules(gone)
    assert isinstance(undone, DutyAnswer)
    assert (undone.duty.state, undone.change) == ("open", "undone")


def test_office_is_ticked_off_for_who_phoned(services: Services) -> None:
    asker = coordinator(services)

    answer = ask(services, asker, "klart telefonboken åt Habo")

    assert isinstance(answer, DutyAnswer)
    assert answer.duty.offices is not None
    assert (answer.duty.offices.done, "Habo" in answer.duty.offices.left) == (1, False)


def test_contact_person_ticks_their_own_office_off(services: Services) -> None:
    contact = asker_by_email(services, "kontaktperson.habo@jonkoping.example", "slack")
    assert contact is not None

    answer = ask(services, contact, "klart telefonboken")
    with pytest.raises(Refusal, match="other_office"):
        ask(services, contact, "klart telefonboken åt Aneby")

    assert isinstance(answer, DutyAnswer)
    assert answer.duty.office == "Habo"


def test_inspector_cannot_tick_off(services: Services) -> None:
    inspector = asker_by_email(services, "avlopp.vetlanda@jonkoping.example", "slack")
    assert inspector is not None

    with pytest.raises(Refusal, match="not_allowed"):
        ask(services, inspector, "klart telefonboken")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("klart telefonboken åt Ankeborg", "office_not_found"),
        ("ångra verksamhetsberättelsen", "nothing_to_undo"),
        ("klart nyckeltal", "nothing_due"),
    ],
)
def test_what_cannot_be_ticked_off_is_said_plainly(
    services: Services, typed: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        ask(services, coordinator(services), typed)


def _agenda(answer: object) -> AgendaAnswer:
    assert isinstance(answer, AgendaAnswer)
    return answer
