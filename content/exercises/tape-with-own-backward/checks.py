"""A tape, with backward passes of your own."""

from collections.abc import Callable

import numpy as np

from actquiz.engine.activations import get
from actquiz.practice.exercises.checks import Function, Handle, Learner, agree, prop

SILU = get("silu")
X = np.array([0.5, -1.0, 2.0])
Y = np.array([3.0, 0.25, -1.5])


def look(node: Handle, name: str) -> np.ndarray:
    return Function(node.learner, "__getattribute__", node)(name)


def value(node: Handle, wanted: np.ndarray, call: str) -> None:
    agree(look(node, "value"), wanted, call=f"{call}.value", rtol=1e-9, atol=1e-12)


def grad(node: Handle, wanted: np.ndarray, call: str) -> None:
    agree(look(node, "grad"), wanted, call=f"{call}.grad", rtol=1e-9, atol=1e-12)


def one(learner: Learner, operation: str, x: np.ndarray) -> tuple[Handle, Handle]:
    """A node and what an operation makes of it, after the backward pass."""
    a = learner.Node(x)
    out = getattr(learner, operation)(a)
    learner.backward(out)
    return a, out


@prop("The operations give the values of +, *, swish and rounding.")
def values(learner: Learner) -> None:
    a, b = learner.Node(X), learner.Node(Y)
    value(learner.add(a, b), X + Y, "add(a, b)")
    value(learner.multiply(a, b), X * Y, "multiply(a, b)")
    value(learner.swish(a), SILU.value(X), "swish(a)")
    value(learner.round_through(learner.Node(X + 0.2)), np.round(X + 0.2), "round_through(a)")


@prop("Sums and products pass their gradients on; the output's own is 1.")
def simple(learner: Learner) -> None:
    a, b = learner.Node(X), learner.Node(Y)
    out = learner.multiply(learner.add(a, b), b)
    learner.backward(out)
    call = "out = multiply(add(a, b), b); backward(out); "
    grad(out, np.ones(3), call + "out")
    grad(a, Y, call + "a")
    grad(b, X + 2 * Y, call + "b")


@prop("A node that is used twice gets both gradients: the slope of a * a is 2 a.")
def twice(learner: Learner) -> None:
    a = learner.Node(X)
    learner.backward(learner.multiply(a, a))
    grad(a, 2 * X, "backward(multiply(a, a)); a")


@prop("Each node has a gradient of its own: adding to one changes no other.")
def own(learner: Learner) -> None:
    a, b = learner.Node(X), learner.Node(Y)
    out = learner.add(learner.add(a, b), a)
    learner.backward(out)
    call = "out = add(add(a, b), a); backward(out); "
    for name, node, wanted in (("a", a, 2.0), ("b", b, 1.0), ("out", out, 1.0)):
        grad(node, np.full(3, wanted), call + name)


@prop("Nothing is passed on before it is complete, whichever way is longer.")
def order(learner: Learner) -> None:
    for short_first in (True, False):
        b = learner.Node(X)
        square = learner.multiply(b, b)
        cube = learner.multiply(square, b)
        pair = (square, cube) if short_first else (cube, square)
        learner.backward(learner.add(*pair))
        names = "s, c" if short_first else "c, s"
        call = f"s = multiply(b, b); c = multiply(s, b); backward(add({names})); b"
        grad(b, 2 * X + 3 * X**2, call)


@prop("Swish's slope is right, far from 0 too, and nothing overflows.")
def swish(learner: Learner) -> None:
    for x in (X, np.array([-1000.0, 1000.0, -30.0, 30.0])):
        a, out = one(learner, "swish", x)
        value(out, SILU.value(x), "swish(a)")
        grad(a, SILU.slope(x), f"a = Node(np.array({x.tolist()})); backward(swish(a)); a")


@prop("Rounding is straight through: the value is rounded, the gradient passes unchanged.")
def straight_through(learner: Learner) -> None:
    a, b = learner.Node(X + 0.2), learner.Node(Y)
    learner.backward(learner.multiply(learner.round_through(a), b))
    call = "backward(multiply(round_through(a), b)); "
    grad(a, Y, call + "a")
    grad(b, np.round(X + 0.2), call + "b")


def chain(learner: Learner, times: int, grow: Callable[[Handle], Handle]) -> tuple[Handle, Handle]:
    a = node = learner.Node(np.array([1.0]))
    for _ in range(times):
        node = grow(node)
    learner.backward(node)
    return a, node


@prop("A chain of 3000 operations has no end at the recursion limit.")
def deep(learner: Learner) -> None:
    zero = learner.Node(np.array([0.0]))
    a, _ = chain(learner, 3000, lambda node: learner.add(node, zero))
    grad(a, np.ones(1), "x = add(x, zero), 3000 times; backward(x); the first x")


@prop("Sixty doublings take sixty steps, not 2^60.")
def doublings(learner: Learner) -> None:
    a, _ = chain(learner, 60, lambda node: learner.add(node, node))
    grad(a, np.array([2.0**60]), "x = add(x, x), 60 times; backward(x); the first x")
