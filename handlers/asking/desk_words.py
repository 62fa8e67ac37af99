"""The coordinator's list in words: "att hantera", "ta 12", "stäng 12", "öppna uppgift 12"."""

import re
from collections.abc import Callable, Mapping

from handlers import desk
from handlers.answers import Answer, Asker, TaskLine, TasksAnswer
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.ports import Services

_LIST = re.compile(
    r"(?:(?:visa|lista) )?(?:(?:listan|arenden(?:a)?) )?att hantera"
    r"|(?:vad|vilka arenden) (?:finns|vantar|ligger|har (?:jag|vi)) (?:det |kvar )?att hantera"
    r"|(?:(?:visa|lista) )?(?:oppna arenden|samordnarens lista)"
)
_MOVE = re.compile(
    r"(?:jag )?(?P<verb>tar?|ta hand om|stang|avsluta|klart? med|oppna(?: igen)?) "
    r"(?:(?:uppgift(?:en)?|arende(?:t)?) )?(?:(?:nummer|nr\.?) )?(?P<number>\d{1,9})(?: igen)?"
)
_Act = Callable[[Services, Asker, int], TaskLine]
# By the first two letters of the verb.
_ACTS: Mapping[str, _Act] = {
    "ta": desk.take_task,
    "st": desk.close_task,
    "av": desk.close_task,
    "kl": desk.close_task,
    "op": desk.reopen_task,
}


def tasks(question: Question) -> Answer | None:
    """Show what is open on the coordinator's list."""
    if not _LIST.fullmatch(question.phrase.bare):
        return None
    waiting = desk.open_tasks(question.scope.services, question.scope.asker)
    return TasksAnswer(subject="tasks", tasks=waiting)


def move_task(question: Question) -> Answer | None:
    """Take, close or open the task with the number that is named."""
    said = _MOVE.fullmatch(question.phrase.bare)
    if said is None:
        return None
    task = _moved(question, _ACTS[said["verb"][:2]], int(said["number"]))
    return TasksAnswer(subject="tasks", tasks=(task,), change=task.state)


def _moved(question: Question, act: _Act, number: int) -> TaskLine:
    try:
        return act(*question.scope.let_go(), number)
    except Refusal as no:
        if no.code != "task_gone":
            raise
        raise Refusal("no_such_task", number=number) from no
