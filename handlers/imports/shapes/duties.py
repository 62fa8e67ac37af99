"""cadence.yaml and proposals.yaml."""

from collections.abc import Iterator

from handlers.imports.fields import Fields
from handlers.imports.records import Record
from handlers.imports.shapes.common import Scope, extras, titled
from handlers.imports.shapes.rules import leaning, written_rule


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
    active = duty.boolean("active_in_latest_plan")
    rule = duty.mapping("rule")
    written = written_rule(rule)
    instances = duty.texts("instances")
    # Both stay in the details as well: readers want the list, and True differs from not said.
    duty.taken -= {"instances", "active_in_latest_plan"}
    references = [
        *duty.references("project", instances, scope.collaboration, "instances"),
        *leaning(rule, scope),
    ]
    values: dict[str, object] = {
        "kind": duty.text("type"),
        "paused": active is False,
        "rule": written,
    }
    return titled("rule", duty, scope, values, references=references)
