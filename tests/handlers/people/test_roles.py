from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.desk import file_task, take_task
from handlers.errors import Refusal
from handlers.following import follow
from handlers.people import link_slack, set_role
from handlers.ports import Services
from storage.models import Base, Membership, Person
from tests.fakes import FixedClock
from tests.handlers.people.register import ANNA, count, give, known, log
from tests.sample import NOW

TODAY = NOW.date()


def test_set_role_gives_it_from_today(west: Services) -> None:
    set_role(west, ANNA, "coordinator", "vg")

    assert known(west).roles == {"inspector", "coordinator"}
    assert log(west) == [("role_given", "terminal", {"role": "coordinator"})]
    with west.database.session() as session:
        since = session.scalars(
            select(Membership.valid_from).where(Membership.role == "coordinator")
        ).one()
    assert since == TODAY


def test_set_role_twice_changes_nothing(west: Services) -> None:
    for _ in range(2):
        set_role(west, ANNA, "coordinator", "vg")

    assert count(west, Membership) == 2
    assert len(log(west)) == 1


def test_set_role_gives_a_role_that_has_run_out_once_more(west: Services) -> None:
    give(west, "coordinator", "vg", None, TODAY - timedelta(days=1))

    set_role(west, ANNA, "coordinator", "vg")

    assert "coordinator" in known(west).roles


def test_role_given_near_midnight_counts_at_once(west: Services) -> None:
    assert isinstance(west.clock, FixedClock)
    west.clock.now = NOW.replace(hour=23, minute=30)

    set_role(west, ANNA, "coordinator", "vg")

    assert "coordinator" in known(west).roles


def test_set_role_puts_somebody_new_into_the_register(west: Services) -> None:
    set_role(west, "Eva.Ask@VG.example", "coordinator", "vg", "Eva Ask")

    asker = known(west, "eva.ask@vg.example")
    assert (asker.collaboration, asker.roles) == ("vg", frozenset({"coordinator"}))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((ANNA, "emperor", "vg"), "unknown_role"),
        ((ANNA, "coordinator", "skane"), "unknown_collaboration"),
        ((ANNA, "coordinator", "jonkoping"), "role_elsewhere"),
        (("ny@vg.example", "coordinator", "vg", "E" * 201), "name_too_long"),
        (("okand@vg.example", "coordinator", "vg"), "unknown_person"),
        (("okand@vg.example", "coordinator", "vg", ""), "unknown_person"),
        (("inget-snabel-a", "coordinator", "vg", "Eva Ask"), "bad_email"),
        (("evå@vg.example", "coordinator", "vg", "Eva Ask"), "bad_email"),
    ],
)
def test_set_role_refuses_what_cannot_be(
    west: Services, given: tuple[str, str, str], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        set_role(west, *given)

    assert refused.value.code == code
    assert (count(west, Person), count(west, Membership), log(west)) == (1, 1, [])


def outside_the_register(services: Services) -> Iterator[str]:
    with services.database.session() as session:
        for table in Base.metadata.sorted_tables:
            if table.name != "person":
                for row in session.execute(select(table)):
                    yield f"{table.name}: {' | '.join(map(str, row))}"


def test_a_days_work_leaves_no_name_or_address_outside_the_register(west: Services) -> None:
    set_role(west, "eva.ask@vg.example", "coordinator", "vg", "Eva Ask")
    eva = link_slack(west, "T1", "U1", "eva.ask@vg.example")
    link_slack(west, "T1", "U2", ANNA)
    follow(west, eva, "vast-släckvatten")
    take_task(west, eva, file_task(west, known(west), "wish", "Mer kaffe.").id)

    rows = list(outside_the_register(west))

    personal = ("anna-ek", "anna ek", "eva.ask", "eva ask", "@")
    assert len(rows) > 10
    assert [row for row in rows if any(word in row.casefold() for word in personal)] == []
