"""Formulas in the training loop: their steps in float32, block by block, each part computed once.

What value and slope have in common is kept from the forward pass for the backward one. Blocks are
small enough to stay in the processor's cache, so that a step more costs little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from actquiz.arrays import Array
from actquiz.engine.activations.formula.node import (
    ONE,
    RELATIONS,
    TWO,
    ZERO,
    Expr,
    X,
    below,
    const,
    raw,
)  # fmt: skip
from actquiz.engine.activations.formula.program import Compiled, Operand, Operation, compiled
from actquiz.engine.activations.formula.tree import call, neg
from actquiz.engine.activations.formula.typed import TypedFormula
from actquiz.engine.kernels.steps import STEPS

BLOCK = 131_072
"""Numbers a block: a few such arrays of float32 stay in the cache, and calls cost little beside."""
_DEAR = {
    "exp": 4, "expm1": 10, "log": 6, "log1p": 12, "tanh": 4, "sigmoid": 6, "softplus": 20,
    "erf": 25, "Phi": 25, "phi": 8, "sin": 8, "cos": 8, "tan": 12, "sinh": 20, "cosh": 8,
    "asinh": 20, "atan": 12, "pow": 30, "where": 4,
}  # fmt: skip
"""What a step costs, in passes over memory; any other step is one."""
_WORTH = 3
"""Passes that keeping a part must save: it takes one to write and one to read."""
_SHAPES = 8
"""Shapes of which kept parts are remembered between forward and backward."""


class Typed:
    """The kernel of a formula, for one layer; the package says what a kernel is.

    What backward wants of forward's work lies in memory of the kernel's own, a set for each shape.
    """

    keeps = False

    def __init__(self, formula: TypedFormula) -> None:
        value, slope = _fast(formula.value), _fast(formula.slope)
        shared = _worth_keeping(value, slope)
        self._count = len(shared)
        self._kept: dict[tuple[Any, ...], list[Array]] = {}
        self._forward = _Passes(compiled((value, *shared), {X: 0}))
        given = {X: 0, value: 1} | {node: place for place, node in enumerate(shared, start=2)}
        if value.op in ("x", "const"):
            given = {X: 0}
        # A slope of 1 or 0 lets δ through or not: its condition is enough.
        self._switch = slope.op == "where" and slope.args[1:] == (ONE, ZERO)
        program = compiled((slope.args[0] if self._switch else slope,), given)
        used = {arg for step in program.steps for arg in step.args if isinstance(arg, int)}
        used |= {where for where in program.results if isinstance(where, int)}
        self.reads_z = 0 in used
        self._backward = _Passes(program)

    def forward(self, z: Array, a: Array, kept: Array) -> None:
        """Write f(z) into ``a``, and keep what the slope will want."""
        shared = self._shared(z)
        for part in _blocks(z.shape):
            self._forward.run((z[part],), (a[part], *(each[part] for each in shared)))

    def backward(self, delta: Array, z: Array, a: Array, kept: Array, scratch: Array) -> None:
        """Multiply ``delta`` by f'(z)."""
        shared = self._shared(z)
        for part in _blocks(z.shape):
            given = (z[part], a[part], *(each[part] for each in shared))
            self._backward.run(given, (scratch[part],))
            if self._switch:
                bits = delta[part].view(np.int32)
                np.bitwise_and(bits, scratch[part].view(np.int32), out=bits)
            else:
                delta[part] *= scratch[part]

    def _shared(self, like: Array) -> list[Array]:
        """The arrays for what is kept, of that shape."""
        key = (like.shape, like.dtype)
        if key not in self._kept:
            if len(self._kept) >= _SHAPES:
                self._kept.clear()
            self._kept[key] = [np.empty(like.shape, like.dtype) for _ in range(self._count)]
        return self._kept[key]


