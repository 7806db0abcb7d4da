"""A typed formula set in two dimensions, as it is written."""

from __future__ import annotations

import numpy as np
import pytest

from actquiz.engine.typed_formula import read
from actquiz.engine.typed_latex import latex
from actquiz.errors import ActquizError


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2x", r"2\,x"),
        ("x/(1+e^-x)", r"\frac{x}{1 + e^{-x}}"),
        ("1/(1+exp(-x))", r"\frac{1}{1 + \exp\left(-x\right)}"),
        ("x-(x-1)", r"x - \left(x - 1\right)"),
        ("x*(-2)", r"x\,\left(-2\right)"),
        ("-(x+1)", r"-\left(x + 1\right)"),
        ("(x+1)^2", r"\left(x + 1\right)^{2}"),
        ("(x/2)²", r"\left(\frac{x}{2}\right)^{2}"),
        ("√x", r"\sqrt{x}"),
        ("2|x|", r"2\,\left|x\right|"),
        ("σ(x)", r"\sigma\left(x\right)"),
        ("x*softplus(x)", r"x\,\operatorname{softplus}\left(x\right)"),
        ("x if x>0 else 0", r"\begin{cases}x & x > 0 \\ 0 & \text{else}\end{cases}"),
        (r"$\frac{x}{2}$", r"\frac{x}{2}"),
    ],
)
def test_it_is_drawn_as_it_is_written(typed: str, written: str) -> None:
    """Brackets stay where they are needed, and nothing is simplified: that would tell too much."""
    assert latex(typed) == written


@pytest.mark.parametrize("typed", ["x+", "", "1 < x < 2", "[x for x in y]", "'a'", "x.y", "x["])
def test_what_is_no_formula_is_refused(typed: str) -> None:
    """An error, whatever it is."""
    with pytest.raises(ActquizError):
        latex(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "tanh x", "tanh^2 x", "tanh²(x)", "e^-x", "e^-x^2", "-x^2", "2x^2", "1/2x", "x/2x", "2^x^2",
        "2(x+1)(x-1)", "x(x+1)", "ln 2 x", "|x|-1", "|x-1||x+1|", "√(x+4)", "√2x", "x√2",
        "sigmoid(1.702x)x", "max(0,x)-max(0,-x)", "x-1-1", "x/2/3", "exp(-x)/(1+exp(-x))^2",
        "x if x>0 else 0.1x", "0 if x<0 else x^2", "np.tanh(x)", "ReLU(x)+SiLU(x)", "x·Φ(x)",
        "f(x) = x+1", "-tanh x", "2tanh x", "0.5x(1+erf(x/√2))", "x³", "x⁻²", "--x", "3e-2x",
    ],
)  # fmt: skip
def test_what_is_drawn_is_what_is_judged(typed: str) -> None:
    """The formula that is shown has the values of the one that is computed."""
    x = np.linspace(0.1, 3.0, 30) * np.where(np.arange(30) % 2, 1, -1)
    np.testing.assert_allclose(read(latex(typed))(x), read(typed)(x), rtol=1e-9, atol=1e-12)
