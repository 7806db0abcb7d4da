"""Trees written down: as one line that can be typed again, and as LaTeX."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

from actquiz.engine.activations.formula.node import ONE, RELATIONS, Expr, is_negative, split
from actquiz.engine.activations.formula.tree import neg, power

_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4
_LONGEST_FRACTION = 1000
_SHARES = {2.0, 3.0, 4.0, 5.0, 6.0, 8.0}
_LATEX_NAMES = {
    "sigmoid": r"\sigma", "Phi": r"\Phi", "phi": r"\varphi", "log": r"\log", "sin": r"\sin",
    "cos": r"\cos", "tan": r"\tan", "sinh": r"\sinh", "cosh": r"\cosh", "tanh": r"\tanh",
    "atan": r"\arctan", "max": r"\max", "min": r"\min",
}  # fmt: skip
_GREEK = {
    "alpha", "beta", "gamma", "delta", "kappa", "lambda", "mu", "omega", "tau", "theta", "epsilon",
    "rho",
}  # fmt: skip
_LATEX_RELATIONS = {"<=": r"\le", ">=": r"\ge", "==": "=", "!=": r"\ne"}


def one_line(root: Expr) -> str:
    """The formula as it is typed: ``x*sigmoid(1.5*x)``."""
    return _Line().write(root)


def latex(root: Expr) -> str:
    """The formula in LaTeX."""
    return _Latex().write(root)


def exact(number: float) -> tuple[Fraction, str] | None:
    """A number as a fraction of 1, π or under a root: (fraction, "", "pi" or "sqrt")."""
    if number == 0 or not math.isfinite(number):
        return None
    for kind, value in (("", number), ("pi", number / math.pi), ("sqrt", number * abs(number))):
        near = Fraction(value).limit_denominator(_LONGEST_FRACTION)
        if near and abs(float(near) - value) <= 4e-16 * abs(value) and near.numerator < 10**6:
            return near, kind
    return None


class _Writer:
    """What both ways of writing share: signs, quotients, brackets where they are needed."""

    def write(self, node: Expr, level: int = _SUM) -> str:
        """The node, in brackets where it binds less tightly than ``level``."""
        text, own = self.node(node)
        return self.bracketed(text) if own < level else text

    def node(self, node: Expr) -> tuple[str, int]:
        """The text and how tightly it binds."""
        op, args = node.op, node.args
        if op == "x":
            return "x", _ATOM
        if op == "letter":
            return self.letter(str(node.value)), _ATOM
        if op == "const":
            return self.number(float(node.value or 0.0))
        if op == "add":
            return self.sum(args), _SUM
        if op in ("mul", "pow"):
            return self.product(node)
        if op == "where":
            return self.cases(node)
        if op in RELATIONS:
            return self.relation(op, *args), _SUM
        if op in ("and", "or"):
            return self.both(op, *args), 0
        if op == "not":
            return f"not {self.write(args[0], _ATOM)}", 0
        return self.call(op, args)

    def sum(self, terms: tuple[Expr, ...]) -> str:
        text = self.write(terms[0], _SUM)
        for term in terms[1:]:
            minus = is_negative(term)
            text += (" - " if minus else " + ") + self.write(neg(term) if minus else term, _PRODUCT)
        return text

    def product(self, node: Expr) -> tuple[str, int]:
        factor, rest = split(node)
        if factor < 0:
            return f"-{self.write(neg(node), _PRODUCT)}", _SUM
        above, under = [], []
        for part in rest.args if rest.op == "mul" else (rest,):
            up = part.args[1].number if part.op == "pow" else None
            if up is not None and up < 0:
                under.append(power(part.args[0], neg(part.args[1])))
            elif part is not ONE:
                above.append(part)
        known = exact(factor)
        if known and float(f"{factor:.6g}") == factor and 1 / factor not in _SHARES:
            # 1.5 and 0.1 are read faster as they are typed.
            known = None if not factor.is_integer() else known
        if known and not known[1]:
            top, bottom = known[0].numerator, known[0].denominator
        else:
            top, bottom = 1, 1
        numbers = [] if known and not known[1] else [self.number(factor)[0]]
        numbers += [str(top)] if top != 1 else []
        below = [str(bottom)] if bottom != 1 else []
        if not under and not below and not numbers and len(above) == 1:
            return self.power_of(above[0])
        if not under and not below:
            return self.times(numbers, above), _PRODUCT
        if not above and not numbers:
            numbers = ["1"]
        return self.over((numbers, above), (below, under))

    def power_of(self, node: Expr) -> tuple[str, int]:
        base, exponent = node.args
        if exponent.number == 0.5:
            return self.root(base)
        return self.raised(base, exponent)

    def number(self, value: float) -> tuple[str, int]:
        if value < 0:
            return f"-{self.number(-value)[0]}", _SUM
        if math.isinf(value):
            return self.letter("inf"), _ATOM
        if value == math.e:
            return "e", _ATOM
        short = f"{value:.6g}"
        known = None if float(short) == value else exact(value)
        if known is None:
            text = short if float(short) == value else f"{value:.12g}"
            return (text, _ATOM) if "e" not in text else self.scientific(text)
        return self.exactly(*known)

    # What differs between one line and LaTeX.
    def bracketed(self, text: str) -> str:
        raise NotImplementedError

    def letter(self, name: str) -> str:
        raise NotImplementedError

    def times(self, numbers: list[str], parts: list[Expr]) -> str:
        raise NotImplementedError

    def over(
        self, above: tuple[list[str], list[Expr]], under: tuple[list[str], list[Expr]]
    ) -> tuple[str, int]:
        raise NotImplementedError

    def root(self, base: Expr) -> tuple[str, int]:
        raise NotImplementedError

    def raised(self, base: Expr, exponent: Expr) -> tuple[str, int]:
        raise NotImplementedError

    def scientific(self, text: str) -> tuple[str, int]:
        raise NotImplementedError

    def exactly(self, fraction: Fraction, kind: str) -> tuple[str, int]:
        raise NotImplementedError

    def cases(self, node: Expr) -> tuple[str, int]:
        raise NotImplementedError

    def relation(self, op: str, left: Expr, right: Expr) -> str:
        raise NotImplementedError

    def both(self, op: str, left: Expr, right: Expr) -> str:
        raise NotImplementedError

    def call(self, op: str, args: tuple[Expr, ...]) -> tuple[str, int]:
        raise NotImplementedError


class _Line(_Writer):
    def bracketed(self, text: str) -> str:
        return f"({text})"

    def letter(self, name: str) -> str:
        return name

    def times(self, numbers: list[str], parts: list[Expr]) -> str:
        return "*".join([*numbers, *(self.write(part, _POWER) for part in parts)])

    def over(
        self, above: tuple[list[str], list[Expr]], under: tuple[list[str], list[Expr]]
    ) -> tuple[str, int]:
        top, bottom = self.times(*above), self.times(*under)
        single = len(under[0]) + len(under[1]) == 1
        return f"{top}/{bottom if single else self.bracketed(bottom)}", _PRODUCT

    def root(self, base: Expr) -> tuple[str, int]:
        return f"sqrt({self.write(base)})", _ATOM

    def raised(self, base: Expr, exponent: Expr) -> tuple[str, int]:
        return f"{self.write(base, _ATOM)}^{self.write(exponent, _ATOM)}", _POWER

    def scientific(self, text: str) -> tuple[str, int]:
        return text, _ATOM

    def exactly(self, fraction: Fraction, kind: str) -> tuple[str, int]:
        top, bottom = fraction.numerator, fraction.denominator
        if kind == "sqrt":
            return f"sqrt({fraction})", _ATOM
        head = (f"{top}*pi" if top != 1 else "pi") if kind else str(top)
        binds = _ATOM if bottom == 1 and (top == 1 or not kind) else _PRODUCT
        return (head if bottom == 1 else f"{head}/{bottom}"), binds

    def cases(self, node: Expr) -> tuple[str, int]:
        condition, yes, no = (self.write(arg, 0) for arg in node.args)
        return f"where({condition}, {yes}, {no})", _ATOM

    def relation(self, op: str, left: Expr, right: Expr) -> str:
        return f"{self.write(left)} {op} {self.write(right)}"

    def both(self, op: str, left: Expr, right: Expr) -> str:
        return f"{self.write(left, 0)} {op} {self.write(right, 0)}"

    def call(self, op: str, args: tuple[Expr, ...]) -> tuple[str, int]:
        if op == "sech2":
            return f"1 - tanh({self.write(args[0])})^2", _SUM
        if op == "log1p":
            return f"log(1 + {self.write(args[0], _PRODUCT)})", _ATOM
        if op == "expm1":
            return f"exp({self.write(args[0])}) - 1", _SUM
        return f"{op}({', '.join(self.write(arg) for arg in args)})", _ATOM


class _Latex(_Writer):
    def bracketed(self, text: str) -> str:
        return rf"\left({text}\right)"

    def letter(self, name: str) -> str:
        if name == "inf":
            return r"\infty"
        if name in _GREEK:
            return f"\\{name}"
        return f"{name[0]}_{name[1:]}" if name[1:].isdigit() else name

    def times(self, numbers: list[str], parts: list[Expr]) -> str:
        pieces = [*numbers, *(self.write(part, _POWER) for part in parts)]
        text = pieces[0]
        for before, piece in pairwise(pieces):
            # 2·3 and 2·0.5 need the dot; 2x and xσ(x) do not.
            near = before[-1].isdigit() and piece[:1].isdigit()
            text += (r"\cdot " if near else r"\," if len(before) > 1 else "") + piece
        return text

    def over(
        self, above: tuple[list[str], list[Expr]], under: tuple[list[str], list[Expr]]
    ) -> tuple[str, int]:
        return rf"\frac{{{self._inside(*above)}}}{{{self._inside(*under)}}}", _PRODUCT

    def _inside(self, numbers: list[str], parts: list[Expr]) -> str:
        alone = not numbers and len(parts) == 1
        return self.write(parts[0]) if alone else self.times(numbers, parts)

    def root(self, base: Expr) -> tuple[str, int]:
        return rf"\sqrt{{{self.write(base)}}}", _ATOM

    def raised(self, base: Expr, exponent: Expr) -> tuple[str, int]:
        if base.op in _LATEX_NAMES and len(base.args) == 1:
            name, inner = _LATEX_NAMES[base.op], self.write(base.args[0])
            if exponent.number is not None:
                return rf"{name}^{{{self.write(exponent)}}}({inner})", _POWER
        return f"{self.write(base, _ATOM)}^{{{self.write(exponent)}}}", _POWER

    def scientific(self, text: str) -> tuple[str, int]:
        head, _, tail = text.partition("e")
        return rf"{head}\cdot 10^{{{int(tail)}}}", _PRODUCT

    def exactly(self, fraction: Fraction, kind: str) -> tuple[str, int]:
        top, bottom = fraction.numerator, fraction.denominator
        if kind == "sqrt":
            inner = str(top) if bottom == 1 else rf"\frac{{{top}}}{{{bottom}}}"
            return rf"\sqrt{{{inner}}}", _ATOM
        head = (rf"{top}\pi" if top != 1 else r"\pi") if kind else str(top)
        return (head if bottom == 1 else rf"\frac{{{head}}}{{{bottom}}}"), _PRODUCT

    def cases(self, node: Expr) -> tuple[str, int]:
        rows = []
        while node.op == "where":
            condition, yes, node = node.args
            rows.append(f"{self.write(yes)} & {self.write(condition, 0)}")
        rows.append(rf"{self.write(node)} & \text{{otherwise}}")
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}", _PRODUCT

    def relation(self, op: str, left: Expr, right: Expr) -> str:
        return f"{self.write(left)} {_LATEX_RELATIONS.get(op, op)} {self.write(right)}"

    def both(self, op: str, left: Expr, right: Expr) -> str:
        return rf"{self.write(left, 0)} \text{{ {op} }} {self.write(right, 0)}"

    def call(self, op: str, args: tuple[Expr, ...]) -> tuple[str, int]:
        inner = ", ".join(self.write(arg) for arg in args)
        if op == "exp":
            return f"e^{{{inner}}}", _POWER
        if op == "expm1":
            return f"e^{{{inner}}} - 1", _SUM
        if op == "sech2":
            return rf"1 - \tanh^{{2}}({inner})", _SUM
        if op == "log1p":
            return rf"\log(1 + {self.write(args[0], _PRODUCT)})", _ATOM
        if op == "abs":
            return f"|{inner}|", _ATOM
        name = _LATEX_NAMES.get(op, rf"\mathrm{{{op}}}")
        return f"{name}({inner})", _ATOM
