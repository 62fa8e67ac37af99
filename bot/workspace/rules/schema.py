"""A small language for saying what JSON may look like, with Slack's way of naming faults."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from bot.workspace.wire import Json


@dataclass(slots=True)
class Problems:
    """Collect every fault, each with the place where it stands."""

    found: list[str] = field(default_factory=list)

    def add(self, fault: str, pointer: str) -> None:
        """Write down one fault."""
        self.found.append(f"[ERROR] {fault} [json-pointer:{pointer}]")


Check: TypeAlias = Callable[[Any, str, Problems], None]


def string(most: int, least: int = 0) -> Check:
    """Demand a string of a certain length."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add("must provide a string", pointer)
        elif len(value) < least:
            problems.add(f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            problems.add(f"must be less than {most + 1} characters", pointer)

    return check


def text(most: int, *kinds: str, least: int = 1) -> Check:
    """Demand a text object; without `kinds` it must be plain_text."""
    allowed = kinds or ("plain_text",)
    length = string(most, least)

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", pointer)
        elif value.get("type") not in allowed:
            problems.add(f"must be one of: {', '.join(allowed)}", f"{pointer}/type")
        else:
            _only(value, TEXT_KEYS[value["type"]], pointer, problems)
            length(value.get("text"), f"{pointer}/text", problems)

    return check


TEXT_KEYS: Mapping[str, Collection[str]] = {
    "plain_text": ("type", "text", "emoji"),
    "mrkdwn": ("type", "text", "verbatim"),
}


def flag(value: Any, pointer: str, problems: Problems) -> None:
    """Demand true or false."""
    if not isinstance(value, bool):
        problems.add("must provide a boolean", pointer)


def number(least: int, most: int) -> Check:
    """Demand a whole number within bounds."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            problems.add("must provide an integer", pointer)
        elif not least <= value <= most:
            problems.add(f"must be between {least} and {most}", pointer)

    return check


def one_of(*values: str) -> Check:
    """Demand one of a few words."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if value not in values:
            problems.add(f"must be one of: {', '.join(values)}", pointer)

    return check


def like(pattern: str, wanted: str) -> Check:
    """Demand a string of a certain form."""
    form = re.compile(pattern)

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, str) or not form.fullmatch(value):
            problems.add(f"must be {wanted}", pointer)

    return check


def listing(each: Check, most: int, least: int = 1) -> Check:
    """Demand a list of a certain length where every item passes."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, list):
            problems.add("must provide an array", pointer)
            return
        if len(value) > most:
            problems.add(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            problems.add(f"no fewer than {least} items allowed", pointer)
        for index, item in enumerate(value):
            each(item, f"{pointer}/{index}", problems)

    return check


def shape(
    properties: Mapping[str, Check],
    *required: str,
    exactly_one: Collection[str] = (),
    at_least_one: Collection[str] = (),
) -> Check:
    """Demand an object with these properties and no others."""

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", pointer)
            return
        _only(value, properties, pointer, problems)
        for name in required:
            if name not in value:
                problems.add(f"missing required field: {name}", pointer)
        _count(value, exactly_one, at_least_one, pointer, problems)
        for name in value.keys() & properties.keys():
            properties[name](value[name], f"{pointer}/{name}", problems)

    return check


def typed(table: Mapping[str, Check], allowed: Collection[str] | None = None) -> Check:
    """Demand an object whose `type` is known here, and check it as that type."""
    names = table.keys() if allowed is None else allowed

    def check(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add("must provide an object", pointer)
        elif value.get("type") not in names:
            problems.add(f"unsupported type: {value.get('type')}", f"{pointer}/type")
        else:
            table[value["type"]](value, pointer, problems)

    return check


def anything(value: Any, pointer: str, problems: Problems) -> None:
    """Accept what another rule looks at."""


def _only(value: Json, known: Collection[str], pointer: str, problems: Problems) -> None:
    for name in value:
        if name not in known:
            problems.add(f"invalid additional property: {name}", pointer)


def _count(
    value: Json,
    exactly_one: Collection[str],
    at_least_one: Collection[str],
    pointer: str,
    problems: Problems,
) -> None:
    if exactly_one and sum(name in value for name in exactly_one) != 1:
        problems.add(f"must have exactly one of: {', '.join(exactly_one)}", pointer)
    if at_least_one and not any(name in value for name in at_least_one):
        problems.add(f"must have at least one of: {', '.join(at_least_one)}", pointer)
