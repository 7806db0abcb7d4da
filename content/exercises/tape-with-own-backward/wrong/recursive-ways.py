# Recursion along every way: right, deep and 2^60 steps long.
# fails: recursion limit
from itertools import count

import numpy as np

numbers = count()


class Node:
    """A value in a computation; after backward, .grad is the gradient of the output's sum."""

    def __init__(self, value, parents=(), passes=None):
        self.value = np.asarray(value, dtype=float)
        self.grad = np.zeros_like(self.value)
        self.parents = parents
        self.passes = passes
        self.number = next(numbers)


def add(a, b):
    return Node(a.value + b.value, (a, b), lambda g: (g, g))


def multiply(a, b):
    return Node(a.value * b.value, (a, b), lambda g: (g * b.value, g * a.value))


def sigmoid(x):
    t = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + t), t / (1 + t))


def swish(a):
    """a * sigmoid(a)."""

    def passes(g):
        s = sigmoid(a.value)
        return (g * s * (1 + a.value * (1 - s)),)

    return Node(a.value * sigmoid(a.value), (a,), passes)


def round_through(a):
    """a, rounded; the gradient passes as through the identity."""
    return Node(np.round(a.value), (a,), lambda g: (g,))


def backward(out):
    """Set .grad of every node that out came from."""

    def visit(node, gradient):
        node.grad = node.grad + gradient
        if node.parents:
            for parent, passed in zip(node.parents, node.passes(gradient)):
                visit(parent, passed)

    visit(out, np.ones_like(out.value))
