"""Looking at a function through many calls; what is wrong is shown at the simplest one."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from actquiz.practice.exercises.compare import Tolerance, identical, mismatch
from actquiz.practice.exercises.learner import Answer, Call, Function, Gone, Handle, Wrong
from actquiz.practice.exercises.report import Trouble
from actquiz.practice.exercises.shown import as_code
from actquiz.practice.exercises.shrink import shrink

Judge = Callable[[Call], Trouble | None]
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
    """The function gives what ``reference`` gives; see ``Tolerance`` for what counts as equal.

    ``reference`` may raise for arguments that make no sense: they are not tried then.
    ``values``: whether a simpler failing call may have other numbers, or only fewer.
    """
    tolerance = Tolerance(rtol, atol, dtype, shape)

    def judge(call: Call) -> Trouble | None:
        expected = reference(*copy.deepcopy(call.args), **copy.deepcopy(call.kwargs))
        found = mismatch(expected, _value(function, call), tolerance)
        if found is None:
            return None
        shown = function.shown(call)
        return Trouble("failed", found.what, call=shown, expected=found.expected, got=found.got)

    _search(judge, calls, values=values)


def holds(
    function: Function, calls: Iterable[Any], test: Callable[..., bool], expected: str
) -> None:
    """``test(result, *arguments)`` is true; ``expected`` says what was wanted in a few words."""

    def judge(call: Call) -> Trouble | None:
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
        return Trouble("failed", what, call=shown, expected=expected, got=as_code(value))

    _search(judge, calls)


def finite(function: Function, calls: Iterable[Any]) -> None:
    """No NaN and no infinity comes out."""
    holds(function, calls, lambda value, *_, **__: _is_finite(value), "finite numbers")


def quiet(function: Function, calls: Iterable[Any]) -> None:
    """NumPy warns of nothing: no overflow, no invalid operation, no division by zero."""

    def judge(call: Call) -> Trouble | None:
        answer = function.answer(call)
        for text, line in answer.warnings:
            what = f"NumPy warns: {text}"
            return Trouble("failed", what, line=line, call=function.shown(call))
        return None

    _search(judge, calls)


def pure(function: Function, calls: Iterable[Any]) -> None:
    """The arguments are afterwards what they were before."""

    def judge(call: Call) -> Trouble | None:
        after: Answer = function.answer(call, watch=True)
        for place, (before, now) in enumerate(zip(call.args, after.args, strict=True), start=1):
            if not identical(before, now):
                which = "its argument" if len(call.args) == 1 else f"its argument {place}"
                what = f"it changes {which}"
                shown = function.shown(call)
                expected = f"{as_code(before)} untouched"
                return Trouble("failed", what, call=shown, expected=expected, got=as_code(now))
        return None

    _search(judge, calls)


def agree(
    got: Any,
    expected: Any,
    *,
    call: str = "",
    rtol: float | None = None,
    atol: float | None = None,
    dtype: bool = True,
    shape: bool = True,
) -> None:
    """A value that was got already is the expected one; ``call`` says how it was got."""
    if found := mismatch(expected, got, Tolerance(rtol, atol, dtype, shape)):
        raise Wrong(
            Trouble("failed", found.what, call=call, expected=found.expected, got=found.got)
        )


def expect(
    condition: object, what: str, *, expected: object = "", got: object = "", call: str = ""
) -> None:
    """Anything else; ``what`` is a sentence that says what is wrong if ``condition`` is false."""
    if not condition:
        raise Wrong(Trouble("failed", what, call=call, expected=_text(expected), got=_text(got)))


def _search(judge: Judge, calls: Iterable[Any], *, values: bool = True) -> None:
    """Raise ``Wrong`` for the simplest call that fails like the first one that does."""
    for one in calls:
        call = Call.of(one)
        first = _judged(judge, call)
        if first is None:
            continue

        def fails(candidate: Call, first: Trouble = first) -> bool:
            try:
                found = _judged(judge, candidate)
            except Gone:
                raise
            except Exception:
                return False
            return found is not None and _sort(found) == _sort(first)

        if first.kind == "unwritten":
            raise Wrong(first)
        simplest = shrink(call, fails, values=values)
        raise Wrong(_judged(judge, simplest) or first)


def _judged(judge: Judge, call: Call) -> Trouble | None:
    """What is wrong at ``call``, an exception in the learner's code included."""
    try:
        return judge(call)
    except Gone:
        raise
    except Wrong as wrong:
        return wrong.trouble


def _sort(trouble: Trouble) -> tuple[str, list[str]]:
    """Two troubles of one sort are one mistake, as far as can be told: its numbers may differ."""
    return trouble.kind, trouble.what.split()[: 1 if trouble.kind == "error" else 3]


def _value(function: Function, call: Call) -> Any:
    return function.answer(call).value


def _is_finite(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return all(map(_is_finite, value))
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return isinstance(value, Handle) or bool(np.isfinite(value).all())


def _text(value: object) -> str:
    return value if isinstance(value, str) else as_code(value)
