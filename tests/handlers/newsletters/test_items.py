"""What stands in an issue is changed by several, and nobody's words are lost."""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from handlers.contents import Section
from handlers.errors import Refusal
from handlers.newsletter_views import IssueView
from handlers.newsletters import (
    Edited,
    Which,
    add_item,
    edit_item,
    issue_view,
    move_item,
    new_issue,
    remove_item,
    restore_item,
    set_head,
)
from handlers.ports import Services
from storage.models import EventLog, NewsletterItem
from tests.factories import add_collaboration, add_person
from tests.handlers.calendars import Desk
from tests.handlers.newsletters.conftest import AddCoordinator

if TYPE_CHECKING:
    from collections.abc import Callable

THIS = Which()
LONG = "å" * 3000


def view(desk: Desk) -> IssueView:
    return issue_view(desk.services, desk.coordinator, THIS)


def headings(desk: Desk, section: Section) -> list[str]:
    return [one.heading for one in view(desk).shown if one.section is section]


def three(desk: Desk) -> list[int]:
    new_issue(desk.services, desk.coordinator)
    return [
        add_item(desk.services, desk.coordinator, THIS, Section.NOW, (name, "")).item.id
        for name in ("Ett", "Två", "Tre")
    ]


def test_item_keeps_what_was_written_to_the_letter(desk: Desk) -> None:
    new_issue(desk.services, desk.coordinator)
    body = "Rad ett\n\n- **fet**\n- <b>&\n\n<!channel> <@U1>"

    added = add_item(desk.services, desk.coordinator, THIS, Section.NOW, ("  Om  PFAS ", body))

    assert (added.item.heading, added.item.body) == ("Om PFAS", body)
    assert view(desk).shown[0].body == body


def test_two_who_change_the_same_item_do_not_overwrite_each_other(
    desk: Desk, add_coordinator: AddCoordinator
) -> None:
    first, other = three(desk)[0], add_coordinator("Bo Ek")
    seen = view(desk).shown[0].revision

    theirs = edit_item(desk.services, other, first, seen, ("Ett", "Deras"))
    mine = edit_item(desk.services, desk.coordinator, first, seen, ("Ett", "Mitt"))

    assert not theirs.conflict
    assert (mine.conflict, mine.item.body, mine.item.changed_by) == (True, "Deras", "Bo Ek")
    assert view(desk).shown[0].body == "Deras"
    again = edit_item(desk.services, desk.coordinator, first, mine.item.revision, ("Ett", "Bådas"))
    assert (again.conflict, again.item.body) == (False, "Bådas")


def test_two_at_the_same_moment_make_one_change_and_one_conflict(desk: Desk) -> None:
    first = three(desk)[0]
    seen = view(desk).shown[0].revision

    with ThreadPoolExecutor(2) as pool:
        done = list(
            pool.map(
                lambda words: edit_item(
                    desk.services, desk.coordinator, first, seen, ("Ett", words)
                ),
                ("A", "B"),
            )
        )

    assert sorted(one.conflict for one in done) == [False, True]


def test_same_words_sent_twice_are_one_change(desk: Desk) -> None:
    first = three(desk)[0]
    seen = view(desk).shown[0].revision

    edit_item(desk.services, desk.coordinator, first, seen, ("Ett", "Nytt"))
    again = edit_item(desk.services, desk.coordinator, first, seen, ("Ett", "Nytt"))

    assert (again.conflict, again.item.revision) == (False, seen + 1)


def test_items_move_within_their_section_and_to_another(desk: Desk) -> None:
    _one, _two, last = three(desk)

    move_item(desk.services, desk.coordinator, last, -2)
    assert headings(desk, Section.NOW) == ["Tre", "Ett", "Två"]
    move_item(desk.services, desk.coordinator, last, -5)
    assert headings(desk, Section.NOW) == ["Tre", "Ett", "Två"]
    move_item(desk.services, desk.coordinator, last, 1)
    assert headings(desk, Section.NOW) == ["Ett", "Tre", "Två"]
    move_item(desk.services, desk.coordinator, last, 0, Section.BOARD)

    assert headings(desk, Section.NOW) == ["Ett", "Två"]
    assert headings(desk, Section.BOARD) == ["Tre"]


