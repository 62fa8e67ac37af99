"""Inquiries as cards: the lists, how one stands, and what is answered."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import make, pieces
from bot.texts.dates import short_day
from bot.texts.inquiries import (
    LONGEST_SAID,
    answered_words,
    counted_words,
    fate_words,
    given_words,
    hint_words,
    how_to_answer,
    inquiry_name,
    names_words,
    question_lines,
    unit_words,
)
from bot.texts.inquiry_tallies import counted_rows, disputed_words, option_names, who_words
from bot.texts.results import visits_note
from bot.texts.safe import clean, shortened
from bot.texts.wording import text, word
from handlers.answers import (
    InquiriesAnswer,
    InquiryFormAnswer,
    InquiryGoneAnswer,
    InquiryPictureAnswer,
)
from handlers.inquiry_views import (
    InquiryLine,
    InquiryPicture,
    InquiryState,
    Purpose,
    Tally,
)


def inquiries_card(answer: InquiriesAnswer) -> Card:
    """List what is to be answered, and what has been asked."""
    mine = [_line(one, _mine(one), f"svara på rundfråga {one.number}") for one in answer.mine]
    made = [
        _line(one, counted_words(one), f"rundfråga {one.number}")
        for one in answer.made or ()
        if one.state is not InquiryState.DRAFT
    ]
    drafts = [
        _line(one, "", f"rundfråga {one.number}")
        for one in answer.made or ()
        if one.state is InquiryState.DRAFT
    ]
    nothing = text("inquiry.none_made") if answer.made is not None else text("inquiry.none_mine")
    lines = (*mine, *drafts, *made)
    return make(
        "list",
        text("inquiry.to_answer") if mine else text("inquiry.made") if lines else nothing,
        heading=text("inquiry.heading"),
        lines=lines,
        footer=text("inquiry.how_to_ask") if answer.made is not None else "",
    )


def inquiry_picture_card(answer: InquiryPictureAnswer) -> Card:
    """Say how an inquiry stands, who is silent, and what can be done about it."""
    picture = answer.picture
    if picture.line.state is InquiryState.DRAFT:
        return _draft_card(picture)
    done = word("inquiry_change", answer.change, "")
    return make(
        "list",
        " ".join(filter(None, (done, counted_words(picture.line)))),
        heading=inquiry_name(picture.line),
        lines=(*_disputed(picture), *_tallies(picture), *_silent(picture), *_standing(picture)),
        more=_words(picture),
        footer=_how(picture.line),
    )


def inquiry_form_card(answer: InquiryFormAnswer) -> Card:
    """Show what is asked and what was answered, or what has become of an answer."""
    form, fate = answer.form, answer.fate
    asked = [Line(one) for one in question_lines(form.questions)]
    if fate == "unread":
        asked = [
            Line(
                text("inquiry.unread", hint=hint_words(form.questions[at])),
                clean(form.questions[at].text).rstrip(" :?"),
            )
            for at in answer.unread
        ]
    elif fate != "shown":
        asked = []
    shown = fate in {"shown", "unread"}
    told = answered_words(form) if shown else ""
    hints = how_to_answer(form) if shown and form.open else ()
    return make(
        "list",
        fate_words(form, fate),
        heading=inquiry_name(form),
        lines=(
            *asked,
            Line(told),
            *map(Line, hints),
            Line(text("inquiry.is_disputed") if form.disputed and shown else ""),
        ),
        footer="" if fate in {"shown", "unread", "disputed"} else text("inquiry.change_until"),
    )


def inquiry_gone_card(answer: InquiryGoneAnswer) -> Card:
    """Say that a draft is thrown away."""
    return make("list", text("inquiry.thrown", number=answer.number))


def draft_lines(picture: InquiryPicture) -> Iterator[Line]:
    """Yield whom a draft goes to, and who cannot be reached."""
    day = picture.plan.answer_by
    yield Line(short_day(day) if day else text("inquiry.no_day"), text("inquiry.last_day"))
    yield Line(names_words(picture.asked), text("inquiry.asked_of"))
    if picture.lost:
        hint = text("inquiry.lost_hint", names=names_words(picture.lost))
        yield Line(hint, text("inquiry.lost"))


def goes_words(picture: InquiryPicture) -> str:
    """Say how many a draft goes to, and that nothing is sent."""
    count, unit = picture.line.asked, unit_words(picture.line.unit)
    if picture.reached == 1:
        return text("inquiry.draft_goes_one", count=count, unit=unit)
    return text("inquiry.draft_goes", count=count, unit=unit, people=picture.reached)


def send_label(line: InquiryLine) -> str:
    """Say what sending does."""
    return text("inquiry.send", count=line.asked, unit=unit_words(line.unit))


def _draft_card(picture: InquiryPicture) -> Card:
    line = picture.line
    ready = picture.asked and picture.plan.questions and picture.plan.answer_by
    typed = f"skicka rundfråga {line.number}"
    return make(
        "list",
        goes_words(picture),
        heading=inquiry_name(line),
        lines=(
            *(Line(one) for one in question_lines(picture.plan.questions)),
            *draft_lines(picture),
            *_of_results(picture),
        ),
        footer=text("inquiry.how_draft", number=line.number)
        if picture.plan.answer_by
        else text("inquiry.how_draft_day", number=line.number),
        choices=[Choice(send_label(line), typed)] if ready else (),
    )


def _of_results(picture: InquiryPicture) -> Iterator[Line]:
    if picture.plan.purpose == Purpose.RESULTS:
        yield Line(visits_note(picture))
        yield Line(text("results.how_change"))


def _tallies(picture: InquiryPicture) -> Iterator[Line]:
    if not picture.rows:
        yield Line(text("inquiry.nothing_answered"))
        return
    for label, told in counted_rows(picture):
        yield Line(told, label.rstrip(" ?"))


def _question(tally: Tally) -> str:
    return clean(tally.question.text).rstrip(" :?")


def _silent(picture: InquiryPicture) -> Iterator[Line]:
    count = len(picture.silent)
    if not count:
        yield Line(text("inquiry.everybody"))
        return
    unit, names = unit_words(picture.line.unit), names_words(picture.silent)
    said = text("inquiry.silent_count", count=count, unit=unit, names=names)
    yield Line(said, text("inquiry.silent"))


def _standing(picture: InquiryPicture) -> Iterator[Line]:
    day = picture.line.answer_by
    shown = short_day(day) if day else text("inquiry.no_day")
    state = word("inquiry_state", picture.line.state)
    yield Line(pieces(shown, state), text("inquiry.last_day"))


def _disputed(picture: InquiryPicture) -> Iterator[Line]:
    offices: dict[str, list[str]] = {}
    for row, said in disputed_words(picture):
        offices.setdefault(who_words(row), []).append(said)
    for office, rows in offices.items():
        said = text(
            "inquiry.disputed_rows",
            rows=" ".join(rows),
            number=picture.line.number,
            office=office,
            turn=1,
        )
        yield Line(said, text("inquiry.disputed", office=office))


def _words(picture: InquiryPicture) -> Iterator[Line]:
    """Yield who has chosen what, and what each has written."""
    # Who has voted what stands in the workbook: a line for each step of each proposal is not read.
    told = picture.plan.purpose != Purpose.VOTE
    for at, tally in enumerate(picture.tallies):
        for option, names in option_names(picture, at) if told else ():
            said = text("inquiry.by_option", option=clean(option), names=names_words(names))
            yield Line(said, _question(tally))
        for who, words in tally.words:
            said = shortened(clean(words), LONGEST_SAID)
            yield Line(text("inquiry.said_by", who=clean(who), words=said), _question(tally))
    for row in picture.counted:
        if row.late:
            yield Line(pieces(who_words(row), text("inquiry.late"), given_words(row.given)))


def _how(line: InquiryLine) -> str:
    if line.state is InquiryState.OPEN:
        return text("inquiry.how_open", number=line.number)
    return text("inquiry.how_closed", number=line.number)


def _line(line: InquiryLine, said: str, typed: str) -> Line:
    day = text("inquiry.answer_by", day=short_day(line.answer_by)) if line.answer_by else ""
    state = word("inquiry_state", line.state) if line.state is not InquiryState.OPEN else ""
    return Line(pieces(state, said.rstrip("."), day), inquiry_name(line), pick=typed)


def _mine(line: InquiryLine) -> str:
    return text("inquiry.answered_mine") if line.answered else text("inquiry.unanswered_mine")
