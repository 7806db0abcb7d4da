"""One step of a formula in float32, written into memory that is there.

Right to a few units of float32, absolute: Φ by Abramowitz and Stegun 7.1.26 (1e-7), the logistic
function by way of tanh. A condition is a mask, all bits of a number or none: choosing by it takes
a third of what choosing by booleans takes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from actquiz.arrays import Array

_ROOT_2 = float(np.sqrt(2.0))
_ERF = (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)


def _sigmoid(out: Array, u: Array) -> None:
    np.multiply(u, 0.5, out=out)
    np.tanh(out, out=out)
    out *= 0.5
    out += 0.5


def _softplus(out: Array, u: Array) -> None:
    np.abs(u, out=out)
    np.negative(out, out=out)
    np.exp(out, out=out)
    np.log1p(out, out=out)
    out += np.maximum(u, 0)


def _erf(out: Array, u: Array) -> None:
    _tail(out, u, 1.0)
    np.subtract(1, out, out=out)
    np.copysign(out, u, out=out)


def _normal_cdf(out: Array, u: Array) -> None:
    _tail(out, u, 1 / _ROOT_2)
    out *= -0.5
    out += 0.5
    np.copysign(out, u, out=out)
    out += 0.5


def _tail(out: Array, u: Array, scale: float) -> None:
    """erfc(scale·|u|)."""
    t = np.abs(u)
    t *= 0.3275911 * scale
    t += 1
    np.reciprocal(t, out=t)
    np.multiply(t, _ERF[0], out=out)
    for term in _ERF[1:]:
        out += term
        out *= t
    out *= _bell(u, scale * scale)


def _bell(u: Array, rate: float) -> Array:
    """exp(−rate·u²), cut where it is 0 in float32."""
    shape = np.clip(u, -15, 15)
    shape *= shape
    shape *= -rate
    return np.asarray(np.exp(shape, out=shape))


def _normal_density(out: Array, u: Array) -> None:
    np.multiply(_bell(u, 0.5), float(1 / np.sqrt(2 * np.pi)), out=out)


def _bits(value: Any) -> Any:
    """A number or an array of float32 as integers of its bits."""
    return np.float32(value).view(np.int32) if isinstance(value, float) else value.view(np.int32)


def _where(out: Array, condition: Array, yes: Any, no: Any) -> None:
    mask, bits = condition.view(np.int32), out.view(np.int32)
    if isinstance(no, float) and no == 0.0:
        np.bitwise_and(mask, _bits(yes), out=bits)
        return
    # no ^ ((yes ^ no) & mask).
    np.bitwise_xor(_bits(yes), _bits(no), out=bits)
    np.bitwise_and(bits, mask, out=bits)
    np.bitwise_xor(bits, _bits(no), out=bits)


def _negative(out: Array, left: Any, right: Any, *, flip: bool = False) -> None:
    """The mask of left − right < 0: its sign bit, everywhere."""
    np.subtract(left, right, out=out)
    mask = out.view(np.int32)
    np.right_shift(mask, 31, out=mask)
    if flip:
        np.invert(mask, out=mask)


def _equal(out: Array, left: Any, right: Any, *, flip: bool = False) -> None:
    mask = out.view(np.int32)
    same = np.equal(left, right)
    np.negative(~same if flip else same, out=mask, dtype=np.int32, casting="unsafe")


def _bitwise(function: Callable[..., Any]) -> Callable[..., None]:
    def step(out: Array, *masks: Array) -> None:
        function(*(mask.view(np.int32) for mask in masks), out=out.view(np.int32))

    return step


def _by(function: Callable[..., Any]) -> Callable[..., None]:
    def step(out: Array, *args: Any) -> None:
        function(*args, out=out)

    return step


_UFUNCS: dict[str, Callable[..., Any]] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power,
    "neg": np.negative, "sqrt": np.sqrt, "square": np.square, "max": np.maximum,
    "min": np.minimum, "exp": np.exp, "expm1": np.expm1,
    "log": np.log, "log1p": np.log1p, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "asinh": np.arcsinh, "atan": np.arctan,
    "abs": np.abs, "sign": np.sign, "floor": np.floor, "ceil": np.ceil, "round": np.round,
}  # fmt: skip

STEPS: dict[str, Callable[..., None]] = {
    "sigmoid": _sigmoid, "softplus": _softplus, "erf": _erf, "Phi": _normal_cdf,
    "phi": _normal_density, "where": _where,
    "<": _negative, ">": lambda out, left, right: _negative(out, right, left),
    ">=": lambda out, left, right: _negative(out, left, right, flip=True),
    "<=": lambda out, left, right: _negative(out, right, left, flip=True),
    "==": _equal, "!=": lambda out, left, right: _equal(out, left, right, flip=True),
    "and": _bitwise(np.bitwise_and), "or": _bitwise(np.bitwise_or), "not": _bitwise(np.invert),
    **{name: _by(function) for name, function in _UFUNCS.items()},
}  # fmt: skip
"""By operation: (out, *arguments); ``out`` is none of the arguments' memory."""
