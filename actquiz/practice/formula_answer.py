"""Formulas at the whiteboard: a typed one is judged by its values against the card's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from actquiz.bank.cards import AskedCard, Flashcard
from actquiz.errors import ActquizError
from actquiz.plots.figure import Axis, Figure, Line, Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actquiz.engine.formula_judge import FormulaDifference

_DISPLAYED = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_MINUS = "\N{MINUS SIGN}"
_TALLEST = 100.0
"""Beyond it a curve would flatten the other one to a line."""
ASKS = (".formula", ".slope")
"""How the ids of cards end that ask for a formula."""


@dataclass(frozen=True, slots=True)
class Board:
    """A typed formula, judged."""

    right: bool
    headline: str
    """One line that begins with Right or Wrong, and says where it differs most."""
    typed: str
    wanted: str
    """The card's LaTeX."""


def is_asked_for(card: AskedCard) -> bool:
    """Whether the card asks for a formula of x that can be computed from what it says.

    The first card that may do so takes a quarter of a second, for the engine to be imported.
    """
    return may_ask(card) and _is_computable(_latex(card))


def may_ask(card: AskedCard) -> bool:
    """Whether it is worth looking: at once, by the card's id and looks."""
    return card.id.endswith(ASKS) and bool(_latex(card))


@cache
def _is_computable(latex: str) -> bool:
    from actquiz.engine.formula_judge import difference
    from actquiz.engine.typed_formula import read

    try:
        difference(read("0*x"), read(latex))
    except ActquizError:
        return False
    return True


def judge(card: AskedCard, typed: str) -> Board:
    """Hold ``typed`` against the card; raise ``ActquizError`` for what is no formula of x.

    The name of the function that is asked for, or a derivative by name, is no answer.
    """
    from actquiz.engine.formula_judge import difference
    from actquiz.engine.typed_formula import read

    wanted = _latex(card)
    _refuse_names(typed, wanted.partition("=")[0])
    found = difference(read(typed), read(wanted))
    if found is None:
        return Board(True, "Right: the same function.", typed, wanted)
    return Board(False, _where(found), typed, wanted)


@dataclass(frozen=True, slots=True)
class FormulaLook:
    """What is seen of a formula while it is typed; nothing in it says whether it is right."""

    latex: str = ""
    """To be set in two dimensions; empty where it is wrong."""
    curve: Figure | None = None
    problem: str = ""
    """What is wrong with it, and how to write it."""
    at: int | None = None
    """The character where it goes wrong, if that is known."""


def look(card: AskedCard, typed: str) -> FormulaLook:
    """Look at a formula that is being typed."""
    from actquiz.engine.typed_latex import latex

    if not typed.strip():
        return FormulaLook()
    try:
        _refuse_names(typed, _latex(card).partition("=")[0])
        # Without names around it, so that a few rows are enough.
        curve = Figure([Panel(line)]) if (line := _lines([("", typed)])) else None
        return FormulaLook(latex(typed), curve)
    except ActquizError as error:
        at, why = _place(typed, error)
        return FormulaLook(problem=f"{why}: {error.fix}" if error.fix else why, at=at)


def _place(typed: str, error: ActquizError) -> tuple[int | None, str]:
    """Where it goes wrong, and what is wrong there."""
    from actquiz.engine import activations

    quoted = re.search("“(.+?)”", error.what)
    if quoted and quoted[1] != typed and quoted[1] in typed:
        return typed.index(quoted[1]), error.what
    if "\\" not in typed:
        try:
            activations.get(typed)
        except ActquizError as found:
            at = getattr(found, "at", None)
            if at is not None:
                return at, str(getattr(found, "why", error.what))
    return None, error.what


def figure(board: Board) -> Figure:
    """Both curves, where they are compared first."""
    lines = _lines([("asked for", board.wanted), ("yours", board.typed)])
    return Figure([Panel(lines, x=Axis("x"))])


def _lines(named: Sequence[tuple[str, str]]) -> list[Line]:
    """A curve a formula that has values, by its name."""
    import numpy as np

    from actquiz.engine.formula_judge import DRAWN
    from actquiz.engine.typed_formula import read

    x = np.linspace(-DRAWN, DRAWN, 400) + 1e-6
    lines = []
    for name, text in named:
        y = read(text)(x)
        shown = np.isfinite(y) & (np.abs(y) < _TALLEST)
        if shown.any():
            lines.append(Line(name, x[shown].tolist(), y[shown].tolist()))
    return lines


def _latex(card: AskedCard) -> str:
    """The formula on the card's back; empty if it shows none."""
    found = _DISPLAYED.search(card.back) if isinstance(card, Flashcard) else None
    return found[1].strip() if found else ""


def _refuse_names(typed: str, left: str) -> None:
    from actquiz.engine.typed_formula import words

    primed = r"'|′|\\prime|\bslope\b"
    if re.search(primed, typed):
        raise ActquizError("a derivative is not named, it is written out", fix="use exp, tanh, …")
    named = set() if re.search(primed, left) else words(left) & words(typed) - {"x", "f"}
    named -= {"operatorname", "mathrm", "text"}
    if named:
        raise ActquizError(
            f"“{min(named)}” is what is asked for", fix="write it out with exp, max, erf, …"
        )


def _where(found: FormulaDifference) -> str:
    there = f"at x = {_signed(f'{found.x:.4g}')}"
    if found.typed != found.typed:
        wanted = _signed(f"{found.wanted:.4g}")
        return f"Wrong: yours has no value {there}, where {wanted} is right."
    typed, wanted = map(_signed, _told_apart(found.typed, found.wanted))
    return f"Wrong. Largest gap {there}: yours {typed}, asked {wanted}."


def _signed(number: str) -> str:
    """A number with a minus sign in place of a hyphen."""
    return number.replace("-", _MINUS)


def _told_apart(first: float, second: float) -> tuple[str, str]:
    """Both numbers with as many digits, four at least, as it takes to see that they differ."""
    for digits in range(4, 18):
        one, other = f"{first:.{digits}g}", f"{second:.{digits}g}"
        if one != other:
            break
    return one, other
