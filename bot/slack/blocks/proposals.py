"""The dialogs in which a proposal is written, looked through, moved, merged and commented on."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as kept

from bot.slack.blocks.fields import Filled, field, form, option, select, text_input
from bot.slack.blocks.parts import (
    Block,
    button,
    buttons,
    heading,
    paragraph,
    plain,
    said,
    small,
    words,
)
from bot.texts import text, word
from bot.texts.proposals import state_words
from bot.texts.safe import clean, shortened
from bot.texts.sources import listed
from handlers.answers import Item
from handlers.proposals import Difference, Draft, OfficeChoice, Suggestion
from handlers.proposals.suggestion import (
    ANSWERS,
    ENVIRONMENTAL_GOALS,
    FORMS,
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
)

FIELD = "proposal_"
TITLE = f"{FIELD}title"
PERSON = f"{FIELD}person"
STANDING = "standing"
_MOST_OPTIONS = 100
_LONGEST_SHOWN = 700
_LONGEST_LINKS = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a dialog carries along: the draft, and the keys of what it shows as similar.

    ``view`` is the dialog that lies below, and ``number`` the proposal that it is about.
    """

    draft: str = ""
    similar: str = ""
    number: int = 0
    state: str = ""

    def written(self) -> str:
        """Write it down for a dialog."""
        return json.dumps([self.draft, self.similar[:2000], self.number, self.state])

    @classmethod
    def read(cls, written: str) -> "Carried":
        """Read what a dialog carries; raise ``ValueError`` for what no dialog of ours does."""
        try:
            draft, similar, number, state = json.loads(written)
            return cls(draft=str(draft), similar=str(similar), number=int(number), state=str(state))
        except TypeError as error:
            raise ValueError(written) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """All that the dialog of a proposal shows.

    ``similar`` are those like its title; ``keeps``: its writer may hand it in for somebody else,
    who is called ``person`` so far. ``notice`` tells of the round that it comes into, if any.
    ``differences`` are what others have changed meanwhile.
    """

    draft: Draft
    offices: Sequence[OfficeChoice]
    areas: Sequence[str] = ()
    similar: Sequence[Item] = ()
    keeps: bool = False
    person: str = ""
    notice: str = ""
    differences: Sequence[Difference] = kept(default=())


def writing_dialog(writing: Writing) -> Block:
    """Ask what a proposal says: what has to be said first, the rest as far as one wants."""
    draft = writing.draft
    changes = draft.proposal is not None
    carried = Carried(draft=draft.token, similar=similar_keys(writing.similar))
    return form(
        "proposal_form",
        text("proposals.change_title") if changes else text("proposals.new_title"),
        text("proposals.save") if changes else text("proposals.look_through"),
        [
            *_met(writing),
            *([said(writing.notice)] if writing.notice else []),
            small(text("proposal.public")),
            *_needed(writing),
            *_optional(draft.suggestion),
            *(_for_whom(writing) if writing.keeps and not changes else []),
        ],
        carried.written(),
    )


def similar_keys(items: Iterable[Item]) -> str:
    """Return what tells whether other proposals are shown than before."""
    return " ".join(item.key for item in items)


def similar_blocks(items: Sequence[Item]) -> list[Block]:
    """Return what is like the title, each with ways to see it and to stand behind it."""
    blocks: list[Block] = []
    for item in items:
        told = text("proposals.is_like", title=clean(item.title), besides=_besides(item))
        steps = [button(text("proposals.show"), "proposal_like", _like(item), about=item.title)]
        if item.record_kind == "proposal":
            join = button(
                text("proposals.join"), "proposal_join_like", _like(item), about=item.title
            )
            steps.append(join)
        row = {**said(told), "block_id": f"similar_{item.record_kind}_{item.key}"[:255]}
        blocks += [row, *buttons(steps)]
    return blocks


