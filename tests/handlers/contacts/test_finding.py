from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest

from handlers.answers import Answer, Asker, ContactAnswer, ContactCard, NotFoundAnswer
from handlers.contacts import find_contact, knows_place, names_own_role, names_role, responsible
from handlers.ports import Services
from handlers.scope import Scope, scope
from tests.factories import (
    add_collaboration,
    add_group,
    add_mailbox,
    add_membership,
    add_office,
    add_person,
)
from tests.fakes import recorded_statements
from tests.handlers.scopes import TODAY, seen_from

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def cards(answer: Answer) -> tuple[ContactCard, ...]:
    assert isinstance(answer, ContactAnswer)
    return answer.cards


@contextmanager
def register(services: Services, *, known: bool = True) -> Iterator[Scope]:
    """Open a register with two offices and their people, named."""
    with services.database.write() as session:
        owner = add_collaboration(session)
        ale, boras = add_office(session, owner, "Ale"), add_office(session, owner, "Borås")
        add_mailbox(session, owner)
        asker = add_person(
            session, owner, "Anna Ek", office=ale, roles=("contact_person",),
            title="Miljöinspektör", phone="0303-1",
        )  # fmt: skip
        add_person(
            session, owner, "Bo Al", office=ale, roles=("inspector",),
            title="Miljöinspektör", subject_areas=["små avlopp"],
        )  # fmt: skip
        add_person(
            session, owner, "Eva Ask", office=boras, roles=("contact_person", "manager"),
            title="Miljöchef", subject_areas=["lantbruk"],
        )  # fmt: skip
    with scope(services, Asker("vast", asker.id if known else None)) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Ale", ["Anna Ek", "Bo Al"]),
        ("ales", ["Anna Ek", "Bo Al"]),
        ("miljökontoret Ale", ["Anna Ek", "Bo Al"]),
        ("Ale kommuns miljökontor", ["Anna Ek", "Bo Al"]),
        ("miljöchefen Borås kommun", ["Eva Ask"]),
        ("miljöförvaltningen Borås", ["Eva Ask"]),
        ("kontaktperson Ale", ["Anna Ek"]),
        ("kontaktpersonen Borås", ["Eva Ask"]),
        ("kontaktpersoner", ["Anna Ek", "Eva Ask"]),
        ("miljöchef", ["Eva Ask"]),
        ("små avlopp", ["Bo Al"]),
        ("avlopp Ale", ["Bo Al"]),
        ("lantbruken", ["Eva Ask"]),
        ("samordnaren", ["samordnare"]),
    ],
)
def test_find_contact_by_place_role_and_topic(
    services: Services, query: str, names: list[str]
) -> None:
    with register(services) as here:
        answer = find_contact(here, query)

    assert [card.name for card in cards(answer)] == names


@pytest.mark.parametrize(
    "query", ["skateparker", "lantbruk Ale", "inspektör Borås", "miljökontoret"]
)
def test_find_contact_says_when_nobody_fits(services: Services, query: str) -> None:
    with register(services) as here:
        answer = find_contact(here, query)

    assert isinstance(answer, NotFoundAnswer)
    assert answer.contact is not None
    assert answer.contact.email == "samordnare@vast.example"


def test_contact_of_a_known_asker_says_how_to_reach_them(services: Services) -> None:
    with register(services) as here:
        [card] = cards(find_contact(here, "kontaktperson Ale"))

    assert (card.email, card.phone, card.withheld) == ("anna-ek@vast.example", "0303-1", False)
    assert (card.organisation, card.roles) == ("Miljökontoret i Ale", ("contact_person",))


def test_contact_is_withheld_from_a_stranger(services: Services) -> None:
    with register(services, known=False) as here:
        answer = find_contact(here, "kontaktperson Ale")

    [card] = cards(answer)
    assert card.withheld
    assert (card.name, card.organisation) == ("Miljöinspektör", "Miljökontoret i Ale")
    # Neither the address nor the number; nor the name, not even as it stands in the key.
    said = repr(answer).casefold()
    assert [word for word in ("anna", "0303", "anna-ek@") if word in said] == []


def test_role_mailbox_is_told_to_a_stranger(services: Services) -> None:
    with register(services, known=False) as here:
        [card] = cards(find_contact(here, "samordnaren"))

    assert (card.email, card.withheld) == ("samordnare@vast.example", False)


@pytest.mark.parametrize(
    ("collaboration", "query", "key"),
    [
        ("vast", "projektledare", "projektledare"),
        ("vast", "projektledare Halland", "projektledare-halland"),
        ("vast", "projektledaren i VG", "projektledare-vg"),
        ("vast", "kommunikatör", "kommunikator"),
        ("jonkoping", "samordnaren", "samordnare"),
        ("jonkoping", "avfallsbrott", "avfallsbrott-lst"),
    ],
)
def test_find_contact_knows_the_roles_of_the_sample(
    reading: Services, collaboration: str, query: str, key: str
) -> None:
    with seen_from(reading, collaboration) as here:
        answer = find_contact(here, query)

    assert answer.ids == (key,)


def test_find_contact_takes_the_same_queries_for_one_and_two(services: Services) -> None:
    with register(services) as here:
        _ = here.indexes
        counts = []
        for query in ("kontaktperson Ale", "kontaktpersoner"):
            here.session.expunge_all()
            with recorded_statements(services.database) as statements:
                find_contact(here, query)
            counts.append(len(statements))

    assert counts[0] == counts[1]