class _Passes:
    """A program with memory for its results, each used again as soon as it is free."""

    def __init__(self, program: Compiled) -> None:
        self._program = program
        self._memory: dict[tuple[Any, ...], list[Array]] = {}
        self._plan, self._count = _planned(program)

    def run(self, given: tuple[Array, ...], outs: tuple[Array, ...]) -> None:
        """Compute the results from arrays of one shape into ``outs``."""
        first = given[0]
        values: dict[int, Any] = dict(enumerate(given))
        spaces = self._spaces(first)
        for step, space, function in self._plan:
            args = [values[arg] if isinstance(arg, int) else arg for arg in step.args]
            if step.op in ("max", "min"):
                args = [self._filled(arg, first) if isinstance(arg, float) else arg for arg in args]
            out = outs[-space - 1] if space < 0 else spaces[space]
            function(out, *args)
            values[step.place] = out
        for where, out in zip(self._program.results, outs, strict=True):
            value = values[where] if isinstance(where, int) else where
            if value is not out:
                out[...] = value

    def _filled(self, number: float, like: Array) -> Array:
        """An array of one number: against it max takes half the time it takes against a scalar."""
        key = (like.shape, number)
        if key not in self._memory:
            self._memory[key] = [np.full(like.shape, number, like.dtype)]
        return self._memory[key][0]

    def _spaces(self, like: Array) -> list[Array]:
        key = (like.shape, like.dtype)
        if key not in self._memory:
            if len(self._memory) > 32:
                self._memory.clear()
            self._memory[key] = [np.empty(like.shape, like.dtype) for _ in range(self._count)]
        return self._memory[key]


_Plan = list[tuple[Operation, int, Callable[..., None]]]


def _planned(program: Compiled) -> tuple[_Plan, int]:
    """Where each step writes: a result's own array (negative), or a space that is free by then."""
    last: dict[Operand, int] = {}
    for number, step in enumerate(program.steps):
        for arg in step.args:
            if isinstance(arg, int):
                last[arg] = number
    results = {where: place for place, where in enumerate(program.results)}
    plan: _Plan = []
    free: list[int] = []
    spaces: dict[int, int] = {}
    count = 0
    for number, step in enumerate(program.steps):
        if step.place in results:
            spaces[step.place] = -results[step.place] - 1
        elif free:
            spaces[step.place] = free.pop()
        else:
            spaces[step.place], count = count, count + 1
        plan.append((step, spaces[step.place], STEPS[step.op]))
        for arg in {arg for arg in step.args if isinstance(arg, int)}:
            if last[arg] == number and spaces.get(arg, -1) >= 0:
                free.append(spaces[arg])
    return plan, count


def _blocks(shape: tuple[int, ...]) -> Iterator[tuple[slice, ...]]:
    """[E, h, n] cut along its networks, or units, into pieces of about ``BLOCK`` numbers."""
    networks, units, inputs = shape
    together = max(1, BLOCK // max(1, units * inputs))
    if units * inputs <= BLOCK:
        for first in range(0, networks, together):
            yield (slice(first, first + together),)
        return
    rows = max(1, BLOCK // inputs)
    for network in range(networks):
        for first in range(0, units, rows):
            yield (slice(network, network + 1), slice(first, first + rows))


def _fast(root: Expr) -> Expr:
    """With σ(−u) as 1 − σ(u) and the like: digits of the tails for a function saved."""
    every = list(below(root))
    made: dict[Expr, Expr] = {}
    for node in every:
        args = tuple(made[arg] for arg in node.args)
        if node.op in ("sigmoid", "Phi"):
            mirror = call(node.op, neg(node.args[0]))
            if mirror in made and made[mirror].op == node.op:
                made[node] = raw("add", ONE, raw("mul", const(-1.0), made[mirror]))
                continue
        if node.op == "expm1":
            made[node] = raw("add", raw("exp", *args), const(-1.0))
            continue
        if node.op == "sech2":
            square = raw("pow", raw("tanh", *args), TWO)
            made[node] = raw("add", ONE, raw("mul", const(-1.0), square))
            continue
        made[node] = raw(node.op, *args, value=node.value)
    return made[root]


def _worth_keeping(value: Expr, slope: Expr) -> list[Expr]:
    """The parts of the value that the slope is made of directly, where they took some work."""
    own = set(below(value))
    wanted: dict[Expr, None] = {}
    for node in below(slope):
        parts = node.args if node not in own else ()
        wanted |= dict.fromkeys(part for part in parts if part in own)
    if slope in own:
        wanted[slope] = None
    return [
        node for node in wanted
        if node is not value and node.op not in RELATIONS and _cost(node) >= _WORTH
    ]  # fmt: skip


def _cost(root: Expr) -> int:
    return sum(_DEAR.get(node.op, 1) for node in below(root) if node.op not in ("x", "const"))
