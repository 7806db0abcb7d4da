"""``cloze``: a sentence with gaps to fill."""

from __future__ import annotations

import re
from collections.abc import Sequence

from actquiz.bank.cards import Blank, Cloze
from actquiz.practice.answer_ways import AnswerWay, FillBlanks
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.turn import JudgedPart, PartMark, Response, Verdict, judged
from actquiz.practice.typed import Likeness, compare
from actquiz.text.markdown import escape
from actquiz.words import counted

_GAP = re.compile(r"\[\[\s*(\d)\s*\]\]")
_FOLLOWED = re.compile(r"\[\[\s*(\d)\s*\]\](?:\s+([A-Za-z]+))?")
_FORMULA = re.compile(r"(?<!\\)\$[^$]*\$")


def ask(card: Cloze, seed: int) -> tuple[str, AnswerWay]:
    """The text with numbered gaps."""
    return _with_gaps(card.text), FillBlanks(tuple(blank.hint for blank in card.blanks))


def judge(card: Cloze, seed: int, response: Response) -> Verdict:
    """Right if every blank is; a slip of the keys in a word counts, and is named."""
    texts = [*response.texts, *[""] * len(card.blanks)]
    lines = tuple(map(_line, texts, card.blanks, _neighbours(card)))
    correct = sum(line.mark is PartMark.RIGHT for line in lines)
    headline = _headline(texts, lines, correct)
    return judged(correct == len(lines), headline, filled(card), card.why, lines)


def states(card: Cloze) -> list[str]:
    """The sentence with its gaps filled: an equation that a gap stands in must hold as well."""
    return [filled(card), *(blank.answer for blank in card.blanks), card.why]


def filled(card: Cloze) -> str:
    """The whole sentence with its answers."""

    def answer(gap: re.Match[str]) -> str:
        place = int(gap[1]) - 1
        return card.blanks[place].answer if place < len(card.blanks) else gap[0]

    def inside(formula: re.Match[str]) -> str:
        return _GAP.sub(lambda gap: answer(gap).replace("$", ""), formula[0])

    return _GAP.sub(answer, _FORMULA.sub(inside, card.text))


def _with_gaps(text: str) -> str:
    """``[[1]]`` as ‹1›, as words inside a formula so that it stays one."""
    shown = _FORMULA.sub(lambda formula: _GAP.sub(r"\\text{‹\1›}", formula[0]), text)
    return _GAP.sub(r"‹\1›", shown)


def _neighbours(card: Cloze) -> list[str]:
    """For each gap the word that follows it in the sentence; empty if a sign does."""
    found = {int(gap[1]): gap[2] or "" for gap in _FOLLOWED.finditer(card.text)}
    return [found.get(place, "") for place in range(1, len(card.blanks) + 1)]


def _without(typed: str, word: str) -> str:
    """``forget gate`` as ``forget`` where the sentence goes on with *gate*."""
    rest = re.sub(rf"[\s-]+{re.escape(word)}s?\s*$", "", typed, flags=re.IGNORECASE)
    return rest if word else typed


def _line(typed: str, blank: Blank, after: str = "") -> JudgedPart:
    said = escape(typed.strip())
    answers = (blank.answer, *blank.accept)
    matches = [_best(typed, _without(typed, after), answer) for answer in answers]
    if Likeness.SAME in matches:
        return JudgedPart(said, PartMark.RIGHT)
    if Likeness.NEAR in matches:
        meant = (blank.answer, *blank.accept)[matches.index(Likeness.NEAR)]
        return JudgedPart(said, PartMark.RIGHT, f"It is written {meant}.")
    mark = PartMark.WRONG if said else PartMark.MISSED
    return JudgedPart(said or "nothing typed", mark, f"The answer is {blank.answer}.")


def _best(typed: str, bare: str, answer: str) -> Likeness:
    found = {compare(typed, answer), compare(bare, answer)}
    return next(match for match in Likeness if match in found)


def _headline(texts: Sequence[str], lines: Sequence[JudgedPart], correct: int) -> str:
    if correct == len(lines):
        slips = sum(1 for line in lines if line.why)
        return "Right, but for the spelling." if slips else "Right."
    if not any(texts):
        return "Not answered."
    if len(lines) == 1:
        return f"Wrong. {lines[0].why}"
    return f"Wrong: {correct} of {counted(len(lines), 'blank')} are right."


KIND = Kind("Fill in the blanks", 10.0, ask, judge, states)
