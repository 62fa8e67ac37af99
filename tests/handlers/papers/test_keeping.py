import pytest

from handlers.enclosures import Enclosure, GivenFile
from handlers.errors import Refusal
from handlers.papers import (
    LARGEST_FILE,
    MOST_PAPERS,
    add_files,
    add_link,
    enclosing,
    enclosures,
    papers,
    remove,
)
from storage.models import Meeting
from tests.handlers.calendars import Desk
from tests.handlers.meetings_added import add_meeting

PDF = GivenFile("Budget.pdf", "application/octet-stream", b"%PDF-1.7 budget")
LINK = "https://exempel.example/plan"


def enclosed(desk: Desk, number: int) -> tuple[Enclosure, ...]:
    with desk.services.database.session() as session:
        return enclosures(session, session.get_one(Meeting, number), "document")


def titles(desk: Desk, number: int) -> list[str]:
    return [one.title for one in papers(desk.services, desk.coordinator, number)]


def test_links_and_files_are_kept_in_their_order(desk: Desk) -> None:
    number = add_meeting(desk)

    add_link(desk.services, desk.coordinator, number, LINK, "  Plan\n2027 ")
    add_files(desk.services, desk.coordinator, number, [PDF])

    assert titles(desk, number) == ["Plan 2027", "Budget"]
    assert enclosed(desk, number) == (
        Enclosure("Plan 2027", LINK),
        Enclosure("Budget", "", "Budget.pdf", "application/pdf", PDF.content),
    )


def test_same_link_or_name_is_one_document(desk: Desk) -> None:
    number = add_meeting(desk)
    newer = GivenFile("Budget.pdf", "application/pdf", b"%PDF-1.7 newer")

    for title in ("Plan", "Planen"):
        add_link(desk.services, desk.coordinator, number, LINK, title)
    for file in (PDF, newer):
        add_files(desk.services, desk.coordinator, number, [file])

    assert titles(desk, number) == ["Planen", "Budget"]
    assert enclosed(desk, number)[1].content == newer.content


def test_document_is_taken_off_by_its_number(desk: Desk) -> None:
    number = add_meeting(desk)
    add_link(desk.services, desk.coordinator, number, LINK, "Plan")
    add_files(desk.services, desk.coordinator, number, [PDF])

    left = remove(desk.services, desk.coordinator, number, 1)

    assert [(one.number, one.title) for one in left] == [(1, "Budget")]
    with pytest.raises(Refusal) as caught:
        remove(desk.services, desk.coordinator, number, 2)
    assert caught.value.code == "no_such_paper"


@pytest.mark.parametrize(
    "file",
    [
        GivenFile("makro.docm", "application/pdf", b"PK\x03\x04"),
        GivenFile("program.pdf", "application/pdf", b"MZ\x90"),
        GivenFile("pdf", "application/pdf", b"%PDF-"),
        GivenFile("stor.pdf", "application/pdf", b"%PDF-" + bytes(LARGEST_FILE)),
        GivenFile("sida.html", "text/html", b"<script>"),
    ],
    ids=lambda file: file.name,
)
def test_file_of_another_kind_is_not_kept(desk: Desk, file: GivenFile) -> None:
    number = add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        add_files(desk.services, desk.coordinator, number, [file])
    kept = add_files(desk.services, desk.coordinator, number, [PDF, file])

    assert caught.value.code == "no_file_kept"
    assert (kept.left, titles(desk, number)) == ((file.name,), ["Budget"])


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://", "https://a b", "exempel.se"])
def test_link_that_is_no_web_address_is_refused(desk: Desk, link: str) -> None:
    number = add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        add_link(desk.services, desk.coordinator, number, link)

    assert caught.value.code == "link_not_web_paper"


def test_meeting_has_no_more_documents_than_anybody_reads(desk: Desk) -> None:
    number = add_meeting(desk)
    for one in range(MOST_PAPERS):
        add_link(desk.services, desk.coordinator, number, f"{LINK}/{one}")

    with pytest.raises(Refusal) as caught:
        add_files(desk.services, desk.coordinator, number, [PDF])

    assert caught.value.code == "too_many_papers"


def test_files_without_room_are_named_without_their_content(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = add_meeting(desk)
    monkeypatch.setattr(enclosing, "MOST_ENCLOSED", len(PDF.content) + 5)
    small = GivenFile("liten.pdf", "", b"%PDF-")
    files = [PDF, GivenFile("andra.pdf", "", PDF.content), small]
    add_files(desk.services, desk.coordinator, number, files)

    found = enclosed(desk, number)

    assert [one.content for one in found] == [PDF.content, None, b"%PDF-"]


def test_documents_are_for_those_who_keep_the_calendar(desk: Desk) -> None:
    number = add_meeting(desk)

    with pytest.raises(Refusal) as caught:
        add_link(desk.services, desk.contact, number, LINK)

    assert (caught.value.code, enclosed(desk, number)) == ("not_allowed", ())
