from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from handlers.answers import ProposalRoundsAnswer
from handlers.asking import ask
from handlers.errors import Refusal
from handlers.notices import State
from handlers.proposals import keep_draft, new_draft, round_today, submit
from handlers.proposals.round_setting import Round, list_rounds, remove_round, set_round
from handlers.proposals.round_telling import ROUND
from handlers.reminders import plan_due
from storage.models import CadenceRule, Notice, Occurrence, OfficeTick
from tests.fakes import recorded_statements
from tests.handlers.calendars import START
from tests.handlers.proposals.house import Bench

TODAY = START.date()
OPEN = Round(2028, TODAY - timedelta(days=5), TODAY + timedelta(days=40))
AHEAD = Round(2028, TODAY + timedelta(days=5), TODAY + timedelta(days=40))


def announced(bench: Bench, state: str = State.QUEUED) -> list[int | None]:
    with bench.services.database.session() as session:
        rows = select(Notice.person_id).where(Notice.kind == ROUND, Notice.state == state)
        return list(session.scalars(rows.order_by(Notice.person_id)))


def rules(bench: Bench) -> list[CadenceRule]:
    with bench.services.database.session() as session:
        return list(session.scalars(select(CadenceRule)))


def ticked(bench: Bench) -> set[int]:
    with bench.services.database.session() as session:
        return set(session.scalars(select(OfficeTick.office_id)))


def passed(bench: Bench, days: int) -> None:
    bench.desk.clock.move(timedelta(days=days))


def test_without_rounds_proposals_are_taken_at_any_time(bench: Bench) -> None:
    number = bench.propose()

    assert bench.see(number).number == "2027-001"
    assert round_today(bench.services, bench.inspector).year is None


def test_open_round_gives_its_year_and_marks_nothing_late(bench: Bench) -> None:
    set_round(bench.services, bench.coordinator, OPEN)

    answer = bench.see(bench.propose())

    assert (answer.number, answer.late) == ("2028-001", False)


def test_proposal_after_the_last_day_is_marked_where_late_ones_are_taken(bench: Bench) -> None:
    set_round(bench.services, bench.coordinator, OPEN)
    passed(bench, 41)

    answer = bench.see(bench.propose())

    assert (answer.number, answer.late) == ("2028-001", True)


@pytest.mark.parametrize(
    ("wanted", "days", "code"),
    [
        (Round(2028, OPEN.opens, OPEN.closes, late=False), 41, "proposal_round_closed"),
        (AHEAD, 0, "proposal_round_not_yet"),
    ],
)
def test_closed_round_takes_nothing_and_keeps_the_draft(
    bench: Bench, wanted: Round, days: int, code: str
) -> None:
    set_round(bench.services, bench.coordinator, wanted)
    passed(bench, days)
    draft = new_draft(bench.services, bench.inspector)
    keep_draft(bench.services, bench.inspector, draft.token, bench.said())

    with pytest.raises(Refusal) as refused:
        submit(bench.services, bench.inspector, draft.token)

    assert refused.value.code == code
    assert bench.rows() == []
    kept = new_draft(bench.services, bench.inspector)
    assert kept.token != draft.token


def test_between_two_rounds_both_days_are_told(bench: Bench) -> None:
    set_round(bench.services, bench.coordinator, Round(2028, OPEN.opens, OPEN.closes, late=False))
    later = Round(2029, TODAY + timedelta(days=100), TODAY + timedelta(days=130))
    set_round(bench.services, bench.coordinator, later)
    passed(bench, 50)

    now = round_today(bench.services, bench.inspector)

    assert not now.is_open
    assert now.refusal().values == {"closed": OPEN.closes, "opens": later.opens}


def test_contact_persons_are_told_once_and_anew_of_other_days(bench: Bench) -> None:
    for _ in range(2):
        set_round(bench.services, bench.coordinator, AHEAD)
    first = announced(bench)
    moved = Round(2028, AHEAD.opens, AHEAD.closes + timedelta(days=7))

    set_round(bench.services, bench.coordinator, moved)

    assert set(first) == {bench.habo.person_id, bench.aneby.person_id}
    assert len(first) == 2
    assert announced(bench) == first
    assert announced(bench, State.CANCELLED) == first


def test_each_office_has_a_part_until_it_has_proposed_or_has_none(bench: Bench) -> None:
    set_round(bench.services, bench.coordinator, OPEN)
    plan_due(bench.services)
    before = ticked(bench)

    bench.propose()
    answer = ask(bench.services, bench.aneby, "inga förslag")

    assert before == set()
    assert ticked(bench) == {bench.desk.offices["Habo"], bench.desk.offices["Aneby"]}
    assert answer.kind == "duty" or answer is not None


