"""Parameters checked, experiments run."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actquiz.demos import functions, own_data
from actquiz.demos.demo import Demo, Frame, Param, Result
from actquiz.demos.observation import Seen
from actquiz.demos.wording import left_theory
from actquiz.errors import ActquizError
from actquiz.words import suggestion

MOST_SEEDS = 10_000
_AT_THE_END = re.compile(r"\d+(?:\.\d+)?$")
_TRUE, _FALSE = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


def parameters(demo: Demo, given: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter of ``demo``: ``given`` (text or values) checked, defaults for the rest.

    Raises ActquizError that names the parameter, what it accepts, and the nearest name.
    """
    known = {param.name: param for param in demo.params}
    given = _with_letters(demo, own_data.with_target(demo.params, given))
    for name in given:
        if name not in known:
            raise ActquizError(
                f"demo '{demo.name}' has no parameter '{name}'",
                fix=suggestion(
                    name, known, f"there are: {', '.join(known)}" if known else "it has none"
                ),
            )
    return {
        name: read(param, given[name]) if name in given else param.default
        for name, param in known.items()
    }


def _with_letters(demo: Demo, given: Mapping[str, Any]) -> dict[str, Any]:
    """``given`` with letters (``a=0.2``) put into the formulas that use them."""
    known = {param.name for param in demo.params}
    letters = {
        functions.spelled(name): _float(Param(name, "float", 0.0, ""), value)
        for name, value in given.items()
        if name not in known and functions.LETTER.fullmatch(name)
    }
    if not letters:
        return dict(given)
    used: set[str] = set()
    taken = {
        param.name: functions.with_letters(given[param.name], letters, used)
        for param in demo.params
        if param.functions and param.name in given
    }
    left = {name: value for name, value in given.items() if functions.spelled(name) not in used}
    return {**left, **taken}


def read(param: Param, value: Any) -> Any:
    """One parameter's value from text or from a value as a deck writes it."""
    if param.kind == "int":
        return _bounded(param, _integer(param, value))
    if param.kind == "float":
        return _bounded(param, _float(param, value))
    if param.kind == "bool":
        return _truth(param, value)
    if param.kind == "choice":
        return _option(param, str(value).strip())
    return _options(param, value)


def run(demo: Demo, params: Mapping[str, Any], seeds: int | None, seed: int) -> Iterator[Frame]:
    """The frames of one run, the last with a result; ``seeds`` None takes the demo's own number.

    ``params`` come from ``parameters``. Raises ActquizError for a number of seeds or a seed that
    cannot be.
    """
    if seeds is not None and not 1 <= seeds <= MOST_SEEDS:
        raise ActquizError(f"seeds is {seeds}", fix=f"give a number from 1 to {MOST_SEEDS}")
    if not 0 <= seed < 2**63:
        raise ActquizError(f"seed is {seed}", fix="give a whole number from 0 to 2^63 - 1")
    count = demo.seeds if seeds is None or not demo.seeds else seeds
    return _careful(demo, params, _noticed(demo, params, count, seed))


def _careful(demo: Demo, params: Mapping[str, Any], frames: Iterator[Frame]) -> Iterator[Frame]:
    """The frames; what a typed function does to the numbers is said, not shown as a traceback."""
    import numpy as np

    try:
        while True:
            with np.errstate(all="ignore"):
                frame = next(frames, None)
            if frame is None:
                return
            if frame.result is None:
                yield frame
                continue
            about = (own_data.said, functions.warnings)
            said = " ".join(text for tell in about if (text := tell(demo.params, params)))
            if said:
                summary = f"{frame.result.summary} {said}"
                frame = replace(frame, result=replace(frame.result, summary=summary))
            yield frame
    except (np.linalg.LinAlgError, ArithmeticError) as error:
        if not functions.formulas(demo.params, params):
            raise
        raise ActquizError(
            f"the numbers of '{demo.name}' left what can be computed ({error})",
            fix="choose other functions or a smaller network",
        ) from None
    finally:
        if hasattr(frames, "close"):
            frames.close()


