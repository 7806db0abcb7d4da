"""Whether typed text says the same as a short answer: generous with form, strict with content."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from actquiz.practice.number_words import MULTIPLES, NUMBERS, PARTS
from actquiz.text.layout import plain
from actquiz.text.markdown import escape
from actquiz.text.symbols import COMMANDS, LOWERED, UNRAISED

_GREEK = {
    char: name
    for name, (char, role) in COMMANDS.items()
    if role == "ord" and ("α" <= char <= "ω" or "Α" <= char <= "Ω") and len(char) == 1
}
_SPELLED = {
    **_GREEK, "∞": "infinity", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∼": "~", "→": "->",
    "−": "-", "–": "-", "·": "*", "⋅": "*", "∗": "*", "×": "*", "′": "'", "’": "'", "‘": "'",
    "“": '"', "”": '"', "√": "sqrt", "∑": "sum", "∂": "d", "⁄": "/",
}  # fmt: skip
_DOWN = {low: plain_char for plain_char, low in LOWERED.items()}
_WORDS = {"inf": "infinity", "infty": "infinity", "infinite": "infinity", "plus": "+", "minus": "-"}
_NUMBER = re.compile(
    r"""
    (?P<sign>[+-]?)
    (?P<value>(?:\d+(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+)
    (?: e(?P<exponent>[+-]?\d{1,3})
      | \*10\^?\(?(?P<power>[+-]?\d{1,3})\)?
      | /(?P<below>\d+(?:\.\d+)?)
      | (?P<percent>%) )?
    """,
    re.VERBOSE,
)
_POWER = re.compile(r"([+-]?)(1/)?(\d{1,3})(?:\^|\*\*)\(?([+-]?\d{1,3})\)?")
_SPACED_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ '_]\d{3})+(?![\d,])")
_LOOSE_DIGITS = re.compile(r"\d \d")
_MIXED = re.compile(r"([+-]?)(\d+) (\d+)/(\d+)")
_COMMA = re.compile(r"(?<![\d.,])(\d*),(\d+)(?![\d.,])")
_ABOUT = re.compile(
    r"(?:about|approximately|approx\.?|roughly|around|circa|ca\.?|nearly|almost|some|~"
    r"|[a-z] ?=|=)\s*"
)
_MULTIPLE = re.compile(rf"(.*\S)\s*\b({'|'.join(MULTIPLES)})s?")
_PART = re.compile(rf"(?:({'|'.join(NUMBERS)}|an?|\d+)[ -])?({'|'.join(PARTS)})(?: of)?")
_LEADING_SIGN = re.compile(r"^\s*(\\?[-+*])\s+")
"""In Markdown it would begin a list."""
_AFTER_WHOLE = re.compile(r"(?<=\d)(?=[½⅓⅔¼¾⅙⅛⅕⅖⅗⅘⅚⅜⅝⅞])")
"""Between the parts of ``1½``."""
_ARTICLE = re.compile(r"^(?:the|an?)\s+")


_HYPHEN = re.compile(r"(?<=[a-z]{2})-(?=[a-z]{2})")
"""Between words; never the minus of ``x-y`` or ``1e-3``."""
_FILLERS = frozenset(["the", "a", "an", "of", "function", "functions", "activation", "activations"])
"""Words that people write or leave out at will."""
_BRITISH = re.compile(r"(?<=[a-z]{3})(s)(ation|e|ed|ing)$|centre(d)?$")
_SIGNS = re.compile(r"[-+*/^()|\d]")
_RELATION = re.compile(r"[<>=~]|->")
_SPOKEN = tuple(
    (re.compile(rf"\b{spoken}\b *"), sign)
    for spoken, sign in (
        ("the", ""), ("times", "*"), ("half(?: of)?", "0.5*"),
        ("(?:square )?root of", "sqrt "), ("root", "sqrt "), ("squared", "**2"), ("of", ""),
        ("abs(?:olute value)?(?= [a-z]$)", "abs "),
    )
)  # fmt: skip


class Likeness(Enum):
    """How typed text relates to an answer."""

    SAME = "same"
    NEAR = "near"
    """A slip of the keys in a word."""
    OTHER = "other"


def compare(typed: str, answer: str) -> Likeness:
    """How ``typed`` relates to ``answer``, which is Markdown with formulas."""
    said, meant = spelled(typed if typed.count("$") > 1 else escape(typed)), spelled(answer)
    if not said:
        return Likeness.OTHER
    if _tight(said) == _tight(meant):
        return Likeness.SAME
    first, second = number(said), number(meant)
    if first is not None and second is not None:
        return Likeness.SAME if first == second else Likeness.OTHER
    ours, theirs = _words(said), _words(meant)
    if ours and theirs:
        if "".join(ours) == "".join(theirs) or _in_another_order(said, meant):
            return Likeness.SAME
        if len(ours) == len(theirs) and all(map(_same_word, ours, theirs)):
            return Likeness.NEAR
    return Likeness.SAME if _same_formula(said, meant) else Likeness.OTHER


def spelled(text: str) -> str:
    """Markdown in lower case with one spelling for symbols, signs and Greek letters."""
    bare = _LEADING_SIGN.sub(r"\1", text).replace("\\\\", "\\")
    is_latex = "$" not in text and re.search(r"\\[A-Za-z]", bare)
    shown = plain(f"${bare}$" if is_latex else _LEADING_SIGN.sub(r"\1", text))
    shown = _AFTER_WHOLE.sub(" ", shown)
    shown = re.sub(f"[{''.join(map(re.escape, UNRAISED))}]+", _power, shown)
    shown = "".join(_DOWN.get(char, _SPELLED.get(char, char)) for char in shown)
    shown = "".join(_SPELLED.get(char, char) for char in unicodedata.normalize("NFKC", shown))
    shown = re.sub(r"\b[a-z]+\b", lambda word: _WORDS.get(word[0], word[0]), shown.casefold())
    return _ARTICLE.sub("", " ".join(shown.split())).rstrip(" .;,!")


def _power(run: re.Match[str]) -> str:
    raised = "".join(UNRAISED[char] for char in run[0])
    return f"^({raised})" if re.search(r".[+−=]", raised) else f"^{raised}"


def number(text: str) -> Fraction | None:
    """The exact value of a spelled number: ``-.25``, ``1/4``, ``25%``, ``2*10^-3``, ``2^-5``,
    ``1 000``, ``0,25``, ``about 3``, ``a quarter``. ``1,000`` is a thousand.
    """
    text = _ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text
    text = re.sub(r"\s*per ?cent$", "%", text)
    if many := _MULTIPLE.fullmatch(text):
        count = number(many[1])
        return None if count is None else count * MULTIPLES[many[2]]
    if in_words := _in_words(text):
        return in_words
    if mixed := _MIXED.fullmatch(text):
        part = Fraction(int(mixed[3]), int(mixed[4])) if int(mixed[4]) else None
        return None if part is None else (int(mixed[2]) + part) * (-1 if mixed[1] == "-" else 1)
    text = _SPACED_GROUPS.sub(lambda run: re.sub("[ '_]", "", run[0]), text)
    return None if _LOOSE_DIGITS.search(text) else _written(_COMMA.sub(_decimal, text))


def _in_words(text: str) -> Fraction | None:
    """``minus one``, ``two thirds``, ``a quarter``."""
    sign = -1 if re.match(r"-|negative ", text) else 1
    bare = re.sub(r"^(?:- ?|negative )", "", text)
    if bare in NUMBERS:
        return Fraction(sign * NUMBERS[bare])
    if part := _PART.fullmatch(bare):
        count = part[1] or "1"
        above = int(count) if count.isdigit() else NUMBERS.get(count, 1)
        return Fraction(sign * above, PARTS[part[2]])
    return None


def _decimal(comma: re.Match[str]) -> str:
    """A comma as a point where it cannot set off thousands: ``0,25``, ``0,125``, ``,5``."""
    whole, broken = comma.groups()
    is_group = len(broken) == 3 and whole.lstrip("0") and len(whole) <= 3
    return comma[0] if is_group else f"{whole}.{broken}"


def _written(text: str) -> Fraction | None:
    """A number in digits, by one of the ways of writing a number exactly."""
    tight = re.sub(r"(?<=\d)x(?=\d)", "*", _tight(text)).removeprefix("+")
    if power := _POWER.fullmatch(tight):
        base, exponent = int(power[3]), int(power[4])
        if not base and exponent < 0:
            return None
        value = Fraction(base) ** (-exponent if power[2] else exponent)
        return -value if power[1] == "-" else value
    found = _NUMBER.fullmatch(tight)
    if not found:
        return None
    exponent_text = found["exponent"] or found["power"] or "0"
    value = Fraction(Decimal(f"{found['sign']}{found['value'].replace(',', '')}e{exponent_text}"))
    if found["below"]:
        below = Fraction(found["below"])
        return value / below if below else None
    return value / 100 if found["percent"] else value


def _tight(text: str) -> str:
    """Without what people write or leave out at will: spaces, hyphens between words, low lines,
    parentheses round one thing raised or under a root."""
    text = _HYPHEN.sub("", text)
    text = re.sub(r"\s+", "", text)
    return re.sub(r"(\^|sqrt|_)\(([+-]?[a-z0-9.]+)\)", r"\1\2", text).replace("_", "")


def _words(text: str) -> list[str]:
    """What the words of ``text`` say, without those that change nothing and without plurals.

    None if it holds digits or signs, where every stroke counts.
    """
    words = _HYPHEN.sub(" ", text).split()
    if not all(re.fullmatch(r"[a-z']+", word) for word in words):
        return []
    kept = [word for word in words if word not in _FILLERS] or words
    return [_BRITISH.sub(_american, _singular(word)) for word in kept]


def _in_another_order(said: str, meant: str) -> bool:
    """Whether the words are the same: in any order, but ``of`` says what belongs to what.

    "Norm of the gradient" is "gradient norm"; "sum of the logs" is not "log of the sum".
    """
    if " of " not in said and " of " not in meant:
        return sorted(_words(said)) == sorted(_words(meant))
    turned = (_words(" ".join(reversed(text.split(" of ")))) for text in (said, meant))
    return next(turned) == next(turned)


def _singular(word: str) -> str:
    """Without the s of a plural or a genitive; ``loss`` and ``bias`` keep theirs."""
    word = word.replace("'", "")
    if len(word) < 4 or word.endswith(("ss", "us", "is", "as")):
        return word
    return word.removesuffix("s")


def _american(found: re.Match[str]) -> str:
    return f"center{'ed' if found[3] else ''}" if found[0].startswith("centr") else f"z{found[2]}"


def _same_formula(said: str, meant: str) -> bool:
    """Whether both are formulas, and equal for all values of their letters.

    Words alone are no formula, but ``exp`` is one beside ``e^x``.
    """
    if not (_SIGNS.search(said) or _SIGNS.search(meant)) or _RELATION.search(said + meant):
        return False
    from actquiz.engine.typed_formula import same_value

    return same_value(*(_in_signs(text) for text in (said, meant)))


def _in_signs(text: str) -> str:
    """A formula that is partly read out: ``half x``, ``p over 1-p``, ``log of k``."""
    for spoken, sign in _SPOKEN:
        text = spoken.sub(sign, text)
    above, over, below = text.replace(" divided by ", " over ").partition(" over ")
    text = f"({above})/({below})" if over else text
    return re.sub(r"sqrt(?=\d|[a-z]\b)", "sqrt ", text)


def _same_word(said: str, meant: str) -> bool:
    from rapidfuzz.distance import OSA

    if said == meant:
        return True
    return len(meant) >= 5 and said[0] == meant[0] and OSA.distance(said, meant) == 1
