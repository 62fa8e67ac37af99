"""What recurs: how often, by when, and when the next one is."""

from handlers import duties, groups
from handlers.answers import Answer, GroupAnswer, UnknownFactAnswer
from handlers.asking.persons import group_words
from handlers.asking.question import Question
from handlers.asking.signs import sign
from handlers.desk import file_wish
from handlers.projects.finding import SURE
from handlers.roles import coordinator
from storage.indexes import Ref
from storage.models import CadenceRule
from storage.search import Hit


def recurring(question: Question) -> Answer | None:
    """Answer how often or by when something recurs."""
    if not question.has("how_often", "paused") or question.has("attended"):
        return None
    if question.time.years and not question.has("how_often"):
        return None
    plan_word = sign("plan", question.phrase.folded)
    rules = named_rules(question, plan_word[0]) if plan_word else []
    rules = rules or named_rules(question)
    return duties.cadence(question.scope, rules) if rules else None


def next_meeting(question: Question, *, wanted: bool = False) -> Answer | None:
    """Answer when the next of a kind of meeting is."""
    asks = question.has("when_next", "booking") and question.has("meets", "group_word")
    if not wanted and not asks:
        return None
    if question.time.previous or (question.time.years and not _coming(question)):
        return None
    rules = named_rules(question)
    if not rules:
        return _no_meetings(question)
    answer = duties.meeting(question.scope, _in_season(question, rules))
    if not question.has("booking"):
        return answer
    task = file_wish(question.scope, "meeting", question.phrase.text)
    return duties.with_task(answer, task)


def named_rules(question: Question, query: str | None = None) -> list[CadenceRule]:
    """Return the recurring duties that are meant: several only when they fit equally."""
    scope = question.scope
    index = scope.indexes.rules
    hits = index.search(query) if query else question.hits(index)
    sure = [hit for hit in hits if hit.score >= SURE]
    if not sure:
        sure = _by_project(question, query)
    best = sure[0].score if sure else 0.0
    numbers = [hit.ref.id for hit in sure if hit.score > best - 1]
    return duties.rules_by_id(scope, numbers)


def _by_project(question: Question, query: str | None) -> list[Hit[Ref]]:
    """Find the duty by way of a project that is surely meant: "MGE" is only a project's alias."""
    scope = question.scope
    projects = (
        scope.indexes.projects.search(query) if query else question.hits(scope.indexes.projects)
    )
    for hit in projects:
        if hit.score < SURE:
            continue
        by_title = [one for one in scope.indexes.rules.search(hit.ref.title) if one.score >= SURE]
        if by_title:
            return by_title
    return []


def _in_season(question: Question, rules: list[CadenceRule]) -> list[CadenceRule]:
    for name, word in (("spring", "vår"), ("autumn", "höst")):
        seasonal = [rule for rule in rules if rule.rule.get("season") == word]
        if len(rules) > 1 and seasonal and question.has(name):
            return seasonal
    return rules


def _no_meetings(question: Question) -> Answer | None:
    """Say that nothing is known of a group's own meetings."""
    if not question.has("group_word"):
        return None
    found = groups.find_group(question.scope, group_words(question))
    if not isinstance(found, GroupAnswer):
        return None
    return UnknownFactAnswer(
        ids=found.ids,
        title=found.title,
        fact="meeting",
        record_kind="group",
        contact=coordinator(question.scope),
    )


def _coming(question: Question) -> bool:
    return all(year >= question.scope.today.year for year in question.time.years)
