"""The files that an answer is handed over as, the same through every door."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from bot.documents.attachments import Attachment
from bot.texts import text
from handlers.answers import (
    Answer,
    BudgetAnswer,
    CaseAnswer,
    InquiryPictureAnswer,
    MinutesAnswer,
    NewsletterReportAnswer,
    NewsletterTextAnswer,
    PlanAnswer,
    PlanVersionsAnswer,
    ProjectReportAnswer,
    ResultsAnswer,
    ReviewAnswer,
    RoundExportAnswer,
    VisitAnswer,
)

# Each takes its own kind of answer, which one mapping's type cannot say.
Maker: TypeAlias = Callable[[Any, datetime], tuple[Attachment, ...]]


def files_of(answer: Answer, now: datetime) -> tuple[Attachment, ...]:
    """Return an answer's files, none where it has none. ``now``: the aware moment of the making."""
    return _MAKERS[type(answer)](answer, now) if comes_as_files(answer) else ()


def comes_as_files(answer: Answer) -> bool:
    """Tell whether an answer is handed over as files too."""
    # Where nothing waits to be weighed there is nothing to put in a file.
    if isinstance(answer, ReviewAnswer):
        return bool(answer.sheet.lines)
    # A plan or a budget is shown as it is, and comes as a file to whoever asks for one.
    asked = not isinstance(answer, BudgetAnswer | PlanAnswer | PlanVersionsAnswer) or bool(
        answer.file
    )
    return asked and type(answer) in _MAKERS


def _minutes(answer: MinutesAnswer, now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.minutes import minutes_file  # noqa: PLC0415 - slow to load

    return (minutes_file(answer.draft, now),)


def _visit(answer: VisitAnswer, now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.visit_sheet import visit_sheet_file  # noqa: PLC0415 - slow to load

    return (visit_sheet_file(answer.sheet, now),)


def _inquiry(answer: InquiryPictureAnswer, _now: datetime) -> tuple[Attachment, ...]:
    picture = answer.picture
    if answer.excel:
        from bot.documents.inquiry_sheet import inquiry_sheet_file  # noqa: PLC0415 - slow to load

        return (inquiry_sheet_file(picture),)
    if not picture.rows:
        return ()
    from bot.documents.inquiry_picture import inquiry_picture  # noqa: PLC0415 - slow to load

    name = text("inquiry.picture_file", number=picture.line.number)
    return (Attachment(name, "image/png", inquiry_picture(picture).png),)


def _sending(answer: NewsletterReportAnswer, _now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.newsletter_files import report_file  # noqa: PLC0415 - slow to load

    return (report_file(answer),)


def _issue(answer: NewsletterTextAnswer, _now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.newsletter_files import text_file  # noqa: PLC0415 - as above

    return () if answer.posted else (text_file(answer),)


def _plan(answer: PlanAnswer, now: datetime) -> tuple[Attachment, ...]:
    if answer.file == "excel":
        from bot.documents.plan_sheet import plan_workbook  # noqa: PLC0415 - slow to load

        return (plan_workbook(answer, now),)
    from bot.documents.plan_word import plan_file  # noqa: PLC0415 - slow to load

    return (plan_file(answer, now),)


def _differences(answer: PlanVersionsAnswer, now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.plan_word import differences_file  # noqa: PLC0415 - slow to load

    return (differences_file(answer, now),)


def _results(answer: ResultsAnswer, _now: datetime) -> tuple[Attachment, ...]:
    if answer.excel:
        from bot.documents.results_sheet import results_file  # noqa: PLC0415 - slow to load

        return (results_file(answer),)
    if not answer.results.picture.counted:
        return ()
    from bot.documents.results_picture import results_picture  # noqa: PLC0415 - slow to load

    png = results_picture(answer.title, answer.results).png
    return (Attachment(text("results.picture_file"), "image/png", png),)


def _report(answer: ProjectReportAnswer, now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.project_report import report_file  # noqa: PLC0415 - slow to load

    return (report_file(answer, now),)


def _review(answer: ReviewAnswer, now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.review import review_files  # noqa: PLC0415 - slow to load

    return review_files(answer.sheet, now) if answer.sheet.lines else ()


def _budget(answer: BudgetAnswer, _now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.budget_sheet import budget_workbook  # noqa: PLC0415 - slow to load

    return (budget_workbook(answer),)


def _case(answer: CaseAnswer, _now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.case_file import case_archive  # noqa: PLC0415 - slow to load

    return (case_archive(answer.case),)


def _round(answer: RoundExportAnswer, _now: datetime) -> tuple[Attachment, ...]:
    from bot.documents.round_sheet import round_workbook  # noqa: PLC0415 - slow to load

    return (round_workbook(answer),)


_MAKERS: Mapping[type[Answer], Maker] = {
    BudgetAnswer: _budget,
    CaseAnswer: _case,
    InquiryPictureAnswer: _inquiry,
    MinutesAnswer: _minutes,
    NewsletterReportAnswer: _sending,
    NewsletterTextAnswer: _issue,
    PlanAnswer: _plan,
    PlanVersionsAnswer: _differences,
    ProjectReportAnswer: _report,
    ResultsAnswer: _results,
    ReviewAnswer: _review,
    RoundExportAnswer: _round,
    VisitAnswer: _visit,
}
