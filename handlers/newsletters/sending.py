"""Sending the copies of issues that go out: group by group, with nothing open in between."""

import logging
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import bindparam, exists, or_, select, update
from sqlalchemy.orm import Session

from handlers.contents import Newsletter
from handlers.delivery import LEASE, Report
from handlers.delivery.bulk import GROUP, Copy, Ended, Group, settle_copies, take
from handlers.delivery.claims import HOLD
from handlers.delivery.delivering import LEAST_LEFT
from handlers.delivery.outcomes import Chance, Outcome, failed
from handlers.delivery.writing import patiently
from handlers.errors import DeliveryError, new_reference
from handlers.newsletter_choices import root_of
from handlers.newsletter_views import IssueState
from handlers.newsletters.editions import edition_of
from handlers.newsletters.ending import close, pause_by_itself
from handlers.newsletters.reaching import Readers, readers
from handlers.notices import State
from handlers.ports import Press, PrintingCourier, Services
from storage.models import NewsletterIssue

logger = logging.getLogger(__name__)

# A group is made as small as it has to be to take this long; one that takes longer is broken off.
# So what is one person's own does not wait for long, however slow the receiver is.
_USUAL = timedelta(seconds=5)
LONGEST = timedelta(seconds=10)
# How long an issue waits each time that nothing could be sent, one time after the other.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 15))

_STATE = select(NewsletterIssue.state, NewsletterIssue.resume_at, exists(HOLD)).where(
    NewsletterIssue.id == bindparam("issue")
)

# Tells whether something else is to be done meanwhile.
Called = Callable[[], bool]


@dataclass(slots=True)
class _Run:
    """An issue that goes out by this worker: how it is set, and how large its groups are."""

    issue_id: int
    # What the choices of its readers are kept by.
    root: int
    press: Press
    most: int = GROUP
    misses: int = 0
    printed: bool = False


