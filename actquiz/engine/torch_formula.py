"""Formulas computed by torch, with the slope that the rules give, straight-through ones too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from actquiz.engine.activations.formula.node import Expr
from actquiz.engine.activations.formula.typed import TypedFormula, program

_ROOT_2 = 2.0**0.5
_ROOT_2_PI = 2.5066282746310002


def _where(condition: Any, yes: Any, no: Any) -> Tensor:
    return torch.where(condition, yes, no)


def _normal_cdf(u: Tensor) -> Tensor:
    return 0.5 * torch.erfc(-u / _ROOT_2)


_STEPS: dict[str, Callable[..., Any]] = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b, "pow": lambda a, b: a**b, "neg": torch.neg, "sqrt": torch.sqrt,
    "square": torch.square, "where": _where, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b, "and": torch.logical_and, "or": torch.logical_or,
    "not": torch.logical_not, "exp": torch.exp, "expm1": torch.expm1, "log": torch.log,
    "log1p": torch.log1p, "sin": torch.sin, "cos": torch.cos, "tan": torch.tan,
    "sinh": torch.sinh, "cosh": torch.cosh, "tanh": torch.tanh, "asinh": torch.asinh,
    "atan": torch.atan, "abs": torch.abs, "sign": torch.sign, "floor": torch.floor,
    "ceil": torch.ceil, "round": torch.round, "sigmoid": torch.sigmoid, "erf": torch.erf,
    "softplus": lambda u: torch.clamp(u, min=0) + torch.log1p(torch.exp(-torch.abs(u))),
    "Phi": _normal_cdf, "phi": lambda u: torch.exp(-0.5 * u * u) / _ROOT_2_PI,
    "sech2": lambda u: 4 * torch.sigmoid(2 * u) * torch.sigmoid(-2 * u),
}  # fmt: skip


def _computed(root: Expr, x: Tensor) -> Tensor:
    """A tree's values at x."""
    steps = program(root)
    values: dict[int, Any] = {0: x}
    for step in steps.steps:
        args = [values[arg] if isinstance(arg, int) else arg for arg in step.args]
        if step.op in ("max", "min"):
            bounds = [torch.as_tensor(arg, dtype=x.dtype, device=x.device) for arg in args]
            values[step.place] = (torch.maximum if step.op == "max" else torch.minimum)(*bounds)
        else:
            values[step.place] = _STEPS[step.op](*args)
    found = steps.results[0]
    value = values[found] if isinstance(found, int) else torch.full_like(x, found)
    return value.to(x.dtype) if isinstance(value, Tensor) else torch.full_like(x, float(value))


class _Typed(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, z: Tensor, formula: TypedFormula) -> Tensor:
        """f(z)."""
        ctx.save_for_backward(z)
        ctx.formula = formula
        return _computed(formula.value, z)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, None]:
        """δ·f'(z)."""
        (z,) = ctx.saved_tensors
        return grads[0] * _computed(ctx.formula.slope, z), None


def typed_function(formula: TypedFormula, z: Tensor) -> Tensor:
    """The formula at z; autograd takes its own slope."""
    value: Tensor = _Typed.apply(z, formula)  # type: ignore[no-untyped-call]
    return value
