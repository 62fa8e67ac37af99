from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from handlers.answers import Asker
from handlers.desk import file_task, take_task
from handlers.errors import Refusal
from handlers.following import follow
from handlers.people import (
    asker_by_email,
    asking_in,
    identify_slack,
    link_slack,
    set_role,
    stranger,
)
from handlers.ports import Services
from storage.models import Base, EventLog, Membership, Person, SlackIdentity
from tests.factories import (
    add_collaboration,
    add_group,
    add_membership,
    add_person,
    add_project,
)
from tests.fakes import FixedClock
from tests.sample import NOW

TODAY = NOW.date()
ANNA = "anna-ek@vg.example"


@pytest.fixture
def west(services: Services) -> Services:
    """Lend an umbrella with a member where Anna is an inspector, and a collaboration beside it."""
    with services.database.write() as session:
        vast = add_collaboration(session)
        member = add_collaboration(session, "vg", vast)
        add_collaboration(session, "jonkoping")
        add_person(session, member, roles=("inspector",))
        add_project(session, vast, "Släckvatten")
    return services


def known(services: Services, email: str = ANNA) -> Asker:
    asker = asker_by_email(services, email, "mail")
    assert asker is not None
    return asker


def give(services: Services, role: str, owner: str, since: date | None, until: date | None) -> None:
    with services.database.write() as session:
        person = session.scalars(select(Person)).one()
        collaboration = session.execute(
            select(Base.metadata.tables["collaboration"].c.id).filter_by(key=owner)
        ).scalar_one()
        session.add(
            Membership(
                person_id=person.id,
                collaboration_id=collaboration,
                role=role,
                valid_from=since,
                valid_to=until,
            )
        )


def count(services: Services, model: type[Base]) -> int | None:
    with services.database.session() as session:
        return session.scalar(select(func.count()).select_from(model))


def log(services: Services) -> list[tuple[object, ...]]:
    with services.database.session() as session:
        rows = session.execute(select(EventLog.verb, EventLog.door, EventLog.details))
        return [tuple(row) for row in rows]


def outside_the_register(services: Services) -> Iterator[str]:
    with services.database.session() as session:
        for table in Base.metadata.sorted_tables:
            if table.name != "person":
                for row in session.execute(select(table)):
                    yield f"{table.name}: {' | '.join(map(str, row))}"


def test_asker_by_email_knows_who_has_the_address(west: Services) -> None:
    asker = known(west, " Anna-Ek@VG.example ")

    assert (asker.known, asker.collaboration, asker.door) == (True, "vg", "mail")
    assert asker.roles == {"inspector"}


@pytest.mark.parametrize("email", ["okand@vg.example", "", "@", "anna-ek@vg.example.net"])
def test_asker_by_email_knows_no_stranger(west: Services, email: str) -> None:
    assert asker_by_email(west, email, "mail") is None


def test_slack_account_is_unknown_until_it_is_linked(west: Services) -> None:
    assert identify_slack(west, "T1", "U1") is None


def test_link_slack_links_the_account_to_the_verified_address(west: Services) -> None:
    linked = link_slack(west, "T1", "U1", ANNA.upper())

    assert linked == Asker("vg", known(west).person_id, frozenset({"inspector"}), "slack",
                           "slack:T1:U1")  # fmt: skip
    assert identify_slack(west, "T1", "U1") == linked
    assert log(west) == [("slack_linked", "slack", {})]


def test_link_slack_twice_links_once(west: Services) -> None:
    for _ in range(2):
        link_slack(west, "T1", "U1", ANNA)

    assert count(west, SlackIdentity) == 1
    assert len(log(west)) == 1


def test_link_slack_at_once_links_once(west: Services) -> None:
    start = Barrier(2)

    def link_all() -> list[Asker]:
        start.wait()
        return [link_slack(west, "T1", f"U{number}", ANNA) for number in range(10)]

    with ThreadPoolExecutor(2) as pool:
        one, other = [pool.submit(link_all) for _ in range(2)]

    assert one.result() == other.result()
    assert count(west, SlackIdentity) == 10


def test_same_user_of_another_team_is_somebody_else(west: Services) -> None:
    link_slack(west, "T1", "U1", ANNA)

    assert identify_slack(west, "T2", "U1") is None


@pytest.mark.parametrize("email", [None, "", "okand@vg.example"])
def test_link_slack_leaves_a_stranger_a_stranger(west: Services, email: str | None) -> None:
    asker = link_slack(west, "T1", "U1", email)

    assert asker == Asker("", door="slack", account="slack:T1:U1")
    assert identify_slack(west, "T1", "U1") is None
    assert count(west, SlackIdentity) == 0


@pytest.mark.parametrize(("named", "collaboration"), [(None, ""), ("vast", "vast")])
def test_stranger_belongs_nowhere_unless_a_collaboration_is_named(
    named: str | None, collaboration: str
) -> None:
    assert stranger(named, "chat") == Asker(collaboration, door="chat")


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY, TODAY, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY - timedelta(days=1), False),
    ],
)
def test_role_counts_on_the_days_it_holds(
    west: Services, since: date | None, until: date | None, holds: bool
) -> None:
    give(west, "manager", "vg", since, until)

    assert ("manager" in known(west).roles) is holds


@pytest.mark.parametrize(("owner", "counts"), [("vg", True), ("vast", True), ("jonkoping", False)])
def test_role_counts_in_its_own_family(west: Services, owner: str, counts: bool) -> None:
    give(west, "coordinator", owner, None, None)

    assert ("coordinator" in known(west).roles) is counts


def test_role_in_a_group_is_no_role_in_the_collaboration(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session, "vg")
        person = add_person(session, owner)
        group = add_group(session, owner, "Styrgrupp")
        add_membership(session, person, owner, "coordinator", group=group)

    assert known(services).roles == frozenset()


def test_asking_in_another_family_leaves_the_roles_at_home(west: Services) -> None:
    asker = asking_in(west, known(west), "jonkoping")

    assert (asker.collaboration, asker.roles, asker.known) == ("jonkoping", frozenset(), True)


def test_asking_in_the_own_family_keeps_the_roles(west: Services) -> None:
    asker = asking_in(west, known(west), "vast")

    assert (asker.collaboration, asker.roles) == ("vast", frozenset({"inspector"}))


def test_asking_in_an_unknown_collaboration_is_refused(west: Services) -> None:
    with pytest.raises(Refusal) as refused:
        asking_in(west, known(west), "skane")

    assert (refused.value.code, refused.value.values) == (
        "unknown_collaboration",
        {"collaboration": "skane"},
    )


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
