from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.answers import Asker
from handlers.contents import ProposalEvent
from handlers.errors import Refusal
from handlers.proposals import (
    Suggestion,
    Unfinished,
    address_draft,
    check_draft,
    keep_draft,
    my_drafts,
    new_draft,
    open_draft,
    show_draft,
    similar,
    submit,
    throw_draft_away,
)
from handlers.scope import scope
from storage.models import EnvironmentalOffice, Proposal, ProposalDraft
from tests.handlers.proposals.house import LONGEST, Bench

POLITICIAN = frozenset({"politician"})


def test_proposal_gets_the_next_number_of_the_year(bench: Bench) -> None:
    bench.propose("Första")
    bench.propose("Andra")

    assert [(one.number, one.key, one.state, one.year_received) for one in bench.rows()] == [
        ("2027-001", "2027-001", "received", 2027),
        ("2027-002", "2027-002", "received", 2027),
    ]


def test_number_follows_the_round_where_that_is_of_another_year(bench: Bench) -> None:
    bench.hand_in(bench.inspector, bench.said("Ett"), year=2028)
    bench.hand_in(bench.inspector, bench.said("Två"))
    bench.hand_in(bench.inspector, bench.said("Tre"), year=2028)

    assert [one.number for one in bench.rows()] == ["2028-001", "2027-001", "2028-002"]


def test_number_grows_past_three_digits(bench: Bench) -> None:
    bench.hand_in(bench.inspector, bench.said("Ett"))
    with bench.services.database.write() as session:
        session.scalars(select(Proposal)).one().number = "2027-1009"

    bench.hand_in(bench.inspector, bench.said("Två"))

    assert bench.rows()[1].number == "2027-1010"


def test_proposals_of_another_collaboration_are_numbered_by_themselves(bench: Bench) -> None:
    bench.propose("Hos oss")
    with bench.services.database.session() as session:
        ale = session.scalars(
            select(EnvironmentalOffice.id).filter_by(name="Miljökontoret i Ale")
        ).one()

    bench.hand_in(bench.neighbour, bench.said("Hos grannen", offices=(ale,)))

    assert [(one.number, one.title) for one in bench.rows()] == [
        ("2027-001", "Hos oss"),
        ("2027-001", "Hos grannen"),
    ]


def test_many_hand_in_at_once_and_no_number_is_used_twice_or_left_out(bench: Bench) -> None:
    titles = [f"Förslag {number}" for number in range(8)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(bench.propose, titles))

    numbers = sorted(one.number or "" for one in bench.rows())
    assert numbers == [f"2027-{count:03d}" for count in range(1, 9)]
    assert {one.title for one in bench.rows()} == set(titles)


def test_same_draft_handed_in_twice_is_one_proposal(bench: Bench) -> None:
    draft = new_draft(bench.services, bench.inspector)
    keep_draft(bench.services, bench.inspector, draft.token, bench.said())

    first = submit(bench.services, bench.inspector, draft.token)
    second = submit(bench.services, bench.inspector, draft.token)

    assert first == second
    assert len(bench.rows()) == 1
    assert [one.verb for one in bench.events()] == ["proposal_handed_in"]
    assert bench.waiting() == [(bench.inspector.person_id, "handed_in")]


def test_double_click_at_the_same_moment_is_one_proposal(bench: Bench) -> None:
    draft = new_draft(bench.services, bench.inspector)
    keep_draft(bench.services, bench.inspector, draft.token, bench.said())

    with ThreadPoolExecutor(4) as pool:
        got = list(
            pool.map(lambda _: submit(bench.services, bench.inspector, draft.token), range(4))
        )

    assert len(set(got)) == len(bench.rows()) == 1


