"""YAML files: what each of them is, whose it is, and the records it holds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from handlers.imports.fields import Fields, File
from handlers.imports.problems import Code, Expected, Problem
from handlers.imports.records import Record
from handlers.imports.shapes import collaboration, duties, facts, people, plans, projects
from handlers.imports.shapes.common import Scope
from handlers.imports.sources import Document
from handlers.imports.yaml_text import Parsed, YamlError, parse

Reader = Callable[[Fields, Scope], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of file: the fields it is known by, and those that may stand beside them."""

    marks: frozenset[str]
    beside: frozenset[str]
    read: Reader
    # Belongs to no collaboration.
    shared: bool = False


def _shape(read: Reader, marks: str, beside: str = "", *, shared: bool = False) -> Shape:
    return Shape(frozenset(marks.split()), frozenset(beside.split()), read, shared)


SHAPES = (
    _shape(projects.read, "projects other_activities national_activities education_offer"),
    _shape(duties.read_proposals, "proposals", "empty_categories note"),
    _shape(duties.read_rules, "recurring"),
    _shape(plans.read, "plans", "rules goals contradictions"),
    _shape(facts.read_budgets, "budgets", "note"),
    _shape(
        facts.read_statistics,
        "facts office_counts gender activities_by_year_and_type",
        "year source flags gender_note",
    ),
    _shape(people.read, "offices people", "notes"),
    _shape(people.read_concepts, "concepts", shared=True),
)
COLLABORATION = Shape(frozenset({"id", "name"}), collaboration.KNOWN, collaboration.read)
# Beside what it is known by, any file may say whose it is.
_OWNER = "org"


@dataclass(slots=True)
class Opened:
    """A document that was understood so far, and the file it came from."""

    document: Document
    file: File
    fields: Fields
    shape: Shape

    @property
    def own_key(self) -> str:
        """Return the key of the collaboration that the file describes, if it does."""
        key = self.fields.data.get("id")
        return key if self.shape is COLLABORATION and isinstance(key, str) else ""

    @property
    def member_keys(self) -> list[str]:
        """Return the keys of the members that the file lists."""
        members = self.fields.data.get("members")
        items = members if isinstance(members, list) else []
        keys = [item.get("id") for item in items if isinstance(item, dict)]
        return [key for key in keys if isinstance(key, str)]

    @property
    def orgs(self) -> set[str]:
        """Return every collaboration that the file or one of its records names."""
        lists = [value for value in self.fields.data.values() if isinstance(value, list)]
        records = [item for items in lists for item in items if isinstance(item, dict)]
        named = (record.get(_OWNER) for record in [self.fields.data, *records])
        return {name for name in named if isinstance(name, str)}


def open_documents(documents: Iterable[Document], problems: list[Problem]) -> Iterator[Opened]:
    """Read each document and find out what it is; note what cannot be understood."""
    for document in documents:
        try:
            parsed = parse(document.text)
        except YamlError as error:
            problems.append(Problem(error.code, document.file, error.line, found=error.found))
            continue
        file = File(document.file, parsed.lines, problems)
        opened = _recognise(document, file, parsed)
        if opened is not None:
            yield opened


def read_document(opened: Opened, collaboration_key: str) -> Iterator[Record]:
    """Read the records of a document that belongs to ``collaboration_key``."""
    yield from opened.shape.read(opened.fields, Scope(collaboration_key))


def _recognise(document: Document, file: File, parsed: Parsed) -> Opened | None:
    if not isinstance(parsed.value, dict):
        file.report(Code.WRONG, (), Expected.FIELDS, type(parsed.value).__name__)
        return None
    fields = Fields(file, (), parsed.value)
    shape = _best(parsed.value)
    if shape is None:
        known = tuple(sorted(set().union(*(shape.marks for shape in SHAPES))))
        file.report(Code.UNKNOWN_FILE, (), known=known)
        return None
    _only_known(fields, shape)
    return Opened(document, file, fields, shape)


def _best(data: dict[str, object]) -> Shape | None:
    if data.keys() >= COLLABORATION.marks:
        return COLLABORATION
    fitting = [shape for shape in SHAPES if shape.marks & data.keys()]
    return max(fitting, key=lambda shape: len(shape.marks & data.keys()), default=None)


def _only_known(fields: Fields, shape: Shape) -> None:
    if shape is COLLABORATION:
        return
    known = shape.marks | shape.beside | {_OWNER}
    for name in fields.data.keys() - known:
        told = tuple(sorted(known))
        fields.file.report(Code.UNKNOWN_FIELD, (name,), found=name, known=told)
