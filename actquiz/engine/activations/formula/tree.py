"""Trees of formulas: built by the functions here, which simplify as they build.

What would overflow or lose digits as it is written takes the form that does not: log(1 + eᵘ) is
softplus, eᵘ/(1 + eᵘ) the logistic function, and so on.
"""

from __future__ import annotations

import math

import numpy as np

from actquiz.engine.activations.formula.computed import COMPUTED
from actquiz.engine.activations.formula.node import (
    EVEN,
    HALF,
    MINUS,
    ODD,
    ONE,
    RELATIONS,
    TWO,
    UNARY,
    ZERO,
    Expr,
    below,
    const,
    is_negative,
    raw,
    split,
)  # fmt: skip
from actquiz.errors import ActquizError


def neg(node: Expr) -> Expr:
    """−node."""
    return mul(MINUS, node)


def sub(left: Expr, right: Expr) -> Expr:
    """left − right."""
    return add(left, neg(right))


def div(above: Expr, under: Expr) -> Expr:
    """above / under."""
    return mul(above, power(under, MINUS))


def add(*terms: Expr) -> Expr:
    """The sum: equal terms are collected, and what is more accurate in another form takes it."""
    factors: dict[Expr, float] = {}
    for term in terms:
        for part in term.args if term.op == "add" else (term,):
            factor, rest = split(part)
            factors[rest] = factors.get(rest, 0.0) + factor
    factors = {rest: factor for rest, factor in factors.items() if factor != 0.0}
    _recognise_sums(factors)
    parts = [mul(const(_finite(factor)), rest) for rest, factor in factors.items() if factor]
    if not parts:
        return ZERO
    return parts[0] if len(parts) == 1 else raw("add", *parts)


def _recognise_sums(factors: dict[Expr, float]) -> None:
    """1 − σ(u), eᵘ − 1, 1 ± erf u … lose digits or overflow as they stand."""
    constant = factors.get(ONE, 0.0)
    for rest, factor in list(factors.items()):
        other: Expr | None = None
        if rest.op in ("sigmoid", "Phi") and factor == -constant:
            other, times = call(rest.op, neg(rest.args[0])), constant
        elif rest.op == "erf" and abs(factor) == abs(constant) != 0:
            sign = factor / constant
            inner = mul(const(sign * math.sqrt(2.0)), rest.args[0])
            other, times = call("Phi", inner), 2.0 * constant
        elif rest.op == "tanh" and abs(factor) == abs(constant) != 0:
            inner = mul(const(2.0 * factor / constant), rest.args[0])
            other, times = call("sigmoid", inner), 2.0 * constant
        elif rest.op == "exp" and factor == -constant:
            other, times = call("expm1", rest.args[0]), factor
        elif rest.op == "pow" and _is_tanh_squared(rest) and factor == -constant:
            other, times = call("sech2", rest.args[0].args[0]), constant
        if other is not None and len(factors) >= 2:
            del factors[ONE], factors[rest]
            factor, kind = split(other)
            factors[kind] = factors.get(kind, 0.0) + times * factor
            return
    _recognise_hyperbolic(factors)


def _is_tanh_squared(node: Expr) -> bool:
    return node.args[0].op == "tanh" and node.args[1] is TWO


def _recognise_hyperbolic(factors: dict[Expr, float]) -> None:
    """eᵘ ± e⁻ᵘ."""
    for rest in [rest for rest in factors if rest.op == "exp"]:
        mirror = call("exp", neg(rest.args[0]))
        if rest in factors and mirror in factors and mirror is not rest:
            one, other = factors[rest], factors[mirror]
            if abs(one) == abs(other):
                del factors[rest], factors[mirror]
                made = call("cosh" if one == other else "sinh", rest.args[0])
                sign, kind = split(made)
                factors[kind] = factors.get(kind, 0.0) + 2.0 * one * sign


def mul(*parts: Expr) -> Expr:
    """The product: equal bases are collected, quotients that would be ∞/∞ take another form."""
    constant = 1.0
    powers: dict[Expr, Expr] = {}
    for part in parts:
        for piece in part.args if part.op == "mul" else (part,):
            if piece.number is not None:
                constant *= piece.number
                continue
            base, exponent = piece.args if piece.op == "pow" else (piece, ONE)
            powers[base] = add(powers[base], exponent) if base in powers else exponent
    if constant == 0.0:
        return ZERO
    _join_exponentials(powers)
    factor = _recognise_products(powers)
    kept = [node for node in (power(base, up) for base, up in powers.items()) if node is not ONE]
    if any(node.number is not None or node.op == "mul" for node in kept):
        return mul(const(_finite(constant * factor)), *kept)
    constant = _finite(constant * factor)
    if not kept:
        return const(constant)
    if constant == 1.0:
        return kept[0] if len(kept) == 1 else raw("mul", *kept)
    if len(kept) == 1 and kept[0].op == "add" and constant == -1.0:
        return raw("add", *(mul(MINUS, term) for term in kept[0].args))
    return raw("mul", const(constant), *kept)


