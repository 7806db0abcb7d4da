"""Formulas for a terminal: in two dimensions where there is room, else on one line."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from actquiz.text.formula_box import CannotSpread, spread
from actquiz.text.formula_line import piece
from actquiz.text.formula_tree import FormulaRow, Symbol
from actquiz.text.latex import parse
from actquiz.text.safe import cells, clean, cut

_RELATIONS = frozenset("=<>≤≥≈∼≡∝→⇒⇔↦∈≠≪≫≔")
_OPERATORS = frozenset("+−·×±⊙")
_INDENT = "  "


def inline(latex: str) -> str:
    """``latex`` (without dollar signs) on one line."""
    return _inline(latex)


def block(latex: str, width: int) -> list[str]:
    """``latex`` as lines of at most ``width`` cells: two-dimensional if that fits, else one line,
    else that line broken at its relations and operators."""
    return list(_block(latex, width))


def problems(latex: str) -> list[str]:
    """What keeps ``latex`` from being shown as it is meant; empty for a sound formula."""
    row, found = _parsed(latex)
    if not latex.strip():
        return ["the formula is empty"]
    if not found:
        try:
            spread(row)
        except CannotSpread as error:
            found = [*found, f"it has no two-dimensional form ({error})"]
    return list(found)


@lru_cache(maxsize=2048)
def _parsed(latex: str) -> tuple[FormulaRow, list[str]]:
    return parse(clean(latex).replace("\n", " "))


@lru_cache(maxsize=2048)
def _inline(latex: str) -> str:
    return piece(_parsed(latex)[0]).text.strip()


@lru_cache(maxsize=512)
def _block(latex: str, width: int) -> tuple[str, ...]:
    row, found = _parsed(latex)
    if not found:
        try:
            for parts in ([row], _at_relations(row)):
                if lines := _stacked(parts, width):
                    return tuple(lines)
        except CannotSpread:
            # ``problems`` tells whoever writes the card; the learner gets the same on one line.
            pass
    return tuple(wrap(_inline(latex), width))


def _stacked(parts: list[FormulaRow], width: int) -> list[str]:
    """The parts one under another, later ones indented; empty if one is too wide."""
    lines: list[str] = []
    for number, part in enumerate(parts):
        lines += [(_INDENT if number else "") + line for line in spread(part)]
    return lines if all(cells(line) <= width for line in lines) else []


def _at_relations(row: FormulaRow) -> list[FormulaRow]:
    """The formula cut before each relation on its top level."""
    starts = [
        place
        for place, item in enumerate(row.items)
        if place and isinstance(item, Symbol) and item.role == "rel"
    ]
    edges = [0, *starts, len(row.items)]
    return [FormulaRow(row.items[start:end]) for start, end in pairwise(edges)]


def wrap(line: str, width: int) -> list[str]:
    """A one-line formula in lines of at most ``width`` cells, broken where it reads best."""
    lines: list[str] = []
    rest = line
    while cells(rest) > width:
        indent = _INDENT if lines and width > 2 * len(_INDENT) else ""
        place = _break(rest, width, len(indent))
        lines.append(rest[:place].rstrip())
        rest = (_INDENT if width > 2 * len(_INDENT) else "") + rest[place:].lstrip()
    return [*lines, rest]


def _break(line: str, width: int, after: int) -> int:
    """Where to break: before the last relation that fits, else operator, else space, else hard."""
    reach = len(cut(line, width))
    spaces = [place for place in range(after + 1, min(reach + 1, len(line))) if line[place] == " "]
    for kind in (_RELATIONS, _OPERATORS):
        fitting = [place for place in spaces if line[place + 1 : place + 2] in kind]
        if fitting and (kind is _RELATIONS or fitting[-1] * 3 > width):
            return fitting[-1]
    if spaces:
        return spaces[-1]
    return max(reach, after + 1)
