"""Proposals: one of them with its way, and what happens with a wish to hand one in."""

from collections.abc import Iterator

from bot.texts.cards.model import Action, Card, Line
from bot.texts.cards.shaping import (
    choice_of,
    from_source,
    labelled,
    make,
    noted,
    on_the_list,
    pieces,
    who,
)
from bot.texts.dates import short_day
from bot.texts.opinions import opinion_words, vote_words
from bot.texts.proposals import called, state_words
from bot.texts.safe import clean, quoted, sentence_case
from bot.texts.sources import listed
from bot.texts.wording import text, word
from handlers.answers import (
    ProposalAct,
    ProposalAnswer,
    ProposalDialogAnswer,
    ProposalStepLine,
    RoleContact,
)
from handlers.ports import SWEDEN


def proposal_card(answer: ProposalAnswer) -> Card:
    """Present one proposal: where it stands, who is behind it, what it says, and its way."""
    year = answer.year_received
    received = text("proposal.received", year=year) if year else text("proposal.year_missing")
    stands = sentence_case(state_words(answer.status)) or text("proposal.status_missing")
    done = word("proposal_change", answer.change, "")
    return make(
        "proposal",
        " ".join(filter(None, (done, pieces(stands, received)))),
        heading=called(answer.number, answer.title),
        lines=_facts(answer),
        more=(
            *_further(answer),
            *_opinions(answer),
            *_way(answer),
            *_comments(answer),
            *_typed(answer),
        ),
        footer=from_source(answer.source) if not answer.number else "",
        actions=(Action.CORRECT,) if not answer.number else (),
        record=("proposal", answer.ids[0] if answer.ids else ""),
    )


def proposal_dialog_card(answer: ProposalDialogAnswer) -> Card:
    """Say how a proposal is handed in, or what happens with the wish, and show similar ones."""
    if answer.by_mail:
        return _by_mail(answer)
    topic = quoted(answer.topic) if answer.topic.strip() else ""
    return make(
        "proposal_dialog",
        text("proposal.in_dialog") if answer.open else text("proposal.dialog"),
        heading=text("proposal.dialog_heading"),
        lines=(
            *([on_the_list(answer.task_id)] if answer.task_id is not None else []),
            *(_send_to(answer.contact) if not answer.open else ()),
            Line(topic, text("label.topic")),
            Line(text("proposal.public")),
            Line(text("proposal.similar") if answer.similar else ""),
        ),
        choices=[choice_of(item) for item in answer.similar],
    )


def _by_mail(answer: ProposalDialogAnswer) -> Card:
    """Say how a proposal is written in a mail, heading by heading."""
    return make(
        "proposal_dialog",
        text("proposal.by_mail"),
        heading=text("proposal.dialog_heading"),
        lines=(
            Line(text("proposal.by_mail_title"), word("proposal_field", "title")),
            Line(text("proposal.by_mail_area"), word("proposal_field", "area")),
            Line(text("proposal.by_mail_background"), word("proposal_field", "background")),
            Line(text("proposal.by_mail_goal"), word("proposal_field", "goal")),
            Line(text("proposal.by_mail_offices"), word("proposal_field", "offices")),
            Line(text("proposal.by_mail_more")),
            Line(text("proposal.similar") if answer.similar else ""),
        ),
        footer=text("proposal.public"),
        choices=[choice_of(item) for item in answer.similar],
    )


def _facts(answer: ProposalAnswer) -> Iterator[Line]:
    """Yield what one needs to know first."""
    bank = answer.bank_for_plan
    if answer.incomplete:
        yield Line(text("proposals.incomplete"))
    if answer.late:
        yield Line(text("proposals.late"))
    if answer.into is not None:
        yield Line(clean(answer.into.title), text("proposals.lives_on"))
    if answer.project is not None:
        yield Line(clean(answer.project.title), text("starting.project"))
    yield Line(listed([clean(one) for one in answer.offices]), text("proposals.behind"))
    yield Line(text("proposal.bank_for", period=bank) if bank else "", text("label.bank"))
    yield Line(_last_reason(answer), text("proposals.reason"))
    yield from (Line(vote_words(one), text("opinions.voted")) for one in answer.votes)
    if answer.opinion_count:
        said = text("opinions.count", count=answer.opinion_count)
        yield Line(said, text("opinions.opinions"))
    yield Line(answer.category, text("label.category"))
    yield Line(answer.goal, text("proposals.goal"))
    yield Line(answer.background, text("proposals.background"))
    yield from noted(answer.notes)
    if answer.withheld:
        yield Line(text("proposals.withheld"))


