"""Activations and vector functions by name, or as a formula of x that is typed.

A word that is no name is an error, never a default; anything else is read as a formula. Values of
parameters may follow either: ``leaky_relu:alpha=0.2``, ``a*x:a=0.5``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from actquiz.engine.activations import written
from actquiz.engine.activations.activation import Activation
from actquiz.engine.activations.catalogue_piecewise import PIECEWISE
from actquiz.engine.activations.catalogue_smooth import SMOOTH
from actquiz.engine.activations.catalogue_typed import TYPED, TypedEntry
from actquiz.engine.activations.formula import reading, typed
from actquiz.engine.activations.formula.definitions import FORMULAS
from actquiz.engine.activations.formula.node import UNARY, Expr
from actquiz.engine.activations.formula.reading import Definition
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
_OWN: dict[str, str] = {
    name: entry.name for entry in TYPED for name in (entry.name, *entry.aliases)
}
VECTOR_FUNCTIONS: dict[str, VectorFunction] = {record.name: record for record in VECTOR}


def _spellings(records: Iterable[Activation] | Iterable[VectorFunction]) -> dict[str, str]:
    return {name: record.name for record in records for name in (record.name, *record.aliases)}


_SCALAR_SPELLINGS = _spellings(ACTIVATIONS.values()) | _OWN
_VECTOR_SPELLINGS = _spellings(VECTOR_FUNCTIONS.values())

_kept: dict[str, Activation] = {}
"""Functions that a learner or a deck gave a name, beside the catalogue's."""


def names() -> tuple[str, ...]:
    """The activations' names, in the order people meet them; aliases left out."""
    return (*ACTIVATIONS, *_kept)


def is_catalogued(name: str) -> bool:
    """Whether the catalogue itself has it, under this name and not as an alias."""
    return name in ACTIVATIONS


def vector_names() -> tuple[str, ...]:
    """The vector functions' names."""
    return tuple(VECTOR_FUNCTIONS)


def get(name: str) -> Activation:
    """The activation of that name or alias (case, spaces and hyphens do not matter), or formula.

    Raises ActquizError naming the nearest known name, or the place of what is wrong in a formula.
    """
    key = _key(name)
    if key in _SCALAR_SPELLINGS:
        return ACTIVATIONS[_SCALAR_SPELLINGS[key]]
    if key in _kept:
        return _kept[key]
    return _typed(name.strip())


def vector(name: str) -> VectorFunction:
    """The vector function of that name. Raises ActquizError naming the nearest known name."""
    return VECTOR_FUNCTIONS[_resolve(_key(name), _VECTOR_SPELLINGS, _SCALAR_SPELLINGS)]


def keep(
    name: str, formula: str, defaults: Mapping[str, float], *, title: str = "", source: str = ""
) -> Activation:
    """Give a formula a name that counts wherever names do, until the program ends.

    The same again is the same; raises ActquizError for a name that is something else already, for
    one that is no name, and for what is wrong with the formula.
    """
    key = _key(name)
    if not re.fullmatch(r"[a-z][a-z0-9_]+", key) or reading.is_word_of_formulas(key):
        raise ActquizError(
            f"“{name}” cannot be a function's name",
            fix="use letters, digits and _, two or more, and no word of formulas",
        )
    made = written.activation(
        formula, _lookup, names(), name=key, title=title or name, source=source, defaults=defaults
    )
    known = _kept.get(key)
    if known is not None and (known.written, known.parameters) == (made.written, made.parameters):
        return known
    if key in _SCALAR_SPELLINGS or key in _VECTOR_SPELLINGS or known is not None:
        raise ActquizError(f"there is a function {key} already", fix="choose another name")
    _kept[key] = made
    _typed.cache_clear()
    parts.cache_clear()
    return made


def forget(name: str = "") -> None:
    """Let go of a name that ``keep`` gave, or of all."""
    if name:
        _kept.pop(name, None)
    else:
        _kept.clear()
    _typed.cache_clear()
    parts.cache_clear()


def per_layer(name: str, depth: int) -> tuple[Activation, ...]:
    """The function of each of ``depth`` layers: ``tanh|relu`` takes turns, others repeat.

    Errors as ``get``.
    """
    turns = tuple(get(part) for part in parts(name))
    return tuple(turns[layer % len(turns)] for layer in range(depth))


