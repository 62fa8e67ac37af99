"""What has been answered to an inquiry, taken together, in words."""

from collections.abc import Iterator

from bot.texts.inquiries import LONGEST_SAID, given_words, tally_words
from bot.texts.opinions import vote_words
from bot.texts.safe import clean, shortened
from bot.texts.wording import text
from handlers.course_needs import Needed, course_needs
from handlers.inquiry_views import AnswerRow, InquiryPicture, Purpose
from handlers.opinion_views import vote_results


def disputed_words(picture: InquiryPicture) -> Iterator[tuple[AnswerRow, str]]:
    """Yield each answer of those offices where two have answered, with its line."""
    contested = {(one.target, one.visit.casefold()) for one in picture.disputed}
    turns: dict[tuple[int, str], int] = {}
    for row in sorted(picture.rows, key=lambda one: one.id):
        place = (row.target, row.visit.casefold())
        if place in contested:
            turns[place] = turns.get(place, 0) + 1
            yield row, _row_words(row, turns[place])


def option_names(picture: InquiryPicture, at: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each option of a question with who has chosen it."""
    for option in picture.plan.questions[at].choices:
        chosen = [
            one for one in picture.counted if at < len(one.given) and option in one.given[at].values
        ]
        if chosen:
            yield option, tuple(who_words(one) for one in chosen)


def who_words(row: AnswerRow) -> str:
    """Say whose answer it is, and of which visit."""
    if not row.visit:
        return clean(row.who)
    return text("inquiry.visit_of", office=clean(row.who), visit=clean(row.visit))


def counted_rows(picture: InquiryPicture) -> Iterator[tuple[str, str]]:
    """Yield what was asked and what all have answered to it, taken together."""
    if picture.plan.purpose == Purpose.VOTE:
        yield from ((clean(one.title), vote_words(one)) for one in vote_results(picture))
        return
    needs = _needs(picture)
    for tally in picture.tallies:
        title = tally.question.text
        asked = clean(title).rstrip(" :")
        if title in needs:
            yield asked, needs[title]
        # Of many records those are named that somebody has said something of.
        elif tally.answered or not tally.question.key:
            yield asked, tally_words(tally)


def _needs(picture: InquiryPicture) -> dict[str, str]:
    """Say of each course that is needed how many need it, and at which offices."""
    if picture.plan.purpose != Purpose.COURSES:
        return {}
    found: dict[str, list[Needed]] = {}
    for one in course_needs(picture):
        found.setdefault(one.course, []).append(one)
    return {
        course: text(
            "known.needed",
            total=sum(one.count for one in several),
            offices=", ".join(
                text("known.office_count", office=clean(one.office), count=one.count)
                for one in several
            ),
        )
        for course, several in found.items()
    }


def _row_words(row: AnswerRow, turn: int) -> str:
    by = clean(row.by) or text("inquiry.by_coordinator")
    said = shortened(given_words(row.given), LONGEST_SAID)
    return text("inquiry.disputed_row", turn=turn, by=by, words=said)
