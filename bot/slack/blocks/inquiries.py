"""Inquiries in chat: what is asked, with buttons to answer, and how each one stands."""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.slack.blocks.inquiry_tallies import in_short, tally_rows
from bot.slack.blocks.parts import (
    Block,
    Message,
    button,
    buttons,
    cut,
    heading,
    message,
    paragraph,
    said,
    small,
    words,
)
from bot.slack.blocks.voting import asking_buttons
from bot.texts import text
from bot.texts.cards.inquiries import draft_lines, goes_words, send_label
from bot.texts.cards.model import Line
from bot.texts.dates import short_day
from bot.texts.inquiries import (
    answered_words,
    asks_words,
    counted_words,
    fate_words,
    inquiry_name,
    names_words,
    notice_title,
    question_lines,
    question_words,
    result_lead,
    result_title,
    unit_words,
)
from bot.texts.inquiry_tallies import disputed_words
from bot.texts.results import visits_note
from bot.texts.safe import clean
from bot.texts.wording import word
from handlers.answers import InquiriesAnswer, InquiryFormAnswer, InquiryPictureAnswer
from handlers.contents import InquiryNotice, InquiryResult
from handlers.inquiry_views import (
    InquiryForm,
    InquiryLine,
    InquiryPicture,
    InquiryState,
    Purpose,
    QuestionKind,
    Unit,
)

# Where the buttons stand, so that the same is shown again: alone, in a list, on the home tab.
ALONE, LISTED, AT_HOME = "one", "list", "home"
MOST_LISTED = 10
_LONGEST_ABOUT, _LONGEST_SAID = 1000, 250
_MOST_QUICK, _MOST_DISPUTED = 5, 4
# Where the same is asked of many records: so many of them are named before one answers.
_MOST_ASKED, _LONGEST_FIXED = 12, 100
_QUICK = frozenset({QuestionKind.YES_NO, QuestionKind.ONE})


def inquiry_answer(
    answer: InquiriesAnswer | InquiryFormAnswer | InquiryPictureAnswer, notice: str = ""
) -> Message:
    """Show what was asked for in words, with its buttons."""
    if isinstance(answer, InquiriesAnswer):
        return inquiry_list(answer.mine, answer.made, notice)
    if isinstance(answer, InquiryPictureAnswer):
        done = word("inquiry_change", answer.change, "")
        return inquiry_picture_card(answer.picture, notice or done)
    told = "" if answer.fate == "shown" else fate_words(answer.form, answer.fate)
    return inquiry_form_card(answer.form, notice or told)


def inquiry_message(content: InquiryNotice) -> Message:
    """Show what is asked, with the buttons to answer it."""
    title, lead = notice_title(content), asks_words(content.form)
    told = answered_words(content.form)
    return message(f"{title}. {lead}", _asked(content.form, title, lead, told))


def inquiry_form_card(form: InquiryForm, notice: str = "") -> Message:
    """Show an inquiry to who answers it, with what has just been answered."""
    title, lead = inquiry_name(form), notice or asks_words(form)
    # What has just been answered is not said twice.
    told = "" if notice else answered_words(form)
    return message(f"{title}. {lead}", _asked(form, title, lead, told))


def inquiry_result_message(content: InquiryResult) -> Message:
    """Show what all have answered, taken together."""
    title, lead = result_title(content), result_lead(content)
    rows = [in_short(one) for one in content.tallies]
    return message(f"{title}. {lead}", [heading(title), said(lead), paragraph(*rows)])


def inquiry_list(
    mine: Sequence[InquiryLine], made: Sequence[InquiryLine] | None, notice: str = ""
) -> Message:
    """Show what somebody is to answer; to whoever makes inquiries also all there are."""
    blocks = [
        heading(text("inquiry.heading")),
        *([said(notice)] if notice else []),
        *(mine_rows(mine) or [said(text("inquiry.none_mine"))]),
    ]
    if made is not None:
        blocks += made_rows(made)
    return message(notice or text("inquiry.heading"), blocks)


def mine_rows(mine: Sequence[InquiryLine]) -> list[Block]:
    """Return each inquiry that is to be answered with its button."""
    return [
        _row(
            one,
            text("inquiry.answered_mine") if one.answered else text("inquiry.unanswered_mine"),
            button(
                text("inquiry.answer_change") if one.answered else text("inquiry.answer_now"),
                "inquiry_answer",
                str(one.number),
                about=clean(one.title),
            ),
        )
        for one in mine[:MOST_LISTED]
    ]