def preview_dialog(suggestion: Suggestion, offices: Sequence[OfficeChoice], draft: Draft) -> Block:
    """Show a proposal as it would be handed in, and what happens then."""
    names = {one.number: one.name for one in offices}
    behind = listed([clean(names[one]) for one in suggestion.offices if one in names])
    rows = [
        (text("proposals.behind"), behind),
        (text("label.category"), suggestion.area),
        (text("proposals.background"), suggestion.background),
        (text("proposals.goal"), suggestion.goal),
        (text("proposals.target_group"), suggestion.target_group),
        (text("proposals.form"), word("proposal_form", suggestion.form, "")),
        (text("proposals.focus_area"), suggestion.focus_area),
        (text("proposals.environmental_goals"), listed(_goals(suggestion))),
        (text("proposals.wished_time"), suggestion.wished_time),
        (text("proposals.can_take_part"), word("can_take_part", suggestion.can_take_part, "")),
        *((text("proposals.link"), link) for link in suggestion.links),
    ]
    edit = button(text("proposals.edit_more"), "proposal_edit", draft.token)
    return form(
        "proposal_preview",
        text("proposals.look_through"),
        text("proposals.hand_in"),
        [
            heading(suggestion.title),
            *(_told(label, value) for label, value in rows if value),
            *([said(text("proposals.is_standing"))] if suggestion.standing else []),
            small(text("proposal.public")),
            said(text("proposals.then_receipt")),
            *buttons([edit]),
        ],
        Carried(draft=draft.token).written(),
    )


def read_suggestion(filled: Filled) -> Suggestion:
    """Return what stands in the dialog."""
    return Suggestion(
        title=filled.text(TITLE),
        area=filled.text(f"{FIELD}area"),
        background=filled.text(f"{FIELD}background"),
        goal=filled.text(f"{FIELD}goal"),
        offices=tuple(int(one) for one in filled.ticked(f"{FIELD}offices") if one.isdecimal()),
        target_group=filled.text(f"{FIELD}target_group"),
        form=filled.chosen(f"{FIELD}form"),
        focus_area=filled.text(f"{FIELD}focus_area"),
        environmental_goals=tuple(filled.ticked(f"{FIELD}environmental_goals")),
        wished_time=filled.text(f"{FIELD}wished_time"),
        can_take_part=filled.chosen(f"{FIELD}can_take_part"),
        standing=STANDING in filled.ticked(f"{FIELD}standing"),
        links=tuple(filled.text(f"{FIELD}links").split()),
    )


def _needed(writing: Writing) -> list[Block]:
    draft = writing.draft.suggestion
    hint = text("proposals.area_hint", areas=listed(list(writing.areas))) if writing.areas else ""
    return [
        _heard("title", text("proposals.title"), _line(draft.title, LONGEST_TITLE)),
        *similar_blocks(writing.similar),
        _heard("area", text("label.category"), _line(draft.area), hint=hint),
        _heard(
            "background",
            text("proposals.background"),
            _text(draft.background),
            hint=text("proposals.background_hint"),
        ),
        _heard(
            "goal",
            text("proposals.goal"),
            _text(draft.goal),
            hint=text("proposals.goal_hint"),
        ),
        _heard("offices", text("proposals.offices"), _offices(writing)),
    ]


def _optional(draft: Suggestion) -> list[Block]:
    forms = [option(one, word("proposal_form", one)) for one in FORMS]
    goals = [option(one, word("environmental_goal", one)) for one in ENVIRONMENTAL_GOALS]
    answers = [option(one, word("can_take_part", one)) for one in ANSWERS]
    standing = option(STANDING, text("proposals.standing_choice"))
    boxes: Block = {"type": "checkboxes", "options": [standing]}
    if draft.standing:
        boxes["initial_options"] = [standing]
    return [
        _heard(
            "target_group",
            text("proposals.target_group"),
            _text(draft.target_group),
            optional=True,
        ),
        _heard("form", text("proposals.form"), select(forms, draft.form), optional=True),
        _heard(
            "focus_area", text("proposals.focus_area_long"), _line(draft.focus_area), optional=True
        ),
        _heard(
            "environmental_goals",
            text("proposals.environmental_goals"),
            _several(goals, draft.environmental_goals),
            optional=True,
        ),
        _heard(
            "wished_time", text("proposals.wished_time"), _line(draft.wished_time), optional=True
        ),
        _heard(
            "can_take_part",
            text("proposals.can_take_part_long"),
            select(answers, draft.can_take_part),
            optional=True,
        ),
        _heard("standing", text("proposals.standing"), boxes, optional=True),
        _heard(
            "links",
            text("proposals.links"),
            text_input("\n".join(draft.links), longest=_LONGEST_LINKS, many=True),
            hint=text("proposals.links_hint"),
            optional=True,
        ),
    ]


