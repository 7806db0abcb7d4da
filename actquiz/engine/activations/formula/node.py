"""The nodes of a formula's tree.

Equal trees are the same object, so that shared parts are computed once and a derivative, which
repeats its function's parts many times over, stays small. Sums and products are flat; a quotient
is a product with a power of −1, a difference a sum with a factor of −1.
"""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakValueDictionary

UNARY = (
    "exp", "expm1", "log", "log1p", "sin", "cos", "tan", "sinh", "cosh", "tanh", "sech2", "asinh",
    "atan", "sigmoid", "softplus", "erf", "Phi", "phi", "abs", "sign", "floor", "ceil", "round",
)  # fmt: skip
RELATIONS = ("<", "<=", ">", ">=", "==", "!=")
ODD = frozenset(["sin", "tan", "sinh", "tanh", "asinh", "atan", "erf", "sign"])
EVEN = frozenset(["cos", "cosh", "sech2", "phi", "abs"])


class Expr:
    """One operation on other nodes; on none if it is ``x``, a ``const`` or a ``letter``."""

    __slots__ = ("__weakref__", "args", "op", "value")

    def __init__(self, op: str, args: tuple[Expr, ...], value: float | str | None) -> None:
        self.op, self.args, self.value = op, args, value

    @property
    def number(self) -> float | None:
        """The value of a number; None of anything else."""
        return self.value if isinstance(self.value, float) else None


_nodes: WeakValueDictionary[tuple[object, ...], Expr] = WeakValueDictionary()


def raw(op: str, *args: Expr, value: float | str | None = None) -> Expr:
    """The node as it stands, not simplified."""
    key = (op, value, *map(id, args))
    node = _nodes.get(key)
    if node is None:
        node = _nodes[key] = Expr(op, args, value)
    return node


X = raw("x")


def const(number: float) -> Expr:
    """A number; one next to a whole number by rounding alone is that whole number."""
    near = round(number) if abs(number) < 1e6 else number
    close = near != number and abs(number - near) <= 4e-16 * max(abs(near), 0.5)
    return raw("const", value=float(near) + 0.0 if close else float(number) + 0.0)


ZERO, ONE, MINUS, TWO, HALF = (const(number) for number in (0.0, 1.0, -1.0, 2.0, 0.5))


def letter(name: str) -> Expr:
    """A parameter."""
    return raw("letter", value=name)


def below(*roots: Expr) -> Iterator[Expr]:
    """Every node of the trees once, each after those it is made of."""
    seen: set[Expr] = set()
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        node, ready = stack.pop()
        if ready:
            yield node
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((arg, False) for arg in reversed(node.args))


def letters(root: Expr) -> list[str]:
    """The parameters of a tree, in the order in which they come."""
    return [str(node.value) for node in below(root) if node.op == "letter"]


def split(node: Expr) -> tuple[float, Expr]:
    """A term as (factor, rest): −2·x·eˣ as −2 and x·eˣ."""
    if node.op == "const":
        return float(node.value or 0.0), ONE
    if node.op == "mul" and node.args[0].number is not None:
        rest = node.args[1:]
        return node.args[0].number, rest[0] if len(rest) == 1 else raw("mul", *rest)
    return 1.0, node


def is_negative(node: Expr) -> bool:
    """Whether it is written with a minus sign in front."""
    if node.op == "add":
        return all(is_negative(arg) for arg in node.args)
    return split(node)[0] < 0
