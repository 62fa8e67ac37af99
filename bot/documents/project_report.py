"""The report on a project as a Word file to write on: what is known stands there already."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.documents.attachments import Attachment
from bot.documents.results_picture import question_picture
from bot.documents.word import Sheet
from bot.texts import text
from bot.texts.cards import project_facts as facts
from bot.texts.cards.model import Line
from bot.texts.dates import day_words, period_words
from bot.texts.living import progress_words
from bot.texts.results import (
    answered_words,
    figures,
    result_words,
    share,
    told_words,
    written_lines,
)
from bot.texts.safe import clean, sentence_case
from bot.texts.sources import source_words
from handlers.answers import CampaignResults, MilestoneLine, ProjectCard, ProjectReportAnswer
from handlers.inquiry_views import Tally

# In centimetres: what a page has between its margins.
_WHOLE = 16.0
_PICTURE = 13.0
_MILESTONES = (7.0, 4.5, 4.5)
_OFFICES = (11.0, 5.0)
_COUNTS = (9.0, 3.5, 3.5)
_FIGURES = (9.0, 7.0)


def report_file(answer: ProjectReportAnswer, now: datetime) -> Attachment:
    """Return the draft of a report. ``now`` is the aware moment that it is made."""
    card = answer.card
    title = text("results.report_title", title=clean(card.title))
    sheet = Sheet(title, card.collaboration)
    sheet.line(text("results.report_draft", date=day_words(answer.day)))
    _background(sheet, card)
    _done(sheet, card)
    _taking_part(sheet, answer)
    _results(sheet, answer.results)
    _material(sheet, card)
    _to_write(sheet, text("results.conclusions"), text("results.write_conclusions"))
    _to_write(sheet, text("results.further"), text("results.write_further"))
    _about_the_data(sheet, answer)
    sheet.numbered_pages()
    return sheet.saved(text("results.report_file", key=card.key), now)


def _background(sheet: Sheet, card: ProjectCard) -> None:
    sheet.heading(text("results.background"))
    sheet.instruction(text("results.write_background"))
    for line in _known(card):
        if line.text:
            sheet.line(line.text, line.label)


def _known(card: ProjectCard) -> Iterator[Line]:
    missing = text("common.missing")
    yield Line(card.goal or missing, text("label.goal"))
    yield Line(_time(card) or missing, text("label.time"))
    campaign = period_words(card.campaign.start, card.campaign.end)
    yield Line(campaign, text("label.campaign"))
    yield Line(facts.status(card), text("label.status"))
    yield facts.responsible(card)
    yield Line(", ".join(map(clean, card.parties)), text("label.parties"))


def _time(card: ProjectCard) -> str:
    return period_words(card.period.start, card.period.end) or clean(card.period_text)


def _done(sheet: Sheet, card: ProjectCard) -> None:
    sheet.heading(text("results.done"))
    sheet.instruction(text("results.write_done"))
    if not card.milestones:
        sheet.line(text("results.no_milestones"))
        return
    sheet.table(
        (text("table.what"), text("table.when"), text("table.besides")),
        [_milestone(one) for one in card.milestones],
        _MILESTONES,
    )


def _milestone(one: MilestoneLine) -> tuple[str, str, str]:
    when = period_words(one.period.start, one.period.end) or text("project.date_missing")
    count = text("common.several", count=one.count) if one.count else ""
    besides = ", ".join(filter(None, (count, clean(one.form), clean(one.place))))
    return sentence_case(clean(one.kind)), when, besides


def _taking_part(sheet: Sheet, answer: ProjectReportAnswer) -> None:
    sheet.heading(text("label.progress"))
    said = progress_words(answer.card.progress)
    if not answer.offices:
        sheet.line(said or text("results.nobody"))
        return
    sheet.line(f"{said}.")
    rows = [(clean(one.name), str(one.visits)) for one in answer.offices]
    total = (text("results.together"), str(sum(one.visits for one in answer.offices)))
    columns = (text("table.office"), text("table.visits"))
    sheet.table(columns, [*rows, total], _OFFICES)


def _results(sheet: Sheet, results: CampaignResults | None) -> None:
    sheet.heading(text("label.result"))
    if results is None or not results.picture.counted:
        sheet.line(text("results.report_nothing"))
        return
    sheet.line(" ".join(filter(None, (answered_words(results), told_words(results)))))
    if results.picture.disputed:
        sheet.line(text("results.report_disputed", count=len(results.picture.disputed)))
    for at, tally in enumerate(results.picture.tallies, start=1):
        _question(sheet, at, tally)


def _question(sheet: Sheet, at: int, tally: Tally) -> None:
    sheet.heading(text("inquiry.numbered", number=at, question=clean(tally.question.text)), 3)
    if not tally.answered:
        sheet.line(text("results.unanswered"))
        return
    if tally.counts:
        drawn = question_picture(tally)
        sheet.picture(drawn.png, drawn.alt, _PICTURE)
        sheet.table(_count_heads(), _count_rows(tally), _COUNTS)
    elif tally.numbers:
        sheet.table((text("table.what"), text("results.value")), figures(tally), _FIGURES)
    else:
        sheet.line(result_words(tally))
    sheet.points(written_lines(tally))


def _count_heads() -> Sequence[str]:
    return text("table.answer"), text("results.how_many"), text("results.of_hundred")


def _count_rows(tally: Tally) -> Iterator[tuple[str, str, str]]:
    for option, count in tally.counts:
        yield clean(option), str(count), f"{share(count, tally.answered)} %"


def _material(sheet: Sheet, card: ProjectCard) -> None:
    sheet.heading(text("label.material"))
    if not card.materials:
        sheet.line(text("common.missing"))
        return
    sheet.points(
        text(
            "common.part_of",
            label=sentence_case(clean(one.title)),
            value=clean(one.url or text("project.link_missing")),
        )
        for one in card.materials
    )


def _to_write(sheet: Sheet, heading: str, instruction: str) -> None:
    sheet.heading(heading)
    sheet.instruction(instruction)
    sheet.room()


def _about_the_data(sheet: Sheet, answer: ProjectReportAnswer) -> None:
    card = answer.card
    sheet.heading(text("results.about_data"))
    if card.source:
        sheet.line(text("age.from_source", source=source_words(card.source)))
    if card.updated:
        sheet.line(text("age.by_hand", date=day_words(card.updated)))
    if answer.results:
        line = answer.results.picture.line
        sheet.line(text("results.from_inquiry", number=line.number, date=day_words(answer.day)))
    sheet.points(map(clean, card.notes))
