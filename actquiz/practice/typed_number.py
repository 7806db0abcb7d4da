"""A number as people type it, at a card that asks for one."""

from __future__ import annotations

import re

from actquiz.errors import ActquizError
from actquiz.practice import typed
from actquiz.text.markdown import escape

_FIX = "type a number such as 0.25, 1/4, 2e-3, 2^-5 or sqrt(2)"
_UNIT = re.compile(r"(?P<number>.*[\d%)½⅓⅔¼¾⅙⅛⁰¹²³⁴⁵⁶⁷⁸⁹])\s*(?P<unit>[A-Za-zµ][A-Za-z/]*)")
_PER_CENT = re.compile(r"\s*per ?cent$", re.IGNORECASE)
_TIMES = re.compile(r"(?<=[\d\w])(?:\s*(?:×|times)|(?<=\d)\s*x|-?fold)$", re.IGNORECASE)
"""After a factor: ``8x``, ``8 times``, ``eightfold``."""
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
"""A decimal comma after groups set off by points."""
_LOOSE = re.compile(r"[\d.]\s+[\d.]")
"""What would be taken for a product."""
_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}")
_EXPRESSION = re.compile(r"[\d√πe]|\\pi|pi")
_KNOWN = frozenset(
    ("sqrt", "root", "log", "ln", "log2", "log10", "exp", "abs", "pi", "e", "frac", "tfrac")
)
"""What may stand in a number that is left to be worked out; any more would name the answer."""


def readings(text: str, unit: str = "") -> tuple[float, ...]:
    """What the number can mean, the likeliest first: ``1,234`` is 1234 or 1.234.

    ``unit`` may follow it. Raises ActquizError that says what cannot be read.
    """
    bare = _TIMES.sub("", _PER_CENT.sub("%", text.strip()))
    if unit and bare.casefold().endswith(unit.casefold()):
        bare = bare[: -len(unit)].rstrip()
    value = _value(bare)
    if value is not None:
        if _GROUP.fullmatch(bare):
            return value, float(bare.replace(",", "."))
        return (value,)
    other = _UNIT.fullmatch(bare)
    if other and _value(other["number"]) is not None:
        wanted = f"the answer is asked for in {unit}" if unit else "no unit is asked for"
        raise ActquizError(f"“{other['unit']}” is not understood: {wanted}", fix=_FIX)
    raise ActquizError(f"“{bare}” is not a number", fix=_FIX)


def _value(text: str) -> float | None:
    if not text or "!" in text:
        return None
    if _POINTS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    exact = typed.number(typed.spelled(escape(text)))
    if exact is not None:
        try:
            return float(exact)
        except OverflowError:
            return None
    return _worked_out(text)


def _worked_out(text: str) -> float | None:
    """The value of ``sqrt(2)/3`` or ``ln 2``; None if it is no formula, or names a function."""
    names = {name.casefold() for name in re.findall(r"[A-Za-z_]\w*", text)}
    if (
        _LOOSE.search(text)
        or not _EXPRESSION.search(text)
        or not names - {"tfrac", "dfrac"} <= _KNOWN
    ):
        return None
    # The engine's arithmetic needs numpy, which starting the program must not wait for.
    from actquiz.engine.typed_formula import constant

    try:
        return constant(text)
    except ActquizError:
        return None
