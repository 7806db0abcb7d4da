"""Trees as lists of steps over arrays: each shared part is computed once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from actquiz.arrays import Array
from actquiz.engine.activations.formula.computed import COMPUTED
from actquiz.engine.activations.formula.node import RELATIONS, Expr, X, below
from actquiz.errors import ActquizError

_MOST_STEPS = 2_000

Operand = int | float
"""The place of an earlier result, or a number."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; ``args`` are places (0 is x) or numbers."""

    op: str
    args: tuple[Operand, ...]
    place: int


@dataclass(frozen=True, slots=True)
class Compiled:
    """Steps in the order in which they are computed."""

    steps: tuple[Operation, ...]
    results: tuple[Operand, ...]
    """Where each root's value is."""
    given: int
    """How many places are filled before the first step: x, and what else is known."""


def compiled(roots: tuple[Expr, ...], given: Mapping[Expr, int]) -> Compiled:
    """The program for these trees; ``given`` are nodes whose values will be there, by place."""
    return _Lowering(given).program(roots)


_Key = tuple[str, tuple[tuple[bool, Operand], ...]]


def _key(op: str, args: Iterable[Any]) -> _Key:
    """Places and numbers told apart: 1 and 1.0 are equal to a dict."""
    return op, tuple((isinstance(arg, float), arg) for arg in args)


class _Lowering:
    def __init__(self, given: Mapping[Expr, int]) -> None:
        self._operands: dict[Expr, Operand] = dict(given)
        self._first = max(given.values(), default=-1) + 1
        self._steps: dict[_Key, int] = {}
        self._next = self._first
        for node, place in given.items():
            # A known product of two lends itself to a longer one: x·σ of x·σ·(1 − σ).
            if node.op in ("mul", "add") and len(node.args) == 2:
                ends = [self._operands.get(arg, arg.number) for arg in node.args]
                if None not in ends:
                    self._steps[_key(node.op, ends)] = place

    def program(self, roots: tuple[Expr, ...]) -> Compiled:
        for node in below(*roots):
            if node not in self._operands:
                self._operands[node] = self._node(node)
        steps = [
            Operation(op, tuple(arg for _, arg in args), place)
            for (op, args), place in self._steps.items()
            if place >= self._first
        ]
        if len(steps) > _MOST_STEPS:
            raise ActquizError(
                f"the formula takes {len(steps):,} steps", fix="write a shorter formula"
            )
        program = Compiled(tuple(steps), tuple(self._operands[root] for root in roots), self._first)
        return _pruned(program)

    def _step(self, op: str, *args: Operand) -> int:
        key = _key(op, args)
        if key not in self._steps:
            self._steps[key] = self._next
            self._next += 1
        return self._steps[key]

    def _node(self, node: Expr) -> Operand:
        if node.op == "const":
            return float(node.value or 0.0)
        if node.op == "letter":
            raise ActquizError(f"{node.value} has no value", fix=f"set it: {node.value}=0.5")
        if node.op == "ste":
            return self._operands[node.args[0]]
        args = [self._operands[arg] for arg in node.args]
        if node.op == "add":
            return self._sum(node, args)
        if node.op == "mul":
            return self._product(node)
        if node.op == "pow":
            return self._power(args[0], args[1])
        return self._step(node.op, *args)

    def _sum(self, node: Expr, args: list[Operand]) -> Operand:
        """Differences where a term has a minus sign, so that −1 is not multiplied."""
        plus, minus = [], []
        for term, arg in zip(node.args, args, strict=True):
            if term.op == "mul" and term.args[0].number == -1.0:
                minus.append(self._product(term, skip=1))
            elif isinstance(arg, float) and arg < 0:
                minus.append(-arg)
            else:
                plus.append(arg)
        made: Operand = plus[0] if plus else 0.0
        for arg in plus[1:]:
            made = self._step("add", made, arg)
        for arg in minus:
            made = self._step("sub", made, arg)
        return made

    def _product(self, node: Expr, skip: int = 0) -> Operand:
        above: list[Operand] = []
        under: list[Operand] = []
        for part in node.args[skip:]:
            up = part.args[1].number if part.op == "pow" else None
            if up is not None and up < 0:
                under.append(self._power(self._operands[part.args[0]], -up))
            else:
                above.append(self._operands[part])
        # A number last: the product of the rest may be there already.
        above.sort(key=lambda operand: isinstance(operand, float))
        made: Operand = above[0] if above else 1.0
        for arg in above[1:]:
            made = self._step("neg", made) if arg == -1.0 and isinstance(arg, float) else (
                self._step("mul", made, arg)
            )  # fmt: skip
        if under:
            bottom = under[0]
            for arg in under[1:]:
                bottom = self._step("mul", bottom, arg)
            made = self._step("div", made, bottom)
        return made

    def _power(self, base: Operand, up: Operand) -> Operand:
        if not isinstance(up, float):
            return self._step("pow", base, up)
        if up < 0:
            return self._step("div", 1.0, self._power(base, -up))
        if up == 1.0:
            return base
        if up == 0.5:
            return self._step("sqrt", base)
        if up == 2.0:
            return self._step("square", base)
        if up.is_integer() and up <= 16:
            half = self._power(base, float(up // 2))
            square = self._step("square", half)
            return self._step("mul", square, base) if up % 2 else square
        if (2 * up).is_integer() and up < 16:
            return self._step("mul", self._power(base, up - 0.5), self._step("sqrt", base))
        return self._step("pow", base, up)


def _pruned(program: Compiled) -> Compiled:
    """Without steps that nothing needs."""
    needed = {operand for operand in program.results if isinstance(operand, int)}
    kept = []
    for step in reversed(program.steps):
        if step.place in needed:
            kept.append(step)
            needed |= {arg for arg in step.args if isinstance(arg, int)}
    return Compiled(tuple(reversed(kept)), program.results, program.given)


_EXACT: dict[str, Callable[..., Any]] = {
    **COMPUTED,
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "pow": np.power,
    "neg": np.negative, "sqrt": np.sqrt, "square": np.square, "max": np.maximum,
    "min": np.minimum, "where": np.where, "<": np.less, "<=": np.less_equal, ">": np.greater,
    ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal, "and": np.logical_and,
    "or": np.logical_or, "not": np.logical_not,
}  # fmt: skip


def run(program: Compiled, *given: Array) -> list[Array]:
    """The value of each root, as arrays of the shape of x; never warns."""
    values: dict[int, Any] = dict(enumerate(given))
    with np.errstate(all="ignore"):
        for step in program.steps:
            args = [values[arg] if isinstance(arg, int) else arg for arg in step.args]
            values[step.place] = _EXACT[step.op](*args)
    x = given[0]
    return [
        np.broadcast_to(
            np.asarray(values[where] if isinstance(where, int) else where, x.dtype), x.shape
        )
        for where in program.results
    ]


def first_failure(root: Expr, x: float) -> Expr | None:
    """The first part of a tree that is NaN or infinite at x though all it is made of is not."""
    for node in below(root):
        if node.op in RELATIONS or node.op in ("and", "or", "not"):
            continue
        value = float(run(compiled((node,), {X: 0}), np.array([x]))[0][0])
        if not math.isfinite(value):
            return node
    return None
