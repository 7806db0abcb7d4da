"""``multiple``: any number of options is right, at least one."""

from __future__ import annotations

from actquiz.bank.cards import Multiple
from actquiz.practice.answer_ways import AnswerWay, PickSeveral
from actquiz.practice.kinds.choice import states
from actquiz.practice.kinds.kind import Kind
from actquiz.practice.kinds.picking import marked, picked, shown
from actquiz.practice.turn import Response, Verdict, judged
from actquiz.words import counted


def ask(card: Multiple, seed: int) -> tuple[str, AnswerWay]:
    """The options, shuffled."""
    return card.question, PickSeveral(tuple(option.text for option in shown(card.options, seed)))


def judge(card: Multiple, seed: int, response: Response) -> Verdict:
    """Right only if exactly the right options are picked; the headline says how many were."""
    options = shown(card.options, seed)
    picks = picked(response, len(options))
    right = frozenset(place for place, option in enumerate(options) if option.correct)
    texts = [options[place].text for place in sorted(right)]
    return judged(
        picks == right,
        _headline(picks, right),
        texts[0] if len(texts) == 1 else "\n".join(f"- {text}" for text in texts),
        card.why,
        marked([(option.text, option.why) for option in options], picks, right),
    )


def _headline(picks: frozenset[int], right: frozenset[int]) -> str:
    count = len(right)
    if picks == right:
        return f"Right: {'the one right option' if count == 1 else f'all {count} right options'}."
    if not picks:
        return f"Not answered: {counted(count, 'option')} {'is' if count == 1 else 'are'} right."
    said = f"Wrong: {len(picks & right)} of {count} right options picked"
    extra = len(picks - right)
    return f"{said}, and {extra} wrong." if extra else f"{said}."


KIND = Kind("Choose all that apply", 16.0, ask, judge, states)
