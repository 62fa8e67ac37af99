"""Slack accounts: linked to the person with the verified address, as long as it stays theirs."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, delete, update
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.events import record
from handlers.people.askers import PEOPLE, about, asker_of, by_email
from handlers.ports import Services
from storage.inserting import insert_new
from storage.models import Person, SlackIdentity

# An address changes hands: whoever has lost it must not keep what it opened for longer than this.
VERIFIED_FOR = timedelta(days=1)

# The team and the user.
Account = tuple[str, str]
# How an account is known to be somebody's.
ADDRESS, CODE = "address", "code"


@dataclass(frozen=True, slots=True)
class SlackLink:
    """Who a Slack account belongs to, and whether it is time to ask Slack again."""

    asker: Asker
    due: bool


def identify_slack(services: Services, team: str, slack_user: str) -> SlackLink | None:
    """Return who a linked Slack account belongs to, or None when it is not linked."""
    with services.database.rows() as database:
        rows = database.execute(_BY_ACCOUNT, {"team": team, "account": slack_user}).all()
    if not rows:
        return None
    now = services.clock()
    asker = asker_of(rows, "slack", slack_account(team, slack_user), services.today())
    # A code was sent to the address in the register: what Slack calls theirs is another matter.
    old = now - rows[0].verified_at > VERIFIED_FOR
    return SlackLink(asker, old and rows[0].proof == ADDRESS)


def link_slack(services: Services, team: str, slack_user: str, email: str | None) -> Asker:
    """Link a Slack account to the person with its VERIFIED address; a stranger stays one."""
    with services.database.session() as session:
        if by_email(session, email) is None:
            return slack_stranger(team, slack_user)
    # Asked again: an import may have given the address to somebody else in between.
    return verify_slack(services, team, slack_user, email)


def verify_slack(services: Services, team: str, slack_user: str, email: str | None) -> Asker:
    """Give a linked account to whoever has its VERIFIED address today, or to nobody."""
    with services.database.write() as session:
        person = by_email(session, email, lock=True)
        if person is None:
            _take_from_others(session, services, (team, slack_user), None)
            return slack_stranger(team, slack_user)
        return give_account(session, services, (team, slack_user), person, ADDRESS)


def give_account(
    session: Session, services: Services, account: Account, person: Person, proof: str
) -> Asker:
    """Link an account to a person, in the caller's transaction, and take it from all others."""
    _take_from_others(session, services, account, person)
    return _link(session, services, account, person, proof)


def slack_stranger(team: str, slack_user: str) -> Asker:
    """Return an asker of whom nothing is known but the account."""
    return Asker("", door="slack", account=slack_account(team, slack_user))


def slack_account(team: str, slack_user: str) -> str:
    """Return the account's id as tasks keep it."""
    return f"slack:{team}:{slack_user}"


# Another request may change the same link at any moment: each statement says by itself which row
# it means, and what it did is what the database gives back.


def _link(
    session: Session, services: Services, account: Account, person: Person, proof: str
) -> Asker:
    rows = session.execute(PEOPLE.where(Person.id == person.id)).all()
    now = services.clock()
    asker = asker_of(rows, "slack", slack_account(*account), services.today())
    if _insert(session, services, account, person, proof):
        _record(session, services, asker, "slack_linked", person)
    else:
        session.execute(
            update(SlackIdentity)
            .where(*_is(account), SlackIdentity.person_id == person.id)
            .values(verified_at=now, proof=proof)
        )
    return asker


def _insert(
    session: Session, services: Services, account: Account, person: Person, proof: str
) -> bool:
    team, slack_user = account
    statement = insert_new(services.database, SlackIdentity).values(
        team=team,
        slack_user=slack_user,
        person_id=person.id,
        verified_at=services.clock(),
        proof=proof,
    )
    return session.execute(statement.returning(SlackIdentity.id)).first() is not None


def _take_from_others(
    session: Session, services: Services, account: Account, owner: Person | None
) -> None:
    others = SlackIdentity.person_id.is_distinct_from(owner.id if owner else None)
    statement = delete(SlackIdentity).where(*_is(account), others)
    for number in session.scalars(statement.returning(SlackIdentity.person_id)).all():
        before = session.get_one(Person, number)
        _record(session, services, slack_stranger(*account), "slack_unlinked", before)


def _record(session: Session, services: Services, actor: Asker, verb: str, person: Person) -> None:
    record(
        session,
        services.clock(),
        actor,
        verb,
        about=about(person),
        collaboration_id=person.collaboration_id,
    )


def _is(account: Account) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    team, slack_user = account
    return SlackIdentity.team == team, SlackIdentity.slack_user == slack_user


_BY_ACCOUNT = (
    PEOPLE.add_columns(SlackIdentity.verified_at, SlackIdentity.proof)
    .join(SlackIdentity, SlackIdentity.person_id == Person.id)
    .where(
        SlackIdentity.team == bindparam("team"), SlackIdentity.slack_user == bindparam("account")
    )
)