def test_draft_of_somebody_else_is_not_there(bench: Bench) -> None:
    draft = new_draft(bench.services, bench.inspector)
    keep_draft(bench.services, bench.inspector, draft.token, bench.said())

    for act in (show_draft, submit):
        with pytest.raises(Refusal) as refused:
            act(bench.services, bench.aneby, draft.token)
        assert refused.value.code == "proposal_draft_gone"
    throw_draft_away(bench.services, bench.aneby, draft.token)

    assert show_draft(bench.services, bench.inspector, draft.token).suggestion == bench.said()


def test_draft_survives_until_it_is_handed_in(bench: Bench) -> None:
    draft = open_draft(bench.services, bench.inspector)
    half = replace(draft.suggestion, title="Bara en rubrik")
    keep_draft(bench.services, bench.inspector, draft.token, half)

    again = open_draft(bench.services, bench.inspector)

    assert (again.token, again.suggestion) == (draft.token, half)
    assert [one.token for one in my_drafts(bench.services, bench.inspector)] == [draft.token]


def test_draft_begins_with_the_office_of_the_register(bench: Bench) -> None:
    drafts = [open_draft(bench.services, one) for one in (bench.inspector, bench.coordinator)]

    assert [one.suggestion.offices for one in drafts] == [(bench.desk.offices["Habo"],), ()]


def test_two_dialogs_that_are_open_at_once_do_not_write_in_each_other(bench: Bench) -> None:
    one, other = (new_draft(bench.services, bench.inspector) for _ in range(2))
    keep_draft(bench.services, bench.inspector, one.token, bench.said("Ett"))
    keep_draft(bench.services, bench.inspector, other.token, bench.said("Två"))

    kept = my_drafts(bench.services, bench.inspector)

    assert {one.suggestion.title for one in kept} == {"Ett", "Två"}


def test_draft_that_nothing_was_written_in_is_shown_to_nobody_and_forgotten(bench: Bench) -> None:
    new_draft(bench.services, bench.inspector)
    shown = my_drafts(bench.services, bench.inspector)
    bench.desk.clock.move(timedelta(days=2))
    later = new_draft(bench.services, bench.inspector)

    with bench.services.database.session() as session:
        kept = session.scalars(select(ProposalDraft.token)).all()
    assert (shown, kept) == ((), [later.token])


def test_draft_with_a_title_leaves_the_others_alone(bench: Bench) -> None:
    first = open_draft(bench.services, bench.inspector, Suggestion(title="Ett"))
    second = open_draft(bench.services, bench.inspector, Suggestion(title="Två"))
    again = open_draft(bench.services, bench.inspector, Suggestion(title="Två"))

    assert first.token != second.token == again.token


def test_draft_is_erased_when_handed_in_or_thrown_away(bench: Bench) -> None:
    bench.propose()
    draft = open_draft(bench.services, bench.inspector, Suggestion(title="Ett"))
    throw_draft_away(bench.services, bench.inspector, draft.token)
    throw_draft_away(bench.services, bench.inspector, draft.token)

    with bench.services.database.session() as session:
        assert session.scalars(select(ProposalDraft)).all() == []


@pytest.mark.parametrize(
    "asker",
    [
        Asker("jonkoping"),
        Asker("jonkoping", 1, POLITICIAN),
        Asker("jonkoping", 1, frozenset({"coordinator"}), guest=True),
    ],
    ids=["a stranger", "a politician", "a guest"],
)
def test_whoever_is_not_in_the_register_or_is_a_politician_proposes_nothing(
    bench: Bench, asker: Asker
) -> None:
    for act in (open_draft, check_draft):
        with pytest.raises(Refusal) as refused:
            act(bench.services, asker, bench.said())
        assert refused.value.code in {"not_allowed", "not_known_yet"}


def test_who_loses_the_role_between_opening_and_submitting_keeps_the_draft(bench: Bench) -> None:
    draft = new_draft(bench.services, bench.inspector)
    keep_draft(bench.services, bench.inspector, draft.token, bench.said())
    gone = replace(bench.inspector, roles=frozenset(), guest=True)

    with pytest.raises(Refusal) as refused:
        submit(bench.services, gone, draft.token)

    assert refused.value.code == "not_allowed"
    assert bench.rows() == []
    assert show_draft(bench.services, bench.inspector, draft.token).suggestion == bench.said()


