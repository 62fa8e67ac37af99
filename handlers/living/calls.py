"""Calling people to a project's group: opened, applied to, settled, closed."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from handlers.access import Information, may, require
from handlers.answers import Asker, CallAnswer, CallCard, MemberLine, MembersAnswer
from handlers.errors import Refusal
from handlers.living.lines import office_names
from handlers.living.rules import MOST, too_long
from handlers.living.telling import GROUP_ACCEPTED, GROUP_DECLINED, tell
from handlers.living.working import Which, Work, working
from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import CoordinatorTask, Person, ProjectCall, ProjectMember

OPEN, CLOSED = "open", "closed"
APPLIED, ACCEPTED, DECLINED, WITHDRAWN = "applied", "accepted", "declined", "withdrawn"
APPLICATION = "group_application"


@dataclass(frozen=True, slots=True)
class CallTerms:
    """What people are called to, how many are wanted, and the last local day to answer."""

    about: str = ""
    closes_on: date | None = None
    goal: int | None = None


def tidy_terms(terms: CallTerms, today: date) -> CallTerms:
    """Return what people would be called to; refuse what cannot be. Pure."""
    about = " ".join(terms.about.split())
    too_long("about", about)
    if terms.closes_on is not None and terms.closes_on < today:
        raise Refusal("day_past", date=terms.closes_on)
    if terms.goal is not None and not 1 <= terms.goal <= MOST:
        raise Refusal("bad_goal", most=MOST)
    return replace(terms, about=about)


def open_call(services: Services, asker: Asker, which: Which, terms: CallTerms) -> CallAnswer:
    """Open the call for a project's group, or change its terms while it is open."""
    terms = tidy_terms(terms, services.today())
    about = terms.about
    with working(services, asker, which) as work:
        work.require_lead()
        call = _call(work)
        was_open = call is not None and _state(work, call) == OPEN
        if call is None:
            call = ProjectCall(
                collaboration_id=work.project.collaboration_id,
                project_id=work.project.id,
                opened_at=services.clock(),
            )
            work.session.add(call)
        if about or not was_open:
            call.about = about
        call.closes_on, call.state = terms.closes_on, OPEN
        call.opened_by_id = asker.person_id
        if terms.goal is not None:
            goal = {"member_goal": terms.goal}
            work.change("goals", {"member_goal": work.project.member_goal}, goal)
        if not was_open:
            work.note("call", None, {"event": "call_opened"})
        return _answer(work, "changed" if was_open else "opened")


def close_call(services: Services, asker: Asker, which: Which) -> CallAnswer:
    """Close the call: nobody applies any more."""
    with working(services, asker, which) as work:
        work.require_lead()
        call = _call(work)
        if call is None:
            raise Refusal("no_call", title=work.project.title)
        if call.state == OPEN:
            call.state = CLOSED
            work.note("call", None, {"event": "call_closed"})
        return _answer(work, "closed")


def apply_to(services: Services, asker: Asker, which: Which, words: str = "") -> CallAnswer:
    """Ask to be in a project's group; asking twice changes what one says, and is one asking."""
    said = " ".join(words.split())
    too_long("words", said)
    with working(services, asker, which) as work:
        row = _own_row(work)
        call = _call(work)
        if call is None or _state(work, call) != OPEN:
            raise Refusal("call_closed", title=work.project.title)
        if row.state in {ACCEPTED, DECLINED}:
            return _answer(work)
        row.words = said or row.words
        row.state, row.applied_at = APPLIED, services.clock()
        work.log("group_applied", person=row.person_id)
        _put_on_the_list(work, row)
        return _answer(work, "applied")


def withdraw(services: Services, asker: Asker, which: Which) -> CallAnswer:
    """Take one's asking back, or leave the group."""
    with working(services, asker, which) as work:
        require(asker, Information.REGISTER)
        row = _row(work, asker.person_id or 0)
        if row is None:
            raise Refusal("not_applied", title=work.project.title)
        if row.state != WITHDRAWN:
            row.state, row.settled_at = WITHDRAWN, services.clock()
            work.log("group_withdrawn", person=row.person_id)
        return _answer(work, "withdrawn")


def settle_application(
    services: Services, asker: Asker, which: Which, person_id: int, *, accept: bool
) -> CallAnswer:
    """Say yes or no to somebody who has asked to be in the group; they are told."""
    with working(services, asker, which) as work:
        work.require_lead()
        row = _row(work, person_id)
        if row is None or row.state == WITHDRAWN:
            raise Refusal("applicant_gone", title=work.project.title)
        state = ACCEPTED if accept else DECLINED
        if row.state != state:
            row.state, row.settled_at = state, services.clock()
            work.log(f"group_{state}", person=person_id)
            kind = GROUP_ACCEPTED if accept else GROUP_DECLINED
            tell(work, kind, person_id, f"{row.id}/{services.clock():%Y%m%dT%H%M%S%f}")
        name = work.session.get_one(Person, person_id).name
        return _answer(work, state, who=name)


