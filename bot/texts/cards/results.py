"""What a campaign has found as a card, its workbook's rows, and the report on a project."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Line
from bot.texts.cards.shaping import make, pieces
from bot.texts.dates import short_day
from bot.texts.inquiries import inquiry_name, names_words
from bot.texts.inquiry_tallies import disputed_words, who_words
from bot.texts.results import (
    answered_words,
    figures,
    result_words,
    share,
    told_words,
    visits_words,
    written_lines,
)
from bot.texts.safe import clean, quoted, shortened
from bot.texts.wording import text, word
from handlers.answers import CampaignResults, ProjectReportAnswer, ResultsAnswer
from handlers.inquiry_views import InquiryState, QuestionKind, Tally

_LONGEST = 500


def results_card(answer: ResultsAnswer) -> Card:
    """Say what a campaign has found, question by question, and what was written last."""
    results = answer.results
    line = results.picture.line
    state = word("inquiry_state", line.state)
    waits = line.state is InquiryState.OPEN and line.answer_by
    day = short_day(line.answer_by) if waits and line.answer_by else ""
    return make(
        "list",
        pieces(answered_words(results).rstrip("."), visits_words(results)),
        heading=answer.title,
        lines=(
            Line(text("results.asked_more", count=answer.asked) if answer.asked else ""),
            Line(_newcomers(answer)),
            Line(_disputed(results)),
            Line(names_words(results.picture.silent), text("inquiry.silent")),
            *_questions(results),
        ),
        more=_written(results),
        footer=pieces(
            inquiry_name(line),
            state,
            text("inquiry.answer_by", day=day) if day else "",
            _how(answer),
        ),
        summary=text("results.summary", title=answer.title, counted=answered_words(results)),
    )


def report_card(answer: ProjectReportAnswer) -> Card:
    """Say what the draft of a report holds, and what is left to write."""
    results = answer.results
    return make(
        "project",
        text("results.report_lead"),
        heading=text("results.report_title", title=clean(answer.card.title)),
        lines=(
            Line(answered_words(results) if results else text("results.report_nothing")),
            Line(text("results.report_left")),
        ),
        record=("project", answer.card.key),
        owner=answer.card.owner,
    )


def question_name(tally: Tally) -> str:
    """Return what a question is called before what was answered to it."""
    return clean(tally.question.text).rstrip(" :?")


def compiled_columns() -> tuple[str, ...]:
    """Return the headings of the results taken together."""
    return (
        text("table.number"),
        text("inquiry.field_question"),
        text("table.answer"),
        text("results.how_many"),
        text("results.of_hundred"),
    )


def compiled_rows(results: CampaignResults) -> Iterator[tuple[str, ...]]:
    """Yield the results taken together, a row for each thing that can be answered."""
    for at, tally in enumerate(results.picture.tallies, start=1):
        number, asked = str(at), clean(tally.question.text)
        if tally.question.kind is QuestionKind.NUMBER:
            for name, value in figures(tally):
                yield number, asked, name, value, ""
        for option, count in tally.counts:
            yield number, asked, clean(option), str(count), f"{share(count, tally.answered)} %"
        for said in written_lines(tally):
            yield number, asked, said, "", ""


def _questions(results: CampaignResults) -> list[Line]:
    if not results.picture.counted:
        return [Line(text("inquiry.nothing_answered"))]
    return [Line(result_words(one), question_name(one)) for one in results.picture.tallies]


def _written(results: CampaignResults) -> Iterator[Line]:
    yield Line(told_words(results))
    for tally in results.picture.tallies:
        for said in written_lines(tally):
            yield Line(shortened(said, _LONGEST), question_name(tally))
    if results.named and results.picture.plan.unit == "visit":
        visits = [who_words(one) for one in results.picture.counted]
        yield Line(names_words(visits), text("results.visits_told"))


def _newcomers(answer: ResultsAnswer) -> str:
    if not answer.results.new:
        return ""
    typed = f"skicka resultatformuläret till nya kontor i projekt {answer.key}"
    return text("results.newcomers", count=answer.results.new, typed=typed)


def _disputed(results: CampaignResults) -> str:
    if not results.named:
        return ""
    places = dict.fromkeys(who_words(row) for row, _ in disputed_words(results.picture))
    return text("results.disputed", names=names_words(tuple(places))) if places else ""


def _how(answer: ResultsAnswer) -> str:
    if not answer.leads:
        return ""
    typed = f"resultat för projekt {answer.key} som excel"
    report = f"rapport för projekt {answer.key}"
    return text("results.how", typed=quoted(typed), report=quoted(report))
