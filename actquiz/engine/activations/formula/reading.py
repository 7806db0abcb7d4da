"""Text to tree: the grammar of the calculator, with the place of whatever is wrong.

Products may be left out (``2x``, ``sigmoid(1.5x)``), powers written ``^``, ``**`` or raised (x²),
functions without brackets (``tanh x``), absolute values ``|x|``; ``where(x > 0, a, b)``,
``piecewise(x < 0, a, x < 1, b, c)`` and ``a if x > 0 else b`` choose.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from actquiz.engine.activations.formula import tree
from actquiz.engine.activations.formula.node import (
    HALF,
    ONE,
    RELATIONS,
    UNARY,
    ZERO,
    Expr,
    X,
    const,
    letter,
    raw,
)  # fmt: skip
from actquiz.engine.activations.formula.tokens import (
    CONSTANTS,
    GREEK,
    LETTER,
    LOW,
    WORDS,
    FormulaError,
    FormulaToken,
    tokens,
)  # fmt: skip
from actquiz.errors import ActquizError
from actquiz.words import suggestion

LONGEST = 1_000
"""Characters of a formula."""
_DEEPEST = 60

_MADE: dict[str, Callable[[Expr], Expr]] = {
    "sqrt": lambda u: tree.power(u, HALF),
    "square": lambda u: tree.power(u, const(2.0)),
    "erfc": lambda u: tree.sub(ONE, tree.call("erf", u)),
    "sech": lambda u: tree.power(tree.call("cosh", u), const(-1.0)),
    "log2": lambda u: tree.mul(const(1 / math.log(2)), tree.call("log", u)),
    "log10": lambda u: tree.mul(const(1 / math.log(10)), tree.call("log", u)),
    "step": lambda u: tree.where(tree.compare(">", u, ZERO), ONE, ZERO),
}
_SEVERAL = {"max", "min", "clip", "where", "piecewise", "ste"}


@dataclass(frozen=True, slots=True)
class Definition:
    """A function that formulas may call by name."""

    tree: Expr
    defaults: Mapping[str, float]
    """Its parameters."""


Lookup = Callable[[str], Definition | None]
"""A name in any spelling to what it stands for."""


FIX = "write it like x*sigmoid(1.5x), max(0, x) or where(x > 0, x, 0.1x)"


def is_word_of_formulas(name: str) -> bool:
    """Whether formulas use the name already: for a function, a number or x."""
    taken = {*UNARY, *_MADE, *_SEVERAL, *CONSTANTS, *WORDS, "x", "if", "else", "and", "or", "not"}
    return name in taken or LETTER.fullmatch(name) is not None


def spelled(name: str) -> str:
    """A parameter's name as formulas have it: α is alpha."""
    return GREEK.get(name, name)


def refuse_longer(text: str) -> None:
    """FormulaError for a text that is longer than any formula."""
    if len(text) > LONGEST:
        raise FormulaError(text, LONGEST, f"a formula of {len(text):,} characters",
                           f"stay below {LONGEST:,}")  # fmt: skip


def read(text: str, lookup: Lookup, names: Iterable[str] = ()) -> Expr:
    """The tree of a formula of x; ``names`` are what ``lookup`` knows, for suggestions.

    Raises FormulaError where it is none.
    """
    refuse_longer(text)
    return _Reader(text, lookup, names).formula()


