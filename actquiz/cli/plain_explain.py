"""The text of a lesson that explains a card, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actquiz.cli import plain_card
from actquiz.lessons.lesson import TextBlock

if TYPE_CHECKING:
    from actquiz.bank.index import Index


def explain(index: Index, card: str, width: int) -> list[str]:
    """The text of a lesson that explains a card, as lines; none if no lesson does."""
    from actquiz.practice.explaining import explained

    found = explained(index, card)
    if found is None:
        return []
    section = found.lesson.sections[found.section]
    block = section.blocks[found.block]
    head = plain_card.words(f"{found.lesson.title}: {section.heading}", width)
    if not isinstance(block, TextBlock):
        return head
    return [*head, "", *plain_card.text(block.markdown, width)]
