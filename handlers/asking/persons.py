"""Groups, and whom to turn to."""

from handlers import contacts, groups
from handlers.answers import Answer, NotFoundAnswer
from handlers.asking.question import Question
from handlers.asking.signs import used_up
from handlers.asking.topics import topic
from handlers.projects.responsible import projects_contact


def group(question: Question) -> Answer | None:
    """Answer who sits in a group, how many, and what it decides."""
    if not question.has("group_word") or not question.has("sits"):
        return None
    if question.has("when_next") and question.has("meets"):
        return None
    found = groups.find_group(question.scope, group_words(question))
    return None if isinstance(found, NotFoundAnswer) else found


def group_words(question: Question) -> str:
    """Return what the question calls the group."""
    return topic(question.phrase.text, used_up("sitting"))


def role_contact(question: Question) -> Answer | None:
    """Answer for a role that is named, whatever else the question mentions."""
    if not question.has("contact") or not contacts.names_own_role(
        question.scope, question.phrase.text
    ):
        return None
    return contact(question)


def contact(question: Question) -> Answer | None:
    """Answer whom to turn to."""
    if not question.has("contact") or (question.has("group_word") and question.has("sits")):
        return None
    scope = question.scope
    about = topic(question.phrase.text, used_up("contact"))
    if not contacts.knows_place(scope, question.phrase.text):
        projects = question.sure(scope.indexes.projects)
        if projects and not contacts.names_role(scope, question.phrase.text):
            return projects_contact(scope, projects[0].id)
    return contacts.find_contact(scope, about or question.phrase.text)
