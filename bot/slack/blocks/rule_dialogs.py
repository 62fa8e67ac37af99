"""The dialogs in which a rule is changed and made, with what it would bring at the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.slack.blocks.fields import form, option, radio, text_input
from bot.slack.blocks.parts import Block, button, buttons, cut, paragraph, plain, small, words
from bot.slack.blocks.rule_fields import chosen, live, shape_fields
from bot.slack.origin import Origin
from bot.slack.rule_forms import field_for
from bot.slack.rule_values import AWAKE, CHANNEL, COORDINATOR, RESTING, Values
from bot.texts import text
from bot.texts.rule_shapes import shape_words
from bot.texts.rules import fault_words, source_sentences, usual_reminders
from bot.texts.safe import clean
from bot.texts.sources import listed
from bot.texts.wording import word
from handlers.rules import SHAPES, RuleSheet

LONGEST_TITLE = 200
_LONGEST_REMIND = 60
_LONGEST_HOSTS = 3000
_LONGEST_SOURCE = 1500
_LONGEST_HINT = 1500
_LONGEST_PREVIEW = 2000
_MOST_NAMES = 14


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands at the end of a dialog: what the rule would bring, or why it cannot be.

    ``faults`` are codes by the names of fields, the rule's own or the dialog's; ``wrong``: what is
    ``said`` is why it cannot be, wherever that stands.
    """

    said: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    wrong: bool = False


def rule_dialog(sheet: RuleSheet, values: Values, outlook: Outlook) -> Block:
    """Return the dialog of a rule; ``values`` stand in its fields, ``outlook`` at its end."""
    kind = sheet.shape.kind
    title = [_title_field(values)] if sheet.made else []
    blocks = [
        *_head(sheet),
        *title,
        _state_field(sheet, values),
        *shape_fields(kind, values, sheet.anchors),
        *_beside(kind, values, sheet.candidates),
        *buttons(_steps(sheet)),
    ]
    blocks += _end(outlook, blocks)
    carried = Origin(key=sheet.key, owner=sheet.owner, kind="rule").value()
    return form("rule", text("rule_form.change_title"), text("rule_form.save"), blocks, carried)


def new_rule_dialog(values: Values, outlook: Outlook) -> Block:
    """Return the dialog in which a coordinator makes a rule of their own."""
    kind = values.get("shape", "")
    shapes = radio([option(one, word("rule_shape", one)) for one in SHAPES], kind)
    blocks = [
        _title_field(values),
        live("shape", text("rule_form.shape"), shapes),
        *shape_fields(kind, {"pace": "", **values}),
        *(_beside(kind, values, ()) if kind else []),
    ]
    blocks += _end(outlook, blocks)
    return form("rule_new", text("rules.new"), text("rule_form.create"), blocks)


def _head(sheet: RuleSheet) -> list[Block]:
    source = " ".join(source_sentences(sheet))
    return [
        paragraph(words(clean(sheet.title), bold=True), words(_now(sheet))),
        *([small(cut(source, _LONGEST_SOURCE))] if source else []),
    ]


def _now(sheet: RuleSheet) -> str:
    said = shape_words(sheet.shape)
    return (
        text("rule_form.rests_now", when=said)
        if sheet.paused
        else text("rule_form.holds_now", when=said)
    )


def _title_field(values: Values) -> Block:
    element = text_input(values.get("title", ""), longest=LONGEST_TITLE)
    return live("title", text("rule_form.title"), element)


def _state_field(sheet: RuleSheet, values: Values) -> Block:
    awake = text("rule_form.awake_again") if sheet.paused else text("rule_form.awake")
    options = [option(AWAKE, awake), option(RESTING, text("rule_form.resting"))]
    return live("state", text("rule_form.state"), radio(options, values.get("state", AWAKE)))


def _beside(kind: str, values: Values, candidates: Sequence[str]) -> list[Block]:
    if kind == "ongoing":
        # Nothing falls due, so there is nobody to remind and nobody's turn.
        return []
    remind = text_input(
        values.get("remind", ""),
        longest=_LONGEST_REMIND,
        placeholder=text("rule_form.remind_example"),
    )
    hosts = text_input(values.get("hosts", ""), longest=_LONGEST_HOSTS, many=True)
    to_whom = [option(one, word("rule_audience", one)) for one in (COORDINATOR, CHANNEL)]
    usual = text("rule_form.remind_hint", usual=usual_reminders(kind))
    values = {"audience": COORDINATOR, **values}
    return [
        live("remind", text("rule_form.remind"), remind, hint=usual, optional=True),
        chosen("audience", text("rule_form.audience"), to_whom, values),
        live(
            "hosts",
            text("rule_form.hosts"),
            hosts,
            hint=cut(_hosts_hint(candidates), _LONGEST_HINT),
            optional=True,
        ),
    ]


def _hosts_hint(candidates: Sequence[str]) -> str:
    if not candidates:
        return text("rule_form.hosts_hint")
    shown = list(candidates[:_MOST_NAMES])
    more = len(candidates) - len(shown)
    names = text("duties.names_more", names=", ".join(shown), count=more) if more else listed(shown)
    return text("rule_form.hosts_known", names=names)


def _steps(sheet: RuleSheet) -> list[Block]:
    value = Origin(key=sheet.key, owner=sheet.owner, kind="rule").value()
    if sheet.made:
        remove = button(text("rule_form.remove"), "rule_remove", value, about=clean(sheet.title))
        return [{**remove, "style": "danger", "confirm": _asked(sheet)}]
    if sheet.changed:
        return [button(text("rule_form.restore"), "rule_restore", value, about=clean(sheet.title))]
    return []


def _asked(sheet: RuleSheet) -> Block:
    said = text("rule_form.remove_asked", title=cut(clean(sheet.title), 120))
    return {
        "title": plain(text("rule_form.remove_title"), 100),
        "text": plain(said, 300),
        "confirm": plain(text("rule_form.remove"), 30),
        "deny": plain(text("rule_form.keep"), 30),
        "style": "danger",
    }


def _end(outlook: Outlook, blocks: Sequence[Block]) -> list[Block]:
    rows = list(_wrong(outlook.faults, blocks)) or ([outlook.said] if outlook.said else [])
    if not rows:
        return []
    wrong = outlook.wrong or outlook.faults
    head = text("rule_form.cannot") if wrong else text("rule_form.preview")
    said = words(cut("\n".join(rows), _LONGEST_PREVIEW))
    # Under an id of its own, so that only this is drawn anew while somebody types.
    return [
        {"type": "divider"},
        {**paragraph(words(head, bold=True), said), "block_id": "preview"},
    ]


def _wrong(faults: Mapping[str, str], blocks: Sequence[Block]) -> Iterator[str]:
    labels = {
        block["block_id"]: block["label"]["text"] for block in blocks if block["type"] == "input"
    }
    for name, code in faults.items():
        label = labels[field_for(name, blocks)]
        yield text("common.part_of", label=label, value=fault_words(code))
