"""Activations made from formulas: ``x*sigmoid(1.5x)`` typed, or kept under a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from actquiz.arrays import Floats
from actquiz.engine.activations import findings
from actquiz.engine.activations.activation import Activation, ActivationFacts, Parameter
from actquiz.engine.activations.formula import printing, typed
from actquiz.engine.activations.formula.node import letter
from actquiz.engine.activations.formula.reading import Definition, Lookup
from actquiz.engine.activations.formula.typed import TypedFormula
from actquiz.errors import ActquizError

LARGEST = 1e6
"""How large a parameter of a formula may be, either way."""


def activation(
    text: str,
    lookup: Lookup,
    names: Iterable[str] = (),
    *,
    name: str = "",
    title: str = "",
    source: str = "",
    defaults: Mapping[str, float] | None = None,
    aliases: tuple[str, ...] = (),
) -> Activation:
    """The function that a formula writes down; its letters are parameters.

    Raises FormulaError where it is none, and ActquizError for a letter without a default.
    """
    formula = typed.typed(text, lookup, names)
    given = dict(defaults or {})
    for found in formula.letters:
        if found not in given:
            raise ActquizError(
                f"{found} has no value in “{text}”",
                fix=f"set it, as in “{text}:{found}=0.5” or --set {found}=0.5",
            )
    for unused in set(given) - set(formula.letters):
        raise ActquizError(f"there is no {unused} in “{text}”", fix="leave its value out")
    parameters = tuple(
        Parameter(key, _bounded(key, given[key]), -LARGEST, LARGEST, printing.latex(letter(key)))
        for key in formula.letters
    )
    return Activation(
        name=name or " ".join(text.split()),
        title=title or printing.one_line(formula.value),
        formula=printing.latex(formula.value),
        slope_formula=printing.latex(formula.slope),
        source=source,
        kernel=_kernel(formula, slope=False),
        slope_kernel=_kernel(formula, slope=True),
        describe=_describe(formula),
        parameters=parameters,
        aliases=aliases,
        written=formula,
    )


def with_settings(activation: Activation, settings: Mapping[str, float], name: str) -> Activation:
    """The same function with other values for its parameters, under another name."""
    complete = activation.settings(settings)
    return replace(
        activation,
        name=name,
        parameters=tuple(
            replace(parameter, default=complete[parameter.name])
            for parameter in activation.parameters
        ),
        aliases=(),
    )


def definition(activation: Activation) -> Definition | None:
    """What a formula that calls it puts in its place."""
    if activation.written is None:
        return None
    defaults = {parameter.name: parameter.default for parameter in activation.parameters}
    return Definition(activation.written.value, defaults)


def _bounded(name: str, value: float) -> float:
    if not abs(value) <= LARGEST:
        raise ActquizError(f"{name} = {value:g} is out of bounds", fix=f"stay within ±{LARGEST:g}")
    return float(value)


def _kernel(formula: TypedFormula, *, slope: bool) -> Callable[..., Floats]:
    def kernel(x: Floats, **settings: float) -> Floats:
        filled = formula.filled(settings)
        return filled.slopes(x) if slope else filled.values(x)

    return kernel


def _describe(formula: TypedFormula) -> Callable[..., ActivationFacts]:
    @lru_cache(maxsize=32)
    def found(settings: tuple[tuple[str, float], ...]) -> ActivationFacts:
        return findings.facts(formula.filled(dict(settings)))

    return lambda **settings: found(tuple(settings.items()))
