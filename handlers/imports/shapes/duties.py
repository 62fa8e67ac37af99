"""cadence.yaml and proposals.yaml."""

from collections.abc import Iterator

from handlers.imports.fields import Fields
from handlers.imports.problems import Code, Expected
from handlers.imports.records import Record, Reference
from handlers.imports.shapes.common import Scope, extras, titled

SHAPES = (
    "deadline", "every", "once", "ongoing", "quota", "relative", "rrule", "threshold",
)  # fmt: skip


def read_rules(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read the recurring duties."""
    for duty in fields.mappings("recurring"):
        yield _rule(duty, scope)


def read_proposals(fields: Fields, scope: Scope) -> Iterator[Record]:
    """Read the proposals, and what the file says about all of them."""
    for proposal in fields.mappings("proposals"):
        values: dict[str, object] = {
            "category": proposal.text("category"),
            "year_received": proposal.year("year_received"),
            "status": proposal.text("status", required=True),
            "bank_for_plan": proposal.optional_text("bank_for_plan"),
        }
        yield titled("proposal", proposal, scope, values)
    names = {"empty_categories": "empty_proposal_categories", "note": "proposals_note"}
    yield from extras(fields, scope, names)


def _rule(duty: Fields, scope: Scope) -> Record:
    rule = duty.mapping("rule")
    if (shape := rule.text("shape", required=True)) and shape not in SHAPES:
        duty.file.report(Code.WRONG, (*rule.path, "shape"), Expected.ONE_OF, shape, SHAPES)
    active = duty.boolean("active_in_latest_plan")
    instances = duty.texts("instances")
    # Both stay in the details as well: readers want the list, and True differs from not said.
    duty.taken -= {"instances", "active_in_latest_plan"}
    references = [
        *duty.references("project", instances, scope.collaboration, "instances"),
        *_anchor(rule, scope),
    ]
    values: dict[str, object] = {
        "kind": duty.text("type"),
        "paused": active is False,
        "rule": dict(rule.data),
    }
    return titled("rule", duty, scope, values, references=references)


def _anchor(rule: Fields, scope: Scope) -> list[Reference]:
    anchor = rule.text("anchor")
    return [rule.reference("rule", anchor, scope.collaboration, "anchor")] if anchor else []
