"""A formula as a tree."""

from __future__ import annotations

from dataclasses import dataclass

from actquiz.text.symbols import Role


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter, number, operator, name or space."""

    text: str
    role: Role = "ord"


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """Things side by side."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Script:
    """A base with what is lowered and raised beside it."""

    base: Node
    sub: Node | None = None
    sup: Node | None = None


@dataclass(frozen=True, slots=True)
class Fraction:
    """Numerator over denominator."""

    above: Node
    below: Node
    bar: bool = True
    """False for a binomial coefficient."""
    small: bool = False
    """Written ``\\tfrac``: it stays on the line where there is a character for it."""


@dataclass(frozen=True, slots=True)
class Root:
    """A square root, or the root of a written ``degree``."""

    body: Node
    degree: Node | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """What stands in brackets, with or without ``\\left``; an empty side draws nothing."""

    left: str
    body: Node
    right: str


@dataclass(frozen=True, slots=True)
class Accent:
    """A mark over its body; ``name`` is the command's."""

    name: str
    body: Node


@dataclass(frozen=True, slots=True)
class Matrix:
    """An environment such as cases or pmatrix: rows of cells."""

    name: str
    rows: tuple[tuple[Node, ...], ...]


Node = Symbol | FormulaRow | Script | Fraction | Root | Fence | Accent | Matrix


def in_font(node: Node, letters: dict[str, str]) -> Node:
    """``node`` with its letters from another alphabet."""
    match node:
        case Symbol(text, role):
            return Symbol("".join(letters.get(char, char) for char in text), role)
        case FormulaRow(items):
            return FormulaRow(tuple(in_font(item, letters) for item in items))
        case _:
            return node


def as_name(node: Node, role: Role) -> Node:
    """Upright letters as one name; anything but letters stays as it is."""
    if isinstance(node, Symbol):
        return node if len(node.text) == 1 and role == "word" else Symbol(node.text, role)
    if isinstance(node, FormulaRow) and node.items:
        symbols = [item for item in node.items if isinstance(item, Symbol)]
        if len(symbols) == len(node.items):
            name = "".join("-" if symbol.text == "−" else symbol.text for symbol in symbols)
            return Symbol(name, role)
    return node
