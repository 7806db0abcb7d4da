"""Deck text as lines of styled ``Content``: laid out by ``text.layout``, coloured here.

Never markup: whatever a deck says shows as it is written.
"""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content

from actquiz.text.safe import cells, cut

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


_GOES_ON = "↪ "
"""Begins what did not fit in a line of code."""


def code_lines(line: str, width: int, style: str = "") -> list[Content]:
    """A line of code in lines of at most ``width`` cells, the further ones marked and indented."""
    if cells(line) <= width:
        return [Content.styled(line, style)]
    indent = min(len(line) - len(line.lstrip()) + 2, max(width // 3, 0))
    first = cut(line, width)
    at = first.rfind(" ", indent + width // 3)
    rest = line[at + 1 if at > 0 else len(first) :]
    lines = [Content.styled(first[:at] if at > 0 else first, style)]
    room = max(width - indent - len(_GOES_ON), 1)
    lead = Content.styled(" " * indent + _GOES_ON, "$quiet")
    while rest:
        part = cut(rest, room) or rest[0]
        at = part.rfind(" ", room // 2) if len(part) < len(rest) else -1
        part = part[: at + 1] if at > 0 else part
        lines.append((lead + Content.styled(part.rstrip(), style)).truncate(width))
        rest = rest[len(part) :]
    return lines


def wrapped(content: Content, width: int) -> list[Content]:
    """The program's own words in lines of at most ``width`` cells, broken between words."""
    return content.wrap(max(width, 1)) if content else []
