"""Activations and vector functions by name; an unknown name is an error, never a default."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actquiz.engine.activations.activation import Activation
from actquiz.engine.activations.catalogue_piecewise import PIECEWISE
from actquiz.engine.activations.catalogue_smooth import SMOOTH
from actquiz.engine.activations.vector import VECTOR, VectorFunction
from actquiz.errors import ActquizError
from actquiz.words import suggestion

# The order in which people meet them; lists and galleries keep it.
_ORDER = (
    *("sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "celu", "selu"),
    *("gelu", "gelu_tanh", "silu", "swish", "softplus", "softsign", "mish"),
    *("hardsigmoid", "hardswish", "hardtanh", "relu6", "squared_relu", "identity"),
)

ACTIVATIONS: dict[str, Activation] = {
    record.name: record
    for record in sorted((*SMOOTH, *PIECEWISE), key=lambda record: _ORDER.index(record.name))
}
VECTOR_FUNCTIONS: dict[str, VectorFunction] = {record.name: record for record in VECTOR}


def _spellings(records: Iterable[Activation] | Iterable[VectorFunction]) -> dict[str, str]:
    return {name: record.name for record in records for name in (record.name, *record.aliases)}


_SCALAR_SPELLINGS = _spellings(ACTIVATIONS.values())
_VECTOR_SPELLINGS = _spellings(VECTOR_FUNCTIONS.values())


def names() -> tuple[str, ...]:
    """The activations' names, in the order people meet them; aliases left out."""
    return tuple(ACTIVATIONS)


def vector_names() -> tuple[str, ...]:
    """The vector functions' names."""
    return tuple(VECTOR_FUNCTIONS)


def get(name: str) -> Activation:
    """The activation of that name or alias; case, spaces and hyphens do not matter.

    Raises ActquizError naming the nearest known name.
    """
    return ACTIVATIONS[_resolve(name, _SCALAR_SPELLINGS, _VECTOR_SPELLINGS)]


def vector(name: str) -> VectorFunction:
    """The vector function of that name. Raises ActquizError naming the nearest known name."""
    return VECTOR_FUNCTIONS[_resolve(name, _VECTOR_SPELLINGS, _SCALAR_SPELLINGS)]


def _resolve(name: str, spellings: dict[str, str], others: dict[str, str]) -> str:
    key = re.sub(r"[\s\-]+", "_", name.strip().lower())
    if key in spellings:
        return spellings[key]
    if key in others:
        kind = "a vector" if others is _VECTOR_SPELLINGS else "one number"
        raise ActquizError(
            f"{others[key]} is a function of {kind} and cannot be used here",
            fix=f"choose one of: {', '.join(sorted(set(spellings.values())))}",
        )
    fix = suggestion(key, spellings, f"known: {', '.join(sorted(set(spellings.values())))}", 0.5)
    raise ActquizError(f"there is no activation function named “{name}”", fix=fix)
