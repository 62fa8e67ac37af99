"""The tables of docs/access.md, cell by cell."""

from collections.abc import Callable
from itertools import product

import pytest

from handlers.access import Information, may, require
from handlers.answers import Asker, ContactAnswer, GroupAnswer
from handlers.asking import ask
from handlers.desk import open_tasks
from handlers.errors import Refusal
from handlers.following import follow
from handlers.people import ROLES
from handlers.ports import Services
from tests.handlers.documents import Row, table

ROLE_TABLE = table("access.md", "Roll")
TABLE = table("access.md", "Uppgift")
CHANNELS = table("access.md", "Kanal")
CODES = {row["Roll"]: row["Kod"] for row in ROLE_TABLE}
UNKNOWN = ROLE_TABLE[0]["Roll"]
CELLS = list(product(TABLE, CODES, CHANNELS))
PERSON = 1


def asker(role: str, channel: Row) -> Asker:
    door = channel["Kod"]
    if role == UNKNOWN or channel["Rollen räknas"] == "nej":
        return Asker("jonkoping", door=door)
    return Asker("jonkoping", PERSON, frozenset({CODES[role]}), door)


def allowed(row: Row, role: str, channel: Row) -> bool:
    cell = row[role if channel["Rollen räknas"] == "ja" else UNKNOWN]
    return {"ja": True, "nej": False}[cell]


def named(cell: tuple[Row, str, Row]) -> str:
    row, role, channel = cell
    return f"{row['Kod']}-{role}-{channel['Kanal']}"


@pytest.mark.parametrize("cell", CELLS, ids=named)
def test_may_follows_the_cell(cell: tuple[Row, str, Row]) -> None:
    row, role, channel = cell

    assert may(asker(role, channel), Information(row["Kod"])) is allowed(*cell)


def test_tables_name_every_role_and_every_information_once() -> None:
    assert sorted(code for code in CODES.values() if code) == sorted(ROLES)
    assert [row["Kod"] for row in TABLE] == [what.value for what in Information]
    assert list(TABLE[0])[2:] == list(CODES)


def test_several_roles_together_may_what_one_of_them_may() -> None:
    both = Asker("jonkoping", PERSON, frozenset({"inspector", "coordinator"}))

    assert may(both, Information.COORDINATOR_LIST)


def test_role_without_a_person_opens_no_list() -> None:
    nobody = Asker("jonkoping", None, frozenset({"coordinator"}))

    assert not may(nobody, Information.COORDINATOR_LIST)


def test_role_nobody_has_heard_of_gives_nothing_more() -> None:
    odd = Asker("jonkoping", PERSON, frozenset({"emperor"}))

    assert not may(odd, Information.COORDINATOR_LIST)


@pytest.mark.parametrize(
    ("who", "code"),
    [(Asker("jonkoping"), "not_known_yet"), (Asker("jonkoping", PERSON), "not_allowed")],
    ids=["a stranger", "a known person"],
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


def gets_the_list(services: Services, who: Asker) -> bool:
    return not refused(lambda: open_tasks(services, who))


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
    Information.COORDINATOR_LIST: gets_the_list,
}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["Kod"])
def test_handlers_give_what_the_row_says(sample_services: Services, row: Row) -> None:
    probe = PROBES[Information(row["Kod"])]

    got = {role: probe(sample_services, asker(role, CHANNELS[0])) for role in CODES}

    assert got == {role: row[role] == "ja" for role in CODES}