def made_rows(made: Sequence[InquiryLine]) -> list[Block]:
    """Return the inquiries that were made, and the button to make another one."""
    rows = [
        _row(
            one,
            counted_words(one)
            if one.state is not InquiryState.DRAFT
            else word("inquiry_state", one.state),
            button(text("inquiry.open"), "inquiry_show", str(one.number), about=clean(one.title)),
        )
        for one in made[:MOST_LISTED]
    ]
    return [
        heading(text("inquiry.made")),
        *(rows or [said(text("inquiry.none_made"))]),
        *buttons([{**button(text("inquiry.new"), "inquiry_new"), "style": "primary"}]),
        *asking_buttons([button(text("known.courses"), "known_courses")]),
    ]


def inquiry_picture_card(picture: InquiryPicture, notice: str = "") -> Message:
    """Show how an inquiry stands, with what can be done about it."""
    line = picture.line
    if line.state is InquiryState.DRAFT:
        return _draft_card(picture, notice)
    told = " ".join(filter(None, (notice, counted_words(line))))
    blocks = [
        heading(inquiry_name(line)),
        said(told),
        small(_state(line)),
        *_disputes(picture),
        *tally_rows(picture),
        *_silent(picture),
        *buttons(_acts(picture)),
    ]
    return message(f"{inquiry_name(line)}. {told}", blocks)


def _asked(form: InquiryForm, title: str, lead: str, told: str) -> list[Block]:
    about = clean_lines(form.about)
    disputed = text("inquiry.is_disputed") if form.disputed else ""
    return [
        heading(title),
        said(lead),
        *([said(cut(about, _LONGEST_ABOUT))] if about else []),
        paragraph(*(words(cut(one, _LONGEST_SAID)) for one in _questions_shown(form))),
        *([said(cut(told, _LONGEST_ABOUT))] if told else []),
        *([small(disputed)] if disputed else []),
        *buttons(_answers(form)),
    ]


def _questions_shown(form: InquiryForm) -> Sequence[str]:
    """Return the questions, as many as anybody reads before they answer: then all are there."""
    lines = question_lines(form.questions)
    rest = len(lines) - _MOST_ASKED
    return [*lines[:_MOST_ASKED], text("inquiry.more", count=rest)] if rest > 0 else lines


def clean_lines(typed: str) -> str:
    """Return what somebody has written, line by line, with nothing that hides."""
    return "\n".join(line for line in map(clean, typed.splitlines()) if line)


def _answers(form: InquiryForm) -> Iterator[Block]:
    if not form.open:
        return
    one = form.questions[0]
    if not form.current and len(form.questions) == 1 and form.unit is not Unit.VISIT:
        quick = one.choices if one.kind in _QUICK else ()
        if len(quick) <= _MOST_QUICK:
            for at, choice in enumerate(quick):
                yield button(
                    clean(choice).capitalize(), f"inquiry_quick_{at}", f"{form.number}/{at}"
                )
    label = text("inquiry.answer_change") if form.current else text("inquiry.answer_now")
    yield button(label, "inquiry_answer", str(form.number), about=clean(form.title))


def _row(line: InquiryLine, told: str, accessory: Block) -> Block:
    day = text("inquiry.answer_by", day=short_day(line.answer_by)) if line.answer_by else ""
    named = ", ".join(filter(None, (inquiry_name(line), told.rstrip("."), day)))
    return {
        "type": "section",
        "text": {"type": "plain_text", "text": cut(named, 700), "emoji": False},
        "accessory": accessory,
    }


def _draft_card(picture: InquiryPicture, notice: str) -> Message:
    line, goes = picture.line, goes_words(picture)
    blocks = [
        heading(inquiry_name(line)),
        said(" ".join(filter(None, (notice, goes)))),
        *(
            [said(cut(clean_lines(picture.plan.about), _LONGEST_ABOUT))]
            if picture.plan.about
            else []
        ),
        paragraph(*(_of_line(one) for one in draft_lines(picture))),
        *_questions(picture),
        *buttons(_draft_acts(picture)),
    ]
    return message(f"{inquiry_name(line)}. {goes}", blocks)