def test_item_that_is_taken_out_can_be_put_back(desk: Desk) -> None:
    first = three(desk)[0]

    remove_item(desk.services, desk.coordinator, first)
    remove_item(desk.services, desk.coordinator, first)
    assert headings(desk, Section.NOW) == ["Två", "Tre"]
    restore_item(desk.services, desk.coordinator, first)

    assert headings(desk, Section.NOW) == ["Ett", "Två", "Tre"]


def test_whoever_saves_an_item_that_somebody_took_out_puts_it_back(desk: Desk) -> None:
    first = three(desk)[0]
    remove_item(desk.services, desk.coordinator, first)
    gone = next(one for one in view(desk).items if one.id == first)

    edit_item(desk.services, desk.coordinator, first, gone.revision, ("Ett", "Kvar"))

    assert view(desk).shown[0].body == "Kvar"


def test_head_is_not_overwritten_either(desk: Desk) -> None:
    three(desk)
    before = view(desk)
    seen = before.subject, before.preview

    set_head(desk.services, desk.coordinator, THIS, seen, ("Deras", "Kort"))
    mine = set_head(desk.services, desk.coordinator, THIS, seen, ("Mitt", "Kort"))

    assert (mine.conflict, mine.subject) == (True, "Deras")
    assert view(desk).subject == "Deras"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((LONG, ""), "newsletter_heading_long"),
        (("Ett", "å" * 20_001), "newsletter_body_long"),
    ],
)
def test_what_is_too_long_is_refused_and_nothing_is_changed(
    desk: Desk, said: tuple[str, str], code: str
) -> None:
    first = three(desk)[0]
    before = view(desk)

    with pytest.raises(Refusal) as refused:
        edit_item(desk.services, desk.coordinator, first, before.shown[0].revision, said)

    assert refused.value.code == code
    assert view(desk) == before


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("", "Kort"), "newsletter_no_subject"),
        ((LONG, ""), "newsletter_subject_long"),
        (("Nytt", LONG), "newsletter_preview_long"),
    ],
)
def test_head_that_cannot_be_is_refused(desk: Desk, said: tuple[str, str], code: str) -> None:
    three(desk)
    before = view(desk)

    with pytest.raises(Refusal) as refused:
        set_head(desk.services, desk.coordinator, THIS, (before.subject, before.preview), said)

    assert refused.value.code == code
    assert view(desk) == before


def test_items_of_other_collaborations_are_not_found(desk: Desk, services: Services) -> None:
    first = three(desk)[0]
    with services.database.write() as session:
        vast = add_collaboration(session, "vast")
        person = add_person(session, vast, "Ulf Al", roles=("coordinator",)).id
    stranger = type(desk.coordinator)("vast", person, frozenset({"coordinator"}))

    acts: tuple[Callable[[], Edited], ...] = (
        lambda: edit_item(services, stranger, first, 0, ("A", "B")),
        lambda: remove_item(services, stranger, first),
        lambda: move_item(services, stranger, first, 1),
        lambda: edit_item(services, desk.coordinator, first + 1000, 0, ("A", "B")),
    )
    for act in acts:
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code in {"newsletter_gone", "newsletter_item_gone"}
    assert view(desk).shown[0].heading == "Ett"


def test_log_tells_who_changed_which_item_and_holds_none_of_the_words(desk: Desk) -> None:
    first = three(desk)[0]
    edit_item(
        desk.services, desk.coordinator, first, view(desk).shown[0].revision, ("Hemligt", "Ord")
    )

    with desk.services.database.session() as session:
        item = session.get_one(NewsletterItem, first)
        log = session.query(EventLog).filter_by(verb="newsletter_item_changed").one()
    assert item.changed_by_id == log.actor_id == desk.coordinator_id
    assert log.details == {"item": first, "revision": item.revision}


def test_item_that_somebody_took_out_cannot_be_moved(desk: Desk) -> None:
    first = three(desk)[0]
    remove_item(desk.services, desk.coordinator, first)

    for section in (None, Section.BOARD):
        with pytest.raises(Refusal) as refused:
            move_item(desk.services, desk.coordinator, first, 1, section)
        assert refused.value.code == "newsletter_item_gone"