def _join_exponentials(powers: dict[Expr, Expr]) -> None:
    """eᵃ·eᵇ is one exponential: as two they may be ∞·0."""
    exponentials = [base for base in powers if base.op == "exp"]
    if len(exponentials) > 1:
        joined = call("exp", add(*(mul(powers.pop(base), base.args[0]) for base in exponentials)))
        if joined is not ONE:
            powers[joined] = ONE


def _recognise_products(powers: dict[Expr, Expr]) -> float:
    """eᵘ·σ(−u) is σ(u), sinh u / cosh u is tanh u; the constant factor that comes of it."""
    factor = 1.0
    _recognise_signs(powers)
    for base, up in list(powers.items()):
        if up.number is None or base not in powers:
            continue
        if base.op in ("exp", "expm1") and up is ONE:
            for other in [other for other in powers if other.op == "sigmoid"]:
                times = powers[other].number
                total = add(base.args[0], other.args[0])
                if times is None or times < 1 or total.number is None:
                    continue
                if base.op == "expm1":
                    if total is not ZERO:
                        continue
                    made = call("tanh", mul(HALF, base.args[0]))
                else:
                    factor *= math.exp(total.number)
                    made = call("sigmoid", neg(other.args[0]))
                del powers[base]
                _lower(powers, other, 1.0)
                sign, kind = split(made)
                factor *= sign
                powers[kind] = add(powers[kind], ONE) if kind in powers else ONE
                break
        elif base.op == "sinh":
            under = call("cosh", base.args[0])
            below_it = powers[under].number if under in powers else None
            if below_it is not None and below_it <= -up.number < 0:
                del powers[base]
                _lower(powers, under, -up.number)
                made = call("tanh", base.args[0])
                powers[made] = add(powers[made], up) if made in powers else up
    return factor


def _recognise_signs(powers: dict[Expr, Expr]) -> None:
    """u·sign u is |u|; a positive part needs no switch besides."""
    for base in list(powers):
        if base.op == "sign" and powers[base] is ONE:
            u = base.args[0]
            if powers.get(u) is ONE:
                del powers[base], powers[u]
                size = call("abs", u)
                powers[size] = add(powers[size], ONE) if size in powers else ONE
        elif base.op == "where" and base.args[1] is ONE and base.args[2] is ZERO:
            condition = base.args[0]
            if condition.op == ">" and condition.args[1] is ZERO:
                u = condition.args[0]
                part = next(
                    (p for p in (raw("max", ZERO, u), raw("max", u, ZERO)) if p in powers), None
                )
                if part is not None and (powers[part].number or 0.0) > 0:
                    del powers[base]


def _lower(powers: dict[Expr, Expr], base: Expr, by: float) -> None:
    left = (powers[base].number or 0.0) - by
    if left:
        powers[base] = const(left)
    else:
        del powers[base]


def power(base: Expr, exponent: Expr) -> Expr:
    """base^exponent, in the real numbers."""
    up, number = exponent.number, base.number
    if up == 0.0:
        return ONE
    if up == 1.0:
        return base
    if number is not None and up is not None:
        return const(_power(number, up))
    if number is not None and number > 0:
        return call("exp", mul(const(math.log(number)), exponent))
    if base.op == "exp":
        return call("exp", mul(base.args[0], exponent))
    if up is None:
        return raw("pow", base, exponent)
    if base.op == "pow" and base.args[1].number is not None:
        inner = base.args[1].number
        if inner.is_integer() and up.is_integer():
            return power(base.args[0], const(inner * up))
        if inner == 2.0:
            return power(call("abs", base.args[0]), const(inner * up))
    if base.op == "abs" and up.is_integer() and up % 2 == 0:
        return power(base.args[0], exponent)
    factor, rest = split(base)
    if factor != 1.0 and (up.is_integer() or factor > 0):
        return mul(const(_power(factor, up)), power(rest, exponent))
    if base.op == "add" and up < 0 and up.is_integer():
        logistic = _logistic(base)
        if logistic is not None:
            return power(logistic, const(-up))
    return raw("pow", base, exponent)


def _logistic(base: Expr) -> Expr | None:
    """1 / (c + k·eᵘ) as σ(log c/k − u)/c, if both are positive."""
    terms = {rest: factor for factor, rest in map(split, base.args)}
    constant = terms.pop(ONE, 0.0)
    if len(terms) != 1 or constant <= 0.0:
        return None
    rest, factor = terms.popitem()
    if rest.op != "exp" or factor <= 0.0:
        return None
    inner = sub(const(math.log(constant / factor)), rest.args[0])
    return mul(const(1.0 / constant), call("sigmoid", inner))


