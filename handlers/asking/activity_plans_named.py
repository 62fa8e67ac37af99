"""Which plan somebody names, and what they write under the headings of a plan's columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handlers import plans
from handlers.answers import Answer, PlanAnswer
from handlers.asking.courtesies import ungreeted
from handlers.asking.phrase import LONGEST
from handlers.asking.question import Question
from handlers.errors import Refusal
from handlers.plans import ACTIVITY, COOPERATION, Which
from storage.words import fold

_SORTS = r"verksamhetsplan(?:en)?|samverkansplan(?:en)?|vp|plan(?:en)?"
# How a plan and its year are named.
PLAN = rf"(?P<sort>{_SORTS})(?: för)? (?P<year>20\d\d)"
LINE = r"(?:rad(?:en)?|aktivitet(?:en)?|utvecklingsområdet?|insats(?:en)?|punkt(?:en)?)"
NUMBERED = rf"{LINE} (?:nr\.? |nummer )?(?P<number>\d{{1,4}})"
# What stands between a line and its plan.
OF = r"(?:i|ur|från|av|till|på)"
REASON = r"(?:[,;:]? (?:därför att|eftersom|för att|skäl:?) (?P<reason>\S.*))?"
# What a heading may be called, folded, to the column it is of.
_HEADINGS = {
    "titel": "title", "aktivitet": "title", "utvecklingsomrade": "title", "rubrik": "heading",
    "avdelning": "heading", "mal": "goal", "aktivitetsmal": "goal", "vad": "doing",
    "vad ska goras": "doing", "genomforande": "doing", "tid": "time", "nar": "time",
    "tid for genomforande": "time", "ansvar": "responsible", "ansvarig": "responsible",
    "parter": "parties", "samverkansparter": "parties", "samverkande parter": "parties",
    "effekt": "effects", "effektmal": "effects", "uppfoljning": "follow_up",
    "fokusomrade": "focus_area", "nationell": "national", "nationell kampanj": "national",
    "staende": "standing", "skal": "reason", "projekt": "project", "forslag": "proposal",
}  # fmt: skip
_YES = frozenset({"ja", "japp", "x", "sann"})
_HEADING = re.compile(r"(?:^|[\n;])[ \t]*(?P<heading>[^\n;:]{2,25}):")
_RECORD = re.compile(r"(?:projekt(?:et)?|förslag(?:et)?) \S.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands under the headings; ``about`` is a project or a proposal as it is named."""

    columns: Mapping[str, str] = field(default_factory=dict)
    standing: bool | None = None
    reason: str = ""
    about: str = ""


def which(said: re.Match[str]) -> Which:
    """Return the plan year that a pattern with ``PLAN`` in it has found."""
    is_joint = fold(said["sort"]).startswith("samverkansplan")
    return Which(int(said["year"]), COOPERATION if is_joint else ACTIVITY)


def plan_words(named: Which) -> str:
    """Return what is typed to name a plan."""
    return f"{'samverkansplan' if named.sort == COOPERATION else 'plan'} {named.year}"


def whole_text(question: Question) -> str:
    """Return what was typed, on all its lines; refuse what was too long to be read to its end."""
    if len(question.phrase.text) >= LONGEST:
        raise Refusal("plan_mail_too_long", most=LONGEST)
    return ungreeted(question.phrase.text).strip(" .!/")


def read_columns(text: str) -> Written:
    """Read what stands under headings: "Släckvatten; mål: …; tid: …", or each on its line."""
    found = [one for one in _HEADING.finditer(text) if _named(one)]
    first = found[0].start() if found else len(text)
    fields = {"title": text[:first].strip(" ;,\n")} if text[:first].strip(" ;,\n") else {}
    ends = [*(one.start() for one in found[1:]), len(text)]
    for one, end in zip(found, ends, strict=False):
        fields[_named(one)] = text[one.end() : end].strip(" ;\n")
    return _written(fields)


def _written(fields: dict[str, str]) -> Written:
    written = Written(reason=fields.pop("reason", ""))
    if "standing" in fields:
        written = replace(written, standing=fold(fields.pop("standing")) in _YES)
    for kind, word in (("project", "projekt"), ("proposal", "förslag")):
        if kind in fields:
            written = replace(written, about=f"{word} {fields.pop(kind)}")
    if not written.about and _RECORD.fullmatch(fields.get("title", "")):
        written = replace(written, about=fields.pop("title"))
    return replace(written, columns=fields)


def _named(found: re.Match[str]) -> str:
    return _HEADINGS.get(fold(found["heading"]).strip(), "")


def undoing(typed: str, version: int) -> str:
    """Return what is typed to undo something; with a reason where there is a version to change."""
    return f"{typed}, därför att det blev fel" if version else typed


def shown(question: Question, named: Which, change: str, **more: object) -> Answer:
    """Return the plan as it is after a change, with what was done."""
    answer = plans.show_plan(question.scope, named.year, sort=named.sort)
    if isinstance(answer, PlanAnswer):
        return replace(answer, change=change, **more)  # type: ignore[arg-type]  # each as its field has it
    return answer
