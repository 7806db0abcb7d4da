"""What makes a card unusable although its types fit: found while loading, so nothing asks it.

Only what every card that is asked must satisfy belongs here; matters of quality are in lint.py.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from msgspec import UNSET

from actquiz.bank.cards import (
    Card,
    Choice,
    Cloze,
    Curve,
    Draw,
    Flashcard,
    Formula,
    Match,
    Multiple,
    Numeric,
    Open,
    Order,
    Outcome,
    Predict,
    Truth,
)
from actquiz.errors import Problem, Steps

PLACEHOLDER = re.compile(r"\[\[([^\[\]]*)\]\]")
"""``[[name]]``: a gap of a cloze, or a drawn value."""

MAX_EXPRESSION = 500
_MAX_GRID = 1_000_000
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def faults(card: Card) -> Iterator[Problem]:
    """Everything that makes ``card`` unusable; nothing for a sound one."""
    match card:
        case Choice():
            yield from _choice(card)
        case Multiple():
            yield from _multiple(card)
        case Cloze():
            yield from _cloze(card)
        case Order():
            yield from _same(card.items, "items")
        case Match():
            yield from _match(card)
        case Curve():
            yield from _curve(card)
        case Predict():
            yield from _predict(card)
        case Numeric():
            yield from _numeric(card)
        case Formula():
            yield from _formula(card)
        case Flashcard() | Truth() | Open():
            pass
        case _:
            assert_never(card)


def _choice(card: Choice) -> Iterator[Problem]:
    yield from _same([option.text for option in card.options], "options")
    correct = sum(option.correct for option in card.options)
    if correct != 1:
        what = f"{correct or 'no'} options are marked correct; a choice has exactly one"
        fix = "mark one with correct: true" if correct == 0 else "use kind: multiple, or keep one"
        yield Problem(what, fix, field=("options",))


def _multiple(card: Multiple) -> Iterator[Problem]:
    yield from _same([option.text for option in card.options], "options")
    if not any(option.correct for option in card.options):
        yield Problem(
            "no option is marked correct", "mark at least one correct: true", field=("options",)
        )


def _same(texts: Sequence[str], field: str) -> Iterator[Problem]:
    """Two answers with one text cannot be told apart."""
    seen: set[str] = set()
    for number, text in enumerate(texts):
        if text.strip() in seen:
            yield Problem(f"`{field}` has the same text twice", "reword one", field=(field, number))
        seen.add(text.strip())


def _cloze(card: Cloze) -> Iterator[Problem]:
    gaps = PLACEHOLDER.findall(card.text)
    wanted = [str(number + 1) for number in range(len(card.blanks))]
    for gap in gaps:
        if gap not in wanted:
            what = f"the gap [[{gap}]] has no blank: there are {len(wanted)}"
            yield Problem(what, "number the gaps [[1]], [[2]], … as in blanks", field=("text",))
    for number in wanted:
        if gaps.count(number) != 1:
            times = "is missing" if number not in gaps else "stands more than once"
            yield Problem(
                f"the gap [[{number}]] {times}", "give each blank one gap", field=("text",)
            )


def _match(card: Match) -> Iterator[Problem]:
    """A right side that stands twice belongs to two lines, so no pairing would be the right one."""
    yield from _same([pair.left for pair in card.pairs], "pairs")
    rights: list[tuple[Steps, str]] = [
        *((("pairs", number, "right"), pair.right) for number, pair in enumerate(card.pairs)),
        *((("distractors", number), text) for number, text in enumerate(card.distractors)),
    ]
    seen: set[str] = set()
    for field, text in rights:
        bare = " ".join(text.split()).casefold()
        if bare in seen:
            what = f"`{text.strip()}` stands twice on the right: its left side is ambiguous"
            yield Problem(what, "reword one, or leave one pair out", field=field)
        seen.add(bare)
    lefts = [(("pairs", number, "left"), pair.left) for number, pair in enumerate(card.pairs)]
    for field, text in [*lefts, *rights]:
        if "\n\n" in text.strip() or "$$" in text:
            what = "a side of a pair has more than one line"
            yield Problem(what, "write one line, and formulas as $…$", field=field)


def _curve(card: Curve) -> Iterator[Problem]:
    if card.function not in card.options:
        what = f"`{card.function}` is not among the options"
        yield Problem(what, "add it: the right answer must be there", field=("options",))
    yield from _same(card.options, "options")
    low, high = card.window
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        yield Problem(
            "the window is not an interval", "write [low, high], low first", field=("window",)
        )


def _predict(card: Predict) -> Iterator[Problem]:
    correct = sum(outcome.correct for outcome in card.outcomes)
    if correct != 1:
        what = f"{correct or 'no'} outcomes are marked correct; exactly one is"
        yield Problem(
            what, "mark the outcome the experiment gives correct: true", field=("outcomes",)
        )
    yield from _same([outcome.text for outcome in card.outcomes], "outcomes")
    yield from _intervals(card.outcomes)


def _intervals(outcomes: Sequence[Outcome]) -> Iterator[Problem]:
    """The outcomes' intervals must cover every figure exactly once."""
    spans = sorted(
        (
            -math.inf if outcome.at_least is UNSET else outcome.at_least,
            math.inf if outcome.below is UNSET else outcome.below,
            number,
        )
        for number, outcome in enumerate(outcomes)
    )
    reached = -math.inf
    for low, high, number in spans:
        if not low < high:
            what = "this outcome's interval is empty"
            yield Problem(what, "at_least must be smaller than below", field=("outcomes", number))
        elif low != reached:
            what = f"figures between {min(low, reached):g} and {max(low, reached):g} belong to "
            what += "no outcome" if low > reached else "two outcomes"
            fix = "let each at_least equal the below of the one before"
            yield Problem(what, fix, field=("outcomes", number))
        reached = max(reached, high)
    if reached != math.inf:
        what = f"figures of {reached:g} and more belong to no outcome"
        yield Problem(what, "leave below out in the last outcome", field=("outcomes",))


