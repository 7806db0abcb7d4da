"""Pieces of a formula side by side: the spaces between them, and who multiplies whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum


class Binding(IntEnum):
    """How firmly a piece holds together: what needs parentheses where."""

    SUM = 0
    PRODUCT = 1
    ATOM = 2


@dataclass(frozen=True, slots=True)
class SpacedPiece:
    """A part of the line with what its neighbours need to know."""

    text: str
    role: str = "ord"
    """A symbol's role, or ``fence`` for something in brackets."""
    level: Binding = Binding.ATOM
    grouped: str = ""
    """The text to use before or after a factor, where the plain one would be read wrongly."""
    fraction: bool = False
    """Beside a factor it needs a multiplication sign."""
    markup: str = ""
    """Two-dimensional form; empty where the text is the form."""


_FACTORS = ("ord", "word", "fence", "close")
_BEFORE_UNARY = ("bin", "rel", "open", "punct", "op", "big")
_FUNCTIONS = frozenset("fghFσφψΦ𝔼")
"""Letters that name functions wherever a bracket follows them."""
_BARS = ("|", "‖")


def join(pieces: Sequence[SpacedPiece]) -> SpacedPiece:
    """Pieces side by side, with the spaces the field writes."""
    if len(pieces) == 1:
        return pieces[0]
    roles = _roles(pieces)
    text = ""
    before: SpacedPiece | None = None
    blank = ""
    for index, current in enumerate(pieces):
        if current.role == "space":
            blank = max(blank, current.text, key=len)
            continue
        current = replace(current, role=roles[index])
        after = _next_factor(pieces, roles, index)
        shown, sign = _beside(before, current, blank, after)
        text += sign + shown
        before, blank = current, ""
    return SpacedPiece(text + blank, "ord", _level(pieces, roles))


def _roles(pieces: Sequence[SpacedPiece]) -> list[str]:
    """Roles as the neighbours make them: a sign may be unary, a bar opens or closes."""
    bars = sum(part.text in _BARS and part.role == "ord" for part in pieces)
    roles: list[str] = []
    opened = False
    before = "open"
    for part in pieces:
        role = part.role
        if role == "bin" and before in _BEFORE_UNARY:
            role = "unary"
        elif role == "ord" and part.text in _BARS and bars % 2 == 0:
            role, opened = ("close", False) if opened else ("open", True)
        roles.append(role)
        if role != "space":
            before = role
    return roles


def _next_factor(pieces: Sequence[SpacedPiece], roles: Sequence[str], index: int) -> bool:
    """Whether what follows multiplies the piece at ``index``."""
    for part, role in zip(pieces[index + 1 :], roles[index + 1 :], strict=True):
        if role != "space":
            return role in (*_FACTORS[:3], "open", "op", "big") and part.text != "!"
        if len(part.text) > 1:
            return False
    return False


def _beside(
    before: SpacedPiece | None, current: SpacedPiece, blank: str, followed: bool
) -> tuple[str, str]:
    """How to write ``current``, and what goes between it and the piece before."""
    shown = current.grouped if followed and current.grouped else current.text
    if before is None:
        return shown, ""
    if current.fraction and len(blank) < 2:
        if before.role == "op" or before.text in ("/", "÷"):
            return current.grouped, _gap(before, replace(current, role="fence"))
        if before.role in _FACTORS:
            return shown, " · "
    return shown, max(_gap(before, current), blank, key=len)


def _gap(before: SpacedPiece, current: SpacedPiece) -> str:
    """The space between two neighbours: one or none."""
    first, then = before.role, current.role
    if first in ("open", "unary") or then in ("close", "punct"):
        return ""
    if {first, then} & {"rel", "bin"} or first in ("punct", "big"):
        return " "
    if first == "op":
        return "" if then in ("fence", "open") else " "
    if then in ("op", "big"):
        return " "
    return " " if _would_merge(before, current) else ""


def _would_merge(before: SpacedPiece, current: SpacedPiece) -> bool:
    """Whether two names or numbers without a space would read as one."""
    left, right = before.text[-1:], current.text[:1]
    if not left.isalnum() or not (right.isalnum() or right == "√"):
        return False
    names = {before.role, current.role} & {"word", "text"}
    return bool(names) or "_" in before.text or "^" in before.text or (left + right).isdigit()


def _is_function(part: SpacedPiece) -> bool:
    """Whether a bracket after it holds its argument: in x(1 + x) it does not."""
    if part.role != "ord":
        return part.role in ("word", "text", "op")
    return part.text[:1] in _FUNCTIONS or "′" in part.text


def _level(pieces: Sequence[SpacedPiece], roles: Sequence[str]) -> Binding:
    parts = [(part, role) for part, role in zip(pieces, roles, strict=True) if role != "space"]
    kinds = [role for _, role in parts]
    if {"rel", "unary", "punct"} & set(kinds):
        return Binding.SUM
    if any(role == "bin" and part.text in "+−±∓" for part, role in parts):
        return Binding.SUM
    if len(parts) == 2 and kinds[1] == "fence" and _is_function(parts[0][0]):
        return Binding.ATOM
    if kinds[:1] == ["open"] and kinds[-1:] == ["close"] and kinds.count("open") == 1:
        return Binding.ATOM
    if {"op", "big"} & set(kinds):
        return Binding.SUM
    if len(parts) == 2 and parts[0][0].text == "∂" and parts[1][0].level == Binding.ATOM:
        return Binding.ATOM
    if len(parts) > 1:
        return Binding.PRODUCT
    return parts[0][0].level if parts else Binding.ATOM
