"""Asks for the answer to one turn, in its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from actquiz.cli import output, plain_card, plain_prompt
from actquiz.practice import answer_ways
from actquiz.practice.turn import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from actquiz.practice.review import ReviewSession
    from actquiz.practice.turn import Turn, Verdict

_TRUE, _FALSE = ("t", "true", "y", "yes", "1"), ("f", "false", "n", "no", "2")


def ask(session: ReviewSession, turn: Turn, width: int) -> None:
    """Ask until there is an answer, and give it to the session."""
    response = respond(turn, width)
    verdict = session.answer(response)
    if isinstance(turn.way, answer_ways.OwnWords):
        tick(session.answer, verdict, width, "\n".join(response.texts))


def respond(turn: Turn, width: int, *, commit: bool = False) -> Response:
    """Ask until there is an answer; a prediction's experiment runs with it.

    ``commit``: it is judged later, so all is typed and nothing is given away.
    """
    match turn.way:
        case answer_ways.Reveal():
            return _reveal(turn, width, commit)
        case answer_ways.PickOutcome():
            response = _picks(turn.way, width)
            return response if commit else _measured(turn, response, width)
        case answer_ways.TrueOrFalse():
            return _truth(width)
        case answer_ways.PickOne() | answer_ways.PickSeveral() | answer_ways.PutInOrder():
            return _picks(turn.way, width)
        case answer_ways.MatchPairs(lefts, rights):
            return _pairs(len(lefts), len(rights), width)
        case answer_ways.FillBlanks(hints):
            return _blanks(hints, width)
        case answer_ways.TypeNumber(unit):
            return _number(unit, width)
        case answer_ways.OwnWords():
            return own_words(width)
        case _:
            assert_never(turn.way)


def _reveal(turn: Turn, width: int, commit: bool) -> Response:
    from actquiz.practice import formula_answer

    if formula_answer.is_asked_for(turn.entry.card):
        return _formula(turn, width, show=not commit)
    if commit:
        return own_words(width)
    while plain_prompt.line("Enter shows the answer."):
        _allowed("Think of the answer, then press Enter", width)
    return Response()


def _formula(turn: Turn, width: int, *, show: bool) -> Response:
    """A formula, to be judged by its values; nothing typed turns the card over.

    ``show`` draws a wrong one beside the right one at once.
    """
    from actquiz.errors import ActquizError
    from actquiz.practice import formula_answer

    _say("Type the formula, such as x*sigmoid(x) or LaTeX, or nothing to see the answer.", width)
    while typed := plain_prompt.line("f(x) =", letters="e"):
        try:
            board = formula_answer.judge(turn.entry.card, typed)
        except ActquizError as error:
            _say(str(error), width)
            continue
        if show and not board.right:
            picture = plain_card.picture(formula_answer.figure(board), width)
            output.text("\n".join(["", *picture]))
        return Response(texts=(typed,))
    return Response()


def _picks(
    way: answer_ways.PickOne | answer_ways.PickSeveral | answer_ways.PutInOrder, width: int
) -> Response:
    count = len(way.options)
    wanted = range(1, 2)
    match way:
        case answer_ways.PickOutcome():
            prompt, example = f"What will happen? 1 to {count}:", "one number"
        case answer_ways.PickOne():
            prompt, example = f"Your answer, 1 to {count}:", "one number"
        case answer_ways.PickSeveral():
            prompt, example = f"All that are right, 1 to {count}, such as 1 {count}:", "numbers"
            wanted = range(1, count + 1)
        case answer_ways.PutInOrder():
            prompt, example = "The right order, first to last:", f"all numbers from 1 to {count}"
            wanted = range(count, count + 1)
        case _:
            assert_never(way)
    while typed := plain_prompt.line(prompt):
        picked = plain_prompt.numbers(typed, count)
        if picked and len(picked) in wanted:
            return Response(picks=tuple(picked))
        _allowed(f"Type {example}, or nothing to see the answer", width)
    return Response()


def _pairs(count: int, rights: int, width: int) -> Response:
    letters = plain_card.LETTERS[:rights]
    while typed := plain_prompt.line("The pairs, such as 1b 2a 3c:"):
        picked = plain_prompt.pairs(typed, count, letters)
        if picked is not None:
            return Response(picks=picked)
        example = f"every number from 1 to {count} with a letter of its own, such as 1b 2a 3c"
        _allowed(f"Type {example}, or nothing to see the answer", width)
    return Response()


def _measured(turn: Turn, response: Response, width: int) -> Response:
    """Run the experiment; one that fails leaves the card's own outcome."""
    from dataclasses import replace

    from actquiz.errors import ActquizError
    from actquiz.practice.kinds import predict

    _say("Running the experiment …", width)
    try:
        *_, (frame, figure) = predict.run(turn)
    except ActquizError as error:
        _say(f"It could not be run: {error}", width)
        return response
    if frame.result is None:
        return response
    output.text("\n".join(["", *plain_card.picture(frame.figure, width)]))
    _say(frame.result.summary, width)
    return replace(response, measured=figure)


def _number(unit: str, width: int) -> Response:
    from actquiz.errors import ActquizError
    from actquiz.practice.typed_number import readings

    while typed := plain_prompt.line(f"A number{f' in {unit}' if unit else ''}:", letters="e"):
        try:
            readings(typed, unit)
        except ActquizError as error:
            _allowed(f"{error}, or nothing to see the answer", width)
        else:
            return Response(texts=(typed,))
    return Response()


def _truth(width: int) -> Response:
    while typed := plain_prompt.line("True or false? t or f:", letters="f").lower():
        if typed in _TRUE:
            return Response(picks=(0,))
        if typed in _FALSE:
            return Response(picks=(1,))
        _allowed("Type t or f, or nothing to see the answer; :f flags the card", width)
    return Response()


def _blanks(hints: tuple[str, ...], width: int) -> Response:
    texts = []
    for number, hint in enumerate(hints, start=1):
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


def tick(judge: Callable[[Response], Verdict], found: Verdict, width: int, said: str) -> Response:
    """Let the learner correct which key points the answer ``said`` makes; gives those it does."""
    ticked, count = set(found.made), len(found.lines)
    while True:
        response = Response(picks=tuple(sorted(ticked)), said=said)
        output.text("\n".join(["", *plain_card.ticks(judge(response), width)]))
        typed = plain_prompt.line("Enter if this is what you said; numbers change ticks:")
        if not typed:
            return response
        changed = plain_prompt.numbers(typed, count)
        if changed is None:
            _allowed(f"Type numbers from 1 to {count}, such as 1 3", width)
        else:
            ticked ^= set(changed)


def _say(plain: str, width: int) -> None:
    output.text("\n".join(plain_card.words(plain, width)))


def _allowed(what: str, width: int) -> None:
    _say(f"{what}. ? lists the commands.", width)
