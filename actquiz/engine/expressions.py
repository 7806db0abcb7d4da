"""Tiny arithmetic expressions in decks: evaluated by simpleeval, never by ``eval``.

An expression may use numbers, the drawn names, ``x`` (a number or an array), arithmetic,
comparisons, lists, the elementary functions below and every activation function of the engine by
name, parameters as keywords: ``leaky_relu(x, alpha=0.2)``. ``slope(NAME, x)`` is a derivative.
A stranger's deck can do nothing with it but be wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import numpy as np
from simpleeval import EvalWithCompoundTypes, InvalidExpression

from actquiz.engine.activations import registry as activations
from actquiz.engine.activations import special
from actquiz.errors import ActquizError
from actquiz.words import suggestion

Values = Any
"""A float, an array of floats or a list of floats."""

_LONGEST = 1_000
_LARGEST_POWER = 1_000

_FUNCTIONS: dict[str, Callable[..., Values]] = {
    "exp": np.exp,
    "expm1": np.expm1,
    "log": np.log,
    "log1p": np.log1p,
    "log2": np.log2,
    "log10": np.log10,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "atan": np.arctan,
    "asinh": np.arcsinh,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "sech": lambda x: 1.0 / np.cosh(x),
    "sign": np.sign,
    "clip": np.clip,
    "where": np.where,
    "floor": np.floor,
    "ceil": np.ceil,
    "round": np.round,
    "sum": lambda values: np.sum(values, axis=0),
    "mean": lambda values: np.mean(values, axis=0),
    "len": len,
    "max": lambda *values: _extreme(np.maximum, values),
    "min": lambda *values: _extreme(np.minimum, values),
    "erf": lambda x: special.erf(np.asarray(x, float)),
    "Phi": lambda x: special.normal_cdf(np.asarray(x, float)),
    "phi": lambda x: special.normal_density(np.asarray(x, float)),
    "slope": lambda name, x, **params: activations.get(name).slope(x, **params),
    **{name: activations.vector(name).value for name in activations.vector_names()},
}

_NAMES: dict[str, Values] = {"pi": np.pi, "e": np.e, "inf": np.inf}


def evaluate(
    expression: str,
    names: Mapping[str, Values] | None = None,
    *,
    dtype: str = "float64",
) -> Values:
    """The expression's value with ``names`` filled in; raises ActquizError if it has none.

    With another ``dtype`` (float16, float32) every number and every step is rounded to it: what
    that precision really gives.
    """
    given = dict(names or {})
    tree = _parse(expression)
    _refuse_unknown(expression, tree, given)
    precision = np.dtype(dtype).type
    if dtype != "float64":
        tree = _Rounded().visit(tree)
        given = {name: _round(value, precision) for name, value in given.items()}
    evaluator = EvalWithCompoundTypes(
        functions={**_functions(), "_number": precision},
        names={**_constants(precision), **_activation_names(), **given},
    )
    evaluator.operators[ast.Pow] = _power
    evaluator.operators[ast.Mult] = _product
    for bitwise in (ast.LShift, ast.RShift, ast.BitXor, ast.BitOr, ast.BitAnd, ast.Invert):
        evaluator.operators.pop(bitwise, None)
    try:
        with np.errstate(all="ignore"):
            return evaluator.eval(expression, previously_parsed=tree)
    except ActquizError:
        raise
    except ZeroDivisionError:
        raise ActquizError(
            f"“{expression}” divides by zero", fix="check the drawn values"
        ) from None
    except (
        InvalidExpression,
        ArithmeticError,
        TypeError,
        ValueError,
        IndexError,
        KeyError,
    ) as error:
        raise ActquizError(
            f"“{expression}” cannot be computed: {error}", fix="see the functions allowed there"
        ) from None


def number(
    expression: str, names: Mapping[str, Values] | None = None, *, dtype: str = "float64"
) -> float:
    """The expression's value as one number; raises ActquizError if it is not one."""
    value = np.asarray(evaluate(expression, names, dtype=dtype))
    if value.size != 1 or value.dtype.kind not in "fiub":
        raise ActquizError(f"“{expression}” is not one number", fix="index or sum the list")
    return float(value.reshape(())[()])


