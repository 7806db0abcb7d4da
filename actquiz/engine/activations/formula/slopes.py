"""Derivatives by the rules, on the tree.

At a kink the slope is: of ``where`` and ``piecewise`` the branch taken there; of ``max`` and
``min`` the one of the two slopes that is nearer to 0 (ReLU's is 0 at 0, leaky ReLU's α), their
mean where both are equally far (|x|'s is 0). Jumps count for nothing: sign, floor, ceil and round
have slope 0 everywhere.
"""

from __future__ import annotations

import math

from actquiz.engine.activations.formula.node import (
    MINUS,
    ONE,
    RELATIONS,
    TWO,
    ZERO,
    Expr,
    below,
    const,
)  # fmt: skip
from actquiz.engine.activations.formula.tree import (
    add,
    call,
    compare,
    div,
    mul,
    neg,
    power,
    sub,
    where,
)  # fmt: skip

_FLAT = frozenset(["const", "letter", "sign", "floor", "ceil", "round", "and", "or", "not"])


def slope(root: Expr) -> Expr:
    """The tree of df/dx."""
    made: dict[Expr, Expr] = {}
    for node in below(root):
        made[node] = _rule(node, [made[arg] for arg in node.args])
    return made[root]


def _rule(node: Expr, inner: list[Expr]) -> Expr:
    """The derivative of one node from those of its arguments."""
    op, args = node.op, node.args
    if op == "x":
        return ONE
    if op in _FLAT or op in RELATIONS:
        return ZERO
    if op == "add":
        return add(*inner)
    if op == "mul":
        rest = [mul(*args[:place], *args[place + 1 :]) for place in range(len(args))]
        return _joined([mul(one, other) for one, other in zip(rest, inner, strict=True)])
    if op == "pow":
        return _power(node, *inner)
    if op == "where":
        return where(args[0], inner[1], inner[2])
    if op in ("max", "min"):
        return _extreme(node, *inner)
    if op == "ste":
        return inner[1]
    return mul(_outer(op, args[0]), inner[0]) if inner[0] is not ZERO else ZERO


def _joined(terms: list[Expr]) -> Expr:
    """The sum of a product rule's terms; A/B − A·C/B² is A·(B − C)/B² where that is simpler."""
    kept = [term for term in terms if term is not ZERO]
    if len(kept) == 2:
        ratio = div(kept[1], kept[0])
        parts = ratio.args if ratio.op == "mul" else (ratio,)
        under = [part.args[0] for part in parts if part.op == "pow" and part.args[1] is MINUS]
        if len(under) == 1 and under[0].op == "add":
            left = add(under[0], mul(ratio, under[0]))
            if left.op != "add":
                return mul(kept[0], left, power(under[0], MINUS))
    return add(*kept)


def _power(node: Expr, base_slope: Expr, exponent_slope: Expr) -> Expr:
    base, exponent = node.args
    if exponent_slope is ZERO:
        return mul(exponent, power(base, sub(exponent, ONE)), base_slope)
    grown = add(mul(exponent_slope, call("log", base)), mul(exponent, div(base_slope, base)))
    return mul(node, grown)


def _extreme(node: Expr, left_slope: Expr, right_slope: Expr) -> Expr:
    left, right = node.args
    above, from_ = (">", ">=") if node.op == "max" else ("<", "<=")
    one, other = left_slope.number, right_slope.number
    if left_slope is right_slope:
        return left_slope
    # Nothing is nearer to 0 than 0.
    if left_slope is ZERO:
        return where(compare(above, right, left), right_slope, ZERO)
    if right_slope is ZERO:
        return where(compare(above, left, right), left_slope, ZERO)
    if one is not None and other is not None and abs(one) != abs(other):
        return where(compare(from_ if abs(one) < abs(other) else above, left, right),
                     left_slope, right_slope)  # fmt: skip
    if one is not None and other is not None:
        tie = ZERO
    else:
        size, other_size = call("abs", left_slope), call("abs", right_slope)
        nearer = where(compare("<", size, other_size), left_slope, right_slope)
        mean = mul(const(0.5), add(left_slope, right_slope))
        tie = where(compare("==", size, other_size), mean, nearer)
    return where(
        compare(above, left, right), left_slope, where(compare("==", left, right), tie, right_slope)
    )


def _outer(op: str, u: Expr) -> Expr:
    """f'(u) of a function of one number."""
    if op in ("exp", "expm1"):
        return call("exp", u)
    if op == "log":
        return power(u, MINUS)
    if op == "log1p":
        return power(add(ONE, u), MINUS)
    if op == "sin":
        return call("cos", u)
    if op == "cos":
        return neg(call("sin", u))
    if op == "tan":
        return add(ONE, power(call("tan", u), TWO))
    if op == "sinh":
        return call("cosh", u)
    if op == "cosh":
        return call("sinh", u)
    if op == "tanh":
        return call("sech2", u)
    if op == "sech2":
        return mul(const(-2.0), call("tanh", u), call("sech2", u))
    if op == "asinh":
        return power(add(ONE, power(u, TWO)), const(-0.5))
    if op == "atan":
        return power(add(ONE, power(u, TWO)), MINUS)
    if op == "sigmoid":
        return mul(call("sigmoid", u), call("sigmoid", neg(u)))
    if op == "softplus":
        return call("sigmoid", u)
    if op == "erf":
        return mul(const(2.0 / math.sqrt(math.pi)), call("exp", neg(power(u, TWO))))
    if op == "Phi":
        return call("phi", u)
    if op == "phi":
        return neg(mul(u, call("phi", u)))
    if op == "abs":
        return call("sign", u)
    raise AssertionError(f"no rule for {op}")