def _further(answer: ProposalAnswer) -> Iterator[Line]:
    goals = [word("environmental_goal", one) for one in answer.environmental_goals]
    yield Line(answer.target_group, text("proposals.target_group"))
    yield Line(word("proposal_form", answer.form, ""), text("proposals.form"))
    yield Line(answer.focus_area, text("proposals.focus_area"))
    yield Line(listed(goals), text("proposals.environmental_goals"))
    yield Line(answer.wished_time, text("proposals.wished_time"))
    yield Line(word("can_take_part", answer.can_take_part, ""), text("proposals.can_take_part"))
    yield Line(text("proposals.is_standing") if answer.standing else "")
    yield from (Line(link, text("proposals.link")) for link in answer.links)
    yield Line(answer.registration_number, text("proposals.registration_number"))
    yield Line(listed([clean(one) for one in answer.people]), text("proposals.people"))
    yield from (Line(clean(one.title), text("proposals.merged_in")) for one in answer.merged)


def _way(answer: ProposalAnswer) -> Iterator[Line]:
    for step in answer.steps:
        moment = step.at.astimezone(SWEDEN).date()
        yield Line(_step(step), short_day(moment, year=True))


def _step(step: ProposalStepLine) -> str:
    said = state_words(step.state)
    if step.other:
        said = text("common.part_of", label=said, value=clean(step.other))
    return pieces(said, clean(step.reason), clean(step.by))


def _opinions(answer: ProposalAnswer) -> Iterator[Line]:
    for office, said in opinion_words(answer.opinions):
        yield Line(said, text("opinions.of", office=office))


def _comments(answer: ProposalAnswer) -> Iterator[Line]:
    for one in answer.comments:
        by = ", ".join(filter(None, (clean(one.by), clean(one.office))))
        day = short_day(one.at.astimezone(SWEDEN).date(), year=True)
        yield labelled(text("proposals.comment_by", by=by, day=day), one.words)


def _last_reason(answer: ProposalAnswer) -> str:
    return next((one.reason for one in reversed(answer.steps) if one.reason), "")


def _typed(answer: ProposalAnswer) -> Iterator[Line]:
    """Yield what one writes, where there are no buttons, to do what one may."""
    number = answer.number or "".join(answer.ids)
    if ProposalAct.COMMENT in answer.acts:
        yield Line(text("proposals.typed_comment", typed=f"kommentera förslag {number}: …"))
    if ProposalAct.JOIN in answer.acts:
        yield Line(text("proposals.typed_join", typed=f"ställ mig bakom förslag {number}"))
    if ProposalAct.WITHDRAW in answer.acts:
        yield Line(text("proposals.typed_withdraw", typed=f"ta tillbaka förslag {number}"))
    if ProposalAct.MOVE in answer.acts:
        typed = f"flytta förslag {number} till banken, därför att …"
        yield Line(text("proposals.typed_move", typed=typed))
    if ProposalAct.START in answer.acts:
        typed = f"starta projekt av förslag {number}"
        yield Line(text("starting.typed", typed=typed))
    if ProposalAct.EXPORT in answer.acts:
        yield Line(text("case.typed_export", typed=f"exportera förslag {number}"))
    if ProposalAct.MERGE in answer.acts:
        typed = f"slå ihop förslag {number} med …"
        yield Line(text("proposals.typed_merge", typed=typed))


def _send_to(contact: RoleContact | None) -> tuple[Line, ...]:
    return (Line(text("proposal.mail", who=who(contact))),) if contact else ()
