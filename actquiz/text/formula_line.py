"""A formula on one line that says the same: parentheses appear where a fraction bar or a raised
position did the grouping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actquiz.text.formula_spacing import Binding, SpacedPiece, join
from actquiz.text.formula_tree import (
    Accent,
    Fence,
    FormulaRow,
    Fraction,
    Matrix,
    Node,
    Root,
    Script,
    Symbol,
)
from actquiz.text.symbols import ACCENTS, LOWERED, RAISED, VULGAR

_OVERLINE = "\u0305"
_LIMITED = ("lim", "max", "min", "sup", "inf", "argmax", "argmin")
_INTEGRALS = "∫∬∮"
_RAISED = frozenset(RAISED.values()) - {"′", "*"}


def piece(node: Node) -> SpacedPiece:
    """``node`` on one line."""
    match node:
        case Symbol(text, role):
            return SpacedPiece(text, role)
        case FormulaRow(items):
            return join([piece(item) for item in items])
        case Script():
            return _script(node)
        case Fraction():
            return _fraction(node)
        case Root():
            return _root(node)
        case Fence(left, body, right):
            return SpacedPiece(left + piece(body).text + right, "fence")
        case Accent(name, body):
            return _accent(name, piece(body))
        case Matrix():
            return _grid(node)


def _script(node: Script) -> SpacedPiece:
    base = piece(node.base)
    text = base.text
    if base.level < Binding.ATOM or base.fraction or (node.sup and _is_raised(text)):
        text = f"({text})"
    primes, sup = split_primes(node.sup)
    text += primes
    if node.sub is not None:
        low = piece(node.sub).text
        text += lowered(low) or _beneath(low)
    if sup is not None:
        high = piece(sup).text
        text += raised(high) or _above(high)
    # An operator with its limits governs what follows it, as a sum does.
    role = "big" if node.sub and takes_limits(node.base) else base.role
    return SpacedPiece(text, role)


def _is_raised(text: str) -> bool:
    """Whether ``text`` ends in an exponent, which another one would run into."""
    return "^" in text or text[-1:] in _RAISED


def takes_limits(base: Node) -> bool:
    """Whether scripts stand above and below, not beside."""
    match base:
        case Symbol(text, "big"):
            return text not in _INTEGRALS
        case Symbol(text, "op"):
            return text in _LIMITED
    return False


def split_primes(sup: Node | None) -> tuple[str, Node | None]:
    """The primes of a superscript, and the rest of it."""
    match sup:
        case Symbol(text) if text and set(text) <= set("′″‴"):
            return text, None
        case FormulaRow((Symbol(text), rest)) if text and set(text) <= set("′″‴"):
            return text, rest
    return "", sup


def raised(text: str) -> str:
    """``text`` in superscript characters; empty where one is missing."""
    return _shifted(text, RAISED)


def lowered(text: str) -> str:
    """``text`` in subscript characters; empty where one is missing."""
    return _shifted(text, LOWERED)


def _shifted(text: str, characters: dict[str, str]) -> str:
    tight = text.replace(" ", "")
    return "".join(characters[char] for char in tight) if set(tight) <= set(characters) else ""


def _above(text: str) -> str:
    return f"^{text}" if len(text) == 1 or text in ("−∞", "+∞") else f"^({text})"


def _beneath(text: str) -> str:
    return f"_{text}" if len(text) == 1 or _is_name(text) else f"_({text.replace(', ', ',')})"


def _is_name(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _fraction(node: Fraction) -> SpacedPiece:
    above, below = piece(node.above), piece(node.below)
    if not node.bar:
        return SpacedPiece(f"C({above.text}, {below.text})")
    if vulgar := _vulgar(above.text, below.text):
        return SpacedPiece(vulgar, grouped=vulgar, fraction=True)
    numerator = above.text
    if above.level == Binding.SUM or above.fraction:
        numerator = f"({numerator})"
    denominator = below.text
    if (below.level < Binding.ATOM or below.fraction) and not _differential(node):
        denominator = f"({denominator})"
    text = f"{numerator}/{denominator}"
    return SpacedPiece(text, "ord", Binding.PRODUCT, grouped=f"({text})", fraction=True)


def as_character(node: Fraction) -> str:
    """The one character for a simple fraction such as ¼; empty if there is none."""
    return _vulgar(piece(node.above).text, piece(node.below).text)


def _vulgar(above: str, below: str) -> str:
    if above.isdecimal() and below.isdecimal() and len(above + below) < 4:
        return VULGAR.get((int(above), int(below)), "")
    return ""


def _differential(node: Fraction) -> bool:
    """Whether this is dy/dx: its two letters below the bar hold together."""
    match node.above, node.below:
        case FormulaRow((Symbol("d"), *_)), FormulaRow((Symbol("d"), Symbol() | Script())):
            return True
        case Symbol("d"), FormulaRow((Symbol("d"), Symbol() | Script())):
            return True
    return False


def _root(node: Root) -> SpacedPiece:
    body = piece(node.body)
    sign = "√"
    if node.degree is not None:
        degree = piece(node.degree).text
        sign = {"3": "∛", "4": "∜"}.get(degree) or (raised(degree) or f"({degree})") + "√"
    grouped = f"{sign}({body.text})"
    short = body.text.isdecimal() or (len(body.text) == 1 and body.text.isalpha())
    return SpacedPiece(sign + body.text if short else grouped, grouped=grouped)


def _accent(name: str, body: SpacedPiece) -> SpacedPiece:
    mark = ACCENTS[name]
    if len(body.text) == 1:
        return replace(body, text=body.text + mark)
    if name in ("bar", "overline"):
        return SpacedPiece("".join(char + _OVERLINE for char in body.text), body.role)
    return SpacedPiece(f"{name.removeprefix('wide')}({body.text})")


def _grid(node: Matrix) -> SpacedPiece:
    rows = [[piece(cell).text for cell in row] for row in node.rows]
    if node.name == "cases":
        return SpacedPiece("{ " + "; ".join(_case(row) for row in rows) + " }", "fence")
    if node.name in _MATRIX:
        left, right = _MATRIX[node.name]
        return SpacedPiece(left + "; ".join(", ".join(row) for row in rows) + right, "fence")
    return SpacedPiece("; ".join(" ".join(filter(None, row)) for row in rows), "ord", Binding.SUM)


_MATRIX = {
    "matrix": ("[", "]"), "bmatrix": ("[", "]"), "pmatrix": ("(", ")"), "vmatrix": ("|", "|"),
}  # fmt: skip


def _case(row: Sequence[str]) -> str:
    """One branch: its value, then when it holds, as a sentence would say it."""
    value, *rest = (cell.strip().rstrip(",") for cell in row)
    condition = " ".join(rest).strip()
    if not condition:
        return value
    spoken = condition.startswith(("if ", "for ", "when ", "otherwise", "else"))
    return f"{value} {condition}" if spoken else f"{value} if {condition}"
