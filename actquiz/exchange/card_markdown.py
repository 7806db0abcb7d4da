"""Both sides of a card as Markdown a person would write: what is asked, and what is answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import assert_never

from msgspec import UNSET

from actquiz.bank.cards import (
    Card,
    Choice,
    Cloze,
    Curve,
    Draw,
    Extremum,
    Flashcard,
    Formula,
    Match,
    Multiple,
    Numeric,
    Open,
    Option,
    Order,
    Outcome,
    Predict,
    Truth,
)
from actquiz.exchange.fragments import Loose, Piece, Slot

LETTERS = "ABCDEFGHI"


def prompt(card: Card, picture: str = "") -> list[Piece]:
    """What is asked; its first slot can be a heading.

    ``picture``: the line that shows the curve, where there is one to see.
    """
    if isinstance(card, Curve):
        return list(_curve(card, picture))
    asked: list[Piece] = [Slot((card.asked,), getattr(card, card.asked), form="heading")]
    match card:
        case Truth():
            return [*asked, "\n\nTrue or false?"]
        case Choice() | Multiple():
            which = "Pick one." if isinstance(card, Choice) else "Pick all that are right."
            order = arrangement(card.id, len(card.options))
            return [*asked, f"\n\n{which}\n", *_options("options", card.options, order)]
        case Predict():
            order = arrangement(card.id, len(card.outcomes))
            return [*asked, "\n\nPredict.\n", *_options("outcomes", card.outcomes, order)]
        case Order():
            order = arrangement(card.id, len(card.items))
            listed = "\n".join(f"- {' '.join(card.items[number].split())}" for number in order)
            return [*asked, "\n\nPut in order:\n\n", Loose(listed)]
        case Match():
            return [*asked, "\n\nMatch the pairs.\n\n", *_sides(card)]
        case Flashcard() | Cloze() | Numeric() | Open() | Formula():
            return asked
        case _:
            assert_never(card)


def illustrated_answer(card: Card, picture: str) -> list[Piece]:
    """The answer with its reasons, and below it the line that shows a picture, if there is one."""
    return [*answer(card), "\n\n", Loose(picture, raw=True)] if picture else answer(card)


def answer(card: Card) -> list[Piece]:
    """The answer with its reasons."""
    pieces: list[Piece]
    match card:
        case Flashcard():
            pieces = [Slot(("back",), card.back)]
        case Choice() | Multiple():
            order = arrangement(card.id, len(card.options))
            pieces = list(_verdicts("options", card.options, order))
        case Predict():
            order = arrangement(card.id, len(card.outcomes))
            pieces = list(_verdicts("outcomes", card.outcomes, order))
        case Truth():
            return [f"**{'True' if card.answer else 'False'}.** ", Slot(("why",), card.why)]
        case Cloze():
            pieces = list(_numbered(("blanks", "answer"), [blank.answer for blank in card.blanks]))
        case Numeric():
            pieces = list(_computed(card))
        case Open():
            return list(_open(card))
        case Order():
            pieces = list(_numbered(("items",), card.items))
        case Match():
            order = _rights(card)
            letters = [LETTERS[order.index(number)] for number in range(len(card.pairs))]
            paired = (f"{number} {letter}" for number, letter in enumerate(letters, start=1))
            pieces = [f"**{', '.join(paired)}**"]
        case Curve():
            pieces = [f"`{card.function}`"]
        case Formula():
            pieces = list(_facts(card))
        case _:
            assert_never(card)
    if card.why:
        pieces += ["\n\n**Why:** ", Slot(("why",), card.why)]
    return pieces


def arrangement(card_id: str, count: int) -> list[int]:
    """The order in which a card's options are shown: always the same, and never the file's.

    People write the right one first.
    """

    def place(number: int) -> bytes:
        # A hash and not the random module: files that are out must read the same for ever.
        return blake2b(f"{card_id}/{number}".encode(), digest_size=8).digest()

    order = sorted(range(count), key=place)
    return order if order != sorted(order) else order[::-1]


def right_letters(card: Choice | Multiple) -> str:
    """The letters of the right options, as they are shown."""
    order = arrangement(card.id, len(card.options))
    return "".join(LETTERS[place] for place, n in enumerate(order) if card.options[n].correct)


def _options(
    field: str, options: Sequence[Option | Outcome], order: Sequence[int]
) -> Iterator[Piece]:
    for letter, number in zip(LETTERS, order, strict=False):
        yield f"\n- {letter}) "
        yield Slot((field, number, "text"), options[number].text, indent=2)


def _verdicts(
    field: str, options: Sequence[Option | Outcome], order: Sequence[int]
) -> Iterator[Piece]:
    right = [letter for letter, n in zip(LETTERS, order, strict=False) if options[n].correct]
    yield f"**{', '.join(right)}**"
    separator = "\n"
    for letter, number in zip(LETTERS, order, strict=False):
        option = options[number]
        if option.why:
            sign = "right" if option.correct else "wrong"
            yield f"{separator}\n- {letter} is {sign}: "
            yield Slot((field, number, "why"), option.why, indent=2)
            separator = ""


def _numbered(path: tuple[str, ...], texts: Sequence[str]) -> Iterator[Piece]:
    field, *inner = path
    for number, text in enumerate(texts):
        yield f"\n{number + 1}. " if number else "1. "
        yield Slot((field, number, *inner), text, indent=3)


def _sides(card: Match) -> Iterator[Piece]:
    """The left sides by number, then the right ones by letter."""
    yield from _numbered(("pairs", "left"), [pair.left for pair in card.pairs])
    yield "\n"
    count = len(card.pairs)
    for letter, number in zip(LETTERS, _rights(card), strict=False):
        yield f"\n- {letter}) "
        if number < count:
            yield Slot(("pairs", number, "right"), card.pairs[number].right, indent=2)
        else:
            distractor = card.distractors[number - count]
            yield Slot(("distractors", number - count), distractor, indent=2)


def _rights(card: Match) -> list[int]:
    """Which right side stands where: those of the pairs by number, then the distractors."""
    return arrangement(card.id, len(card.pairs) + len(card.distractors))


def _computed(card: Numeric) -> Iterator[Piece]:
    unit = f" {card.unit}" if card.unit else ""
    yield f"`{card.answer}`{unit}"
    for name, how in card.draw.items():
        yield f"\n\n‹{name}› is {_drawn(how)}."


def _drawn(how: Draw) -> str:
    if how.choose:
        return "one of " + ", ".join(str(value) for value in how.choose)
    return f"drawn from {how.start} to {how.to} in steps of {how.step}"


def _open(card: Open) -> Iterator[Piece]:
    yield "Key points:\n"
    for number, point in enumerate(card.points):
        yield "\n- "
        yield Slot(("points", number, "point"), point.point, indent=2)
    if card.answer:
        yield "\n\n**An answer that passes:** "
        yield Slot(("answer",), card.answer)
    if card.strong:
        yield "\n\n**A strong one adds:** "
        yield Slot(("strong",), card.strong)
    if card.followups:
        yield "\n\n**Then they ask:**\n"
        for number, followup in enumerate(card.followups):
            yield "\n- "
            yield Slot(("followups", number), followup, indent=2)


def _curve(card: Curve, picture: str) -> Iterator[Piece]:
    what = "the slope" if card.slope else "the curve"
    low, high = card.window
    yield f"Of which function is this {what} from {low} to {high}?\n\n"
    yield Loose(picture, raw=True) if picture else Loose(_samples(card))
    yield "\n\nPick one.\n"
    order = arrangement(card.id, len(card.options))
    for letter, number in zip(LETTERS, order, strict=False):
        yield f"\n- {letter}) {card.options[number].replace('_', ' ')}"


def _samples(card: Curve) -> str:
    """The curve as a table of values: every reader can show it, and none needs a picture."""
    import numpy as np

    from actquiz.engine.activations import get

    function = get(card.function)
    low, high = card.window
    grid = np.linspace(float(low), float(high), 9)
    values = (function.slope if card.slope else function.value)(grid, **card.params)
    # Adding 0 after rounding makes 0 of −0.
    pairs = zip(grid, np.round(values, 3) + 0.0, strict=True)
    rows = "\n".join(f"| {x:.2f} | {y:.3f} |" for x, y in pairs)
    return f"| x | y |\n|---|---|\n{rows}"


def _facts(card: Formula) -> Iterator[Piece]:
    yield Slot(("latex",), card.latex, form="display")
    if card.slope_latex:
        yield "\n\nIts slope:\n\n"
        yield Slot(("slope_latex",), card.slope_latex, form="display")
    listed = [
        f"- {name}: {value}"
        for name, value in (
            ("range", card.range),
            ("smallest value", extremum(card.minimum)),
            ("largest slope", extremum(card.slope_max)),
        )
        if value
    ]
    if listed:
        yield "\n\n" + "\n".join(listed)
    for number, item in enumerate(card.properties):
        yield "\n- " if number or listed else "\n\n- "
        yield Slot(("properties", number), item, indent=2)
    for ask in card.ask:
        if own := getattr(card.whys, ask):
            yield f"\n\n**Why ({ask}):** "
            yield Slot(("whys", ask), own)


def extremum(value: object) -> str:
    """A largest or smallest value and where it is, in words; empty if unset."""
    if not isinstance(value, Extremum):
        return ""
    number = f"{value.value:.10g}".replace("-", "−")
    return number if value.at is UNSET else f"{number} at $x = {value.at:.10g}$"
