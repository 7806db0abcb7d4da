"""Functions as parameters: names, formulas, a different one in each layer, letters with values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from actquiz.demos.demo import Param
from actquiz.errors import ActquizError
from actquiz.words import suggestion

if TYPE_CHECKING:
    from actquiz.engine.activations import Activation

LETTER = re.compile(r"[a-wyz]\d?|alpha|beta|gamma|delta|kappa|lambda|mu|omega|tau|theta|[α-ω]")
"""What may be set as a formula's parameter."""
_SETTING = re.compile(r"\s*\w+\s*=[^=]")


def spelled(name: str) -> str:
    """A letter as formulas have it: α is alpha."""
    from actquiz.engine.activations.formula import reading

    return reading.spelled(name)


def function(param: Param, text: str) -> str:
    """One function as a parameter holds it: a name of ``options``, or a formula as it is typed.

    Raises ActquizError for an unknown name, one that the experiment cannot use, a formula with a
    mistake, and layers where there are none.
    """
    from actquiz.engine import activations

    bare = " ".join(text.split())
    if bare in param.options:
        return bare
    parts = activations.parts(bare)
    if len(parts) > 1 and param.functions != "layers":
        raise ActquizError(
            f"{param.name} cannot be '{bare}'",
            fix="this experiment has no layers to give different functions to",
        )
    for part in parts:
        if part not in param.options:
            name = _activation(param, part).name
            if len(parts) == 1 and activations.is_catalogued(name) and name not in param.options:
                raise ActquizError(
                    f"{param.name} cannot be '{part}'", fix="this experiment has no use for it"
                )
            if len(parts) == 1 and name in param.options:
                return name
    return bare


def _activation(param: Param, text: str) -> Activation:
    from actquiz.engine import activations

    try:
        found = activations.get(text)
    except ActquizError as error:
        if re.fullmatch(r"\w+", text) and not LETTER.fullmatch(text):
            names = ", ".join(param.options)
            fix = suggestion(text, param.options, f"it takes a formula of x, or one of {names}")
            raise ActquizError(f"{param.name} cannot be '{text}'", fix=fix) from None
        raise ActquizError(f"{param.name}: {error.what}", fix=error.fix) from None
    for breaking in activations.breakings(found):
        if breaking.wide:
            raise ActquizError(
                f"{param.name} cannot be '{text}': {breaking}",
                fix="give it a value there, with where(condition, this, that)",
            )
    return found


def warnings(params: Sequence[Param], values: Mapping[str, Any]) -> str:
    """What must be said of the formulas in a run: where in float64 one ceases to be a number."""
    from actquiz.engine import activations

    return " ".join(
        f"{name}: {breaking}."
        for name in formulas(params, values)
        for breaking in activations.breakings(activations.get(name))
    )


def formulas(params: Sequence[Param], values: Mapping[str, Any]) -> list[str]:
    """The functions of a run that are no names of the catalogue, each once."""
    from actquiz.engine import activations

    found: list[str] = []
    for param in params:
        if param.functions:
            value = values[param.name]
            names = value if param.kind == "choices" else [value]
            parts = (part for each in names for part in activations.parts(each))
            found += [part for part in parts if part not in param.options]
    return list(dict.fromkeys(found))


def separate(text: str) -> list[str]:
    """The functions of a list: ``;`` separates them, and ``,`` outside brackets.

    ``leaky_relu:alpha=0.2, relu`` are two; ``elu:alpha=2,b=1`` is one with two settings.
    """
    pieces: list[str] = [""]
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        setting = sign == "," and ":" in pieces[-1] and _SETTING.match(text[place + 1 :])
        if sign == ";" or (sign == "," and depth <= 0 and not setting):
            pieces.append("")
        else:
            pieces[-1] += sign
    return [piece.strip() for piece in pieces if piece.strip()]


def joined(names: tuple[str, ...] | list[str]) -> str:
    """A list of functions as it is typed."""
    return ("; " if any("," in name for name in names) else ", ").join(names)


def with_letters(text: Any, letters: Mapping[str, float], used: set[str]) -> Any:
    """A function (or list of them) with values for its letters; ``used`` collects which it took."""
    from actquiz.engine.activations import letters_of

    if isinstance(text, (list, tuple)):
        return [with_letters(each, letters, used) for each in text]
    pieces = []
    for piece in separate(str(text)):
        wanted = [name for name in letters_of(piece) if name in letters]
        used.update(wanted)
        given = ",".join(f"{name}={letters[name]:g}" for name in wanted)
        pieces.append(f"{piece}{',' if ':' in piece else ':'}{given}" if given else piece)
    return "; ".join(pieces)
