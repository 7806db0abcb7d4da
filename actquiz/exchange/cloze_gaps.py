"""Where the gaps of a cloze are: ``{{c1::answer::hint}}``, ``{{c1,2::…}}``, ``{{answer}}``.

A parser of its own: gaps nest, and their answers hold braces, mathematics and code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

NAMESPACES = frozenset(
    ("std", "torch", "boost", "at", "c10", "cv", "tf", "absl", "chrono", "ranges")
)
"""Names behind which ``::`` is C++ and parts nothing."""
_NUMBERED = re.compile(r"c(\d{1,3}(?:,\d{1,3})*)::")
_MARK = re.compile(r"\{\{c\d{1,3}(?:,\d{1,3})*::|[{}]|::")
_MARK_OR_BARE = re.compile(r"\{\{(?:c\d{1,3}(?:,\d{1,3})*::)?|[{}]|::")

Region = tuple[int, int]
"""Beginning and end of a part of the text."""


@dataclass(slots=True)
class Gap:
    """One gap; all places count characters of the text it was found in."""

    start: int
    """Its first brace."""
    answer: int
    """Where the answer begins."""
    ordinals: tuple[int, ...]
    """The cards it is hidden on; empty for a gap without a number."""
    answer_end: int = 0
    hint: int = 0
    """Where the hint begins; 0 if there is none."""
    hint_end: int = 0
    end: int = 0
    """After its last brace."""
    depth: int = 0
    """Braces of its own that are open; only while it is looked for."""


def find(
    text: str,
    *,
    opaque: Sequence[Region] = (),
    code: Sequence[Region] = (),
    bare: bool = False,
) -> list[Gap]:
    """All gaps, in the order of their beginnings; time is linear in the text.

    ``opaque``: parts in which no mark counts. ``code``: parts in which ``::`` parts no hint, if
    they lie inside the gap. ``bare``: ``{{answer}}`` is a gap as well. A gap ends where its own
    braces are all closed, or, where they never are, at the first two closing braces.
    """
    masked = _masked(text, opaque)
    counted = _matched(masked, code, bare=bare, counting=True)
    if counted is None:
        counted = _matched(masked, code, bare=bare, counting=False)
    return sorted(counted or [], key=lambda gap: gap.start)


def _masked(text: str, opaque: Sequence[Region]) -> str:
    parts = []
    end = 0
    for start, stop in opaque:
        parts += [text[end:start], "\0" * (stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


def _matched(text: str, code: Sequence[Region], *, bare: bool, counting: bool) -> list[Gap] | None:
    """The gaps; None if ``counting`` braces leaves one open."""
    starts = [start for start, _ in code]
    found: list[Gap] = []
    stack: list[Gap] = []
    marks = _MARK_OR_BARE if bare else _MARK
    place = 0
    while mark := marks.search(text, place):
        sign, place = mark[0], mark.end()
        inner = stack[-1] if stack else None
        if sign == "::":
            if inner and not inner.hint and not inner.depth and inner.ordinals:
                region = bisect_right(starts, mark.start()) - 1
                inside = region >= 0 and mark.start() < code[region][1]
                in_code = inside and starts[region] >= inner.answer
                if not in_code and text[inner.answer : mark.start()] not in NAMESPACES:
                    inner.answer_end, inner.hint = mark.start(), place
        elif sign.startswith("{{") and (
            len(sign) > 2 or (inner is None and text[place : place + 1] != "{")
        ):
            numbers = _NUMBERED.fullmatch(sign[2:])
            ordinals = tuple(map(int, numbers[1].split(","))) if numbers else ()
            stack.append(Gap(mark.start(), place, ordinals))
        elif sign[0] == "{":
            if inner and counting:
                inner.depth += len(sign)
        elif inner and inner.depth:
            inner.depth -= 1
        elif inner and text.startswith("}}", mark.start()):
            place = mark.start() + 2
            stack.pop()
            if inner.hint:
                inner.hint_end = mark.start()
            else:
                inner.answer_end = mark.start()
            inner.end = place
            found.append(inner)
    return None if counting and any(gap.ordinals for gap in stack) else found
