"""Proposals in letters: understood, sent back for a yes, and handed in when it comes.

The same words work in chat: "utkast 12", "lämna in utkast 12", "kasta utkast 12".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers import proposals
from handlers.answers import Answer, Asker, DraftProblem, ProposalDraftAnswer
from handlers.asking.orders import command_text, order_text
from handlers.asking.proposal_form import ProposalForm, proposal_form, read_proposal
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals import KeptDraft, Place
from storage.words import words

_DRAFT = r"(?:mitt |det här )?utkast(?:et)?(?: (?:nr |nummer )?(?P<number>\d{1,9}))?"
_HAND_IN = re.compile(rf"(?:lämna|skicka) in {_DRAFT}", re.IGNORECASE)
_THROW_AWAY = re.compile(rf"(?:kasta|släng|radera|ta bort) {_DRAFT}", re.IGNORECASE)
_SHOW = re.compile(rf"(?:visa |se )?{_DRAFT}", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:nytt |mitt |ett |vårt )?förslag(?:et)?(?:\s*[:–—-]\s*(?P<title>\S.*)|\s*)", re.IGNORECASE
)
# What begins the subject of a mail that is a proposal, and is no part of its title.
_OPENING = re.compile(
    r"(?:(?:nytt |ett |mitt |vårt )?förslag(?:et)?\s*(?:till|om|på|kring|gällande|[:–—-])"
    r"|(?:vi|jag) (?:föreslår|önskar)(?: att| en| ett)?)\s+",
    re.IGNORECASE,
)
_HANDS_IN = re.compile(
    r"(?:ja|japp|ok|okej)(?:[, ]+(?:tack|gärna))?"
    r"|(?:(?:ja|ok|okej)[,!. ]+)?(?:lämna|skicka) in(?: (?:det|förslaget))?",
    re.IGNORECASE,
)
_THROWS = re.compile(r"(?:kasta|släng|radera|ta bort)(?: (?:det|förslaget))?", re.IGNORECASE)
# A wish of so many words tells what it is about; a shorter one is asked how to write it.
_ENOUGH = 8
_WRITTEN = ("title", "area", "background", "goal", "offices")


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody writes of a proposal: a mail's subject and text.

    ``draft`` is the number of the one that it goes on with, None for a new one.
    """

    subject: str
    text: str
    draft: int | None = None


def is_letter(subject: str, text: str) -> bool:
    """Tell whether a mail is a proposal by its subject or by its headings."""
    form = proposal_form(text)
    opening = _SUBJECT.fullmatch(subject.strip()) or _OPENING.match(subject.strip())
    return form.is_proposal or bool(opening and (form.fields or _tells_enough(form.loose)))


def says_more(services: Services, asker: Asker, draft: int, text: str) -> bool:
    """Tell whether a reply says more of a draft: under headings, or all that it still lacks."""
    form = proposal_form(text)
    if form.fields or order_about(text, draft):
        return bool(form.fields)
    try:
        before = proposals.numbered_draft(services, asker, draft)
    except Refusal:
        # Handed in or thrown away meanwhile: what is written now is about something else.
        return False
    return bool(_more(form, before))


def tells_enough(text: str) -> bool:
    """Tell whether a wish in a mail says so much that it is a proposal to be completed."""
    return _tells_enough(proposal_form(text).loose)


def order_about(text: str, draft: int) -> str:
    """Return what a few words in reply to a draft ask for, as one would type it, or nothing."""
    said = " ".join(text.split()).strip(" .!")
    if _HANDS_IN.fullmatch(said):
        return f"lämna in utkast {draft}"
    return f"kasta utkast {draft}" if _THROWS.fullmatch(said) else ""


def take_letter(services: Services, asker: Asker, letter: Letter) -> Answer:
    """Keep what a letter says as a draft, and answer with what was understood."""
    form = proposal_form(letter.text)
    offices = proposals.places_to_name(services, asker)
    before = (
        None if letter.draft is None else proposals.numbered_draft(services, asker, letter.draft)
    )
    fields = _fields(form, letter.subject) if before is None else _more(form, before)
    loose = "" if fields.get("background") == form.loose else form.loose
    if before is not None and not form.fields:
        loose = "" if fields else form.loose
    read = read_proposal(ProposalForm(fields), offices)
    said = {**read.said, **_chosen(read.said)}
    kept = (
        proposals.begin_letter(services, asker, said)
        if before is None
        else proposals.continue_letter(services, asker, before.number, said)
    )
    return _answer(services, asker, kept, offices, unread=read.unread, loose=loose)