def test_responsible_shows_the_sources_words_and_the_coordinators_mailbox(
    services: Services,
) -> None:
    with register(services) as here:
        answer = responsible(here, "Släckvatten", "projektledarna och Räddningstjänsten")

    assert isinstance(answer, ContactAnswer)
    assert (answer.heading, answer.notes) == (
        "Släckvatten",
        ("projektledarna och Räddningstjänsten",),
    )
    assert [card.email for card in answer.cards] == ["samordnare@vast.example"]


@pytest.mark.parametrize(
    ("query", "own", "role", "place"),
    [
        ("samordnaren", True, True, False),
        ("kontaktpersonen", False, True, False),
        ("vem i Borås", False, False, True),
        ("släckvatten", False, False, False),
    ],
)
def test_query_names_a_role_or_a_place(
    services: Services, query: str, own: bool, role: bool, place: bool
) -> None:
    with register(services) as here:
        named = (names_own_role(here, query), names_role(here, query), knows_place(here, query))

    assert named == (own, role, place)


@contextmanager
def terms(services: Services, at: date = TODAY) -> Iterator[Scope]:
    """Open a register where some have left, some have not begun, some only in part."""
    with services.database.write() as session:
        owner = add_collaboration(session)
        ale, group = add_office(session, owner, "Ale"), add_group(session, owner, "Styrgrupp")
        coming = add_person(session, owner, "Bo Blir", office=ale)
        add_membership(session, coming, owner, "contact_person", valid_from=TOMORROW)
        today = add_person(session, owner, "Disa Dagen", office=ale)
        add_membership(session, today, owner, "contact_person", valid_from=TODAY, valid_to=TODAY)
        gone = add_person(session, owner, "Fia Före", office=ale)
        add_membership(session, gone, owner, "contact_person", valid_to=YESTERDAY)
        changed = add_person(session, owner, "Gun Gammal", office=ale, roles=("inspector",))
        add_membership(session, changed, owner, "contact_person", valid_to=YESTERDAY)
        sitting = add_person(session, owner, "Siv Sitter", office=ale)
        add_membership(session, sitting, owner, "inspector", valid_to=YESTERDAY)
        add_membership(session, sitting, owner, "member", group=group)
        working = add_person(session, owner, "Tor Tyst", office=ale)
        add_membership(session, working, owner, "member", group=group, valid_to=YESTERDAY)
    with seen_from(services, "vast", known=True, at=at) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kontaktperson", ["Disa Dagen"]),
        ("kontaktperson Ale", ["Disa Dagen"]),
        ("inspektör Ale", ["Gun Gammal"]),
        ("Ale", ["Disa Dagen", "Gun Gammal", "Siv Sitter", "Tor Tyst"]),
    ],
)
def test_find_contact_leaves_out_those_who_have_left_or_not_begun(
    services: Services, query: str, names: list[str]
) -> None:
    with terms(services) as here:
        found = cards(find_contact(here, query))

    assert [card.name for card in found] == names


@pytest.mark.parametrize(
    ("day", "name"), [(YESTERDAY, ["Fia Före", "Gun Gammal"]), (TOMORROW, ["Bo Blir"])]
)
def test_find_contact_goes_by_the_day_that_is_asked_for(
    services: Services, day: date, name: list[str]
) -> None:
    with terms(services, day) as here:
        found = cards(find_contact(here, "kontaktperson Ale"))

    assert [card.name for card in found] == name


def test_contact_shows_the_roles_of_the_day(services: Services) -> None:
    with terms(services) as here:
        found = cards(find_contact(here, "Ale"))

    assert {card.name: card.roles for card in found} == {
        "Disa Dagen": ("contact_person",),
        "Gun Gammal": ("inspector",),
        "Siv Sitter": (),
        "Tor Tyst": (),
    }


def test_role_mailbox_that_has_been_closed_is_not_shown(services: Services) -> None:
    with services.database.write() as session:
        owner = add_collaboration(session)
        add_mailbox(session, owner)
        closed = add_mailbox(session, owner, "kommunikatör")
        add_membership(session, closed, owner, "coordinator", valid_to=YESTERDAY)

    with seen_from(services, "vast") as here:
        answer = find_contact(here, "kommunikatören")

    assert isinstance(answer, NotFoundAnswer)


@contextmanager
def crowd(services: Services, count: int, *, known: bool) -> Iterator[Scope]:
    """Open a register with ``count`` inspectors at one office."""
    with services.database.write() as session:
        owner = add_collaboration(session)
        ale = add_office(session, owner, "Ale")
        for number in range(count):
            add_person(session, owner, f"Namn {number:02}", office=ale, roles=("inspector",))
    with seen_from(services, "vast", known=known) as opened:
        yield opened


@pytest.mark.parametrize("known", [True, False], ids=["known", "stranger"])
@pytest.mark.parametrize(("count", "shown"), [(1, 1), (8, 8), (9, 8), (61, 8)])
def test_find_contact_shows_the_first_and_counts_them_all(
    services: Services, count: int, shown: int, known: bool
) -> None:
    with crowd(services, count, known=known) as here:
        answer = find_contact(here, "inspektör")

    assert isinstance(answer, ContactAnswer)
    assert (len(answer.cards), answer.total) == (shown, count)
    assert len(answer.ids) == (shown if known else 0)


def test_find_contact_reads_no_more_words_than_anybody_needs(sample_services: Services) -> None:
    asker = Asker("jonkoping", door="terminal")
    long = "kontaktperson Vetlanda " + "ord " * 10_000

    with scope(sample_services, asker) as opened:
        assert find_contact(opened, long) == find_contact(opened, long[:200])
