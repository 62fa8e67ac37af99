from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.channels import Tied, channel_tie, tie_channel, untie_channel
from handlers.errors import Refusal
from handlers.notices import Draft, State, Urgency, put
from handlers.ports import Services
from storage.models import ChannelTie, Collaboration, EventLog, Notice, PlanningState
from tests.factories import add_collaboration, add_person, add_rule

HERE = ("T1", "C1")
COORDINATOR = frozenset({"coordinator"})


@pytest.fixture
def sam(services: Services) -> Asker:
    with services.database.write() as session:
        owner = add_collaboration(session, name="Miljösamverkan Väst")
        add_rule(session, owner, "Styrgruppsmöte", own={"audience": "channel"})
        add_rule(session, owner, "Nyckeltal", own={"audience": "coordinators"})
        session.add(PlanningState(collaboration_id=owner.id))
        return Asker("vast", add_person(session, owner).id, COORDINATOR, "slack")


@pytest.fixture
def eva(services: Services) -> Asker:
    """Add the coordinator of another family."""
    with services.database.write() as session:
        owner = add_collaboration(session, "jonkoping")
        return Asker("jonkoping", add_person(session, owner, "Eva Al").id, COORDINATOR, "slack")


def waiting_in_the_channel(services: Services) -> None:
    with services.database.write() as session:
        tie = session.scalars(select(ChannelTie)).one()
        draft = Draft(
            key=f"channel_reminder/1/c{tie.id}",
            kind="channel_reminder",
            collaboration_id=tie.collaboration_id,
            channel_id=tie.id,
            due_at=services.clock(),
            urgency=Urgency.WORKING_HOURS,
        )
        put(session, services, [draft])


def revision(services: Services) -> int:
    with services.database.session() as session:
        return session.scalars(select(PlanningState.revision)).one()


def test_tied_channel_says_what_is_told_of_there(services: Services, sam: Asker) -> None:
    told = tie_channel(services, sam, *HERE)

    assert told == Tied("Miljösamverkan Väst", ("Styrgruppsmöte",))
    assert channel_tie(services, sam, *HERE) == told


def test_channel_that_is_not_tied_says_so(services: Services, sam: Asker) -> None:
    tie_channel(services, sam, *HERE)

    assert channel_tie(services, sam, "T1", "C2") is None


def test_tying_twice_changes_nothing(services: Services, sam: Asker) -> None:
    tie_channel(services, sam, *HERE)
    tie_channel(services, sam, *HERE)

    with services.database.session() as session:
        verbs = session.scalars(select(EventLog.verb)).all()
    assert verbs == ["channel_tied"]


def test_two_who_tie_at_once_make_one_tie(services: Services, sam: Asker) -> None:
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: tie_channel(services, sam, *HERE), range(4)))

    assert {one.collaboration for one in told} == {"Miljösamverkan Väst"}


def test_reminders_are_planned_anew_when_a_channel_is_tied(services: Services, sam: Asker) -> None:
    tie_channel(services, sam, *HERE)

    assert revision(services) == 1


def test_channel_of_others_cannot_be_taken(services: Services, sam: Asker, eva: Asker) -> None:
    tie_channel(services, sam, *HERE)

    for act in (tie_channel, untie_channel):
        with pytest.raises(Refusal) as refused:
            act(services, eva, *HERE)

        assert refused.value.code == "channel_taken"
        assert refused.value.values == {"collaboration": "Miljösamverkan Väst"}
    assert channel_tie(services, sam, *HERE) is not None


def test_channel_moves_within_a_family(services: Services, sam: Asker) -> None:
    with services.database.write() as session:
        umbrella = session.scalars(select(Collaboration).where(Collaboration.key == "vast")).one()
        member = add_collaboration(session, "halland", umbrella)
        hanna = add_person(session, member, "Hanna Al")
        halland = Asker("halland", hanna.id, COORDINATOR, "slack")
    tie_channel(services, sam, *HERE)
    waiting_in_the_channel(services)

    told = tie_channel(services, halland, *HERE)

    assert told == Tied("Miljösamverkan Halland")
    with services.database.session() as session:
        assert session.scalars(select(Notice.state)).all() == [State.CANCELLED]


def test_untied_channel_is_told_nothing_more(services: Services, sam: Asker) -> None:
    tie_channel(services, sam, *HERE)
    waiting_in_the_channel(services)

    untie_channel(services, sam, *HERE)
    untie_channel(services, sam, *HERE)

    assert channel_tie(services, sam, *HERE) is None
    with services.database.session() as session:
        (notice,) = session.scalars(select(Notice)).all()
    assert (notice.state, notice.channel_id) == (State.CANCELLED, None)


@pytest.mark.parametrize("roles", [{"inspector"}, {"contact_person"}, set()])
def test_only_who_keeps_the_calendar_ties_channels(
    services: Services, sam: Asker, roles: set[str]
) -> None:
    asker = Asker("vast", sam.person_id, frozenset(roles))

    for act in (tie_channel, untie_channel, channel_tie):
        with pytest.raises(Refusal) as refused:
            act(services, asker, *HERE)

        assert refused.value.code == "not_allowed"
