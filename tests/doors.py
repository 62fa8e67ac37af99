"""What can be done, and which door it can be done through; read from the code without running it.

What can be done is a public function of ``handlers`` that takes ``services: Services, asker:
Asker`` first. A door offers those that it names, and those that these lead to in turn. What cannot
be told apart without running counts as led to: a class with all of its methods, and whatever is
named without being called.
"""

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

HANDLERS, CHAT = "handlers", "bot/slack"
MAIL = ("bot/mail", "bot/app/receiving.py")
ASK = ("handlers.asking.routes", "ask")
# A module, and what is defined in it.
Place = tuple[str, str]
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module's own definitions, and what it imports: name → module and, perhaps, name there."""

    name: str
    is_package: bool
    tree: ast.Module
    imports: Mapping[str, Place] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path, root: Path) -> "Module":
        """Read a module that stands somewhere under ``root``."""
        parts = path.relative_to(root).with_suffix("").parts
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        tree = ast.parse(path.read_text("utf-8"))
        top = [node for node in tree.body if not isinstance(node, _Function | ast.ClassDef)]
        return cls(name, package, tree, dict(_imports(top)))

    @cached_property
    def defined(self) -> dict[str, list[ast.stmt]]:
        """Return the statements that define each name of the module, but for what it imports."""
        found: dict[str, list[ast.stmt]] = {}
        for node in self.tree.body:
            for name in _defines(node):
                found.setdefault(name, []).append(node)
        return found


@dataclass(frozen=True)
class Code:
    """The modules under a root, by name."""

    root: Path

    @cached_property
    def modules(self) -> dict[str, Module]:
        """Return every module of the handlers and of the doors."""
        several = [Module.of(path, self.root) for path in self._files(HANDLERS, "bot")]
        return {one.name: one for one in several}

    @cached_property
    def capabilities(self) -> frozenset[Place]:
        """Return what can be done."""
        return frozenset(
            (module.name, name)
            for module in self.modules.values()
            if module.name.partition(".")[0] == HANDLERS
            for name, statements in module.defined.items()
            if not name.startswith("_") and _is_capability(statements[-1])
        )

    @cached_property
    def offered_in_chat(self) -> frozenset[Place]:
        """Return what the code of the chat names."""
        return self._named_in(CHAT) & self.capabilities

    @cached_property
    def offered_by_mail(self) -> frozenset[Place]:
        """Return what a mail can lead to."""
        return self._led_to({*self._named_in(*MAIL), ASK}) & self.capabilities

    def _files(self, *places: str) -> Iterator[Path]:
        for place in places:
            path = self.root / place
            yield from [path] if path.is_file() else sorted(path.rglob("*.py"))

    def _named_in(self, *places: str) -> frozenset[Place]:
        """Return the definitions of handlers that the files of a door name."""
        modules = (Module.of(path, self.root) for path in self._files(*places))
        named = (
            place
            for module in modules
            for statement in module.tree.body
            for place in self._names(module, statement)
        )
        return frozenset(place for place in named if place[0].partition(".")[0] == HANDLERS)

    def _led_to(self, start: Iterable[Place]) -> frozenset[Place]:
        found, waiting = set[Place](), list(start)
        while waiting:
            place = waiting.pop()
            if place in found or place[0] not in self.modules:
                continue
            found.add(place)
            module = self.modules[place[0]]
            for statement in module.defined.get(place[1], ()):
                waiting += self._names(module, statement)
        return frozenset(found)

    def _names(self, module: Module, statement: ast.stmt) -> Iterator[Place]:
        """Return the definitions that a statement names, by whatever way they were imported."""
        if isinstance(statement, ast.Import | ast.ImportFrom):
            return
        imports = {**module.imports, **dict(_imports([statement]))}
        for chain in {_chain(node) for node in ast.walk(statement)} - {()}:
            first = imports.get(chain[0]) or (module.name, chain[0])
            place = self._resolved(first, chain[1:])
            if place is not None:
                yield place

    def _resolved(self, place: Place, rest: tuple[str, ...]) -> Place | None:
        """Return where what is named was defined, through packages that hand it on."""
        module, name = place
        for _ in self.modules:
            known = self.modules.get(module)
            if known is None:
                return None
            if not name:
                if not rest:
                    return None
                name, rest = rest[0], rest[1:]
            if name in known.defined:
                return module, name
            if name in known.imports:
                module, name = known.imports[name]
            else:
                module, name = f"{module}.{name}", ""
        return None


def _imports(nodes: Iterable[ast.stmt]) -> Iterator[tuple[str, Place]]:
    """Return what is imported somewhere within statements, by the name that it has there."""
    for statement in nodes:
        for node in ast.walk(statement):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    yield alias.asname or alias.name, (node.module, alias.name)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    whole = alias.name if alias.asname else alias.name.partition(".")[0]
                    yield alias.asname or whole, (whole, "")


def _defines(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, _Function | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def _chain(node: ast.AST) -> tuple[str, ...]:
    """Return ``("rules", "list_rules")`` for ``rules.list_rules``, or nothing for what is no name.

    Each beginning of a chain is a node of its own: ``a.b.c`` gives ``a``, ``a.b`` and ``a.b.c``.
    """
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        inner = _chain(node.value)
        return (*inner, node.attr) if inner else ()
    return ()


def _is_capability(node: ast.stmt) -> bool:
    if not isinstance(node, _Function) or any(map(_opens, node.decorator_list)):
        return False
    first = [(one.arg, _annotation(one)) for one in (*node.args.posonlyargs, *node.args.args)[:2]]
    return first == [("services", "Services"), ("asker", "Asker")]


def _opens(decorator: ast.expr) -> bool:
    """Tell whether a function is opened with ``with``: it lends something, and does nothing."""
    return _chain(decorator)[-1:] == ("contextmanager",)


def _annotation(argument: ast.arg) -> str:
    return argument.annotation.id if isinstance(argument.annotation, ast.Name) else ""
