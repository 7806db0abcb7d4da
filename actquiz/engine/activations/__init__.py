"""The activation functions, by name or as a typed formula: ``get("x*sigmoid(x)").slope(x)``."""

from actquiz.engine.activations.activation import (
    Activation,
    ActivationFacts,
    Bound,
    Interval,
    Kink,
    Parameter,
)
from actquiz.engine.activations.breaking import Breaking, breakings
from actquiz.engine.activations.registry import (
    forget,
    get,
    is_catalogued,
    keep,
    letters_of,
    names,
    parts,
    per_layer,
    vector,
    vector_names,
)
from actquiz.engine.activations.vector import VectorFunction

__all__ = [
    "Activation",
    "ActivationFacts",
    "Bound",
    "Breaking",
    "Interval",
    "Kink",
    "Parameter",
    "VectorFunction",
    "breakings",
    "forget",
    "get",
    "is_catalogued",
    "keep",
    "letters_of",
    "names",
    "parts",
    "per_layer",
    "vector",
    "vector_names",
]
