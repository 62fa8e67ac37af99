"""What offices need of courses, as they have answered: a course, an office, and how many."""

from dataclasses import dataclass

from handlers.inquiry_views import AnswerRow, InquiryPicture, QuestionKind

# The key of the question when it suits them best.
WHEN = "when"


@dataclass(frozen=True, slots=True)
class Needed:
    """How many of an office need a course, and when it suits them."""

    course: str
    office: str
    count: int
    when: str


def course_needs(picture: InquiryPicture) -> tuple[Needed, ...]:
    """Return what is needed: course by course in the order of the questions, the most first."""
    return tuple(
        need
        for at, question in enumerate(picture.plan.questions)
        if question.kind is QuestionKind.NUMBER and question.key
        for need in sorted(_of_course(picture, at), key=lambda one: (-one.count, one.office))
    )


def _of_course(picture: InquiryPicture, at: int) -> list[Needed]:
    title = picture.plan.questions[at].text
    return [
        Needed(title, row.who, count, _when(picture, row))
        for row in picture.counted
        if (count := _count(row, at)) > 0
    ]


def _count(row: AnswerRow, at: int) -> int:
    values = row.given[at].values if at < len(row.given) else ()
    # Somebody may write half a person: that one needs it too.
    return -int(-float(values[0]) // 1) if values else 0


def _when(picture: InquiryPicture, row: AnswerRow) -> str:
    found = [
        given
        for question, given in zip(picture.plan.questions, row.given, strict=False)
        if question.key == WHEN
    ]
    return " ".join(value for one in found for value in one.values)
