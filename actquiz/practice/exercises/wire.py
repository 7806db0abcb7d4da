"""Values on their way between the judge and the process that runs the learner's file.

A message is one line of JSON: reading it runs nothing, whatever wrote it. Arrays and numbers keep
their type, shape and every bit. What is not data stays where it is; a number goes in its place.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import numpy as np

_PLAIN = (type(None), bool, int, float, str)
_NUMBERS = "fiubc"
"""Kinds of array elements that are data: floating, integer, boolean, complex."""
_DEPTH = 40
_TEXT = 200


class Foreign:
    """What stands here for a thing that stayed on the other side."""

    def __init__(self, number: int, kind: str, text: str) -> None:
        self.number = number
        self.kind = kind
        """The name of its type."""
        self.text = text
        """How it shows itself."""


class Seeded:
    """A random generator for the learner's function; it arrives as ``default_rng(seed)``."""

    def __init__(self, seed: int) -> None:
        self.seed = seed


class Wire:
    """One side's packing and unpacking, and the things it has kept for the other side."""

    def __init__(self, stand_in: Callable[[int, str, str], Foreign]) -> None:
        """``stand_in(number, kind, text)`` makes what stands for a thing of the other side."""
        self._stand_in = stand_in
        self._kept: dict[int, Any] = {}

    def kept(self, number: int) -> Any:
        """The thing that went out under this number."""
        return self._kept[number]

    def pack(self, value: Any, depth: int = 0) -> Any:
        """``value`` as something JSON can write."""
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is np.ndarray and value.dtype.kind in _NUMBERS:
            # tobytes would be in the array's own order only for C-contiguous ones.
            return {"array": [value.dtype.str, value.shape, _text(np.ascontiguousarray(value))]}
        if isinstance(value, np.generic) and value.dtype.kind in _NUMBERS:
            return {"scalar": [value.dtype.str, _text(np.asarray(value))]}
        if depth < _DEPTH:
            if kind in (list, tuple):
                return {kind.__name__: [self.pack(item, depth + 1) for item in value]}
            if kind is dict:
                items = value.items()
                return {"dict": [[self.pack(one, depth + 1) for one in item] for item in items]}
        if isinstance(value, Seeded):
            return {"random": value.seed}
        if isinstance(value, Foreign):
            return {"yours": value.number}
        number = len(self._kept)
        self._kept[number] = value
        return {"kept": [number, kind.__name__, shown(value)]}

    def unpack(self, tree: Any) -> Any:
        """What ``pack`` made ``tree`` from."""
        if not isinstance(tree, dict):
            return tree
        ((tag, body),) = tree.items()
        match tag:
            case "array" | "scalar":
                dtype, data = body[0], bytearray(b64decode(body[-1]))
                flat = np.frombuffer(data, dtype)
                return flat.reshape(body[1]) if tag == "array" else flat[0]
            case "list":
                return [self.unpack(item) for item in body]
            case "tuple":
                return tuple(self.unpack(item) for item in body)
            case "dict":
                return {self.unpack(name): self.unpack(item) for name, item in body}
            case "random":
                return np.random.default_rng(body)
            case "yours":
                return self._kept[body]
            case "kept":
                return self._stand_in(*body)
        raise ValueError(f"unknown tag {tag!r}")


def shown(value: object) -> str:
    """How a thing shows itself, cut to a line; a ``__repr__`` that fails is no failure here."""
    try:
        text = repr(value)
    except Exception:
        text = f"<{type(value).__name__}>"
    return " ".join(text.split())[:_TEXT]


def line(message: object) -> bytes:
    """A message as it is written."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def _text(array: np.ndarray[Any, Any]) -> str:
    return b64encode(array.tobytes()).decode("ascii")