@lru_cache(maxsize=512)
def parts(name: str) -> tuple[str, ...]:
    """The functions that ``|`` separates: ``x*|x|`` is one formula, ``tanh|relu`` are two."""
    if "|" not in name:
        return (name,)
    try:
        get(name)
    except ActquizError:
        pieces = tuple(piece.strip() for piece in name.split("|"))
        return pieces if all(pieces) else (name,)
    return (name,)


def letters_of(name: str) -> list[str]:
    """The letters of a formula that have no value yet; none of a name, or of what is no formula."""
    bare, settings = _settings(name)
    try:
        if _key(bare) in {*_SCALAR_SPELLINGS, *_kept}:
            return []
        every = [typed.typed(part, _lookup, names()).letters for part in bare.split("|")]
    except ActquizError:
        return []
    return [letter for letters in every for letter in letters if letter not in settings]


@lru_cache(maxsize=512)
def _typed(text: str) -> Activation:
    """A function with settings, or a formula; the same text is the same object."""
    reading.refuse_longer(text)
    bare, settings = _settings(text)
    key = _key(bare)
    if re.fullmatch(r"\w+", bare) and key != "x" and not _is_number(bare):
        found = _kept.get(key) or ACTIVATIONS[_resolve(key, _SCALAR_SPELLINGS, _VECTOR_SPELLINGS)]
        return written.with_settings(found, settings, text)
    return written.activation(bare, _lookup, names(), name=text, defaults=settings)


def _settings(text: str) -> tuple[str, dict[str, float]]:
    """A text without the ``:name=value,name=value`` at its end, and those."""
    bare, colon, given = text.partition(":")
    settings: dict[str, float] = {}
    for part in given.split(",") if colon else ():
        key, separator, value = part.partition("=")
        try:
            settings[reading.spelled(key.strip())] = float(value)
        except ValueError:
            separator = ""
        if not separator:
            raise ActquizError(
                f"'{part}' in '{text}' sets no parameter",
                fix="write it like leaky_relu:alpha=0.2",
            )
    return bare.strip(), settings


def _is_number(text: str) -> bool:
    return text.replace("_", "x").isdigit()


def tree(text: str) -> Expr:
    """The tree of a formula in which the catalogue's names count, and none that was given since.

    Raises FormulaError where it is none.
    """
    return reading.read(text, _built_in, names())


def _lookup(name: str) -> Definition | None:
    """What a formula means by a name."""
    key = _SCALAR_SPELLINGS.get(name, name)
    return written.definition(_kept[key]) if key in _kept else _built_in(name)


def _built_in(name: str) -> Definition | None:
    key = _SCALAR_SPELLINGS.get(name, name)
    if key in _VECTOR_SPELLINGS:
        raise ActquizError(f"{key} is a function of a vector", fix="use one of one number")
    if key in _OWN:
        return written.definition(ACTIVATIONS[key])
    return _catalogued(key) if key in FORMULAS else None


@cache
def _catalogued(name: str) -> Definition:
    entry = FORMULAS[name]
    return Definition(reading.read(entry.text, _lookup), entry.defaults)


def _of_the_catalogue(entry: TypedEntry) -> Activation:
    return written.activation(
        entry.text, _lookup, name=entry.name, title=entry.title, source=entry.source,
        defaults=entry.defaults, aliases=entry.aliases,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _key(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", name.strip().lower())


def _resolve(key: str, spellings: dict[str, str], others: dict[str, str]) -> str:
    if key in spellings:
        return spellings[key]
    if key in others:
        kind = "a vector" if others is _VECTOR_SPELLINGS else "one number"
        raise ActquizError(
            f"{others[key]} is a function of {kind} and cannot be used here",
            fix=f"choose one of: {', '.join(sorted(set(spellings.values())))}",
        )
    if key in UNARY:
        fix = f"as a formula it is {key}(x)"
        raise ActquizError(f"there is no activation function named “{key}”", fix=fix)
    fix = suggestion(key, spellings, f"known: {', '.join(sorted(set(spellings.values())))}", 0.5)
    raise ActquizError(f"there is no activation function named “{key}”", fix=fix)


ACTIVATIONS.update({entry.name: _of_the_catalogue(entry) for entry in TYPED})
