"""Deck text as lines of styled ``Content``: laid out by ``text.layout``, coloured here.

Never markup: whatever a deck says shows as it is written.
"""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content

_STYLES = {
    "plain": "",
    "strong": "bold",
    "emphasis": "italic",
    "code": "$secondary",
    "maths": "$maths",
}


@lru_cache(maxsize=512)
def _laid(text: str, width: int) -> tuple[Content, ...]:
    from actquiz.text.layout import layout

    return tuple(
        Content.assemble(*((span.text, _STYLES[span.style]) for span in line))
        for line in layout(text, max(width, 1))
    )


def typeset(text: str, width: int, style: str = "") -> list[Content]:
    """Markdown in lines of at most ``width`` cells, all of it in ``style`` beside its own."""
    lines = _laid(text, width) if text else ()
    return [line.stylize_before(style) if style else line for line in lines]


def wrapped(content: Content, width: int) -> list[Content]:
    """The program's own words in lines of at most ``width`` cells, broken between words."""
    return content.wrap(max(width, 1)) if content else []
