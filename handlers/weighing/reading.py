"""A sheet that the preparatory group has filled in: taken whole, or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from handlers.answers import Asker, CriterionLine, ReviewSheet, RowProblem
from handlers.errors import Refusal
from handlers.ports import Services
from handlers.proposals.naming import state_named
from handlers.scope import Scope
from handlers.weighing.criteria import lines as criterion_lines
from handlers.weighing.finding import lines_of
from handlers.weighing.opening import weighing
from handlers.weighing.weigh import Found, put_down
from storage.models import Proposal
from storage.words import fold

# A row as it stands in the file: its number, and its cells as words.
Row = tuple[int, tuple[str, ...]]
# Folded: what our own sheets call their columns.
NUMBER, OUTCOME, REASON, VERSION = "nummer", "beredningens forslag", "motivering", "version"
_NEEDED = (NUMBER, OUTCOME, REASON, VERSION)
# The headings are looked for among so many rows: somebody may have written above them.
_HEAD = 20
_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Read:
    """What has come of a sheet: what is new, how many rows said nothing new, what is wrong."""

    sheet: ReviewSheet
    same: int
    problems: tuple[RowProblem, ...]


class _Problems(Exception):  # noqa: N818 - nothing is wrong with the program: it is said to a person
    """Something in the sheet is wrong; nothing of it is taken."""

    def __init__(self, sheet: ReviewSheet, problems: Sequence[RowProblem]) -> None:
        super().__init__()
        self.read = Read(sheet, 0, tuple(problems[:_MOST_PROBLEMS]))


def read_weighing(services: Services, asker: Asker, rows: Sequence[Row]) -> Read:
    """Write down what a sheet says, all of it or nothing.

    Refuses a sheet without our headings. Whatever is wrong with its rows is returned, and then
    nothing has been written: points that are none, a no without a reason, a proposal that nobody
    has, and what somebody else has weighed since the sheet was made.
    """
    at, columns = _headings(rows)
    try:
        with weighing(services, asker) as opened:
            return _taken(opened, [row for row in rows if row[0] > at], columns)
    except _Problems as wrong:
        return wrong.read


def _headings(rows: Sequence[Row]) -> tuple[int, Mapping[str, int]]:
    for number, cells in rows[:_HEAD]:
        columns = {" ".join(fold(cell).split()): at for at, cell in enumerate(cells) if cell}
        if all(name in columns for name in _NEEDED):
            return number, columns
    raise Refusal("no_weighing_sheet")


def _taken(opened: Scope, rows: Sequence[Row], columns: Mapping[str, int]) -> Read:
    criteria = criterion_lines(opened.session, opened.family.ids[0])
    scales = {columns[name]: one for one in criteria if (name := _folded(one.name)) in columns}
    said = [_Said(row, columns, scales) for row in rows if _cell(row, columns[NUMBER])]
    proposals = _proposals(opened, [one.name for one in said])
    changed: list[Proposal] = []
    problems: list[RowProblem] = []
    for one in said:
        try:
            row = one.proposal(proposals)
            if put_down(opened, row, one.found(), criteria):
                changed.append(row)
        except Refusal as no:
            problems.append(RowProblem(one.row[0], one.name, no.code, no.values))
    problems += _twice(said)
    opened.session.flush()
    sheet = ReviewSheet(
        opened.family.name,
        opened.today,
        criteria,
        lines_of(opened, changed, criteria),
    )
    if problems:
        # Leaving by an exception takes back what the rows before have written.
        raise _Problems(sheet, sorted(problems, key=lambda one: one.row))
    return Read(sheet, len(said) - len(changed), ())


@dataclass(frozen=True, slots=True)
class _Said:
    """A row, and where its cells stand."""

    row: Row
    columns: Mapping[str, int]
    scales: Mapping[int, CriterionLine]

    @property
    def name(self) -> str:
        return _cell(self.row, self.columns[NUMBER])

    def proposal(self, known: Mapping[str, Proposal]) -> Proposal:
        """Return the proposal that the row is about."""
        if self.name.casefold() not in known:
            raise Refusal("weighed_unknown", name=self.name)
        return known[self.name.casefold()]

    def found(self) -> Found:
        """Return what the row says; refuse what cannot be read."""
        written = _cell(self.row, self.columns[OUTCOME])
        outcome = state_named(written) if written else None
        if written and outcome is None:
            raise Refusal("weighed_outcome_unread", written=written)
        version = _cell(self.row, self.columns[VERSION])
        return Found(
            outcome=str(outcome or ""),
            reason=_cell(self.row, self.columns[REASON]),
            points=dict(self._points()),
            based_on=int(version) if version.isdecimal() else 0,
        )

    def _points(self) -> Iterator[tuple[int, int | None]]:
        for at, one in self.scales.items():
            written = _cell(self.row, at)
            if written and not written.isdecimal():
                raise Refusal("points_unread", written=written, name=one.name, most=one.most)
            yield one.id, int(written) if written else None


def _twice(said: Sequence[_Said]) -> Iterator[RowProblem]:
    seen: set[str] = set()
    for one in said:
        if one.name.casefold() in seen:
            yield RowProblem(one.row[0], one.name, "weighed_twice", {"name": one.name})
        seen.add(one.name.casefold())


def _proposals(opened: Scope, names: Sequence[str]) -> Mapping[str, Proposal]:
    # Locked in one order, so that two sheets do not wait for each other.
    rows = opened.session.scalars(
        select(Proposal)
        .where(
            Proposal.collaboration_id.in_(opened.family.ids),
            or_(Proposal.number.in_(names), Proposal.key.in_(names)),
        )
        .order_by(Proposal.id)
        .with_for_update()
    )
    return {(row.number or row.key).casefold(): row for row in rows}


def _cell(row: Row, at: int) -> str:
    cells = row[1]
    return cells[at].strip() if at < len(cells) else ""


def _folded(name: str) -> str:
    return " ".join(fold(name).split())
