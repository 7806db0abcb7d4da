"""The text of a lesson that explains a card, as lines."""

from __future__ import annotations

from actquiz.cli import plain_card
from actquiz.lessons.lesson import TextBlock


def explain(card: str, width: int) -> list[str]:
    """The text of a lesson that explains a card, as lines; none if no lesson does."""
    from actquiz.lessons import shelf

    found = shelf.explanation(card)
    if found is None:
        return []
    section = found.lesson.sections[found.section]
    block = section.blocks[found.block]
    head = plain_card.words(f"{found.lesson.title}: {section.heading}", width)
    if not isinstance(block, TextBlock):
        return head
    return [*head, "", *plain_card.text(block.markdown, width)]
