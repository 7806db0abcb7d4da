"""The one table of card kinds. A new kind needs its type in ``bank.cards``, its file and a line."""

from __future__ import annotations

from typing import Any

from actquiz.bank import cards
from actquiz.practice.kinds import (
    choice,
    cloze,
    curve,
    flashcard,
    match,
    multiple,
    numeric,
    open_,
    order,
    predict,
    truth,
)
from actquiz.practice.kinds.kind import Kind

KINDS: dict[type[cards.AskedCard], Kind[Any]] = {
    cards.Flashcard: flashcard.KIND,
    cards.Choice: choice.KIND,
    cards.Multiple: multiple.KIND,
    cards.Truth: truth.KIND,
    cards.Cloze: cloze.KIND,
    cards.Numeric: numeric.KIND,
    cards.Open: open_.KIND,
    cards.Order: order.KIND,
    cards.Match: match.KIND,
    cards.Curve: curve.KIND,
    cards.Predict: predict.KIND,
}
