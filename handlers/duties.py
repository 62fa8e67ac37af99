"""What recurs: when the next one is, how often, and by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from handlers.answers import Answer, CadenceAnswer, MeetingAnswer
from handlers.booked import meeting_line
from handlers.contents import MeetingLine
from handlers.roles import coordinator
from handlers.scope import Scope
from handlers.shapes import Shape, shape_of
from storage.models import CadenceRule, Meeting, Project


@dataclass(frozen=True, slots=True)
class Wording:
    """A duty in its sources' own words: the newest first.

    ``every_years`` says how often where no source says it in words.
    """

    newest: str
    by_year: tuple[tuple[str, str], ...]
    every_years: int | None = None


def meeting(scope: Scope, rules: Sequence[CadenceRule], asked: str = "") -> Answer:
    """Answer when the next of a kind is: nothing is booked before somebody books it."""
    first, said = rules[0], [wording_of(rule) for rule in rules]
    if first.own.get("made") and first.rule.get("shape") != "quota":
        # Nobody books it: its day is known.
        return cadence(scope, rules)
    return MeetingAnswer(
        ids=tuple(rule.key for rule in rules),
        title=" · ".join(rule.title for rule in rules),
        usual_time=_newest(said),
        booked=_booked(scope, rules),
        every_years=_every_years(said),
        kept=_kept(scope, first),
        last_time=_last_time(scope, first),
        host=_host(first),
        convener=first.rule.get("convener"),
        notes=_notes(rules, asked),
        contact=coordinator(scope),
    )


def cadence(scope: Scope, rules: Sequence[CadenceRule]) -> Answer:
    """Answer how often or by when something recurs."""
    from handlers.deadlines import next_deadline  # noqa: PLC0415 - the days off are slow to load
    from handlers.planning import is_paused  # noqa: PLC0415 - as above

    first, said = rules[0], [wording_of(rule) for rule in rules]
    due = next_deadline(first, scope.today)
    return CadenceAnswer(
        ids=tuple(rule.key for rule in rules),
        title=" · ".join(rule.title for rule in rules),
        wording=_newest(said),
        every_years=_every_years(said),
        deadline=due.day,
        working_day=due.working_day,
        deadline_said=due.said,
        per_year=_per_year(rules),
        kept=_kept(scope, first),
        paused=is_paused(first),
        set_aside=is_paused(first) and not first.paused,
        per_office=bool(first.rule.get("per_office")),
        convener=first.rule.get("convener"),
        notes=_notes(rules, ""),
        contact=coordinator(scope),
    )


def _kept(scope: Scope, rule: CadenceRule) -> Shape | None:
    """Return a rule as those who keep the calendar have set it, or None for one of the source's."""
    if not (rule.own.get("rule") or rule.own.get("made")):
        return None
    from handlers.planning import effective  # noqa: PLC0415 - the days off are slow to load

    rows = scope.session.execute(
        select(CadenceRule.key, CadenceRule.title).where(
            CadenceRule.collaboration_id.in_(scope.family.ids)
        )
    )
    titles = {key: title for key, title in rows}  # noqa: C416 - rows are no pairs to the type checker
    return shape_of(effective(rule), lambda key: titles.get(key, key))


def _booked(scope: Scope, rules: Sequence[CadenceRule]) -> tuple[MeetingLine, ...]:
    rows = scope.session.scalars(
        select(Meeting)
        .where(
            Meeting.collaboration_id.in_(scope.family.ids),
            Meeting.rule_key.in_([rule.key for rule in rules]),
            Meeting.state == "booked",
            Meeting.last >= scope.today,
        )
        .order_by(Meeting.first, Meeting.id)
    )
    return tuple(meeting_line(one, "") for one in rows)


def rules_by_id(scope: Scope, numbers: Sequence[int]) -> list[CadenceRule]:
    """Load rules in the given order."""
    rows = scope.session.scalars(select(CadenceRule).where(CadenceRule.id.in_(numbers)))
    found = {rule.id: rule for rule in rows}
    return [found[number] for number in numbers if number in found]


def wording_of(rule: CadenceRule) -> Wording:
    """Return how the sources put it; without words of theirs, nothing is made up."""
    years = sorted(rule.details.get("wording_by_year", {}).items(), reverse=True)
    own = next(
        (str(rule.details[name]) for name in _SAID_IN if rule.details.get(name) is not None), ""
    )
    every = rule.details.get("every_years")
    if isinstance(every, int) and every > 0 and not years:
        return Wording("", (), every)
    return Wording(years[0][1] if years else own, tuple(years))


_SAID_IN = ("wording", "month_observed", "season", "trigger", "note")


def _newest(said: Iterable[Wording]) -> str:
    return "; ".join(dict.fromkeys(one.newest for one in said if one.newest))


def _every_years(said: Iterable[Wording]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.every_years for one in said if one.every_years))


def _per_year(rules: Sequence[CadenceRule]) -> tuple[int | None, int | None]:
    least = [rule.details.get("per_year_min") for rule in rules]
    most = [rule.details.get("per_year_max") for rule in rules]
    return _sum(least), _sum(most)


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _last_time(scope: Scope, rule: CadenceRule) -> str:
    held = rule.details.get("observed") or rule.rule.get("held")
    if held:
        return str(max(held))
    row = scope.session.execute(
        select(Project.period_text, Project.start)
        .where(
            Project.series == rule.key,
            Project.collaboration_id.in_(scope.family.ids),
            Project.ends_on < scope.today,
        )
        .order_by(Project.year.desc())
        .limit(1)
    ).first()
    # A start that is only a year stands for "tre gånger per år": that tells no time.
    return row[0] if row and len(row[1] or "") > len("2024") else ""


def _host(rule: CadenceRule) -> str | None:
    return rule.rule.get("rotation") or rule.details.get("host")


def _notes(rules: Sequence[CadenceRule], asked: str) -> tuple[str, ...]:
    notes = [note for rule in rules for note in rule.notes]
    if asked == "cadence":
        notes = []
    return tuple(dict.fromkeys(notes))


def with_task(answer: Answer, task_id: int) -> Answer:
    """Return the answer with the number under which a wish stands on the coordinator's list."""
    return replace(answer, task_id=task_id)