class _Reader:
    """One pass over the tokens; each method reads one level of the grammar."""

    def __init__(self, text: str, lookup: Lookup, names: Iterable[str]) -> None:
        self._text, self._lookup, self._names = text, lookup, names
        self._tokens, self._place, self._depth = tokens(text), 0, 0
        self._bars = 0

    def formula(self) -> Expr:
        """The whole text; a left side such as ``f(x) =`` may stand before it."""
        signs = [token.text for token in self._tokens[:5]]
        if "=" in signs and (signs.index("=") == 1 or signs[1:5] == ["(", "x", ")", "="]):
            self._place = signs.index("=") + 1
        if self._now.kind == "end":
            raise self._wrong("there is no formula", at=0)
        made = self._choice()
        if self._now.kind != "end":
            what = "a bracket closes that none opened" if self._now.text == ")" else ""
            raise self._wrong(what or f"“{self._now.text}” does not belong here")
        if any(made.op == relation for relation in RELATIONS) or made.op in ("and", "or", "not"):
            raise self._wrong("a condition is not a formula", at=0)
        return made

    @property
    def _now(self) -> FormulaToken:
        return self._tokens[self._place]

    def _wrong(self, what: str, fix: str = FIX, at: int | None = None) -> FormulaError:
        return FormulaError(self._text, self._now.at if at is None else at, what, fix)

    def _take(self, *texts: str) -> str:
        """The next sign or word if it is one of these, and step past it; else nothing."""
        if self._now.kind in ("sign", "word") and self._now.text in texts:
            self._place += 1
            return self._tokens[self._place - 1].text
        return ""

    def _need(self, text: str) -> None:
        if not self._take(text):
            where = f"“{self._now.text}”" if self._now.text else "the end"
            raise self._wrong(f"“{text}” is missing before {where}")

    def _built(self, make: Callable[..., Expr], *args: Expr, at: int) -> Expr:
        """A node; what cannot be computed is said at its place."""
        try:
            return make(*args)
        except FormulaError:
            raise
        except ActquizError as error:
            raise self._wrong(error.what, "change the number there", at) from None

    def _choice(self) -> Expr:
        self._enter()
        yes = self._any()
        if self._take("if"):
            condition = self._any()
            self._need("else")
            yes = tree.where(condition, yes, self._choice())
        self._depth -= 1
        return yes

    def _any(self) -> Expr:
        made = self._all()
        while self._take("or"):
            made = raw("or", made, self._all())
        return made

    def _all(self) -> Expr:
        made = self._not()
        while self._take("and"):
            made = raw("and", made, self._not())
        return made

    def _not(self) -> Expr:
        return raw("not", self._not()) if self._take("not") else self._comparison()

    def _comparison(self) -> Expr:
        """Also a chain: −1 < x < 1."""
        left, made = self._sum(), None
        while relation := self._take(*RELATIONS):
            right = self._sum()
            one = tree.compare(relation, left, right)
            made, left = (raw("and", made, one) if made else one), right
        return made or left

    def _sum(self) -> Expr:
        terms = [self._product()]
        at = self._now.at
        while sign := self._take("+", "-"):
            term = self._product()
            terms.append(term if sign == "+" else tree.neg(term))
        return self._built(tree.add, *terms, at=at) if len(terms) > 1 else terms[0]

    def _product(self) -> Expr:
        made = self._signed()
        while True:
            at = self._now.at
            if sign := self._take("*", "/"):
                made = self._built(tree.mul if sign == "*" else tree.div, made, self._signed(),
                                   at=at)  # fmt: skip
            elif self._starts_factor():
                made = self._built(tree.mul, made, self._powered(), at=at)
            else:
                return made

    def _starts_factor(self) -> bool:
        token = self._now
        if token.kind == "word":
            return token.text not in ("if", "else", "and", "or", "not")
        return token.kind == "number" or token.text in ("(", "√") or (
            token.text == "|" and not self._bars
        )  # fmt: skip

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._wrong(f"nested more than {_DEEPEST} deep", "write it flatter")

    def _signed(self) -> Expr:
        minus = False
        while sign := self._take("-", "+"):
            minus ^= sign == "-"
        made = self._powered()
        return tree.neg(made) if minus else made

    def _powered(self) -> Expr:
        base = self._atom()
        at = self._now.at
        if self._now.kind == "raised":
            self._place += 1
            text = self._tokens[self._place - 1].text.translate(LOW)
            base = self._built(tree.power, base, const(float(text)), at=at)
        if self._take("^"):
            self._enter()
            base = self._built(tree.power, base, self._signed(), at=at)
            self._depth -= 1
        return base

    def _atom(self) -> Expr:
        token = self._now
        self._place += 1
        if token.kind == "number":
            value = float(token.text)
            if math.isinf(value):
                raise self._wrong("a number too large for float64", at=token.at)
            return const(value)
        if token.text == "(":
            bars, self._bars = self._bars, 0
            made = self._choice()
            self._need(")")
            self._bars = bars
            return made
        if token.text == "|":
            self._bars += 1
            made = self._choice()
            self._need("|")
            self._bars -= 1
            return tree.call("abs", made)
        if token.kind == "word" or token.text == "√":
            return self._name("sqrt" if token.text == "√" else token.text, token.at)
        self._place -= 1
        what = f"“{token.text}” where a number, x or a function should stand"
        raise self._wrong(what if token.text else "something is missing at the end")

    def _name(self, name: str, at: int) -> Expr:
        if name == "x":
            return X
        if name in ("np", "math", "numpy", "torch") and self._take("."):
            self._place += 1
            return self._name(self._tokens[self._place - 1].text, at)
        if name in CONSTANTS:
            return const(CONSTANTS[name])
        definition = self._known(name, at)
        if definition is None and name not in {*UNARY, *_MADE, *_SEVERAL}:
            if LETTER.fullmatch(name):
                return letter(name)
            raise self._unknown(name, at)
        if self._now.text == "(":
            return self._called(name, definition, at)
        return self._without_brackets(name, definition, at)

    def _known(self, name: str, at: int) -> Definition | None:
        try:
            return None if name in UNARY or name in _MADE else self._lookup(name)
        except FormulaError:
            raise
        except ActquizError as error:
            raise self._wrong(error.what, error.fix, at) from None

    def _unknown(self, name: str, at: int) -> FormulaError:
        known = {*UNARY, *_MADE, *_SEVERAL, *CONSTANTS, *self._names}
        fix = suggestion(name, known, "letters stand for parameters, and their value is set")
        return self._wrong(f"there is no function “{name}”", fix, at)

    def _without_brackets(self, name: str, definition: Definition | None, at: int) -> Expr:
        """``tanh x``, ``tanh²(x)`` as they are written by hand."""
        up: Expr | None = None
        if self._now.kind == "raised":
            up = const(float(self._now.text.translate(LOW)))
            self._place += 1
        elif self._take("^"):
            up = self._atom()
        token = self._now
        if name in _SEVERAL or not (
            token.kind == "number" or token.text in ("(", "|")
            or (token.kind == "word" and (token.text == "x" or LETTER.fullmatch(token.text)
                                          or token.text in CONSTANTS))
        ):  # fmt: skip
            raise self._wrong(f"{name} needs what it is taken of: {name}(x)", at=at)
        if token.text == "(":
            made = self._called(name, definition, at)
        else:
            made = self._apply(name, definition, [self._atom()], {}, at)
        return made if up is None else self._built(tree.power, made, up, at=at)

    def _called(self, name: str, definition: Definition | None, at: int) -> Expr:
        """The arguments in brackets, parameters as name=value, and the function of them."""
        self._need("(")
        bars, self._bars = self._bars, 0
        args: list[Expr] = []
        given: dict[str, Expr] = {}
        while True:
            word, after = self._now, self._tokens[min(self._place + 1, len(self._tokens) - 1)]
            if word.kind == "word" and after.text == "=":
                self._place += 2
                given[word.text] = self._choice()
            else:
                args.append(self._choice())
            if not self._take(",", ";"):
                break
        self._need(")")
        self._bars = bars
        return self._apply(name, definition, args, given, at)

    def _apply(
        self, name: str, definition: Definition | None, args: list[Expr],
        given: dict[str, Expr], at: int,
    ) -> Expr:  # fmt: skip
        if definition is not None:
            return self._defined(name, definition, args, given, at)
        if given:
            raise self._wrong(f"{name} has no parameter “{next(iter(given))}”", at=at)
        if name in _SEVERAL:
            return self._several(name, args, at)
        if len(args) != 1:
            raise self._wrong(f"{name} takes one number, not {len(args)}", at=at)
        if name in _MADE:
            return self._built(_MADE[name], args[0], at=at)
        return self._built(lambda u: tree.call(name, u), args[0], at=at)

    def _several(self, name: str, args: list[Expr], at: int) -> Expr:
        counts = {"clip": (3, 3), "where": (3, 3), "ste": (2, 2), "piecewise": (3, 99)}
        least, most = counts.get(name, (2, 99))
        if not least <= len(args) <= most or (name == "piecewise" and len(args) % 2 == 0):
            takes = {
                "clip": "x, the least and the most", "where": "a condition and two values",
                "ste": "a function and the one whose slope it takes",
                "piecewise": "conditions and values in turn, and the value elsewhere",
            }.get(name, "two numbers or more")  # fmt: skip
            raise self._wrong(f"{name} takes {takes}", at=at)
        if name in ("max", "min"):
            made = args[0]
            for arg in args[1:]:
                made = tree.extreme(name, made, arg)
            return made
        if name == "clip":
            return tree.extreme("min", tree.extreme("max", args[0], args[1]), args[2])
        if name == "ste":
            return raw("ste", *args)
        made = args[-1]
        for place in range(len(args) - 3, -1, -2):
            made = tree.where(args[place], args[place + 1], made)
        return made

    def _defined(
        self, name: str, definition: Definition, args: list[Expr], given: dict[str, Expr], at: int
    ) -> Expr:
        defaults = definition.defaults
        for parameter in given:
            if parameter not in defaults:
                takes = ", ".join(defaults) or "none"
                raise self._wrong(
                    f"{name} has no parameter “{parameter}”", f"it takes: {takes}", at
                )
        # Parameters may also follow x in their order: elu(x, 0.5).
        if not 1 <= len(args) <= 1 + len(defaults):
            raise self._wrong(f"{name} takes x and {len(defaults)} parameters", at=at)
        settings = {key: const(value) for key, value in defaults.items()}
        settings |= dict(zip(defaults, args[1:], strict=False)) | given
        swaps = {X: args[0]} | {letter(key): value for key, value in settings.items()}
        return self._built(lambda: tree.replaced(definition.tree, swaps), at=at)
