"""A project's dialogs: all that can be changed, and one part of it at a time."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.slack.blocks.fields import (
    checkboxes,
    day_picker,
    field,
    form,
    option,
    select,
    text_input,
)
from bot.slack.blocks.parts import Block, button, buttons, cut, heading, plain, row, said, small
from bot.texts import text
from bot.texts.dates import date_words, period_words
from bot.texts.living import progress_words, value_words
from bot.texts.wording import word
from handlers.answers import PartialDate, Values
from handlers.living import LONGEST, STATUSES, OfficeSheet, Part, ProjectSheet, Which

LONGEST_TITLE = 24
# A field for words holds no more than this; the rules say what has room.
_MOST_WORDS = 3000
_MOST_PARTS = 25
_MOST_OFFICES = 100
_LONGEST_ROW = 400
PARTS = ("status", "time", "title", "goal", "goals", "responsible", "members")
GOALS = ("office_goal", "visit_goal", "member_goal")
REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Held:
    """What a project's dialogs carry along: ids, the version that was seen, and what lies below."""

    which: Which
    part: str = ""
    root: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        of = self.which
        carried = {"k": of.key, "o": of.owner, "v": of.seen, "p": self.part, "r": self.root}
        return json.dumps(carried, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Held":
        """Read what a dialog carries; raise ``ValueError`` for what no dialog of ours does."""
        try:
            parts = json.loads(written)
            which = Which(str(parts["k"]), str(parts["o"]), int(parts["v"]))
            return cls(which, str(parts["p"]), str(parts["r"]))
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(written) from error


def parts_dialog(sheet: ProjectSheet, note: Sequence[str] = (), undo: int | None = None) -> Block:
    """Show all that can be changed in a project, with what was just done."""
    undoing = [button(text("slack.undo"), "living_undo", str(undo))] if undo else []
    return {
        "type": "modal",
        "title": plain(text("living.update"), LONGEST_TITLE),
        "close": plain(text("slack.close"), LONGEST_TITLE),
        "private_metadata": Held(sheet.which).written(),
        "blocks": [
            *(said(one) for one in note),
            *buttons(undoing),
            heading(sheet.title),
            *(_part_row(sheet, name) for name in PARTS),
            *_listed(sheet.milestones, "milestone", text("label.milestones")),
            *_listed(sheet.materials, "material", text("label.material")),
            heading(text("label.progress")),
            row(
                progress_words(sheet.progress) or text("common.missing"),
                button(text("living.report"), "living_edit_office", "office"),
            ),
            *buttons([button(text("calls.group"), "call_members", Held(sheet.which).written())]),
            *buttons(
                [
                    button(
                        text("known.ask_part"),
                        "known_participation",
                        Held(sheet.which).written(),
                    )
                ]
            ),
        ],
    }


def _part_row(sheet: ProjectSheet, name: str) -> Block:
    shown = value_words(name, sheet.fields[name]) or text("common.missing")
    if name == "responsible" and sheet.leader:
        shown = sheet.leader
    label = text("common.part_of", label=word("project_field", name), value=shown)
    action = f"living_edit_{name}"
    return row(cut(label, _LONGEST_ROW), _edit(action, name, word("project_field", name)))


def _listed(parts: Sequence[Part], name: str, head: str) -> list[Block]:
    named = [(one, value_words(name, one.values)) for one in parts[:_MOST_PARTS]]
    rows = [
        row(
            cut(shown, _LONGEST_ROW),
            _edit(f"living_edit_{name}_{one.id}", f"{name}/{one.id}", shown),
        )
        for one, shown in named
    ]
    rest = len(parts) - len(rows)
    more = [small(text("slack.home_rest", count=rest))] if rest else []
    adding = button(text("living.add"), f"living_edit_{name}", name, about=head)
    return [heading(head), *rows, *more, *buttons([adding])]


def _edit(action: str, value: str, about: str) -> Block:
    return button(text("living.edit"), action, value, about=about)


def part_form(sheet: ProjectSheet, held: Held) -> Block:
    """Ask what one part of a project is to be."""
    name, _, number = held.part.partition("/")
    title = word("project_part", name)
    return form(
        "living_part", title, text("living.save"), _fields(sheet, name, number), held.written()
    )


def office_form(sheet: OfficeSheet, held: Held) -> Block:
    """Ask what part the asker's own office has in a project."""
    visits = sheet.office.visits
    blocks = [
        said(text("living.office_about", office=sheet.office.name, title=sheet.title)),
        _count("visits", text("label.visits"), visits or None, text("living.visits_hint")),
        *([_removing(text("living.leave"))] if visits is not None else []),
    ]
    title, save = text("living.own_office"), text("living.save")
    return form("living_office", title, save, blocks, held.written())


def _fields(sheet: ProjectSheet, name: str, number: str) -> list[Block]:
    values = sheet.fields.get(name, {})
    if name == "milestone":
        return _milestone(_found(sheet.milestones, number))
    if name == "material":
        return _material(_found(sheet.materials, number))
    if made := _FIELDS.get(name):
        return made(sheet, values)
    return [_words(name, str(values.get(name) or sheet.leader * (name == "responsible")))]


def _time(_sheet: ProjectSheet, values: Values) -> list[Block]:
    campaign = _stretch(values, "campaign_start", "campaign_end")
    return [
        _when("period", text("label.time"), _stretch(values, "start", "end")),
        _when("campaign", text("label.campaign"), campaign),
    ]


def _goals(_sheet: ProjectSheet, values: Values) -> list[Block]:
    return [_count(one, word("goal_field", one), values[one]) for one in GOALS]


def _status(sheet: ProjectSheet, values: Values) -> list[Block]:
    states = [option(one, word("project_status", one)) for one in STATUSES]
    chosen = "avslutat" if values["status"] == "genomfört" else str(values["status"])
    return [
        field("status", text("label.status"), select(states, chosen)),
        field("asof", text("living.asof"), day_picker(sheet.today), hint=text("living.asof_hint")),
        _when("start", text("label.start"), _said(values["start"])),
        _when("end", text("label.end"), _said(values["end"])),
    ]


def _members(_sheet: ProjectSheet, values: Values) -> list[Block]:
    label, hint = word("project_field", "members"), text("living.members_hint")
    return [_count("member_count", label, values["member_count"], hint)]


def _milestone(values: Values | None) -> list[Block]:
    known = values or {"kind": "", "start": None, "end": None, "form": "", "place": ""}
    return [
        field("kind", text("living.what"), text_input(known["kind"], longest=_MOST_WORDS)),
        _when("when", text("table.when"), _stretch(known, "start", "end")),
        _optional("form", text("living.form"), known["form"]),
        _optional("place", text("label.place"), known["place"]),
        *([_removing(text("living.remove_milestone"))] if values else []),
    ]


def _material(values: Values | None) -> list[Block]:
    known = values or {"title": "", "url": None}
    return [
        field("title", text("living.material_name"), _input(known["title"])),
        _optional("url", text("living.link"), known["url"] or "", text("living.link_hint")),
        *([_removing(text("living.remove_material"))] if values else []),
    ]


def _office(sheet: ProjectSheet, _values: Values) -> list[Block]:
    offices = [
        option(
            str(one.id),
            one.name,
            text("living.visits", count=one.visits) if one.visits is not None else "",
        )
        for one in sheet.offices[:_MOST_OFFICES]
    ]
    return [
        field("office", text("table.office"), select(offices, "")),
        _count("visits", text("label.visits"), None, text("living.visits_hint")),
        _removing(text("living.leave")),
    ]


def _found(parts: Sequence[Part], number: str) -> Values | None:
    return next((one.values for one in parts if str(one.id) == number), None)


def _words(name: str, value: str) -> Block:
    many = LONGEST[name] > LONGEST["kind"] * 2
    label = word("project_field", name)
    hint = text("living.responsible_hint") if name == "responsible" else ""
    optional = name != "title"
    return field(name, label, _input(value, many=many), hint=hint, optional=optional)


def _input(value: str, *, many: bool = False) -> Block:
    return text_input(value, longest=_MOST_WORDS, many=many)


def _optional(name: str, label: str, value: str, hint: str = "") -> Block:
    return field(name, label, _input(value), hint=hint, optional=True)


def _when(name: str, label: str, value: str) -> Block:
    return field(name, label, _input(value), hint=text("living.when_hint"), optional=True)


def _count(name: str, label: str, value: int | None, hint: str = "") -> Block:
    shown = "" if value is None else str(value)
    return field(name, label, text_input(shown, longest=_MOST_WORDS), hint=hint, optional=True)


def _removing(label: str) -> Block:
    box = checkboxes([option(REMOVE, label)], ())
    return field(REMOVE, text("living.remove"), box, optional=True)


def _said(written: str | None) -> str:
    return date_words(PartialDate.parse(written)) if written else ""


def _stretch(values: Values, first: str, last: str) -> str:
    start, end = (values[name] for name in (first, last))
    if not start or not end:
        return _said(start or end)
    return period_words(PartialDate.parse(start), PartialDate.parse(end))


_FIELDS: Mapping[str, Callable[[ProjectSheet, Values], list[Block]]] = {
    "status": _status,
    "time": _time,
    "goals": _goals,
    "members": _members,
    "office": _office,
}
