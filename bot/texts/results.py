"""What a campaign has found, in words: how many have answered, and what, taken together."""

from collections.abc import Iterator
from statistics import median

from bot.texts.inquiries import counted_words
from bot.texts.safe import clean
from bot.texts.wording import text
from handlers.answers import CampaignResults
from handlers.inquiry_views import InquiryPicture, QuestionKind, Tally, Unit

_WHOLE = 100
_LARGE = 1e6


def answered_words(results: CampaignResults) -> str:
    """Say how many have answered, and how many of those who take part."""
    counted = counted_words(results.picture.line)
    line = results.picture.line
    if not results.taking or (results.part, results.taking) == (line.answered, line.asked):
        return counted
    part = text("results.part", part=results.part, taking=results.taking)
    return f"{counted} {part}"


def visits_words(results: CampaignResults) -> str:
    """Say how many visits are made in the project, beside what is aimed at; nothing where none."""
    done, goal = results.progress.visits, results.progress.visit_goal
    if goal is not None:
        return text("living.visits_of", count=done, goal=goal)
    return text("living.visits", count=done) if done else ""


def told_words(results: CampaignResults) -> str:
    """Say how many visits are told of, where each has an answer of its own."""
    if results.picture.line.unit is not Unit.VISIT:
        return ""
    return text("results.told", count=len(results.picture.counted))


def result_words(tally: Tally) -> str:
    """Say what was answered to one question: counts with shares, or numbers with their median."""
    if tally.question.kind is QuestionKind.NUMBER:
        return ", ".join(number_lines(tally)) or text("inquiry.words_count", count=0)
    if not tally.counts:
        return text("inquiry.words_count", count=tally.answered)
    return ", ".join(
        text("results.share", option=clean(option), count=count, share=share(count, tally.answered))
        for option, count in tally.counts
    )


def share(count: int, whole: int) -> int:
    """Return how many of a hundred that is."""
    return round(_WHOLE * count / whole) if whole else 0


def figures(tally: Tally) -> tuple[tuple[str, str], ...]:
    """Return what is known of a question's numbers, each with what it is called."""
    several = tally.numbers
    if not several:
        return ()
    return (
        (text("results.count"), str(len(several))),
        (text("results.total"), number_words(sum(several))),
        (text("results.median"), number_words(median(several))),
        (text("results.least"), number_words(min(several))),
        (text("results.most"), number_words(max(several))),
    )


def written_lines(tally: Tally) -> Iterator[str]:
    """Yield what was written to a question; the office is named to whoever may see it."""
    for who, said in tally.words:
        yield text(
            "inquiry.said_by", who=clean(who) or text("results.an_office"), words=clean(said)
        )


def visits_note(picture: InquiryPicture) -> str:
    """Say which answers are counted as the project's visits; nothing where none are."""
    if picture.plan.unit is Unit.VISIT:
        return text("results.counts_answers")
    at = next((at for at, one in enumerate(picture.plan.questions, 1) if one.counts_visits), 0)
    return text("results.counts_question", number=at) if at else ""


def number_words(value: float) -> str:
    """Write a number with a comma, and no decimals where it has none."""
    return f"{value:g}".replace(".", ",") if abs(value) < _LARGE else f"{value:.0f}"


def number_lines(tally: Tally) -> tuple[str, ...]:
    """Say what a question's numbers come to, a line that is not too long each; none without."""
    several = tally.numbers
    if not several:
        return ()
    spread = text(
        "results.spread",
        median=number_words(median(several)),
        least=number_words(min(several)),
        most=number_words(max(several)),
    )
    total = number_words(sum(several))
    return text("results.summed", count=len(several), total=total), spread
