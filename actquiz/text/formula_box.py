"""A formula in two dimensions: fractions over a bar, sums with their limits, cases in a brace.

TeXicode lays the parts out. It is given only structure and stand-ins, one for each character: it
draws several commands as ``?`` and puts small letters on the wrong side of the line, so what a
character looks like is decided in ``linear`` for both forms.
"""

from __future__ import annotations

from functools import lru_cache

from actquiz.text.formula_line import (
    as_character,
    lowered,
    piece,
    raised,
    split_primes,
    takes_limits,
)
from actquiz.text.formula_spacing import Binding, SpacedPiece, join
from actquiz.text.formula_tree import (
    Fence,
    FormulaRow,
    Fraction,
    Matrix,
    Node,
    Root,
    Script,
    Symbol,
)
from actquiz.text.safe import cells

_FIRST = 0xAC00
"""Stand-ins are Hangul syllables: letters to TeXicode, which no formula here contains."""

_STRETCHING = {
    "(": "(", ")": ")", "[": "[", "]": "]", "{": "\\{ ", "}": "\\} ", "|": "|", "‖": "\\| ",
    "⌊": "\\lfloor ", "⌋": "\\rfloor ", "⌈": "\\lceil ", "⌉": "\\rceil ", "": ".",
}  # fmt: skip


class CannotSpread(Exception):
    """TeXicode does not draw this formula; the text says why."""


def spread(row: FormulaRow) -> list[str]:
    """The lines of the formula, without blank edges; one line where nothing is tall."""
    if is_flat(row):
        return [piece(row).text]
    writer = _Writer()
    markup = writer.markup(writer.piece(row))
    return _trimmed([writer.decoded(line) for line in _drawn(markup)])


def _drawn(markup: str) -> list[str]:
    from texicode.pipeline import render_tex_rows

    try:
        lines: list[str] = render_tex_rows(markup, False)
    except (KeyError, IndexError, ValueError, TypeError) as error:
        raise CannotSpread(f"{type(error).__name__}: {error}") from error
    if lines and lines[0].startswith("TeXicode:"):
        raise CannotSpread(lines[0])
    return lines


def _trimmed(lines: list[str]) -> list[str]:
    lines = [line.rstrip() for line in lines]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    edge = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[edge:] for line in lines]


def is_flat(node: Node) -> bool:
    """Whether the one-line form loses nothing of the written one."""
    match node:
        case Symbol():
            return True
        case FormulaRow(items):
            return all(map(is_flat, items))
        case Script(base, sub, sup):
            return is_flat(base) and _is_flat_script(base, sub, sup)
        case Fraction(small=small):
            return small and as_character(node) != ""
        case Root(body, degree):
            return is_flat(body) and is_flat(degree or FormulaRow()) and "(" not in piece(node).text
        case Fence(_, body, _):
            return is_flat(body)
        case Matrix():
            return False
        case _:
            return True


def _is_flat_script(base: Node, sub: Node | None, sup: Node | None) -> bool:
    if takes_limits(base):
        return False
    _, rest = split_primes(sup)
    low = sub is None or (is_flat(sub) and lowered(piece(sub).text) != "")
    high = rest is None or (is_flat(rest) and raised(piece(rest).text) != "")
    return low and high


