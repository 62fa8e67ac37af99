"""The tables of docs/access.md, cell by cell."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import product

import pytest
from sqlalchemy import select

from handlers import newsletters, plans
from handlers.access import Information, may, require
from handlers.answers import Asker, ContactAnswer, GroupAnswer
from handlers.asking import ask
from handlers.budgets import LineName, line_form, set_line, undo_latest
from handlers.cases import export_case, export_round
from handlers.desk import open_tasks
from handlers.errors import Refusal
from handlers.feeds import FeedScope, my_feed
from handlers.following import follow
from handlers.imports.shapes.people import ROLES as IMPORTED_ROLES
from handlers.inquiries import draft_inquiry, inquiries, offices_to_ask
from handlers.inquiry_views import Asked, InquiryPlan
from handlers.living import (
    CallTerms,
    Wanted,
    Which,
    change_project,
    group_of_project,
    open_call,
)
from handlers.occurrences import mark_done, move_due, reopen, skip
from handlers.outbox import retry
from handlers.people import ROLES
from handlers.ports import NoAddresses, Services
from handlers.proposals import Move, comment, join, merge, move, open_draft, part
from handlers.reminders import plan_due
from handlers.results import show_results
from storage.models import EnvironmentalOffice, Occurrence, Person, Proposal
from tests.handlers.documents import Row, table

ROLE_TABLE = table("access.md", "Roll")
TABLE = table("access.md", "Uppgift")
CODES = {row["Roll"]: row["Kod"] for row in ROLE_TABLE}
CELLS = list(product(TABLE, CODES))
PERSON = 1
PROJECT = "jkp-2026-ventilation"
FEEDS = (FeedScope.MINE, FeedScope.COLLABORATION)
WITHOUT_A_ROLE = {
    "okänd": Asker("jonkoping"),
    # Not even the coordinator's role counts in another family.
    "gäst": Asker("vast", PERSON, frozenset({"coordinator"})).turned_to("jonkoping"),
    "utan roll": Asker("jonkoping", PERSON),
}


def asker(role: str) -> Asker:
    if not CODES[role]:
        return WITHOUT_A_ROLE[role]
    return Asker("jonkoping", PERSON, frozenset({CODES[role]}))


def named(cell: tuple[Row, str]) -> str:
    row, role = cell
    return f"{row['Kod']}-{role}"


@pytest.mark.parametrize("cell", CELLS, ids=named)
def test_may_follows_the_cell(cell: tuple[Row, str]) -> None:
    row, role = cell

    assert may(asker(role), Information(row["Kod"])) is {"ja": True, "nej": False}[row[role]]


def test_tables_name_every_role_and_every_information_once() -> None:
    coded = {code for code in CODES.values() if code}
    # What a file may give somebody, and what the terminal may.
    assert coded == set(IMPORTED_ROLES)
    assert coded >= set(ROLES)
    assert {role for role, code in CODES.items() if not code} == set(WITHOUT_A_ROLE)
    assert [row["Kod"] for row in TABLE] == [what.value for what in Information]
    assert list(TABLE[0])[2:] == list(CODES)


def test_several_roles_together_may_what_one_of_them_may() -> None:
    both = Asker("jonkoping", PERSON, frozenset({"inspector", "coordinator"}))

    assert may(both, Information.COORDINATOR_LIST)


def test_role_without_a_person_opens_no_list() -> None:
    nobody = Asker("jonkoping", None, frozenset({"coordinator"}))

    assert not may(nobody, Information.COORDINATOR_LIST)


def test_role_nobody_has_heard_of_opens_what_is_open_to_guests() -> None:
    odd = Asker("jonkoping", PERSON, frozenset({"emperor"}))

    assert [may(odd, what) for what in Information] == [
        may(WITHOUT_A_ROLE["gäst"], what) for what in Information
    ]


def test_politician_who_is_also_a_manager_may_what_a_manager_may() -> None:
    both = Asker("jonkoping", PERSON, frozenset({"politician", "manager"}))

    assert may(both, Information.REGISTER)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (WITHOUT_A_ROLE["okänd"], "not_known_yet"),
        (WITHOUT_A_ROLE["gäst"], "not_allowed"),
        (WITHOUT_A_ROLE["utan roll"], "not_allowed"),
    ],
    ids=["a stranger", "a guest", "a known person"],
)
def test_require_tells_a_stranger_how_to_be_let_in(who: Asker, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        require(who, Information.COORDINATOR_LIST)

    assert refused.value.code == code


def gets_facts(services: Services, who: Asker) -> bool:
    return ask(services, who, "projekt ventilation 2026").kind == "project"


def gets_mailboxes(services: Services, who: Asker) -> bool:
    answer = ask(services, who, "kontakt samordnaren")
    return isinstance(answer, ContactAnswer) and answer.cards[0].email is not None


def gets_register(services: Services, who: Asker) -> bool:
    people = ask(services, who, "vem är kontaktperson i Vetlanda?")
    group = ask(services, who, "grupp beredningsgruppen")
    assert isinstance(people, ContactAnswer)
    assert isinstance(group, GroupAnswer)
    seen = {people.cards[0].email is not None, people.cards[0].phone is not None}
    assert seen == {bool(group.members)}
    return bool(group.members)


def gets_following(services: Services, who: Asker) -> bool:
    return not refused(lambda: follow(services, who, "jkp-2026-ventilation"))


class Pages(NoAddresses):
    def calendar(self, number: int, generation: int) -> str:
        return f"https://bot.example/{number}/{generation}"


def gets_a_feed(services: Services, who: Asker) -> bool:
    served = replace(services, addresses=Pages())
    got = {refused(partial(my_feed, served, who, scope)) for scope in FEEDS}
    assert len(got) == 1
    return got == {False}


def gets_the_list(services: Services, who: Asker) -> bool:
    return not refused(lambda: open_tasks(services, who))


def gets_to_tick_the_office_off(services: Services, who: Asker) -> bool:
    number = occurrence(services, "jkp-telefonbok")
    with services.database.write() as session:
        session.get_one(Person, PERSON).office_id = session.scalars(
            select(EnvironmentalOffice.id).where(EnvironmentalOffice.key == "jkp-kontor-habo")
        ).one()
    return not refused(lambda: mark_done(services, who, number))


def gets_to_ask_offices(services: Services, who: Asker) -> bool:
    plan = InquiryPlan(title="Fråga", asked=Asked(everybody=True))
    acts = {
        refused(lambda: draft_inquiry(services, who, plan)),
        refused(lambda: inquiries(services, who)),
        refused(lambda: offices_to_ask(services, who)),
    }
    assert len(acts) == 1
    return acts == {False}


def gets_results(services: Services, who: Asker) -> bool:
    try:
        show_results(services, who, Which(PROJECT))
    except Refusal as no:
        # None are gathered: whoever may see them is told that.
        return no.code == "results_none"
    return True


def gets_to_change_a_project(services: Services, who: Asker) -> bool:
    wanted = [Wanted("goals", {"visit_goal": len(who.roles) + 1})]
    acts = {
        refused(lambda: change_project(services, who, Which(PROJECT), wanted)),
        refused(lambda: open_call(services, who, Which(PROJECT), CallTerms())),
        refused(lambda: group_of_project(services, who, Which(PROJECT))),
    }
    assert len(acts) == 1
    return acts == {False}


def gets_to_propose(services: Services, who: Asker) -> bool:
    number = proposal(services)
    acts = {
        refused(lambda: open_draft(services, who)),
        refused(lambda: comment(services, who, number, "Bra")),
        refused(lambda: join(services, who, number)),
    }
    assert len(acts) == 1
    return acts == {False}


def gets_to_move_proposals(services: Services, who: Asker) -> bool:
    number, other = proposal(services), proposal(services, 1)
    acts = {
        refused(lambda: move(services, who, Move(numbers=(number,), to="under_review"))),
        refused(lambda: merge(services, who, other, number)),
        refused(lambda: part(services, who, other)),
    }
    assert len(acts) == 1
    return acts == {False}


def proposal(services: Services, at: int = 0) -> int:
    """Return the number of a proposal of Jönköping."""
    with services.database.session() as session:
        mine = select(Proposal.id).where(Proposal.key.startswith("jkp-")).order_by(Proposal.id)
        return session.scalars(mine).all()[at]


def gets_to_change_the_calendar(services: Services, who: Asker) -> bool:
    number = occurrence(services, "jkp-verksamhetsberattelse")
    day = date(2027, 3, 1)
    acts = {
        refused(lambda: move_due(services, who, number, day)),
        refused(lambda: skip(services, who, number, "För få")),
        refused(lambda: reopen(services, who, number)),
        refused(lambda: retry(services, replace(who, door="slack"), [])),
    }
    assert len(acts) == 1
    return acts == {False}


def gets_to_work_on_plans(services: Services, who: Asker) -> bool:
    year, words = plans.Which(2028), plans.Words({"title": "Solarier"})
    acts = {
        refused(lambda: plans.make_plan(services, who, plans.NewPlan(2031, 2031))),
        refused(lambda: plans.set_terms(services, who, year, plans.Terms(noun="insats"))),
        refused(lambda: plans.add_line(services, who, year, words)),
    }
    assert len(acts) == 1
    return acts == {False}


def gets_to_enter_amounts(services: Services, who: Asker) -> bool:
    line = LineName(year=2027, item="löner")
    acts = {
        refused(lambda: set_line(services, who, line, {"outcome": len(who.roles) + 1})),
        refused(lambda: undo_latest(services, who, 2027)),
        refused(lambda: line_form(services, who, 2027)),
    }
    assert len(acts) == 1
    return acts == {False}


def gets_to_write_newsletters(services: Services, who: Asker) -> bool:
    acts = {
        refused(lambda: newsletters.issue_lines(services, who)),
        refused(lambda: newsletters.newsletter_custom(services, who)),
        refused(lambda: newsletters.new_issue(services, who)),
        refused(lambda: newsletters.issue_view(services, who, newsletters.Which())),
    }
    assert len(acts) == 1
    return acts == {False}


def gets_a_case(services: Services, who: Asker) -> bool:
    number = proposal(services)
    acts = {
        refused(lambda: export_case(services, who, number)),
        refused(lambda: export_round(services, who, 2022)),
    }
    assert len(acts) == 1
    return acts == {False}


def occurrence(services: Services, rule: str) -> int:
    """Return the number of the next occurrence of a rule."""
    plan_due(services)
    with services.database.session() as session:
        rows = session.scalars(
            select(Occurrence.id).where(Occurrence.rule_key == rule).order_by(Occurrence.last)
        )
        return rows.all()[0]


def refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except Refusal:
        return True
    return False


PROBES = {
    Information.PUBLIC_FACTS: gets_facts,
    Information.ROLE_MAILBOXES: gets_mailboxes,
    Information.REGISTER: gets_register,
    Information.FOLLOWING: gets_following,
    Information.CALENDAR_FEED: gets_a_feed,
    Information.COORDINATOR_LIST: gets_the_list,
    Information.OFFICE_DUTIES: gets_to_tick_the_office_off,
    Information.INQUIRIES: gets_to_ask_offices,
    Information.RESULTS: gets_results,
    Information.PROJECTS: gets_to_change_a_project,
    Information.PROPOSE: gets_to_propose,
    Information.PROPOSALS: gets_to_move_proposals,
    Information.CALENDAR: gets_to_change_the_calendar,
    Information.PLANS: gets_to_work_on_plans,
    Information.BUDGETS: gets_to_enter_amounts,
    Information.NEWSLETTERS: gets_to_write_newsletters,
    Information.EXPORTS: gets_a_case,
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["Kod"])
def test_handlers_give_what_the_row_says(sample_services: Services, row: Row) -> None:
    probe = PROBES[Information(row["Kod"])]

    got = {role: probe(sample_services, asker(role)) for role in CODES}

    assert got == {role: row[role] == "ja" for role in CODES}


@pytest.mark.parametrize("role", [code for code in CODES.values() if code])
@pytest.mark.parametrize(
    ("own", "question"),
    [
        ("jonkoping", "vem är kontaktperson i Ale i Miljösamverkan Väst?"),
        ("vast", "vem är kontaktperson i Miljösamverkan Jönköping?"),
        ("halland", "vem är kontaktperson i Miljösamverkan Jönköping?"),
    ],
)
def test_named_collaboration_shows_its_people_to_nobody_of_another(
    reading: Services, own: str, question: str, role: str
) -> None:
    answer = ask(reading, Asker(own, PERSON, frozenset({role})), question)

    assert isinstance(answer, ContactAnswer)
    assert {(card.email, card.phone, card.withheld) for card in answer.cards} == {
        (None, None, True)
    }
    assert answer.known


def test_named_collaboration_tells_everyone_its_role_mailboxes(reading: Services) -> None:
    answer = ask(reading, asker("inspektör"), "kontakt samordnaren i Miljösamverkan Väst")

    assert isinstance(answer, ContactAnswer)
    assert [card.email for card in answer.cards] == ["projektledare@vast.example"]


def test_key_of_another_collaborations_group_does_not_open_its_members(reading: Services) -> None:
    answers = [
        ask(reading, Asker(own, PERSON, frozenset({"coordinator"})), "grupp styrgrupp-halland")
        for own in ("vast", "jonkoping")
    ]

    assert [answer.ids for answer in answers] == [("styrgrupp-halland",)] * 2
    assert [bool(getattr(answer, "members", None)) for answer in answers] == [True, False]
