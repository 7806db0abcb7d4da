"""LaTeX is computed as a reader would compute it, and a typo changes the value."""

from __future__ import annotations

import numpy as np
import pytest

from actquiz.engine.activations import registry
from actquiz.engine.latex_formula import equation, sides
from actquiz.errors import ActquizError

X = np.linspace(-6.0, 6.0, 121) + 0.013

FORMULAS = [
    (r"\sigma(x) = \frac{1}{1+e^{-x}}", "sigmoid", "value", {}),
    (r"\sigma'(x) = \sigma(x)\left(1-\sigma(x)\right)", "sigmoid", "slope", {}),
    (r"\tanh(x)=\frac{e^x-e^{-x}}{e^x+e^{-x}}=\frac{2}{1+e^{-2x}}-1", "tanh", "value", {}),
    (r"\tanh'(x)=1-\tanh^2(x)", "tanh", "slope", {}),
    (r"f(x)=\max(0, x)", "relu", "value", {}),
    (
        r"f(x)=\begin{cases} x & \text{if } x > 0 \\ \alpha(e^x-1) & x \leq 0\end{cases}",
        "elu",
        "value",
        {r"\alpha": 1.0},
    ),
    (r"h(x) = x \cdot \frac{\min(\max(x+3,0),6)}{6}", "hardswish", "value", {}),
    (
        r"h'(x)=\begin{cases}0 & x\le -3\\ \frac{2x+3}{6} & -3<x<3\\ 1 & \text{else}\end{cases}",
        "hardswish",
        "slope",
        {},
    ),
    (r"f(x)=\frac{x}{1+|x|}", "softsign", "value", {}),
    (r"f'(x)=\frac{1}{(1+|x|)^2}", "softsign", "slope", {}),
    (r"\operatorname{GELU}(x)=x\,\Phi(x)", "gelu", "value", {}),
    (r"\operatorname{GELU}'(x)=\Phi(x)+x\varphi(x)", "gelu", "slope", {}),
    (
        r"f(x)=0.5x\left(1+\tanh\left(\sqrt{2/\pi}\,(x+0.044715x^3)\right)\right)",
        "gelu_tanh",
        "value",
        {},
    ),
    (r"f(x)=x\tanh(\ln(1+e^x))", "mish", "value", {}),
    (r"f(x) = \frac12 x", None, "half", {}),
]


@pytest.mark.parametrize(("latex", "name", "what", "letters"), FORMULAS)
def test_a_formula_computes_to_its_function(
    latex: str, name: str | None, what: str, letters: dict[str, float]
) -> None:
    """Every side of the equation has the function's values."""
    truth = X / 2 if name is None else getattr(registry.get(name), what)(X)
    for side in sides(latex, {"x": X, **letters}):
        np.testing.assert_allclose(np.broadcast_to(side, X.shape), truth, atol=1e-12)


@pytest.mark.parametrize(
    "latex",
    [
        r"f(x) = \frac{1}{1+e^{-x}",
        r"f(x) = x +",
        r"f(x) = \unknown{x}",
        r"f(x)",
        r"f(x) = \begin{cases} x & x > 0",
        r"f(x) = q",
        r"f(x) = (x",
    ],
)
def test_what_cannot_be_read_is_an_error_with_the_formula(latex: str) -> None:
    """A broken formula is an error that quotes it, never a number."""
    with pytest.raises(ActquizError, match="formula"):
        sides(latex, {"x": X})


def test_bars_close_where_they_open() -> None:
    """|x| binds as in print, also beside an implied product."""
    left, right = equation(r"|x|\,|x| = x^2", {"x": X})
    np.testing.assert_allclose(left, right)