def _numeric(card: Numeric) -> Iterator[Problem]:
    for name, draw in card.draw.items():
        yield from _draw(name, draw)
    yield from _placeholders(card.question, set(card.draw), ("question",))
    yield from _placeholders(card.why, {*card.draw, "answer"}, ("why",))
    for field in ("answer", "check"):
        yield from expression_faults(getattr(card, field), set(card.draw), (field,))
    for number, mistake in enumerate(card.mistakes):
        path: Steps = ("mistakes", number)
        yield from expression_faults(mistake.answer, set(card.draw), (*path, "answer"))
        yield from _placeholders(mistake.why, {*card.draw, "answer"}, (*path, "why"))
    bounds = (card.tolerance.abs, card.tolerance.rel)
    if not all(0 <= bound < math.inf for bound in bounds):
        fix = "give abs, rel or both, 0 for an exact answer"
        yield Problem("the tolerance is negative or not finite", fix, field=("tolerance",))


def _placeholders(text: str, known: set[str], path: Steps) -> Iterator[Problem]:
    for name in PLACEHOLDER.findall(text):
        if name not in known:
            what = f"[[{name}]] stands for no drawn value"
            yield Problem(what, f"draw {name}, or use one of {_listed(known)}", field=path)


def _listed(names: set[str]) -> str:
    return ", ".join(f"[[{name}]]" for name in sorted(names)) or "none"


def _draw(name: str, draw: Draw) -> Iterator[Problem]:
    path: Steps = ("draw", name)
    if not _IDENTIFIER.fullmatch(name):
        fix = "use letters, digits and _, beginning with a letter"
        yield Problem(f"`{name}` cannot be the name of a value", fix, field=path)
    grid = (draw.start, draw.to, draw.step)
    if draw.choose:
        if any(bound is not UNSET for bound in grid):
            yield Problem(f"`{name}` has both a list and a grid", "keep one of them", field=path)
        return
    start, to, step = grid
    if start is UNSET or to is UNSET or step is UNSET:
        fix = "give from, to and step, or choose: [a, b, c]"
        yield Problem(f"`{name}` does not say what to draw from", fix, field=path)
    elif not (step > 0 and start <= to and (to - start) / step <= _MAX_GRID):
        fix = "step must be positive, from at most to, and the grid finite"
        yield Problem(f"`{name}` is an empty or endless grid", fix, field=path)


def expression_faults(text: str, names: set[str], path: Steps) -> Iterator[Problem]:
    """``text`` must parse as one expression whose names are drawn values or constants."""
    if len(text) > MAX_EXPRESSION:
        yield Problem(f"an expression of {len(text)} characters", "shorten it", field=path)
        return
    try:
        tree = ast.parse(text.strip(), mode="eval")
        used = _free_names(tree.body)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        why = error.msg if isinstance(error, SyntaxError) else "too deeply nested"
        yield Problem(
            f"the expression does not parse: {why}", "write it as in Python: 2*x**2", field=path
        )
        return
    for name in sorted(used - names - _CONSTANTS):
        what = f"`{name}` in the expression is not drawn"
        yield Problem(what, f"draw {name}, or correct the name", field=path)


_CONSTANTS = {"pi", "e", "inf", "x", "True", "False"}


def _free_names(tree: ast.AST) -> set[str]:
    """Names that are used as values; not those of called functions, nor ``slope``'s first."""
    called: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called.add(id(node.func))
            if isinstance(node.func, ast.Name) and node.func.id == "slope" and node.args:
                called.add(id(node.args[0]))
    return {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called
    }


_NEEDED = {
    "slope": "slope_latex",
    "range": "range",
    "minimum": "minimum",
    "properties": "properties",
}


def _formula(card: Formula) -> Iterator[Problem]:
    for number, ask in enumerate(card.ask):
        field = _NEEDED.get(ask)
        if field and not getattr(card, field):
            what = f"`{ask}` is asked, but there is no `{field}`"
            yield Problem(what, f"add {field}, or do not ask for it", field=("ask", number))
        if ask in card.ask[:number]:
            yield Problem(f"`{ask}` is asked twice", "remove one", field=("ask", number))
    if card.range and not _INTERVAL.fullmatch(card.range):
        what = f"`{card.range}` is not an interval"
        yield Problem(what, "write it like (0, 1), [-0.2785, ∞) or {0, 1}", field=("range",))


_BOUND = r"\s*[-+−]?(?:∞|inf|\d+(?:\.\d+)?|\.\d+)\s*"
_INTERVAL = re.compile(rf"[\[(]{_BOUND},{_BOUND}[\])]|\{{{_BOUND}(?:,{_BOUND})*\}}")
