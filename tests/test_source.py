"""What no linter at hand looks for in the program's own text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = [path for path in (ROOT / "scripts").iterdir() if path.suffix == ".py"]
FILES = sorted([*(ROOT / "actquiz").rglob("*.py"), *SCRIPTS])
Scope = ast.Module | ast.FunctionDef | ast.AsyncFunctionDef


def used_after_their_loop(text: str) -> Iterator[tuple[int, str]]:
    """Line and name of each loop variable read after a loop that always runs to its end.

    Nearly always a line that lost its place in the loop's body. After a loop with a ``break`` the
    variable is what was looked for, and a variable with a value before the loop is meant to last.
    """
    tree = ast.parse(text)
    for scope in ast.walk(tree):
        if isinstance(scope, Scope):
            names = sorted(_names(scope), key=lambda name: (name.lineno, name.col_offset))
            loops = [node for node in _inside(scope) if isinstance(node, (ast.For, ast.AsyncFor))]
            targets = {name for loop in loops for name in ast.walk(loop.target)}
            stored = [n for n in names if isinstance(n.ctx, ast.Store) and n not in targets]
            for loop in loops:
                before = {name.id for name in stored if name.lineno < loop.lineno}
                if not _breaks(loop):
                    yield from _read_after(loop, [n for n in names if n.id not in before])


def _read_after(loop: ast.For | ast.AsyncFor, names: list[ast.Name]) -> Iterator[tuple[int, str]]:
    assert loop.end_lineno is not None
    for target in ast.walk(loop.target):
        if isinstance(target, ast.Name):
            after = (n for n in names if n.id == target.id and n.lineno > loop.end_lineno)
            following = next(after, None)
            if following is not None and isinstance(following.ctx, ast.Load):
                yield following.lineno, target.id


def _breaks(loop: ast.AST) -> bool:
    return any(isinstance(node, ast.Break) for node in ast.walk(loop))


def _names(scope: ast.AST) -> Iterator[ast.Name]:
    return (node for node in _inside(scope) if isinstance(node, ast.Name))


def _inside(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope without those of scopes inside it."""
    for node in ast.iter_child_nodes(scope):
        yield node
        comprehension = isinstance(
            node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
        )
        if not comprehension and not isinstance(node, (*_SCOPES, ast.Lambda)):
            yield from _inside(node)


_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_loop_variable_is_read_after_its_loop(path: Path) -> None:
    """A line that fell out of its loop would run once, for the last item only."""
    assert list(used_after_their_loop(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for card in cards:\n    name = card\nprint(card)\n", [(3, "card")]),
        ("for a, b in c:\n    pass\nif b:\n    print(a)\n", [(3, "b"), (4, "a")]),
        ("for a in b:\n    if a:\n        break\nprint(a)\n", []),
        ("for a in b:\n    pass\nfor a in c:\n    print(a)\n", []),
        ("a = 0\nfor a in b:\n    print(a)\nprint(a)\n", []),
        ("for a in b:\n    print(a)\nprint([a for a in c])\n", []),
    ],
)
def test_loop_variables_are_told_apart(text: str, found: list[tuple[int, str]]) -> None:
    """Found are reads after the loop, not another loop's, a comprehension's or a search's."""
    assert sorted(used_after_their_loop(text)) == found


def test_a_public_type_is_the_only_one_of_its_name() -> None:
    """Whoever reads the name of a class, or of a type made of others, knows which one is meant."""
    rooms: dict[str, list[str]] = {}
    for path in sorted((ROOT / "actquiz").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for name in _defined(node):
                if name[0].isupper() and not name.isupper():
                    rooms.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in rooms.items() if len(paths) > 1} == {}


def _defined(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.ClassDef(name) | ast.AnnAssign(ast.Name(name)):
            return [name]
        case ast.Assign(targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
    return []


DOCUMENTED = ("bank", "engine", "memory", "planner", "plots")


@pytest.mark.parametrize("room", DOCUMENTED)
def test_every_public_function_of_the_lower_rooms_says_what_it_does(room: str) -> None:
    """Functions, classes and their public methods have a docstring; overloads share one."""
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sorted((ROOT / "actquiz" / room).rglob("*.py"))
        for node in _public(ast.parse(path.read_text(encoding="utf-8")))
        if ast.get_docstring(node) is None
    ]
    assert bare == []


def _public(
    scope: ast.Module | ast.ClassDef,
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in scope.body:
        if isinstance(node, _SCOPES) and not node.name.startswith("_"):
            if not any("overload" in ast.unparse(each) for each in node.decorator_list):
                yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)
