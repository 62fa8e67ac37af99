"""The boards that adopt a plan: which they are, which of them have, and which one is meant."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.answers import BoardLine
from handlers.errors import Refusal
from handlers.plans.finding import COOPERATION, Work
from storage.indexes import Family
from storage.models import CadenceRule, Group, PlanAdoption
from storage.words import fold, words

_BOARD, _JOINT = "styrgrupp", "gemensam"
_ABOUT_PLANS = "verksamhetsplan"


def usual_boards(session: Session, family: Family, sort: str) -> list[int]:
    """Return the groups that adopt such a plan, by number: as a rule says, or the boards there are.

    A cooperation plan is the joint board's.
    """
    groups = _groups(session, family)
    if sort == COOPERATION:
        joint = [one.id for one in groups if _is_joint(one)]
        return joint or [one.id for one in groups if _is_board(one)]
    named = _named_by_rule(session, family)
    by_rule = [one.id for one in groups if one.key in named]
    own = [one.id for one in groups if _is_board(one) and not _is_joint(one)]
    return by_rule or own or [one.id for one in groups if _is_board(one)]


def board_lines(
    session: Session, boards: Sequence[int], years: Collection[int]
) -> dict[int, tuple[BoardLine, ...]]:
    """Return for each plan year its boards and what they have adopted, in the boards' order."""
    adoptions = session.scalars(
        select(PlanAdoption)
        .where(PlanAdoption.plan_year_id.in_(years), PlanAdoption.withdrawn_at.is_(None))
        .order_by(PlanAdoption.id)
    ).all()
    wanted = {*boards, *(one.group_id for one in adoptions)}
    rows = session.execute(select(Group.id, Group.title).where(Group.id.in_(wanted)))
    titles = {number: title for number, title in rows}  # noqa: C416 - rows are no pairs to the type checker
    found = {}
    for year in years:
        done = {one.group_id: one for one in adoptions if one.plan_year_id == year}
        order = dict.fromkeys((*(one for one in boards if one in titles), *done))
        found[year] = tuple(
            BoardLine(one, titles[one], done[one].day, done[one].minutes)
            if one in done
            else BoardLine(one, titles[one])
            for one in order
        )
    return found


def adopted(work: Work) -> Sequence[PlanAdoption]:
    """Return what holds of the adoptions of a plan year."""
    mine = (PlanAdoption.plan_year_id == work.year.id, PlanAdoption.withdrawn_at.is_(None))
    return work.session.scalars(select(PlanAdoption).where(*mine).order_by(PlanAdoption.id)).all()


def board_named(work: Work, said: str) -> Group:
    """Return the board of a plan that is meant; the only one where none is named.

    Refuses where it is none of them, or could be several, and says which there are.
    """
    groups = [one for one in _groups(work.session, work.family) if one.id in work.plan.boards]
    if not said.strip() and len(groups) == 1:
        return groups[0]
    named = [one for one in groups if _fits(one, said)]
    exact = [one for one in named if fold(said.strip()) in _names(one)]
    found = exact or named
    if len(found) != 1:
        raise Refusal("plan_board_unclear", boards=", ".join(one.title for one in groups))
    return found[0]


def groups_named(session: Session, family: Family, said: Sequence[str]) -> list[int]:
    """Return the groups that some names mean, by number; refuse a name of none, or of several."""
    groups = _groups(session, family)
    found = []
    for name in said:
        several = [one for one in groups if fold(name.strip()) in _names(one)]
        several = several or [one for one in groups if _is_board(one) and _fits(one, name)]
        if len(several) != 1:
            titles = ", ".join(one.title for one in groups if _is_board(one))
            raise Refusal("plan_board_unclear", boards=titles)
        found.append(several[0].id)
    return list(dict.fromkeys(found))


def _groups(session: Session, family: Family) -> Sequence[Group]:
    mine = select(Group).where(Group.collaboration_id.in_(family.ids))
    return session.scalars(mine.order_by(Group.id)).all()


def _named_by_rule(session: Session, family: Family) -> set[str]:
    rows = session.scalars(
        select(CadenceRule.rule).where(CadenceRule.collaboration_id.in_(family.ids))
    )
    return {str(key) for rule in rows for key in (rule or {}).get("adopted_by") or ()}


def _is_board(group: Group) -> bool:
    return _BOARD in fold(group.title)


def _is_joint(group: Group) -> bool:
    return _is_board(group) and _JOINT in fold(group.title)


def _names(group: Group) -> set[str]:
    return {fold(one) for one in (group.title, group.key, *group.aliases)}


def _fits(group: Group, said: str) -> bool:
    """Tell whether each word that is said begins a word of the group's names, or the other way."""
    named = {fold(word) for one in (group.title, *group.aliases) for word in words(one)}
    named |= set(group.key.split("-"))
    return all(
        any(word.startswith(one) or one.startswith(word) for one in named)
        for word in map(fold, words(said))
        if word not in {"i", "av", "for", "gruppen"}
    )
