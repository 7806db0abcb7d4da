import numpy as np


class Node:
    """A value in a computation; after backward, .grad is the gradient of the output's sum."""

    def __init__(self, value):
        raise NotImplementedError


def add(a, b):
    raise NotImplementedError


def multiply(a, b):
    raise NotImplementedError


def swish(a):
    """a * sigmoid(a)."""
    raise NotImplementedError


def round_through(a):
    """a, rounded; the gradient passes as through the identity."""
    raise NotImplementedError


def backward(out):
    """Set .grad of every node that out came from."""
    raise NotImplementedError
