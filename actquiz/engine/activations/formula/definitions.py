"""The registry's functions as formulas: what typed ones may call, and how new ones are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Written:
    """A function as text, and the defaults of its parameters."""

    text: str
    defaults: Mapping[str, float] = field(default_factory=dict)


_SELU = (1.0507009873554804934, 1.6732632423543772848)

FORMULAS: dict[str, Written] = {
    "relu": Written("max(0, x)"),
    "leaky_relu": Written("where(x > 0, x, alpha*x)", {"alpha": 0.01}),
    "prelu": Written("where(x > 0, x, alpha*x)", {"alpha": 0.25}),
    "elu": Written("where(x > 0, x, alpha*(exp(x) - 1))", {"alpha": 1.0}),
    "celu": Written("where(x > 0, x, alpha*(exp(x/alpha) - 1))", {"alpha": 1.0}),
    "selu": Written(f"{_SELU[0]!r}*where(x > 0, x, {_SELU[1]!r}*(exp(x) - 1))"),
    "gelu": Written("x*Phi(x)"),
    "gelu_tanh": Written("x*sigmoid(2*sqrt(2/pi)*(x + 0.044715*x^3))"),
    "silu": Written("x*sigmoid(x)"),
    "swish": Written("x*sigmoid(beta*x)", {"beta": 1.0}),
    "softsign": Written("x/(1 + |x|)"),
    "mish": Written("x*tanh(softplus(x))"),
    "hardsigmoid": Written("clip(x + 3, 0, 6)/6"),
    "hardswish": Written("x*clip(x + 3, 0, 6)/6"),
    "hardtanh": Written("clip(x, -1, 1)"),
    "relu6": Written("clip(x, 0, 6)"),
    "squared_relu": Written("max(0, x)^2"),
    "identity": Written("x"),
}