def hand_in(question: Question) -> Answer | None:
    """Hand in the draft that is named, or the latest."""
    said = _HAND_IN.fullmatch(order_text(question))
    if said is None:
        return None
    services, asker = question.scope.let_go()
    draft = proposals.numbered_draft(services, asker, _number(said))
    if draft.problems:
        return _answer(services, asker, draft, proposals.places_to_name(services, asker))
    submitted = proposals.submit(services, asker, draft.draft.token)
    if submitted.differences and submitted.draft is not None:
        return _answer(services, asker, draft, proposals.places_to_name(services, asker))
    change = "changed" if submitted.changed else "handed_in"
    return replace(proposals.see_proposal(services, asker, submitted.proposal), change=change)


def throw_away(question: Question) -> Answer | None:
    """Throw away the draft that is named, or the latest."""
    said = _THROW_AWAY.fullmatch(order_text(question))
    if said is None:
        return None
    services, asker = question.scope.let_go()
    kept = proposals.numbered_draft(services, asker, _number(said))
    proposals.throw_draft_away(services, asker, kept.draft.token)
    return ProposalDraftAnswer(draft=kept.number, title=kept.suggestion.title, thrown_away=True)


def show(question: Question) -> Answer | None:
    """Show the draft that is named, or the latest."""
    said = _SHOW.fullmatch(command_text(question))
    if said is None:
        return None
    services, asker = question.scope.let_go()
    kept = proposals.numbered_draft(services, asker, _number(said))
    return _answer(services, asker, kept, proposals.places_to_name(services, asker))


def _number(said: re.Match[str]) -> int | None:
    return int(said["number"]) if said["number"] else None


def _fields(form: ProposalForm, subject: str) -> Mapping[str, str]:
    """Return what a first letter says by field: its subject is its title where none else is."""
    fields = dict(form.fields)
    if "title" not in fields and (title := _title(subject)):
        fields["title"] = title
    if "background" not in fields and form.loose:
        fields["background"] = form.loose
    return fields


def _title(subject: str) -> str:
    headed = _SUBJECT.fullmatch(subject.strip())
    if headed:
        return headed["title"] or ""
    title = _OPENING.sub("", subject.strip(), count=1).strip()
    return title[:1].upper() + title[1:]


def _more(form: ProposalForm, before: KeptDraft) -> Mapping[str, str]:
    """Return what a reply says by field; without headings it is the only one that is missing."""
    missing = [name for name in _WRITTEN if name in before.problems]
    if form.fields or len(missing) != 1 or form.loose.endswith("?"):
        return form.fields
    return {missing[0]: form.loose} if form.loose else {}


def _chosen(said: Mapping[str, object]) -> Mapping[str, object]:
    offices = said.get("offices")
    if not isinstance(offices, tuple):
        return {}
    numbers = (one.number for one in offices if isinstance(one, Place))
    return {"offices": tuple(dict.fromkeys(numbers))}


def _tells_enough(text: str) -> bool:
    return len(words(text)) >= _ENOUGH and not text.rstrip().endswith("?")


def _answer(
    services: Services,
    asker: Asker,
    kept: KeptDraft,
    offices: tuple[Place, ...],
    *,
    unread: Mapping[str, str] | None = None,
    loose: str = "",
) -> ProposalDraftAnswer:
    said = kept.suggestion
    now = proposals.round_today(services, asker)
    closed = None if now.is_open or kept.draft.proposal else now.refusal()
    names = {one.number: one.label for one in offices}
    alike = proposals.like_title(services, asker, said.title, but=kept.draft.proposal)
    return ProposalDraftAnswer(
        ids=tuple(one.key for one in alike),
        draft=kept.number,
        changes=kept.draft.number,
        title=said.title,
        area=said.area,
        background=said.background,
        goal=said.goal,
        offices=tuple(names[one] for one in said.offices if one in names),
        target_group=said.target_group,
        form=said.form,
        focus_area=said.focus_area,
        environmental_goals=said.environmental_goals,
        wished_time=said.wished_time,
        can_take_part=said.can_take_part,
        standing=said.standing,
        links=said.links,
        problems=tuple(
            DraftProblem(name=name, code=one.code, values=one.values)
            for name, one in kept.problems.items()
        ),
        unread=unread or {},
        loose=loose,
        similar=alike,
        not_now=DraftProblem(name="", code=closed.code, values=closed.values) if closed else None,
    )