def _power(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        raise ActquizError("a number in the formula is too large for float64") from None
    except ValueError:
        why = "divides by zero" if base == 0 else "takes a root of a negative number"
        raise ActquizError(f"the formula {why}") from None


def _finite(number: float) -> float:
    if math.isfinite(number):
        return number
    raise ActquizError("a number in the formula is too large for float64")


def extreme(op: str, left: Expr, right: Expr) -> Expr:
    """max or min of two."""
    if left is right:
        return left
    if left.number is not None and right.number is not None:
        return const((max if op == "max" else min)(left.number, right.number))
    return raw(op, left, right)


def compare(relation: str, left: Expr, right: Expr) -> Expr:
    """A condition; 1 or 0 where both sides are numbers."""
    one, other = left.number, right.number
    if one is not None and other is not None:
        truth = {
            "<": one < other, "<=": one <= other, ">": one > other,
            ">=": one >= other, "==": one == other, "!=": one != other,
        }  # fmt: skip
        return ONE if truth[relation] else ZERO
    # max(u, c) < d says of u no more than u < d does, if c < d.
    bounded = {"<": "max", "<=": "max", ">": "min", ">=": "min"}.get(relation)
    if other is not None and left.op == bounded:
        for u, limit in (left.args, left.args[::-1]):
            if limit.number is not None and compare(relation, limit, right) is ONE:
                return compare(relation, u, right)
    return raw(relation, left, right)


def where(condition: Expr, yes: Expr, no: Expr) -> Expr:
    """``yes`` where the condition holds, ``no`` elsewhere."""
    if yes is no:
        return yes
    if condition.number is not None:
        return yes if condition.number else no
    if yes.op == "where" and yes.args[2] is no:
        return where(raw("and", condition, yes.args[0]), yes.args[1], no)
    return raw("where", condition, yes, no)


def call(op: str, inner: Expr) -> Expr:
    """``op(inner)``, simplified."""
    if inner.number is not None:
        return _folded(op, inner.number)
    if op == "log":
        return _log(inner)
    if op == "exp" and inner.op == "log":
        return inner.args[0]
    if op in ODD and is_negative(inner):
        return neg(call(op, neg(inner)))
    if op in EVEN and is_negative(inner):
        return call(op, neg(inner))
    if op == "abs" and inner.op in ("abs", "exp", "sigmoid", "softplus", "Phi", "phi", "cosh"):
        return inner
    return raw(op, inner)


def _folded(op: str, number: float) -> Expr:
    with np.errstate(all="ignore"):
        value = float(COMPUTED[op](np.array([number]))[0])
    if math.isfinite(number) and math.isnan(value):
        raise ActquizError(f"{op}({number:g}) is not a real number")
    if math.isfinite(number) and math.isinf(value):
        raise ActquizError(f"{op}({number:g}) is not a finite number")
    return const(value)


def _log(inner: Expr) -> Expr:
    """log eᵘ, log σ, log cosh, and logs of sums of exponentials."""
    if inner.op == "exp":
        return inner.args[0]
    if inner.op == "sigmoid":
        return neg(call("softplus", neg(inner.args[0])))
    if inner.op == "cosh":
        u = inner.args[0]
        doubled = call("softplus", mul(TWO, u))
        return add(doubled, neg(u), const(-math.log(2.0)))
    factor, rest = split(inner)
    if factor > 0 and factor != 1.0:
        return add(const(math.log(factor)), _log(rest))
    if inner.op == "add":
        exponents = [_exponents(term) for term in inner.args]
        if all(exponents):
            return _log_sum([exponent for found in exponents for exponent in found])
        if ONE in inner.args:
            return raw("log1p", sub(inner, ONE))
    return raw("log", inner)


def _log_sum(exponents: list[Expr]) -> Expr:
    """log Σ eᵘ: log(eᵃ + eᵇ) = a + softplus(b − a), around a constant where there is one."""
    total = exponents[0]
    for exponent in exponents[1:]:
        if exponent.number is not None:
            total, exponent = exponent, total
        total = add(total, call("softplus", sub(exponent, total)))
    return total


def _exponents(term: Expr) -> list[Expr]:
    """u where a positive term is eᵘ, u and −u where it is cosh u; none where it is neither."""
    factor, rest = split(term)
    if factor <= 0.0 or (rest.op not in ("exp", "cosh") and rest is not ONE):
        return []
    if rest.op == "cosh":
        size = const(math.log(factor / 2))
        return [add(rest.args[0], size), add(neg(rest.args[0]), size)]
    inner = rest.args[0] if rest.op == "exp" else ZERO
    return [add(inner, const(math.log(factor)))]


def replaced(root: Expr, swaps: dict[Expr, Expr]) -> Expr:
    """The tree with some nodes exchanged, simplified anew."""
    made = dict(swaps)
    for node in below(root):
        if node not in made:
            args = [made[arg] for arg in node.args]
            same = all(new is old for new, old in zip(args, node.args, strict=True))
            made[node] = node if same else rebuilt(node.op, args)
    return made[root]


def rebuilt(op: str, args: list[Expr]) -> Expr:
    """A node of that operation, simplified."""
    if op == "add":
        return add(*args)
    if op == "mul":
        return mul(*args)
    if op == "pow":
        return power(*args)
    if op in ("max", "min"):
        return extreme(op, *args)
    if op == "where":
        return where(*args)
    if op in RELATIONS:
        return compare(op, *args)
    return call(op, args[0]) if op in UNARY else raw(op, *args)
