"""Whether typed text says the same as a short answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actquiz.practice.typed import Likeness, compare, number, spelled


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("-.2785", "−0.2785"),
        ("1/4", r"$\tfrac{1}{4}$"),
        ("0.25", "¼"),
        (".250", r"$\frac{1}{4}$"),
        ("25 %", "0.25"),
        ("1e-3", "$10^{-3}$"),
        ("10^-3", "$10^{-3}$"),
        ("10⁻³", "0.001"),
        ("2e-3", r"$2 \times 10^{-3}$"),
        ("9.1*10^(-13)", r"$9.1 \cdot 10^{-13}$"),
        ("10,000", "10000"),
        ("+5", "5"),
        ("inf", r"$\infty$"),
        ("Infinity", "∞"),
        ("-infinity", r"$-\infty$"),
        ("sigma", r"$\sigma$"),
        ("σ", "sigma"),
        (r"\sigma", "σ"),
        ("sigma(x)(1-sigma(x))", r"$\sigma(x)(1 - \sigma(x))$"),
        ("x^2", "$x^2$"),
        ("x²", "$x^2$"),
        ("e^(-x)", "$e^{-x}$"),
        ("e^-x", "$e^{-x}$"),
        ("sqrt(2)", r"$\sqrt{2}$"),
        ("2/n_in", r"$\frac{2}{n_{\text{in}}}$"),
        ("(0,1)", "$(0, 1)$"),
        ("x >= 0", r"$x \ge 0$"),
        ("  The Gradient. ", "gradient"),
        ("zero centred", "zero-centred"),
        ("tanh", "`tanh`"),
        (r"\tfrac14", "0.25"),
        ("vanishing gradients", "vanishing gradient"),
        ("norm of the gradient", "gradient norm"),
        ("identity function", "identity"),
        ("the sigmoid activation function", "sigmoid"),
        ("element-wise", "elementwise"),
        ("element wise multiplication", "elementwise multiplication"),
        ("normalised", "normalized"),
        ("zero-centered", "zero centred"),
        ("max(x,0)", "ReLU"),
        ("max(0, x)", "ReLU(x)"),
        ("e^x", "exp"),
        ("e**z", "$e^z$"),
        ("1/(1+e^-x)", "sigmoid"),
        ("half x", "x/2"),
        ("x times 0.5", r"$\tfrac{1}{2}x$"),
        ("log of K", r"$\log K$"),
        ("ln(K)", "log K"),
        ("- |z|", "-|z|"),
        ("-abs(z)", "$-|z|$"),
        ("minus the absolute value of z", "-|z|"),
        ("c ReLU(x)", "c max(0, x)"),
        ("(p)/(1-p)", "p/(1-p)"),
        ("p over 1-p", r"$\frac{p}{1-p}$"),
        ("p divided by 1 - p", r"$\frac{p}{1-p}$"),
        ("class of the largest logit", "largest logit class"),
        ("3^(1/2)", "√3"),
        ("4+4", "8"),
    ],
)
def test_the_same_answer_may_be_typed_in_many_ways(typed: str, answer: str) -> None:
    """Spaces, case, signs, Greek letters, number formats and LaTeX make no difference."""
    assert compare(typed, answer) == Likeness.SAME


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "x"),
        ("   ", "x"),
        ("0.26", "0.25"),
        ("1.5", "1.05"),
        ("0.2785", "-0.2785"),
        ("1e3", "1e-3"),
        ("1/0", "1"),
        ("xy", "x-y"),
        ("x+y", "x-y"),
        ("e^x", "e^-x"),
        ("unbounded", "bounded"),
        ("decreasing", "increasing"),
        ("concave", "convex"),
        ("even", "odd"),
        ("relu6", "relu"),
        ("L1", "L2"),
        ("sinh", "tanh"),
        ("max(x, 1)", "ReLU"),
        ("ReLU6", "ReLU"),
        ("ReLU", "ReLU6"),
        ("max(x, 0)", "ReLU6"),
        ("6", "ReLU 6"),
        ("ReLU 6", "6"),
        ("log", "log K"),
        ("exp", "e^z"),
        ("min(x, 0)", "ReLU"),
        ("e^-x", "exp"),
        ("log z", "log K"),
        ("(1-p)/p", "p/(1-p)"),
        ("|z|", "-|z|"),
        ("z", "y"),
        ("2x", "x/2"),
        ("not smooth", "smooth"),
        ("non-linear", "linear"),
        ("batch normalisation", "layer normalisation"),
        ("loss", "los"),
        ("x >= 0", "x <= 0"),
        ("the vanishing gradient problem", "vanishing gradient"),
        ("1 - p divided by p", "p divided by 1 - p"),
        ("sum of the logs of the exponentials", "log of the sum of exponentials"),
        ("softmax of the logarithm", "logarithm of the softmax"),
    ],
)
def test_another_answer_is_not_the_same(typed: str, answer: str) -> None:
    """Numbers are exact, and words that mean the opposite are never slips."""
    assert compare(typed, answer) == Likeness.OTHER


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("gradeint", "gradient"),
        ("saturatoin", "saturation"),
        ("the vanishing gradeint", "vanishing gradients"),
    ],
)
def test_a_slip_of_the_keys_in_a_word_is_near(typed: str, answer: str) -> None:
    """One letter added, lost, changed or swapped in a long word is a slip."""
    assert compare(typed, answer) == Likeness.NEAR


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_can_be_compared(typed: str, answer: str) -> None:
    """Nothing a learner types raises."""
    compare(typed, answer)


@given(st.text(st.characters(exclude_characters="\\$`*_[]<&"), max_size=40))
def test_equal_words_are_the_same(answer: str) -> None:
    """A text without Markdown's or LaTeX's signs is the same as itself."""
    assert not spelled(answer) or compare(answer, answer) == Likeness.SAME


@given(st.integers(-(10**6), 10**6), st.integers(-20, 20))
def test_a_number_has_its_exact_value(mantissa: int, exponent: int) -> None:
    """Scientific notation in either spelling is one number."""
    assert number(f"{mantissa}e{exponent}") == number(f"{mantissa}*10^({exponent})")
