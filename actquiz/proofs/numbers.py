"""How exactly a written number is meant: numbers in claims, and numbers in a card's text."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from actquiz.text.symbols import UNRAISED, VULGAR

_LOOSEST = 0.005
"""A rounded number may be off by half a unit of its last digit, but never by more than this share:
a short number such as 0.5 is meant as it stands."""
_ROUGHEST = 0.05
"""The same for numbers in a text: 0.05 may stand for 0.0475 and up, not for 0.045."""


def tolerance_of(written: float | int) -> float:
    """How far the truth may be from a number as written: 0.2785 means 0.27845 to 0.27855."""
    if isinstance(written, int) or not math.isfinite(written):
        return 1e-9 * max(1.0, abs(written)) if math.isfinite(written) else 0.0
    exponent = Decimal(repr(written)).as_tuple().exponent
    assert isinstance(exponent, int)
    half_unit = 0.5 * 10.0**exponent
    if written == 0:
        return 1e-9
    return min(half_unit, _LOOSEST * abs(written)) * (1 + 1e-9)


def agrees(truth: float, written: float | int, tolerance: float | None = None) -> bool:
    """Whether ``truth`` rounds to what is written; infinities and NaN only equal themselves."""
    if math.isnan(truth) or math.isnan(written):
        return math.isnan(truth) and math.isnan(written)
    if math.isinf(truth) or math.isinf(written):
        return truth == written
    return abs(truth - written) <= (tolerance_of(written) if tolerance is None else tolerance)


_FRACTIONS = {character: parts for parts, character in VULGAR.items()}

_NUMBER = re.compile(
    r"""
      \\[td]?frac\s*(?:\{(?P<num>\d+)\}|(?P<num1>\d))\s*(?:\{(?P<den>\d+)\}|(?P<den1>\d))
    | (?P<vulgar>"""
    + f"[{''.join(_FRACTIONS)}]"
    + r""")
    | (?P<plain>\d+/\d+)(?![\d/])
    | (?P<mantissa>\d[\d,]*(?:\.\d+)?|\.\d+)?\s*(?:\\times|\\cdot|×|·)?\s*
      10\s*(?:\^\s*(?:\{\s*(?P<exp>[-−+]?\d+(?:\.\d+)?)\s*\}|(?P<exp1>\d))|(?P<sup>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+))
    | (?P<percent>\d+(?:\.\d+)?)\s*\\?%
    | (?P<e>\d+(?:\.\d+)?e[-+]?\d+)
    | (?P<decimal>\d[\d]*(?:,\d{3})*\.\d+|(?<![\d\w])\.\d+)
    | (?P<integer>(?<![\w^_.-])(?<![_^]\{)\d{1,3}(?:,\d{3})+|(?<![\w_.])(?<!_\{)\d+)(?!\w)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number found in a text: as written, its value, and how far off its digits allow."""

    text: str
    value: float
    slack: float
    is_integer: bool = False
    is_percent: bool = False
    either_sign: bool = False
    """Written after ±."""
    power_of_ten: bool = False
    """Written as 10 to a power: then ``slack`` is in decades."""

    def matches(self, claimed: float) -> bool:
        """Whether a claim's number, rounded as this one is written, is this one, sign included."""
        if self.power_of_ten:
            number = math.copysign(claimed, self.value) if self.either_sign else claimed
            same_sign = number * self.value > 0
            return same_sign and abs(math.log10(number / self.value)) <= self.slack
        candidates = (claimed, -claimed) if self.either_sign else (claimed,)
        # "25 %" is the claim 0.25.
        scales = (1.0, 100.0) if self.is_percent else (1.0,)
        return any(
            abs(number * scale - self.value) <= self.slack
            for number in candidates
            for scale in scales
        )


def numbers_in(text: str) -> list[StatedNumber]:
    """Every number a text states, fractions and powers of ten included, with its sign."""
    return [_signed(_written(match), text[: match.start()]) for match in _NUMBER.finditer(text)]


def _signed(found: StatedNumber, before: str) -> StatedNumber:
    """The same number, negative where a minus sign belongs to it rather than to a difference."""
    stripped = before.rstrip()
    if stripped.endswith(("±", r"\pm", "∓", r"\mp")):
        return replace(found, either_sign=True)
    if not stripped.endswith(("-", "−")):
        return found
    operand = stripped[:-1].rstrip()
    spaced = before.endswith(" ")
    # "1 - 0.3" and "x-0.3" subtract; "is -0.3", "(-0.3" and "= -0.3" are negative numbers.
    subtracts = bool(operand) and (
        operand[-1] in ")]}"
        or (operand[-1].isalnum() and (spaced or len(operand) == len(stripped) - 1))
    )
    return found if subtracts else replace(found, value=-found.value)


def _written(match: re.Match[str]) -> StatedNumber:
    part = match.groupdict()
    text = match.group().strip()
    numerator, denominator = part["num"] or part["num1"], part["den"] or part["den1"]
    if part["plain"]:
        numerator, denominator = part["plain"].split("/")
    if part["vulgar"]:
        numerator, denominator = map(str, _FRACTIONS[part["vulgar"]])
    if numerator and denominator:
        if not int(denominator):
            return StatedNumber(text, math.inf if int(numerator) else math.nan, 0.0)
        value = float(Fraction(int(numerator), int(denominator)))
        return StatedNumber(text, value, 1e-6 * max(1.0, value))
    if part["e"]:
        return _decimal(text, part["e"])
    if part["exp"] or part["exp1"] or part["sup"]:
        exponent = part["exp"] or part["exp1"] or "".join(UNRAISED[sign] for sign in part["sup"])
        mantissa = (part["mantissa"] or "1").replace(",", "")
        power = float(exponent.replace("−", "-"))
        if abs(power) > 300:
            return StatedNumber(text, math.inf, 0.0)
        scale = 10.0**power
        if part["mantissa"]:
            base = _decimal(text, mantissa)
            return StatedNumber(text, base.value * scale, base.slack * scale)
        slack = 0.5 if "." not in exponent else 0.05
        return StatedNumber(text, scale, slack, power_of_ten=True)
    if part["percent"]:
        return replace(_decimal(text, part["percent"]), is_percent=True)
    if part["integer"]:
        value = float(part["integer"].replace(",", ""))
        return StatedNumber(text, value, 1e-9, is_integer=True)
    return _decimal(text, part["decimal"].replace(",", ""))


def _decimal(text: str, digits: str) -> StatedNumber:
    exact = Decimal(digits)
    exponent = exact.as_tuple().exponent
    assert isinstance(exponent, int)
    half_unit = 0.5000001 * 10.0**exponent
    slack = min(half_unit, _ROUGHEST * float(exact)) if exact else half_unit
    return StatedNumber(text, float(exact), slack)