@dataclass(frozen=True, slots=True)
class _Batch:
    """A group that is ours to send, and who its copies are for."""

    group: Group
    readers: Readers


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a group, and what broke it off."""

    group: Group
    ended: Sequence[Ended]
    broken_by: DeliveryError | None = None


@dataclass(slots=True)
class Sending:
    """Send what goes out of issues, through the courier that prints; ``report`` counts.

    One of them for as long as the program runs: it knows how long to wait for whom.
    """

    services: Services
    courier: PrintingCourier
    lease: timedelta = LEASE
    chance: Chance = random.random
    report: Report = field(default_factory=Report)
    _runs: dict[int, _Run] = field(default_factory=dict)
    _last: int = 0

    def deliver_due(self, called: Called = lambda: False) -> bool:
        """Send until nothing more is due, or until somebody calls; tell which.

        A group at least is sent before that. Whoever comes back begins with another issue.
        """
        for issue_id, state in self._open():
            self._last = issue_id
            if state == IssueState.SENDING and self._go_on(issue_id, called):
                return True
            self._close(issue_id)
            # How often nothing could be sent is remembered for as long as it waits for that.
            if (run := self._runs.get(issue_id)) is not None and not run.misses:
                del self._runs[issue_id]
        return False

    def _open(self) -> Sequence[tuple[int, str]]:
        """Return the issues that are not over; the one that was had last comes last."""
        issue = NewsletterIssue
        states = (IssueState.SENDING, IssueState.PAUSED, IssueState.STOPPED)
        due = or_(issue.resume_at.is_(None), issue.resume_at <= self.services.clock())
        not_over = (
            select(issue.id, issue.state)
            .where(issue.state.in_(states), issue.ended_at.is_(None), due)
            .order_by(issue.id <= self._last, issue.id)
        )
        with self.services.database.rows() as database:
            return [(number, state) for number, state in database.execute(not_over)]

    def _go_on(self, issue_id: int, called: Called) -> bool:
        """Send the groups of an issue one after the other; tell whether somebody has called."""
        run = self._runs.get(issue_id) or self._set(issue_id)
        batch = self._next(run, None) if run else None
        while run and batch:
            done = self._sent(run, batch)
            if called():
                self._write_down(run, done)
                return True
            batch = self._next(run, done)
        return False

    def _set(self, issue_id: int) -> _Run | None:
        """Set an issue, or have it looked at where that cannot be done."""
        with self.services.database.session() as session:
            issue = session.get_one(NewsletterIssue, issue_id)
            content = Newsletter(edition_of(session, self.services, issue), issue_id)
            root = root_of(session, issue.collaboration_id)
        try:
            press = self.courier.press(content)
        except Exception:  # this issue must not stop the others
            reference = new_reference()
            logger.exception("%s: issue %s cannot be set", reference, issue_id)
            self._pause(issue_id, f"program_error {reference}")
            return None
        run = self._runs[issue_id] = _Run(issue_id, root, press)
        return run

    def _pause(self, issue_id: int, reason: str) -> None:
        patiently(
            self.services, lambda session: pause_by_itself(session, self.services, issue_id, reason)
        )

    def _close(self, issue_id: int) -> None:
        counts = patiently(self.services, lambda session: close(session, self.services, issue_id))
        self._count(counts)

    def _count(self, counts: Counter[State]) -> None:
        for state, count in counts.items():
            self.report.count(state, count)

    def _write_down(self, run: _Run, done: _Done) -> None:
        counts = patiently(self.services, lambda session: self._settled(session, run, done))
        self._count_sent(done, counts)

    def _next(self, run: _Run, done: _Done | None) -> _Batch | None:
        """Write down what became of a group, and claim the next one: all in one transaction."""

        def turn(session: Session) -> tuple[Counter[State], Counter[State], _Batch | None]:
            written = self._settled(session, run, done) if done else Counter()
            if not self._may_go_on(session, run):
                return written, Counter(), None
            batch, others = self._taken(session, run)
            return written, others, batch

        written, others, batch = patiently(self.services, turn)
        run.printed = run.printed or batch is not None
        if done:
            self._count_sent(done, written)
        self._count(others)
        return batch

    def _count_sent(self, done: _Done, written: Counter[State]) -> None:
        attempted = sum(outcome.state is State.SENT for _copy, outcome in done.ended)
        self.report.count(State.SENT, 0, of=attempted - written[State.SENT])
        # What goes back has not ended.
        self._count(written - Counter({State.QUEUED: written[State.QUEUED]}))

    def _may_go_on(self, session: Session, run: _Run) -> bool:
        issue, this = NewsletterIssue, NewsletterIssue.id == run.issue_id
        found = session.connection().execute(_STATE, {"issue": run.issue_id})
        state, resumes, held = found.one()
        waits = resumes is not None and resumes > self.services.clock()
        if state != IssueState.SENDING or waits or held:
            return False
        if not run.printed:
            original = {"eml": run.press.original}
            session.execute(update(issue).where(this, issue.eml.is_(None)).values(original))
        if resumes is not None:
            session.execute(update(issue).where(this).values(resume_at=None))
        return True

    def _taken(self, session: Session, run: _Run) -> tuple[_Batch | None, Counter[State]]:
        """Claim a group; settle at once the copies that are for nobody any more."""
        others: Counter[State] = Counter()
        group, aside = take(session, self.services, run.issue_id, run.most, self.lease)
        while group is None and aside:
            others[State.UNSURE] += aside
            group, aside = take(session, self.services, run.issue_id, run.most, self.lease)
        others[State.UNSURE] += aside
        if group is None:
            return None, others
        found = readers(session, run.root, group.copies)
        others += settle_copies(session, group, found.gone, self.services.clock())
        return _Batch(group, found), others

    def _sent(self, run: _Run, batch: _Batch) -> _Done:
        """Send copies until something is in the way of all of them; the rest goes back untried."""
        begun = self.services.clock()
        ended: list[Ended] = []
        broken_by: DeliveryError | None = None
        copies = batch.readers.copies
        for place, copy in enumerate(copies):
            if not self._has_time(batch.group, begun):
                ended += self._given_back(copies[place:])
                break
            try:
                ended.append((copy, self._tried(run, batch, copy, copies[place + 1 : place + 2])))
            except DeliveryError as error:
                broken_by = error
                ended += [self._broken_off(copy, error), *self._given_back(copies[place + 1 :])]
                break
        run.misses = run.misses + 1 if broken_by else 0
        tried = sum(outcome.state is not State.QUEUED for _copy, outcome in ended)
        run.most = self._fitting(begun, tried)
        return _Done(batch.group, ended, broken_by)

    def _has_time(self, group: Group, begun: datetime) -> bool:
        now = self.services.clock()
        return now - begun < LONGEST and group.lease_until - now >= self.lease / LEAST_LEFT

    def _fitting(self, begun: datetime, count: int) -> int:
        """Return how large a group is to be, by how long the last one took."""
        taken = self.services.clock() - begun
        return max(1, min(GROUP, int(count * _USUAL / taken))) if taken > timedelta() else GROUP

    def _tried(self, run: _Run, batch: _Batch, copy: Copy, upcoming: Sequence[Copy]) -> Outcome:
        """Send a copy; raise what is in the way of the ``upcoming`` one as well."""
        to = batch.readers.to
        following = next(((one.key, to(one)) for one in upcoming), None)
        try:
            receipt = run.press.send(copy.key, to(copy), following)
        except DeliveryError as error:
            # A receiver that does not say what it has taken is not handed more at once.
            if error.shared or error.in_doubt:
                raise
            now, chance = self.services.clock(), self.chance
            return failed(error, now, copy.attempts, other_door=False, park=True, chance=chance)
        except Exception as error:  # nobody knows how far the courier had come
            reference = new_reference()
            logger.exception("%s: copy %s", reference, copy.id)
            code = f"program_error {reference}"
            raise DeliveryError(code, in_doubt=True, shared=True, ours=True) from error
        return Outcome(State.SENT, receipt=receipt)

    def _given_back(self, copies: Sequence[Copy]) -> Iterator[Ended]:
        now = self.services.clock()
        for copy in copies:
            yield copy, Outcome(State.QUEUED, now, attempts=copy.attempts - 1)

    def _broken_off(self, copy: Copy, error: DeliveryError) -> Ended:
        """Give back what was tried when all was broken off, or set it aside where it is in doubt.

        Were it at fault itself, the others go first then.
        """
        if error.in_doubt:
            return copy, Outcome(State.UNSURE, error=error.code, in_doubt=True)
        later = self.services.clock() + WAITS[0]
        return copy, Outcome(State.QUEUED, later, error.code, attempts=copy.attempts - 1)

    def _settled(self, session: Session, run: _Run, done: _Done) -> Counter[State]:
        now = self.services.clock()
        counts = settle_copies(session, done.group, done.ended, now)
        if (error := done.broken_by) is None:
            return counts
        if error.ours:
            pause_by_itself(session, self.services, run.issue_id, error.code)
            return counts
        usual = WAITS[min(run.misses, len(WAITS)) - 1]
        wait = usual if error.retry_after is None else timedelta(seconds=error.retry_after)
        this = NewsletterIssue.id == run.issue_id
        # Whoever has stopped it meanwhile, or lets it stand still, waits for nothing.
        goes = this, NewsletterIssue.state == IssueState.SENDING
        session.execute(update(NewsletterIssue).where(*goes).values(resume_at=now + wait))
        return counts
