"""A table of contacts becomes people; who has the address already is the same person."""

import secrets
from collections.abc import Iterator

from handlers.imports.archive import Archive
from handlers.imports.cells import Cells
from handlers.imports.directory import Directory, Found
from handlers.imports.memberships import group_name
from handlers.imports.problems import Code
from handlers.imports.records import Identity, Record, Reference
from handlers.imports.shapes.collaboration import authority
from handlers.imports.slugs import slug
from storage.models import Person
from storage.sorting import sort_key

CONTACT_PERSON = "contact_person"


class ContactRows:
    """Reads the rows of contacts of one collaboration."""

    def __init__(self, collaboration: str, directory: Directory, archive: Archive) -> None:
        self._collaboration = collaboration
        self._directory = directory
        self._archive = archive
        # A first list of contacts brings the offices with it; later an unknown one is a slip.
        self._bring_offices = not directory.names("office")

    def read(self, cells: Cells) -> Iterator[Record]:
        """Read one row."""
        email = cells.email("email", cells.text("email"))
        if email is None:
            if not cells.text("email"):
                cells.report(Code.MISSING, "email")
            return
        holder = self._archive.by_email.get(email)
        identity = self._identity(holder)
        if identity.collaboration not in self._directory.family:
            # Nothing of this collaboration can be said of somebody who belongs to another one.
            cells.report(Code.EMAIL_TAKEN, "email", found=email)
            return
        values: dict[str, object] = {"email": email}
        values |= _plain(cells, holder)
        groups = list(self._groups(cells))
        if memberships := _memberships(cells, groups, identity.collaboration):
            values["some_memberships"] = memberships
        references = [self._reference("group", each.key, cells, "groups") for each in groups]
        office, new = self._office(cells)
        yield from new
        if office is not None:
            values["office"] = office or None
        if office:
            references.append(self._reference("office", office, cells, "office"))
        yield Record(identity, values, cells.place(), tuple(references), headings=cells.headings())

    def _identity(self, holder: Person | None) -> Identity:
        if holder is None:
            # Not the address: keys go into the event log, where addresses must not stand.
            return Identity("person", self._collaboration, f"kontakt-{secrets.token_hex(6)}")
        owner = self._archive.collaboration_key(holder.collaboration_id)
        return Identity("person", owner, holder.key)

    def _reference(self, kind: str, key: str, cells: Cells, column: str) -> Reference:
        return Reference(kind, key, self._collaboration, cells.place(column))

    def _groups(self, cells: Cells) -> Iterator[Identity]:
        for _, text in cells.given(("groups",)):
            for item in cells.items(text):
                if group := self._group(cells, item):
                    yield group

    def _group(self, cells: Cells, name: str) -> Identity | None:
        found = self._directory.find("group", name)
        if len(found) == 1:
            return next(iter(found))
        code = Code.AMBIGUOUS if found else Code.UNKNOWN_REFERENCE
        known = _keys(found) or self._directory.names("group")
        cells.report(code, "groups", found=name, known=known)
        return None

    def _office(self, cells: Cells) -> tuple[str | None, tuple[Record, ...]]:
        for _, text in cells.given(("office",)):
            found = self._directory.office(text)
            if len(found) == 1:
                return next(iter(found)).key, ()
            if text and not found and self._bring_offices:
                return self._new_office(cells, text)
            if text:
                code = Code.AMBIGUOUS if found else Code.UNKNOWN_REFERENCE
                known = tuple(sorted(each.key for each in found)) or self._directory.names("office")
                cells.report(code, "office", found=text, known=known)
            return "", ()
        return None, ()

    def _new_office(self, cells: Cells, name: str) -> tuple[str, tuple[Record, ...]]:
        own = self._collaboration
        key, kind = f"{own}-kontor-{slug(name)}", _authority_kind(name)
        authority_key, authority_values = authority(own, name, kind)
        values: dict[str, object] = {
            "name": name,
            "sort_key": sort_key(name),
            "authority_keys": [authority_key],
        }
        place = cells.place("office")
        return key, (
            Record(
                Identity("authority", own, authority_key), authority_values, place, additive=True
            ),
            Record(Identity("office", own, key), values, place, additive=True),
        )


def _keys(found: Found) -> tuple[str, ...]:
    # Two collaborations may use the same key: then only whose it is tells them apart.
    alone = len({each.key for each in found}) == len(found)
    return tuple(
        sorted(each.key if alone else f"{each.collaboration}/{each.key}" for each in found)
    )


def _plain(cells: Cells, holder: Person | None) -> dict[str, object]:
    values: dict[str, object] = {}
    for column, text in cells.given(("title", "phone", "subject_areas", "confirmed_on", "notes")):
        values[column] = _read_plain(cells, column, text)
    said = dict(cells.given(("name", "title")))
    name = said.get("name") or ("" if holder else said.get("title"))
    if name:
        values |= {"name": name, "sort_key": sort_key(name)}
    if holder is None or said.get("name"):
        # Anybody may see a role's mailbox, so a table never makes one: a row that lacks the
        # name today may get it tomorrow. And what is named is somebody.
        values["kind"] = "person"
    return values


def _memberships(cells: Cells, groups: list[Identity], near: str) -> dict[str, object]:
    given: dict[str, object] = {}
    for column, text in cells.given(("groups", CONTACT_PERSON)):
        if column == CONTACT_PERSON:
            given["roles"] = {CONTACT_PERSON: cells.yes_or_no(column, text)}
        else:
            given["groups"] = [group_name(each.collaboration, each.key, near) for each in groups]
    return given


def _read_plain(cells: Cells, column: str, text: str) -> object:
    if column == "confirmed_on":
        return cells.day(column, text)
    if column == "subject_areas":
        return cells.items(text)
    if column == "notes":
        return [text] if text else []
    return (text or None) if column == "phone" else text


def _authority_kind(name: str) -> str:
    first = name.casefold().split(" ")[0]
    return {"länsstyrelsen": "county_board", "region": "region"}.get(first, "municipality")
