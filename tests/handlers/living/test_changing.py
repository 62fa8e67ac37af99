from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from handlers.answers import Asker
from handlers.errors import Refusal
from handlers.living import Wanted, Which, change_project, project_history, take_back
from handlers.projects import find_projects, show_project
from tests.handlers.living.yard import KEY, Yard

DONE = Wanted("status", {"status": "avslutat", "status_asof": "2026-11-20", "end": "2026-11"})
KICKOFF = Wanted("milestone", {"kind": "kickoff", "start": "2027-03-12", "end": "2027-03-12"})
MEETING = Wanted("milestone", {"kind": "träff", "start": "2027-01", "end": "2027-01"})
HOSTILE = "<b>Fet</b> <!channel> <@U1> =1+1 "


def refusal(act: object, *given: object, **named: object) -> str:
    with pytest.raises(Refusal) as refused:
        act(*given, **named)  # type: ignore[operator]  # what is called is what is tried
    return refused.value.code


def test_status_is_changed_marked_and_logged_without_words(yard: Yard) -> None:
    done = yard.change(DONE)

    assert [one.field for one in done.changes] == ["status"]
    project = yard.project()
    assert (project.status, project.end, project.version) == ("avslutat", "2026-11", 1)
    assert str(project.ends_on) == "2026-11-30"
    assert set(project.by_hand) == {"status", "status_asof", "end", "ends_on"}
    verb, actor, details = yard.logged()[-1]
    assert (verb, actor) == ("project_changed", yard.lead.person_id)
    assert set(details) == {"change", "field"}


def test_what_is_so_already_changes_nothing(yard: Yard) -> None:
    yard.change(DONE)

    assert yard.change(DONE).changes == ()
    assert yard.project().version == 1


def test_milestone_comes_into_its_place_by_time(yard: Yard) -> None:
    yard.change(MEETING)

    assert yard.milestones() == [
        ("träff", "2027-01"),
        ("kickoff", "2027-03"),
        ("slutrapport", None),
    ]


def test_milestone_in_words_takes_the_place_of_the_one_that_happens_once(yard: Yard) -> None:
    yard.change(replace(KICKOFF, named="kickoffen", adding=True))

    assert yard.milestones() == [("kickoff", "2027-03-12"), ("slutrapport", None)]


def test_another_meeting_is_one_more_unless_one_waits_for_its_day(yard: Yard) -> None:
    yard.change(replace(MEETING, named="träff", adding=True))
    second = {"kind": "träff", "start": "2027-06", "end": "2027-06"}
    yard.change(Wanted("milestone", second, named="träff", adding=True))

    assert [kind for kind, _ in yard.milestones()] == ["träff", "kickoff", "träff", "slutrapport"]


def test_removed_milestone_is_put_back_in_its_place(yard: Yard) -> None:
    before = yard.milestones()
    done = yard.change(Wanted("milestone", None, named="kickoff"))
    assert yard.milestones() == [("slutrapport", None)]

    take_back(yard.services, yard.lead, done.changes[0].id)

    assert yard.milestones() == before
    assert yard.project().by_hand == {}


