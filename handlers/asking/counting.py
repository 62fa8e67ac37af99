"""Numbers."""

from handlers import figures
from handlers.answers import Answer, UnknownFactAnswer
from handlers.asking.question import Question
from handlers.asking.signs import used_up
from handlers.asking.topics import topic
from handlers.roles import coordinator


def number(question: Question, *, wanted: bool = False) -> Answer | None:
    """Answer with numbers."""
    if not wanted and not question.has("number"):
        return None
    if question.has("gender"):
        return figures.gender_figures(question.scope, question.phrase.text) or UnknownFactAnswer(
            fact="gender", contact=coordinator(question.scope)
        )
    if wanted:
        return _year_or_topic(question)
    if question.has("group_word") and not question.has("persons_in_groups"):
        return None
    return _counted(question)


def _year_or_topic(question: Question) -> Answer:
    scope, year = question.scope, question.time.year
    about = topic(question.phrase.text, used_up("statistic"))
    found = figures.figures_about(scope, about, year) if about else None
    return found or figures.year_figures(scope, year) or _no_figures(question, year)


def _counted(question: Question) -> Answer | None:
    scope = question.scope
    projects = question.sure(scope.indexes.projects)
    if projects and question.has("attended"):
        # Left to the project's own answer, which knows whether the number is known.
        return figures.participants(scope, projects[0].id)
    if projects or question.has("ongoing"):
        return None
    if question.has("offices"):
        return figures.office_figures(scope, question.phrase.text)
    return figures.figures_about(scope, question.topic, question.time.year)


def _no_figures(question: Question, year: int | None) -> Answer:
    return UnknownFactAnswer(fact="statistic", year=year, contact=coordinator(question.scope))
