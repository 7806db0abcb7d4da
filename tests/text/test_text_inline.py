"""Formulas on one line."""

import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actquiz.text.maths import inline, problems, wrap
from actquiz.text.safe import cells
from actquiz.text.symbols import RAISED, VULGAR


def table() -> list[tuple[str, str]]:
    """The formulas of ``formulas.txt`` with the line each is shown as."""
    lines = Path(__file__).with_name("formulas.txt").read_text(encoding="utf-8").splitlines()
    return [(latex, shown[2:]) for latex, shown in zip(lines[::2], lines[1::2], strict=True)]


@pytest.mark.parametrize(("latex", "shown"), table())
def test_the_subjects_formulas_read_well_on_one_line(latex: str, shown: str) -> None:
    """Each formula of the table is shown as the table says, and has nothing wrong with it."""
    assert inline(latex) == shown
    assert problems(latex) == []


@pytest.mark.parametrize(
    ("latex", "problem"),
    [
        (r"\sigmoid(x)", r"unknown command \sigmoid"),
        (r"\frac{a}", r"\frac has nothing to work on"),
        (r"{a", "{ is never closed"),
        (r"a}", "} closes nothing"),
        (r"\left(a", r"\left has no \right"),
        (r"a\right)", r"\right closes nothing"),
        (r"\begin{cases} a", r"\begin{cases} has no \end"),
        (r"\begin{cases} a \end{matrix}", "ended by another environment's"),
        (r"\begin{tikz} a \end{tikz}", "unknown environment tikz"),
        (r"x^2^3", "two ^ on one base"),
        (r"x^10", "^10 moves only the 1"),
        (r"x^", "^ has nothing to work on"),
        (r"a & b", "& has no place here"),
        (r"\left<a\right>", r"\left needs a bracket"),
        (r"\sqrt[3{x}", "[ is never closed"),
        ("{" * 500, "nested too deeply"),
        ("(" * 5000, "nested too deeply"),
        (r"\sqrt" * 5000, "nested too deeply"),
        (r"\frac" * 5000, "nested too deeply"),
        ("x^{" * 5000, "nested too deeply"),
        (r"\begin{cases}" * 500, "nested too deeply"),
        (r"\hat" * 5000, "nested too deeply"),
        ("x^2" + " ^2" * 3000, "two ^ on one base"),
        (" ", "empty"),
    ],
)
def test_what_is_wrong_with_a_formula_is_named(latex: str, problem: str) -> None:
    """A mistake is reported in words, and the formula still shows as something."""
    assert any(problem in found for found in problems(latex))
    inline(latex)


@given(st.text(alphabet=r"\{}[]()^_&$'|afrcsqtlingh 12+-=,.☃", max_size=60))
def test_no_text_breaks_the_reader(latex: str) -> None:
    """Any string has a one-line form and a list of problems."""
    inline(latex)
    problems(latex)


@given(st.sampled_from([latex for latex, _ in table()]), st.integers(4, 60))
def test_a_wrapped_formula_fits_and_loses_nothing(latex: str, width: int) -> None:
    """Broken over lines a formula fits the width and keeps every character but spaces."""
    lines = wrap(inline(latex), width)
    assert all(cells(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == inline(latex).replace(" ", "")


# Random formulas, as LaTeX and as the Python expression with the same value.

Both = tuple[str, str]
_leaves = st.sampled_from(["x", "y", "2", "3", "0.5"]).map(lambda text: (text, text))


def _formulas(inner: st.SearchStrategy[Both]) -> st.SearchStrategy[Both]:
    def paired(latex: str, python: str) -> st.SearchStrategy[Both]:
        def fill(parts: tuple[Both, Both]) -> Both:
            (a, pa), (b, pb) = parts
            return latex % (a, b), python % (pa, pb)

        return st.tuples(inner, inner).map(fill)

    def single(latex: str, python: str) -> st.SearchStrategy[Both]:
        return inner.map(lambda part: (latex % part[0], python % part[1]))

    return st.one_of(
        paired(r"%s + %s", "(%s + %s)").map(_in_brackets),
        paired(r"%s - %s", "(%s - %s)").map(_in_brackets),
        paired(r"\frac{%s}{%s}", "(%s / %s)"),
        paired(r"{%s}^{%s}", "(%s ** %s)"),
        paired(r"%s \cdot %s", "(%s * %s)"),
        paired(r"\left(%s\right)\left(%s\right)", "(%s * %s)"),
        paired(r"x\frac{%s}{%s}y", "(x * %s / %s * y)"),
        single(r"\frac{-%s}{3}", "(-%s / 3)"),
        single(r"\sqrt{%s}", "sqrt(%s)"),
        single(r"\exp\left(%s\right)", "exp(%s)"),
        single(r"\frac{1}{2}%s", "(0.5 * %s)"),
        single(r"\frac{2}{\exp\left(%s\right)}x", "(2 / exp(%s) * x)"),
    )


def _in_brackets(both: Both) -> Both:
    return f"\\left({both[0]}\\right)", both[1]


def _as_python(line: str) -> str:
    """Read a one-line formula as a person would: what stands side by side is multiplied."""
    for (above, below), char in VULGAR.items():
        line = line.replace(char, f"({above}/{below})")
    lower = {high: char for char, high in RAISED.items()}
    raised = "".join(lower)
    line = re.sub(
        f"[{re.escape(raised)}]+",
        lambda run: "**(" + _product("".join(lower[char] for char in run[0])) + ")",
        line,
    )
    line = line.replace("√", "sqrt").replace("^", "**")
    line = re.sub(r"sqrt([\d.]+|[xy])", r"sqrt(\1)", line)
    return _product(line)


def _product(line: str) -> str:
    line = line.replace("−", "-").replace("·", "*")
    tokens = re.findall(r"sqrt|exp|[\d.]+|[xy]|\*\*|[-+*/()]", line)
    joined: list[str] = []
    for token in tokens:
        value = token not in ("+", "-", "*", "/", "**", ")")
        if joined and value and (joined[-1] in ("x", "y", ")") or joined[-1][0].isdigit()):
            joined.append("*")
        joined.append(token)
    return "".join(joined)


def _value(expression: str) -> float:
    names: dict[str, Any] = {"x": 1.3, "y": 0.7, "sqrt": math.sqrt, "exp": math.exp}
    try:
        result = eval(expression, {"__builtins__": {}}, names)
    except TypeError as error:
        # Python's power of a negative number is complex, and math's functions refuse that.
        if "complex" not in str(error):
            raise
        raise ValueError("not real") from error
    if isinstance(result, complex):
        raise ValueError("not real")
    return float(result)


def test_a_formula_that_is_not_real_inside_is_not_compared() -> None:
    """The root of a negative number has no value here, also under another root."""
    with pytest.raises(ValueError, match="not real"):
        _value("sqrt(((x - 2) ** 0.5))")


@given(st.recursive(_leaves, _formulas, max_leaves=8))
def test_the_one_line_form_has_the_value_of_the_formula(both: Both) -> None:
    """Parentheses replace what bars and raised positions grouped, so the value stays."""
    latex, python = both
    try:
        meant = _value(python)
    except (OverflowError, ValueError, ZeroDivisionError):
        assume(False)
    assert _value(_as_python(inline(latex))) == pytest.approx(meant, rel=1e-9)
