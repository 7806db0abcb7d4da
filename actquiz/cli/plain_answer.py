"""Asks for the answer to one turn, in the way of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.cli import output, plain_card, plain_prompt
from actquiz.practice.turns import Response

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from actquiz.practice.review import ReviewSession
    from actquiz.practice.turns import Line, Turn, Verdict

_TRUE, _FALSE = ("t", "true", "y", "yes", "1"), ("f", "false", "n", "no", "2")


def ask(session: ReviewSession, turn: Turn, width: int) -> None:
    """Ask until there is an answer, and give it to the session."""
    judged = session.answer(respond(turn, width))
    if turn.ask == "points":
        tick(session.answer, judged.lines, width)


def respond(turn: Turn, width: int) -> Response:
    """Ask until there is an answer; a prediction's experiment runs with it."""
    match turn.ask:
        case "predict":
            return _predict(turn, width)
        case "points":
            return own_words(width)
        case "reveal":
            return _reveal(turn, width)
        case _:
            return commit(turn, width)


def commit(turn: Turn, width: int) -> Response:
    """Ask until there is an answer, and give nothing away: it is judged later."""
    from actquiz.practice import whiteboard

    match turn.ask:
        case "pick" | "picks" | "order" | "curve" | "predict":
            return _picks(turn, width)
        case "number":
            return _number(turn, width)
        case "truth":
            return _truth(width)
        case "blanks":
            return _blanks(turn, width)
        case "reveal" if whiteboard.is_asked_for(turn.entry):
            return _formula(turn, width, show=False)
        case _:
            return own_words(width)


def _reveal(turn: Turn, width: int) -> Response:
    from actquiz.practice import whiteboard

    if whiteboard.is_asked_for(turn.entry):
        return _formula(turn, width, show=True)
    while plain_prompt.line("Enter shows the answer."):
        _allowed("Think of the answer, then press Enter", width)
    return Response()


def _formula(turn: Turn, width: int, *, show: bool) -> Response:
    """A formula, to be judged by its values; nothing typed turns the card over.

    ``show`` draws a wrong one beside the right one at once.
    """
    from actquiz.errors import ActquizError
    from actquiz.practice import whiteboard

    _say("Type the formula, such as x*sigmoid(x) or LaTeX, or nothing to see the answer.", width)
    while typed := plain_prompt.line("f(x) =", letters="e"):
        try:
            board = whiteboard.judge(turn.entry, typed)
        except ActquizError as error:
            _say(str(error), width)
            continue
        if show and not board.right:
            picture = plain_card.picture(whiteboard.figure(board), width)
            output.text("\n".join(["", *picture]))
        return Response(texts=(typed,))
    return Response()


def _picks(turn: Turn, width: int) -> Response:
    count = len(turn.options)
    prompt, example = {
        "pick": (f"Your answer, 1 to {count}:", "one number"),
        "curve": (f"Your answer, 1 to {count}:", "one number"),
        "predict": (f"What will happen? 1 to {count}:", "one number"),
        "picks": (f"All that are right, 1 to {count}, such as 1 {count}:", "numbers"),
    }.get(turn.ask, ("The right order, first to last:", f"all numbers from 1 to {count}"))
    while typed := plain_prompt.line(prompt):
        picked = plain_prompt.numbers(typed, count)
        if picked and _fits(turn, picked):
            return Response(picks=tuple(picked))
        _allowed(f"Type {example}, or nothing to see the answer", width)
    return Response()


def _fits(turn: Turn, picked: list[int]) -> bool:
    """Whether as many are picked as the kind asks for."""
    if turn.ask in ("pick", "curve", "predict"):
        return len(picked) == 1
    return turn.ask == "picks" or len(picked) == len(turn.options)


def _predict(turn: Turn, width: int) -> Response:
    """Commit first, then the experiment runs; a run that fails leaves the card's own outcome."""
    from dataclasses import replace

    from actquiz.errors import ActquizError
    from actquiz.practice import predictions

    response = _picks(turn, width)
    _say("Running the experiment …", width)
    try:
        *_, frame = predictions.run(turn)
    except ActquizError as error:
        _say(f"It could not be run: {error}", width)
        return response
    if frame.result is None:
        return response
    output.text("\n".join(["", *plain_card.picture(frame.figure, width)]))
    _say(frame.result.summary, width)
    return replace(response, measured=predictions.measured(turn, frame))


def _number(turn: Turn, width: int) -> Response:
    from actquiz.practice import numbers

    unit = f" in {turn.unit}" if turn.unit else ""
    while typed := plain_prompt.line(f"A number{unit}:", letters="e"):
        if numbers.read(typed, turn.unit) is not None:
            return Response(texts=(typed,))
        _allowed("Type a number such as 0.25, 1/4 or 2e-3, or nothing to see the answer", width)
    return Response()


def _truth(width: int) -> Response:
    while typed := plain_prompt.line("True or false? t or f:", letters="f").lower():
        if typed in _TRUE:
            return Response(picks=(0,))
        if typed in _FALSE:
            return Response(picks=(1,))
        _allowed("Type t or f, or nothing to see the answer; :f flags the card", width)
    return Response()


def _blanks(turn: Turn, width: int) -> Response:
    texts = []
    for number, hint in enumerate(turn.hints, start=1):
        if hint:
            output.text("\n".join(plain_card.hanging(f"‹{number}› hint: ", hint, width)))
        texts.append(plain_prompt.line(f"‹{number}›:", letters="*"))
    return Response(texts=tuple(texts))


def own_words(width: int) -> Response:
    """Any number of lines up to an empty one."""
    _say("Answer in your own words; an empty line ends it.", width)
    lines = []
    while typed := plain_prompt.line(">", letters="*"):
        lines.append(typed)
    return Response(texts=("\n".join(lines),) if lines else ())


def tick(
    judge: Callable[[Response], Verdict], lines: Sequence[Line], width: int
) -> tuple[int, ...]:
    """Let the learner correct which key points the answer makes; gives those it does."""
    ticked = {place for place, line in enumerate(lines) if line.chosen}
    while True:
        judged = judge(Response(picks=tuple(sorted(ticked))))
        output.text("\n".join(["", *plain_card.ticks(judged, width)]))
        typed = plain_prompt.line("Enter if this is what you said; numbers change ticks:")
        if not typed:
            return tuple(sorted(ticked))
        changed = plain_prompt.numbers(typed, len(lines))
        if changed is None:
            _allowed(f"Type numbers from 1 to {len(lines)}, such as 1 3", width)
        else:
            ticked ^= set(changed)


def _say(plain: str, width: int) -> None:
    output.text("\n".join(plain_card.words(plain, width)))


def _allowed(what: str, width: int) -> None:
    _say(f"{what}. ? lists the commands.", width)