def test_nothing_to_propose_outside_a_round_says_so(bench: Bench) -> None:
    with pytest.raises(Refusal) as refused:
        ask(bench.services, bench.aneby, "inga förslag")

    assert refused.value.code == "proposal_no_round"


def test_round_is_set_shown_and_removed_in_words(bench: Bench) -> None:
    said = "förslagsomgång 2028 öppen 1 feb till 31 mars, sena tas inte emot"
    answer = ask(bench.services, bench.coordinator, said)
    shown = ask(bench.services, bench.inspector, "förslagsomgångar")
    removed = ask(bench.services, bench.coordinator, "ta bort förslagsomgång 2028")

    assert isinstance(answer, ProposalRoundsAnswer)
    (line,) = answer.rounds
    assert (line.opens, line.closes, line.late) == (date(2027, 2, 1), date(2027, 3, 31), False)
    assert isinstance(shown, ProposalRoundsAnswer)
    assert shown.rounds == answer.rounds
    assert isinstance(removed, ProposalRoundsAnswer)
    assert removed.rounds == ()
    assert rules(bench) == []
    assert announced(bench) == []
    assert [one.verb for one in bench.events()] == ["proposal_round_set", "proposal_round_removed"]


@pytest.mark.parametrize(
    "said",
    [
        "förslagsomgång 2028 öppen 1 feb till 31 mars, sena tas emot",
        "öppna förslagsomgången för 2028 från 1 februari till och med 31 mars",
        "förslagsomgång 2028: 1/2 – 31/3, sena förslag godtas",
    ],
)
def test_ways_of_saying_a_round(bench: Bench, said: str) -> None:
    answer = ask(bench.services, bench.coordinator, said)

    assert isinstance(answer, ProposalRoundsAnswer)
    (line,) = answer.rounds
    assert (line.year, line.opens, line.closes, line.late) == (
        2028,
        date(2027, 2, 1),
        date(2027, 3, 31),
        True,
    )


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Round(2028, OPEN.closes, OPEN.opens), "proposal_round_backwards"),
        (Round(2028, TODAY - timedelta(9), TODAY - timedelta(1)), "proposal_round_over"),
        (Round(2090, OPEN.opens, OPEN.closes), "proposal_round_far"),
        (Round(2029, AHEAD.opens, AHEAD.closes), "proposal_round_crosses"),
    ],
)
def test_round_that_cannot_be_is_refused(bench: Bench, wanted: Round, code: str) -> None:
    set_round(bench.services, bench.coordinator, OPEN)

    with pytest.raises(Refusal) as refused:
        set_round(bench.services, bench.coordinator, wanted)

    assert refused.value.code == code
    assert len(rules(bench)) == 1


def test_nobody_else_sets_rounds(bench: Bench) -> None:
    for asker in (bench.inspector, bench.habo):
        with pytest.raises(Refusal) as refused:
            set_round(bench.services, asker, OPEN)
        assert refused.value.code == "not_allowed"
    set_round(bench.services, bench.neighbour, OPEN)

    # The neighbours' round is theirs alone.
    assert list_rounds(bench.services, bench.inspector).rounds == ()
    with pytest.raises(Refusal):
        remove_round(bench.services, bench.coordinator, 2028)


def test_two_who_set_the_same_round_at_once_make_one(bench: Bench) -> None:
    done: list[object] = []

    def act() -> None:
        done.append(set_round(bench.services, bench.coordinator, AHEAD))

    threads = [Thread(target=act) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert len(done) == 2
    assert len(rules(bench)) == 1
    assert len(announced(bench)) == len(set(announced(bench)))
    with bench.services.database.session() as session:
        assert len(list(session.scalars(select(Occurrence)))) <= 1


def test_list_takes_the_same_queries_for_one_round_and_three(bench: Bench) -> None:
    counts = []
    for wanted in (OPEN, later(1), later(2)):
        set_round(bench.services, bench.coordinator, wanted)
        with recorded_statements(bench.services.database) as statements:
            assert wanted.year in {
                one.year for one in list_rounds(bench.services, bench.coordinator).rounds
            }
        counts.append(len(statements))

    assert len(set(counts)) == 1


def later(years: int) -> Round:
    """Return the same days some years later."""
    days = timedelta(days=365 * years)
    return Round(OPEN.year + years, OPEN.opens + days, OPEN.closes + days)
