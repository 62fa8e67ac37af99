"""Codes sent to somebody's own address, by which a Slack account is linked to them.

For those whose address in Slack is not the one in the register. A code proves who reads the mail
there, whoever asked for it.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from handlers.answers import Asker
from handlers.contents import Note, NoteCode
from handlers.delivery import Kind, Loaded
from handlers.errors import CODE_LETTERS, Refusal
from handlers.notices import Draft, Urgency, put
from handlers.people.accounts import CODE, Account, give_account
from handlers.people.askers import by_email
from handlers.ports import Services
from storage.models import Collaboration, LinkCode, Notice, Person

LINK_CODE = "link_code"
VALID_FOR = timedelta(minutes=30)
# Whoever guesses has so many tries at each of so many codes, of 200 thousand million.
MOST_TRIES = 5
MOST_CODES = 3
MOST_CODES_A_DAY = 6
_AN_HOUR, _A_DAY = timedelta(hours=1), timedelta(days=1)
_HALF = 4


def send_code(services: Services, team: str, slack_user: str, email: str) -> None:
    """Send a code to an address in the register; of one that is not there nobody is told.

    Refuses more than a few within an hour, for one account or one person.
    """
    if not services.secret:
        raise Refusal("no_codes")
    with services.database.write() as session:
        _require_few(session, services, (team, slack_user))
        person = by_email(session, email)
        now = services.clock()
        code = LinkCode(
            team=team,
            slack_user=slack_user,
            person_id=person.id if person else None,
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        session.add(code)
        session.flush()
        # Whoever asks is told the same, whether there is such a person and what they have got.
        if person is not None and _has_room(session, services, person):
            put(session, services, [_notice(services, code, person)])


def use_code(services: Services, team: str, slack_user: str, typed: str) -> Asker:
    """Link an account to whoever got the code that was asked for from it; each works once."""
    with services.database.write() as session:
        code = _latest(session, services, (team, slack_user))
        if code is None or code.attempts >= MOST_TRIES:
            raise Refusal("code_gone")
        code.attempts += 1
        person = session.get(Person, code.person_id) if code.person_id else None
        # Whoever has been erased meanwhile has no address that proves anything.
        right = (
            person is not None
            and person.email is not None
            and hmac.compare_digest(_bare(typed).encode(), _code(services, code).encode())
        )
        if person is not None and right:
            code.used_at = services.clock()
            return give_account(session, services, (team, slack_user), person, CODE)
    # After the commit: the try counts.
    raise Refusal("code_wrong")


def _require_few(session: Session, services: Services, account: Account) -> None:
    team, slack_user = account
    mine = LinkCode.team == team, LinkCode.slack_user == slack_user
    if _count(session, services.clock() - _AN_HOUR, *mine) >= MOST_CODES:
        raise Refusal("codes_too_many")


def _has_room(session: Session, services: Services, person: Person) -> bool:
    """Tell whether a person has been sent few codes lately, the one that is asked for included."""
    since = services.clock() - _A_DAY
    return _count(session, since, LinkCode.person_id == person.id) <= MOST_CODES_A_DAY


def _count(session: Session, since: datetime, *which: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(LinkCode).where(LinkCode.created_at > since, *which)
    return session.execute(counted).scalar_one()


def _latest(session: Session, services: Services, account: Account) -> LinkCode | None:
    team, slack_user = account
    return session.scalars(
        select(LinkCode)
        .where(
            LinkCode.team == team,
            LinkCode.slack_user == slack_user,
            LinkCode.used_at.is_(None),
            LinkCode.expires_at > services.clock(),
        )
        .order_by(LinkCode.id.desc())
        .limit(1)
        .with_for_update()
    ).first()


def _code(services: Services, code: LinkCode) -> str:
    """Return a code's letters: made of a key that is not in the database, and never kept."""
    number = int(services.digest(LINK_CODE, f"{code.id}/{code.team}/{code.slack_user}"), 16)
    letters = ""
    for _ in range(2 * _HALF):
        number, at = divmod(number, len(CODE_LETTERS))
        letters += CODE_LETTERS[at]
    return letters


def _bare(typed: str) -> str:
    return "".join(one for one in typed.upper() if one.isalnum())


def _notice(services: Services, code: LinkCode, person: Person) -> Draft:
    return Draft(
        key=f"{LINK_CODE}/{code.id}",
        kind=LINK_CODE,
        collaboration_id=person.collaboration_id,
        person_id=person.id,
        link_code_id=code.id,
        due_at=services.clock(),
        urgency=Urgency.NOW,
        expires_at=code.expires_at,
    )


def _load(session: Session, services: Services, notices: Sequence[Notice]) -> Loaded:
    code = session.get(LinkCode, notices[0].link_code_id)
    if code is None or code.used_at is not None:
        return Loaded(None, settled=frozenset(one.id for one in notices))
    owner = session.get_one(Collaboration, notices[0].collaboration_id)
    letters = _code(services, code)
    shown = f"{letters[:_HALF]}-{letters[_HALF:]}"
    return Loaded(Note(owner.name, NoteCode.LINK_CODE, (("code", shown),)))


# By mail alone: whoever reads it there is who has the address.
KINDS = {LINK_CODE: Kind(_load, only="mail")}
