"""Looking at a function through many calls; what is wrong is shown at the simplest one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from actquiz.practice.exercises.compare import ArrayTolerance, identical, mismatch
from actquiz.practice.exercises.learner import Call, CallResult, Function, Gone, Handle, Wrong
from actquiz.practice.exercises.report import Trouble
from actquiz.practice.exercises.shrink import shrink
from actquiz.practice.exercises.value_text import as_code


class Finding(NamedTuple):
    """What is wrong with a function at one call."""

    trouble: Trouble
    faults: frozenset[str] = frozenset()
    """The ways in which its numbers are wrong."""


Judge = Callable[[Call], Finding | None]
"""What is wrong with a function at one call; it may raise for calls that make no sense."""


def same(
    function: Function,
    reference: Callable[..., Any],
    calls: Iterable[Any],
    *,
    rtol: float | None = None,
    atol: float | None = None,
    dtype: bool = True,
    shape: bool = True,
    values: bool = True,
) -> None:
    """The function gives what ``reference`` gives; see ``ArrayTolerance`` for what counts as equal.

    ``reference`` may raise for arguments that make no sense: they are not tried then.
    ``values``: whether a simpler failing call may have other numbers, or only fewer.
    """
    tolerance = ArrayTolerance(rtol, atol, dtype, shape)

    def judge(call: Call) -> Finding | None:
        expected = reference(*copy.deepcopy(call.args), **copy.deepcopy(call.kwargs))
        found = mismatch(expected, _value(function, call), tolerance)
        if found is None:
            return None
        shown = function.shown(call)
        trouble = Trouble("failed", found.what, call=shown, expected=found.expected, got=found.got)
        return Finding(trouble, found.faults)

    _search(judge, calls, values=values)


def holds(
    function: Function, calls: Iterable[Any], test: Callable[..., bool], expected: str
) -> None:
    """``test(result, *arguments)`` is true; ``expected`` says what was wanted in a few words."""

    def judge(call: Call) -> Finding | None:
        value = _value(function, call)
        try:
            right = bool(test(value, *call.args, **call.kwargs))
        except Exception:
            # The value is not even of the sort that could be looked at.
            right = False
        if right:
            return None
        what = "the result is not what it should be"
        shown = function.shown(call)
        trouble = Trouble("failed", what, call=shown, expected=expected, got=as_code(value))
        return Finding(trouble, frozenset(_sorts(value)))

    _search(judge, calls)


def finite(function: Function, calls: Iterable[Any]) -> None:
    """No NaN and no infinity comes out."""
    holds(function, calls, lambda value, *_, **__: _is_finite(value), "finite numbers")


def quiet(function: Function, calls: Iterable[Any]) -> None:
    """No overflow, no invalid operation, no division by zero: NumPy warns of none.

    Nor would it if the function did not turn its warnings off.
    """

    def judge(call: Call) -> Finding | None:
        answer = function.answer(call)
        for text, line in answer.warnings:
            what = f"NumPy warns: {text}"
            return Finding(Trouble("failed", what, line=line, call=function.shown(call)))
        return None

    _search(judge, calls)


def pure(function: Function, calls: Iterable[Any]) -> None:
    """The arguments are afterwards what they were before."""

    def judge(call: Call) -> Finding | None:
        after: CallResult = function.answer(call, watch=True)
        for place, (before, now) in enumerate(zip(call.args, after.args, strict=True), start=1):
            if not identical(before, now):
                which = "its argument" if len(call.args) == 1 else f"its argument {place}"
                what = f"it changes {which}"
                shown = function.shown(call)
                expected = f"{as_code(before)} untouched"
                got = as_code(now)
                return Finding(Trouble("failed", what, call=shown, expected=expected, got=got))
        return None

    _search(judge, calls)


def fresh(function: Function, calls: Iterable[Any]) -> None:
    """What it returns, alone or in a tuple, is none of its arguments but an object of its own."""

    def judge(call: Call) -> Finding | None:
        own = function.answer(call).own
        if not own:
            return None
        which = "its argument" if len(call.args) == 1 else f"its argument {own[0] + 1}"
        what = f"it hands back {which} itself"
        return Finding(Trouble("failed", what, call=function.shown(call), expected="a new one"))

    _search(judge, calls)


def agree(
    got: Any,
    expected: Any,
    *,
    call: str,
    rtol: float | None = None,
    atol: float | None = None,
    dtype: bool = True,
    shape: bool = True,
) -> None:
    """A value that was got already is the expected one; ``call`` says how it was got."""
    if found := mismatch(expected, got, ArrayTolerance(rtol, atol, dtype, shape)):
        raise Wrong(
            Trouble("failed", found.what, call=call, expected=found.expected, got=found.got)
        )


def expect(
    condition: object, what: str, *, call: str, expected: object = "", got: object = ""
) -> None:
    """Anything else; ``what`` says what is wrong, or was looked at, if ``condition`` is false."""
    if not condition:
        raise Wrong(Trouble("failed", what, call=call, expected=_text(expected), got=_text(got)))


def _search(judge: Judge, calls: Iterable[Any], *, values: bool = True) -> None:
    """Raise ``Wrong`` for the simplest call that fails like the first one that does."""
    for one in calls:
        call = Call.of(one)
        first = _judged(judge, call)
        if first is None:
            continue

        def fails(candidate: Call, first: Finding = first) -> bool:
            try:
                found = _judged(judge, candidate)
            except Gone:
                raise
            except Exception:
                return False
            return found is not None and _is_like(found, first)

        if first.trouble.kind == "unwritten":
            raise Wrong(first.trouble)
        simplest = shrink(call, fails, values=values)
        raise Wrong((_judged(judge, simplest) or first).trouble)


def _judged(judge: Judge, call: Call) -> Finding | None:
    """What is wrong at ``call``, an exception in the learner's code included."""
    try:
        return judge(call)
    except Gone:
        raise
    except Wrong as wrong:
        return Finding(wrong.trouble)


def _is_like(found: Finding, first: Finding) -> bool:
    """Whether the two are one mistake, as far as can be told: its numbers may differ.

    A simpler call may show fewer faults than the first one, but none of another sort: a NaN stays
    a NaN, and a loss that is wrong by hundreds is not shown by one that is wrong by 1e-12.
    """
    return _words(found.trouble) == _words(first.trouble) and found.faults <= first.faults


def _words(trouble: Trouble) -> tuple[str, list[str]]:
    return trouble.kind, trouble.what.split()[: 1 if trouble.kind == "error" else 3]


def _value(function: Function, call: Call) -> Any:
    return function.answer(call).value


def _is_finite(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return all(map(_is_finite, value))
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return isinstance(value, Handle) or bool(np.isfinite(value).all())


def _sorts(value: Any) -> Iterator[str]:
    """What there is among the numbers: "nan", "inf"; nothing of finite ones."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from _sorts(item)
    elif isinstance(value, dict):
        yield from _sorts(list(value.values()))
    elif isinstance(value, float | np.floating | np.ndarray):
        if np.isnan(value).any():
            yield "nan"
        if np.isinf(value).any():
            yield "inf"


def _text(value: object) -> str:
    return value if isinstance(value, str) else as_code(value)