def test_material_gets_its_link_by_the_same_name(yard: Yard) -> None:
    link = {"title": "Lathund", "url": "https://exempel.se/lathund"}
    yard.change(Wanted("material", link, named="Lathund", adding=True))

    assert yard.materials() == [("Lathund", "https://exempel.se/lathund")]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "http://exempel.se", "ftp://exempel.se", "https://", "exempel.se"],
)
def test_only_web_addresses_are_links(yard: Yard, url: str) -> None:
    wanted = Wanted("material", {"title": "Checklista", "url": url})

    assert refusal(yard.change, wanted) == "material_link"
    assert yard.materials() == [("Lathund", None)]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted("title", {"title": "x" * 3000}), "title"),
        (Wanted("milestone", {"kind": "x" * 3000, "start": None, "end": None}), "kind"),
        (Wanted("milestone", {"kind": "möte", "place": "x" * 3000}), "place"),
        (Wanted("milestone", {"kind": "möte", "form": "x" * 3000}), "form"),
        (Wanted("material", {"title": "x" * 3000, "url": None}), "material_title"),
        (Wanted("material", {"title": "m", "url": "https://x.se/" + "x" * 3000}), "url"),
        (Wanted("responsible", {"responsible": "x" * 3000}), "responsible"),
        (Wanted("goal", {"goal": "x" * 3001}), "goal"),
    ],
)
def test_too_many_characters_are_refused_at_their_field(
    yard: Yard, wanted: Wanted, field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        yard.change(wanted)

    assert (refused.value.code, refused.value.values["field"]) == ("words_too_long", field)
    assert yard.project().version == 0


def test_three_thousand_characters_have_room_in_the_goal(yard: Yard) -> None:
    yard.change(Wanted("goal", {"goal": "x" * 3000}))

    assert len(yard.project().goal) == 3000


def test_markup_is_kept_as_it_was_written(yard: Yard) -> None:
    yard.change(Wanted("goal", {"goal": HOSTILE}))

    assert yard.project().goal == HOSTILE.strip()


def test_of_several_wanted_nothing_is_done_where_one_cannot_be(yard: Yard) -> None:
    assert refusal(yard.change, DONE, Wanted("goals", {"visit_goal": -1})) == "bad_count"
    assert (yard.project().status, yard.project().version) == ("pågående", 0)


def test_name_of_a_person_makes_them_lead_and_stands_nowhere_else(yard: Yard) -> None:
    yard.change(Wanted("responsible", {"responsible": "Ina Inspektör"}))

    project = yard.project()
    assert (project.leader_id, project.responsible) == (yard.inspector.person_id, None)
    yard.change(DONE, by=yard.inspector)
    assert yard.project().status == "avslutat"


def test_name_of_nobody_in_the_register_is_refused(yard: Yard) -> None:
    wanted = Wanted("responsible", {"responsible": "Gun Okänd"})

    assert refusal(yard.change, wanted) == "unknown_leader"


def test_function_is_kept_in_words(yard: Yard) -> None:
    yard.change(Wanted("responsible", {"responsible": "länssamordnaren med projektgruppen"}))

    assert yard.project().responsible == "länssamordnaren med projektgruppen"


def test_renamed_project_is_found_by_both_names(yard: Yard) -> None:
    yard.change(Wanted("title", {"title": "Brandvatten"}))

    for name in ("brandvatten", "släckvatten"):
        assert find_projects(yard.services, yard.lead, name).ids == (KEY,)


def test_two_who_change_the_same_at_once_see_each_other(yard: Yard) -> None:
    seen = yard.project().version
    yard.change(DONE, by=yard.second, seen=seen)

    running = Wanted("status", {"status": "framskjutet", "status_asof": "2026-11-20"})
    assert refusal(yard.change, running, seen=seen) == "project_changed_meanwhile"
    assert yard.project().status == "avslutat"


def test_two_who_change_different_parts_do_not_hinder_each_other(yard: Yard) -> None:
    seen = yard.project().version
    yard.change(DONE, by=yard.second, seen=seen)
    yard.change(MEETING, seen=seen)

    assert (yard.project().status, yard.project().version) == ("avslutat", 2)


def test_many_at_once_lose_nothing(yard: Yard) -> None:
    together = Barrier(4)

    def add(number: int) -> None:
        together.wait()
        month = f"2027-0{number}"
        yard.change(Wanted("milestone", {"kind": f"träff {number}", "start": month, "end": month}))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, (1, 2, 4, 5)))

    kinds = [kind for kind, _ in yard.milestones()]
    assert kinds == ["träff 1", "träff 2", "kickoff", "träff 4", "träff 5", "slutrapport"]
    assert yard.project().version == 4


@pytest.mark.parametrize("name", ["Kim Kontakt", "Ina Inspektör"])
def test_who_does_not_lead_changes_nothing(yard: Yard, name: str) -> None:
    by = yard.asker(name, "inspector")

    assert refusal(yard.change, DONE, by=by) == "not_allowed"
    assert yard.project().version == 0


def test_who_has_lost_the_role_changes_nothing(yard: Yard) -> None:
    assert refusal(yard.change, DONE, by=yard.asker("Lisa Led")) == "not_allowed"


def test_stranger_is_told_how_to_be_let_in(yard: Yard) -> None:
    assert refusal(yard.change, DONE, by=Asker("vast")) == "not_known_yet"


def test_same_key_in_another_family_is_another_project(yard: Yard) -> None:
    theirs = yard.asker("Jon Köping", "coordinator", family="jonkoping")

    assert refusal(yard.change, DONE, by=theirs) == "not_allowed"
    changed = change_project(yard.services, theirs, Which(KEY), [DONE])
    assert (changed.owner, changed.title) == ("jonkoping", "Ventilation")
    assert yard.project().status == "pågående"
    assert refusal(take_back, yard.services, yard.lead, changed.changes[0].id) == "change_gone"


def test_change_is_taken_back_once(yard: Yard) -> None:
    number = yard.change(DONE).changes[0].id
    take_back(yard.services, yard.lead, number)

    assert refusal(take_back, yard.services, yard.lead, number) == "change_taken_back"
    project = yard.project()
    assert (project.status, project.end, project.by_hand) == ("pågående", "2027", {})


def test_change_that_was_changed_since_is_not_taken_back(yard: Yard) -> None:
    number = yard.change(DONE).changes[0].id
    later = Wanted("status", {"status": "framskjutet", "status_asof": "2026-11-20"})
    yard.change(later)

    assert refusal(take_back, yard.services, yard.lead, number) == "changed_since"


def test_history_is_since_a_local_day_and_names_people_to_those_who_may_know(yard: Yard) -> None:
    yard.change(DONE)
    yard.clock.move(timedelta(days=2))
    yard.change(MEETING)
    today = yard.services.today()

    every = project_history(yard.services, yard.inspector, KEY)
    recent = project_history(yard.services, Asker("vast"), KEY, since=today)

    assert [(one.field, one.who) for one in every.changes] == [
        ("milestone", "Lisa Led"),
        ("status", "Lisa Led"),
    ]
    assert [(one.field, one.who) for one in recent.changes] == [("milestone", "")]


def test_card_says_when_it_was_changed_and_who_may(yard: Yard) -> None:
    yard.change(DONE)

    by_lead = show_project(yard.services, yard.lead, KEY, owner="vast").card
    by_other = show_project(
        yard.services,
        yard.asker("Jon Köping", "coordinator", family="jonkoping"),
        KEY,
        owner="vast",
    ).card
    assert (by_lead.updated, by_lead.leads) == (yard.services.today(), True)
    assert by_other.leads is False