def test_all_that_is_missing_is_said_at_once_by_field(bench: Bench) -> None:
    with pytest.raises(Unfinished) as refused:
        check_draft(bench.services, bench.inspector, Suggestion(title=" \n\t "))

    assert {name: no.code for name, no in refused.value.problems.items()} == {
        "title": "proposal_title_missing",
        "area": "proposal_area_missing",
        "background": "proposal_background_missing",
        "goal": "proposal_goal_missing",
        "offices": "proposal_offices_missing",
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", "x" * 81, "proposal_too_long"),
        ("area", "x" * 201, "proposal_too_long"),
        ("background", "x" * 3001, "proposal_too_long"),
        ("wished_time", "x" * 201, "proposal_too_long"),
        ("offices", (10**9,), "proposal_office_unknown"),
        ("form", "dans", "proposal_form_unknown"),
        ("can_take_part", "jo", "proposal_answer_unknown"),
        ("links", ("javascript:alert(1)",), "proposal_link_not_web"),
        ("links", ("https://a b.se",), "proposal_link_not_web"),
        ("links", tuple(f"https://a{n}.se" for n in range(11)), "proposal_links_many"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    bench: Bench, field: str, value: object, code: str
) -> None:
    with pytest.raises(Unfinished) as refused:
        check_draft(bench.services, bench.inspector, replace(bench.said(), **{field: value}))  # type: ignore[arg-type]  # by name

    assert {name: no.code for name, no in refused.value.problems.items()} == {field: code}


def test_office_of_another_collaboration_cannot_be_chosen(bench: Bench) -> None:
    with bench.services.database.session() as session:
        ale = session.scalars(
            select(EnvironmentalOffice.id).filter_by(name="Miljökontoret i Ale")
        ).one()
    offices = (bench.desk.offices["Habo"], ale)

    with pytest.raises(Unfinished) as refused:
        check_draft(bench.services, bench.inspector, bench.said(offices=offices))

    assert list(refused.value.problems) == ["offices"]


def test_three_thousand_characters_fit_in_every_field(bench: Bench) -> None:
    long = "å" * LONGEST
    said = bench.said("å" * 80, background=long, goal=long, target_group=long)

    number = bench.hand_in(bench.inspector, said)

    shown = bench.see(number)
    assert (shown.background, shown.goal, shown.target_group) == (long, long, long)


def test_pasted_markup_and_mentions_are_kept_as_they_were_written(bench: Bench) -> None:
    pasted = "<b>Fet</b> <!channel> <@U1>\0\x1b[31m\u202eröd\ud800"
    number = bench.hand_in(bench.inspector, bench.said(f"Om {pasted}", background=pasted))

    shown = bench.see(number)

    assert shown.title == "Om <b>Fet</b> <!channel> <@U1>[31mröd"
    assert shown.background == "<b>Fet</b> <!channel> <@U1>[31mröd"


def test_all_that_was_filled_in_is_kept(bench: Bench) -> None:
    said = bench.said(
        target_group="Inspektörer",
        form="campaign",
        focus_area="Klimat",
        environmental_goals=("air", "climate"),
        wished_time="Våren 2028",
        can_take_part="maybe",
        standing=True,
        links=("https://a.example/1",),
    )

    shown = bench.see(bench.hand_in(bench.inspector, said))

    assert (shown.target_group, shown.form, shown.focus_area) == (
        "Inspektörer",
        "campaign",
        "Klimat",
    )
    assert shown.environmental_goals == ("climate", "air")
    assert (shown.wished_time, shown.can_take_part, shown.standing) == ("Våren 2028", "maybe", True)
    assert (shown.links, shown.offices) == (("https://a.example/1",), ("Miljökontoret i Habo",))
    assert shown.people == ("Ina Spektör, Miljökontoret i Habo",)


def test_receipt_is_told_at_once_with_what_can_be_done(bench: Bench) -> None:
    bench.propose()

    bench.deliver()

    (line,) = bench.told(bench.inspector)
    assert (line.event, line.number, line.title) == (
        ProposalEvent.HANDED_IN,
        "2027-001",
        "Tillsyn av skateparker",
    )
    assert (line.offices, line.open) == (("Miljökontoret i Habo",), True)


def test_contact_persons_hear_of_what_is_for_their_office_too(bench: Bench) -> None:
    both = tuple(bench.desk.offices.values())

    bench.hand_in(bench.inspector, bench.said(offices=both))
    bench.deliver()

    assert [one.event for one in bench.told(bench.aneby)] == [ProposalEvent.HANDED_IN_FOR_OFFICE]
    assert bench.told(bench.habo) == []
    assert bench.see(1).offices == ("Miljökontoret i Habo", "Miljökontoret i Aneby")


def test_coordinator_hands_in_for_somebody_and_the_log_says_so(bench: Bench) -> None:
    draft = new_draft(bench.services, bench.coordinator)
    keep_draft(bench.services, bench.coordinator, draft.token, bench.said())
    address_draft(bench.services, bench.coordinator, draft.token, bench.inspector.person_id)

    number = submit(bench.services, bench.coordinator, draft.token).proposal
    bench.deliver()

    (event,) = bench.events()
    assert event.actor_id == bench.coordinator.person_id
    assert event.details["for_person"] == bench.inspector.person_id
    assert [one.event for one in bench.told(bench.inspector)] == [ProposalEvent.HANDED_IN_FOR_YOU]
    assert bench.see(number).people == ("Ina Spektör, Miljökontoret i Habo",)


def test_nobody_else_hands_in_for_somebody(bench: Bench) -> None:
    draft = new_draft(bench.services, bench.aneby)
    keep_draft(bench.services, bench.aneby, draft.token, bench.said())
    address_draft(bench.services, bench.aneby, draft.token, bench.inspector.person_id)

    with pytest.raises(Refusal) as refused:
        submit(bench.services, bench.aneby, draft.token)

    assert (refused.value.code, bench.rows()) == ("not_allowed", [])


def test_coordinator_hands_in_for_nobody_of_another_collaboration(bench: Bench) -> None:
    draft = new_draft(bench.services, bench.coordinator)
    keep_draft(bench.services, bench.coordinator, draft.token, bench.said())
    address_draft(bench.services, bench.coordinator, draft.token, bench.neighbour.person_id)

    with pytest.raises(Refusal) as refused:
        submit(bench.services, bench.coordinator, draft.token)

    assert (refused.value.code, bench.rows()) == ("proposal_person_unknown", [])


def test_what_comes_from_a_room_may_be_short(bench: Bench) -> None:
    short = Suggestion(title="Små avlopp", offices=(bench.desk.offices["Habo"],))

    number = bench.hand_in(bench.coordinator, short, incomplete=True)

    assert bench.see(number).incomplete
    with pytest.raises(Unfinished) as refused:
        bench.hand_in(bench.coordinator, Suggestion(), incomplete=True)
    assert list(refused.value.problems) == ["title", "offices"]


def test_new_proposal_is_found_at_once_and_nothing_else_is_read_anew(bench: Bench) -> None:
    with scope(bench.services, bench.inspector) as here:
        before = here.indexes
        assert similar(here, "skateparker") == ()

    bench.propose()

    with scope(bench.services, bench.inspector) as here:
        found = [one.key for one in similar(here, "skateparker")]
        assert found == ["2027-001"]
        assert here.indexes.projects is before.projects
        assert here.indexes.concepts is before.concepts