def _questions(picture: InquiryPicture) -> Iterator[Block]:
    questions = picture.plan.questions
    if not questions:
        yield said(text("inquiry.question_none"))
    if picture.plan.fixed or _is_results(picture):
        yield from _fixed_questions(picture)
        return
    for at, one in enumerate(questions, start=1):
        value = f"{picture.line.number}/{at}"
        asked = cut(question_words(one), _LONGEST_SAID)
        yield said(text("inquiry.numbered", number=at, question=asked))
        about = clean(one.text)
        yield from buttons(
            [
                button(
                    text("inquiry.change_question"),
                    f"inquiry_question_{at}",
                    value,
                    about=about,
                ),
                button(
                    text("inquiry.remove_question"),
                    f"inquiry_drop_{at}",
                    value,
                    about=about,
                ),
            ]
        )


def _fixed_questions(picture: InquiryPicture) -> Iterator[Block]:
    """Yield the questions of an inquiry that was made of records, which one does not rewrite."""
    lines = question_lines(picture.plan.questions)
    for start in range(0, len(lines), _MOST_ASKED):
        several = lines[start : start + _MOST_ASKED]
        yield paragraph(*(words(cut(one, _LONGEST_FIXED)) for one in several))
    if not _is_results(picture):
        yield small(text("inquiry.how_drop", number=picture.line.number))
    elif note := visits_note(picture):
        yield small(note)


def _is_results(picture: InquiryPicture) -> bool:
    return picture.plan.purpose == Purpose.RESULTS


def _draft_acts(picture: InquiryPicture) -> Iterator[Block]:
    number = str(picture.line.number)
    if picture.asked and picture.plan.questions and picture.plan.answer_by:
        sending = button(send_label(picture.line), "inquiry_send", number)
        yield {**sending, "style": "primary"}
    if _is_results(picture):
        yield button(text("results.change"), "results_change", number)
    else:
        yield from _changes(picture, number)
    yield button(text("inquiry.throw_away"), "inquiry_throw", number)


def _changes(picture: InquiryPicture, number: str) -> Iterator[Block]:
    if not picture.plan.fixed:
        yield button(text("inquiry.add_question"), "inquiry_question_0", f"{number}/0")
    yield button(text("inquiry.change"), "inquiry_change", number)


def _acts(picture: InquiryPicture) -> Iterator[Block]:
    number = str(picture.line.number)
    yield button(text("inquiry.refresh"), "inquiry_refresh", number)
    if _is_results(picture):
        yield button(text("results.show"), "results_of", number)
    if picture.line.state is InquiryState.OPEN:
        if picture.silent:
            yield button(text("inquiry.remind"), "inquiry_remind", number)
        if picture.line.unit is not Unit.PERSON:
            yield button(text("inquiry.answer_for"), "inquiry_for", number)
        yield button(text("inquiry.extend"), "inquiry_extend", number)
    yield button(text("inquiry.excel"), "inquiry_excel", number)
    if picture.rows:
        yield button(text("inquiry.as_picture"), "inquiry_picture", number)
    if picture.line.state is InquiryState.OPEN:
        yield button(text("inquiry.close"), "inquiry_close", number)
    else:
        yield button(text("inquiry.reopen"), "inquiry_reopen", number)


def _disputes(picture: InquiryPicture) -> Iterator[Block]:
    for row, told in islice(disputed_words(picture), _MOST_DISPUTED):
        office = text("inquiry.disputed", office=clean(row.who))
        yield said(f"{office}. {cut(told, _LONGEST_SAID)}")
        yield from buttons(
            [button(text("inquiry.settle"), f"inquiry_settle_{row.id}", str(row.id), about=told)]
        )


def _silent(picture: InquiryPicture) -> list[Block]:
    count = len(picture.silent)
    if not count:
        return [said(text("inquiry.everybody"))]
    unit, names = unit_words(picture.line.unit), names_words(picture.silent)
    told = text("inquiry.silent_count", count=count, unit=unit, names=names)
    return [paragraph(_labelled(text("inquiry.silent"), cut(told, _LONGEST_ABOUT)))]


def _state(line: InquiryLine) -> str:
    day = short_day(line.answer_by) if line.answer_by else text("inquiry.no_day")
    last = text("common.part_of", label=text("inquiry.last_day"), value=day)
    return f"{last} · {word('inquiry_state', line.state)}"


def _labelled(label: str, told: str) -> list[Block]:
    return [*words(f"{label}: ", bold=True), *words(told)]


def _of_line(line: Line) -> list[Block]:
    told = cut(line.text, _LONGEST_ABOUT)
    return _labelled(line.label, told) if line.label else words(told)
