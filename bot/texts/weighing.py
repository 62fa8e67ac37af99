"""Proposals that are to be weighed, in words: for sheets, papers and cards alike."""

from collections.abc import Iterator

from bot.texts.dates import day_words
from bot.texts.opinions import opinion_words, vote_words
from bot.texts.safe import clean, quoted
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.answers import CriterionLine, ReviewLine, ReviewSheet


def review_title(sheet: ReviewSheet) -> str:
    """Return what the papers for the preparatory group are called."""
    return text("review.title", collaboration=sheet.collaboration)


def review_made(sheet: ReviewSheet) -> str:
    """Say when they were made, and of how many."""
    return text("review.made", date=day_words(sheet.today), count=len(sheet.lines))


def file_name(sheet: ReviewSheet, ending: str) -> str:
    """Return the name of a file with them."""
    return f"{text('review.file')} {sheet.today.isoformat()}.{ending}"


def named(line: ReviewLine) -> str:
    """Return a proposal as it is referred to: its number where it has one, and its title."""
    title = clean(line.title)
    return text("review.numbered", number=line.number, title=title) if line.number else title


def criterion_words(one: CriterionLine) -> str:
    """Return a criterion with its scale."""
    return text("criteria.scale", name=clean(one.name), most=one.most)


def offices_words(line: ReviewLine) -> str:
    """Say which offices are behind it."""
    return listed([clean(one) for one in line.offices])


def state_words(state: str) -> str:
    """Return a state of ours in words; a source's own words as they are."""
    return word("proposal_state", state)


def facts(line: ReviewLine) -> Iterator[tuple[str, str]]:
    """Yield what a proposal says, a label and the words of each, without what is not said."""
    for label, said in (
        (text("review.offices"), offices_words(line)),
        (text("review.area"), line.area),
        (text("review.year"), str(line.year or "")),
        (text("review.background"), line.background),
        (text("review.goal"), line.goal),
        (text("review.target_group"), line.target_group),
        (text("review.form"), word("proposal_form", line.form) if line.form else ""),
        (text("review.wished_time"), line.wished_time),
        (text("review.now"), state_words(line.state)),
        *((text("opinions.voted"), vote_words(one)) for one in line.votes),
        *(
            (text("opinions.of", office=office), said)
            for office, said in opinion_words(line.opinions)
        ),
        (text("review.besides"), text("review.late") if line.late else ""),
        (text("review.besides"), text("review.incomplete") if line.incomplete else ""),
        *((text("label.note"), note) for note in line.notes),
    ):
        if said:
            yield label, clean(said)


def votes_words(line: ReviewLine) -> str:
    """Say how the offices have voted, for a cell of a sheet."""
    return "\n".join(map(vote_words, line.votes))


def opinions_words(line: ReviewLine) -> str:
    """Say what the offices have written, an office a line, for a cell of a sheet."""
    return "\n".join(
        text("common.part_of", label=office, value=said)
        for office, said in opinion_words(line.opinions)
    )


def points_words(line: ReviewLine, criteria: tuple[CriterionLine, ...]) -> str:
    """Say how many points a proposal has of those that there are; nothing where it has none."""
    given = [
        text("review.points_of", name=clean(one.name), points=points, most=one.most)
        for one, points in zip(criteria, line.points, strict=True)
        if points is not None
    ]
    return listed(given)


def found_words(line: ReviewLine) -> str:
    """Say what the preparatory group has found: where it is to go, and why."""
    if not line.outcome:
        return text("review.no_outcome")
    outcome = state_words(line.outcome)
    if not line.reason:
        return outcome
    return text("review.outcome_why", outcome=outcome, reason=clean(line.reason))


def row_problem_words(name: str, row: int, said: str) -> str:
    """Say what is wrong with a row of a sheet."""
    return text("review.row_problem", row=row, name=quoted(name), said=said)
