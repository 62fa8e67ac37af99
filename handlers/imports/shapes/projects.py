"""projects.yaml: projects and other activities, courses, and what national authorities do."""

from collections.abc import Iterator
from datetime import date

from handlers.imports.fields import Fields
from handlers.imports.records import Record
from handlers.imports.shapes.common import Scope, titled
from storage.partial_dates import PartialDate


def read(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read every project, activity, course and national activity of the file."""
    for name in ("projects", "other_activities"):
        for project in fields.mappings(name):
            yield _project(project, scope, name)
    for offer in fields.mappings("education_offer"):
        yield titled("education", offer, scope, {})
    for activity in fields.mappings("national_activities"):
        yield _national(activity, scope)


def first_day(text: str | None) -> date | None:
    """Return the first day that a partial date can mean."""
    return PartialDate.parse(text).first if text else None


def last_day(text: str | None) -> date | None:
    """Return the last day that a partial date can mean."""
    return PartialDate.parse(text).last if text else None


def _project(project: Fields, scope: Scope, section: str) -> Record:
    start, end = project.partial_date("start"), project.partial_date("end")
    milestones = list(project.mappings("milestones"))
    series = project.optional_text("series")
    values: dict[str, object] = {
        "year": project.year("year", required=True),
        "kind": project.text("type", required=True),
        "status": project.text("status", required=True),
        "status_asof": project.partial_date("status_asof"),
        "start": start,
        "end": end,
        "starts_on": first_day(start),
        "ends_on": last_day(end),
        "period_text": project.text("period_text"),
        "goal": project.text("goal"),
        "responsible": project.optional_text("responsible"),
        "series": series,
        **_campaign(project),
        "milestones": [_milestone(milestone) for milestone in milestones],
        "materials": [{"title": title, "url": None} for title in project.texts("deliverables")],
    }
    if section != "projects":
        # What else happened in a year is found by name, but is no project in lists of projects.
        values["details"] = {"section": section}
    references = (
        [project.reference("rule", series, scope.collaboration, "series")] if series else []
    )
    notes = [note for milestone in milestones for note in _deduced(milestone)]
    return titled("project", project, scope, values, references=references, notes=notes)


def _campaign(project: Fields) -> dict[str, object]:
    campaign = project.mapping("campaign")
    values: dict[str, object] = {
        "campaign_start": campaign.partial_date("start"),
        "campaign_end": campaign.partial_date("end"),
    }
    more = campaign.details()
    return {**values, "details": {"campaign": more}} if more else values


def _milestone(milestone: Fields) -> dict[str, object]:
    day = milestone.partial_date("date")
    return {
        "kind": milestone.text("kind", required=True),
        "start": milestone.partial_date("start") or day,
        "end": milestone.partial_date("end") or day,
        "count": milestone.integer("count"),
        "form": milestone.text("form"),
        "place": milestone.text("place"),
        "details": milestone.details(),
    }


def _deduced(milestone: Fields) -> Iterator[str]:
    note = milestone.data.get("inferred")
    if isinstance(note, str):
        yield f"{milestone.data.get('kind')}: {note}"


def _national(activity: Fields, scope: Scope) -> Record:
    values: dict[str, object] = {
        "year": activity.year("year", required=True),
        "kind": activity.text("kind"),
        "authority": activity.text("authority"),
    }
    return titled("national_activity", activity, scope, values)
