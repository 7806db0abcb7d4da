"""Cards that are turned over: the learner compares and grades."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

from actquiz.bank import cards
from actquiz.bank.entry import Entry
from actquiz.memory.grade import Grade
from actquiz.practice.turns import Turn, Verdict

_SLOT = re.compile(r"\[\[\s*([A-Za-z_]\w*)\s*\]\]")


def ask(entry: Entry, seed: int) -> Turn:
    """Show the question alone."""
    match entry.card:
        case cards.Flashcard(front=front):
            return Turn(entry, seed, "reveal", front)
        case cards.Numeric(question=question, unit=unit) as card:
            return Turn(entry, seed, "reveal", _filled(question, draw(card, seed)), unit=unit)
        case cards.Curve() as card:
            return Turn(entry, seed, "reveal", _curve_question(card))
        case cards.Predict(question=question, outcomes=outcomes):
            choices = "\n".join(f"- {outcome.text}" for outcome in outcomes)
            return Turn(entry, seed, "reveal", f"{question}\n\n{choices}")
    raise ValueError(f"{entry.id} cannot be turned over")


def judge(turn: Turn) -> Verdict:
    """The answer; whether it was known is for the learner to say."""
    answer, why = _answer(turn)
    return Verdict(None, Grade.GOOD, "", answer, why)


def draw(card: cards.Numeric, seed: int) -> dict[str, str]:
    """The values of this review as they are written in the question; the seed decides them."""
    return {name: _drawn(rule, Random(f"{seed}:{name}")) for name, rule in card.draw.items()}


def _drawn(rule: cards.Draw, random: Random) -> str:
    if rule.choose:
        return str(random.choice(rule.choose))
    # Decimal keeps 0.1 + 2 * 0.1 at 0.3: these digits stand in the question.
    start, to = _decimal(rule.start, "0"), _decimal(rule.to, "1")
    step = _decimal(rule.step, "1")
    last = int((to - start) / step) if step > 0 else 0
    return str(start + random.randint(0, max(last, 0)) * step)


def _decimal(value: object, otherwise: str) -> Decimal:
    return Decimal(str(value)) if isinstance(value, (int, float)) else Decimal(otherwise)


def _filled(text: str, values: dict[str, str]) -> str:
    """``text`` with each drawn value in its place; other marks stay as they are written."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), text)


def _answer(turn: Turn) -> tuple[str, str]:
    match turn.entry.card:
        case cards.Flashcard(back=back, why=why):
            return back, why
        case cards.Numeric() as card:
            return _numeric_answer(card, draw(card, turn.seed))
        case cards.Curve() as card:
            return card.why or f"It is `{card.function}`.", ""
        case cards.Predict(demo=demo, figure=figure, why=why):
            return f"`actquiz demo {demo}` measures it: look at {figure}.", why
    raise ValueError(f"{turn.entry.id} cannot be turned over")


def _numeric_answer(card: cards.Numeric, values: dict[str, str]) -> tuple[str, str]:
    """The rule and this review's values; the reason where it does not lean on the number."""
    given = ", ".join(f"{name} = {value}" for name, value in values.items())
    unit = f" {card.unit}" if card.unit else ""
    rule = f"`{card.answer}`{unit}" + (f" with {given}" if given else "")
    return rule, "" if "[[answer]]" in card.why else _filled(card.why, values)


def _curve_question(card: cards.Curve) -> str:
    low, high = card.window
    what = "slope" if card.slope else "curve"
    others = [name for name in card.options if name != card.function]
    listed = ", ".join(f"`{name}`" for name in others)
    return (
        f"Picture the {what} of `{card.function}` between {low} and {high}. "
        f"How do you tell it from that of {listed}?"
    )