def names_used(expression: str) -> set[str]:
    """The variables an expression mentions; raises ActquizError if it cannot be parsed."""
    called = {
        node.func.id
        for node in ast.walk(_parse(expression))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    every = {node.id for node in ast.walk(_parse(expression)) if isinstance(node, ast.Name)}
    return every - called - set(_NAMES) - set(_activation_names())


def is_known(name: str) -> bool:
    """Whether a name is a function or a constant of expressions."""
    return name in _functions() or name in _NAMES or name in _activation_names()


def _parse(expression: str) -> ast.expr:
    if len(expression) > _LONGEST:
        raise ActquizError(
            f"an expression of {len(expression)} characters", fix=f"stay below {_LONGEST}"
        )
    try:
        return ast.parse(expression.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ActquizError(
            f"“{expression}” is not an expression", fix="write it as Python would, such as 2*x + 1"
        ) from None


def _refuse_unknown(expression: str, tree: ast.expr, given: Mapping[str, Values]) -> None:
    """Name the function or variable that does not exist, and the nearest that does."""
    functions = _functions()
    known = {*functions, *_NAMES, *_activation_names(), *given}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            raise ActquizError(f"“{expression}” reads an attribute", fix="leave out the dot")
        if isinstance(node, ast.Name) and node.id not in known:
            fix = suggestion(node.id, known, "see the functions allowed there")
            raise ActquizError(f"“{expression}” uses an unknown name, {node.id}", fix=fix)


@cache
def _functions() -> dict[str, Callable[..., Values]]:
    return {**{name: activations.get(name).value for name in _activation_names()}, **_FUNCTIONS}


@cache
def _activation_names() -> dict[str, str]:
    """So that ``slope(relu, x)`` needs no quotes."""
    spellings = [(name, *activations.get(name).aliases) for name in activations.names()]
    return {name: name for names in spellings for name in names if name.isidentifier()}


def _constants(precision: Callable[[float], Values]) -> dict[str, Values]:
    return {name: precision(value) for name, value in _NAMES.items()}


def _extreme(pairwise: Callable[[Values, Values], Values], values: tuple[Values, ...]) -> Values:
    """``max(a, b, …)`` elementwise, or ``max([a, b])`` over a list."""
    if len(values) == 1:
        values = tuple(values[0])
    result = values[0]
    for value in values[1:]:
        result = pairwise(result, value)
    return result


def _product(left: Values, right: Values) -> Values:
    """A product of numbers or arrays; repeating texts and lists is not arithmetic."""
    if isinstance(left, (str, list, tuple)) or isinstance(right, (str, list, tuple)):
        raise TypeError("only numbers can be multiplied")
    return left * right


def _power(base: Values, exponent: Values) -> Values:
    """A power as real numbers: negative bases of broken powers give NaN, nothing grows for ever."""
    if np.max(np.abs(exponent)) > _LARGEST_POWER:
        raise ActquizError(f"a power above {_LARGEST_POWER}", fix="write it with exp and log")
    kept = base.dtype if isinstance(base, (np.ndarray, np.generic)) else np.dtype(float)
    return np.power(np.asarray(base, kept), np.asarray(exponent, kept))[()]


def _round(value: Values, precision: Callable[[Values], Values]) -> Values:
    return precision(value) if isinstance(value, (int, float, np.ndarray, np.generic)) else value


class _Rounded(ast.NodeTransformer):
    """Wraps each written number so that it starts out in the wanted precision."""

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        """A number becomes a number of that precision; text stays."""
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            return node
        return ast.Call(func=ast.Name("_number", ast.Load()), args=[node], keywords=[])