def _noticed(demo: Demo, params: Mapping[str, Any], seeds: int, seed: int) -> Iterator[Frame]:
    """The frames; a result with what to notice in it."""
    for frame in demo.run(params, seeds, seed):
        if frame.result is None:
            yield frame
        else:
            seen = Seen(params, frame.result.figures)
            told = [text for each in demo.observations if (text := each.told(seen))]
            told += left_theory(frame.result.theory)
            yield replace(frame, result=replace(frame.result, notices=tuple(told)))


def outcome(
    demo: Demo, given: Mapping[str, Any], seeds: int | None = None, seed: int = 0
) -> Result:
    """Run to the end and return the result: for claims, predictions and tests."""
    result = None
    for frame in run(demo, parameters(demo, given), seeds, seed):
        result = frame.result or result
    if result is None:
        raise RuntimeError(f"demo '{demo.name}' ended without a result")
    return result


def accepts(param: Param) -> str:
    """What the parameter takes, in words: "a whole number from 5 to 100"."""
    if param.kind == "bool":
        return "true or false"
    if param.kind in ("choice", "choices"):
        several = "one or more, comma-separated, of " if param.kind == "choices" else "one of "
        formulas = ", or formulas of x" if param.functions else ""
        formulas += ", or a CSV file" if param.files else ""
        return several + ", ".join(param.options) + formulas
    noun = "a whole number" if param.kind == "int" else "a number"
    if param.low is not None and param.high is not None:
        return f"{noun} from {param.low:g} to {param.high:g}"
    if param.low is not None:
        return f"{noun} of at least {param.low:g}"
    return f"{noun} of at most {param.high:g}" if param.high is not None else noun


def _refused(param: Param, value: Any) -> ActquizError:
    shown = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return ActquizError(f"{param.name} cannot be '{shown}'", fix=f"it takes {accepts(param)}")


def _integer(param: Param, value: Any) -> int:
    try:
        whole = int(value)
    except (TypeError, ValueError, OverflowError):
        raise _refused(param, value) from None
    if isinstance(value, bool) or (isinstance(value, float) and value != whole):
        raise _refused(param, value)
    return whole


def _float(param: Param, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise _refused(param, value) from None
    if isinstance(value, bool) or not math.isfinite(number):
        raise _refused(param, value)
    return number


def _bounded(param: Param, number: Any) -> Any:
    for end, beyond in (
        (param.low, param.low is not None and number < param.low),
        (param.high, param.high is not None and number > param.high),
    ):
        if beyond:
            raise ActquizError(
                f"{param.name} cannot be '{number}'",
                fix=f"it takes {accepts(param)}; the nearest is {end:g}",
            )
    return number


def _truth(param: Param, value: Any) -> bool:
    text = str(value).strip().lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise _refused(param, value)


def _option(param: Param, text: str) -> str:
    if param.functions:
        return functions.function(param, text)
    if param.files and own_data.is_file(text):
        return own_data.checked(text)
    if text in param.options:
        return text
    near = _nearest_number(text, param.options)
    fix = (
        f"the nearest are {' and '.join(near)}"
        if len(near) > 1
        else suggestion(text, param.options, f"it takes {accepts(param)}")
    )
    raise ActquizError(f"{param.name} cannot be '{text}'", fix=fix)


def _nearest_number(text: str, options: Sequence[str]) -> list[str]:
    """The options below and above ``text`` that differ in their number alone: sgd-2, sgd-5."""
    stem, value = _numbered(text)
    alike = [
        (number, each) for each in options for name, number in [_numbered(each)] if name == stem
    ]
    if value is None:
        return []
    known = [(number, each) for number, each in alike if number is not None]
    below = max((pair for pair in known if pair[0] < value), default=None)
    above = min((pair for pair in known if pair[0] > value), default=None)
    return [pair[1] for pair in (below, above) if pair]


def _numbered(text: str) -> tuple[str, float | None]:
    """What stands before a number at the end, and the number: ("sgd-", 3.0)."""
    found = _AT_THE_END.search(text)
    return (text[: found.start()], float(found[0])) if found else (text, None)


def _options(param: Param, value: Any) -> tuple[str, ...]:
    split = functions.separate if param.functions else (lambda text: text.split(","))
    parts = split(value) if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise _refused(param, value)
    chosen = dict.fromkeys(_option(param, str(part).strip()) for part in parts if str(part).strip())
    if not chosen:
        raise _refused(param, value)
    return tuple(chosen)
