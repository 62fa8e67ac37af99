"""The archive: what has gone out is everybody's, and nothing else is."""

import pytest

from handlers.errors import Refusal
from handlers.newsletters import archive_of, archived_issue, latest_issues, picture
from storage.models import Collaboration
from tests.factories import add_collaboration
from tests.fakes import recorded_statements
from tests.handlers.calendars import Desk
from tests.handlers.newsletters.archived import OUT, SHOWN, add_issue, add_picture, shown

NOT_OUT = ("draft", "asked", "approved", "thrown")
OUT_STATES = ("sending", "paused", "stopped", "sent")


def test_archive_without_issues_is_empty(desk: Desk) -> None:
    found = archive_of(desk.services, "jonkoping")

    assert (found.key, found.lines) == ("jonkoping", ())


def test_issues_stand_in_order_the_latest_first(desk: Desk) -> None:
    for number, year in ((1, 2026), (2, 2027), (1, 2027), (10, 2026)):
        add_issue(desk, number, year=year)

    lines = archive_of(desk.services, "jonkoping").lines

    assert [(one.year, one.number) for one in lines] == [
        (2027, 2), (2027, 1), (2026, 10), (2026, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("state", OUT_STATES)
def test_what_has_gone_out_is_read_by_everybody(desk: Desk, state: str) -> None:
    add_issue(desk, state=state)

    edition = archived_issue(desk.services, "jonkoping", 2027, 1)

    assert shown(edition) == ["Släckvatten är klart"]
    assert len(archive_of(desk.services, "jonkoping").lines) == 1


@pytest.mark.parametrize("state", NOT_OUT)
def test_what_has_not_gone_out_is_nobodys_to_read(desk: Desk, state: str) -> None:
    add_issue(desk, state=state)

    with pytest.raises(Refusal, match="newsletter_not_public"):
        archived_issue(desk.services, "jonkoping", 2027, 1)
    assert archive_of(desk.services, "jonkoping").lines == ()
    assert latest_issues(desk.services, "jonkoping")[1] == ()


def test_issue_is_found_with_its_own_collaboration_alone(desk: Desk) -> None:
    with desk.services.database.write() as session:
        other = add_collaboration(session, "vast").id
    add_issue(desk, collaboration_id=other)

    for key in ("jonkoping", "ingen"):
        with pytest.raises(Refusal, match="newsletter_not_public"):
            archived_issue(desk.services, key, 2027, 1)
    assert archived_issue(desk.services, "vast", 2027, 1).key == "vast"
    with pytest.raises(Refusal, match="newsletter_not_public"):
        archive_of(desk.services, "ingen")


def test_list_takes_as_many_questions_however_long_it_is(desk: Desk) -> None:
    counts = []
    for number in (1, 3):
        for each in range(number):
            add_issue(desk, 10 * number + each)
        with recorded_statements(desk.services.database) as asked:
            archive_of(desk.services, "jonkoping")
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_latest_issues_come_whole_with_the_moment_they_went_out(desk: Desk) -> None:
    add_issue(desk)
    add_issue(desk, 2)

    name, issues = latest_issues(desk.services, "jonkoping")

    with desk.services.database.session() as session:
        assert name == session.get_one(Collaboration, desk.collaboration_id).name
    assert [one.at for one in issues] == [OUT, OUT.replace(month=1)]
    assert shown(issues[0].edition) == ["Släckvatten är klart"]


def test_picture_of_what_has_gone_out_is_never_another(desk: Desk) -> None:
    code = add_picture(desk, add_issue(desk, 1, SHOWN))

    found = picture(desk.services, code)

    assert (found.media_type, found.content, found.lasting) == ("image/png", b"png", True)


def test_picture_of_a_draft_is_seen_by_who_has_a_copy_and_not_kept(desk: Desk) -> None:
    code = add_picture(desk, add_issue(desk, 1, SHOWN, state="draft"))

    assert not picture(desk.services, code).lasting


@pytest.mark.parametrize("code", ["x", "x" * 5000, "å", ""])
def test_picture_that_nobody_has_added_is_refused(desk: Desk, code: str) -> None:
    add_picture(desk, add_issue(desk, 1, SHOWN, state="thrown"))

    for asked in (code, "9f86d081884c7d65"):
        with pytest.raises(Refusal, match="newsletter_not_public"):
            picture(desk.services, asked)
