"""What became of an issue as a table, and an issue as text to be put up elsewhere."""

from collections.abc import Iterable, Iterator, Sequence

from bot.texts.markdown_lines import wrapped
from bot.texts.newsletters import figures, issue_name, item_lines, section_heading
from bot.texts.safe import clean
from bot.texts.waiting import moment_words
from bot.texts.wording import text, word
from handlers.answers import NewsletterReportAnswer, NewsletterTextAnswer
from handlers.newsletter_views import OutcomeRow
from handlers.notices import State

_UNLUCKY = (State.FAILED, State.UNSURE)
_WIDTH = 72


def unlucky(rows: Iterable[OutcomeRow]) -> tuple[OutcomeRow, ...]:
    """Return those who have not got it, or of whom nobody knows."""
    return tuple(one for one in rows if one.outcome in _UNLUCKY)


def report_file_name(answer: NewsletterReportAnswer) -> str:
    """Return what the table is called as a file."""
    return text("newsletter_report.file", label=answer.label)


def text_file_name(answer: NewsletterTextAnswer) -> str:
    """Return what the text is called as a file."""
    return text("newsletter_report.text_file", label=answer.label)


def report_columns() -> tuple[str, ...]:
    """Return the headings of the table."""
    return (
        text("table.name"),
        text("newsletter_report.address"),
        text("newsletter_report.outcome"),
        text("newsletter_report.reason"),
        text("table.when"),
    )


def report_rows(rows: Iterable[OutcomeRow]) -> Iterator[tuple[str, ...]]:
    """Return what became of each copy, a row each."""
    for one in rows:
        yield (
            one.name,
            one.address,
            word("notice_state", one.outcome),
            _reason(one.error),
            moment_words(one.at) if one.at else "",
        )


def issue_text(answer: NewsletterTextAnswer) -> str:
    """Return an issue as plain text that can be pasted anywhere."""
    edition = answer.edition
    lines = [*wrapped(clean(edition.subject), _WIDTH), issue_name(edition)]
    seen = figures(edition, None)
    for section in edition.sections:
        lines += ["", section_heading(section.section).upper()]
        for item in section.items:
            lines += ["", *item_lines(item, seen, _WIDTH)]
    return "\n".join([*lines, *_ending(answer)]) + "\n"


def _ending(answer: NewsletterTextAnswer) -> Sequence[str]:
    edition = answer.edition
    contact = text(
        "newsletter_report.contact", contact=edition.contact, email=edition.contact_email
    )
    asked = ["", *wrapped(contact, _WIDTH)] if edition.contact_email else []
    return [*asked, *(["", answer.page] if answer.page else [])]


def _reason(error: str) -> str:
    # What broke here is called by a number, which whoever runs the bot finds in the log.
    code, _, reference = error.partition(" ")
    said = word("mail_fault", code, code)
    return f"{said} ({reference})" if reference else said
