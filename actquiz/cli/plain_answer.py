"""Asks for the answer to one turn, in the way of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.cli import asking, output, plain_card
from actquiz.practice.turns import Response

if TYPE_CHECKING:
    from actquiz.practice.review import ReviewSession
    from actquiz.practice.turns import Turn

_TRUE, _FALSE = ("t", "true", "y", "yes", "1"), ("f", "false", "n", "no", "2")


def ask(session: ReviewSession, turn: Turn, width: int) -> None:
    """Ask until there is an answer, and give it to the session."""
    match turn.ask:
        case "pick" | "picks" | "order":
            response = _picks(turn)
        case "truth":
            response = _truth()
        case "blanks":
            response = _blanks(turn, width)
        case "points":
            response = _open()
        case _:
            response = _reveal()
    judged = session.answer(response)
    if turn.ask == "points":
        _tick(session, judged.lines, width)


def _reveal() -> Response:
    while asking.line("Enter shows the answer."):
        _allowed("Think of the answer, then press Enter")
    return Response()


def _picks(turn: Turn) -> Response:
    count = len(turn.options)
    prompt, example = {
        "pick": (f"Your answer, 1 to {count}:", "one number"),
        "picks": (f"All that are right, 1 to {count}, such as 1 {count}:", "numbers"),
    }.get(turn.ask, ("The right order, first to last:", f"all numbers from 1 to {count}"))
    while typed := asking.line(prompt):
        picked = asking.numbers(typed, count)
        if picked and _fits(turn, picked):
            return Response(picks=tuple(picked))
        _allowed(f"Type {example}, or nothing to see the answer")
    return Response()


def _fits(turn: Turn, picked: list[int]) -> bool:
    """Whether as many are picked as the kind asks for."""
    if turn.ask == "pick":
        return len(picked) == 1
    return turn.ask == "picks" or len(picked) == len(turn.options)


def _truth() -> Response:
    while typed := asking.line("True or false? t or f:", letters="f").lower():
        if typed in _TRUE:
            return Response(picks=(0,))
        if typed in _FALSE:
            return Response(picks=(1,))
        _allowed("Type t or f, or nothing to see the answer; :f flags the card")
    return Response()


def _blanks(turn: Turn, width: int) -> Response:
    texts = []
    for number, hint in enumerate(turn.hints, start=1):
        if hint:
            output.text("\n".join(plain_card.hanging(f"‹{number}› hint: ", hint, width)))
        texts.append(asking.line(f"‹{number}›:", letters="*"))
    return Response(texts=tuple(texts))


def _open() -> Response:
    """Any number of lines up to an empty one."""
    output.text("Answer in your own words; an empty line ends it.")
    lines = []
    while typed := asking.line(">", letters="*"):
        lines.append(typed)
    return Response(texts=("\n".join(lines),) if lines else ())


def _tick(session: ReviewSession, lines: tuple[plain_card.Line, ...], width: int) -> None:
    """Let the learner correct which key points the answer makes."""
    ticked = {place for place, line in enumerate(lines) if line.chosen}
    while True:
        judged = session.answer(Response(picks=tuple(sorted(ticked))))
        output.text("\n".join(["", *plain_card.ticks(judged, width)]))
        typed = asking.line("Enter if this is what you said; numbers change ticks:")
        if not typed:
            return
        changed = asking.numbers(typed, len(lines))
        if changed is None:
            _allowed(f"Type numbers from 1 to {len(lines)}, such as 1 3")
        else:
            ticked ^= set(changed)


def _allowed(what: str) -> None:
    output.text(f"{what}. ? lists the commands.")
