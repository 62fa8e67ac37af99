"""A proposal that somebody is writing, as it was understood, and how it is handed in."""

from collections.abc import Iterator

from bot.texts.cards.model import Card, Choice, Line
from bot.texts.cards.shaping import item_line, labelled, make
from bot.texts.refusals import refusal_text
from bot.texts.safe import clean, quoted, shortened
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.answers import ProposalDraftAnswer
from handlers.errors import Refusal

_LONGEST_UNREAD = 300
_REQUIRED = ("title", "area", "background", "goal", "offices")


def proposal_draft_card(answer: ProposalDraftAnswer) -> Card:
    """Show what was understood of a proposal: ready for a yes, or with what it lacks."""
    if answer.thrown_away:
        lead = text("proposal_draft.thrown_away", number=answer.draft)
        return make("proposal_dialog", lead, heading=clean(answer.title))
    ready = not answer.problems and answer.not_now is None
    return make(
        "proposal_dialog",
        _lead(answer),
        heading=_heading(answer),
        lines=(*_problems(answer), *_unread(answer)),
        more=(*_fields(answer), *_similar(answer), *_typed(answer)),
        footer=text("proposal.public"),
        choices=(
            [Choice(text("proposal_draft.hand_in"), f"lämna in utkast {answer.draft}")]
            if ready
            else []
        ),
    )


def _lead(answer: ProposalDraftAnswer) -> str:
    if answer.problems:
        return text("proposal_draft.lacks")
    if answer.not_now is not None:
        return refusal_text(Refusal(answer.not_now.code, **answer.not_now.values))
    return text("proposal_draft.ready")


def _heading(answer: ProposalDraftAnswer) -> str:
    name = clean(answer.title) or text("proposal_draft.untitled")
    if answer.changes:
        return text("proposal_draft.change_of", number=answer.draft, of=answer.changes)
    return text("proposal_draft.heading", number=answer.draft, name=name)


def _problems(answer: ProposalDraftAnswer) -> Iterator[Line]:
    for one in answer.problems:
        said = refusal_text(Refusal(one.code, **one.values))
        yield Line(said, word("proposal_field", one.name))


def _unread(answer: ProposalDraftAnswer) -> Iterator[Line]:
    for name, written in answer.unread.items():
        said = quoted(shortened(clean(written), _LONGEST_UNREAD))
        label = word("proposal_field", name)
        yield Line(text("proposal_draft.unread", said=said), label, missing=True)
    if answer.loose:
        said = quoted(shortened(clean(answer.loose), _LONGEST_UNREAD))
        yield Line(text("proposal_draft.loose", said=said))


def _fields(answer: ProposalDraftAnswer) -> Iterator[Line]:
    """Yield what was understood; of what is required also that it is missing."""
    goals = [word("environmental_goal", one) for one in answer.environmental_goals]
    said = {
        "title": answer.title,
        "area": answer.area,
        "background": answer.background,
        "goal": answer.goal,
        "offices": listed([clean(one) for one in answer.offices]),
        "target_group": answer.target_group,
        "form": word("proposal_form", answer.form, ""),
        "focus_area": answer.focus_area,
        "environmental_goals": listed(goals),
        "wished_time": answer.wished_time,
        "can_take_part": word("can_take_part", answer.can_take_part, ""),
        "standing": text("proposals.is_standing") if answer.standing else "",
        "links": " ".join(answer.links),
    }
    for name, value in said.items():
        if value or name in _REQUIRED:
            yield labelled(word("proposal_field", name), value)


def _similar(answer: ProposalDraftAnswer) -> Iterator[Line]:
    if answer.similar:
        yield Line(text("proposal_draft.similar"))
        yield from map(item_line, answer.similar)


def _typed(answer: ProposalDraftAnswer) -> Iterator[Line]:
    if answer.problems:
        yield Line(text("proposal_draft.how_to_complete"))
    yield Line(text("proposal_draft.how_to_go_on", number=answer.draft))
