"""What a proposal says, as somebody has filled it in, and what is wrong with that."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from handlers.errors import Refusal
from storage.models.proposals import LONGEST_WORDS

LONGEST_TITLE = 80
LONGEST_TEXT = LONGEST_WORDS
LONGEST_LINE = 200
MOST_LINKS = 10
LONGEST_LINK = 500
MOST_OFFICES = 100
FORMS = ("campaign", "guidance", "training", "meeting")
ANSWERS = ("yes", "maybe", "no")
# The national environmental objectives, in their own order.
ENVIRONMENTAL_GOALS = (
    "climate", "air", "acidification", "non_toxic", "ozone", "radiation", "eutrophication",
    "lakes", "groundwater", "sea", "wetlands", "forests", "agriculture", "mountains",
    "built_environment", "plants_and_animals",
)  # fmt: skip
_LINES = ("title", "area", "focus_area", "wished_time")
_WORDS = ("background", "goal", "target_group")
_WEB = re.compile(r"https?://[^\s/<>\"]+\.[^\s<>\"]+", re.IGNORECASE)
REQUIRED = ("title", "area", "background", "goal", "offices")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What a proposal says. ``offices`` are those it is for, by number.

    ``form`` is one of ``FORMS``, ``can_take_part`` one of ``ANSWERS``, or empty.
    """

    title: str = ""
    area: str = ""
    background: str = ""
    goal: str = ""
    offices: tuple[int, ...] = ()
    target_group: str = ""
    form: str = ""
    focus_area: str = ""
    environmental_goals: tuple[str, ...] = ()
    wished_time: str = ""
    can_take_part: str = ""
    standing: bool = False
    links: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing has been said yet, whichever offices it would be for."""
        return replace(self, offices=()) == Suggestion()

    def written(self) -> dict[str, Any]:
        """Write it down to be kept."""
        kept = asdict(self)
        return {name: list(one) if isinstance(one, tuple) else one for name, one in kept.items()}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Suggestion":
        """Read what was written down; what an older one did not have is empty."""
        return cls(**dict(_known(kept)))


def _known(kept: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for one in fields(Suggestion):
        if one.name in kept:
            value = kept[one.name]
            yield one.name, tuple(value) if isinstance(value, list) else value


class Unfinished(Refusal):
    """A proposal cannot be handed in as it is; ``problems`` says why, by field."""

    def __init__(self, problems: Mapping[str, Refusal]) -> None:
        first = next(iter(problems.values()))
        super().__init__(first.code, **first.values)
        self.problems = problems


def tidied(given: Suggestion) -> Suggestion:
    """Return what was filled in without what nobody sees: control signs, spaces around."""
    return replace(
        given,
        title=_line(given.title),
        area=_line(given.area),
        focus_area=_line(given.focus_area),
        wished_time=_line(given.wished_time),
        background=_words(given.background),
        goal=_words(given.goal),
        target_group=_words(given.target_group),
        offices=tuple(dict.fromkeys(given.offices)),
        environmental_goals=tuple(
            one for one in ENVIRONMENTAL_GOALS if one in given.environmental_goals
        ),
        links=tuple(dict.fromkeys(filter(None, map(_line, given.links)))),
    )


def problems(given: Suggestion, *, known: Iterable[int]) -> dict[str, Refusal]:
    """Return what has to be mended before it can be handed in, by field, in their order.

    ``known`` are the offices that there are.
    """
    found = {**_missing(given), **dict(_too_much(given))}
    if not set(given.offices) <= set(known):
        found["offices"] = Refusal("proposal_office_unknown")
    return {one.name: found[one.name] for one in fields(Suggestion) if one.name in found}


def _missing(given: Suggestion) -> dict[str, Refusal]:
    return {
        name: Refusal(f"proposal_{name}_missing") for name in REQUIRED if not getattr(given, name)
    }


def _too_much(given: Suggestion) -> Iterator[tuple[str, Refusal]]:
    limits = {
        **dict.fromkeys(_WORDS, LONGEST_WORDS),
        **dict.fromkeys(_LINES, LONGEST_LINE),
        "title": LONGEST_TITLE,
    }
    for name, most in limits.items():
        length = len(getattr(given, name))
        if length > most:
            yield name, Refusal("proposal_too_long", most=most, length=length)
    if len(given.offices) > MOST_OFFICES:
        yield "offices", Refusal("proposal_office_unknown")
    if given.form not in {"", *FORMS}:
        yield "form", Refusal("proposal_form_unknown")
    if given.can_take_part not in {"", *ANSWERS}:
        yield "can_take_part", Refusal("proposal_answer_unknown")
    if len(given.links) > MOST_LINKS:
        yield "links", Refusal("proposal_links_many", most=MOST_LINKS)
    elif any(len(one) > LONGEST_LINK or not _WEB.fullmatch(one) for one in given.links):
        yield "links", Refusal("proposal_link_not_web")


def _line(text: str) -> str:
    return " ".join(_visible(text).split())


def _words(text: str) -> str:
    rows = (" ".join(row.split()) for row in _visible(text).splitlines())
    return "\n".join(rows).strip()


def _visible(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        one for one in composed if one in "\n\t\r" or unicodedata.category(one)[0] != "C"
    )
