"""Typed formulas are judged by what they compute: equal ones never fail, wrong ones never pass."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from actquiz.engine.expressions import evaluate
from actquiz.engine.formula_judge import difference
from actquiz.engine.typed_formula import read, words
from actquiz.errors import ActquizError

CONSTANTS = st.sampled_from(["0.25", "0.5", "2", "3", "1.702"])
REWRITTEN = [
    ("sigmoid({0})", "1/(1+exp(-({0})))"),
    ("tanh({0})", "(2*sigmoid(2*({0}))-1)"),
    ("relu({0})", "(({0})+abs({0}))/2"),
    ("silu({0})", "({0})*sigmoid({0})"),
    ("softplus({0})", "(log(1+exp(-abs({0})))+max({0},0))"),
    ("gelu({0})", "({0})*(1+erf(({0})/sqrt(2)))/2"),
    ("({0})+({1})", "({1})+({0})"),
    ("({0})-({1})", "(-({1})+({0}))"),
    ("({0})*({1})", "({1})*({0})"),
    ("({0})*({1})", "((({0})+({1}))^2-(({0})-({1}))^2)/4"),
    ("max({0},{1})", "(({0})+relu(({1})-({0})))"),
]
"""The same function written twice."""


@st.composite
def pairs(draw: st.DrawFn, depth: int = 3) -> tuple[str, str]:
    """Two texts of one function, rewritten at every level or left as they are."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        leaf = draw(st.one_of(st.just("x"), st.just("x"), CONSTANTS))
        return leaf, leaf
    first, second = draw(st.sampled_from(REWRITTEN))
    parts = [draw(pairs(depth=depth - 1)) for _ in range(1 + ("{1}" in first))]
    if draw(st.booleans()):
        second = first
    return (
        first.format(*(left for left, _ in parts)),
        second.format(*(right for _, right in parts)),
    )


@pytest.mark.slow
@settings(max_examples=400, deadline=None, derandomize=True)
@given(pairs())
def test_equal_functions_are_equal_however_they_are_written(pair: tuple[str, str]) -> None:
    """Identities, other orders and other names never make a right answer wrong."""
    left, right = pair
    assume(len(left) < 400 and len(right) < 400)
    assert difference(read(right), read(left)) is None


@pytest.mark.slow
@settings(max_examples=400, deadline=None, derandomize=True)
@given(pairs(), pairs(depth=1), st.sampled_from(["+", "-", "*"]), st.randoms(use_true_random=False))
def test_a_function_that_differs_somewhere_is_never_accepted(
    pair: tuple[str, str], change: tuple[str, str], operator: str, random: object
) -> None:
    """Something added or multiplied is found wherever a computation of its own finds it."""
    left, right = pair[0], f"({pair[1]}){operator}({change[1]})"
    assume(len(left) < 400 and len(right) < 400)
    x = np.random.default_rng(3).uniform(-7.0, 7.0, 97)
    with np.errstate(all="ignore"):
        truth = np.asarray(evaluate(left.replace("^", "**"), {"x": x}), float)
        wrong = np.asarray(evaluate(right.replace("^", "**"), {"x": x}), float)
        scale = np.maximum(1.0, np.abs(truth))
        assume(np.all(np.isfinite(truth)) and np.max(np.abs(wrong - truth) / scale) > 1e-3)
    found = difference(read(right), read(left))
    assert found is not None
    shown = np.asarray([found.x])
    assert read(left)(shown)[0] == found.wanted
    np.testing.assert_equal(read(right)(shown)[0], found.typed)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("x*sigmoid(x)", r"\frac{x}{1+e^{-x}}"),
        ("f(x) = max(0, x)", r"\begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}"),
        ("x if x > 0 else 0", "ReLU(x)"),
        ("ln(1 + e^x)", "softplus(x)"),
        ("2σ(2x) − 1", "tanh x"),
        ("0.5x(1 + erf(x/√2))", r"x \Phi(x)"),
        ("σ(x)(1−σ(x))", r"\frac{e^{-x}}{(1+e^{-x})^2}"),
        ("e^x-(e^x-x)", "x"),
        (r"$\tfrac{1}{2}(x + |x|)$", "relu(x)"),
        ("x > 0", "1 if x >= 0 else 0"),
        ("1 - tanh^2(x)", r"1 - \tanh^2 x"),
        ("1 - tanh²x", "sech^2(x)"),
        ("tanh^2(tanh^2(x) + 1)", "(tanh(tanh(x)^2 + 1))^2"),
        ("1/cosh(x)^2", "1 - tanh(x)^2"),
        ("np.maximum(0, x)", "relu(x)"),
        ("np.where(x > 0, x, 0)", "relu(x)"),
        ("clip(x/6 + 1/2, 0, 1)", "hardsigmoid(x)"),
        ("1/(1 + math.exp(-x))", "sigmoid(x)"),
    ],
)
def test_people_type_one_function_in_many_ways(typed: str, wanted: str) -> None:
    """Python, paper and LaTeX spellings of a function are the same function."""
    assert difference(read(typed), read(wanted)) is None


@pytest.mark.parametrize(
    ("typed", "wanted", "near"),
    [
        ("relu6(x)", "relu(x)", 8.0),
        ("gelu_tanh(x)", "gelu(x)", 2.7),
        ("max(0, x)", "max(0.01*x, x)", -8.0),
        ("sigmoid(x)", "1 - sigmoid(x)", 8.0),
    ],
)
def test_a_wrong_function_is_shown_where_it_differs_most(
    typed: str, wanted: str, near: float
) -> None:
    """The x of the largest gap, with both values there, near alternatives included."""
    found = difference(read(typed), read(wanted))
    assert found is not None
    assert abs(abs(found.x) - abs(near)) < 0.1


def test_a_formula_without_a_value_somewhere_is_wrong_there() -> None:
    """log(x) has no value on the left, where the identity has one."""
    found = difference(read("log(x)"), read("x"))
    assert found is not None
    assert np.isnan(found.typed)
    assert found.x < 0


@pytest.mark.parametrize(
    "typed",
    ["", "  ", "import os", "x.real", "foo(x)", "[1, 2]", "max", "'a'", "9^9^9", "(" * 300,
     r"\max(x)", r"\frac{x}", r"\begin{cases}", "x" * 500, "x = = 2", "lambda: x", "__import__"],
)  # fmt: skip
def test_what_is_no_formula_is_refused_with_an_example(typed: str) -> None:
    """Whatever is typed ends in a value or in an error that a person can act on."""
    with pytest.raises(ActquizError):
        difference(read(typed), read("x"))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="x()+-*/^0123.e|,<> \\{}frac_σ√[]'=", max_size=40))
def test_no_typed_text_can_do_anything_but_be_wrong(typed: str) -> None:
    """Random input is a formula or an ActquizError, never another failure."""
    try:
        values = read(typed)(np.array([0.5, 1.5]))
    except ActquizError:
        return
    assert values.shape == (2,)


def test_the_names_in_a_formula_are_known_by_the_engine_s_own() -> None:
    """Aliases and LaTeX names of a function count as the function."""
    assert words("x*Swish1(x) + expit(x)") == {"x", "silu", "sigmoid"}
    assert "gelu" in words(r"\operatorname{GELU}(x)")
