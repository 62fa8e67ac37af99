"""An umbrella has members, and there are no more floors than these two."""

from collections.abc import Iterable, Iterator, Mapping

from handlers.imports.documents import Opened
from handlers.imports.problems import Code


def report_nesting(described: Iterable[Opened], parents: Mapping[str, str | None]) -> None:
    """Report each member that is its own umbrella, or an umbrella or a member besides.

    ``parents`` are the collaborations that there will be once the descriptions are read.
    """
    umbrellas = {parent for key, parent in parents.items() if parent and parent != key}
    for each in described:
        members = dict(_members(each))
        if members and parents.get(each.own_key) not in {None, each.own_key}:
            each.file.report(Code.NESTED_MEMBERS, ("members",))
        for index, key in members.items():
            code = Code.OWN_MEMBER if key == each.own_key else Code.NESTED_MEMBERS
            if key in {each.own_key, *umbrellas}:
                each.file.report(code, ("members", index, "id"), found=key)


def _members(opened: Opened) -> Iterator[tuple[int, str]]:
    members = opened.fields.data.get("members")
    for index, item in enumerate(members if isinstance(members, list) else []):
        key = item.get("id") if isinstance(item, dict) else None
        if isinstance(key, str):
            yield index, key
