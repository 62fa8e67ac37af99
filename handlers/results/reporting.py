"""The draft of the report on a project: what is known of it, and what its offices have found."""

from handlers.answers import Asker, ProjectReportAnswer
from handlers.errors import Refusal
from handlers.inquiry_views import InquiryState
from handlers.living import taking_part
from handlers.living.working import Which
from handlers.ports import Services
from handlers.projects.cards import show
from handlers.results.compiling import compiled
from handlers.results.finding import form_of_project, found_project
from handlers.scope import scope


def draft_report(services: Services, asker: Asker, which: Which) -> ProjectReportAnswer:
    """Return what the report on a project is drafted of, for whoever leads it."""
    with scope(services, asker) as opened:
        project, led = found_project(opened, which)
        if not led:
            raise Refusal("results_only_leaders", title=project.title)
        row = form_of_project(opened.session, project)
        sent = row is not None and row.state != InquiryState.DRAFT
        results = compiled(opened, project, row, named=True) if row is not None and sent else None
        card, day = show(opened, project.id), opened.today
    offices = taking_part(services, asker, card.key, owner=card.owner).offices
    return ProjectReportAnswer(
        ids=(card.key,), card=card, offices=offices, results=results, day=day
    )