def show_call(services: Services, asker: Asker, which: Which) -> CallAnswer:
    """Show the call for a project's group, and what has become of the asker's own asking."""
    with working(services, asker, which) as work:
        return _answer(work)


def group_of_project(services: Services, asker: Asker, which: Which) -> MembersAnswer:
    """List who has asked to be in a project's group, for those who lead it."""
    with working(services, asker, which) as work:
        work.require_lead()
        rows = work.session.execute(
            select(ProjectMember, Person)
            .join(Person, Person.id == ProjectMember.person_id)
            .where(ProjectMember.project_id == work.project.id)
            .order_by(Person.sort_key, Person.id)
        ).all()
        offices = office_names(work.session, {person.office_id or 0 for _, person in rows})
        return MembersAnswer(
            ids=(work.project.key,),
            subject="project_group",
            call=_card(work),
            members=tuple(
                MemberLine(
                    person.id,
                    person.name,
                    offices.get(person.office_id or 0, ""),
                    member.state,
                    member.words,
                    member.applied_at,
                )
                for member, person in rows
            ),
        )


def _answer(work: Work, change: str = "", who: str = "") -> CallAnswer:
    work.session.flush()
    card = _card(work)
    return CallAnswer(ids=(card.key,), call=card, change=change, who=who, undo=_undo(card, change))


def _undo(card: CallCard, change: str) -> str:
    name = f"projekt {card.key}"
    return {
        "opened": f"stäng anmälan till projektgruppen för {name}",
        "closed": f"öppna anmälan till projektgruppen för {name}",
        "applied": f"ta tillbaka min anmälan till projektgruppen för {name}",
        "withdrawn": f"anmäl mig till projektgruppen för {name}",
    }.get(change, "")


def _card(work: Work) -> CallCard:
    project, call = work.project, _call(work)
    counts = _counts(work)
    mine = _row(work, work.asker.person_id or 0)
    return CallCard(
        key=project.key,
        owner=next(one.key for one in work.family.members if one.id == project.collaboration_id),
        title=project.title,
        state=_state(work, call) if call else "",
        about=call.about if call else "",
        closes_on=call.closes_on if call else None,
        goal=project.member_goal,
        accepted=counts.get(ACCEPTED, 0),
        applied=counts.get(APPLIED, 0),
        mine=mine.state if mine else "",
        leads=work.leads or may(work.asker, Information.PROJECTS),
    )


def _counts(work: Work) -> dict[Any, int]:
    rows = work.session.execute(
        select(ProjectMember.state, func.count())
        .where(ProjectMember.project_id == work.project.id)
        .group_by(ProjectMember.state)
    )
    return {row[0]: row[1] for row in rows}


def _state(work: Work, call: ProjectCall) -> str:
    over = call.closes_on is not None and call.closes_on < work.services.today()
    return CLOSED if over else call.state


def _call(work: Work) -> ProjectCall | None:
    mine = select(ProjectCall).where(ProjectCall.project_id == work.project.id)
    return work.session.scalars(mine).one_or_none()


def _row(work: Work, person_id: int) -> ProjectMember | None:
    mine = (
        ProjectMember.project_id == work.project.id,
        ProjectMember.person_id == person_id,
    )
    return work.session.scalars(select(ProjectMember).where(*mine)).one_or_none()


def _own_row(work: Work) -> ProjectMember:
    require(work.asker, Information.REGISTER)
    person = work.session.get_one(Person, work.asker.person_id)
    row = _row(work, person.id)
    if row is None:
        row = ProjectMember(
            collaboration_id=work.project.collaboration_id,
            project_id=work.project.id,
            person_id=person.id,
            state=WITHDRAWN,
            words="",
            applied_at=work.services.clock(),
        )
        work.session.add(row)
    return row


def _put_on_the_list(work: Work, row: ProjectMember) -> None:
    """Let it wait on the list "att hantera", once for each asking."""
    work.session.flush()
    work.session.execute(
        insert_new(work.services.database, CoordinatorTask).values(
            collaboration_id=work.project.collaboration_id,
            kind=APPLICATION,
            text=row.words,
            record_kind="project",
            record_key=work.project.key,
            door=work.asker.door,
            created_at=work.services.clock(),
            asker_id=row.person_id,
            asker_account=work.asker.account,
            request_key=f"{APPLICATION}:{row.id}:{row.applied_at:%Y%m%d}",
        )
    )
