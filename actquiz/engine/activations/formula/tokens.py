"""The words and signs of a formula, each with its place."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from actquiz.errors import ActquizError
from actquiz.text.symbols import UNRAISED

_TOKEN = re.compile(
    r"\s*(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)"
    r"|\s*(?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|\s*(?P<word>[A-Za-z_∞Ͱ-Ͽ][A-Za-z0-9_Ͱ-Ͽ]*)|\s*(?P<sign>\*\*|[<>=!]=|\S)"
)
LOW = str.maketrans({**UNRAISED, "⁻": "-"})
_SIGNS = {
    "**": "^", "−": "-", "–": "-", "·": "*", "⋅": "*", "×": "*", "÷": "/", "≤": "<=", "≥": ">=",
    "≠": "!=", "[": "(", "]": ")", "{": "(", "}": ")",
}  # fmt: skip
CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e, "inf": math.inf, "∞": math.inf}
WORDS = {
    "ln": "log", "sgn": "sign", "σ": "sigmoid", "sigma": "sigmoid", "Φ": "Phi", "φ": "phi",
    "arctan": "atan", "arcsinh": "asinh", "maximum": "max", "minimum": "min", "heaviside": "step",
    "logistic": "sigmoid", "expit": "sigmoid", "normal_cdf": "Phi", "√": "sqrt",
}  # fmt: skip
GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "λ": "lambda", "μ": "mu",
    "ω": "omega", "τ": "tau", "θ": "theta", "ε": "epsilon", "ρ": "rho",
}  # fmt: skip
LETTER = re.compile(r"[a-z]\d?|" + "|".join(GREEK.values()))


class FormulaError(ActquizError):
    """What is wrong with a formula, and the character (from 0) where it is."""

    def __init__(self, text: str, at: int, what: str, fix: str) -> None:
        self.at, self.why = at, what
        shown = text if len(text) <= 60 else f"{text[:57]}…"
        super().__init__(f"“{shown}”, character {at + 1}: {what}", fix=fix)


@dataclass(frozen=True, slots=True)
class FormulaToken:
    """A number, raised number, word, sign or the end, and the character where it begins."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> list[FormulaToken]:
    """The tokens of a formula, spelled one way, and its end."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        word = match[kind]
        if kind == "sign":
            word = _SIGNS.get(word, word)
        elif kind == "word" and word not in ("Phi", "Φ", "φ"):
            word = WORDS.get(word, GREEK.get(word, word)).lower()
            word = WORDS.get(word, word)
        elif kind == "word":
            word = WORDS.get(word, word)
        found.append(FormulaToken(kind, word, match.start(kind)))
    return [*found, FormulaToken("end", "", len(text))]