class _Writer:
    """Turns a tree into TeXicode's input, and stand-ins in its output back into characters."""

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}
        self._characters: dict[str, str] = {}

    def decoded(self, line: str) -> str:
        """``line`` with the characters the stand-ins stand for."""
        return "".join(self._characters.get(char, char) for char in line)

    def markup(self, part: SpacedPiece) -> str:
        """TeXicode's input for one piece."""
        return part.markup or self._leaf(part.text)

    def _leaf(self, text: str) -> str:
        return "".join(self._stand_in(cluster) for cluster in _clusters(text))

    def _stand_in(self, cluster: str) -> str:
        if cluster not in self._stand_ins:
            stand_in = chr(_FIRST + len(self._stand_ins))
            self._stand_ins[cluster] = stand_in
            self._characters[stand_in] = cluster
        return self._stand_ins[cluster]

    def piece(self, node: Node) -> SpacedPiece:
        """The node as a piece of a row; tall ones carry markup."""
        if is_flat(node):
            return piece(node)
        match node:
            case FormulaRow(items):
                return self._row([self.piece(item) for item in items])
            case Script():
                return self._script(node)
            case Fraction(above, below, bar):
                command = "\\frac" if bar else "\\binom"
                return SpacedPiece("", markup=command + self._group(above) + self._group(below))
            case Root():
                return self._root(node)
            case Fence(left, body, right):
                return self._fence(left, body, right)
            case Matrix():
                return self._grid(node)
        return piece(node)

    def _group(self, node: Node) -> str:
        return "{" + (self.markup(self.piece(node)) or self._leaf(" ")) + "}"

    def _row(self, parts: list[SpacedPiece]) -> SpacedPiece:
        """Side by side with the same spaces as on one line."""
        if len(parts) == 1:
            return parts[0]
        marks: list[str] = []
        for index, part in enumerate(parts):
            if part.markup:
                marks.append(part.markup)
                parts[index] = SpacedPiece(chr(_MARKED), part.role, Binding.ATOM)
        line = join(parts).text
        pieces = line.split(chr(_MARKED))
        text = self._leaf(pieces[0])
        for mark, after in zip(marks, pieces[1:], strict=True):
            text += mark + self._leaf(after)
        return SpacedPiece("", markup=text)

    def _script(self, node: Script) -> SpacedPiece:
        if takes_limits(node.base):
            return self._limits(node)
        primes, sup = split_primes(node.sup)
        base = self.piece(node.base)
        text = base.markup or self._leaf(base.text)
        text += self._leaf(primes)
        below, above = node.sub, sup
        if below is not None and is_flat(below) and (low := lowered(piece(below).text)):
            text, below = text + self._leaf(low), None
        if above is not None and is_flat(above) and not base.markup and below is None:
            high = raised(piece(above).text)
            text, above = (text + self._leaf(high), None) if high else (text, above)
        markup = "{" + text + "}"
        markup += "" if above is None else "^" + self._group(above)
        markup += "" if below is None else "_" + self._group(below)
        return SpacedPiece("", base.role, markup=markup)

    def _limits(self, node: Script) -> SpacedPiece:
        """An operator between its limits; a blank row keeps it on the line if one is missing."""
        operator = piece(node.base)
        rows = [
            self._leaf(piece(limit).text) if limit is not None else self._leaf(" ")
            for limit in (node.sup, node.sub)
        ]
        markup = f"\\substack{{{rows[0]}\\\\ {self._leaf(operator.text)}\\\\ {rows[1]}}}"
        return SpacedPiece("", operator.role, markup="{" + markup + "}")

    def _root(self, node: Root) -> SpacedPiece:
        degree = ""
        if node.degree is not None:
            degree = "[" + self._leaf(raised(piece(node.degree).text) or piece(node.degree).text)
            degree += "]"
        return SpacedPiece("", markup="{\\sqrt" + degree + self._group(node.body) + "}")

    def _fence(self, left: str, body: Node, right: str) -> SpacedPiece:
        inside = self.markup(self.piece(body))
        if left in _STRETCHING and right in _STRETCHING:
            markup = f"{{\\left{_STRETCHING[left]} {inside}\\right{_STRETCHING[right]} }}"
        else:
            markup = "{" + self._leaf(left) + inside + self._leaf(right) + "}"
        return SpacedPiece("", "fence", markup=markup)

    def _grid(self, node: Matrix) -> SpacedPiece:
        """TeXicode takes environments at the top level only, so this one stays without braces."""
        aligned = node.name.startswith("align")
        rows = [
            " & ".join(
                self._cell(cell, lead=aligned and place > 0) for place, cell in enumerate(row)
            )
            for row in node.rows
        ]
        if node.name == "cases" and len(rows) == 2:
            # The brace's middle then stands on the line of the equals sign.
            rows.insert(1, self._leaf(" "))
        name = node.name.rstrip("*")
        body = " \\\\ ".join(rows)
        return SpacedPiece("", "fence", markup=f"\\begin{{{name}}} {body} \\end{{{name}}}")

    def _cell(self, cell: Node, *, lead: bool) -> str:
        """One cell; after ``&`` the relation that is aligned gets its space back."""
        blank = self._leaf(" ")
        return (blank if lead else "") + self.markup(self.piece(cell)) or blank


_MARKED = 0xE000
"""Holds the place of a tall piece while a row's spaces are decided."""


@lru_cache(maxsize=256)
def _clusters(text: str) -> tuple[str, ...]:
    """Characters, each with the marks that combine with it."""
    found: list[str] = []
    for char in text:
        if found and cells(char) == 0:
            found[-1] += char
        else:
            found.append(char)
    return tuple(found)
