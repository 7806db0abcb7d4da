"""Cards answered by filling gaps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actquiz.bank import cards
from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.turns import Line, Response, Turn, Verdict
from actquiz.practice.typed import Match, compare
from actquiz.text.markdown import escape
from actquiz.words import counted

_GAP = re.compile(r"\[\[\s*(\d)\s*\]\]")
_FORMULA = re.compile(r"(?<!\\)\$[^$]*\$")


def ask(entry: Entry, seed: int) -> Turn:
    """Show the text with numbered gaps."""
    card = _card(entry)
    hints = tuple(blank.hint for blank in card.blanks)
    return Turn(entry, seed, "blanks", _with_gaps(card.text), hints=hints)


def judge(turn: Turn, response: Response) -> Verdict:
    """Right if every blank is; a slip of the keys in a word counts, and is named."""
    card = _card(turn.entry)
    texts = [*response.texts, *[""] * len(card.blanks)]
    lines = tuple(map(_line, texts, card.blanks))
    correct = sum(line.correct for line in lines)
    right = correct == len(lines)
    return Verdict(
        right,
        Grade.GOOD if right else Grade.AGAIN,
        _headline(texts, lines, correct),
        _filled(card),
        card.why,
        lines,
    )


def _card(entry: Entry) -> cards.Cloze:
    if not isinstance(entry.card, cards.Cloze):
        raise ValueError(f"{entry.id} has no gaps")
    return entry.card


def _with_gaps(text: str) -> str:
    """``[[1]]`` as ‹1›, as words inside a formula so that it stays one."""
    shown = _FORMULA.sub(lambda formula: _GAP.sub(r"\\text{‹\1›}", formula[0]), text)
    return _GAP.sub(r"‹\1›", shown)


def _filled(card: cards.Cloze) -> str:
    """The whole sentence with its answers."""

    def answer(gap: re.Match[str]) -> str:
        place = int(gap[1]) - 1
        return card.blanks[place].answer if place < len(card.blanks) else gap[0]

    def inside(formula: re.Match[str]) -> str:
        return _GAP.sub(lambda gap: answer(gap).replace("$", ""), formula[0])

    return _GAP.sub(answer, _FORMULA.sub(inside, card.text))


def _line(typed: str, blank: cards.Blank) -> Line:
    said = escape(typed.strip())
    matches = [compare(typed, answer) for answer in (blank.answer, *blank.accept)]
    if Match.SAME in matches:
        return Line(said, chosen=True, correct=True, why="")
    if Match.NEAR in matches:
        meant = (blank.answer, *blank.accept)[matches.index(Match.NEAR)]
        return Line(said, chosen=True, correct=True, why=f"It is written {meant}.")
    why = f"The answer is {blank.answer}."
    return Line(said or "nothing typed", chosen=True, correct=False, why=why)


def _headline(texts: Sequence[str], lines: Sequence[Line], correct: int) -> str:
    if correct == len(lines):
        slips = sum(1 for line in lines if line.why)
        return "Right, but for the spelling." if slips else "Right."
    if not any(texts):
        return "Not answered."
    if len(lines) == 1:
        return f"Wrong. {lines[0].why}"
    return f"Wrong: {correct} of {counted(len(lines), 'blank')} are right."
