"""What an audience can be made of is the family's own, and counting one chooses nothing."""

from handlers.newsletters import (
    Audience,
    Which,
    audience_options,
    count_audience,
    issue_audience,
    issue_view,
    new_issue,
    set_audience,
)
from storage.models import Collaboration, Group, Person
from tests.factories import add_collaboration, add_person
from tests.handlers.calendars import Desk

THIS = Which()


def prepare(desk: Desk) -> None:
    """Put groups and subjects in the register, here and elsewhere."""
    with desk.services.database.write() as session:
        mine = session.get_one(Collaboration, desk.collaboration_id)
        other = add_collaboration(session, "vast")
        for owner, title in ((mine, "Styrgruppen"), (other, "Annan grupp")):
            session.add(
                Group(
                    collaboration_id=owner.id, key=title, title=title, kind="group", sort_key=title
                )
            )
        for owner, name, areas in (
            (mine, "Ann Av", ["Avlopp", "PFAS"]),
            (mine, "Bo Av", ["avlopp"]),
            (other, "Ulf Al", ["Buller"]),
        ):
            person: Person = add_person(session, owner, name, roles=("inspector",))
            person.subject_areas = areas


def test_options_are_those_of_the_askers_collaborations(desk: Desk) -> None:
    prepare(desk)

    options = audience_options(desk.services, desk.coordinator)

    assert [title for _number, title in options.groups] == ["Styrgruppen"]
    assert [number for number, _name in options.counties] == [desk.collaboration_id]
    assert [one.casefold() for one in options.subjects] == ["avlopp", "pfas"]
    assert "inspector" in options.roles


def test_count_is_what_choosing_it_would_reach_and_changes_nothing(desk: Desk) -> None:
    prepare(desk)
    new_issue(desk.services, desk.coordinator)
    before = issue_view(desk.services, desk.coordinator, THIS)
    whom = Audience(subjects=("AVLOPP",))

    counted = count_audience(desk.services, desk.coordinator, whom)

    assert counted.people == 2
    assert issue_view(desk.services, desk.coordinator, THIS) == before
    assert set_audience(desk.services, desk.coordinator, THIS, whom) == counted
    assert issue_audience(desk.services, desk.coordinator, THIS) == whom


def test_groups_of_others_count_nobody(desk: Desk) -> None:
    prepare(desk)
    with desk.services.database.session() as session:
        theirs = session.query(Group).filter_by(title="Annan grupp").one().id

    assert count_audience(desk.services, desk.coordinator, Audience(groups=(theirs,))).people == 0
