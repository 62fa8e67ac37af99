"""Who answers for a project."""

from handlers import contacts
from handlers.answers import Answer, UnknownFactAnswer
from handlers.projects.wording import may_be_told
from handlers.roles import coordinator
from handlers.scope import Scope
from storage.models import Project

_NOBODY = "ej angivet"


def projects_contact(scope: Scope, project_id: int) -> Answer:
    """Answer with whom to turn to about a project, as far as its source says."""
    project = scope.session.get_one(Project, project_id)
    if project.responsible is None or project.responsible == _NOBODY:
        return UnknownFactAnswer(
            ids=(project.key,),
            title=project.title,
            fact="responsible",
            owner=_owner(scope, project),
            notes=tuple(project.notes),
            contact=coordinator(scope),
        )
    told = project.responsible if may_be_told(scope, project.responsible) else None
    return contacts.responsible(scope, project.title, told)


def _owner(scope: Scope, project: Project) -> str:
    return next(one.key for one in scope.family.members if one.id == project.collaboration_id)
