"""Formulas in two dimensions."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.text.maths import block, inline, problems
from actquiz.text.safe import cells

HERE = Path(__file__).parent


def pictures() -> list[tuple[str, list[str]]]:
    """The formulas of ``blocks.txt`` and the lines they are drawn as."""
    found: list[tuple[str, list[str]]] = []
    for line in (HERE / "blocks.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line[2:])
    return found


FORMULAS = [latex for latex, _ in pictures()] + (HERE / "formulas.txt").read_text(
    encoding="utf-8"
).splitlines()[::2]


@pytest.mark.parametrize(("latex", "lines"), pictures())
def test_formulas_are_drawn_as_the_field_writes_them(latex: str, lines: list[str]) -> None:
    """Bars, limits, braces and exponents stand where they belong."""
    assert block(latex, 60) == lines
    assert problems(latex) == []


@given(st.sampled_from(FORMULAS), st.integers(1, 80))
def test_no_line_is_wider_than_asked_for(latex: str, width: int) -> None:
    """Whatever the width, every line fits it and ends without a space."""
    for line in block(latex, width):
        assert cells(line) <= width
        assert line == line.rstrip()


@given(st.sampled_from(FORMULAS))
def test_both_forms_hold_the_same_symbols(latex: str) -> None:
    """The picture shows every letter and digit, and only those, of the one-line form."""
    from actquiz.text.symbols import LOWERED, RAISED, VULGAR

    plain = {shifted: char for table in (RAISED, LOWERED) for char, shifted in table.items()}
    plain |= {char: f"{above}{below}" for (above, below), char in VULGAR.items()}
    plain |= {"∛": "3"}

    def symbols(text: str) -> list[str]:
        spelled = "".join(plain.get(char, char) for char in text.replace("if", ""))
        return sorted(char for char in spelled if char.isalnum() and char != "C")

    assert symbols("".join(block(latex, 200))) == symbols(inline(latex))


def test_a_formula_that_does_not_fit_breaks_at_its_relation_first() -> None:
    """Each side keeps its fraction bars if the formula as a whole is too wide."""
    latex = r"\operatorname{Var}(W) = \frac{2}{n_{\text{in}} + n_{\text{out}}}"
    assert block(latex, 20) == ["Var(W)", "         2", "  = ╶──────────╴", "     nᵢₙ + nₒᵤₜ"]


def test_a_formula_that_fits_nowhere_is_wrapped_on_one_line() -> None:
    """At a width no bar fits in, the one-line form is broken."""
    assert block(r"\frac{a + b + c}{d}", 8) == ["(a + b", "  + c)/d"]


def test_a_faulty_formula_shows_its_one_line_form() -> None:
    """What cannot be laid out is still readable."""
    assert block(r"\frac{a}{\foo}", 40) == [r"a/\foo"]


def test_an_environment_inside_a_fraction_is_reported() -> None:
    """TeXicode draws environments on the top level only; the author hears of it."""
    latex = r"\frac{1}{\begin{matrix} a & b \end{matrix}}"
    assert "no two-dimensional form" in problems(latex)[0]
    assert block(latex, 40) == ["1/[a, b]"]