def _for_whom(writing: Writing) -> list[Block]:
    return [
        field(
            PERSON,
            text("proposals.for_whom"),
            text_input(writing.person, longest=LONGEST_LINE),
            hint=text("proposals.for_whom_hint"),
            optional=True,
        )
    ]


def _heard(
    name: str, label: str, element: Block, *, hint: str = "", optional: bool = False
) -> Block:
    """Return a field that the bot hears of at once, so that nothing that is written is lost."""
    if element["type"] == "plain_text_input":
        listening = {"trigger_actions_on": ["on_character_entered"]}
        element = {**element, "dispatch_action_config": listening}
    made = field(f"{FIELD}{name}", label, element, hint=hint, optional=optional)
    return {**made, "dispatch_action": True}


def _line(value: str, longest: int = LONGEST_LINE) -> Block:
    return text_input(value[:longest], longest=longest)


def _text(value: str) -> Block:
    return text_input(value[:LONGEST_TEXT], longest=LONGEST_TEXT, many=True)


def _offices(writing: Writing) -> Block:
    options = [option(str(one.number), clean(one.name)) for one in writing.offices[:_MOST_OPTIONS]]
    return _several(options, map(str, writing.draft.suggestion.offices))


def _several(options: Sequence[Block], chosen: Iterable[str]) -> Block:
    wanted = set(chosen)
    made: Block = {
        "type": "multi_static_select",
        "options": list(options),
        "placeholder": plain(text("proposals.pick"), 150),
    }
    first = [one for one in options if one["value"] in wanted]
    return {**made, "initial_options": first} if first else made


def _met(writing: Writing) -> list[Block]:
    """Return what others have changed meanwhile, before one's own words."""
    if not writing.differences:
        return []
    names = {str(one.number): one.name for one in writing.offices}
    rows = [words(text("proposals.met"))]
    for one in writing.differences:
        kept_own = text("proposals.yours_kept") if one.both else text("proposals.theirs_taken")
        label = word("proposal_field", one.field)
        shown = shortened(_shown(one.value, names), _LONGEST_SHOWN)
        rows.append([*words(f"{label}: ", bold=True), *words(f"{shown} {kept_own}")])
    return [paragraph(*rows)]


def _shown(value: object, offices: dict[str, str]) -> str:
    if isinstance(value, tuple):
        return listed([_shown(one, offices) for one in value]) or text("proposals.nothing")
    if isinstance(value, bool):
        return word("can_take_part", "yes" if value else "no")
    said_so = clean(str(value))
    known = offices.get(said_so) or word("environmental_goal", said_so)
    return word("proposal_form", known) or text("proposals.nothing")


def _goals(suggestion: Suggestion) -> list[str]:
    return [word("environmental_goal", one) for one in suggestion.environmental_goals]


def _told(label: str, value: str) -> Block:
    return paragraph([*words(f"{label}: ", bold=True), *words(value)])


def _besides(item: Item) -> str:
    if item.record_kind != "proposal":
        return text("proposals.is_project", time=item.time) if item.time else ""
    state = state_words(item.state)
    if not item.year:
        return text("proposals.in_state", state=state)
    return text("proposals.came_in", year=item.year, state=state)


def _like(item: Item) -> str:
    return json.dumps([item.record_kind, item.key, item.owner])
