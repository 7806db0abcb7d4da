"""The activation functions: ``get("gelu").value(x)``, ``.slope(x)``, ``.facts()``."""

from actquiz.engine.activations.activation import (
    Activation,
    ActivationFacts,
    Bound,
    Interval,
    Kink,
    Parameter,
)
from actquiz.engine.activations.registry import get, names, vector, vector_names
from actquiz.engine.activations.vector import VectorFunction

__all__ = [
    "Activation",
    "ActivationFacts",
    "Bound",
    "Interval",
    "Kink",
    "Parameter",
    "VectorFunction",
    "get",
    "names",
    "vector",
    "vector_names",
]
