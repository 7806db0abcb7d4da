"""A typed formula set in two dimensions, as it is written."""

from __future__ import annotations

import pytest

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
